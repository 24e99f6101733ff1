"""Where people meet and pass things on: events, and messages through the managers' network."""

from typing import Annotated

from macros.content.records.base import Fields, Form
from macros.content.records.kinds import Address, Choice, Day, Facet, Flag, Line, Moment, Needed, Placed, Ref, Shown, Text, Told
from macros.content.records.record_type import Glance, RecordType


class EventKind(Choice):
    """What kind of meeting it is."""

    PRACTICE_FORUM = "practice-forum", "Practice forum"
    SAR_LEARNING = "sar-learning", "SAR learning event"
    MANAGERS_NETWORK = "managers-network", "Managers’ network"
    LEARNING_HUB = "learning-hub", "Learning hub"
    PROVIDER_EVENT = "provider-event", "Provider event"
    CO_PRODUCTION = "co-production", "Co-production workshop"


class EventAction(Form):
    """Something that a meeting agreed to do."""

    text: Text
    """What is to be done."""
    owner: Annotated[Line | None, Ref("contacts", back="Answers for")] = None
    """Who does it: the name of a file in briefings/contacts/."""
    due: Day | None = None
    """The day it is to be done by."""
    done_on: Day | None = None
    """The day it was done."""


class Scheduled(Fields):
    """A record of something that takes place at a time: calendars and months show it."""

    start: Annotated[Moment | None, Needed(), Shown("Starts"), Told("When and where", "When", first=True, until="end")] = None
    """When it starts, London time: 2026-03-02T14:30."""
    end: Annotated[Moment | None, Needed(), Placed()] = None
    """When it ends, London time."""
    venue: Annotated[Line | None, Shown("Where"), Told("When and where", "Where", first=True)] = None
    """Where it is, as a public place or room; never a private address."""
    join: Annotated[Address | None, Told("When and where", "Join online", first=True)] = None
    """Where to join it online."""
    booking: Annotated[Text | None, Told("When and where", "How to book", first=True)] = None
    """How to book, and what is asked of those who come."""
    cancelled: Annotated[Flag, Placed()] = False
    """Whether it does not take place."""

    @property
    def place(self) -> str:
        """The venue, or that it is online, or both; empty where neither is said."""
        return f"{self.venue} and online" if self.venue and self.join else self.venue or "Online" * bool(self.join)


class Event(Scheduled):
    """A meeting where learning is shared."""

    ORDERED = (*Fields.ORDERED, ("start", "end"))

    kind: Annotated[EventKind | None, Needed(), Facet("kind", "Kind of event"), Shown("Kind of event")] = None
    """practice-forum, sar-learning, managers-network, learning-hub, provider-event or co-production."""
    discussed: Annotated[tuple[Annotated[Line, Ref(back="Discussed at")], ...], Told("What is discussed")] = ()
    """The records that it is about: ids such as sar/adult-b."""
    notes: Annotated[Text | None, Told("What came of it")] = None
    """What came of it, once it has taken place."""
    actions: Annotated[tuple[EventAction, ...], Told("What was agreed")] = ()
    """What was agreed."""


EVENT = RecordType(
    folder="events",
    name="Event",
    plural="Events",
    fields=Event,
    place="events",
    found_on=("start",),
    glance=(
        Glance("When", "start"), Glance("Kind", "kind"), Glance("Where", "venue", "Place not said", also="join"),
    ),
    purpose="A meeting where learning is shared: when, where, for whom, about what, and what came of it.",
    also_called=("event", "practice forum", "learning hub", "workshop", "session", "webinar"),
    parts=("What it is about",),
)


class Flow(Choice):
    """Which way a message goes."""

    DOWN = "down", "From leaders to teams"
    UP = "up", "From teams to leaders"


class Passed(Fields):
    """A record of something that was passed on, and what is asked in return."""

    direction: Annotated[Flow | None, Needed(), Facet("direction", "Direction"), Shown("Direction")] = None
    """down, from leaders to teams; up, from teams to leaders."""
    sent_on: Annotated[Day | None, Needed(), Shown("Sent")] = None
    """The day it was sent."""
    message: Annotated[Text | None, Needed(), Told("The message", first=True)] = None
    """What was passed on."""
    asks: Annotated[Text | None, Told("What is asked in return", first=True)] = None
    """What is asked in return."""
    due: Annotated[Day | None, Shown("Answer due")] = None
    """The day an answer is due."""


class Cascade(Passed):
    """A message through the managers' network, and the answer to it."""

    ORDERED = (*Fields.ORDERED, ("sent_on", "due"), ("sent_on", "answered_on"))
    TOGETHER = (("answered_on", "response"),)

    answered_on: Annotated[Day | None, Shown("Answered")] = None
    """The day it was answered."""
    response: Annotated[Text | None, Told(
        "The answer", first=True, missing="the answer", otherwise="No answer is recorded here.", given="asks",
    )] = None
    """The answer."""
    answers: Annotated[
        Line | None, Ref("cascades", ring=True, back="Answered by"), Told("The message", "It answers", first=True),
    ] = None
    """The message that this one answers: the name of its file."""


CASCADE = RecordType(
    folder="cascades",
    name="Managers’ network item",
    plural="Managers’ network",
    fields=Cascade,
    place="events",
    found_on=("sent_on",),
    purpose="A message passed down to teams or up to leaders, what was asked, and what the answer was.",
    glance=(
        Glance("Direction", "direction"), Glance("Answer due", "due", "None asked for"),
        Glance("Answered", "answered_on", "Not yet"), Glance("The answer", "response", "None yet"),
    ),
    also_called=("cascade", "managers network", "team brief", "feedback loop"),
    parts=(),
)
