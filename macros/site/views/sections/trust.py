"""What people are trusted with and how it is kept in view; how they progress, and who stays."""

from __future__ import annotations

from macros.content.records.developing import Leavers, PathwayStep
from macros.content.records.practice import Oversight, WhoMay
from macros.site.views.sections.blocks import Block, Facts, Said, Step, Steps, Table, plain
from macros.site.views.sections.telling import Drawer, Telling

QUESTIONS = {
    "limit": ("Where the limit is", "where the limit is"),
    "approver": ("Who approves more", "who approves what goes beyond it"),
    "check": ("How it is checked", "how it is checked afterwards"),
    "how_often": ("How often", "how often it is checked"),
    "found": ("What the newest check found", "what the newest check found"),
}
"""What a reader asks of oversight, and how the page says that the source leaves it out."""


def who_may(told: Telling) -> tuple[Block, ...]:
    """Return who may do what, and how far."""
    rows = [
        (plain(w.who), plain(w.may), plain(w.limit) if w.limit else told.missing("how far")) for w in told.value
    ]
    return (Table("Who may do what", ("Who", "May", "How far"), tuple(rows)),)


def oversight(told: Telling) -> tuple[Block, ...]:
    """Return every question of oversight with its answer, or with who leaves it open."""
    form = told.value or Oversight()
    rows: list[tuple[str, tuple[Said, ...]]] = []
    for name, (label, what) in QUESTIONS.items():
        value = getattr(form, name)
        rows.append((label, (plain(value) if value else told.missing(what),)))
    return (Facts(tuple(rows)),)


def steps(told: Telling) -> tuple[Block, ...]:
    """Return the steps of a pathway, in order."""
    return (Steps(tuple(Step(s.title, s.text, f"Takes: {s.takes}" if s.takes else "") for s in told.value)),)


def leavers(told: Telling) -> tuple[Block, ...]:
    """Return how many progressed, and in bands how many of them left."""
    rows = [
        (
            plain(one.period), plain(told.amount(one.progressed, n, "progressed")), plain(one.band),
            plain(one.known) if one.known else told.missing("why people left"),
        )
        for n, one in enumerate(told.value)
    ]
    return (Table(
        "Who progressed and who left within twelve months", ("Period", "Progressed", "Left", "What is known of why"), tuple(rows),
        frozenset({1, 2}),
    ),)


DRAWERS: dict[type, Drawer] = {WhoMay: who_may, Oversight: oversight, PathwayStep: steps, Leavers: leavers}
