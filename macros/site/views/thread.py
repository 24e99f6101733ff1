"""The thread of a theme as a dated line: what was seen, what was done, what a later round says, what has not happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from macros.content.settings import Rules
from macros.frozen import frozen
from macros.learning.sightings import Sighting
from macros.learning.thread import Cycle, Detection, Recheck, Rule, Thread
from macros.learning.thread import State as Stage
from macros.site import words
from macros.site.states import STATES, is_open_again, points_words, share_words, theme_state
from macros.site.views.parts import Fact, LinkTo, Scene
from macros.site.views.quarters import QuartersView, quarters_view
from macros.site.views.rules import ADDRESS, BY_RULE, BY_STATE, rule_link, rule_words

_RECHECK = rule_link("checked-again", "the rule")
Said = tuple[LinkTo, ...]
"""A sentence as words and links by turns."""


@frozen
class ThreadStep:
    """One step of the line."""

    on: dt.date
    after: str
    mark: str
    title: str
    said: Said
    attend: bool = False
    before_attend: bool = False
    """Whether what follows is that it reopened: the line to there is broken."""


@frozen
class ThreadView:
    """What a theme's page shows of its thread."""

    facts: tuple[Fact, ...]
    steps: tuple[ThreadStep, ...]
    missing: tuple[str, ...]
    """What has not happened."""
    empty: str
    quarters: QuartersView
    rules: str
    example: bool
    """Whether all that it rests on is example content."""


def thread_view(scene: Scene, thread: Thread) -> ThreadView:
    """Return the thread of a theme as its page shows it."""
    return ThreadView(
        facts=tuple(_facts(scene, thread)),
        steps=tuple(_steps(scene, thread)),
        missing=tuple(_missing(thread)),
        empty=_empty(thread),
        quarters=quarters_view(scene, thread),
        rules=ADDRESS,
        example=bool(thread.sightings) and all(scene.library.records[s.record].fields.example for s in thread.sightings),
    )


def _facts(scene: Scene, thread: Thread) -> Iterator[Fact]:
    since = (LinkTo(f"since {words.day(thread.since)}"),) if thread.since else ()
    yield Fact("State", since, theme_state(thread))
    yield Fact("Set by", (set_by(thread, scene.settings.rules),))
    counted = next((s for s in reversed(thread.sightings) if s.share is not None), None)
    if counted:
        yield Fact("Newest count", (LinkTo(f"{share_words(counted)}, {words.day(counted.on)}"),))
    else:
        yield Fact("Newest count", (LinkTo("Not measured"),))


def set_by(thread: Thread, rules: Rules) -> LinkTo:
    """Return the rule that set the state, in a few words, as a link to it."""
    state = thread.state
    if state is Stage.DETECTED:
        rule = thread.cycles[-1].detection.rule
        return rule_link(BY_RULE[rule], f"Rule {rule.value}: {rule_words(rule, rules)}")
    said = {
        Stage.NOT_SEEN: "No source in this edition names it",
        Stage.SEEN: "Seen, and no rule has fired",
        Stage.SHARED: "A briefing since it was detected",
        Stage.ACTING: "A recommendation accepted since it was detected",
        Stage.NO_CHANGE: f"A later round: not far enough below rule T1, nor {rules.recheck.points} points up",
        Stage.WORSE: f"A later round: up at least {rules.recheck.points} points",
        Stage.IMPROVED: f"A later round: below rule T1, down at least {rules.recheck.points} points",
    }[state]
    return rule_link(BY_STATE[state], said)


def _steps(scene: Scene, thread: Thread) -> Iterator[ThreadStep]:
    first = next((s for s in thread.sightings if s.present != 0), None)
    at_once = first is not None and bool(thread.cycles) and first.on == thread.cycles[0].detection.on
    if first and not at_once:
        yield ThreadStep(first.on, "", "open", "First seen", _seen_said(scene, first))
    last = len(thread.cycles) - 1
    ended: dt.date | None = None
    for number, cycle in enumerate(thread.cycles):
        again = number > 0
        title = "Reopened" if again else "Seen and detected" if at_once else "Detected"
        after = _days((cycle.detection.on - ended).days, "it had improved") if ended else _after_seen(first, cycle.detection.on)
        yield ThreadStep(
            cycle.detection.on, after, "again" if again else "alert", title, _detection_said(scene, cycle.detection), attend=True
        )
        steps = sorted(_cycle_steps(scene, cycle), key=lambda s: s.on)
        if steps and number < last:
            final = steps[-1]
            steps[-1] = ThreadStep(final.on, final.after, final.mark, final.title, final.said, final.attend, before_attend=True)
        yield from steps
        ended = cycle.rechecks[-1].sighting.on if cycle.result is Stage.IMPROVED else None


def _after_seen(first: Sighting | None, day: dt.date) -> str:
    return _days((day - first.on).days, "it was first seen") if first and first.on < day else ""


