"""Records with every own field filled, made from the declaration of their type, and what a page must say of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from typing import Any, get_args

from macros.content.body import Body
from macros.content.record import Record
from macros.content.records.base import Fields, Form, Period, Row
from macros.content.records.kinds import Choice, Ref, Silent, Table, Unit
from macros.content.records.recommendations import Recommendation
from macros.content.records.record_type import RecordType
from macros.content.records.registry import notes
from macros.content.source import Source
from macros.content.tables import Cells
from macros.site import words
from macros.site.words import in_words

SLUG = "filled"
TARGETS = {"contacts": "team", "themes": "recording"}
OFF_THE_PAGE = frozenset({
    ("Figure", "said"), ("Figure", "part"), ("EvidenceItem", "would_close"),
})
"""What a page says in place of something else or only of some: a figure as it is written out in place of its number,
a part where its whole is not given, what would close a gap of gaps alone."""
HEAD = {
    "title": "Everything filled", "summary": "For the test.", "audience": "public", "status": "published",
    "published": "2026-03-02", "example": "true",
}


def filled(type_: RecordType) -> Record:
    """Return a record of a type with something different in each of its own fields."""
    maker = _Maker(type_)
    given: dict[str, Any] = dict(HEAD)
    tables: dict[str, Cells] = {}
    rows_of = {n.path[0]: n.remark.rows for n in notes(type_.fields, Table)}
    for name in own_fields(type_.fields):
        given[name] = maker.value(type_.fields, name)
        if name in rows_of:
            rows = tuple(maker.row(rows_of[name], n) for n in range(3))
            tables[name] = Cells(Source(f"{name}.csv", ""), rows, (2, 3, 4), ({}, {}, {}))
    fields = type_.fields.model_validate(given)
    return Record(type_, SLUG, fields, Body((), "", 1), Source(f"briefings/{type_.folder}/{SLUG}.md", ""), tables)


def own_fields(model: type[Fields]) -> tuple[str, ...]:
    """Return the fields that a type has besides those of every record."""
    return tuple(name for name in model.model_fields if name not in Fields.model_fields)


def told_values(record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (way, the forms in which a page may say it) for every value of the own fields and tables."""
    silent = {n.path[0] for n in notes(type(record.fields), Silent)}
    for name in own_fields(type(record.fields)):
        if name in silent:
            continue
        if name in record.tables:
            for at, row in enumerate(record.rows(name)):
                yield from _of_form(f"{name}[{at}]", row)
        else:
            yield from _of(name, getattr(record.fields, name))


def _of(way: str, value: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from _of(f"{way}[{at}]", one)
    elif isinstance(value, Period):
        yield way, (words.span(value.start, value.end),)
    elif isinstance(value, Form):
        yield from _of_form(way, value)
    elif value is not None and not isinstance(value, Unit):
        yield way, _forms(value)


def _of_form(way: str, form: Form) -> Iterator[tuple[str, tuple[str, ...]]]:
    start, end = getattr(form, "start", None), getattr(form, "end", None)
    if isinstance(start, dt.date) and isinstance(end, dt.date):
        yield way, (words.span(start, end), f"{words.day(start)} {words.day(end)}")
    for name in ("text",) if isinstance(form, Recommendation) else type(form).model_fields:  # they have a view of their own
        if name not in ("start", "end") and (type(form).__name__, name) not in OFF_THE_PAGE:
            yield from _of(f"{way}.{name}", getattr(form, name))


def _forms(value: Any) -> tuple[str, ...]:
    if value in TARGETS.values() or (isinstance(value, str) and value.partition("/")[2] in TARGETS.values()):
        return ("Team", "RecordingRecording")
    if isinstance(value, bool):
        return ("Yes", "Cancelled")
    if isinstance(value, dt.datetime):
        return (f"{value:%H:%M}",)
    if isinstance(value, dt.date):
        return words.day(value), words.short_day(value)
    if isinstance(value, int | Decimal):
        return (f"{value:,}",)
    if isinstance(value, Choice):
        return (value.label, value.label.partition(":")[0])
    return (in_words(value), str(value).removeprefix("https://"))


class _Maker:
    def __init__(self, type_: RecordType) -> None:
        self._type, self._next = type_, count(1)

    def value(self, model: type[Form], name: str) -> Any:
        info = model.model_fields[name]
        return self._made(info.annotation, info.metadata, model, name)

    def row(self, model: type[Row], at: int) -> Row:
        start = dt.date(2025, 1 + 3 * at, 1)
        made = {**self._form(model), "start": start, "end": (start + dt.timedelta(days=92)).replace(day=1) - dt.timedelta(days=1)}
        return model.model_validate({k: v for k, v in made.items() if k in model.model_fields and k != "group"})

    def _form(self, model: type[Form]) -> dict[str, Any]:
        fields = model.model_fields.items()
        return {n: self.value(model, n) for n, info in fields if info.is_required() or (model.__name__, n) not in OFF_THE_PAGE}

    def _made(self, annotation: Any, metadata: list[Any], model: type[Form], name: str, at: int = 0) -> Any:
        args = [a for a in get_args(annotation) if a not in (type(None), Ellipsis)]
        if hasattr(annotation, "__metadata__"):
            return self._made(args[0], [*metadata, *annotation.__metadata__], model, name, at)
        if getattr(annotation, "__origin__", None) is tuple:
            return tuple(self._made(args[0], [], model, name, n) for n in range(2))
        if args and annotation is not Any:
            return self._made(args[0], metadata, model, name, at)
        if issubclass(annotation, Form):
            return annotation.model_validate(self._form(annotation))
        if issubclass(annotation, Choice):
            return list(annotation)[at]
        return self._scalar(annotation, metadata, name)

    def _scalar(self, annotation: type, metadata: list[Any], name: str) -> Any:
        n, ref = next(self._next), next((m for m in metadata if isinstance(m, Ref)), None)
        kinds = {getattr(getattr(m, "func", None), "__name__", "") for m in metadata}
        if ref is not None:
            to = ref.to or "themes"
            return f"{TARGETS[to]}" if ref.to in TARGETS else SLUG if ref.to else f"themes/{TARGETS['themes']}"
        if annotation is bool:
            return True
        if annotation is int:
            return 7 if name == "number" and self._type.layout == "quality" else 1000 + n
        if annotation is Decimal:
            return Decimal(1000 + n)
        if annotation in (dt.datetime, dt.date):
            day = dt.datetime(2025, 1 + n % 12, 1 + n % 27, n % 24, n % 60, tzinfo=dt.UTC)
            return day if annotation is dt.datetime else day.date()
        texts = {
            "_when": f"20{10 + n % 10}-0{1 + n % 9}", "_address": f"https://example.org/{name}-{n}",
            "_file_name": f"{name.replace('_', '-')}.csv",
        }
        return next((text for kind, text in texts.items() if kind in kinds), f"r{n}" if name == "id" else f"Words {n} of {name}")
