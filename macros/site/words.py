"""Dates, states and counts in the words that readers see."""

from __future__ import annotations

import datetime as dt
import re

from macros.content.record import Record
from macros.content.records.base import Status
from macros.content.records.kinds import Choice
from macros.diagnostics.catalogue import gaps
from macros.frozen import frozen
from macros.learning.days import MONTHS, day
from macros.learning.due import is_moved

_WHEN = re.compile(r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
"""A day, a month or a year as it is written."""


def short_day(value: dt.date) -> str:
    """Return `22 Nov 2026`, for tables."""
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def month(year: int, number: int) -> str:
    """Return `November 2026`."""
    return f"{MONTHS[number - 1]} {year}"


def when(value: str) -> str:
    """Return a day, month or year, as exact as it was written, in words."""
    parts = [int(p) for p in value.split("-")]
    if len(parts) == 3:
        return day(dt.date(*parts))
    return month(parts[0], parts[1]) if len(parts) == 2 else str(parts[0])


def span(start: dt.date, end: dt.date) -> str:
    """Return `January to December 2025`, or with both years where they differ."""
    first = MONTHS[start.month - 1] if start.year == end.year else month(start.year, start.month)
    if (start.year, start.month) == (end.year, end.month):
        return month(end.year, end.month)
    return f"{first} to {month(end.year, end.month)}"


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def times(start: dt.datetime, end: dt.datetime | None) -> str:
    """Return `Monday 2 March 2026, 14:30 to 16:00`; the second day too where there is one."""
    first = f"{DAYS[start.weekday()]} {day(start.date())}, {start:%H:%M}"
    if end is None:
        return first
    return f"{first} to {f'{end:%H:%M}' if end.date() == start.date() else times(end, None)}"


def short_span(start: dt.date, end: dt.date) -> str:
    """Return a span by its first month, `Apr 2025`, for charts; `2025` for a calendar year, `2025/26` for another."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months != 12:
        return f"{MONTHS[start.month - 1][:3]} {start.year}"
    return str(start.year) if start.month == 1 else f"{start.year}/{end.year % 100:02}"


def count(number: int, one: str, many: str) -> str:
    """Return `1 page` or `1,204 pages`."""
    return f"{number:,} {one if number == 1 else many}"


@frozen
class State:
    """A state as a mark and its words; `tone` repeats in colour what the words say."""

    mark: str
    words: str
    tone: str = ""


LATE = {gaps.REVIEW_OVERDUE.id: "Review overdue", gaps.NOT_ANSWERED.id: "Answer overdue"}
"""Gaps that a reader of a list must see beside the page, by their code."""


def review_state(record: Record, today: dt.date, *, computed: bool) -> State | None:
    """Return the state of a record's review; editions without computed states get the date alone."""
    review = record.fields.review
    if review is None:
        return None
    if not computed:
        return State("open", f"Next by {day(review.due)}", "quiet")
    if review.due < today:
        return State("alert", f"Overdue since {day(review.due)}", "attend")
    if is_moved(record, today):
        return State("alert", f"Date moved without a review. Next by {day(review.due)}", "attend")
    return State("done", f"In date. Next by {day(review.due)}", "good")


def status_state(record: Record, today: dt.date) -> State | None:
    """Return a state where the record's status is something that a reader must know."""
    fields = record.fields
    if fields.status is Status.UNDER_REVIEW:
        return State("half", "Under review")
    if fields.status is Status.SUPERSEDED:
        return State("no", "Replaced", "attend")
    if fields.status is Status.WITHDRAWN:
        return State("no", "Withdrawn", "attend")
    if fields.status is Status.DRAFT:
        return State("open", "Draft", "attend")
    if fields.published and fields.published > today:
        return State("open", f"Not before {day(fields.published)}", "attend")
    return None


def in_words(value: object) -> str:
    """Return a value of a field as readers see it: a choice by its label, a day or a span in words."""
    if isinstance(value, str):
        return when(value) if _WHEN.fullmatch(value) else value
    if isinstance(value, Choice):
        return value.label
    if isinstance(value, dt.datetime):
        return f"{day(value.date())}, {value:%H:%M}"
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(value, int):
        return f"{value:,}"
    start, end = getattr(value, "start", None), getattr(value, "end", None)
    if isinstance(start, dt.date):
        return span(start, end) if isinstance(end, dt.date) else month(start.year, start.month)
    return str(value)


def mailbox(value: object) -> str | None:
    """Return the link that writes to a value, where it is a mailbox."""
    return f"mailto:{value}" if isinstance(value, str) and "@" in value and re.fullmatch(r"[^@\s]+@[^@\s]+", value) else None


__all__ = [
    "DAYS", "MONTHS", "State", "count", "day", "in_words", "mailbox", "month", "review_state", "short_day", "short_span",
    "span", "status_state", "times", "when",
]
