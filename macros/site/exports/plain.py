"""Records as plain data: what their page says, as text, numbers, lists and groups, for files that programs read.

A reference is a whole id. One that leads out of the edition is left out, and with it the group that is
about nothing else: not even that it exists is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from macros.content.record import Record
from macros.content.records.base import Fields, Form
from macros.content.records.figures import Figure
from macros.content.records.kinds import Choice, Ref, Table
from macros.content.records.recommendations import WithRecommendations
from macros.content.records.registry import notes
from macros.content.records.use import Use
from macros.frozen import frozen
from macros.learning.actions import Action, actions_of
from macros.learning.library import target_of
from macros.learning.numbers import HIDDEN, Path, unit_of
from macros.site.urls import absolute
from macros.site.views.parts import Scene

Data = dict[str, Any]
KEEPERS = frozenset({"hold", "sign_off", "withdrawn"})
"""Fields that are for those who keep the records: no page shows them of a record that is out."""
Hidden = frozenset[Path]
NOTHING: Hidden = frozenset()
STANDING = ("recommendations",)
"""Own fields that stand beside the common ones, as they stand today."""


@frozen
class Step:
    """One field of a form: what is declared of it and of its entries."""

    name: str
    required: bool
    ref: Ref | None


@cache
def steps(model: type[Form]) -> tuple[Step, ...]:
    """Return the fields of a form in their order, tables left out: their rows stand apart."""
    refs, tables = own_notes(model, Ref), own_notes(model, Table)
    return tuple(
        Step(name, info.is_required(), refs.get(name)) for name, info in model.model_fields.items() if name not in tables
    )


@cache
def own_notes(model: type[Form], kind: type) -> dict[str, Any]:
    """Return what is declared of each field of a form itself, groups within it left out."""
    return {note.path[0]: note.remark for note in notes(model, kind) if set(note.path[1:]) <= {"*"}}


@cache
def own_fields(model: type[Fields]) -> frozenset[str]:
    """Return the fields that a type has beside the common ones and those that stand with them."""
    return frozenset(model.model_fields) - set(Fields.model_fields) - set(STANDING)


@cache
def form_of(model: type[Form], name: str) -> type[Form]:
    """Return the form that a field is a group, or a list of groups, of."""
    held = [model.model_fields[name].annotation]
    while not (isinstance(held[0], type) and issubclass(held[0], Form)):
        held = [*get_args(held[0]), *held[1:]]
    return held[0]


def plain_records(scene: Scene) -> Iterator[tuple[Record, Data]]:
    """Yield each record of the edition with its plain data, by id. What is empty is left out."""
    made = Plain(scene)
    for record in scene.library.records.values():
        yield record, made.record(record)


class Plain:
    """Makes plain data of the forms of one edition."""

    def __init__(self, scene: Scene) -> None:
        """Prepare; nothing is read yet."""
        self._records, self._site_url = scene.library.records, scene.site_url
        self._use = scene.library.use
        self._small, self._hidden = scene.small, scene.hidden

    def record(self, record: Record) -> Data:
        """Return a record: what it is, its common fields, `recommendations` as they stand, `fields` of its
        own type, `tables` with their rows."""
        hides = self._hidden(record)
        all_ = self.form(record.fields, hides) or {}
        common, own = Fields.model_fields, own_fields(type(record.fields))
        made: Data = {"id": record.id, "type": record.type.folder, "url": absolute(self._site_url, record.address)}
        made |= {name: value for name, value in all_.items() if name in common and name not in KEEPERS}
        if record.changed:
            made["changed"] = record.changed.isoformat()
        if record.version:
            made["version"] = record.version
        if isinstance(record.fields, WithRecommendations) and (stand := [self._action(a) for a in actions_of(record)]):
            made["recommendations"] = stand
        if fields := {name: value for name, value in all_.items() if name in own}:
            made["fields"] = fields
        if tables := {name: rows for name in record.tables if (rows := self._rows(record, name, hides))}:
            made["tables"] = tables
        return made

    def use(self) -> list[tuple[Use, Data]]:
        """Return the edition's records of use with their plain data. Each stands alone, so each count is judged alone."""
        found = []
        for row in self._use:
            counts = ((name, unit_of(row, name)) for name in type(row).model_fields)
            hides = frozenset((name,) for name, unit in counts if unit and self._small.hides(unit, getattr(row, name)))
            if made := self.form(row, hides):
                found.append((row, made))
        return found

    def form(self, form: Form, hides: Hidden = NOTHING, at: Path = ()) -> Data | None:
        """Return a form as plain data, or nothing where what it is about is not in this edition. `hides` are
        the paths of counts that are not shown, `at` is where the form stands."""
        made: Data = {}
        for step in steps(type(form)):
            value = getattr(form, step.name)
            if not step.required and (value is None or value == ()):
                continue  # most fields of most forms
            way = (*at, step.name)
            if isinstance(value, tuple):
                held = (self._one(step, one, hides, (*way, n)) for n, one in enumerate(value))
                value = [one for one in held if one is not None]
            else:
                value = self._one(step, value, hides, way)
            if value is None and step.required:
                return None
            if value or step.required or value not in (None, [], {}):
                made[step.name] = value
        if isinstance(form, Figure) and form.said and HIDDEN in made.values():
            made["said"] = HIDDEN  # the same number, in words
        return made

    def _rows(self, record: Record, name: str, hides: Hidden) -> list[Data]:
        held = (self.form(row, hides, (name, n)) for n, row in enumerate(record.rows(name)))
        return [made for made in held if made is not None]

    def _action(self, action: Action) -> Data:
        made = self.form(action.recommendation) or {}
        stands = {
            "id": action.id, "owner": self._target(Ref("contacts"), action.owner) if action.owner else None,
            "due": action.due.isoformat() if action.due else None, "accepted": str(action.accepted), "reason": action.reason,
            "status": str(action.status), "impact": str(action.impact),
        }
        return {name: value for name, value in {**made, **stands}.items() if value is not None}

    def _one(self, step: Step, value: Any, hides: Hidden, way: Path) -> Any:
        if value is None:
            return None
        if step.ref:
            return self._target(step.ref, value)
        if way in hides:
            return HIDDEN
        return self.form(value, hides, way) if isinstance(value, Form) else plain(value)

    def _target(self, ref: Ref, value: str) -> str | None:
        id_, fragment = target_of(ref, value)
        return (f"{id_}#{fragment}" if fragment else id_) if id_ in self._records else None


def number(value: Decimal) -> int | float:
    """Return a number as JSON and SQLite know it; a whole one without a point."""
    return int(value) if value == int(value) else float(value)


def plain(value: Any) -> Any:
    """Return one value as text, number or truth. A time has the hours between London and Greenwich with it."""
    made = _made_of(value.__class__)
    return made(value) if made else value


@cache
def _made_of(kind: type) -> Callable[[Any], Any] | None:
    """Return what makes plain data of values of a kind; nothing where they are plain already."""
    return next((made for wider, made in _MADE if issubclass(kind, wider)), None)


_MADE: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (Choice, str), (dt.datetime, dt.datetime.isoformat), (dt.date, dt.date.isoformat), (Decimal, number),
)
