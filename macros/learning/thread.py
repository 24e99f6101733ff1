"""The golden thread of each theme: seen, detected, shared, acted on, checked again. Computed, never typed in.

The rules are those that the site prints, with the numbers of its settings (`extra: hub: rules`):

- T1 *detected*: found in so large a share of applicable files, and in so many, in one round.
- T2 *detected*: found in a smaller share of each of two consecutive rounds of one kind.
- T3 *detected*: seen in two kinds of source within so many months.
- *Shared*, *acting*: the first briefing, the first accepted recommendation on or after the day of
  detection. They may come in either order, or never.
- *Checked again*: a later round of the same kind and tool that applies to enough files. *Improved* is below
  T1 and down by so many points; *worse* is up by as many; else *no change*. Until it improved, each further
  such round checks again.
- Where the detection rests on no audit, the first later round that applies to enough files is what the next
  ones are compared with.
- A theme that improved and is detected again, by what was seen since, has *reopened*.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import TypeVar

from macros.content.record import Record
from macros.content.records.base import Status
from macros.content.records.recommendations import Accepted
from macros.content.settings import Rules, Share
from macros.frozen import frozen
from macros.learning.actions import Action, actions
from macros.learning.library import Library
from macros.learning.sightings import Round, Seen, Sighting, seen

T = TypeVar("T")
Shared = tuple[dt.date, Record]
"""A briefing with the day it was published."""
Acted = tuple[dt.date, Action]
"""A recommendation with the day it was accepted."""


class Rule(Enum):
    """The rule by which a theme was detected."""

    T1 = "T1"
    T2 = "T2"
    T3 = "T3"


class State(Enum):
    """How far a theme has come after its latest detection."""

    NOT_SEEN = "not_seen"
    SEEN = "seen"
    DETECTED = "detected"
    SHARED = "shared"
    ACTING = "acting"
    NO_CHANGE = "no_change"
    WORSE = "worse"
    IMPROVED = "improved"


CHECKED = (State.NO_CHANGE, State.WORSE, State.IMPROVED)
"""States that a later round gave."""


@frozen
class Detection:
    """A theme was detected: by which rule, on which day, by what was seen."""

    rule: Rule
    on: dt.date
    by: tuple[Sighting, ...]


@frozen
class Recheck:
    """A later round of the same kind and tool. `result` is None where it applies to too few files to say."""

    sighting: Sighting
    against: Sighting
    result: State | None


@frozen
class Cycle:
    """One time round the loop: from a detection to an improvement, or to today."""

    detection: Detection
    baseline: Sighting | None
    """The round that later ones are compared with; None while no audit has looked at the theme."""
    shared: tuple[dt.date, Record] | None
    """The first briefing on or after the day of detection."""
    acted: tuple[dt.date, Action] | None
    """The first accepted recommendation on or after the day of detection."""
    rechecks: tuple[Recheck, ...]

    @property
    def result(self) -> State | None:
        """What the newest round that was large enough says, or None."""
        return next((r.result for r in reversed(self.rechecks) if r.result), None)

    @property
    def state(self) -> State:
        """The furthest step of this time round."""
        if self.result:
            return self.result
        return State.ACTING if self.acted else State.SHARED if self.shared else State.DETECTED

    def days_to(self, day: dt.date) -> int:
        """Return the days from the detection to a later day."""
        return (day - self.detection.on).days


@frozen
class Thread:
    """The thread of one theme: everything that was seen of it, and each time round the loop, oldest first."""

    theme: str
    sightings: tuple[Sighting, ...]
    cycles: tuple[Cycle, ...]

    @property
    def state(self) -> State:
        """The furthest step after the latest detection."""
        if not self.cycles:
            return State.SEEN if self.since else State.NOT_SEEN
        return self.cycles[-1].state

    @property
    def reopened(self) -> bool:
        """Whether it improved once and has been detected again."""
        return len(self.cycles) > 1

    @property
    def since(self) -> dt.date | None:
        """The day of the step that gave its state; None where it was never seen."""
        if not self.cycles:
            return next((s.on for s in self.sightings if s.present != 0), None)
        cycle = self.cycles[-1]
        if cycle.result:
            return next(r.sighting.on for r in reversed(cycle.rechecks) if r.result)
        if cycle.acted:
            return cycle.acted[0]
        return cycle.shared[0] if cycle.shared else cycle.detection.on


def threads(library: Library, rules: Rules, today: dt.date) -> dict[str, Thread]:
    """Return the thread of every theme of a library by its slug. The work grows with what was seen, not
    with themes times records."""
    everything = seen(library, today)
    briefings, acted = _briefings(library, today), _actions(library, today)
    slugs = [theme.slug for theme in library.of_type("themes")]
    return {slug: thread_of(slug, everything, rules, briefings.get(slug, ()), acted.get(slug, ())) for slug in slugs}


def thread_of(
    theme: str, everything: Seen, rules: Rules, briefings: Sequence[Shared] = (), acted: Sequence[Acted] = ()
) -> Thread:
    """Return the thread of one theme from what was seen, and its briefings and accepted recommendations by day."""
    own = everything.by_theme.get(theme, ())
    return Thread(theme, own, tuple(_cycles(own, everything.before, briefings, acted, rules)))


def meets(share: Share, sighting: Sighting | None) -> bool:
    """Return whether a round found a theme in so large a share of files and in so many."""
    if sighting is None or sighting.present is None or sighting.applicable is None:
        return False
    return share.met(sighting.present, sighting.applicable)


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months earlier, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if day.day <= 28:  # every month has it, and to ask for a month's last day takes longer than all the rest
        return dt.date(year, month + 1, day.day)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _briefings(library: Library, today: dt.date) -> dict[str, list[Shared]]:
    found: dict[str, list[Shared]] = defaultdict(list)
    for record in library.records.values():
        day = record.fields.published
        ours = record.type.shares and not record.fields.about_body and record.fields.status is not Status.WITHDRAWN
        if ours and day and day <= today:
            for theme in dict.fromkeys(record.fields.themes):
                found[theme].append((day, record))
    return {theme: sorted(many, key=lambda pair: (pair[0], pair[1].id)) for theme, many in found.items()}


def _actions(library: Library, today: dt.date) -> dict[str, list[Acted]]:
    found: dict[str, list[Acted]] = defaultdict(list)
    for action in actions(library):
        day = _accepted_on(action, today)
        if day and day <= today:
            for theme in dict.fromkeys(action.recommendation.themes):
                found[theme].append((day, action))
    return {theme: sorted(many, key=lambda pair: (pair[0], pair[1].id)) for theme, many in found.items()}


def _accepted_on(action: Action, today: dt.date) -> dt.date | None:
    """Return the day a recommendation was accepted, in full or in part: with its record, or by an update. An
    update that is to come changes nothing yet."""
    wanted = (Accepted.YES, Accepted.PARTLY)
    answers = [(u.on, u.accepted) for u in action.updates if u.accepted and u.on <= today]
    newest = answers[-1][1] if answers else action.recommendation.accepted
    if newest not in wanted or action.record.fields.about_body:
        return None
    if action.recommendation.accepted in wanted:
        return action.record.fields.published
    return next((on for on, accepted in answers if accepted in wanted), None)


def _cycles(
    sightings: Sequence[Sighting], before: Mapping[str, Round], briefings: Sequence[Shared], acted: Sequence[Acted],
    rules: Rules,
) -> Iterator[Cycle]:
    """Yield each time round the loop. A detection rests on what was seen after the last improvement."""
    start: dt.date | None = None
    at = 0
    while at < len(sightings):
        detection, at = _detected(sightings, at, before, start, rules)
        if detection is None:
            return
        baseline, rechecks, at = _checked(sightings, at, detection, rules)
        improved = bool(rechecks) and rechecks[-1].result is State.IMPROVED
        end = rechecks[-1].sighting.on if improved else None
        yield Cycle(
            detection, baseline, _first(briefings, detection.on, end), _first(acted, detection.on, end), tuple(rechecks)
        )
        start = end


def _detected(
    sightings: Sequence[Sighting], at: int, before: Mapping[str, Round], start: dt.date | None, rules: Rules
) -> tuple[Detection | None, int]:
    """Return the first detection from a position on, and the position after it."""
    last: dict[str, Sighting] = {}
    for number in range(at, len(sightings)):
        sighting = sightings[number]
        if start is not None and sighting.on <= start:
            continue  # seen on the day of the improvement: at the same time, not since
        if meets(rules.detected, sighting):
            return Detection(Rule.T1, sighting.on, (sighting,)), number + 1
        earlier = before.get(sighting.record)
        previous = earlier.found.get(sighting.theme) if earlier else None
        since = previous is not None and (start is None or previous.on > start)
        if previous and since and meets(rules.repeated, previous) and meets(rules.repeated, sighting):
            return Detection(Rule.T2, sighting.on, (previous, sighting)), number + 1
        if sighting.present != 0:
            window = months_before(sighting.on, rules.kinds_within_months)
            other = [s for kind, s in last.items() if kind != sighting.kind and s.on >= window]
            if other:
                return Detection(Rule.T3, sighting.on, (max(other, key=lambda s: (s.on, s.record)), sighting)), number + 1
            last[sighting.kind] = sighting
    return None, len(sightings)


def _checked(
    sightings: Sequence[Sighting], at: int, detection: Detection, rules: Rules
) -> tuple[Sighting | None, list[Recheck], int]:
    """Return what later rounds are compared with, those rounds up to an improvement, and the position after them."""
    baseline = next((s for s in reversed(detection.by) if s.share is not None), None)
    rechecks: list[Recheck] = []
    for number in range(at, len(sightings)):
        sighting = sightings[number]
        if sighting.share is None or sighting.applicable is None or sighting.on <= detection.on:
            continue
        enough = sighting.applicable >= rules.recheck.files
        if baseline is None:
            baseline = sighting if enough else None
        elif sighting.comparable(baseline):
            result = _result(sighting, baseline, rules) if enough else None
            rechecks.append(Recheck(sighting, baseline, result))
            if result is State.IMPROVED:
                return baseline, rechecks, number + 1
    return baseline, rechecks, len(sightings)


def _result(sighting: Sighting, baseline: Sighting, rules: Rules) -> State:
    """Return what a later round says, in exact arithmetic: shares of files are fractions, never rounded."""
    now, then = (sighting.present or 0, sighting.applicable or 1), (baseline.present or 0, baseline.applicable or 1)
    moved = 100 * (now[0] * then[1] - then[0] * now[1])  # points of a hundred, times both denominators
    enough = rules.recheck.points * now[1] * then[1]
    if moved <= -enough and not meets(rules.detected, sighting):
        return State.IMPROVED
    return State.WORSE if moved >= enough else State.NO_CHANGE


def _first(found: Iterable[tuple[dt.date, T]], start: dt.date, end: dt.date | None) -> tuple[dt.date, T] | None:
    return next((pair for pair in found if pair[0] >= start and (end is None or pair[0] <= end)), None)
