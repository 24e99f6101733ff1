"""A recommendation as a reader sees it: whether it was done, and, apart from that, whether it helped."""

from __future__ import annotations

from dataclasses import dataclass

from macros.content.record import Record
from macros.content.records.recommendations import Accepted, Impact, Progress, Recommendation
from macros.site import words
from macros.site.views.parts import LinkTo, Scene
from macros.site.words import State

DONE = {
    Progress.NOT_STARTED: State("open", Progress.NOT_STARTED.label),
    Progress.IN_PROGRESS: State("half", Progress.IN_PROGRESS.label),
    Progress.IMPLEMENTED: State("done", Progress.IMPLEMENTED.label),
    Progress.NOT_ACCEPTED: State("no", Progress.NOT_ACCEPTED.label),
    Progress.ESCALATED: State("alert", Progress.ESCALATED.label, "attend"),
}
HELPED = {
    Impact.NOT_YET_MEASURED: State("unknown", Impact.NOT_YET_MEASURED.label, "quiet"),
    Impact.NO_CHANGE: State("same", Impact.NO_CHANGE.label, "attend"),
    Impact.IMPROVED: State("up", Impact.IMPROVED.label, "good"),
    Impact.WORSE: State("down", Impact.WORSE.label, "attend"),
}
CARE_ACT = "The Care Act 2014, Schedule 2, paragraph 4, asks the board to give the reason."


@dataclass(frozen=True, slots=True)
class UpdateView:
    """One entry of a recommendation's history."""

    on: str
    words: str
    note: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """One recommendation with its newest state and its whole history."""

    id: str
    number: str
    text: str
    domain: str
    themes: tuple[LinkTo, ...]
    owner: LinkTo
    due: str
    overdue: str
    accepted: str
    reason: str
    reason_rule: str
    done: State
    done_note: str
    helped: State
    helped_note: str
    updates: tuple[UpdateView, ...]


def recommendation_view(scene: Scene, record: Record, of: Recommendation) -> RecommendationView:
    """Return a recommendation as of its newest update. Owner, date and answer are those of the last
    update that named them, else the first ones."""
    accepted = next((u.accepted for u in reversed(of.updates) if u.accepted), of.accepted)
    owner = next((u.owner for u in reversed(of.updates) if u.owner), of.owner)
    due = next((u.due for u in reversed(of.updates) if u.due), of.due)
    refused = accepted is Accepted.NO
    status = Progress.NOT_ACCEPTED if refused else of.updates[-1].status if of.updates else Progress.NOT_STARTED
    impact = next((u.impact for u in reversed(of.updates) if u.impact), Impact.NOT_YET_MEASURED)
    measured = next((u for u in reversed(of.updates) if u.impact), None)
    late = (scene.today - due).days if due and status not in (Progress.IMPLEMENTED, Progress.NOT_ACCEPTED) else 0
    reason = next((u.reason for u in reversed(of.updates) if u.accepted and u.reason), of.reason)
    return RecommendationView(
        id=of.id,
        number=of.id.removeprefix("r"),
        text=of.text,
        domain=of.domain.label,
        themes=tuple(x for x in (scene.link(f"themes/{t}") for t in of.themes) if x),
        owner=(scene.link(f"contacts/{owner}") or LinkTo("Not in this edition")) if owner else LinkTo("No owner named"),
        due=words.short_day(due) if due else "No date",
        overdue=f"{words.count(late, 'day', 'days')} overdue" if late > 0 and scene.computed else "",
        accepted=accepted.label,
        reason=reason or "" if accepted is not Accepted.YES else "",
        reason_rule=CARE_ACT if accepted is not Accepted.YES and hasattr(record.fields, "basis") else "",
        done=DONE[status],
        done_note=of.updates[-1].note if of.updates else "",
        helped=State("unknown", "Not applicable", "quiet") if refused else HELPED[impact],
        helped_note=_evidence_words(measured) if measured else "",
        updates=tuple(
            UpdateView(
                words.short_day(u.on), u.status.label, u.note,
                tuple(f"{e.kind.label.partition(':')[0]} evidence: {e.note}" for e in u.evidence),
            )
            for u in reversed(of.updates)
        ),
    )


def _evidence_words(update: object) -> str:
    kinds = list(dict.fromkeys(e.kind.label.partition(":")[0] for e in getattr(update, "evidence", ())))
    return f"{' and '.join(kinds)} evidence" if kinds else ""
