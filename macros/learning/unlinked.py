"""What does not link: references and links that lead nowhere, to the wrong place, or in a ring."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice

from macros.content.body import Link
from macros.content.edition import is_out, may_read, was_out
from macros.content.names import DEVICES, LONGEST_SLUG, SLUG
from macros.content.plain import Path, in_words
from macros.content.record import Record
from macros.content.records.base import Audience, Status
from macros.content.records.kinds import Ref
from macros.content.records.registry import Note, record_types
from macros.content.records.use import Use
from macros.content.tables import Cells
from macros.diagnostics import Diagnostic, Span, at_most, clipped, nearest, suggestion
from macros.diagnostics import catalogue as c
from macros.learning.library import Library, anchors, body_links, references, resolve, target_of, use_targets

MOST_LINKS = 1_000
"""Of one text that are looked at: to look for what was meant takes time."""
LONGEST_RING = 6
"""Of a longer ring only the beginning is written out."""


def problems(library: Library, today: dt.date, unreadable: frozenset[str] = frozenset()) -> tuple[Diagnostic, ...]:
    """Return what is wrong between the records of a library that holds all of them: references
    that lead nowhere, to the wrong type or in a ring; links in a text that lead nowhere, to a
    narrower audience or to what is not out or was taken back; addresses claimed twice; a check by a person that is still
    to come. A reference to one of the
    `unreadable` ids is passed over: that file is reported itself, and would else be blamed on others."""
    found: list[Diagnostic] = []
    by_folder: dict[str, list[str]] = defaultdict(list)
    for record in library.records.values():
        by_folder[record.type.folder].append(record.slug)
    for record in library.records.values():
        found += at_most(_of(record, library, today, unreadable, by_folder))
    return (*found, *_rings(library), *_aliases(library))


def use_problems(use: Cells, library: Library, unreadable: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield each record of use that names a team or a briefing that does not exist, or a day or a version
    that the briefing did not have."""
    for number, row in enumerate(use.rows):
        yield from _wrong_version(use, number, library)
        for column, target in use_targets(row):
            folder, _, slug = target.partition("/")
            if target not in library.records and target not in unreadable:
                known = [r.slug for r in library.of_type(folder)]
                message = f"there is no {record_types()[folder].name.lower()} '{clipped(slug)}'.{suggestion(slug, known)}"
                yield use.problem(c.UNKNOWN_REFERENCE, number, column, message, f"Use an id from briefings/{folder}/.")


def _wrong_version(use: Cells, number: int, library: Library) -> Iterator[Diagnostic]:
    """Yield what of a record of use cannot be: a version that the briefing never had, or had only later."""
    row: Use = use.rows[number]
    briefing = next((library.records.get(id_) for column, id_ in use_targets(row) if column == "briefing"), None)
    if briefing is None:
        return
    changes = {change.version: change.on for change in briefing.fields.changes}
    if row.version not in changes:
        newest = f"its newest is {briefing.version}" if changes else "it has none yet"
        message = f"'{briefing.slug}' has no version {row.version}; {newest}."
        help_ = "Write the version that stands on the page or the print."
        yield use.problem(c.COUNTS_DISAGREE, number, "version", message, help_)
        return
    since = (briefing.fields.published if row.version == 1 else None) or changes[row.version]
    if row.on < since:
        message = f"{row.on} is before version {row.version} of '{briefing.slug}', of {since}."
        yield use.problem(c.ORDER_OF_DATES, number, "on", message)


def _of(
    record: Record, library: Library, today: dt.date, unreadable: frozenset[str], by_folder: Mapping[str, list[str]]
) -> Iterator[Diagnostic]:
    if (signed := record.fields.sign_off) and signed.on > today:
        message = f"sign_off.on: {signed.on} is still to come, so nobody has done the check."
        yield record.problem(c.ORDER_OF_DATES, ("sign_off", "on"), message, "Write the day of the check once it is done.")
    for note, way, value in references(record):
        if target_of(note.remark, value)[0] not in unreadable:
            yield from _reference_problem(library, record, note, way, value, by_folder)
            yield from _reference_to_withdrawn(library, record, note, way, value, today)
    for link in islice(body_links(record), MOST_LINKS):
        elsewhere = not link.target or link.target.startswith(("/", "\\"))  # said already: B306
        if not elsewhere and resolve(record, link.target)[0] not in unreadable:
            yield from _body_problem(library, record, link, today)


