"""A recommendation as a reader sees it: whether it was done, and, apart from that, whether it helped."""

from __future__ import annotations

from macros.content.checks.recommendations import REFUSED
from macros.content.records.recommendations import Accepted, Impact, Progress
from macros.content.records.reviews import Sar
from macros.frozen import frozen
from macros.learning.actions import Action
from macros.site import words
from macros.site.views.parts import LinkTo, Scene
from macros.site.words import State

DONE = {
    Progress.NOT_STARTED: State("open", Progress.NOT_STARTED.label),
    Progress.IN_PROGRESS: State("half", Progress.IN_PROGRESS.label),
    Progress.IMPLEMENTED: State("done", Progress.IMPLEMENTED.label),
    Progress.NOT_ACCEPTED: State("no", Progress.NOT_ACCEPTED.label),
    Progress.ESCALATED: State("alert", Progress.ESCALATED.label, "attend"),
    Progress.NOT_STATED: State("unknown", Progress.NOT_STATED.label, "quiet"),
}
HELPED = {
    Impact.NOT_YET_MEASURED: State("unknown", Impact.NOT_YET_MEASURED.label, "quiet"),
    Impact.NO_CHANGE: State("same", Impact.NO_CHANGE.label, "attend"),
    Impact.IMPROVED: State("up", Impact.IMPROVED.label, "good"),
    Impact.WORSE: State("down", Impact.WORSE.label, "attend"),
    Impact.NOT_STATED: State("unknown", Impact.NOT_STATED.label, "quiet"),
}
NOT_APPLICABLE = State("unknown", "Not applicable", "quiet")
"""Of what was not accepted nobody asks whether it helped."""
CARE_ACT = "The Care Act 2014, Schedule 2, paragraph 4, asks the board to give the reason."


@frozen
class UpdateView:
    """One entry of a recommendation's history."""

    on: str
    words: str
    note: str
    evidence: tuple[str, ...]


@frozen
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
    reason_label: str
    reason_rule: str
    done: State
    done_note: str
    helped: State
    helped_note: str
    updates: tuple[UpdateView, ...]


def recommendation_view(scene: Scene, action: Action) -> RecommendationView:
    """Return a recommendation as it stands, with its whole history."""
    of, refused = action.recommendation, action.status is Progress.NOT_ACCEPTED
    late = action.days_late(scene.today)
    return RecommendationView(
        id=of.id,
        number=of.id.removeprefix("r"),
        text=of.text,
        domain=of.domain.label,
        themes=tuple(x for x in (scene.link(f"themes/{t}") for t in of.themes) if x),
        owner=owner_link(scene, action.owner),
        due=words.short_day(action.due) if action.due else "No date",
        overdue=f"{words.count(late, 'day', 'days')} overdue" if late > 0 and scene.computed else "",
        accepted=action.accepted.label,
        reason=action.reason or "" if action.accepted in REFUSED else "",
        reason_label=reason_label(action),
        reason_rule=reason_rule(action),
        done=DONE[action.status],
        done_note=of.updates[-1].note if of.updates else "",
        helped=NOT_APPLICABLE if refused else HELPED[action.impact],
        helped_note=_evidence_words(action.measured) if action.measured else "",
        updates=tuple(
            UpdateView(
                words.short_day(u.on), u.status.label, u.note,
                tuple(f"{e.kind.label.partition(':')[0]} evidence: {e.note}" for e in u.evidence),
            )
            for u in reversed(of.updates)
        ),
    )


def reason_label(action: Action) -> str:
    """Return what a reason is called: of a refusal, or of an answer that is not a whole yes."""
    return "Why not" if action.accepted is Accepted.NO else "Why not in full"


def reason_rule(action: Action) -> str:
    """Return the law that asks for the reason of a board, and of nobody else: on findings of a Safeguarding Adults Review."""
    return CARE_ACT if action.accepted in REFUSED and isinstance(action.record.fields, Sar) else ""


def owner_link(scene: Scene, owner: str | None) -> LinkTo:
    """Return who answers for something, or that nobody is named, or that this edition does not have them."""
    if not owner:
        return LinkTo("No owner named")
    return scene.link(f"contacts/{owner}") or LinkTo("Not in this edition")


def _evidence_words(update: object) -> str:
    kinds = list(dict.fromkeys(e.kind.label.partition(":")[0] for e in getattr(update, "evidence", ())))
    return f"{' and '.join(kinds)} evidence".capitalize() if kinds else ""
