"""What audits found: in how many files a theme was, how files were graded, how many grades were looked at twice."""

from __future__ import annotations

from macros.content.records.audits import Finding, FindingKind, Grades, Moderation
from macros.learning.numbers import HIDDEN
from macros.site.views.sections.blocks import Block, Facts, Said, Table, plain
from macros.site.views.sections.telling import Drawer, Telling, label_of, share
from macros.site.words import State

KINDS = {FindingKind.CONCERN: State("alert", "Concern"), FindingKind.STRENGTH: State("done", "Strength", "good")}


def findings(told: Telling) -> tuple[Block, ...]:
    """Return findings as a table: the theme, what it is, in how many of the files that it could be in."""
    rows = []
    for n, found in enumerate(told.value):
        present, of = told.amount(found.present, n, "present"), told.amount(found.applicable, n, "applicable")
        known = HIDDEN not in (present, of)
        theme = Said((told.reference("themes", found.theme),), (found.note,) if found.note else ())
        rows.append((
            theme, Said(state=KINDS[found.kind]), plain(f"{present} of {of}"),
            plain(share(found.present, found.applicable) if known else HIDDEN),
        ))
    return (Table(
        "Themes, each with the files that it was found in and those that it could be in",
        ("Theme", "What it is", "Found in", "Share"), tuple(rows), frozenset({2, 3}),
    ),)


def grades(told: Telling) -> tuple[Block, ...]:
    """Return how many files got each grade."""
    whole = sum(getattr(told.value, name) for name in Grades.model_fields)
    whole_shown = not any(told.is_hidden(name) for name in Grades.model_fields)
    rows = [
        (
            plain(label_of(name)), plain(told.amount(number, name)),
            plain(share(number, whole) if whole_shown else HIDDEN if told.is_hidden(name) else "–"),
        )
        for name in Grades.model_fields if (number := getattr(told.value, name)) is not None
    ]
    return (Table("Files by grade", ("Grade", "Files", "Share"), tuple(rows), frozenset({1, 2})),)


def moderation(told: Telling) -> tuple[Block, ...]:
    """Return how many grades had a second look, and in how many it changed them."""
    looked = told.value
    return (Facts((
        ("Graded twice", (plain(told.amount(looked.files, "files")),)),
        ("Grade changed", (plain(f"{told.amount(looked.changed, 'changed')} of {told.amount(looked.files, 'files')}"),)),
    )),)


DRAWERS: dict[type, Drawer] = {Finding: findings, Grades: grades, Moderation: moderation}
