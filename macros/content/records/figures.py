"""Figures that records give, each with what it counts and what weakens it."""

from typing import Annotated

from macros.content.records.base import Fields, Form, Row
from macros.content.records.kinds import Choice, Count, Day, Figures, Flag, Line, Of, Text, Told, Unit, When


class Direction(Choice):
    """Which way a figure went, or should go."""

    UP = "up", "Up"
    DOWN = "down", "Down"
    SAME = "same", "About the same"


class Figure(Form):
    """One figure. It never stands alone."""

    KEY = ("label", "on", "period")
    BOUNDED = (("number", "denominator"),)

    label: Line
    """What it counts, as words that follow the figure."""
    said: Line | None = None
    """The figure as its source writes it, where that is not the number alone: over 600."""
    number: Annotated[Count | None, Of(field="of")] = None
    """The figure as a number, where it is one."""
    of: Unit
    """What it counts: people, files or things. It decides who may see a small one."""
    on: When | None = None
    """When it is from: a day, a month or a year."""
    period: Line | None = None
    """The time it covers, in words: April 2023 to March 2024."""
    part: Flag = False
    """Whether it counts a part of something larger, such as those who answered of those who were asked."""
    denominator: Annotated[Count | None, Of(field="of")] = None
    """Out of how many, where it is a part of something."""
    change: Direction | None = None
    """How it compares with the time before, where the source says so."""
    caveat: Text | None = None
    """What a fair reader should know beside it."""


class WithFigures(Fields):
    """A record that gives figures."""

    figures: Annotated[tuple[Figure, ...], Told("In figures", first=True)] = ()
    """Its figures, the most telling first."""
    caveats: Annotated[tuple[Text, ...], Told("Read with care", first=True)] = ()
    """What weakens all of its figures together."""


class PointRow(Row):
    """A value of a series for one period."""

    KEY = ("start", "end", "group")
    STEADY = True
    BOUNDED = (("value", "denominator"),)

    start: Day
    """The first day of the period."""
    end: Day
    """Its last day."""
    group: Line | None = None
    """Which part of the whole, such as a team; empty for the whole."""
    value: Annotated[Figures, Of(field="of")]
    """The value, in the unit of the measure."""
    denominator: Annotated[Count | None, Of(field="of")] = None
    """Out of how many, where the value is a count of a part."""


__all__ = ["Direction", "Figure", "PointRow", "WithFigures"]
