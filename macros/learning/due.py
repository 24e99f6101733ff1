"""Reviews that are due: a queue for each owner, soonest first, no longer than can be acted on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from macros.content.edition import is_current
from macros.content.record import Record
from macros.content.settings import Rules
from macros.frozen import frozen
from macros.learning.library import Library
from macros.learning.thread import months_before

GRACE = dt.timedelta(days=31)
"""So much later than its interval a review may be set, before it looks as if only its date had been moved."""


ELSEWHERE = ""
"""Stands for all owners that an edition does not hold: nothing tells one of them from another."""


@frozen
class Due:
    """A record whose review is due on a day."""

    record: Record
    on: dt.date
    moved: bool
    """Whether its date was moved on and no review was recorded."""

    def days_late(self, today: dt.date) -> int:
        """Return how many days overdue it is; 0 or less where it is in time."""
        return (today - self.on).days


@frozen
class Queue:
    """The reviews due of one owner: the first of them, and how many more there are."""

    owner: str | None
    """The name of a file in briefings/contacts/, `ELSEWHERE`, or None where nobody is named."""
    shown: tuple[Due, ...]
    left: int


def queues(library: Library, rules: Rules, today: dt.date) -> tuple[Queue, ...]:
    """Return the queue of every owner that has a page with a review day, by owner, those without one last. What
    is overdue has the earliest days and so stands first. One whose date was only moved stands where it could honestly have
    been set to: else it would hide behind those that are shown."""
    held: dict[str | None, list[tuple[dt.date, Due]]] = defaultdict(list)
    for record in library.records.values():
        review = record.fields.review
        if review and is_current(record, today):
            owner = record.fields.owner
            known = owner is None or f"contacts/{owner}" in library.records
            latest = latest_due(record, today) or review.due
            moved = is_moved(record, today)
            held[owner if known else ELSEWHERE].append((min(latest, review.due), Due(record, review.due, moved)))
    made = []
    for owner in sorted(held, key=lambda owner: (owner is None, owner or "")):
        ordered = sorted(held[owner], key=lambda pair: (pair[0], pair[1].record.id))
        shown = tuple(due for _, due in ordered[: rules.queue])
        made.append(Queue(owner, shown, max(0, len(ordered) - rules.queue)))
    return tuple(made)


def is_moved(record: Record, today: dt.date) -> bool:
    """Return whether the date of a record's review was moved on and no review was recorded."""
    latest = latest_due(record, today)
    return latest is not None and record.fields.review is not None and record.fields.review.due > latest


def latest_due(record: Record, today: dt.date) -> dt.date | None:
    """Return the latest day that the next review can honestly be set to: its interval, and a month's grace, after
    somebody last looked, which is the newest of its reviews, its changes and its publication. None without a review."""
    fields = record.fields
    if fields.review is None:
        return None
    looked = [change.on for change in fields.changes]
    looked += [past.on for past in fields.reviews]
    looked += [fields.published] if fields.published else []
    last = max([day for day in looked if day <= today], default=None)
    return months_before(last, -fields.review.every) + GRACE if last else None
