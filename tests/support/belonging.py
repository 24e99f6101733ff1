"""How counts belong together, as readers know it: from what is declared, and from what reports are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from macros.content.record import Record
from macros.content.records.feedback import Feedback
from macros.content.records.figures import Direction
from macros.content.records.kinds import Of
from macros.content.records.registry import notes, pairs, values_at
from macros.site.views.parts import Scene
from tests.support.guessing import Cell, Known, Line, adds_up, at_most, is_true

_DAY = dt.timedelta(days=1)


def declared(scene: Scene, truth: Known) -> list[Line]:
    """Return all that readers know of how counts belong together, as far as it is so: parts and wholes, totals, what one
    count is within, what several rows say alike, periods that fill another one, and what two records say of one thing."""
    found: list[Line] = []
    for record in scene.library.records.values():
        found += _bounded(record)
        found += _within(record)
        for name in record.tables:
            found += _of_table(record, name)
    found += _of_several(scene)
    return [line for line in found if all(c in truth for c, _ in line.terms) and is_true(line, truth)]


def _bounded(record: Record) -> Iterator[Line]:
    for pair in pairs(record.type.fields, "BOUNDED"):
        for way, _ in values_at(record.fields, pair.path):
            yield at_most((record.id, *way, pair.first), (record.id, *way, pair.second), "a part and its whole")
    for total, names in record.type.fields.ADDS_UP:
        yield adds_up([(record.id, *name.split(".")) for name in names], (record.id, total), "all parts of a total")


def _within(record: Record) -> Iterator[Line]:
    for pair in pairs(record.type.fields, "WITHIN"):
        field_, *rest = pair.first.split(".")
        whole = (record.id, pair.second)
        if field_ in record.tables:
            ways: list[Cell] = [(field_, n, rest[-1]) for n in range(len(record.rows(field_)))]
        else:
            ways = [way for way, value in values_at(record.fields, (field_, *rest)) if isinstance(value, int)]
        yield from (at_most((record.id, *way), whole, "a count within another") for way in ways)


def _of_table(record: Record, name: str) -> Iterator[Line]:
    rows = record.rows(name)
    periods: dict[Any, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for part, of in row.BOUNDED:
            yield at_most((record.id, name, n, part), (record.id, name, n, of), "a part and its whole")
        periods[getattr(row, "start", n), getattr(row, "end", n)].append(n)
    for own in periods.values():
        wholes = [n for n in own if "group" in type(rows[n]).model_fields and rows[n].group is None]
        parts = [n for n in own if n not in wholes]
        model: Any = type(rows[own[0]])
        for column in sorted({note.path[0] for note in notes(model, Of)}):
            if len(wholes) == 1 and parts:
                yield adds_up([(record.id, name, n, column) for n in parts], (record.id, name, wholes[0], column), "all groups")
        if not wholes and "theme" in type(rows[own[0]]).model_fields:
            first = (record.id, name, own[0], "received")
            yield adds_up([(record.id, name, n, "count") for n in own], first, "every theme of a period")
            yield from (adds_up([first], (record.id, name, n, "received"), "all that came in") for n in own[1:])
    if isinstance(record.fields, Feedback) and record.fields.period and periods:
        spans = sorted(periods)
        if _filled(spans, record.fields.period.start, record.fields.period.end):
            firsts = [(record.id, name, periods[span][0], "received") for span in spans]
            yield adds_up(firsts, (record.id, "received"), "all periods of a report")


def _of_several(scene: Scene) -> Iterator[Line]:
    """Reports of one kind about one body: the one before says what the next one repeats, quarters add up to a year."""
    held: dict[Any, list[tuple[dt.date, dt.date, str]]] = defaultdict(list)
    for id_, record in scene.library.records.items():
        fields = record.fields
        if isinstance(fields, Feedback) and fields.period:
            held[fields.kind, fields.about_body].append((fields.period.start, fields.period.end, id_))
            # Up or down: one is above the other.
            more, less = ((id_, "received"), (id_, "received_before"))[:: -1 if fields.direction is Direction.DOWN else 1]
            if fields.direction in (Direction.UP, Direction.DOWN):
                yield Line(((less, 1), (more, -1)), None, -1, "which way it went")
    for reports in held.values():
        for start, end, id_ in reports:
            others = [one for one in reports if one[2] != id_]
            for _, _, before in (one for one in others if one[1] + _DAY == start):
                yield adds_up([(before, "received")], (id_, "received_before"), "the report before")
            for first, period in _first_rows(scene.library.records[id_]):
                equal = (one for one in others if one[:2] == period)
                row = (id_, "by_theme", first, "received")
                yield from (adds_up([(one[2], "received")], row, "its own report") for one in equal)
            inside = sorted(one for one in others if one[0] >= start and one[1] <= end)
            if len(inside) > 1 and _filled(inside, start, end):
                yield adds_up([(i, "received") for _, _, i in inside], (id_, "received"), "reports within a report")


def _first_rows(record: Record) -> Iterator[tuple[int, tuple[dt.date, dt.date]]]:
    """Yield the first row of each period of a report's table."""
    seen: set[tuple[dt.date, dt.date]] = set()
    for n, row in enumerate(record.rows("by_theme") if "by_theme" in record.tables else ()):
        if (row.start, row.end) not in seen:
            seen.add((row.start, row.end))
            yield n, (row.start, row.end)


def _filled(spans: list[Any], start: dt.date, end: dt.date) -> bool:
    """Return whether periods, in order, follow one another from the start to the end."""
    joined = all(later[0] == earlier[1] + _DAY for earlier, later in pairwise(spans))
    return joined and (spans[0][0], spans[-1][1]) == (start, end)
