"""Audit rounds: what was looked for in how many files, and in how many it was found."""

from typing import Annotated

from macros.content.records.base import Fields, Form, Period
from macros.content.records.kinds import Choice, Count, Facet, Line, Needed, Of, Ref, Shown, Text, Told, Unit
from macros.content.records.record_type import Glance, RecordType


class AuditKind(Choice):
    """How the round looked at practice."""

    CASE_FILE = "case-file", "Case file audit"
    DIP_SAMPLE = "dip-sample", "Dip sample"
    THEMATIC = "thematic", "Thematic audit"
    MULTI_AGENCY = "multi-agency", "Multi-agency audit"
    SUPERVISION = "supervision", "Supervision audit"
    OBSERVATION = "observation", "Observation of practice"


class PickedUp(Choice):
    """Whether the round looked for themes, and whether it found any. It is said, never left blank."""

    FINDINGS = "see_findings", "Themes were picked up"
    NONE = "none", "No themes were picked up this period"
    NOT_MEASURED = "not_measured", "Not measured"


class FindingKind(Choice):
    """Whether what was found was good to see."""

    CONCERN = "concern", "Concern"
    STRENGTH = "strength", "Strength"


class Finding(Form):
    """In how many of the files that it applies to a theme was found."""

    KEY = ("theme", "kind")
    BOUNDED = (("present", "applicable"),)

    theme: Annotated[Line, Ref("themes", back="Found in these audits")]
    """The theme: the name of a file in briefings/themes/."""
    kind: FindingKind
    """concern or strength."""
    present: Annotated[Count, Of(Unit.FILES)]
    """In how many files it was found."""
    applicable: Annotated[Count, Of(Unit.FILES)]
    """To how many files of the sample it could apply: without it the count says nothing."""
    note: Text | None = None
    """What was seen, in a sentence."""


class Grades(Form):
    """How many files got each grade."""

    outstanding: Annotated[Count, Of(Unit.FILES)]
    """Files graded outstanding."""
    good: Annotated[Count, Of(Unit.FILES)]
    """Files graded good."""
    requires_improvement: Annotated[Count, Of(Unit.FILES)]
    """Files graded requires improvement."""
    inadequate: Annotated[Count, Of(Unit.FILES)]
    """Files graded inadequate."""


class Moderation(Form):
    """A second look at some of the grades."""

    BOUNDED = (("changed", "files"),)

    files: Annotated[Count, Of(Unit.FILES)]
    """How many files a second person graded."""
    changed: Annotated[Count, Of(Unit.FILES)]
    """In how many of them the grade was changed."""


class WithFindings(Fields):
    """A record that says in how many files a theme was found."""

    findings: Annotated[tuple[Finding, ...], Told("Themes found", first=True)] = ()
    """What was found, a theme an entry."""


class Audit(WithFindings):
    """One round of audits."""

    BOUNDED = (("sample", "population_size"),)
    ADDS_UP = (("sample", ("grades.outstanding", "grades.good", "grades.requires_improvement", "grades.inadequate")),)
    WITHIN = (("findings.*.applicable", "sample"), ("moderation.files", "sample"))

    kind: Annotated[AuditKind | None, Needed(), Facet("kind", "Kind of audit"), Shown("Kind of audit")] = None
    """case-file, dip-sample, thematic, multi-agency, supervision or observation."""
    tool: Annotated[Line | None, Needed(), Shown("Tool")] = None
    """The tool that was used; rounds with the same kind and tool can be compared."""
    tool_version: Annotated[Line | None, Told("How it was done", "Version of the tool", first=True)] = None
    """Its version."""
    period: Annotated[Period | None, Needed(), Shown("Period")] = None
    """The time that the files are from."""
    population: Annotated[Text | None, Needed(), Told("How it was done", "Files to choose from", first=True)] = None
    """All the files that the sample was taken from, in words."""
    population_size: Annotated[Count | None, Of(Unit.FILES), Told("How it was done", "How many of those", first=True)] = None
    """How many those were, where it is known."""
    sample: Annotated[Count | None, Needed(), Of(Unit.FILES), Shown("Files looked at")] = None
    """How many files were looked at."""
    selection: Annotated[Text | None, Needed(), Told("How it was done", "How they were chosen", first=True)] = None
    """How they were chosen."""
    grades: Annotated[Grades | None, Told("Grades", first=True)] = None
    """How many files got each grade, where they were graded."""
    moderation: Annotated[Moderation | None, Told("Grades", first=True)] = None
    """How many grades a second person checked, and changed."""
    themes_picked_up: Annotated[PickedUp | None, Needed(), Told(
        "Themes found", first=True, side="A theme is picked up only where enough of the files show a concern.",
    )] = None
    """see_findings, none or not_measured."""


AUDIT = RecordType(
    folder="audits",
    name="Audit round",
    plural="Audits",
    fields=Audit,
    place="reviews",
    purpose="What one round of audits looked for, in how many files, and in how many of them it was found.",
    source_kind="Audit",
    found_on=("period", "end"),
    glance=(
        Glance("Period", "period"), Glance("Files", "sample"), Glance("Picked up?", "themes_picked_up"),
        Glance("Themes counted", "findings.theme", "None"),
    ),
    also_called=("audit", "case file audit", "file audit", "dip sample", "practice audit", "quality assurance"),
    parts=("What we did", "What we found", "What happens now"),
)

__all__ = ["AUDIT", "Audit", "AuditKind", "Finding", "FindingKind", "Grades", "PickedUp", "WithFindings"]
