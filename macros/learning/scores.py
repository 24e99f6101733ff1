"""The overall percentage of nine scores, worked out only where all nine are known."""

from __future__ import annotations

from collections.abc import Sequence

from macros.frozen import frozen

STATEMENTS = 9
HIGHEST = 4
MOST = STATEMENTS * HIGHEST
BANDS = ((25, 38, "Inadequate"), (39, 62, "Requires improvement"), (63, 87, "Good"), (88, 100, "Outstanding"))
"""CQC's published bands, in whole per cent. Between two bands stands no rating."""


@frozen
class Overall:
    """Nine scores added up. It is our own sum, and no rating that anybody gave."""

    total: int
    rating: str | None
    """The band that the percentage falls in; None where it falls between two."""

    @property
    def per_cent(self) -> float:
        """The total as a share of 36, in per cent, not rounded."""
        return 100 * self.total / MOST


def overall(scores: Sequence[int | None]) -> Overall | None:
    """Return the sum of nine scores of 1 to 4 with the band it falls in, or None where one is not known.

    The bands are CQC's and hold whole per cents, so 14 of 36 (38.9%) falls between two of them. It then has
    no rating: to round it up or down would be to give one.
    """
    known = [score for score in scores if score is not None and 1 <= score <= HIGHEST]
    if len(known) != STATEMENTS or len(scores) != STATEMENTS:
        return None
    total = sum(known)
    rating = next((name for low, high, name in BANDS if low * MOST <= 100 * total <= high * MOST), None)
    return Overall(total, rating)
