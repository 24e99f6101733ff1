"""An overall percentage only where all nine scores are known, and a rating only where the bands give one."""

from __future__ import annotations

import pytest

from macros.learning.scores import overall


def test_a_published_example_gives_its_published_rating() -> None:
    """Warrington, 22 May 2025."""
    made = overall((2, 3, 2, 3, 3, 2, 1, 2, 2))
    assert made is not None
    assert (made.total, round(made.per_cent, 1), made.rating) == (20, 55.6, "Requires improvement")


def test_a_sum_between_two_bands_has_no_rating() -> None:
    made = overall((2, 2, 2, 2, 2, 1, 1, 1, 1))
    assert made is not None
    assert (made.total, round(made.per_cent, 1), made.rating) == (14, 38.9, None)


@pytest.mark.parametrize("scores", [(2,) * 8, (2,) * 8 + (None,), (2,) * 10, (), (2,) * 8 + (5,), (2,) * 8 + (0,)])
def test_without_nine_scores_nothing_is_worked_out(scores: tuple[int | None, ...]) -> None:
    assert overall(scores) is None


@pytest.mark.parametrize(
    ("total", "rating"),
    [
        (9, "Inadequate"), (13, "Inadequate"), (14, None), (15, "Requires improvement"), (22, "Requires improvement"),
        (23, "Good"), (31, "Good"), (32, "Outstanding"), (36, "Outstanding"),
    ],
)
def test_the_bands_begin_and_end_where_they_are_published(total: int, rating: str | None) -> None:
    made = overall(tuple(1 + min(3, max(0, total - 9 - 3 * n)) for n in range(9)))
    assert made is not None
    assert (made.total, made.rating) == (total, rating)
