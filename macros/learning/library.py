"""Records joined: every reference resolved, every backlink known, and what does not link."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from macros.content.body import Link, links_in
from macros.content.edition import is_out, may_read
from macros.content.load import SLUG
from macros.content.plain import Path, in_words
from macros.content.record import ROOT, Record
from macros.content.records.base import Audience
from macros.content.records.kinds import Ref
from macros.content.records.recommendations import Recommendation, WithRecommendations
from macros.content.records.registry import Note, notes, record_types, values_at
from macros.content.source import MOST_OF_A_KIND
from macros.diagnostics import Diagnostic, Span, clipped, nearest, suggestion
from macros.diagnostics import catalogue as c

BODY = "body"


@dataclass(frozen=True, slots=True)
class Edge:
    """One reference from a record to another. `field` is the front matter's, or `body`."""

    source: str
    target: str
    fragment: str
    field: str
    back: str
    thread: bool


@dataclass(frozen=True, slots=True)
class Library:
    """The records of one edition and how they refer to one another. Nothing in it changes."""

    records: Mapping[str, Record]
    links: Mapping[str, tuple[Edge, ...]]
    backlinks: Mapping[str, tuple[Edge, ...]]
    outside: frozenset[str]

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
    file = posixpath.normpath(posixpath.join(posixpath.dirname(record.path), path))
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


def link(records: Iterable[Record], outside: frozenset[str] = frozenset()) -> Library:
    """Return the library of the records; references to what is not among them are left out.

    `outside` are the ids that exist in other editions; `problems` tells them from typing errors.
    """
    held = {r.id: r for r in sorted(records, key=lambda r: r.id)}
    edges: dict[str, tuple[Edge, ...]] = {}
    back: dict[str, list[Edge]] = defaultdict(list)
    for record in held.values():
        found = [edge for edge in _edges(record) if edge.target in held and edge.target != record.id]
        edges[record.id] = tuple(dict.fromkeys(found))
        for edge in edges[record.id]:
            back[edge.target].append(edge)
    return Library(
        MappingProxyType(held),
        MappingProxyType(edges),
        MappingProxyType({k: tuple(v) for k, v in sorted(back.items())}),
        outside,
    )


def _edges(record: Record) -> Iterator[Edge]:
    for note, _, value in _references(record):
        target, fragment = _target(note.remark, value)
        yield Edge(record.id, target, fragment, ".".join(p for p in note.path if p != "*"), note.remark.back, note.remark.thread)
    for body_link in body_links(record):
        target, fragment = resolve(record, body_link.target)
        yield Edge(record.id, target, fragment, BODY, Ref().back, thread=False)


def body_links(record: Record) -> tuple[Link, ...]:
    """Return the links of a record's body that stay on the site, pictures left out."""
    return tuple(x for x in links_in(record.source.body, record.body.line) if not x.image and is_local(x.target))


def _references(record: Record) -> Iterator[tuple[Note, Path, str]]:
    for note in notes(record.type.fields, Ref):
        for way, value in values_at(record.fields, note.path):
            yield note, way, value


def _target(ref: Ref, value: str) -> tuple[str, str]:
    if ref.to:
        return f"{ref.to}/{value}", ""
    id_, _, fragment = value.partition("#")
    return id_, fragment


# What does not link ------------------------------------------------------------
def problems(library: Library, today: dt.date, unreadable: frozenset[str] = frozenset()) -> tuple[Diagnostic, ...]:
    """Return what is wrong between the records of a library that holds all of them: references
    that lead nowhere, to the wrong type or in a ring; links in a text that lead nowhere, to a
    narrower audience or to what is not out; addresses claimed twice. A reference to one of the
    `unreadable` ids is passed over: that file is reported itself, and would else be blamed on others."""
    found: list[Diagnostic] = []
    by_folder: dict[str, list[str]] = defaultdict(list)
    for record in library.records.values():
        by_folder[record.type.folder].append(record.slug)
    for record in library.records.values():
        for note, way, value in _references(record):
            if _target(note.remark, value)[0] not in unreadable:
                found += _reference_problem(library, record, note, way, value, by_folder)
        for body_link in islice(body_links(record), MOST_OF_A_KIND * 20):
            if resolve(record, body_link.target)[0] not in unreadable:
                found += _body_problem(library, record, body_link, today)
    return (*found, *_rings(library), *_aliases(library))


def _reference_problem(
    library: Library, record: Record, note: Note, way: Path, value: str, by_folder: Mapping[str, list[str]]
) -> Iterator[Diagnostic]:
    ref: Ref = note.remark
    name = in_words(way)
    if ref.to and "/" in value:
        message = f"{name}: '{clipped(value)}' has a folder in it; the name of a file in briefings/{ref.to}/ belongs here."
        bare = value.removeprefix(f"{ref.to}/")
        help_ = f"Write {bare}" if f"{ref.to}/{bare}" in library.records else ""
        yield record.problem(c.WRONG_FOLDER_REFERENCE, way, message, help_)
        return
    target, fragment = _target(ref, value)
    other = library.records.get(target)
    if other is None:
        yield _unknown(library, record, ref, way, value, by_folder)
    elif other is record and ref.thread:
        yield record.problem(c.CIRCULAR, way, f"{name}: a record cannot be learned from itself.", "Remove it, or write the id of another record.")
    elif fragment and fragment not in anchors(other):
        yield record.problem(c.BROKEN_ANCHOR, way, f"{name}: '{target}' has no '{clipped(fragment)}'.{suggestion(fragment, anchors(other))}", _anchor_help(other))


