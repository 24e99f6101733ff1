"""How a text is quoted in a sentence of a message."""

from __future__ import annotations

import pytest

from macros.diagnostics import clipped


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("short enough", "short enough"),
        ("Events that share learning from reviews", "Events that share learning…"),
        ("one-very-long-name-without-a-space-in-it", "one-very-long-name-without-a-…"),
        ("a one-very-long-name-without-a-space-in-it", "a one-very-long-name-without-…"),
    ],
)
def test_a_text_that_is_too_long_to_quote_ends_with_a_whole_word_where_it_has_words(written: str, quoted: str) -> None:
    assert clipped(written, 30) == quoted
