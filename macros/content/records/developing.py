"""Ways to grow: career pathways, offers of development, panels."""

from typing import Annotated

from pydantic import Field

from macros.content.records.base import Fields, Form
from macros.content.records.kinds import Choice, Count, Facet, Line, Needed, Of, Shown, Text, Told, Unit
from macros.content.records.record_type import Glance, RecordType


class PathwayKind(Choice):
    """What it offers."""

    PATHWAY = "pathway", "Career pathway"
    OFFER = "offer", "Development offer"
    PANEL = "panel", "Panel"


class PathwayStep(Form):
    """One step of a pathway."""

    title: Line
    """What the step is called, such as Apprentice social worker."""
    text: Text
    """What happens in it."""
    takes: Line | None = None
    """How long it takes, in words."""


class Leavers(Form):
    """What is known of people who left after they had progressed. In bands, so that nobody can be told."""

    KEY = ("period",)

    period: Line
    """The time it covers, in words."""
    progressed: Annotated[Count, Of(Unit.PEOPLE)]
    """How many progressed."""
    band: Line
    """How many of them left within twelve months, as a band: 0 to 4, 5 to 9."""
    known: Text | None = None
    """What is known of why."""


class Pathway(Fields):
    """A way to progress."""

    kind: Annotated[PathwayKind | None, Needed(), Facet("kind", "Kind"), Shown("Kind")] = None
    """pathway, offer or panel."""
    leads_to: Annotated[Line | None, Shown("Leads to")] = None
    """The role or qualification at its end."""
    steps: Annotated[tuple[PathwayStep, ...], Field(max_length=12), Told("The steps", first=True)] = ()
    """Its steps, in order."""
    criteria: Annotated[tuple[Text, ...], Told("Who can take part", first=True, missing="who can take part")] = ()
    """Who can take part."""
    protected_time: Annotated[Line | None, Shown("Protected time")] = None
    """The time that is set aside for it."""
    how_to_apply: Annotated[Text | None, Told("How to apply", first=True, missing="how to apply")] = None
    """How to apply, and to whom."""
    leavers: Annotated[tuple[Leavers, ...], Told(
        "Who stays", missing="how many people left after they had progressed", otherwise="Not measured.",
    )] = ()
    """What is known of those who left after progressing."""
    leaving: Annotated[Text | None, Told("Who stays", "Leaving")] = None
    """What is said of people who leave after progressing, where nobody has counted them."""


PATHWAY = RecordType(
    folder="pathways",
    name="Pathway",
    plural="Pathways",
    fields=Pathway,
    place="develop",
    glance=(
        Glance("Leads to", "leads_to", "Not said"), Glance("Protected time", "protected_time"),
        Glance("Left within a year of progressing", "leavers.band", "Not known", also="leaving"),
    ),
    purpose="A way to progress: its steps, who can take part, the time set aside, how to apply, and who stays.",
    also_needs=frozenset({"review"}),
    also_called=("career", "pathway", "CPD", "training", "apprenticeship", "AMHP", "BIA", "practice educator", "ASYE"),
    parts=("What it is",),
    dated=False,
)
