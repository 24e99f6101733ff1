"""The one place where a type of record is declared: a file a family, and the registry that finds them.

To add a type, add a `RecordType` to a module of this folder; nothing else names it.
"""