def _reference_problem(
    library: Library, record: Record, note: Note, way: Path, value: str, by_folder: Mapping[str, list[str]]
) -> Iterator[Diagnostic]:
    ref: Ref = note.remark
    name = record.in_words(way)
    if ref.to and "/" in value:
        message = f"{name}: '{clipped(value)}' has a folder in it; the name of a file in briefings/{ref.to}/ belongs here."
        bare = value.removeprefix(f"{ref.to}/")
        help_ = f"Write '{bare}' alone." if f"{ref.to}/{bare}" in library.records else ""
        yield record.problem(c.WRONG_FOLDER_REFERENCE, way, message, help_)
        return
    target, fragment = target_of(ref, value)
    other = library.records.get(target)
    if other is None:
        yield _unknown(library, record, ref, way, value, by_folder)
    elif other is record and ref.thread:
        help_ = "Remove it, or write the id of another record."
        yield record.problem(c.CIRCULAR, way, f"{name}: a record cannot be learned from itself.", help_)
    elif fragment and fragment not in anchors(other):
        message = f"{name}: '{target}' has no '{clipped(fragment)}'.{suggestion(fragment, anchors(other))}"
        yield record.problem(c.BROKEN_ANCHOR, way, message, _anchor_help(other))


def _reference_to_withdrawn(
    library: Library, record: Record, note: Note, way: Path, value: str, today: dt.date
) -> Iterator[Diagnostic]:
    """Yield that readers see nothing of a reference. One from a notice counts too: what to read instead is then not named."""
    other = library.records.get(target_of(note.remark, value)[0])
    if other is None or other is record or not was_out(other, today) or not (is_out(record, today) or was_out(record, today)):
        return
    instead = _instead(library, other)
    help_ = ""
    if instead and note.remark.to in (None, instead.type.folder):
        help_ = f"Write '{instead.slug if note.remark.to else instead.id}', or take it out."
    message = f"{record.in_words(way)}: {_taken_back(other)} Readers see nothing of it here."
    yield record.problem(c.LINK_TO_WITHDRAWN, way, message, help_)


def _unknown(
    library: Library, record: Record, ref: Ref, way: Path, value: str, by_folder: Mapping[str, list[str]]
) -> Diagnostic:
    if ref.to:
        kind = record_types()[ref.to].name.lower() if ref.to in record_types() else "record"
        message = f"{record.in_words(way)}: there is no {kind} '{clipped(value)}'.{suggestion(value, by_folder.get(ref.to, ()))}"
        help_ = f'Use an id from briefings/{ref.to}/, or make one: python3 hub.py new {ref.to} "Title" --audience staff'
    else:
        target = target_of(ref, value)[0]
        message = f"{record.in_words(way)}: there is no record '{clipped(target)}'.{suggestion(target, library.records)}"
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
        unsigned = other.audience.width <= record.audience.width
        readers = f"{Audience.MANAGERS} until a person has signed it off" if unsigned else other.audience
        message = f"'{other.id}' is for {readers}; this record has a wider audience, {record.audience}."
        yield record.source.problem(c.NARROWER_LINK, span, message)
    elif is_out(record, today) and was_out(other, today):
        instead = _instead(library, other)
        way = posixpath.relpath(instead.path, posixpath.dirname(record.path)) if instead else ""
        help_ = f"Link to '{way}', or take the link out." if way else ""
        yield record.source.problem(c.LINK_TO_WITHDRAWN, span, f"{_taken_back(other)} The link leads to its notice.", help_)
    elif is_out(record, today) and not is_out(other, today):
        published = other.fields.published
        why = "it is not published yet" if published and published > today else f"its status is {other.fields.status}"
        yield record.source.problem(c.UNPUBLISHED_LINK, span, f"'{other.id}' is not shown to readers now: {why}.")


