"""Rules about recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.content.plain import in_words
from macros.content.record import Record
from macros.content.records.recommendations import (
    NO_RESULT,
    Accepted,
    EvidenceKind,
    WithRecommendations,
)
from macros.content.settings import Settings
from macros.diagnostics import Diagnostic, clipped
from macros.diagnostics import catalogue as c

REFUSED = (Accepted.PARTLY, Accepted.NO)
"""Answers that need a reason."""


def check_ids(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """Each recommendation has an id of its own, r1, r2 and so on."""
    if not isinstance(record.fields, WithRecommendations):
        return
    seen: set[str] = set()
    for number, recommendation in enumerate(record.fields.recommendations):
        at = ("recommendations", number, "id")
        if not re.fullmatch(r"r[1-9][0-9]?", recommendation.id):
            message = f"{in_words(at)}: “{clipped(recommendation.id)}” is not r1, r2, r3 …"
            yield record.problem(c.WRONG_VALUE, at, message, "Number them r1, r2, r3 …, in the order they were made.")
        elif recommendation.id in seen:
            yield record.problem(c.SAME_PART_ID, at, f"{in_words(at)}: {recommendation.id} is used twice.")
        seen.add(recommendation.id)


def check_reasons(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """What is not accepted in full says why, at first and in every update."""
    if not isinstance(record.fields, WithRecommendations):
        return
    for number, recommendation in enumerate(record.fields.recommendations):
        if recommendation.accepted in REFUSED and not recommendation.reason:
            at = ("recommendations", number, "accepted")
            message = f"{in_words(at)}: is {recommendation.accepted}, without a reason."
            yield record.problem(c.REASON_NEEDED, at, message)
        for step, update in enumerate(recommendation.updates):
            if update.accepted in REFUSED and not update.reason:
                place = ("recommendations", number, "updates", step, "accepted")
                message = f"{in_words(place)}: becomes {update.accepted}, without a reason."
                yield record.problem(c.REASON_NEEDED, place, message)


def check_impact(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """Implemented is not impact: to say that it helped, or did not, takes practice or outcome evidence."""
    if not isinstance(record.fields, WithRecommendations):
        return
    for number, recommendation in enumerate(record.fields.recommendations):
        kinds: set[EvidenceKind] = set()
        for step, update in enumerate(recommendation.updates):
            kinds |= {e.kind for e in update.evidence}
            claimed = update.impact not in (None, *NO_RESULT)
            if claimed and not kinds & {EvidenceKind.PRACTICE, EvidenceKind.OUTCOME}:
                place = ("recommendations", number, "updates", step, "impact")
                message = f"{in_words(place)}: is {update.impact}, but no practice or outcome evidence stands here."
                yield record.problem(c.IMPACT_NEEDS_EVIDENCE, place, message)
