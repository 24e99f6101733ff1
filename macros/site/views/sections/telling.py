"""How one field of one record is told: its values in words, its references as links, its small counts hidden."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

from macros.content.record import Record
from macros.content.records.base import Form, Period
from macros.content.records.kinds import Listed, Ref, Scaled
from macros.content.records.registry import notes
from macros.frozen import frozen
from macros.learning.numbers import HIDDEN, Path
from macros.site.views.parts import LinkTo, Scene
from macros.site.views.sections.blocks import Block, Facts, Said
from macros.site.words import in_words, mailbox

NOT_IN_EDITION = "Not in this edition"


@frozen
class Telling:
    """A field of a record that is to be told, with where its counts stand."""

    scene: Scene
    record: Record
    name: str
    value: Any
    """A value, a tuple of values, or the rows of the table that the field names."""
    hidden: frozenset[Path]

    def amount(self, number: int | Decimal, *way: str | int) -> str:
        """Return a number in figures, or the sign for a hidden one; `way` leads to it within the field."""
        return HIDDEN if (self.name, *way) in self.hidden else figures(number)

    def is_hidden(self, *way: str | int) -> bool:
        """Return whether the count at this way within the field is hidden."""
        return (self.name, *way) in self.hidden

    def missing(self, what: str, otherwise: str = "Not said here.") -> Said:
        """Return how the page says that nothing is said: of a source by what it leaves out, else in its own words."""
        said = f"The source text does not describe {what}." if self.record.fields.sources and what else otherwise
        return Said((LinkTo(said),), unsaid=True)

    def reference(self, to: str | None, id_: str) -> LinkTo:
        """Return the link to another record by its id, or that this edition does not have it."""
        return self.scene.link(f"{to}/{id_}" if to else id_.partition("#")[0]) or LinkTo(NOT_IN_EDITION)

    def said(self, holder: Form, name: str, value: Any, *way: str | int) -> tuple[Said, ...]:
        """Return any value in words, several one after the other. `holder` is the form that declares the field."""
        if isinstance(value, tuple):
            return tuple(s for n, one in enumerate(value) for s in self.said(holder, name, one, *way, n))
        return (self._one(holder, name, value, *way),)

    def _one(self, holder: Form, name: str, value: Any, *way: str | int) -> Said:
        if isinstance(value, bool):
            return Said((LinkTo("Yes" if value else "No"),))
        if isinstance(value, int | Decimal):
            return Said((LinkTo(f"{self.amount(value, *way)}{per_cent(self.record, name)}"),))
        if isinstance(value, Form) and not isinstance(value, Period):
            told = [
                (label_of(field), self.said(value, field, held, *way, field))
                for field in type(value).model_fields if (held := getattr(value, field)) not in (None, ())
            ]
            links = [(label, link) for label, many in told for s in many for link in (*s.links, *(LinkTo(n) for n in s.notes))]
            first = links[0][1] if links else LinkTo("")
            return Said((first,), tuple(f"{label}: {link.words}" for label, link in links[1:]))
        if isinstance(value, str):
            if ref := _remark(type(holder), name, Ref):
                return Said((self.reference(ref.to, value),))
            if listed := _remark(type(holder), name, Listed):
                return Said((LinkTo(self.scene.titles(listed).get(value, value)),))
            if re.match(r"https?://", value):
                return Said((LinkTo(_bare(value), value),))
        return Said((LinkTo(in_words(value), mailbox(value)),))

    def facts(self, form: Form, *way: str | int) -> Facts:
        """Return a group of fields as facts, each labelled by its name."""
        return Facts(tuple(
            (label_of(name), self.said(form, name, value, *way, name))
            for name in type(form).model_fields if (value := getattr(form, name)) not in (None, ())
        ))


Drawer = Callable[[Telling], tuple[Block, ...]]
"""What turns the values of one kind of group, or of one kind of row, into blocks."""


def figures(number: int | Decimal) -> str:
    """Return `1,204` or `7.2`."""
    return f"{number:,}"


def share(part: int | Decimal, whole: int | Decimal) -> str:
    """Return a share as whole per cent, halves up; nothing of nothing is no share."""
    return f"{int(Decimal(200) * Decimal(part) / Decimal(whole) + 1) // 2}%" if whole else "–"


def per_cent(record: Record, name: str) -> str:
    """Return the sign that follows a record's field whose number is in per cent, or nothing."""
    scaled: Scaled | None = _remark(type(record.fields), name, Scaled) if name in type(record.fields).model_fields else None
    return "%" if scaled and any(row.denominator is not None for row in record.rows(scaled.table)) else ""


def label_of(name: str) -> str:
    """Return a field's name as a label."""
    return name.replace("_", " ").capitalize()


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address).rstrip("/")


@cache
def _remark(model: type[Form], name: str, kind: type) -> Any:
    return next((n.remark for n in notes(model, kind) if n.path[0] == name and set(n.path[1:]) <= {"*"}), None)
