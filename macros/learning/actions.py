"""Recommendations as they stand: what was decided, done and shown, as of the newest update."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from macros.content.record import Record
from macros.content.records.recommendations import (
    NO_RESULT,
    Accepted,
    Impact,
    Progress,
    Recommendation,
    Update,
    WithRecommendations,
)
from macros.frozen import frozen
from macros.learning.library import Library

CLOSED = (Progress.IMPLEMENTED, Progress.NOT_ACCEPTED, Progress.NOT_STATED)
"""States in which nothing is awaited by a day."""


@frozen
class Action:
    """One recommendation of one record, with its newest owner, day, answer, state and impact."""

    record: Record
    recommendation: Recommendation
    number: int
    """Its position in the record's list, from 0."""
    owner: str | None
    due: dt.date | None
    accepted: Accepted
    reason: str | None
    """Why it is not accepted in full."""
    status: Progress
    impact: Impact
    measured: Update | None
    """The update that says whether it helped; none where nobody knows, though an update may say that."""

    @property
    def id(self) -> str:
        """`sar/adult-b#r4`: permanent."""
        return f"{self.record.id}#{self.recommendation.id}"

    @property
    def updates(self) -> tuple[Update, ...]:
        """What became of it, oldest first."""
        return self.recommendation.updates

    def days_late(self, today: dt.date) -> int:
        """Return how many days past its day it is and not done; 0 where it is in time, done or not to be done."""
        return max(0, (today - self.due).days) if self.due and self.status not in CLOSED else 0


def action_of(record: Record, number: int, of: Recommendation) -> Action:
    """Return a recommendation as of its newest update. Owner, day and answer are those of the last update
    that named them, else the first ones."""
    accepted = next((u.accepted for u in reversed(of.updates) if u.accepted), of.accepted)
    said = next((u for u in reversed(of.updates) if u.impact), None)
    if accepted is Accepted.NO:
        status = Progress.NOT_ACCEPTED
    elif of.updates:
        status = of.updates[-1].status
    else:
        status = Progress.NOT_STATED if accepted is Accepted.NOT_STATED else Progress.NOT_STARTED
    unsaid = Impact.NOT_STATED if status is Progress.NOT_STATED else Impact.NOT_YET_MEASURED
    impact = said.impact if said and said.impact else unsaid
    return Action(
        record, of, number,
        owner=next((u.owner for u in reversed(of.updates) if u.owner), of.owner),
        due=next((u.due for u in reversed(of.updates) if u.due), of.due),
        accepted=accepted,
        reason=next((u.reason for u in reversed(of.updates) if u.accepted and u.reason), of.reason),
        status=status,
        impact=impact,
        measured=None if impact in NO_RESULT else said,
    )


def actions_of(record: Record) -> tuple[Action, ...]:
    """Return the recommendations of a record as they stand."""
    if not isinstance(record.fields, WithRecommendations):
        return ()
    return tuple(action_of(record, number, r) for number, r in enumerate(record.fields.recommendations))


def actions(library: Library) -> Iterator[Action]:
    """Yield every recommendation of the library as it stands, by record and number."""
    for record in library.records.values():
        yield from actions_of(record)