def _taken_back(other: Record) -> str:
    """Return that a record was withdrawn, when, and what its author named in its place."""
    taken = other.fields.withdrawn
    on, by = (f" on {taken.on}", taken.replaced_by) if taken else ("", None)
    return f"'{other.id}' was withdrawn{on}; " + (f"it is replaced by '{by}'." if by else "nothing is named in its place.")


def _instead(library: Library, other: Record) -> Record | None:
    """Return the record that replaces a withdrawn one, where there is one that was not withdrawn itself."""
    by = other.fields.withdrawn.replaced_by if other.fields.withdrawn else None
    found = library.records.get(by.partition("#")[0]) if by else None
    return found if found and found.fields.status is not Status.WITHDRAWN else None


def _broken(library: Library, record: Record, written: str, target: str) -> str:
    """Return what is wrong with a link's address, with the path of the nearest record."""
    message = f"The link leads to '{clipped(written, 80)}', which does not exist."
    if written.startswith("www."):
        return f"{message} Did you mean 'https://{clipped(written, 80)}'?"
    if renamed := next((r for r in library.records.values() if target in r.fields.aliases), None):
        way = posixpath.relpath(renamed.path, posixpath.dirname(record.path))
        return f"The link leads to '{clipped(target)}', which was renamed. Did you mean '{way}'?"
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
        for note, way, value in references(record):
            if note.remark.ring:
                next_of[note.path[0]][record.id] = (target_of(note.remark, value)[0], way)
    for field, step in next_of.items():
        walked: set[str] = set()
        for start in step:
            trail, at = [], start
            while at in step and at not in walked:
                walked.add(at)
                trail.append(at)
                at = step[at][0]
            ring = trail[trail.index(at) :] if at in trail else []
            for number, id_ in enumerate(ring):
                said = f"{field}: {_round(ring[number:] + ring[:number])}"
                yield library.records[id_].problem(c.CIRCULAR, step[id_][1], said)


def _round(ring: list[str]) -> str:
    """Return a ring in words, from its first record on; a long one is cut short."""
    if len(ring) == 1:
        return f"'{ring[0]}' points to itself."
    shown = ring if len(ring) <= LONGEST_RING else [*ring[: LONGEST_RING - 1], "…"]
    return f"goes round in a ring: {' → '.join([*shown, ring[0]])}."


def _aliases(library: Library) -> Iterator[Diagnostic]:
    taken: dict[str, str] = {}
    for record in library.records.values():
        for number, alias in enumerate(record.fields.aliases):
            at = ("aliases", number)
            folder, _, slug = alias.partition("/")
            if folder not in record_types() or not SLUG.fullmatch(slug):
                message = f"{in_words(at)}: '{clipped(alias)}' is not an id such as {record.type.folder}/old-name."
                yield record.problem(c.WRONG_VALUE, at, message, "Write the folder and the old file name, without .md.")
            elif len(slug) > LONGEST_SLUG or slug in DEVICES:
                why = "Windows keeps it for a device" if slug in DEVICES else f"at most {LONGEST_SLUG} characters fit"
                message = f"{in_words(at)}: '{clipped(alias)}' is no address: {why}."
                yield record.problem(c.WRONG_VALUE, at, message, "Remove it.")
            elif alias == record.id:
                yield record.problem(c.ALIAS_CLASH, at, f"{in_words(at)}: '{alias}' is this record's own id.", "Remove it.")
            elif alias in library.records:
                yield record.problem(c.ALIAS_CLASH, at, f"{in_words(at)}: '{alias}' is the id of a record that exists.")
            elif alias in taken:
                yield record.problem(c.ALIAS_CLASH, at, f"{in_words(at)}: '{alias}' is an alias of '{taken[alias]}' too.")
            taken.setdefault(alias, record.id)
