"""How practice is done: programmes with their oversight, case studies, and policies."""

from typing import Annotated

from macros.content.records.base import Fields, Form
from macros.content.records.figures import PointRow, WithFigures
from macros.content.records.kinds import (
    Address,
    Choice,
    Facet,
    FileName,
    Line,
    Needed,
    Shown,
    Silent,
    Table,
    Text,
    Told,
    Unit,
    When,
)
from macros.content.records.recommendations import WithContentNote
from macros.content.records.record_type import Glance, RecordType


class ProgrammeKind(Choice):
    """What a programme is about."""

    TRUSTED_ASSESSOR = "trusted-assessor", "Trusted Assessor (equipment)"
    PROVIDER_ADJUSTED = "provider-adjusted", "Provider-adjusted packages"
    THREE_CONVERSATIONS = "three-conversations", "3 Conversations"
    PROVIDER_QUALITY = "provider-quality", "Provider quality"
    DIGITAL_INCLUSION = "digital-inclusion", "Digital inclusion"
    SHARING_LEARNING = "sharing-learning", "Sharing learning"
    CHECKING_PRACTICE = "checking-practice", "Checking practice"


class WhoMay(Form):
    """Somebody who may do something, and how far."""

    who: Line
    """Who: a role, a team, a provider."""
    may: Text
    """What they may do."""
    limit: Text | None = None
    """How far, and what they may not do."""


class Oversight(Form):
    """How what is done under the programme is kept in view."""

    limit: Text | None = None
    """The most that may be done without asking."""
    approver: Line | None = None
    """Who approves what goes beyond it: a role."""
    check: Text | None = None
    """How it is checked afterwards."""
    how_often: Line | None = None
    """How often it is checked."""
    found: Text | None = None
    """What the newest check found."""


class Programme(WithFigures):
    """A way of working that others are trusted with."""

    kind: Annotated[ProgrammeKind | None, Needed(), Facet("kind", "Programme"), Shown("Programme")] = None
    """trusted-assessor, provider-adjusted, three-conversations, provider-quality, digital-inclusion, sharing-learning
    or checking-practice."""
    scope: Annotated[Text | None, Needed(), Told("What it covers", first=True)] = None
    """What it covers and what it does not."""
    who_may: Annotated[tuple[WhoMay, ...], Told("Who may do what", first=True)] = ()
    """Who may do what."""
    oversight: Annotated[Oversight | None, Told(
        "How it is overseen", first=True, side="Who approves, how it is checked, how often.", given="who_may",
    )] = None
    """Who approves, how it is checked, how often. Needed by every programme that lets somebody do something."""
    of: Annotated[Unit | None, Silent("It decides who may see a small count.")] = None
    """What the activity table counts: people, files or things."""
    activity: Annotated[FileName | None, Table(PointRow), Told(
        "What was done", first=True, side="Activity, not results.",
    )] = None
    """A table of what was done by period, in the record's own folder: activity.csv."""
    outcomes: Annotated[tuple[Text, ...], Told(
        "What shows that it helps people", missing="any measure of whether it helps people", otherwise="Not measured.",
    )] = ()
    """What shows that it helps people: results, not activity."""
    counter_argument: Annotated[Text | None, Told("What speaks against it", missing="what speaks against it")] = None
    """The strongest argument against it."""


PROGRAMME = RecordType(
    folder="programmes",
    name="Programme",
    plural="Programmes",
    fields=Programme,
    place="practice",
    purpose="A way of working: who may do what, who approves it, how it is checked, and what speaks against it.",
    glance=(
        Glance("Who approves", "oversight.approver", "Not described", "who_may", "Gives nobody a power"),
        Glance("How it is checked", "oversight.check", "Not described", "who_may", "Gives nobody a power"),
        Glance("How often", "oversight.how_often", "Not described", "who_may", "Gives nobody a power"),
    ),
    also_needs=frozenset({"review"}),
    also_called=("programme", "scheme", "trusted assessor", "delegated", "oversight"),
    parts=("How it works",),
    dated=False,
    first_by="kind",
)


class CaseKind(Choice):
    """What a case study is of."""

    THREE_CONVERSATIONS = "three-conversations", "3 Conversations"
    SUCCESS_STORY = "success-story", "Success story"
    INNOVATION = "innovation", "Innovation"


