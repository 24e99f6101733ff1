"""Where the themes stand: those that reopened or rise, those that newly improved, what is late, how many are in which state."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from macros.content.record import Record
from macros.diagnostics.catalogue import gaps as codes
from macros.frozen import frozen
from macros.learning.quarters import last_quarters, rising
from macros.learning.thread import State as Stage
from macros.learning.thread import Thread
from macros.site import words
from macros.site.states import ORDER, REOPENED, STATES, is_open_again, points_words, share_words, theme_state
from macros.site.views.parts import LinkTo, Scene
from macros.site.words import State

LATE = ((codes.OVERDUE, "action"), (codes.REVIEW_OVERDUE, "review"))
"""What can be overdue, by its gap."""
MOST = 3
"""So many themes of a kind stand on the front page; the others are one link away."""


@frozen
class StandingTheme:
    """One theme with its state, the day of it and the reason, each in a few words."""

    link: LinkTo
    state: State
    why: str
    example: bool
    """Whether made-up records set it."""


@frozen
class StandingView:
    """What the front page shows of the loop."""

    attend: tuple[StandingTheme, ...]
    more: str
    improved: tuple[StandingTheme, ...]
    overdue: str


@frozen
class TallyView:
    """How many themes are in which state, above their list."""

    states: tuple[tuple[State, LinkTo], ...]
    matrix: LinkTo
    rules: LinkTo


def standing_view(scene: Scene) -> StandingView | None:
    """Return what needs a look and what improved; nothing in editions that show no states, or where there are no themes."""
    if not scene.threads:
        return None
    themes = [(r, t) for r in scene.listed if (t := scene.thread(r))]
    again = sorted(
        (p for p in themes if is_open_again(p[1])), key=lambda p: (-p[1].cycles[-1].detection.on.toordinal(), p[0].id)
    )
    rise = [(r, t, up) for r, t in themes if not is_open_again(t) and (up := rising(t, scene.today))]
    rise.sort(key=lambda p: (p[2].before - p[2].now, p[0].id))
    attend = [_reopened(scene, r, t) for r, t in again[:MOST]]
    for record, thread, up in rise[:MOST]:
        before = f"{up.before} in the two before" if up.before else "none in the two before"
        why = f"{words.count(up.now, 'source', 'sources')} in two quarters, {before}. {_so_far(thread)}"
        attend.append(StandingTheme(_link(record), State("rise", "Rising", "attend"), why, _is_example(scene, thread)))
    since = last_quarters(scene.today, 2)[0].start
    fresh = [(r, t) for r, t in themes if t.state is Stage.IMPROVED and t.since and t.since >= since]
    fresh.sort(key=lambda p: (-_ordinal(p[1].since), p[0].id))
    left = len(again) + len(rise) - len(attend)
    return StandingView(
        tuple(attend), words.count(left, "more theme", "more themes") if left else "",
        tuple(_improved(scene, r, t) for r, t in fresh[:MOST]), _overdue(scene),
    )


def tally(scene: Scene) -> TallyView:
    """Return how many themes are in which state, those that need a look first."""
    threads = [t for r in scene.listed if (t := scene.thread(r))]
    again = sum(is_open_again(t) for t in threads)
    states = [(State("again", REOPENED, "attend"), _counted(scene, again, REOPENED.lower()))] if again else []
    for stage in ORDER:
        number = sum(t.state is stage for t in threads)
        if number:
            states.append((STATES[stage], _counted(scene, number, str(stage.value).replace("_", "-"))))
    return TallyView(
        tuple(states), LinkTo("Themes by quarter", "themes/by-quarter/"), LinkTo("How a state is worked out", "about/rules/")
    )


def _counted(scene: Scene, number: int, slug: str) -> LinkTo:
    """A state that every theme is in, and a list that is too short to filter, have no page of their own."""
    total = len(scene.threads)
    filtered = total >= scene.settings.reading.facet_from and number < total
    return LinkTo(words.count(number, "theme", "themes"), f"themes/state/{slug}/" if filtered else None)


def _reopened(scene: Scene, record: Record, thread: Thread) -> StandingTheme:
    detection, before = thread.cycles[-1].detection, thread.cycles[-2].rechecks[-1].sighting.on
    newest = detection.by[-1]
    found = f"found again in {share_words(newest)}" if newest.share is not None else "seen again in two kinds of source"
    state = State("again", f"{REOPENED} {words.day(detection.on)}", "attend")
    why = f"Improved in {words.month(before.year, before.month)}, then {found}."
    return StandingTheme(_link(record), state, why, _is_example(scene, thread))


def _so_far(thread: Thread) -> str:
    if not thread.cycles:
        return "Not detected by any rule."
    cycle = thread.cycles[-1]
    return theme_state(thread).words + "." if cycle.shared else "No briefing since it was detected."


def _improved(scene: Scene, record: Record, thread: Thread) -> StandingTheme:
    recheck = thread.cycles[-1].rechecks[-1]
    state = State("up", f"Improved {words.day(recheck.sighting.on)}", "good")
    why = f"Found in {share_words(recheck.sighting)}, before in {share_words(recheck.against)}: {points_words(recheck)}."
    return StandingTheme(_link(record), state, why, _is_example(scene, thread))


def _is_example(scene: Scene, thread: Thread) -> bool:
    return any(scene.library.records[s.record].fields.example for s in thread.sightings)


def _overdue(scene: Scene) -> str:
    """What is late, as a number alone: the list of it is one link away."""
    found = Counter(gap.code for gap in scene.gaps)
    said = [words.count(n, one, f"{one}s") for code, one in LATE for n in (found[code],) if n]
    return f"{' and '.join(said)} overdue" if said else ""


def _link(record: Record) -> LinkTo:
    return LinkTo(record.title, record.address)


def _ordinal(day: dt.date | None) -> int:
    return day.toordinal() if day else 0
