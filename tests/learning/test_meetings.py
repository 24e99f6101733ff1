"""What takes place: what is to come by the injected day, and what each month holds, in London time."""

from __future__ import annotations

import datetime as dt

from macros.content.records.base import Audience
from macros.learning.examine import library_of
from macros.learning.meetings import Meeting, by_month, meetings, to_come
from tests.making import TODAY, contact, event, examined


def found(**events: tuple[str, str]) -> tuple[Meeting, ...]:
    files = {"briefings/contacts/team.md": contact("Team")}
    files |= {f"briefings/events/{name}.md": event(name.capitalize(), *times) for name, times in events.items()}
    known = examined(files)
    assert known.diagnostics == ()
    return meetings(library_of(known, Audience.STAFF, TODAY)[1])


def names(some: tuple[Meeting, ...]) -> list[str]:
    return [m.record.slug for m in some]


def test_what_takes_place_comes_soonest_first() -> None:
    order = found(late=("2026-12-01T10:00", "2026-12-01T11:00"), early=("2026-11-30T14:00", "2026-11-30T15:00"))
    assert names(order) == ["early", "late"]


def test_what_ends_today_is_still_to_come_and_what_ended_yesterday_is_not() -> None:
    some = found(today=("2026-11-22T08:00", "2026-11-22T09:00"), yesterday=("2026-11-21T18:00", "2026-11-21T20:00"))
    assert names(to_come(some, TODAY)) == ["today"]


def test_a_meeting_over_the_end_of_a_month_stands_in_both_months() -> None:
    months = by_month(found(long=("2026-11-30T10:00", "2026-12-01T16:00")))
    assert {month: names(many) for month, many in months.items()} == {(2026, 11): ["long"], (2026, 12): ["long"]}


def test_the_same_hour_in_london_stays_the_same_hour_across_the_clock_change() -> None:
    summer, winter = found(a=("2026-10-24T14:00", "2026-10-24T15:00"), b=("2026-10-26T14:00", "2026-10-26T15:00"))
    assert (summer.start.hour, winter.start.hour) == (14, 14)
    assert winter.start.astimezone(dt.UTC) - summer.start.astimezone(dt.UTC) == dt.timedelta(days=2, hours=1)


def test_an_hour_that_the_clocks_skip_is_refused() -> None:
    files = {"briefings/events/spring.md": event("Spring", "2026-03-29T01:30", "2026-03-29T03:00")}
    assert "the clocks skip 01:30 on 2026-03-29" in " ".join(d.message for d in examined(files).diagnostics)
