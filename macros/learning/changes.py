"""What changed, month by month, from the records' own versions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from operator import itemgetter

from macros.content.record import Record
from macros.content.records.base import Change
from macros.frozen import frozen
from macros.learning.library import Library


@frozen
class Changed:
    """One version of one record."""

    record: Record
    change: Change

    @property
    def is_new(self) -> bool:
        """Whether it is the record's first version."""
        return self.change.version == 1


@frozen
class Month:
    """What changed in one month, newest first."""

    year: int
    month: int
    entries: tuple[Changed, ...]

    @property
    def key(self) -> str:
        """`2026-11`: what its address ends in."""
        return f"{self.year}-{self.month:02d}"

    @property
    def first_day(self) -> dt.date:
        """The first day of the month."""
        return dt.date(self.year, self.month, 1)


def months(library: Library, today: dt.date) -> tuple[Month, ...]:
    """Return every month in which something changed, newest first; changes to come are left out."""
    held: dict[tuple[int, int], list[tuple[tuple[int, str, int], Changed]]] = defaultdict(list)
    for record in library.records.values():
        for change in record.fields.changes:
            if (on := change.on) <= today:
                place = (-on.toordinal(), record.id, -change.version)
                held[on.year, on.month].append((place, Changed(record, change)))
    return tuple(
        Month(year, month, tuple([changed for _, changed in sorted(entries, key=itemgetter(0))]))
        for (year, month), entries in sorted(held.items(), reverse=True)
    )
