"""The registry: every type that a module of this folder declares, found and not listed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

from pydantic.fields import FieldInfo

import macros.content.records as package
from macros.content.records.base import Fields, Form
from macros.content.records.kinds import AppendOnly, Facet, Listed, Needed, Ref, Shown
from macros.content.records.record_type import RecordType
from macros.frozen import frozen

Pattern = tuple[str, ...]
"""The way to a value through a form; `*` stands for every entry of a list."""


@cache
def record_types() -> Mapping[str, RecordType]:
    """Return every declared type by its folder, in alphabetical order of the folders."""
    found: dict[str, RecordType] = {}
    for module in pkgutil.iter_modules(package.__path__):
        loaded = importlib.import_module(f"{package.__name__}.{module.name}")
        for value in vars(loaded).values():
            if isinstance(value, RecordType):
                found[value.folder] = value
    return MappingProxyType(dict(sorted(found.items())))


@frozen
class Note:
    """One remark of a declaration (a Ref, Facet, Listed, AppendOnly …) and where it stands."""

    path: Pattern
    remark: Any


@cache
def notes(model: type[Form], kind: type) -> tuple[Note, ...]:
    """Return every remark of one kind in a form and in the forms within it, in declaration order."""
    found: list[Note] = []
    for name, info in model.model_fields.items():
        found += _within((name,), info.annotation, info.metadata, kind)
    return tuple(found)


def _within(path: Pattern, annotation: Any, metadata: list[Any], kind: type) -> list[Note]:
    found = [Note(path, m) for m in metadata if isinstance(m, kind)]
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return found + [Note((*path, *n.path), n.remark) for n in notes(annotation, kind)]
    args = get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        return found + _within(path, args[0], list(annotation.__metadata__), kind)
    many = getattr(annotation, "__origin__", None) is tuple
    for arg in args:
        if arg is Ellipsis or arg is type(None):
            continue
        found += _within((*path, "*") if many else path, arg, [], kind)
    return found


@frozen
class Pair:
    """A pair that a form declares (BOUNDED, WITHIN, ORDERED …), and the way to that form."""

    path: Pattern
    first: str
    second: str


@cache
def pairs(model: type[Form], name: str) -> tuple[Pair, ...]:
    """Return the pairs that a form and the forms within it declare under a name."""
    found = [Pair((), first, second) for first, second in getattr(model, name)]
    for field, info in model.model_fields.items():
        for path, form in _forms((field,), info.annotation):
            found += [Pair((*path, *inner.path), inner.first, inner.second) for inner in pairs(form, name)]
    return tuple(found)


def _forms(path: Pattern, annotation: Any) -> list[tuple[Pattern, type[Form]]]:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return [(path, annotation)]
    many = getattr(annotation, "__origin__", None) is tuple
    return [found for arg in get_args(annotation) for found in _forms((*path, "*") if many else path, arg)]


def values_at(form: Form, path: Pattern) -> list[tuple[tuple[str | int, ...], Any]]:
    """Return every value that a pattern leads to in a filled-in form, with its exact way."""
    held: list[tuple[tuple[str | int, ...], Any]] = [((), form)]
    for step in path:
        found: list[tuple[tuple[str | int, ...], Any]] = []
        for way, value in held:
            for key, one in enumerate(value) if step == "*" else ((step, getattr(value, step)),):
                if one is not None:
                    found.append(((*way, key), one))
        if not found:  # most fields of most records are empty
            return found
        held = found
    return held


def field_notes(type_: RecordType) -> list[tuple[str, FieldInfo]]:
    """Return the fields of a type in the order an author meets them: common ones first."""
    every, fields = Fields.model_fields, type_.fields.model_fields
    common = [n for n in every if n in fields]
    own = [n for n in fields if n not in every]
    return [(n, fields[n]) for n in (*common[:4], *own, *common[4:])]


def needed(type_: RecordType) -> frozenset[str]:
    """Return the fields that a record of the type needs as soon as it is more than a draft."""
    names = {n.path[0] for n in notes(type_.fields, Needed) if len(n.path) == 1}
    return frozenset((names | type_.also_needs) - type_.optional)


def facets(type_: RecordType) -> tuple[tuple[str, Facet], ...]:
    """Return the fields that lists of a type can be filtered by, as (field name, facet)."""
    return tuple((n.path[0], n.remark) for n in notes(type_.fields, Facet))


__all__ = [
    "AppendOnly", "Facet", "Listed", "Needed", "Note", "Pair", "Ref", "Shown", "facets", "field_notes", "needed",
    "notes", "pairs", "record_types", "values_at",
]
