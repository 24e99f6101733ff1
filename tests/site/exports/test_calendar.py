"""Calendars: valid by the library that reads them, right across the change of the clocks, the same every day."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from macros.content.records.base import Audience
from macros.site.exports.calendar import calendars
from tests.making import contact, event
from tests.support.scenes import scene_of

LONDON = ZoneInfo("Europe/London")
SECOND = "  - {on: 2026-07-01, version: 2, note: Moved., approved_by: Lead}\n"


def files(**events: bytes) -> dict[str, bytes]:
    """Calendars of an edition with these events, by address."""
    held = {"briefings/contacts/team.md": contact("Team"), **{f"briefings/events/{n}.md": e for n, e in events.items()}}
    return dict(calendars(scene_of(held), "Learning"))


def only(**events: bytes) -> Any:
    """The one event of the calendar of all, read back."""
    (found,) = Calendar.from_ical(files(**events)["events/all.ics"]).walk("VEVENT")
    return found


@pytest.mark.parametrize("day", ["2026-03-22", "2026-03-28", "2026-03-29", "2026-04-05", "2026-07-01", "2026-10-18", "2026-10-25",
                                 "2026-11-01", "2027-01-15"])
def test_two_o_clock_in_london_is_two_o_clock_in_london_on_both_sides_of_each_change_of_the_clocks(day: str) -> None:
    found = only(forum=event("Forum", f"{day}T14:00", f"{day}T16:30"))
    start, end = (found[name].dt.astimezone(LONDON).replace(tzinfo=None) for name in ("dtstart", "dtend"))
    assert start == dt.datetime.fromisoformat(f"{day}T14:00")
    assert end == dt.datetime.fromisoformat(f"{day}T16:30")


def test_times_are_written_in_utc_for_programs_that_know_no_zones() -> None:
    for day, written in (("2026-07-15", b"DTSTART:20260715T130000Z"), ("2026-11-25", b"DTSTART:20261125T140000Z")):
        data = files(forum=event("Forum", f"{day}T14:00", f"{day}T15:00"))["events/all.ics"]
        assert written in data.split(b"\r\n")


def test_an_event_over_the_night_of_the_change_is_as_long_as_it_is() -> None:
    found = only(forum=event("Forum", "2026-10-24T22:00", "2026-10-25T08:00"))
    assert found["dtend"].dt - found["dtstart"].dt == dt.timedelta(hours=11)


def test_an_event_says_what_its_page_says() -> None:
    more = "venue: Town hall, room 2; ground floor\njoin: https://meet.example.org/room\nbooking: Write to the team.\n"
    found = only(forum=event("Forum", "2026-11-26T10:00", "2026-11-26T12:30", more))
    page = "https://learning.example.gov.uk/events/forum/"
    assert str(found["summary"]) == "Forum (example content)"
    assert str(found["location"]) == "Town hall, room 2; ground floor and online"
    assert str(found["url"]) == page
    assert str(found["status"]) == "CONFIRMED"
    assert [str(c) for c in found["categories"].cats] == ["Practice forum"]
    assert str(found["description"]).split("\n") == [
        "What it is about.", "Write to the team.", "Join online: https://meet.example.org/room",
        "Example content. Not approved practice guidance.", page,
    ]


def test_a_cancelled_event_stays_and_says_so() -> None:
    assert str(only(forum=event("Forum", "2026-11-26T10:00", "2026-11-26T12:30", "cancelled: true\n"))["status"]) == "CANCELLED"


def test_a_later_version_is_the_same_event_with_a_higher_sequence_and_a_later_change() -> None:
    times = ("2026-11-26T10:00", "2026-11-26T12:30")
    first, second = only(forum=event("Forum", *times)), only(forum=event("Forum, moved", *times, SECOND))
    assert str(first["uid"]) == str(second["uid"]) == "events/forum@learning.example.gov.uk"
    assert (first["sequence"], second["sequence"]) == (0, 1)
    assert first["last-modified"].dt == dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    assert second["dtstamp"].dt == second["last-modified"].dt == dt.datetime(2026, 6, 30, 23, tzinfo=dt.UTC)


def test_there_is_one_calendar_for_all_and_one_for_each_kind() -> None:
    other = event("Learning", "2026-11-27T10:00", "2026-11-27T11:00").replace(b"kind: practice-forum", b"kind: sar-learning")
    made = files(forum=event("Forum", "2026-11-26T10:00", "2026-11-26T12:30"), learning=other)
    held = {address: [str(e["uid"]) for e in Calendar.from_ical(data).walk("VEVENT")] for address, data in made.items()}
    forum, learning = "events/forum@learning.example.gov.uk", "events/learning@learning.example.gov.uk"
    assert held == {
        "events/all.ics": [forum, learning], "events/practice-forum.ics": [forum], "events/sar-learning.ics": [learning],
    }


def test_an_edition_without_events_has_no_calendar() -> None:
    assert files() == {}
    forum = event("Forum", "2026-11-26T10:00", "2026-11-26T11:00")
    held = {"briefings/contacts/team.md": contact("Team"), "briefings/events/forum.md": forum}
    assert dict(calendars(scene_of(held, Audience.PUBLIC), "Learning")) == {}


def test_lines_end_with_both_signs_and_have_at_most_75_octets() -> None:
    long = "Ümläute and “quotes”, commas; semicolons \\ backslashes and so on " * 3
    data = files(forum=event("Forum", "2026-11-26T10:00", "2026-11-26T12:30", f"booking: '{long.strip()}'\n"))["events/all.ics"]
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Merrowby Council//")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.count(b"\r") == data.count(b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    for line in data.split(b"\r\n"):
        line.decode("utf-8")  # no sign is cut in two
    (found,) = Calendar.from_ical(data).walk("VEVENT")
    assert long.strip() in str(found["description"])


def test_the_same_edition_gives_the_same_bytes() -> None:
    forum = event("Forum", "2026-11-26T10:00", "2026-11-26T12:30")
    assert files(forum=forum) == files(forum=forum)
