"""The thread of a theme in words: every step with its figures, the rule that fired, and what has not happened."""

from __future__ import annotations

import pytest

from macros.content.records.base import Audience
from macros.site.views.listing import type_lists
from macros.site.views.lists import listing_pages
from macros.site.views.parts import LinkTo
from macros.site.views.thread import ThreadView, thread_view
from tests.making import theme
from tests.support.rounds import audit, briefing, report, review, scene

ACT = "id: r1, text: Write it down., domain: direct-practice, accepted: yes, owner: team, themes: [notes]"
FIRST = {"audits/a": audit("2025-02", ("notes", 6, 20))}


def view(files: dict[str, bytes]) -> ThreadView:
    """The thread of Notes as its page shows it."""
    held = scene(files)
    return thread_view(held, held.threads["notes"])


def read(said: tuple[LinkTo, ...]) -> str:
    """A sentence as a reader reads it."""
    return "".join(link.words for link in said)


def lines(shown: ThreadView) -> list[str]:
    """The steps as `title: sentence`."""
    return [f"{step.title}: {read(step.said)}" for step in shown.steps]


def state(shown: ThreadView) -> str:
    """What stands at the head of the page."""
    said = shown.facts[0].state
    return said.words if said else ""


def test_a_theme_that_no_source_names_says_so() -> None:
    shown = view({})
    assert (state(shown), shown.steps, shown.missing) == ("Not seen", (), ())
    assert shown.empty == "Not seen: no source in this edition names this theme."


def test_a_theme_that_was_seen_once_says_that_no_rule_fired() -> None:
    shown = view({"feedback/a": report("2026-02", "notes")})
    assert state(shown) == "Seen, not detected"
    assert lines(shown) == ["First seen: Named in Complaints of 2026-02 (Feedback)."]
    assert shown.missing == ("Not detected: it was seen too seldom, or in one kind of source only.",)


def test_a_detection_gives_its_figures_and_the_rule_with_the_numbers_of_the_settings() -> None:
    shown = view(FIRST)
    assert state(shown) == "Detected"
    assert lines(shown) == [
        "Seen and detected: Found in 6 of 20 files (30%) in Files of 2025-02; rule T1 is at least 20% and 3 files.",
    ]
    assert shown.missing == (
        "Nobody has published a briefing since.", "No recommendation on it has been accepted since.",
        "Not measured: no later round has looked at it.",
    )


def test_two_rounds_in_a_row_are_both_named() -> None:
    shown = view({"audits/a": audit("2025-02", ("notes", 2, 20)), "audits/b": audit("2025-05", ("notes", 3, 21))})
    assert lines(shown)[-1] == (
        "Detected: Found in 2 of 20 files (10%) in Files of 2025-02, then in 3 of 21 files (14.3%) in Files of 2025-05; "
        "rule T2 is at least 10% and 2 files in each of two rounds of one kind in a row."
    )
    assert shown.steps[-1].after == "89 days after it was first seen"


def test_two_kinds_of_source_are_both_named() -> None:
    shown = view({"audits/a": audit("2025-02", ("notes", 1, 20)), "feedback/b": report("2025-08", "notes")})
    assert lines(shown)[-1] == (
        "Detected: Seen in Files of 2025-02 (Audit, 1 of 20 files (5%)) and in Complaints of 2025-08 (Feedback); "
        "rule T3 is two kinds of source within 12 months."
    )


def test_sharing_and_acting_stand_in_the_order_in_which_they_happened_with_the_days_between() -> None:
    shown = view({
        **FIRST, "seven-minute/n": briefing("Note it", "2025-04-01"), "reviews/r": review("Peers", "2025-03-01", ACT),
    })
    assert [(s.title, s.after) for s in shown.steps] == [
        ("Seen and detected", ""), ("Acting", "1 day after detection"), ("Shared", "32 days after detection"),
    ]
    assert state(shown) == "Acting"
    assert [link.address for link in shown.steps[1].said if link.address] == ["reviews/r/#r1"]
    assert shown.missing == ("Not measured: no later round has looked at it.",)


