"""What else to read: records that share themes, ranked."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
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
    weight = {theme: 1 / math.log2(1 + len(records)) for theme, records in by_theme.items()}

    @cache
    def ranked(themes: frozenset[str]) -> tuple[Record, ...]:
        score: dict[str, float] = defaultdict(float)
        for theme in sorted(themes):
            for other in by_theme.get(theme, ()):
                score[other.id] += weight[theme]
        best = sorted(score, key=lambda id_: (-round(score[id_], 9), place[id_]))
        return tuple(library.records[id_] for id_ in best[: most + 60])

    def related(record: Record) -> tuple[Record, ...]:
        if not record.fields.themes:
            return ()
        near = {e.target for e in library.links.get(record.id, ())} | {e.source for e in library.backlinks.get(record.id, ())}
        found = [r for r in ranked(frozenset(record.fields.themes)) if r.id != record.id and r.id not in near]
        return tuple(found[:most])

    return related


def _day(record: Record) -> int:
    return record.changed.toordinal() if record.changed else 0
