"""How two texts differ: nothing of either is lost, and what is shown can be read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.site.comparing import How, Line, Piece, Unchanged, compared, shortened
from macros.site.texts import HEAD, TEXT, Block

WORDS = st.lists(st.sampled_from(["Ask", "first.", "Write", "it", "the", "team", "*", "“so”"]), min_size=1, max_size=9)
BLOCKS = st.lists(st.builds(Block, st.sampled_from([HEAD, TEXT]), WORDS.map(" ".join)), max_size=9)


def _side(lines: Sequence[Line], gone: How) -> list[Block]:
    """Return the text that is left when what came, or what went, is taken away."""
    kept = [(line.kind, [piece.text for piece in line.pieces if piece.how is not gone]) for line in lines]
    return [Block(kind, "".join(texts)) for kind, texts in kept if texts]


@given(BLOCKS, BLOCKS)
def test_what_stayed_and_what_was_added_is_the_new_text_and_with_what_was_removed_the_old(
    old: list[Block], new: list[Block],
) -> None:
    lines = compared(old, new)
    assert _side(lines, How.REMOVED) == new
    assert _side(lines, How.ADDED) == old


@given(BLOCKS)
def test_a_text_does_not_differ_from_itself(text: list[Block]) -> None:
    assert {line.how for line in compared(text, text)} <= {How.SAME}


@given(BLOCKS, BLOCKS)
def test_to_shorten_hides_only_what_is_the_same(old: list[Block], new: list[Block]) -> None:
    lines, short = compared(old, new), shortened(compared(old, new))
    hidden = sum(line.blocks for line in short if isinstance(line, Unchanged))
    assert [line for line in short if isinstance(line, Line) and line.how is not How.SAME] == [
        line for line in lines if line.how is not How.SAME
    ]
    assert len([line for line in short if isinstance(line, Line)]) + hidden == len(lines)


def _paragraphs(*texts: str) -> list[Block]:
    return [Block(TEXT, text) for text in texts]


def test_a_paragraph_that_was_rewritten_is_compared_word_by_word() -> None:
    (line,) = compared(_paragraphs("Ask the team first."), _paragraphs("Ask the person first."))
    assert line.pieces == (
        Piece(How.SAME, "Ask the "), Piece(How.REMOVED, "team "), Piece(How.ADDED, "person "), Piece(How.SAME, "first."),
    )
    assert line.how is None


@pytest.mark.parametrize(("old", "new"), [
    ([Block(TEXT, "Ask the team first.")], [Block(TEXT, "Write everything down at once.")]),
    ([Block(HEAD, "What to do")], [Block(TEXT, "What to do")]),
])
def test_what_has_little_in_common_went_and_came_as_a_whole(old: list[Block], new: list[Block]) -> None:
    assert [line.how for line in compared(old, new)] == [How.REMOVED, How.ADDED]


def test_beside_a_change_one_paragraph_is_shown_and_longer_runs_are_counted() -> None:
    same = _paragraphs("One.", "Two.", "Three.", "Four.")
    short = shortened(compared([*same, *same], [*same, *_paragraphs("A new one."), *same]))
    assert [line if isinstance(line, Unchanged) else line.pieces[0].text for line in short] == [
        Unchanged(3), "Four.", "A new one.", "One.", Unchanged(3),
    ]


def test_a_single_paragraph_is_shown_rather_than_counted() -> None:
    short = shortened(compared(_paragraphs("One.", "Two."), _paragraphs("One.", "Two.", "Three.")))
    assert [line.how for line in short if isinstance(line, Line)] == [How.SAME, How.SAME, How.ADDED]
