"""What takes place, as readers see it: the coming meetings above the list, and months as calendars."""

from __future__ import annotations

from macros.content.records.base import Audience
from macros.learning.examine import library_of
from macros.site.views.events import calendar_views, coming
from macros.site.views.parts import Scene
from tests.making import TODAY, contact, event, examined, settings


def scene(**events: bytes) -> Scene:
    files = {"briefings/contacts/team.md": contact("Team"), **{f"briefings/events/{n}.md": e for n, e in events.items()}}
    known = examined(files)
    assert known.diagnostics == ()
    edition, library = library_of(known, Audience.STAFF, TODAY)
    return Scene(edition, library, settings(), "https://learning.example.gov.uk/")


def test_a_meeting_says_its_day_its_hours_and_its_place_in_words() -> None:
    more = "venue: Town hall, room 2\njoin: https://meet.example.org/room\n"
    (view,) = coming(scene(forum=event("Forum", "2026-11-26T10:00", "2026-11-26T12:30", more)), "events").next
    assert (view.day, view.times, view.where) == ("Thursday 26 November 2026", "10:00 to 12:30", "Town hall, room 2 and online")
    assert view.example


def test_a_meeting_without_a_place_says_so() -> None:
    (view,) = coming(scene(forum=event("Forum", "2026-11-26T10:00", "2026-11-26T12:30")), "events").next
    assert view.where == "Place not said yet"


def test_past_meetings_are_not_to_come_but_their_month_can_still_be_seen() -> None:
    seen = scene(past=event("Past", "2026-09-03T10:00", "2026-09-03T12:00"))
    lead = coming(seen, "events")
    assert lead.next == ()
    assert lead.month is not None
    assert lead.month.address == "events/month/2026-09/"


def test_there_is_a_calendar_for_everything_and_one_for_each_kind_that_is_used() -> None:
    lead = coming(scene(forum=event("Forum", "2026-11-26T10:00", "2026-11-26T12:30")), "events")
    assert [c.address for c in lead.calendars] == ["events/all.ics", "events/practice-forum.ics"]


def test_a_month_shows_a_meeting_on_its_day_and_marks_today() -> None:
    (month,) = calendar_views(scene(forum=event("Forum", "2026-11-26T10:00", "2026-11-26T12:30")))
    days = {day.number: day for week in month.weeks for day in week if day.number}
    assert len(days) == 30
    assert [m.link.words for m in days[26].meetings] == ["Forum"]
    assert [n for n, day in days.items() if day.today] == [22]
    assert all(len(week) == 7 for week in month.weeks)


def test_months_lead_to_the_next_and_the_one_before_that_hold_something() -> None:
    seen = scene(a=event("A", "2026-09-03T10:00", "2026-09-03T12:00"), b=event("B", "2026-12-03T10:00", "2026-12-03T12:00"))
    first, second = calendar_views(seen)
    assert first.previous is None
    assert first.following is not None
    assert first.following.address == second.address == "events/month/2026-12/"