class Conversation(Choice):
    """Which of the three conversations it is about."""

    ONE = "1", "1: listen and connect"
    TWO = "2", "2: work intensively with people in crisis"
    THREE = "3", "3: longer-term support for a good life"


class Sides(Choice):
    """Which way the case speaks."""

    WORKED = "worked", "It worked"
    MIXED = "mixed", "Mixed"
    DID_NOT_WORK = "did-not-work", "It did not work"


class CaseStudy(WithContentNote):
    """A case study: what was before, what was done, what came after, from both sides."""

    kind: Annotated[CaseKind | None, Needed(), Facet("kind", "Kind of case study"), Shown("Kind of case study")] = None
    """three-conversations, success-story or innovation."""
    conversation: Annotated[Conversation | None, Facet("conversation", "Conversation"), Shown("Conversation")] = None
    """1, 2 or 3, where it is about the 3 Conversations."""
    how_it_went: Annotated[Sides | None, Needed(), Facet("result", "How it went"), Shown("How it went")] = None
    """worked, mixed or did-not-work."""
    before: Annotated[Text | None, Needed(), Told("Before and after", "Before", first=True)] = None
    """How things were before."""
    after: Annotated[Text | None, Needed(), Told("Before and after", "After", first=True)] = None
    """How things were afterwards."""
    voice: Annotated[Text | None, Told("In the person’s own words", first=True, quote=True)] = None
    """What the person said, as agreed with them."""
    did_not_work: Annotated[Text | None, Needed(), Told("What did not work")] = None
    """What did not work, or would be done differently."""
    cost_effect: Annotated[Text | None, Told(
        "What it cost or saved", missing="what it cost or saved", otherwise="Not known.",
    )] = None
    """What it cost or saved, if that is known."""


CASE_STUDY = RecordType(
    folder="case-studies",
    name="Case study",
    plural="Case studies",
    fields=CaseStudy,
    place="practice",
    purpose="What one piece of work changed for a person, and what did not work.",
    glance=(Glance("In short", "summary"), Glance("How it went", "how_it_went", "Not said")),
    needs_sign_off=True,
    also_called=("case study", "success story", "good practice", "what worked", "example"),
    parts=("What we did",),
)


class PolicyState(Choice):
    """Where a policy stands."""

    CURRENT = "current", "Current"
    UNDER_REVIEW = "under-review", "Under review"
    RETIRED = "retired", "Retired"
    NOT_STATED = "not_stated", "Not stated in the source"


class Briefed(Form):
    """Who was told of a policy."""

    whom: Line
    """Whom: a role, a team, providers."""
    on: When
    """When: a day, a month or a year."""


class Policy(Fields):
    """A policy or procedure."""

    policy_version: Annotated[Line | None, Shown("Version of the policy")] = None
    """The version of the policy itself."""
    approved_by: Annotated[Line | None, Shown("Approved by")] = None
    """Who approved it: a role or committee."""
    effective: Annotated[When | None, Shown("In force from")] = None
    """From when it holds."""
    briefed_to: Annotated[tuple[Briefed, ...], Told("Who was told of it", first=True, missing="who was told of it")] = ()
    """Who was told of it, and when."""
    state: Annotated[PolicyState | None, Needed(), Facet("state", "State"), Shown("State")] = None
    """current, under-review, retired or not_stated."""
    state_on: Annotated[When | None, Told("Where it stands", "State as of", first=True)] = None
    """When it was in that state, where the source says so."""
    link: Annotated[Address | None, Told("Where it stands", "Read it", first=True)] = None
    """Where the policy can be read."""


POLICY = RecordType(
    folder="policies",
    name="Policy",
    plural="Policies",
    fields=Policy,
    place="practice",
    purpose="Which version of a policy or procedure holds, who approved it, and who was told of it.",
    glance=(
        Glance("State", "state"), Glance("Version", "policy_version"), Glance("In force from", "effective"),
        Glance("Last briefed to", "briefed_to.whom", "Nobody named"),
    ),
    also_needs=frozenset({"review"}),
    also_called=("policy", "procedure", "guidance", "protocol"),
    parts=("What it covers",),
    dated=False,
    first_by="state",
)

__all__ = ["CASE_STUDY", "POLICY", "PROGRAMME", "CaseStudy", "Oversight", "Policy", "Programme"]
