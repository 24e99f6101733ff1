"""Figures, each with what it counts and what weakens it; and what a list lacks of its whole."""

from __future__ import annotations

from typing import Any

from macros.content.records.figures import Figure
from macros.learning.numbers import HIDDEN
from macros.site.views.sections.blocks import BigFigure, BigFigures, Block, Facts, Warned, Words, plain
from macros.site.views.sections.telling import Drawer, Telling, figures, share
from macros.site.words import in_words

NUMBERLESS = "–"
"""What stands for a figure that is neither written out nor a number."""


def big_figures(told: Telling) -> tuple[Block, ...]:
    """Return figures large, with denominator, time, change and caveat below."""
    return (BigFigures(tuple(_figure(told, n, figure) for n, figure in enumerate(told.value))),)


def _figure(told: Telling, n: int, figure: Figure) -> BigFigure:
    hidden = told.is_hidden(n, "number")
    number = HIDDEN if hidden else figure.said or (figures(figure.number) if figure.number is not None else NUMBERLESS)
    notes: list[str] = []
    if figure.denominator is not None:
        of = told.amount(figure.denominator, n, "denominator")
        shown = figure.number is not None and not hidden and of != HIDDEN
        notes.append(f"Out of {of}: {share(figure.number or 0, figure.denominator)}" if shown else f"Out of {of}")
    elif figure.part:
        notes.append("Part of a whole: out of how many is not given")
    notes += [figure.period] if figure.period else []
    notes += [in_words(figure.on)] if figure.on else []
    notes += [f"Compared with the time before: {figure.change.label.lower()}"] if figure.change else []
    return BigFigure(number, figure.label, tuple(notes), figure.caveat or "")


def small_sample(told: Telling) -> tuple[Block, ...]:
    """Return how many answered, with a warning where those are few."""
    few, n = told.scene.settings.rules.small_sample, int(told.value)
    shown = told.amount(n)
    if shown == HIDDEN:
        # The same words whatever the number: a warning for small samples alone would tell on which side of the limit it is.
        return (Warned("The sample may be small.", "How many answered is not shown: read the results with care."),)
    if n >= few:
        return ()
    one = f"One answer more or less changes a share by about {round(100 / n)} points." if n else "Nobody answered."
    return (Warned(f"A small sample: {shown}.", f"Fewer than {few} people answered. {one}"),)


def in_all(told: Telling, listed: tuple[Any, ...], noun: str) -> tuple[Block, ...]:
    """Return how many of a list there are in all, how many stand on the page, and how many are not published."""
    made, here = int(told.value), len(listed)
    rows = (("Made", (plain(figures(made)),)), ("On this page", (plain(figures(here)),)))
    if made <= here:
        return (Facts(rows),)
    left = made - here
    # Of another body we know what its source gives; of our own it is for us to say why, in the text of the page.
    sourced = bool(told.record.fields.sources)
    what = "it" if left == 1 else f"these {noun}"
    guess = f"Our sources do not give {what}. We do not guess." if sourced else f"This page does not give {what}."
    return (
        Words((f"{figures(left)} of {figures(made)} not published.",)),
        Facts((*rows, ("Not published", (plain(figures(left), guess),)))),
    )


DRAWERS: dict[type, Drawer] = {Figure: big_figures}
