"""The tables of an edition: the same for CSV and SQLite, each column with what it means.

Meanings come from the declarations' docstrings, so what an author reads of a field is what a reader of
the data reads of its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any

from macros.authoring import shapes as kinds
from macros.authoring.shapes import Shape, shapes
from macros.content.record import Record
from macros.content.records.audits import Finding, WithFindings
from macros.content.records.base import Change, Fields, Form
from macros.content.records.figures import Figure, WithFigures
from macros.content.records.kinds import Of, Table
from macros.content.records.meeting import Event, Scheduled
from macros.content.records.recommendations import Recommendation
from macros.content.records.record_type import RecordType
from macros.content.records.registry import record_types
from macros.content.records.use import Use
from macros.frozen import frozen
from macros.learning.library import Edge, use_targets
from macros.learning.numbers import HIDDEN
from macros.site.exports.plain import Data, Plain, own_notes
from macros.site.urls import absolute
from macros.site.views.parts import Scene

Cell = str | int | float | bool | None


class Kind(StrEnum):
    """What a column holds, in the words of the page about the data."""

    TEXT = "text"
    NUMBER = "number"
    YES = "true or false"
    DAY = "date"
    TIME = "time"


@frozen
class Column:
    """One column. `counts` are of people, files or things: small ones may be hidden."""

    name: str
    kind: Kind
    meaning: str
    to: str = ""
    """The table that its ids are of; text with several ids is of none."""
    counts: bool = False


@frozen
class DataTable:
    """One table: its name, what it holds, its columns, its rows."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: str = ""
    """The column that says which row it is, where there is one."""


RECORD = Column("record", Kind.TEXT, "The id of the record that it is from.", "records")
EXAMPLE = Column("example", Kind.YES, "Whether the record is fictional. It is then no approved practice guidance.")
HIDES = Column(
    "hidden", Kind.YES, f"Whether a number of this row is not shown: it is {HIDDEN} in CSV and JSON, and empty in SQLite.",
)
_PATH = re.compile(r"(?::|,) (?:the names? of a file|names of files|by its file|the name of its file) in briefings/[a-z-]+/")


def data_tables(scene: Scene, records: Sequence[tuple[Record, Data]]) -> Iterator[DataTable]:
    """Yield every table of an edition, also those without a row, so that an address stays what it is. Records
    of use are a table only where states are shown."""
    yield _records(records)
    yield _recommendations(scene, records)
    yield _links(scene)
    yield _made("changes", "The versions of the records.", Change, _within(records, Fields, "changes"))
    yield _made("figures", "The figures that records give, each with what weakens it.", Figure,
                _within(records, WithFigures, "figures"))
    yield _findings(records)
    yield _events(records)
    for type_ in record_types().values():
        for name, row in own_notes(type_.fields, Table).items():
            title = f"{type_.folder}_{name}"
            yield _made(title, f"{type_.plural}: {_lower(shape_of(type_.fields, name).meaning)}", row.rows,
                        _rows(records, type_, name))
    if scene.computed:
        yield _use(scene)


def column(shape: Shape, form: type[Form]) -> Column:
    """Return the column of a declared field, with its docstring as its meaning."""
    ref, of = shape.ref, own_notes(form, Of).get(shape.name)
    kind = Kind.NUMBER if of else _KINDS.get(shape.kind, Kind.TEXT)
    return Column(shape.name, kind, meaning_of(shape), "records" if ref and not shape.many else "", counts=of is not None)


_KINDS = {
    kinds.NUMBER: Kind.NUMBER, kinds.FIGURES: Kind.NUMBER, kinds.MONTHS: Kind.NUMBER, kinds.FLAG: Kind.YES,
    kinds.DAY: Kind.DAY, kinds.MOMENT: Kind.TIME,
}