def _cycle_steps(scene: Scene, cycle: Cycle) -> Iterator[ThreadStep]:
    if cycle.shared:
        yield ThreadStep(cycle.shared[0], _since(cycle, cycle.shared[0]), "half", "Shared", _shared_said(cycle))
    if cycle.acted:
        yield ThreadStep(cycle.acted[0], _since(cycle, cycle.acted[0]), "half", "Acting", _acted_said(cycle))
    for recheck in cycle.rechecks:
        day = recheck.sighting.on
        state = STATES[recheck.result] if recheck.result else None
        yield ThreadStep(
            day, _since(cycle, day), state.mark if state else "unknown",
            f"Checked again: {state.words.lower() if state else 'too few to say'}", _recheck_said(scene, recheck),
            attend=recheck.result is Stage.WORSE,
        )


def _since(cycle: Cycle, day: dt.date) -> str:
    return _days(cycle.days_to(day), "detection")


def _days(number: int, what: str) -> str:
    return f"{words.count(number, 'day', 'days')} after {what}" if number else "The same day"


def _source(scene: Scene, sighting: Sighting) -> LinkTo:
    record = scene.library.records[sighting.record]
    return LinkTo(record.title, record.address)


def _seen_said(scene: Scene, sighting: Sighting) -> Said:
    if sighting.present is None:
        return (LinkTo("Named in "), _source(scene, sighting), LinkTo(f" ({sighting.kind})."))
    return (LinkTo(f"Found in {share_words(sighting)} in "), _source(scene, sighting), LinkTo("."))


def _detection_said(scene: Scene, detection: Detection) -> Said:
    rules, rule, first = scene.settings.rules, detection.rule, detection.by[0]
    end = (LinkTo("; "), rule_link(BY_RULE[rule], f"rule {rule.value}"), LinkTo(f" is {rule_words(rule, rules)}."))
    if rule is Rule.T1:
        return (LinkTo(f"Found in {share_words(first)} in "), _source(scene, first), *end)
    second = detection.by[1]
    if rule is Rule.T2:
        return (
            LinkTo(f"Found in {share_words(first)} in "), _source(scene, first),
            LinkTo(f", then in {share_words(second)} in "), _source(scene, second), *end,
        )
    return (*_kind_said(scene, first, "Seen in "), *_kind_said(scene, second, " and in "), *end)


def _kind_said(scene: Scene, sighting: Sighting, before: str) -> Said:
    found = f", {share_words(sighting)}" if sighting.share is not None else ""
    return (LinkTo(before), _source(scene, sighting), LinkTo(f" ({sighting.kind}{found})"))


def _shared_said(cycle: Cycle) -> Said:
    if not cycle.shared:
        return ()
    record = cycle.shared[1]
    return (LinkTo(record.title, record.address), LinkTo(f", {record.type.name[0].lower()}{record.type.name[1:]}."))


def _acted_said(cycle: Cycle) -> Said:
    if not cycle.acted:
        return ()
    action = cycle.acted[1]
    number = action.recommendation.id.removeprefix("r")
    where = LinkTo(f"Recommendation {number}", f"{action.record.address}#{action.recommendation.id}")
    return (where, LinkTo(f" of {action.record.title} was accepted: {action.recommendation.text}"))


def _recheck_said(scene: Scene, recheck: Recheck) -> Said:
    rules, now, then = scene.settings.rules, recheck.sighting, recheck.against
    lead = (LinkTo(f"Found in {share_words(now)} in "), _source(scene, now))
    if recheck.result is None:
        return (*lead, LinkTo("; "), _RECHECK, LinkTo(f" asks for at least {rules.recheck.files} files."))
    asked = {
        Stage.IMPROVED: f" is below rule T1 ({rule_words(Rule.T1, rules)}) and down at least {rules.recheck.points} points.",
        Stage.WORSE: f" is up at least {rules.recheck.points} points.",
    }.get(recheck.result, f" asks for {rules.recheck.points} points up, or as many down and below rule T1.")
    return (
        *lead, LinkTo(f", against {share_words(then)} in "), _source(scene, then),
        LinkTo(f": {points_words(recheck)}; "), _RECHECK, LinkTo(asked),
    )


def _empty(thread: Thread) -> str:
    if thread.state is not Stage.NOT_SEEN:
        return ""
    if thread.sightings:
        return "Not seen: every audit that looked for this theme found it in no file."
    return "Not seen: no source in this edition names this theme."


def _missing(thread: Thread) -> Iterator[str]:
    """Yield what has not happened since the latest detection."""
    if not thread.cycles:
        if thread.state is Stage.SEEN:
            yield "Not detected: it was seen too seldom, or in one kind of source only."
        return
    cycle = thread.cycles[-1]
    if cycle.result is Stage.IMPROVED:
        if not cycle.shared:
            yield "Nobody published a briefing before it improved."
        if not cycle.acted:
            yield "No recommendation on it was accepted before it improved."
        return
    since = "since it reopened" if is_open_again(thread) else "since"
    if not cycle.shared:
        yield f"Nobody has published a briefing {since}."
    if not cycle.acted:
        yield f"No recommendation on it has been accepted {since}."
    yield from _unmeasured(cycle)


def _unmeasured(cycle: Cycle) -> Iterator[str]:
    if cycle.baseline is None:
        yield "Not measured: no audit has counted it in enough files."
    elif not cycle.rechecks:
        yield "Not measured: no later round has looked at it."
    elif not cycle.result:
        yield "Not measured: each later round looked at too few files to say."
