"""What is written to HTML at once is what Markdown and the policy make of the same text; all else is left to them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros.content.load import load, read_files
from macros.content.record import Record
from macros.content.settings import SETTINGS_FILE, read_settings
from macros.learning.library import link
from macros.site.markdown import PartRenderer
from macros.site.safe_html import clean
from tests.making import contact, examined

ROOT = Path(__file__).parents[2]

USUAL = {
    "a paragraph": "It's said, “so”.",
    "paragraphs": 'One.\n\nTwo (2) – and "three".',
    "bold words": "It was **very good** then.",
    "bold words first": "**First.** Then.",
    "a link to a record": "See [the team](../contacts/team.md#part-1).",
    "a link to no record": "See [another](../contacts/another.md).",
    "a link to a document": "See [it](team/report.pdf#page=2).",
    "a link on the page": "See [above](#part-1).",
    "a link to the web": "See [their page](https://example.org/a?b=c).",
    "a list": "- one\n- two **bold**",
    "a numbered list": "1. one\n2. two\n9. three",
    "a call-out": '!!! note "Think of it\'s end"\n\n    Inside.\n\n    And [on](../contacts/team.md).\n\nOutside.',
    "a call-out at the end": 'Before.\n\n!!! voice "Said"\n\n    Inside.',
    "two call-outs": '!!! note "A"\n\n    Inside.\n\n!!! warning "B"\n\n    Inside.',
    "a list after a call-out": '!!! note "A"\n\n- one\n- two\n\nAfter.',
}
LEFT = {
    "nothing": "", "a heading": "### Heading", "two lines": "one\ntwo", "a space at the end": "One. ", "a tab": "a\tb",
    "two blank lines": "One.\n\n\nTwo.", "a figure first": "2026 began.", "lists apart": "- one\n\n- two",
    "code after a paragraph": "One.\n\n    code", "code in a call-out": '!!! note "A"\n\n        code',
    "a call-out of no kind that there is": '!!! tip "A"\n\n    Inside.', "emphasis": "It *was* _so_.",
    "emphasis within bold words": "**a *b* c**", "bold words within a link": "[**a**](b.md)", "a picture": "Look: ![a](b.png)",
    "another scheme": "[a](javascript:b)", "an address elsewhere": "[a](//b)", "a title of a link": '[a](b.md "c")',
    "a footnote": "Said[^1].", "an entity": "a &amp; b", "a tag": "a <b> c", "an address in pointed brackets": "<https://example.org/>",
    "code": "a `b` c", "an escape": "a \\* b", "a table": "a | b", "a hard break": "a  \nb",
    "a space that does not break": "a\u00a0b",
    "a line end of Windows": "a\rb", "nothing that is seen": "a\x00b", "another space at the end": "a\u2003",
}

ODD = st.sampled_from([
    "é", "ß", "७", "ª", "7", "12", " ", "  ", "\n", "\n\n", "\n\n\n", "    ", "\t", "\r", "- ", "- one\n- two", "* ", "+ ",
    "1. ", "2. ", "1. one\n2. two", "1) ", "1986.", "#", "# ", "### ", "> ", "|", "| a |\n| --- |", "---", "===", "*", "**",
    "***", "_", "__", "`", "```\n", "~", "~~~\n", "\\", "'", '"', "’", "“", "n't", "--", "...", "%", "/", "£", "½", "{", "}",
    "{: #a }", "$", "^", "=", "+", "@", ":", ".", "?", "…", "[a](#part-1)", "[it's](https://example.org/a_b?c=d)",
    "[a](http://b.example)", "[a](mailto:a@b.example)", "[a](javascript:b)", "[a](//b)", "[a]", "[", "]", "(", ")", "[a]: b",
    "[a][b]", "![a](b.png)", "!", "[^1]", "[^1]: ", "<", ">", "&", "&amp;", "&#39;", "<https://example.org/>",
    "https://example.org/a", "www.example.org", "a@b.example", "*[HTML]: x", "!!! note", "!!!", '!!! tip "A"', "\x00", "\x02",
    "\x03", "\x0b", "\x0c", "\x1c", "\x7f", "\x85", "\u00a0", "\u00ad", "\u2003", "\u2028", "\u2029", "\u200b", "\u202e",
    "\u3000", "\ufeff", "\ufffe", "e\u0301", "🙂",
])
WORDS = st.sampled_from([
    "word", "Word", "it's", '"said"', "’tis", "(so)", "7,", "end.", "–", "**two words**", "[a b](../contacts/team.md#part-1)",
    "[a](../contacts/none.md)",
])
LINES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
BLOCKS = st.one_of(
    LINES, LINES, LINES.map("    {}".format), st.just('!!! note "A"'), LINES.map('!!! voice "{}"'.format),
    st.lists(LINES.map("- {}".format), max_size=3).map("\n".join), st.lists(LINES.map("1. {}".format), max_size=3).map("\n".join),
)
NEARLY_USUAL = st.builds(
    lambda text, at, odd: f"{text[: at % (len(text) + 1)]}{odd}{text[at % (len(text) + 1) :]}",
    st.lists(BLOCKS, max_size=4).map("\n\n".join), st.integers(0, 400), st.one_of(st.just(""), ODD, ODD),
)
"""Blocks of usual kinds in any order, with something odd in one place."""


@cache
def on_a_page() -> tuple[PartRenderer, Record]:
    team = contact("Team", body="\n## One\n\n[Text](team/report.pdf#page=2).\n")
    (record,) = examined({"briefings/contacts/team.md": team}).records
    renderer = PartRenderer(link([record]))
    renderer.parts(record)
    return renderer, record


def at_once(text: str) -> str | None:
    return on_a_page()[0]._usual.html(text)


def by_markdown(text: str) -> str:
    return on_a_page()[0]._html(text, 1)


@pytest.mark.parametrize("text", USUAL.values(), ids=USUAL)
def test_what_is_usual_is_written_at_once_as_markdown_writes_it(text: str) -> None:
    assert at_once(text) == by_markdown(text)


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_is_not_usual_is_left_to_markdown(text: str) -> None:
    assert at_once(text) is None


@settings(deadline=None, max_examples=500)
@given(st.one_of(NEARLY_USUAL, NEARLY_USUAL, st.lists(st.one_of(ODD, WORDS), max_size=12).map("".join)))
@example("**a****b**")
@example("a**b**'s")
@example('"**a**"')
@example("[a](b)(c)")
@example("[[a](b)](c)")
@example("**[a](b)**")
def test_whatever_is_written_at_once_is_what_markdown_and_the_policy_make_of_it(text: str) -> None:
    html = at_once(text)
    if html is not None:
        assert html == by_markdown(text)
        assert html == clean(html)


def test_every_part_of_the_projects_own_records_reads_the_same_and_most_are_written_at_once() -> None:
    read = read_settings((ROOT / SETTINGS_FILE).read_bytes()).settings
    assert read
    records = load(read_files(ROOT)[0], read).records
    renderer, made = PartRenderer(link(records)), []
    for record in records:
        for part, html in zip(record.body.parts, renderer.parts(record), strict=True):
            assert html == renderer._html(part.text, part.number)
            made.append(renderer._usual.html(part.text))
    assert len([html for html in made if html]) > len(made) * 0.9