def meaning_of(shape: Shape) -> str:
    """Return what a field means to somebody who reads it, not to its author: ids, not names of files."""
    said = _PATH.sub("", shape.meaning)
    if shape.ref:
        said += " As ids." if shape.many else " As an id."
    choices = ", ".join(value for value, _ in shape.choices)
    return said if not choices or all(value in said for value, _ in shape.choices) else f"{said} One of: {choices}."


def shape_of(form: type[Form], name: str) -> Shape:
    """Return what is declared of one field of a form."""
    return next(shape for shape in shapes(form) if shape.name == name)


def _columns(form: type[Form], without: Iterable[str] = ()) -> tuple[Column, ...]:
    """Return the columns of a form: its plain fields, those with one piece of text for several values too."""
    return tuple(column(s, form) for s in shapes(form) if not s.fields and s.name not in without)


def _made(
    name: str, meaning: str, form: type[Form], found: Iterable[tuple[Data, Data]], also: tuple[Column, ...] = ()
) -> DataTable:
    """Return the table of a form from (record, filled-in form) as plain data; `also` are further columns of it."""
    own = (*_columns(form), *also)
    hides = any(c.counts for c in own)
    rows = []
    for record, data in found:
        cells = [_cell(data.get(c.name), c) for c in own]
        ends = ([HIDDEN in [v for v, c in zip(cells, own, strict=True) if c.counts]] if hides else [])
        rows.append((record["id"], *cells, *ends, record["example"]))
    return DataTable(name, meaning, (RECORD, *own, *((HIDES,) if hides else ()), EXAMPLE), tuple(rows))


def _cell(value: Any, column: Column) -> Cell:
    if column.to and value:
        return str(value).partition("#")[0]
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return False if value is None and column.kind is Kind.YES else value


def _within(records: Sequence[tuple[Record, Data]], trait: type[Fields], name: str) -> Iterator[tuple[Data, Data]]:
    """Yield each entry of a list that records with a trait have."""
    common = name in Fields.model_fields
    for record, data in records:
        if isinstance(record.fields, trait):
            for entry in (data if common else data.get("fields", {})).get(name, ()):
                yield data, entry


def _findings(records: Sequence[tuple[Record, Data]]) -> DataTable:
    """A finding counts by the day of its source, which its type declares."""

    def dated() -> Iterator[tuple[Data, Data]]:
        for record, data in records:
            if isinstance(record.fields, WithFindings):
                held: Any = {**data, **data.get("fields", {})}
                for step in record.type.found_on:
                    held = held.get(step) if isinstance(held, dict) else None
                for entry in data.get("fields", {}).get("findings", ()):
                    yield data, {**entry, "found_on": held}

    also = (Column("found_on", Kind.DAY, "The day by which it counts in the golden thread."),)
    return _made("findings", "In how many case files of an audit a theme was found.", Finding, dated(), also)


def _rows(records: Sequence[tuple[Record, Data]], type_: RecordType, name: str) -> Iterator[tuple[Data, Data]]:
    for record, data in records:
        if record.type is type_:
            for row in data.get("tables", {}).get(name, ()):
                yield data, row


def _lower(text: str) -> str:
    """Return what a table holds, without where its author puts it."""
    said = text.partition(", in the record's own folder")[0]
    return f"{said[:1].lower()}{said[1:].rstrip('.')}."


_LISTED = ("themes", "quality_statements", "for_roles")
_PLAIN = ("title", "summary", "status", "audience", "classification", "published")


