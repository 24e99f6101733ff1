"""Dates and spans in the words that readers see."""

from __future__ import annotations

import datetime as dt

import pytest

from macros.site import words


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-04-01", "2025-06-30", "Apr 2025"), ("2025-01-01", "2025-12-31", "2025"), ("2025-04-01", "2026-03-31", "2025/26"),
        ("1999-04-01", "2000-03-31", "1999/00"), ("2025-11-01", "2025-11-30", "Nov 2025"),
    ],
)
def test_a_span_is_short_below_a_bar(start: str, end: str, said: str) -> None:
    assert words.short_span(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == said
