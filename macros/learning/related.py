"""What else to read: records that share themes, ranked."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache

from macros.content.record import Record
from macros.content.records.base import Status
from macros.learning.library import Library


def related_to(library: Library, most: int = 4) -> Callable[[Record], tuple[Record, ...]]:
    """Return a function from a record to what else to read, best first.

    A shared theme counts the more the fewer records have it; equal ones come newest first. What the
    record already refers to, or is referred to by, is left out. The ranking is made once for each set
    of themes, so the work grows with the sets, not with pairs of records.
    """
    by_theme: dict[str, list[Record]] = defaultdict(list)
    for record in library.records.values():
        if record.fields.status is not Status.SUPERSEDED:
            for theme in record.fields.themes:
                by_theme[theme].append(record)
    newest = sorted(library.records.values(), key=lambda r: (-_day(r), r.id))
    place = {record.id: number for number, record in enumerate(newest)}
    places = {theme: frozenset(place[record.id] for record in records) for theme, records in by_theme.items()}
    weight = {theme: 1 / math.log2(1 + len(records)) for theme, records in by_theme.items()}

    @cache
    def ranked(themes: frozenset[str]) -> list[int]:
        return _best([(weight[theme], places[theme]) for theme in sorted(themes) if theme in places], most + 60)

    def related(record: Record) -> tuple[Record, ...]:
        if not record.fields.themes:
            return ()
        near = {e.target for e in library.links.get(record.id, ())} | {e.source for e in library.backlinks.get(record.id, ())}
        found: list[Record] = []
        for number in ranked(frozenset(record.fields.themes)):
            other = newest[number]
            if other is not record and other.id not in near:
                found.append(other)
                if len(found) == most:
                    break
        return tuple(found)

    return related


def _best(themes: Sequence[tuple[float, frozenset[int]]], most: int) -> list[int]:
    """Return the places of the best records, of those of themes with their weights. Records that share the same of
    the themes count the same, so they are put together before anything is sorted."""
    alike: list[tuple[float, frozenset[int]]] = []
    for weight, places in themes:
        split, rest = [], places
        for score, found in alike:
            both = found & places
            split += [(score + weight, both), (score, found - both)]
            rest -= both
        alike = [(score, found) for score, found in (*split, (weight, rest)) if found]
    scored: dict[float, list[int]] = defaultdict(list)
    for score, found in alike:
        scored[-round(score, 9)] += found
    best: list[int] = []
    for score in sorted(scored):
        if len(best) >= most:
            break
        best += sorted(scored[score])
    return best[:most]


def _day(record: Record) -> int:
    return record.changed.toordinal() if record.changed else 0
