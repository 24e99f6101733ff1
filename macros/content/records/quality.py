"""Write-ups of the nine quality statements of the local authority assessment."""

from typing import Annotated

from pydantic import Field

from macros.content.records.base import Fields, Form
from macros.content.records.kinds import Choice, Facet, Line, Needed, Number, Placed, Shown, Text, When
from macros.content.records.record_type import RecordType


class Score(Choice):
    """CQC's score of a quality statement, in CQC's words."""

    ONE = "1", "Evidence shows significant shortfalls"
    TWO = "2", "Evidence shows some shortfalls"
    THREE = "3", "Evidence shows a good standard"
    FOUR = "4", "Evidence shows an exceptional standard"
    NOT_PUBLISHED = "not_published", "Not published here"


class Category(Choice):
    """Whose evidence it is: the categories in use by CQC."""

    PEOPLE = "peoples-experience", "People’s experience"
    STAFF = "staff-and-leaders", "Feedback from staff and leaders"
    PARTNERS = "partners", "Feedback from partners"
    PROCESSES = "processes", "Processes"


class Strength(Choice):
    """How much a piece of evidence carries: our own judgement, not CQC's."""

    STRONG = "strong", "Strong"
    PARTIAL = "partial", "Partial"
    ASSERTION = "assertion-only", "Assertion only"
    GAP = "gap", "Gap"


class EvidenceItem(Form):
    """One piece of evidence, with what weakens it."""

    text: Text
    """The evidence."""
    category: Category
    """Whose evidence it is."""
    strength: Strength
    """How much it carries, in our own judgement."""
    caveat: Text | None = None
    """What a fair reader should know beside it."""
    on: When | None = None
    """When it is from: a day, a month or a year."""
    would_close: Text | None = None
    """For a gap: what would close it."""


class CounterEvidence(Form):
    """What speaks against the statement being met."""

    text: Text
    """The evidence."""
    caveat: Text | None = None
    """What a fair reader should know beside it."""


class PublishedOverall(Form):
    """The overall score of the whole assessment, as it was published. Nothing is worked out from it."""

    number: Annotated[Number, Field(ge=1, le=100)]
    """The score as it was published."""
    said_by: Line
    """Who published it, and where."""
    caveat: Text
    """What a fair reader should know beside it."""


class QualityStatement(Fields):
    """A quality statement, with what is known of how it is met."""

    number: Annotated[Number | None, Needed(), Placed(), Field(ge=1, le=9)] = None
    """1 to 9, in CQC's order."""
    framework_version: Annotated[Line | None, Needed(), Shown("Framework")] = None
    """Which version of the framework; it changes."""
    score: Annotated[Score | None, Needed(), Placed(), Facet("score", "Score")] = None
    """1 to 4, or not_published."""
    assessed_body: Annotated[Line | None, Placed()] = None
    """The council that was scored."""
    assessed_on: Annotated[When | None, Placed()] = None
    """When it was assessed."""
    published_overall: Annotated[PublishedOverall | None, Placed()] = None
    """The overall score of the assessment that this statement was part of, as it was published."""
    commitment: Annotated[Text | None, Placed()] = None
    """What the statement asks of a council, in our own words."""
    evidence: Annotated[tuple[EvidenceItem, ...], Placed()] = ()
    """Evidence, by category."""
    counter_evidence: Annotated[tuple[CounterEvidence, ...], Placed()] = ()
    """What speaks against it."""


QUALITY_STATEMENT = RecordType(
    folder="quality-statements",
    name="Quality statement",
    plural="Quality statements",
    fields=QualityStatement,
    place="quality-statements",
    purpose="One of the nine statements that the care regulator assesses a council by, and our evidence for it.",
    layout="quality",
    also_needs=frozenset({"review"}),
    also_called=("CQC", "quality statement", "assessment", "inspection", "single assessment framework"),
    parts=("Key findings", "What it asks in practice"),
    optional=frozenset({"changes"}),
    dated=False,
)
