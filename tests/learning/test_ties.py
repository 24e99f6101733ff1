"""What counts are tied to besides sums: whoever knows that one is within another, that rows say the same, or that quarters
make up a year, works out no hidden count."""

from __future__ import annotations

import pytest

from macros.content.record import Record
from macros.content.records.base import Audience
from macros.learning.numbers import Path, SmallNumbers, counted, hidden_counts
from macros.learning.suppression import Sum
from macros.learning.ties import Known, Tie, true_ties, with_tied
from tests.making import contact, examined, theme
from tests.support.measured import front

STAFF, PUBLIC = SmallNumbers(Audience.STAFF, 5), SmallNumbers(Audience.PUBLIC, 5)
QUARTERS = ("2025-01-01,2025-03-31", "2025-04-01,2025-06-30", "2025-07-01,2025-09-30", "2025-10-01,2025-12-31")


def record(folder: str, more: str, **tables: str) -> Record:
    """One record with what the test is about."""
    known = examined({
        "briefings/contacts/team.md": contact("Team", audience="public"),
        **{f"briefings/themes/{t}.md": theme(t.capitalize() * 2, audience="public") for t in ("delay", "conduct")},
        f"briefings/{folder}/one.md": front("One", more),
        **{f"briefings/{folder}/one/{name.replace('_', '-')}.csv": rows.encode() for name, rows in tables.items()},
    })
    assert [d for d in known.diagnostics if d.severity.name == "ERROR"] == []
    return next(r for r in known.records if r.id == f"{folder}/one")


def survey(n: int, asked: int, *answers: tuple[int, int]) -> Record:
    rows = "".join(f"Standard {at},{agreed},{of},\n" for at, (agreed, of) in enumerate(answers))
    more = f"n: {n}\npopulation: All.\npopulation_size: {asked}\ntaken: 2026-01\n"
    if not answers:
        return record("surveys", more)
    return record("surveys", f"{more}answers: answers.csv\n", answers=f"standard,agreed,answered,comparator\n{rows}")


def report(received: int, *quarters: tuple[int, int, int], end: str = "2025-12-31") -> Record:
    """A year's report: of each quarter how many were about two themes, and how many came in."""
    rows = "".join(
        f"{quarter},delay,{one},{came}\n{quarter},conduct,{other},{came}\n"
        for quarter, (one, other, came) in zip(QUARTERS, quarters, strict=True)
    )
    more = f"kind: complaints\nperiod: {{start: 2025-01-01, end: {end}}}\nreceived: {received}\nby_theme: by-theme.csv\n"
    return record("feedback", more, by_theme=f"start,end,theme,count,received\n{rows}")


