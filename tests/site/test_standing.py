"""Where the themes stand, on the front page and above their list."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.content.records.base import Audience
from macros.site.components import Components
from macros.site.views.parts import Scene
from macros.site.views.quarters import matrix_views
from macros.site.views.standing import StandingView, standing_view, tally
from tests.making import event, examined, theme
from tests.support.rounds import audit, report, review, scene

REOPENED = {
    "audits/a": audit("2025-02", ("notes", 6, 20)), "audits/b": audit("2025-08", ("notes", 1, 20)),
    "audits/c": audit("2026-02", ("notes", 7, 20)),
}
RISING = {
    "feedback/r": report("2026-08", "other"), "audits/r": audit("2026-10", ("other", 1, 20)),
    "themes/other": theme("Other words"),
}
TEMPLATES = Path(__file__).parents[2] / "overrides"


def standing(files: dict[str, bytes]) -> StandingView:
    """What the front page shows."""
    view = standing_view(scene(files))
    assert view is not None
    return view


def drawn(held: Scene, macro: str, *args: object) -> str:
    """What a macro writes on a page."""
    return Components(held, None, TEMPLATES, lambda: "").macros()[macro](*args)


def test_a_theme_that_reopened_says_when_and_why() -> None:
    (shown,) = standing(REOPENED).attend
    assert (shown.link.words, shown.state.words) == ("Notes", "Reopened 28 February 2026")
    assert shown.why == "Improved in August 2025, then found again in 7 of 20 files (35%)."
    assert shown.example


def test_a_theme_that_rises_says_how_many_sources_saw_it_and_what_was_done() -> None:
    (shown,) = standing(RISING).attend
    assert (shown.link.words, shown.state.words) == ("Other words", "Rising")
    assert shown.why == "2 sources in two quarters, none in the two before. No briefing since it was detected."


def test_a_theme_that_improved_in_the_last_two_quarters_says_so_and_an_older_one_does_not() -> None:
    new = standing({"audits/a": audit("2026-02", ("notes", 6, 20)), "audits/b": audit("2026-08", ("notes", 1, 20))})
    assert [t.why for t in new.improved] == ["Found in 1 of 20 files (5%), before in 6 of 20 files (30%): down 25 points."]
    old = standing({"audits/a": audit("2025-02", ("notes", 6, 20)), "audits/b": audit("2025-08", ("notes", 1, 20))})
    assert old.improved == ()


def test_what_is_overdue_is_a_number_alone() -> None:
    late = "id: r1, text: Do it., domain: direct-practice, accepted: yes, owner: team, due: 2026-05-01"
    assert standing({"reviews/r": review("Peers", "2026-03-01", late)}).overdue == "1 action overdue"
    assert standing({}).overdue == ""


def test_a_quiet_front_page_says_that_nothing_needs_a_look() -> None:
    made = drawn(scene({}), "standing")
    assert "No theme has reopened, and none is rising." in made
    assert "No theme has improved in the last two quarters." in made


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNERS])
def test_editions_for_others_leave_states_out(audience: Audience) -> None:
    held = scene(REOPENED, audience)
    assert standing_view(held) is None
    assert drawn(held, "standing") == ""
    assert list(matrix_views(held)) == []
    assert held.gaps == ()


def test_the_next_events_are_the_soonest_and_not_those_that_are_cancelled() -> None:
    held = scene({
        "events/past": event("Past", "2026-11-02T10:00", "2026-11-02T12:00"),
        "events/off": event("Called off", "2026-11-23T10:00", "2026-11-23T12:00", "cancelled: true\n"),
        "events/second": event("Second", "2026-12-02T10:00", "2026-12-02T12:00"),
        "events/first": event("First", "2026-11-24T10:00", "2026-11-24T12:00"),
        "events/third": event("Third", "2026-12-03T10:00", "2026-12-03T12:00"),
    })
    made = drawn(held, "next_events", 2)
    assert made.index("First") < made.index("Second")
    assert not [word for word in ("Past", "Called off", "Third") if word in made]
    assert "Tue 24 Nov" in made
    assert drawn(scene({}), "next_events", 2).strip() == "<p>Nothing is planned at the moment.</p>"


def test_the_tally_counts_every_theme_once_by_state_and_names_those_that_reopened() -> None:
    made = tally(scene({**REOPENED, **RISING, "themes/third": theme("Third thing")}))
    assert [(s.words, link.words) for s, link in made.states] == [
        ("Reopened", "1 theme"), ("Detected", "2 themes"), ("Not seen", "1 theme"),
    ]
    assert made.states[0][1].address == "themes/state/reopened/"


def test_all_themes_stand_by_quarter_in_their_domains_by_title_and_by_state() -> None:
    by_title, by_state = matrix_views(scene({**REOPENED, **RISING, "themes/a": theme("A quiet one")}))
    assert (by_title.address, by_state.address) == ("themes/by-quarter/", "themes/by-quarter/by-state/")
    assert [group.title for group in by_title.groups] == ["Direct practice"]
    assert [row.link.words for row in by_title.groups[0].rows] == ["Notes", "Other words", "A quiet one"]
    assert [row.state.words for row in by_state.groups[0].rows] == ["Reopened", "Detected", "Not seen"]
    row = by_title.groups[0].rows[0]
    assert [c.sources for c in row.cells] == [1, 0, 1, 0, 1, 0, 0, 0]
    assert [[t.words for t in c.turns] for c in row.cells][:5] == [["Detected"], [], ["Improved"], [], ["Reopened"]]
    assert by_title.said == "2 themes were seen in the last two years, of 3."
    assert by_title.example


@pytest.mark.parametrize("slug", ["by-quarter", "state"])
def test_a_theme_may_not_take_the_name_of_pages_of_all_themes(slug: str) -> None:
    assert "B204" in [d.code.id for d in examined({f"briefings/themes/{slug}.md": theme("By quarter")}).diagnostics]
