"""What the guard finds of the labelled set. The figures themselves: `python -m tests.guard.figures`."""

from __future__ import annotations

import pytest

from tests.guard.figures import KINDS, LINES, WARNED, Line, read_lines, scores, table


@pytest.fixture(scope="module")
def lines() -> tuple[Line, ...]:
    """The labelled set, read once."""
    return read_lines()


def test_the_set_has_a_thousand_lines_and_half_of_them_are_look_alikes(lines: tuple[Line, ...]) -> None:
    assert len({line.text for line in lines}) == len(lines) >= 1000
    assert sum(line.sort == "hard" for line in lines) * 2 >= len(lines)
    assert not any(line.kinds for line in lines if line.sort == "hard")
    assert all(line.kinds for line in lines if line.sort != "hard")
    assert sum(line.sort == "disguised" for line in lines) >= 200


def test_every_kind_has_lines_and_no_line_a_kind_that_there_is_not(lines: tuple[Line, ...]) -> None:
    assert {kind for line in lines for kind in line.kinds} == {*KINDS, *WARNED}


@pytest.mark.parametrize("kind", KINDS)
def test_of_each_structured_kind_99_in_100_are_found_and_95_in_100_found_are_right(lines: tuple[Line, ...], kind: str) -> None:
    (score,) = scores(lines, (kind,))
    assert score.recall >= 0.99, score
    assert score.precision >= 0.95, score


def test_structured_kinds_do_as_well_on_lines_that_were_held_out(lines: tuple[Line, ...]) -> None:
    held = [line for line in lines if line.held]
    each = scores(held, KINDS)
    assert len(held) * 4 >= len(lines)
    assert sum(s.right for s in each) >= 0.99 * sum(s.right + s.missed for s in each)
    assert sum(s.right for s in each) >= 0.95 * sum(s.right + s.wrong for s in each)


def test_the_report_names_every_kind(lines: tuple[Line, ...]) -> None:
    said = table(lines[:20])
    assert all(kind in said for kind in (*KINDS, *WARNED, "all errors", "all warnings"))
    assert LINES.is_file()
