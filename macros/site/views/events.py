"""What takes place: what is to come, and each month as a calendar."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from macros.content.records.meeting import Scheduled
from macros.content.records.registry import record_types
from macros.frozen import frozen
from macros.learning.meetings import Meeting, by_month, meetings, to_come
from macros.site import words
from macros.site.views.parts import LinkTo, Scene

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@frozen
class MeetingView:
    """Something that takes place, as an entry of a list or of a day."""

    link: LinkTo
    kind: str
    point: str
    day: str
    short: str
    """Its first day in few letters: Thu 26 Nov."""
    iso: str
    times: str
    where: str
    cancelled: bool
    example: bool


@frozen
class DayView:
    """One day of a calendar; `number` is 0 for a day of another month."""

    number: int
    name: str
    today: bool
    meetings: tuple[MeetingView, ...]


@frozen
class CalendarView:
    """One month."""

    address: str
    title: str
    said: str
    crumbs: tuple[LinkTo, ...]
    weeks: tuple[tuple[DayView, ...], ...]
    previous: LinkTo | None
    following: LinkTo | None


@frozen
class ToCome:
    """What stands above the list of everything that takes place."""

    next: tuple[MeetingView, ...]
    more: str
    month: LinkTo | None
    calendars: tuple[LinkTo, ...]


MOST_TO_COME = 8


def meeting_view(meeting: Meeting) -> MeetingView:
    """Return something that takes place in the words of a list: its day, its times in London, its place."""
    record, day, last = meeting.record, meeting.start.date(), meeting.end.date()
    shown = f"{DAYS[day.weekday()]} {words.day(day)}"
    if last != day:
        shown = f"{shown} to {DAYS[last.weekday()]} {words.day(last)}"
    kind = record.fields.value_of("kind")
    return MeetingView(
        LinkTo(record.title, record.address), kind.label if kind else record.type.name, record.fields.summary, shown,
        f"{DAYS[day.weekday()][:3]} {day.day} {words.MONTHS[day.month - 1][:3]}",
        day.isoformat(), f"{meeting.start:%H:%M} to {meeting.end:%H:%M}", meeting.place or "Place not said yet",
        meeting.cancelled, record.fields.example,
    )


def scheduled_folders() -> tuple[str, ...]:
    """Return the folders of the types whose records take place at a time."""
    return tuple(t.folder for t in record_types().values() if issubclass(t.fields, Scheduled))


def coming(scene: Scene, folder: str) -> ToCome:
    """Return what is to come of one type, soonest first, and the ways to its calendars."""
    own = tuple(m for m in meetings(scene.library) if m.record.type.folder == folder)
    ahead = to_come(own, scene.today)
    months = list(by_month(own))
    nearest = next((m for m in months if m >= (scene.today.year, scene.today.month)), months[-1] if months else None)
    kinds = {str(kind): kind.label for m in own if (kind := m.record.fields.value_of("kind"))}
    calendars = (LinkTo("All of them", f"{folder}/all.ics"), *(LinkTo(kinds[k], f"{folder}/{k}.ics") for k in sorted(kinds)))
    return ToCome(
        tuple(meeting_view(m) for m in ahead[:MOST_TO_COME]),
        words.count(len(ahead) - MOST_TO_COME, "more is", "more are") if len(ahead) > MOST_TO_COME else "",
        LinkTo("See them month by month", _address(folder, nearest)) if nearest else None,
        calendars if own else (),
    )


def _address(folder: str, month: tuple[int, int]) -> str:
    return f"{folder}/month/{month[0]}-{month[1]:02d}/"


def calendar_views(scene: Scene) -> Iterator[CalendarView]:
    """Yield a calendar for each month that holds something, of each type whose records take place."""
    for folder in scheduled_folders():
        own = tuple(m for m in meetings(scene.library) if m.record.type.folder == folder)
        held = by_month(own)
        order = list(held)
        crumbs = (LinkTo(record_types()[folder].plural, f"{folder}/"),)
        for number, month in enumerate(order):
            title = words.month(*month)
            yield CalendarView(
                _address(folder, month), title, words.count(len(held[month]), "meeting", "meetings"), crumbs,
                tuple(_weeks(scene.today, month, held[month])),
                LinkTo(words.month(*order[number - 1]), _address(folder, order[number - 1])) if number else None,
                LinkTo(words.month(*order[number + 1]), _address(folder, order[number + 1])) if number + 1 < len(order) else None,
            )


def _weeks(today: dt.date, month: tuple[int, int], held: tuple[Meeting, ...]) -> Iterator[tuple[DayView, ...]]:
    for week in calendar.Calendar(calendar.MONDAY).monthdayscalendar(*month):
        yield tuple(_day(today, dt.date(*month, number) if number else None, DAYS[n], held) for n, number in enumerate(week))


def _day(today: dt.date, day: dt.date | None, name: str, held: tuple[Meeting, ...]) -> DayView:
    if day is None:
        return DayView(0, name, today=False, meetings=())
    own = tuple(meeting_view(m) for m in held if m.start.date() <= day <= m.end.date())
    return DayView(day.day, name, day == today, own)
