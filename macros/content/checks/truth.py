"""Rules that keep made-up content apart from facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from macros.content.record import Record
from macros.content.records.kinds import Choice
from macros.content.settings import Settings
from macros.content.source import Source
from macros.diagnostics import Diagnostic, Span
from macros.diagnostics import catalogue as c


def check_sources(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """What is not made up says where it can be checked."""
    if not (record.is_draft or record.fields.example or record.fields.sources):
        yield record.source.problem(c.NEEDS_SOURCE, None, "sources: is missing, and the record is not marked as an example.")


def check_example_names_nobody(record: Record, settings: Settings) -> Iterator[Diagnostic]:
    """Made-up content names no real council, board or trust."""
    if not record.fields.example or not settings.real_bodies:
        return
    for source in (record.source, *(table.source for table in record.tables.values())):
        yield from _names_in(source, settings.real_bodies)


def _names_in(source: Source, bodies: tuple[str, ...]) -> Iterator[Diagnostic]:
    text = source.text
    lower = text.lower()
    if not any(word in lower for word in _first_words(bodies)):
        return
    for match in _names(bodies).finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        span = Span(line, match.start() - text.rfind("\n", 0, match.start()), len(match[0].split("\n", 1)[0]))
        name = " ".join(match[0].split())
        yield source.problem(c.NAMES_REAL_BODY, span, f"This example names {name}, which is real.")


@cache
def _first_words(bodies: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.split()[0].lower() for name in bodies)


@cache
def _names(bodies: tuple[str, ...]) -> re.Pattern[str]:
    """A name may run over the end of a line."""
    spaced = [r"\s+".join(map(re.escape, name.split())) for name in sorted(bodies, key=lambda name: (-len(name), name))]
    return re.compile("|".join(rf"\b{name}\b" for name in spaced), re.IGNORECASE)


def check_score_has_assessment(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """A score says whose it is and when it was given."""
    score = record.fields.value_of("score")
    if not isinstance(score, Choice) or not str(score.value).isdigit():
        return
    for name in ("assessed_body", "assessed_on"):
        if record.fields.value_of(name) is None:
            yield record.problem(c.UNNUMBERED_STATEMENT, ("score",), f"score: is {score}, but {name}: is missing.")
