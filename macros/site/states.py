"""The state of a theme in words with its mark, and shares of files as they are said."""

from __future__ import annotations

from macros.learning.sightings import Sighting
from macros.learning.thread import Recheck, Thread
from macros.learning.thread import State as Stage
from macros.site import words
from macros.site.words import State

STATES = {
    Stage.NOT_SEEN: State("unknown", "Not seen", "quiet"),
    Stage.SEEN: State("open", "Seen, not detected", "quiet"),
    Stage.DETECTED: State("alert", "Detected", "attend"),
    Stage.SHARED: State("half", "Shared"),
    Stage.ACTING: State("half", "Acting"),
    Stage.NO_CHANGE: State("same", "No change", "attend"),
    Stage.WORSE: State("down", "Worse", "attend"),
    Stage.IMPROVED: State("up", "Improved", "good"),
}
REOPENED = "Reopened"
_NOW = {Stage.SHARED: "shared", Stage.ACTING: "acting", Stage.NO_CHANGE: "no change", Stage.WORSE: "worse"}
ORDER = (
    Stage.WORSE, Stage.NO_CHANGE, Stage.DETECTED, Stage.SHARED, Stage.ACTING, Stage.IMPROVED, Stage.SEEN, Stage.NOT_SEEN,
)
"""What most needs a look comes first."""


def is_open_again(thread: Thread) -> bool:
    """Return whether it improved once, was detected again, and has not improved since."""
    return thread.reopened and thread.state is not Stage.IMPROVED


def theme_state(thread: Thread) -> State:
    """Return how far a theme has come, as a mark and its words."""
    state = STATES[thread.state]
    if is_open_again(thread):
        now = _NOW.get(thread.state)
        return State("again", f"{REOPENED}, {now}" if now else REOPENED, "attend")
    return State(state.mark, "Improved again", state.tone) if thread.reopened else state


def rank(thread: Thread) -> tuple[int, int, int]:
    """Return what themes are sorted by where states lead: reopened first, then by need, the newest day first."""
    since = -thread.since.toordinal() if thread.since else 0
    return (0 if is_open_again(thread) else 1, ORDER.index(thread.state), since)


def share_words(sighting: Sighting) -> str:
    """Return `6 of 20 files (30%)`."""
    of = f"{sighting.present} of {words.count(sighting.applicable or 0, 'file', 'files')}"
    return f"{of} ({per_cent(sighting.share)})" if sighting.share is not None else of


def per_cent(share: float | None) -> str:
    """Return a share of a hundred with at most one decimal: `30%`, `5.3%`."""
    return f"{share:.1f}".removesuffix(".0") + "%" if share is not None else "Not counted"


def points_words(recheck: Recheck) -> str:
    """Return `down 25 points`."""
    moved = (recheck.sighting.share or 0) - (recheck.against.share or 0)
    size = f"{abs(moved):.1f}".removesuffix(".0")
    if size == "0":
        return "the same share"
    return f"{'down' if moved < 0 else 'up'} {size} {'point' if size == '1' else 'points'}"
