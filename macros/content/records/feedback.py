"""What people tell us: complaints, compliments, the ombudsman, surveys, and shaping services together."""

from typing import Annotated

from macros.content.records.base import Fields, Form, Period, Row
from macros.content.records.figures import Direction, WithFigures
from macros.content.records.kinds import (
    Address,
    Choice,
    Count,
    Day,
    Facet,
    Figures,
    FileName,
    Line,
    Needed,
    Of,
    Ref,
    Sample,
    Shown,
    Table,
    Text,
    Told,
    Unit,
    When,
)
from macros.content.records.recommendations import EvidenceKind
from macros.content.records.record_type import Glance, RecordType, Serial


class FeedbackKind(Choice):
    """What kind of feedback a report is about."""

    COMPLAINTS = "complaints", "Complaints"
    COMPLIMENTS = "compliments", "Compliments"
    OMBUDSMAN = "ombudsman", "Ombudsman’s figures"
    SAFEGUARDING = "after-safeguarding", "Feedback after safeguarding"
    PROVIDERS = "providers", "Feedback from providers"


class SaidDid(Form):
    """Something that people said, and what was done."""

    said: Text
    """What people said."""
    did: Text
    """What was done, or why nothing could be."""
    on: When | None = None
    """When it was done."""
    evidence: Text | None = None
    """What shows that it worked, where anything does."""


class WithVoices(Fields):
    """A record of what people said, and what was done about it."""

    said_did: Annotated[tuple[SaidDid, ...], Told("You said, we did", missing="what was done about what people said")] = ()
    """You said, we did."""


class ThemeCountRow(Row):
    """How many pieces of feedback were about a theme in one period."""

    KEY = ("start", "end", "theme")
    STEADY = True
    BOUNDED = (("count", "received"),)
    ALIKE = ("received",)

    start: Day
    """The first day of the period."""
    end: Day
    """Its last day."""
    theme: Annotated[Line, Ref("themes", back="Counted in this report")]
    """The theme: the name of a file in briefings/themes/."""
    count: Annotated[Count, Of(Unit.PEOPLE)]
    """How many were about it."""
    received: Annotated[Count, Of(Unit.PEOPLE)]
    """Of how many in all in that period."""


class Feedback(WithFigures, WithVoices):
    """A report on feedback in one period."""

    BOUNDED = (("well_founded", "received"), ("to_ombudsman", "received"))
    FILLED = (("received", "period", "by_theme.received"),)

    kind: Annotated[FeedbackKind | None, Needed(), Facet("kind", "Kind of feedback"), Shown("Kind of feedback")] = None
    """complaints, compliments, ombudsman, after-safeguarding or providers."""
    period: Annotated[Period | None, Needed(), Shown("Period")] = None
    """The time it covers."""
    received: Annotated[Count | None, Of(Unit.PEOPLE), Shown("Received")] = None
    """How many were received."""
    received_before: Annotated[Count | None, Of(Unit.PEOPLE), Told("Counts", "In the time before", first=True)] = None
    """How many in the period before, where it is known."""
    direction: Annotated[Direction | None, Told("Counts", "Against the time before", first=True)] = None
    """How it compares with the period before, where the source says so."""
    well_founded: Annotated[Count | None, Of(Unit.PEOPLE), Told("Counts", "Upheld in full or in part", first=True)] = None
    """How many were upheld in full or in part."""
    to_ombudsman: Annotated[Count | None, Of(Unit.PEOPLE), Told("Counts", "Went on to the ombudsman", first=True)] = None
    """How many went on to the ombudsman."""
    by_theme: Annotated[FileName | None, Table(ThemeCountRow), Told("Themes by period", first=True)] = None
    """A table of themes by quarter, in the record's own folder: by-theme.csv."""
    takeaways: Annotated[tuple[Text, ...], Told("What to take from it")] = ()
    """What staff should take from it."""


FEEDBACK = RecordType(
    folder="feedback",
    name="Feedback report",
    plural="Feedback reports",
    fields=Feedback,
    place="feedback",
    purpose="How many complaints or compliments came in, what they were about, and what staff should take from them.",
    source_kind="Feedback",
    glance=(
        Glance("Period", "period"), Glance("Received", "received", "Not published"),
        Glance("Against the time before", "direction", "Not published"),
    ),
    found_on=("period", "end"),
    serial=Serial("received", "received_before", "period", ("kind", "about_body")),
    also_called=("complaints", "compliments", "complaints report", "you said we did", "customer feedback"),
    parts=("What people told us", "What we changed"),
)


class DecisionOutcome(Choice):
    """What the ombudsman decided."""

    UPHELD = "upheld", "Upheld"
    NOT_UPHELD = "not-upheld", "Not upheld"
    CLOSED = "closed-after-initial-enquiries", "Closed after initial enquiries"


class Remedy(Form):
    """Something that was agreed to put things right."""

    text: Text
    """What was agreed, without anything personal."""
    due: Day
    """The day it was to be done by."""
    done_on: Day | None = None
    """The day it was done."""
    evidence: Text | None = None
    """What shows that it was done, and that it worked."""


