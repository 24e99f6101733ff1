"""Records joined: every reference resolved, every backlink known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from macros.content.body import Link
from macros.content.plain import Path
from macros.content.record import ROOT, Record
from macros.content.records.kinds import Ref, Table
from macros.content.records.recommendations import Recommendation, WithRecommendations
from macros.content.records.record_type import RecordType
from macros.content.records.registry import Note, Pattern, notes, values_at
from macros.content.records.use import Use
from macros.frozen import frozen

BODY = "body"
_FROM_BODY = Ref()
"""What is declared of a link in a body: nothing of its own."""


@frozen
class Edge:
    """One reference from a record to another. `field` is the front matter's, or `body`."""

    source: str
    target: str
    fragment: str
    field: str
    back: str
    thread: bool


@frozen
class Library:
    """The records of one edition and how they refer to one another. Nothing in it changes."""

    records: Mapping[str, Record]
    links: Mapping[str, tuple[Edge, ...]]
    backlinks: Mapping[str, tuple[Edge, ...]]
    outside: frozenset[str]
    use: tuple[Use, ...] = ()
    """The records of use of its briefings by its teams."""

    def of_type(self, folder: str) -> tuple[Record, ...]:
        """Return the records of one type, sorted by id."""
        return tuple(r for r in self.records.values() if r.type.folder == folder)

    def at_path(self, path: str) -> Record | None:
        """Return the record of a file, by its path from the project's root."""
        return self.records.get(id_of_path(path))

    def targets(self, record: Record, field: str) -> tuple[Record, ...]:
        """Return the records that a field of the record refers to and that are in this edition."""
        return tuple(self.records[e.target] for e in self.links.get(record.id, ()) if e.field == field)


def id_of_path(path: str) -> str:
    """Return the id of a record's file: `briefings/sar/adult-b.md` is `sar/adult-b`."""
    return path.removeprefix(f"{ROOT}/").removesuffix(".md")


def resolve(record: Record, target: str) -> tuple[str, str]:
    """Return (id, fragment) that a relative link in a body leads to; the id need not exist."""
    path, _, fragment = target.partition("#")
    if not path:
        return record.id, fragment
    file = record.file_at(path)
    if not (file.startswith(f"{ROOT}/") and file.endswith(".md")):
        return f"/{file}", fragment  # no id begins so: a path that only looks like an id leads nowhere
    return id_of_path(file), fragment


def is_local(target: str) -> bool:
    """Return whether a link stays on the site: it has no scheme."""
    return ":" not in target.split("#", 1)[0].split("/", 1)[0]


def recommendation(record: Record, id_: str) -> Recommendation | None:
    """Return a recommendation of a record by its id."""
    if not isinstance(record.fields, WithRecommendations):
        return None
    return next((r for r in record.fields.recommendations if r.id == id_), None)


def anchors(record: Record) -> frozenset[str]:
    """Return the places on a record's page that a link can lead to."""
    own = {part.slug for part in record.body.parts}
    if isinstance(record.fields, WithRecommendations):
        own |= {r.id for r in record.fields.recommendations}
    return frozenset(own)


def link(records: Iterable[Record], outside: frozenset[str] = frozenset(), use: Iterable[Use] = ()) -> Library:
    """Return the library of the records; references to what is not among them are left out.

    `outside` are the ids that exist in other editions; kept to tell a restriction from a typing error.
    """
    held = {r.id: r for r in sorted(records, key=lambda r: r.id)}
    edges = {
        record.id: tuple(dict.fromkeys(edge for edge in _edges(record) if edge.target in held and edge.target != record.id))
        for record in held.values()
    }
    return _library(held, edges, outside, use)


def narrowed(library: Library, records: Iterable[Record], outside: frozenset[str], *, with_use: bool = True) -> Library:
    """Return the library of some of a library's records: what `link` makes of them, without reading
    their references again."""
    held = {r.id: r for r in sorted(records, key=lambda r: r.id)}
    edges = {id_: tuple([edge for edge in library.links[id_] if edge.target in held]) for id_ in held}
    return _library(held, edges, outside, library.use if with_use else ())


def _library(
    held: dict[str, Record], edges: dict[str, tuple[Edge, ...]], outside: frozenset[str], use: Iterable[Use]
) -> Library:
    back: dict[str, list[Edge]] = defaultdict(list)
    for found in edges.values():
        for edge in found:
            back[edge.target].append(edge)
    return Library(
        MappingProxyType(held),
        MappingProxyType(edges),
        MappingProxyType({k: tuple(v) for k, v in sorted(back.items())}),
        outside,
        tuple(row for row in use if all(target in held for _, target in use_targets(row))),
    )


def use_targets(row: Use) -> Iterator[tuple[str, str]]:
    """Yield (column, id) for each record that a record of use names."""
    for note in notes(Use, Ref):
        column = note.path[0]
        yield column, f"{note.remark.to}/{getattr(row, column)}"


def _edges(record: Record) -> Iterator[Edge]:
    for note, _, value in references(record):
        target, fragment = target_of(note.remark, value)
        yield Edge(record.id, target, fragment, _field(note.path), note.remark.back, note.remark.thread)
    for body_link in body_links(record):
        target, fragment = resolve(record, body_link.target)
        yield Edge(record.id, target, fragment, BODY, _FROM_BODY.back, thread=False)


@cache
def _field(path: Pattern) -> str:
    """Return a way through the front matter without the places in its lists: `recommendations.themes`."""
    return ".".join(step for step in path if step != "*")


def body_links(record: Record) -> tuple[Link, ...]:
    """Return the links of a record's body to pages of the site; pictures and documents are left out."""
    documents = {link for link, _ in record.attachments}
    return tuple(x for x in record.links if not x.image and is_local(x.target) and x not in documents)


def references(record: Record) -> Iterator[tuple[Note, Path, str]]:
    """Yield each reference of the front matter and of the record's tables: what is declared of it, where
    it stands, what is written."""
    for note in notes(record.type.fields, Ref):
        for way, value in values_at(record.fields, note.path):
            yield note, way, value
    for field, table in record.tables.items():
        for note in table_notes(record.type, field):
            column = note.path[0]
            for number, row in enumerate(table.rows):
                if (value := getattr(row, column)) is not None:
                    yield Note((field, "*", column), note.remark), (field, number, column), value


@cache
def table_notes(type_: RecordType, field: str) -> tuple[Note, ...]:
    """Return what is declared of references in the columns of a table that a field names."""
    table = next(n.remark for n in notes(type_.fields, Table) if n.path[0] == field)
    return notes(table.rows, Ref)


def target_of(ref: Ref, value: str) -> tuple[str, str]:
    """Return (id, fragment) that a reference leads to; the id need not exist."""
    if ref.to:
        return f"{ref.to}/{value}", ""
    id_, _, fragment = value.partition("#")
    return id_, fragment