def _unknown(
    library: Library, record: Record, ref: Ref, way: Path, value: str, by_folder: Mapping[str, list[str]]
) -> Diagnostic:
    if ref.to:
        kind = record_types()[ref.to].name.lower() if ref.to in record_types() else "record"
        message = f"{in_words(way)}: there is no {kind} '{clipped(value)}'.{suggestion(value, by_folder.get(ref.to, ()))}"
        help_ = f"Use an id from briefings/{ref.to}/, or make one: python3 hub.py new {ref.to} \"Title\""
    else:
        target = _target(ref, value)[0]
        message = f"{in_words(way)}: there is no record '{clipped(target)}'.{suggestion(target, library.records)}"
        help_ = "Write folder/name, such as sar/adult-b."
    return record.problem(c.UNKNOWN_REFERENCE, way, message, help_)


def _anchor_help(other: Record) -> str:
    """Return which places there are to link to."""
    places = sorted(anchors(other), key=lambda place: (place[0], len(place), place))
    return f"Use one of {', '.join(places[:12])}, or refer to the page alone." if places else "Refer to the page alone."


def _body_problem(library: Library, record: Record, body_link: Link, today: dt.date) -> Iterator[Diagnostic]:
    span = Span(body_link.line, body_link.column, body_link.length)
    target, fragment = resolve(record, body_link.target)
    other = library.records.get(target)
    if other is None:
        yield record.source.problem(c.BROKEN_LINK, span, _broken(library, record, body_link.target, target))
        return
    if fragment and fragment not in anchors(other):
        message = f"'{other.id}' has no place '{clipped(fragment)}'.{suggestion(fragment, anchors(other))}"
        yield record.source.problem(c.BROKEN_ANCHOR, span, message, _anchor_help(other))
    if not may_read(record.audience, other):
        readers = "managers until a person has signed it off" if may_read(Audience.MANAGERS, other) and (
            other.audience.width <= record.audience.width) else other.audience
        message = f"'{other.id}' is for {readers}; this record has a wider audience, {record.audience}."
        yield record.source.problem(c.NARROWER_LINK, span, message)
    elif is_out(record, today) and not is_out(other, today):
        why = f"it has the status {other.fields.status}" if other.fields.published and other.fields.published <= today else "it is not published yet"
        yield record.source.problem(c.UNPUBLISHED_LINK, span, f"'{other.id}' is not shown to readers now: {why}.")


def _broken(library: Library, record: Record, written: str, target: str) -> str:
    """Return what is wrong with a link's address, with the path of the nearest record."""
    message = f"the link leads to '{clipped(written)}', which does not exist."
    stem = posixpath.basename(written.partition("#")[0]).removesuffix(".md")
    same_name = [id_ for id_ in library.records if id_.endswith(f"/{stem}")]
    near = same_name[0] if len(same_name) == 1 else nearest(target.removeprefix("/"), library.records)
    if near is None:
        return message
    return f"{message} Did you mean '{posixpath.relpath(library.records[near].path, posixpath.dirname(record.path))}'?"


def _rings(library: Library) -> Iterator[Diagnostic]:
    """Rings along each field that must not have one, reported once for each record on the ring."""
    next_of: dict[str, dict[str, tuple[str, Path]]] = defaultdict(dict)
    for record in library.records.values():
        for note, way, value in _references(record):
            if note.remark.ring:
                next_of[note.path[0]][record.id] = (_target(note.remark, value)[0], way)
    for field, step in next_of.items():
        walked: set[str] = set()
        for start in step:
            way, at = [], start
            while at in step and at not in walked:
                walked.add(at)
                way.append(at)
                at = step[at][0]
            if at in way:
                ring = way[way.index(at) :]
                for number, id_ in enumerate(ring):
                    shown = " → ".join([*ring[number:], *ring[:number], id_] if len(ring) <= 6 else [id_, ring[(number + 1) % len(ring)], "…", id_])
                    said = f"{field}: goes round in a ring: {shown}." if len(ring) > 1 else f"{field}: '{id_}' points to itself."
                    yield library.records[id_].problem(c.CIRCULAR, step[id_][1], said)


def _aliases(library: Library) -> Iterator[Diagnostic]:
    taken: dict[str, str] = {}
    for record in library.records.values():
        for number, alias in enumerate(record.fields.aliases):
            at = ("aliases", number)
            folder, _, slug = alias.partition("/")
            if folder not in record_types() or not SLUG.fullmatch(slug):
                message = f"{in_words(at)}: '{clipped(alias)}' is not an id such as {record.type.folder}/old-name."
                yield record.problem(c.WRONG_VALUE, at, message, "Write the folder and the old file name, without .md.")
            elif alias == record.id:
                yield record.problem(c.ALIAS_CLASH, at, f"{in_words(at)}: '{alias}' is this record's own id.", "Remove it.")
            elif alias in library.records:
                yield record.problem(c.ALIAS_CLASH, at, f"{in_words(at)}: '{alias}' is the id of a record that exists.")
            elif alias in taken:
                yield record.problem(c.ALIAS_CLASH, at, f"{in_words(at)}: '{alias}' is an alias of '{taken[alias]}' too.")
            taken.setdefault(alias, record.id)
