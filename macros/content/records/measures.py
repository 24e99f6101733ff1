"""Measures: indicators over time, and what leaders did about them."""

from typing import Annotated

from macros.content.records.base import Form
from macros.content.records.figures import Direction, PointRow, WithFigures
from macros.content.records.kinds import (
    Choice,
    Day,
    Facet,
    Figures,
    FileName,
    Line,
    Needed,
    Ref,
    Role,
    Scaled,
    Shown,
    Silent,
    Table,
    Text,
    Told,
    Unit,
)
from macros.content.records.record_type import Glance, RecordType


class MeasureKind(Choice):
    """What a measure belongs to."""

    KPI = "kpi", "Key performance indicator"
    SAFEGUARDING = "safeguarding-data", "Safeguarding data"
    CONTRACT_VISITS = "contract-visits", "Contract visits"
    ASCOF = "ascof", "ASCOF"
    WORKFORCE = "workforce", "Workforce"


class Comparator(Form):
    """What a measure is compared with."""

    name: Line
    """Whose value it is."""
    value: Figures | None = None
    """The value, where it is known: in the unit, or in per cent where the series counts parts of a whole."""
    period: Line | None = None
    """The time it is from, in words."""


class Raised(Form):
    """Somebody put a measure before leaders."""

    on: Day
    """The day."""
    to: Role
    """To whom: a role or a meeting."""
    did: Text | None = None
    """What leaders did. Without it the page says that this is not recorded."""


class Measure(WithFigures):
    """A measure."""

    kind: Annotated[MeasureKind | None, Needed(), Facet("kind", "Kind of measure"), Shown("Kind of measure")] = None
    """kpi, safeguarding-data, contract-visits, ascof or workforce."""
    unit: Annotated[Line | None, Needed(), Shown("Unit")] = None
    """What the values are, in words: days, per cent, people."""
    of: Annotated[Unit | None, Needed(), Silent("It decides who may see a small value.")] = None
    """What is counted: people, files or things. It decides who may see a small value."""
    measures: Annotated[tuple[Annotated[Line, Ref(thread=True, back="Measured by")], ...], Told("What it measures")] = ()
    """What it measures: ids of programmes, pathways or other records."""
    series: Annotated[FileName | None, Table(PointRow), Told(
        "Over time", first=True, missing="any value", otherwise="Not measured.",
    )] = None
    """A table of values by period, in the record's own folder: series.csv."""
    target: Annotated[Figures | None, Scaled("series"), Told("Over time", "Target", first=True)] = None
    """The value aimed for: in the unit, or in per cent where the series counts parts of a whole."""
    good: Annotated[Direction | None, Told("Over time", "Which way is better", first=True)] = None
    """Which way is better: up or down; same where neither is."""
    comparator: Annotated[Comparator | None, Told("Over time", first=True)] = None
    """What it is compared with."""
    caveat: Annotated[Text | None, Told("Over time", "Read it with care", first=True)] = None
    """What a fair reader should know."""
    raised: Annotated[tuple[Raised, ...], Told(
        "What leaders did", first=True, missing="what leaders did about it", otherwise="Not recorded.",
    )] = ()
    """When it was put before leaders, and what they did."""


MEASURE = RecordType(
    folder="measures",
    name="Measure",
    plural="Measures",
    fields=Measure,
    place="quality-statements",
    purpose="A figure over time, with its target, what it is compared with, and what leaders did about it.",
    source_kind="Data",
    glance=(
        Glance("Newest value", "series.value", "No series"), Glance("Unit", "unit"), Glance("Target", "target", "None set"),
        Glance("What leaders did", "raised.did", "Not recorded"),
    ),
    also_called=("KPI", "indicator", "performance", "ASCOF", "data", "dashboard"),
    parts=("What it shows",),
)
