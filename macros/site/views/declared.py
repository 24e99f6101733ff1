"""What types declare of the fields that lists are filtered by and that stand at the head of a page."""

from __future__ import annotations

from functools import cache
from typing import Any

from macros.content.records.base import Fields, Form
from macros.content.records.kinds import Facet, Listed, Ref, Shown
from macros.content.records.registry import notes
from macros.frozen import frozen


def _remark(model: type[Form], name: str, kind: type) -> Any:
    return next((n.remark for n in notes(model, kind) if n.path[0] == name), None)


@frozen
class FacetField:
    """A field that lists are filtered by, with what is declared of it."""

    name: str
    key: str
    label: str
    ref: Ref | None
    listed: Listed | None


@cache
def facet_fields(model: type[Form]) -> tuple[FacetField, ...]:
    """Return the fields that lists are filtered by, in order."""
    found = []
    for note in notes(model, Facet):
        name, facet = note.path[0], note.remark
        found.append(FacetField(name, facet.key, facet.label, _remark(model, name, Ref), _remark(model, name, Listed)))
    return tuple(found)


@frozen
class ShownField:
    """A field that is a fact, with what is declared of it."""

    name: str
    label: str
    ref: Ref | None
    listed: Listed | None


@cache
def shown_fields(model: type[Form]) -> tuple[ShownField, ...]:
    """Return the fields that are facts: own ones first, then common ones."""
    found = []
    for note in sorted(notes(model, Shown), key=lambda note: note.path[0] in Fields.model_fields):
        name = note.path[0]
        found.append(ShownField(name, note.remark.label, _remark(model, name, Ref), _remark(model, name, Listed)))
    return tuple(found)
