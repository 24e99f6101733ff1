"""Events as iCalendar files (RFC 5545): one for all of them and one for each kind.

Times are written in UTC. No event repeats, so none needs the rules of a time zone, and a time in UTC reads
the same in every calendar program, across the change of the clocks too.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from macros.content.record import Record
from macros.content.records.kinds import LONDON, Choice
from macros.content.records.meeting import Scheduled
from macros.content.records.registry import record_types
from macros.learning.meetings import Meeting, meetings
from macros.site.exports.about import EXAMPLE
from macros.site.urls import absolute
from macros.site.views.parts import Scene

if TYPE_CHECKING:
    from icalendar import Event

ALL = "all"


def calendars(scene: Scene, site_name: str) -> Iterator[tuple[str, bytes]]:
    """Yield (address, file) of every calendar of an edition: `events/all.ics`, then `events/<kind>.ics` for each
    kind of which there is one. A calendar without an event is none, so an edition without events has no file."""
    held: dict[str, dict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for meeting in meetings(scene.library):
        made, folder = _event(scene, meeting), meeting.record.type.folder
        held[folder][ALL].append(made)
        if kind := _kind(meeting):
            held[folder][str(kind)].append(made)
            names[str(kind)] = kind.label
    for folder, by_kind in sorted(held.items()):
        for kind_, events in sorted(by_kind.items(), key=lambda pair: (pair[0] != ALL, pair[0])):
            name = f"{site_name}: {names.get(kind_, record_types()[folder].plural)}"
            yield f"{folder}/{kind_}.ics", _calendar(scene, name, events)


def _kind(meeting: Meeting) -> Choice | None:
    kind = meeting.record.fields.value_of("kind")
    return kind if isinstance(kind, Choice) else None


def _calendar(scene: Scene, name: str, events: Iterable[Event]) -> bytes:
    from icalendar import Calendar  # noqa: PLC0415 - loading it is a hundredth of a build, and few records are events

    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//{scene.settings.organisation.name}//{name}//EN")
    made.add("name", name)
    made.add("x-wr-calname", name)
    for event in events:
        made.add_component(event)
    return bytes(made.to_ical(sorted=False))


def _event(scene: Scene, meeting: Meeting) -> Event:
    """Return one event. Nothing in it is of the day that it is written on: it was last changed with its
    record's newest version."""
    from icalendar import Event  # noqa: PLC0415 - as above

    record = meeting.record
    url = absolute(scene.site_url, record.address)
    changed = dt.datetime.combine(record.changed or scene.today, dt.time(), LONDON).astimezone(dt.UTC)
    made = Event()
    made.add("uid", f"{record.id}@{urlsplit(scene.site_url).hostname or 'learning-hub'}")
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("sequence", (record.version or 1) - 1)
    made.add("summary", f"{record.title} (example content)" if record.fields.example else record.title)
    made.add("dtstart", meeting.start.astimezone(dt.UTC))
    made.add("dtend", meeting.end.astimezone(dt.UTC))
    made.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    if meeting.place:
        made.add("location", meeting.place)
    if kind := _kind(meeting):
        made.add("categories", [kind.label])
    made.add("url", url)
    made.add("description", "\n".join(_said(record, url)))
    return made


def _said(record: Record, url: str) -> Iterator[str]:
    yield record.fields.summary
    if isinstance(record.fields, Scheduled):
        if record.fields.booking:
            yield record.fields.booking
        if record.fields.join:
            yield f"Join online: {record.fields.join}"
    if record.fields.example:
        yield EXAMPLE
    yield url