@pytest.mark.parametrize(
    ("present", "applicable", "result", "moved"),
    [
        (1, 20, "improved", "down 25 points"), (6, 20, "no change", "the same share"), (9, 20, "worse", "up 15 points"),
        (5, 20, "no change", "down 5 points"),
    ],
)
def test_a_later_round_gives_both_shares_and_the_points(present: int, applicable: int, result: str, moved: str) -> None:
    shown = view({**FIRST, "audits/b": audit("2025-08", ("notes", present, applicable))})
    last = shown.steps[-1]
    assert last.title == f"Checked again: {result}"
    assert f"Found in {present} of {applicable} files" in read(last.said)
    assert f"against 6 of 20 files (30%) in Files of 2025-02: {moved};" in read(last.said)
    assert last.after == "181 days after detection"


def test_a_round_of_too_few_files_is_shown_and_says_nothing() -> None:
    shown = view({**FIRST, "audits/b": audit("2025-08", ("notes", 0, 14))})
    assert shown.steps[-1].title == "Checked again: too few to say"
    assert read(shown.steps[-1].said).endswith("the rule asks for at least 15 files.")
    assert shown.missing[-1] == "Not measured: each later round looked at too few files to say."
    assert state(shown) == "Detected"


def test_a_theme_that_improved_and_is_found_again_has_reopened_and_the_line_is_broken() -> None:
    shown = view({
        **FIRST, "audits/b": audit("2025-08", ("notes", 1, 20)), "audits/c": audit("2026-02", ("notes", 7, 20)),
    })
    assert [s.title for s in shown.steps] == ["Seen and detected", "Checked again: improved", "Reopened"]
    assert [s.before_attend for s in shown.steps] == [False, True, False]
    assert shown.steps[-1].after == "184 days after it had improved"
    assert state(shown) == "Reopened"
    assert shown.missing[0] == "Nobody has published a briefing since it reopened."


def test_the_rule_of_each_state_is_a_link_to_it() -> None:
    files = {**FIRST, "seven-minute/n": briefing("Note it", "2025-04-01")}
    links = [view(f).facts[1].links[0] for f in ({}, FIRST, files)]
    assert [link.address for link in links] == ["about/rules/#seen", "about/rules/#t1", "about/rules/#shared"]
    assert links[1].words == "Rule T1: at least 20% and 3 files"


def test_each_quarter_says_how_many_sources_saw_it_and_what_audits_counted() -> None:
    shown = view({"audits/a": audit("2026-02", ("notes", 6, 20)), "feedback/b": report("2026-02", "notes")})
    rows = {row.name: row for row in shown.quarters.rows}
    assert len(rows) == 8
    row = rows["Jan to Mar 2026"]
    assert (row.sources, row.audits, [t.words for t in row.turns]) == (2, ("Case file audit: 6 of 20 files (30%)",), ["Detected"])
    assert rows["Jul to Sep 2026"].audits == ()


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNERS])
def test_editions_for_others_have_no_thread(audience: Audience) -> None:
    held = scene({})
    assert held.threads
    assert not scene({}, audience).threads


def test_the_list_of_themes_shows_states_and_filters_by_them() -> None:

    held = scene({**FIRST, "themes/other": theme("Other words"), "themes/third": theme("Third thing")})
    (of,) = [made for made in type_lists(held) if made.address == "themes/"]
    pages = {page.address: page for page in listing_pages(held.settings.reading, of)}
    assert [e.state.words for e in pages["themes/"].entries if e.state] == ["Detected", "Not seen", "Not seen"]
    assert [e.title for e in pages["themes/state/detected/"].entries] == ["Notes"]
    assert len(pages["themes/state/not-seen/"].entries) == 2
