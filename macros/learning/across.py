"""Counts that several records give together: a report repeats what the one before said, and quarters make up a year.

Each record hides its own small counts. What another record shows of the same may tell them: the year, and three of its
quarters, tell the fourth. No edition can hide more for that, since editions hold different records: compared, they would
tell what is outside. So it is a problem for authors.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from macros.content.edition import select
from macros.content.record import Record
from macros.content.records.base import Audience
from macros.content.records.record_type import Serial
from macros.content.settings import Rules
from macros.diagnostics import Diagnostic
from macros.diagnostics import catalogue as c
from macros.learning.numbers import Counted, SmallNumbers, Sum, counted, small_numbers
from macros.learning.ties import Known, Tie, filling, true_ties

_DAY = dt.timedelta(days=1)
Path = tuple[Any, ...]
"""The way to a count, after the id of its record."""


def told_across(
    records: Sequence[Record], rules: Rules, today: dt.date, widest: Mapping[str, Audience]
) -> Iterator[Diagnostic]:
    """Yield, for each hidden count that other records of an edition tell, where it stands and which records those are; of
    several editions the widest is named. Managers see every count, so nothing is told to them. What is no serial count by
    its type's declaration is not looked at."""
    serial = [record for record in records if record.type.serial]
    seen: set[tuple[str, Path]] = set()
    for audience in (one for one in Audience if one is not Audience.MANAGERS) if serial else ():
        held = select(serial, audience, today, widest=widest).records
        for (told_of, *_), like in _alike(held).items():
            for record, path, others in _told(like, told_of, small_numbers(audience, rules)):
                if (record.id, path) not in seen:
                    seen.add((record.id, path))
                    yield _problem(record, path, others, audience)


def _problem(record: Record, path: Path, others: Iterable[Record], audience: Audience) -> Diagnostic:
    named = " and ".join(sorted(other.path for other in others))
    message = (
        f"{record.in_words(path)}: the {audience.value} edition shows * here, and with {named} its readers can work it out."
    )
    return record.problem(c.TOLD_BY_OTHERS, path, message)


def _alike(records: Iterable[Record]) -> Mapping[Any, list[Record]]:
    """Return the records by what they count: of one type, and the same in all fields that say so."""
    found: dict[Any, list[Record]] = defaultdict(list)
    for record in records:
        serial = record.type.serial
        if serial and getattr(record.fields, serial.period):
            found[serial, record.type.folder, *(getattr(record.fields, name) for name in serial.like)].append(record)
    return found


def _told(records: list[Record], serial: Serial, small: SmallNumbers) -> Iterator[tuple[Record, Path, list[Record]]]:
    if not any(number < small.below for record in records for number in _given(record, serial)):
        return
    ties = list(_ties(records, serial))
    ids = {cell[0] for tie in ties for cell in (tie.whole, *tie.parts)}
    tied = {record.id: (record, _prefixed(record, counted(small, record))) for record in records if record.id in ids}
    cells = {cell: number for _, own in tied.values() for cell, number in own.cells.items()}
    across = true_ties((t for t in ties if all(cell in cells for cell in (t.whole, *t.parts))), cells)
    if not across:
        return
    known = Known(
        cells, tuple(s for _, own in tied.values() for s in own.sums),
        (*(t for _, own in tied.values() for t in own.ties), *across),
        {cell: most for _, own in tied.values() for cell, most in own.most.items()},
    )
    hidden = frozenset(cell for _, own in tied.values() for cell in own.hidden)
    unprinted = frozenset(cell for _, own in tied.values() for cell in own.unprinted)
    for cell in known.told(hidden | unprinted, sorted(hidden, key=str)):
        record = tied[cell[0]][0]
        near = {c[0] for t in across for c in (t.whole, *t.parts) if cell[0] in {x[0] for x in (t.whole, *t.parts)}}
        yield record, cell[1:], [tied[id_][0] for id_ in near - {record.id}]


def _given(record: Record, serial: Serial) -> Iterator[int]:
    """Yield the counts of a record that ties between records are of. Where none is small none is hidden: a larger one is
    hidden for the sake of a small one beside it."""
    held: tuple[int | None, ...] = (getattr(record.fields, serial.count), getattr(record.fields, serial.before))
    yield from (number for number in held if number is not None)
    for _, (name, at, column) in filling(record):
        yield getattr(record.rows(name)[at], column)


def _ties(records: list[Record], serial: Serial) -> Iterator[Tie]:
    """Yield what records of one kind say of the same: the period before, periods that fill a longer one, and a period that
    another record has a row for."""
    spans = {one.id: (getattr(one.fields, serial.period).start, getattr(one.fields, serial.period).end) for one in records}
    for record in records:
        id_, (start, end) = record.id, spans[record.id]
        others = [(span, one) for one, span in spans.items() if one != id_]
        for (_, last), before in others:
            if last + _DAY == start:
                yield Tie(((before, serial.count),), (id_, serial.before), equal=True)
        inside = sorted((span, one) for span, one in others if start <= span[0] and span[1] <= end)
        joined = all(later[0][0] == earlier[0][1] + _DAY for earlier, later in pairwise(inside))
        if len(inside) > 1 and joined and (inside[0][0][0], inside[-1][0][1]) == (start, end):
            yield Tie(tuple((one, serial.count) for _, one in inside), (id_, serial.count), equal=True)
        for span, cell in filling(record):
            yield from (Tie(((one, serial.count),), (id_, *cell), equal=True) for of, one in others if of == span)


def _prefixed(record: Record, own: Counted) -> Counted:
    """Return a record's counts with its id before the way to each."""

    def name(path: Path) -> Path:
        return (record.id, *path)

    return Counted(
        {name(path): number for path, number in own.cells.items()}, frozenset(map(name, own.hidden)),
        frozenset(map(name, own.unprinted)), tuple(Sum(name(s.total), tuple(map(name, s.parts))) for s in own.sums),
        tuple(Tie(tuple(map(name, t.parts)), name(t.whole), t.equal) for t in own.ties),
        {name(path): most for path, most in own.most.items()},
    )
