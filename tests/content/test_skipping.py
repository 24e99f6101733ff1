"""What is not looked at closely, because a text lacks the signs for it, would have come to the same."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros.content import body
from macros.content.body import count_words, split_parts
from macros.content.checks import dialect
from macros.content.source import Source

PIECES = st.sampled_from([
    "word", "a", "é", "7", " ", " ", "\n", "\n\n", "\t", "    ", "- ", "+ ", "* ", "1. ", "2) ", "1.", "#", "## ", "### x\n",
    "# y", "####### z", "> ", "|", "---", "--", "-", ":--:", "===", "=", "*", "**", "_", "`", "``", "```\n", "~~~\n", "'", "’",
    '"', "“", "”", "‘", "–", "—", "…", "...", ".", ",", "/", "%", "£", "!!! note", "!!! notes", "!!! voice-x", "!!!", "!!!\n",
    "[a b](../c.md)", "![a](b.png)", "[^1]", "[^1]: x", "\n[a]: b", "  [a]: b", "(", ")", "[", "]", "<b>", "<",
    "<https://a.example>", "{: #a}", "{", "•", "\n• b", "·", "\x00", "\x0b", "\x1c", "\r", "\u00a0", "\u2003", "²", "७", "½",
])
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@settings(deadline=None, max_examples=400)
@given(TEXTS)
@example("1.…")
@example("“—!!! note")
@example("a%-b --- c")
def test_words_counted_between_spaces_are_those_that_the_patterns_find(text: str) -> None:
    assert count_words(text) == len(body._WORD.findall(body._MARKS.sub(" ", body._without_targets(text))))


@settings(deadline=None, max_examples=400)
@given(TEXTS)
@example("`a`---")
@example("a\n-  ")
@example("## ")
def test_a_text_that_is_not_looked_at_line_by_line_holds_nothing_odd(text: str) -> None:
    if not dialect._may_be_odd(text):
        assert not list(dialect._odd_lines(Source("a.md", text, body=text), split_parts(text, 1)))
