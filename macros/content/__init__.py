"""Bytes to records, strictly: nothing is dropped, defaulted or coerced without a word."""