def _records(records: Sequence[tuple[Record, Data]]) -> DataTable:
    def said(name: str) -> Column:
        return column(shape_of(Fields, name), Fields)

    columns = (
        Column("id", Kind.TEXT, "Permanent: the type's folder and the record's own name."),
        Column("type", Kind.TEXT, "The folder of its type, such as sar."),
        Column("url", Kind.TEXT, "Its page."),
        *(said(name) for name in _PLAIN),
        Column("changed", Kind.DAY, "The day of its newest version, else the day it was published."),
        Column("version", Kind.NUMBER, "The number of its newest version."),
        Column("review_due", Kind.DAY, "The day by which somebody must look at it again."),
        said("owner"), *(said(name) for name in _LISTED), said("system"), said("superseded_by"), EXAMPLE,
    )
    rows = []
    for _, data in records:
        flat = {**data, "review_due": data.get("review", {}).get("due")}
        rows.append(tuple(_cell(flat.get(c.name), c) for c in columns))
    return DataTable("records", "Every record of the edition.", columns, tuple(rows), "id")


def _recommendations(scene: Scene, records: Sequence[tuple[Record, Data]]) -> DataTable:
    columns = (
        Column("id", Kind.TEXT, "Permanent: the record's id, a hash sign, and its own r1, r2 and so on."),
        RECORD, *_columns(Recommendation, ("id", "updates")),
        Column("status", Kind.TEXT, "How far the work has come, by its newest update."),
        Column("impact", Kind.TEXT, "Whether it helped, by the newest update that says so."),
        Column("updated", Kind.DAY, "The day of its newest update."),
        Column("url", Kind.TEXT, "Its place on the record's page."), EXAMPLE,
    )
    rows = []
    for record, data in records:
        for one in data.get("recommendations", ()):
            updates = one.get("updates", ())
            fragment = one["id"].partition("#")[2]
            flat = {
                **one, "record": record.id, "updated": updates[-1]["on"] if updates else None,
                "url": absolute(scene.site_url, f"{record.address}#{fragment}"), "example": data["example"],
            }
            rows.append(tuple(_cell(flat.get(c.name), c) for c in columns))
    said = "Every recommendation, with the owner, day, answer and state that its newest update gave it."
    return DataTable("recommendations", said, columns, tuple(rows), "id")


def _links(scene: Scene) -> DataTable:
    columns = (
        Column("record", Kind.TEXT, "The id of the record that refers to another.", "records"),
        Column("target", Kind.TEXT, "The id of the record that it refers to.", "records"),
        Column("place", Kind.TEXT, "The place in that record, such as r2 for its second recommendation."),
        Column("field", Kind.TEXT, "The field that refers; body for a link in its text."),
        Column("thread", Kind.YES, "Whether it is an edge of the golden thread: what was learned from what."),
        EXAMPLE,
    )
    library = scene.library

    def row(edge: Edge) -> tuple[Cell, ...]:
        example = library.records[edge.source].fields.example
        return edge.source, edge.target, edge.fragment or None, edge.field, edge.thread, example

    rows = tuple(row(edge) for edges in library.links.values() for edge in edges)
    return DataTable("links", "Which record refers to which.", columns, rows)


def _events(records: Sequence[tuple[Record, Data]]) -> DataTable:
    own = tuple(c for c in _columns(Event) if c.name not in Fields.model_fields)
    columns = (
        RECORD, Column("title", Kind.TEXT, "What the event is called."), *own,
        Column("url", Kind.TEXT, "Its page."), EXAMPLE,
    )
    rows = []
    for record, data in records:
        if isinstance(record.fields, Scheduled):
            flat = {**data, **data.get("fields", {}), "record": record.id}
            rows.append(tuple(_cell(flat.get(c.name), c) for c in columns))
    said = "Meetings where learning is shared. Times are London's, each with its distance from UTC."
    return DataTable("events", said, columns, tuple(rows))


def _use(scene: Scene) -> DataTable:
    found = []
    for row, data in Plain(scene).use():
        named = {target for _, target in use_targets(row)}
        example = any(scene.library.records[id_].fields.example for id_ in named)
        found.append(({"id": data["briefing"], "example": example}, data))
    table = _made("use", "Which team used which briefing.", Use, found)
    # The record that a use is from is its briefing, which has a column of its own.
    return DataTable(table.name, table.meaning, table.columns[1:], tuple(row[1:] for row in table.rows))
