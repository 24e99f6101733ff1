"""What else is hidden, to the cell; and which hidden counts can be worked out."""

from __future__ import annotations

import pytest

from macros.content.records.base import Audience
from macros.content.records.kinds import Unit
from macros.learning.numbers import SmallNumbers
from macros.learning.suppression import Sum, with_others, worked_out
from tests.learning.test_numbers import ALL, Key, grid

NOTHING: frozenset[Key] = frozenset()


def small(cells: dict[Key, int]) -> frozenset[Key]:
    return frozenset(key for key, number in cells.items() if number < 3)


@pytest.mark.parametrize(
    ("rows", "totals", "shown", "alone"),
    [
        (((6, 2), (0, 7)), "rows", "* * 8 / * * 7", {(0, 1), (1, 0)}),
        (((9, 1),), "rows columns", "* * 10 / * * 10", {(ALL, 1), (0, 1)}),
        (((0,),), "rows columns", "* * / * *", set()),
        (((3, 6), (2, 0)), "rows columns", "* * * / * * * / 5 6 11", {(1, ALL), (1, 0), (1, 1)}),
        (((7, 2, 5), (1, 1, 7)), "rows columns", "* * 5 14 / * * 7 9 / 8 3 12 23", {(0, 1), (1, 0), (1, 1)}),
        (((3, 0, 0),), "rows", "* * * 3", {(0, 1), (0, 2)}),
        (
            ((0, 0), (9, 0), (0, 0), (2, 9)), "rows columns", "* * * / * * 9 / * * * / * * 11 / * * *",
            {(0, ALL), (0, 0), (0, 1), (1, 1), (2, ALL), (2, 0), (2, 1), (3, 0)},
        ),
        (((0, 9, 1),), "rows", "* 9 * 10", set()),
    ],
)
def test_so_much_is_hidden_and_no_more(rows: tuple[tuple[int, ...], ...], totals: str, shown: str, alone: set[Key]) -> None:
    cells, sums = grid(*rows, totals=totals)
    away = with_others(cells, small(cells), sums, NOTHING)
    across, down = [*range(len(rows)), ALL], [*range(len(rows[0])), ALL]
    lines = (" ".join("*" if (r, c) in away else str(cells[r, c]) for c in down if (r, c) in cells) for r in across)
    assert " / ".join(line for line in lines if line) == shown
    assert worked_out(cells, small(cells), sums) == alone
    assert worked_out(cells, away, sums) == frozenset()


def test_a_count_in_no_sum_is_never_worked_out() -> None:
    assert worked_out({"a": 1, "b": 2}, frozenset({"a"}), []) == frozenset()
    assert worked_out({"a": 1, "b": 2, "c": 3, "d": 1}, frozenset({"a", "d"}), [Sum("c", ("a", "b"))]) == {"a"}


def test_a_ring_of_hidden_counts_needs_something_to_take() -> None:
    cells, sums = grid((1, 0), (0, 1), totals="rows columns")
    corners = frozenset({(0, 0), (0, 1), (1, 0), (1, 1)})
    assert worked_out(cells, corners, sums) == frozenset()
    cells, sums = grid((1, 0), (1, 0), totals="rows columns")
    assert worked_out(cells, corners, sums) == corners


def test_what_nobody_prints_counts_as_hidden_and_is_guarded_only_where_it_is_small() -> None:
    cells = {"all": 20, "part": 18, "rest": 2}
    sums = [Sum("all", ("part", "rest"))]
    assert with_others(cells, frozenset({"rest"}), sums, frozenset({"rest"})) == {"part"}
    assert with_others({"all": 20, "part": 8, "rest": 12}, frozenset(), sums, frozenset({"rest"})) == frozenset()


def test_sums_that_cross_in_another_way_hide_all_and_tell_all_until_then() -> None:
    cells = {"ab": 9, "bc": 15, "ac": 14, "a": 4, "b": 5, "c": 10}
    sums = [Sum("ab", ("a", "b")), Sum("bc", ("b", "c")), Sum("ac", ("a", "c"))]
    assert worked_out(cells, frozenset({"a", "b"}), sums) == {"a", "b"}
    assert worked_out(cells, frozenset(cells), sums) == frozenset()
    assert with_others(cells, frozenset({"a"}), sums, frozenset()) == frozenset(cells)


def test_a_cell_in_three_sums_is_no_table() -> None:
    cells = {"x": 1, "a": 9, "b": 9, "c": 9, "ax": 10, "bx": 10, "cx": 10}
    sums = [Sum("ax", ("a", "x")), Sum("bx", ("b", "x")), Sum("cx", ("c", "x"))]
    assert with_others(cells, frozenset({"x"}), sums, frozenset()) == frozenset(cells)


@pytest.mark.parametrize("number", [0, 4, 5])
def test_whether_a_count_is_hidden_is_yes_or_no(number: int) -> None:
    for unit in Unit:
        answers = [SmallNumbers(audience, 5).hides(unit, number) for audience in Audience]
        assert all(answer is True or answer is False for answer in answers)
