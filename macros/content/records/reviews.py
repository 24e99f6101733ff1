"""Learning from reviews: Safeguarding Adults Reviews, and those by peers, inspectors and committees."""

from typing import Annotated

from macros.content.records.base import Form, Period
from macros.content.records.figures import WithFigures
from macros.content.records.kinds import (
    Address,
    Choice,
    Count,
    Facet,
    Line,
    Needed,
    Of,
    Ref,
    Shown,
    Text,
    Told,
    Unit,
    When,
    Whole,
)
from macros.content.records.recommendations import Domain, WithContentNote, WithRecommendations
from macros.content.records.record_type import Glance, RecordType


class Basis(Choice):
    """Why the board made the review: the Care Act 2014, section 44. Both are statutory."""

    MANDATORY = "mandatory", "Mandatory review"
    DISCRETIONARY = "discretionary", "Discretionary review, section 44(4)"


class AbuseType(Choice):
    """The kinds of abuse of the Care Act guidance, as the Safeguarding Adults Collection counts them."""

    PHYSICAL = "physical"
    SEXUAL = "sexual"
    PSYCHOLOGICAL = "psychological"
    FINANCIAL = "financial-or-material"
    DISCRIMINATORY = "discriminatory"
    ORGANISATIONAL = "organisational"
    NEGLECT = "neglect-and-acts-of-omission"
    DOMESTIC = "domestic-abuse"
    SEXUAL_EXPLOITATION = "sexual-exploitation"
    MODERN_SLAVERY = "modern-slavery"
    SELF_NEGLECT = "self-neglect", "Self-neglect"


class YesNo(Choice):
    """An answer that an author gives in words."""

    YES = "yes"
    NO = "no"


class Report(Form):
    """Where the full report is. Boards need not publish it, and may withdraw it later."""

    published: YesNo
    """Whether the full report is published: yes or no."""
    url: Address | None = None
    """Its address, if it is."""
    note: Line | None = None
    """What a reader should know about it, for example that it is not published."""


class Sar(WithContentNote, WithRecommendations):
    """What a Safeguarding Adults Review taught."""

    basis: Annotated[Basis | None, Needed(), Facet("basis", "Kind of review"), Shown("Kind of review")] = None
    """mandatory or discretionary: both rest on section 44 of the Care Act 2014."""
    period: Annotated[Period | None, Needed(), Shown("Time looked at")] = None
    """The time that the review looked at, in whole months."""
    abuse_types: Annotated[tuple[AbuseType, ...], Needed(), Facet("abuse", "Kind of abuse"), Shown("Kind of abuse")] = ()
    """The kinds of abuse or neglect."""
    domains: Annotated[tuple[Domain, ...], Needed(), Shown("Domains")] = ()
    """The domains of practice that the findings belong to."""
    board: Annotated[Line | None, Needed(), Ref("contacts", back="Its reviews"), Shown("Board")] = None
    """The Safeguarding Adults Board, by its file in briefings/contacts/."""
    pseudonym: Annotated[Line | None, Needed(), Told("The name used here", "Name")] = None
    """What the person is called here."""
    pseudonym_basis: Annotated[Text | None, Needed(), Told("The name used here", "How it was chosen")] = None
    """How the name was chosen, and what was changed."""
    report: Annotated[Report | None, Needed(), Told("The full report")] = None
    """Where the full report is."""


SAR = RecordType(
    folder="sar",
    name="SAR learning",
    plural="SAR learning",
    fields=Sar,
    place="reviews",
    purpose="What one Safeguarding Adults Review found, what is to be done, and how far that has come.",
    layout="record",
    source_kind="Safeguarding Adults Review",
    also_needs=frozenset({"review"}),
    needs_sign_off=True,
    also_called=("SAR", "SARs", "safeguarding adults review", "safeguarding adult review", "serious case review", "section 44"),
    parts=("What happened", "What services did", "What the review found", "What helped", "What to do differently"),
)


class ReviewKind(Choice):
    """Who looked, and how."""

    PEER_REVIEW = "peer-review", "Peer review"
    ROOT_CAUSE = "root-cause-analysis", "Root cause analysis"
    INSPECTION = "inspection", "Inspection"
    COMMITTEE_REPORT = "committee-report", "Committee report"


class OtherReview(WithFigures, WithRecommendations):
    """What a review by peers, an inspector, a committee or our own analysis found."""

    WITHIN = (("recommendations", "recommendations_made"),)

    kind: Annotated[ReviewKind | None, Needed(), Facet("kind", "Kind of review"), Shown("Kind of review")] = None
    """peer-review, root-cause-analysis, inspection or committee-report."""
    body: Annotated[Line | None, Needed(), Shown("Carried out by")] = None
    """Who carried it out or received it."""
    carried_out: Annotated[When | None, Needed(), Shown("Carried out")] = None
    """When it was carried out: a day, a month or a year."""
    recommendations_made: Annotated[Count | None, Of(Unit.THINGS), Whole("recommendations"), Told(
        "Recommendations in all", first=True,
    )] = None
    """How many recommendations it made. Where fewer stand here, the others are shown as not published."""


OTHER_REVIEW = RecordType(
    folder="reviews",
    name="Review",
    plural="Reviews",
    fields=OtherReview,
    place="reviews",
    purpose="What a peer review, an inspection, a root cause analysis or a committee report found, and what came of it.",
    source_kind="Review",
    glance=(
        Glance("Carried out by", "body"), Glance("When", "carried_out"),
        Glance("Recommendations made", "recommendations_made", "Not published"),
    ),
    found_on=("carried_out",),
    also_needs=frozenset({"review"}),
    optional=frozenset({"recommendations"}),
    also_called=("peer review", "peer challenge", "LGA", "inspection", "root cause analysis", "RCA", "committee report"),
    parts=("What it found", "What came of it"),
)
