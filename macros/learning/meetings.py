"""What takes place when: what is still to come, and what each month holds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from macros.content.record import Record
from macros.content.records.base import Status
from macros.content.records.kinds import LONDON
from macros.content.records.meeting import Scheduled
from macros.frozen import frozen
from macros.learning.library import Library


@frozen
class Meeting:
    """A record that takes place, with its times in London."""

    record: Record
    start: dt.datetime
    end: dt.datetime
    place: str
    cancelled: bool


def meetings(library: Library) -> tuple[Meeting, ...]:
    """Return everything that takes place, soonest first; what was replaced is left out."""
    found = []
    for record in library.records.values():
        fields = record.fields
        if isinstance(fields, Scheduled) and fields.start and fields.end and fields.status is not Status.SUPERSEDED:
            start, end = fields.start.astimezone(LONDON), fields.end.astimezone(LONDON)
            found.append(Meeting(record, start, end, fields.place, fields.cancelled))
    return tuple(sorted(found, key=lambda m: (m.start, m.record.id)))


def to_come(found: tuple[Meeting, ...], today: dt.date) -> tuple[Meeting, ...]:
    """Return what ends on the day or later, soonest first."""
    return tuple(m for m in found if m.end.date() >= today)


def by_month(found: tuple[Meeting, ...]) -> dict[tuple[int, int], tuple[Meeting, ...]]:
    """Return what each month holds, by (year, month), earliest month first; what runs over its end
    stands in every month that it touches."""
    held: dict[tuple[int, int], list[Meeting]] = defaultdict(list)
    for meeting in found:
        month = meeting.start.date().replace(day=1)
        while month <= meeting.end.date():
            held[(month.year, month.month)].append(meeting)
            month = (month + dt.timedelta(days=32)).replace(day=1)
    return {month: tuple(many) for month, many in sorted(held.items())}