class Decision(Fields):
    """A decision of the Local Government and Social Care Ombudsman, without its personal story."""

    reference: Annotated[Line | None, Needed(), Shown("Reference")] = None
    """The ombudsman's reference, such as 00 000 000."""
    body: Annotated[Line | None, Needed(), Shown("About")] = None
    """The council that it is about."""
    category: Annotated[Line | None, Needed(), Facet("category", "Category"), Shown("Category")] = None
    """The ombudsman's category, such as Assessment and care plan."""
    outcome: Annotated[DecisionOutcome | None, Needed(), Facet("outcome", "Outcome"), Shown("Outcome")] = None
    """upheld, not-upheld or closed-after-initial-enquiries. Upheld also counts what the council had put right before."""
    decided_on: Annotated[Day | None, Needed(), Shown("Decided")] = None
    """The day of the decision."""
    remedies: Annotated[tuple[Remedy, ...], Told("What was agreed", first=True)] = ()
    """What was agreed, with its dates."""
    link: Annotated[Address | None, Told("Read the decision", side="On the ombudsman’s own site.")] = None
    """The decision on the ombudsman's site."""


DECISION = RecordType(
    folder="decisions",
    name="Ombudsman decision",
    plural="Ombudsman decisions",
    fields=Decision,
    place="feedback",
    purpose="What the ombudsman decided about one complaint, what was agreed, and whether it was done in time.",
    source_kind="Ombudsman",
    glance=(
        Glance("Reference", "reference"), Glance("Decided", "decided_on"), Glance("Outcome", "outcome"),
        Glance("Last remedy done", "remedies.done_on", "Not yet", "remedies", "None agreed"),
    ),
    found_on=("decided_on",),
    also_called=("LGSCO", "ombudsman", "LGO", "maladministration", "fault", "injustice"),
    parts=("What went wrong", "What to do differently"),
)


class AnswerRow(Row):
    """How many agreed with one question or standard of a survey."""

    KEY = ("standard",)
    BOUNDED = (("agreed", "answered"),)

    standard: Line
    """The standard or question."""
    agreed: Annotated[Count, Of(Unit.PEOPLE)]
    """How many agreed."""
    answered: Annotated[Count, Of(Unit.PEOPLE)]
    """How many answered."""
    comparator: Figures | None = None
    """What the comparator has, in per cent."""


class Survey(WithFigures, WithVoices):
    """A survey."""

    BOUNDED = (("n", "population_size"),)
    WITHIN = (("answers.*.answered", "n"),)

    n: Annotated[Count | None, Needed(), Of(Unit.PEOPLE), Shown("Responses"), Sample(), Told("Who answered", first=True)] = None
    """How many answered."""
    population: Annotated[Text | None, Needed(), Told("Who answered", "Who was asked", first=True)] = None
    """Who was asked, in words."""
    population_size: Annotated[Count | None, Of(Unit.PEOPLE), Told(
        "Who answered", "How many were asked", first=True, missing="how many were asked",
    )] = None
    """How many were asked, where it is known."""
    taken: Annotated[When | None, Needed(), Shown("Taken")] = None
    """When: a day, a month or a year."""
    standards: Annotated[tuple[Line, ...], Told("What it asks about")] = ()
    """What it asks about."""
    answers: Annotated[FileName | None, Table(AnswerRow), Told("The answers", first=True)] = None
    """A table of the answers, in the record's own folder: answers.csv."""
    comparator: Annotated[Text | None, Told("The answers", "How they compare", first=True)] = None
    """What the results are compared with, and how they compare."""


SURVEY = RecordType(
    folder="surveys",
    name="Survey",
    plural="Surveys",
    fields=Survey,
    place="feedback",
    purpose="What a survey asked, how many answered, what they said, and what was done about it.",
    source_kind="Survey",
    glance=(Glance("Taken", "taken"), Glance("Responses", "n"), Glance("Compared with", "comparator", "Nothing")),
    found_on=("taken",),
    also_called=("survey", "Employer Standards", "staff survey", "health check"),
    parts=("What people said", "What we did about it"),
)


class Influence(Choice):
    """How far people shaped it."""

    INFORMED = "informed", "Told about it"
    CONSULTED = "consulted", "Asked for views"
    INVOLVED = "involved", "Involved throughout"
    CO_PRODUCED = "co-produced", "Designed and decided together"
    NOT_STATED = "not_stated", "Not stated in the source"


class WorkedEvidence(Form):
    """One sign that a change worked."""

    kind: EvidenceKind
    """output, practice or outcome."""
    note: Text
    """What shows it."""


class Involvement(WithFigures):
    """How people with lived experience shaped something."""

    asked: Annotated[Text | None, Needed(), Told("Asked, heard, changed", "What people were asked", first=True)] = None
    """What people were asked, and how."""
    heard: Annotated[Text | None, Told("Asked, heard, changed", "What they said", first=True, missing="what people said")] = None
    """What they said."""
    changed: Annotated[Text | None, Told(
        "Asked, heard, changed", "What changed", first=True, missing="what changed because of it",
    )] = None
    """What changed because of it."""
    influence: Annotated[Influence | None, Needed(), Facet("influence", "How far people shaped it"),
                         Shown("How far people shaped it")] = None
    """informed, consulted, involved, co-produced or not_stated."""
    took_place: Annotated[When | None, Shown("When")] = None
    """When it took place."""
    worked: Annotated[tuple[WorkedEvidence, ...], Told(
        "What shows that it worked", first=True, missing="what shows that it worked", otherwise="Not measured.",
    )] = ()
    """What shows that the change worked."""


INVOLVEMENT = RecordType(
    folder="involvement",
    name="Involvement",
    plural="Involvement",
    fields=Involvement,
    place="feedback",
    purpose="What people with lived experience were asked, what they said, and what changed because of it.",
    source_kind="Involvement",
    glance=(
        Glance("Asked", "asked"), Glance("Heard", "heard", "Not described"), Glance("Changed", "changed", "Not described"),
        Glance("How far people shaped it", "influence"),
    ),
    also_called=("co-production", "coproduction", "lived experience", "participation", "engagement"),
    parts=("How we did it",),
)