def quarters_of(away: frozenset[Path]) -> set[int]:
    """The quarters of which it is hidden how many came in."""
    return {int(path[1]) // 2 for path in away if path[-1] == "received" and len(path) == 3}


# Within another ---------------------------------------------------------------------
def test_where_all_who_were_asked_answered_a_standard_that_all_answered_does_not_tell_it() -> None:
    """Nobody did not answer: that is a small count. Who sees that 60 answered a standard knows that 60 answered at least."""
    assert hidden_counts(STAFF, survey(60, 60, (30, 60))) > {("n",)}
    assert hidden_counts(STAFF, survey(60, 60, (30, 50))) == {("n",)}


def test_where_nothing_is_small_ties_hide_nothing() -> None:
    assert hidden_counts(STAFF, survey(60, 90, (30, 60))) == frozenset()


def test_a_small_grade_is_not_told_by_findings_that_could_be_in_every_file() -> None:
    more = (
        "kind: case-file\ntool: Ours\nperiod: {start: 2026-01-01, end: 2026-02-28}\npopulation: All.\nselection: By lot.\n"
        "population_size: 24\nsample: 24\nthemes_picked_up: see_findings\n"
        "grades: {outstanding: 4, good: 5, requires_improvement: 6, inadequate: 9}\n"
        "findings: [{theme: delay, kind: concern, present: 12, applicable: 24}]\n"
    )
    away = hidden_counts(PUBLIC, record("audits", more))
    assert {("sample",), ("grades", "outstanding")} < away
    assert ("population_size",) in away or ("findings", 0, "applicable") in away
    assert hidden_counts(STAFF, record("audits", more)) == frozenset()


def test_the_only_small_grade_is_hidden_with_another_where_the_sample_is_shown() -> None:
    more = (
        "kind: case-file\ntool: Ours\nperiod: {start: 2026-01-01, end: 2026-02-28}\npopulation: All.\nselection: By lot.\n"
        "sample: 24\nthemes_picked_up: none\ngrades: {outstanding: 4, good: 5, requires_improvement: 6, inadequate: 9}\n"
    )
    assert hidden_counts(PUBLIC, record("audits", more)) == {("grades", "outstanding"), ("grades", "good")}


def test_a_small_count_that_stands_in_no_sum_is_known_to_be_small() -> None:
    one = record("surveys", "n: 4\npopulation: All.\ntaken: 2026-01\n")
    assert counted(STAFF, one).most == {("n",): 4}
    assert counted(STAFF, survey(4, 60)).most == {}


# Rows that say the same, and quarters of a year ---------------------------------------
def test_a_small_quarter_is_not_told_by_the_year_and_the_other_quarters() -> None:
    away = hidden_counts(STAFF, report(62, (10, 10, 20), (12, 8, 22), (8, 10, 18), (1, 1, 2)))
    assert 3 in quarters_of(away)
    assert len(quarters_of(away)) > 1


@pytest.mark.parametrize("quarter", range(4))
def test_what_every_row_of_a_period_says_is_hidden_in_all_of_them_or_in_none(quarter: int) -> None:
    away = hidden_counts(STAFF, report(62, (10, 10, 20), (12, 8, 22), (8, 10, 18), (1, 1, 2)))
    rows = {("by_theme", 2 * quarter + n, "received") for n in (0, 1)}
    assert rows <= away or not rows & away


def test_quarters_that_make_up_no_more_than_a_part_of_the_time_are_no_total() -> None:
    away = hidden_counts(STAFF, report(62, (10, 10, 20), (12, 8, 22), (8, 10, 18), (1, 1, 2), end="2026-03-31"))
    assert quarters_of(away) == {3}


def test_quarters_that_do_not_add_up_to_the_year_tell_nothing_of_each_other() -> None:
    away = hidden_counts(STAFF, report(90, (10, 10, 20), (12, 8, 22), (8, 10, 18), (1, 1, 2)))
    assert quarters_of(away) == {3}


def test_ties_are_kept_for_whoever_compares_two_releases() -> None:
    one = counted(STAFF, report(62, (10, 10, 20), (12, 8, 22), (8, 10, 18), (1, 1, 2)))
    assert Tie(tuple(("by_theme", at, "received") for at in (0, 2, 4, 6)), ("received",), equal=True) in one.ties
    assert Tie((("by_theme", 1, "received"),), ("by_theme", 0, "received"), equal=True) in one.ties


# The search ---------------------------------------------------------------------------
A, B, C, WHOLE = ("a",), ("b",), ("c",), ("whole",)


def known(ties: tuple[Tie, ...], sums: tuple[Sum, ...] = (), **numbers: int) -> Known:
    cells: dict[Path, int] = {(name,): number for name, number in numbers.items()}
    return Known(cells, sums, ties)


def test_a_count_between_two_shown_ones_that_are_equal_is_told() -> None:
    both = (Tie((A,), B), Tie((B,), C))
    assert known(both, a=7, b=7, c=7).told({B}, {B}) == [B]
    assert known(both, a=7, b=7, c=8).told({B}, {B}) == []
    assert known(both, a=6, b=7, c=7).told({B}, {B}) == []


def test_a_count_that_is_known_to_be_small_is_told_at_the_end_of_what_it_can_be() -> None:
    tie = (Tie((A,), B),)
    held = Known({A: 4, B: 4}, (), tie, {B: 4})
    assert held.told({B}, {B}) == [B]
    assert Known({A: 3, B: 4}, (), tie, {B: 4}).told({B}, {B}) == []


def test_a_count_of_nought_has_nothing_below_it() -> None:
    assert known((Tie((A,), B),), a=0, b=0).told({A}, {A}) == [A]


def test_counts_that_no_tie_reaches_are_left_to_those_who_look_after_sums() -> None:
    total = Sum(WHOLE, (A, B))
    assert known((), (total,), a=1, b=2, whole=3).told({A}, {A}) == []
    assert known((Tie((B,), C),), (total,), a=1, b=2, c=9, whole=3).told({A}, {A}) == []


def test_a_tie_is_followed_through_sums() -> None:
    held = known((Tie((B,), C), Tie((C,), B)), (Sum(WHOLE, (A, B)),), a=1, b=2, c=2, whole=3)
    assert held.told({A, B}, (A, B)) == [A, B]
    assert held.told({A, B, C}, (A, B)) == []


def test_the_smallest_beside_goes_and_no_more_than_needed() -> None:
    held = known((Tie((A, B, C), WHOLE, equal=True),), a=2, b=30, c=20, whole=52)
    assert with_tied(held, frozenset({A}), frozenset({A}), frozenset()) == {A, C}


def test_where_all_is_hidden_already_the_search_ends() -> None:
    held = known((Tie((A,), B, equal=True),), a=0, b=0)
    held = Known(held.cells, held.sums, held.ties, {A: 0})
    assert with_tied(held, frozenset({A}), frozenset({A, B}), frozenset()) == {A, B}


def test_ties_that_do_not_hold_are_not_known_to_anybody() -> None:
    ties = (Tie((A,), B), Tie((B,), A), Tie((A,), B, equal=True))
    assert true_ties(ties, {A: 1, B: 2}) == (ties[0],)
    assert true_ties(ties, {A: 2, B: 2}) == ties
