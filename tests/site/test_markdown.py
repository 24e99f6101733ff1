"""An author's parts become HTML, each by itself, and nothing else gets in."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.blockprocessors import ParagraphProcessor
from markdown.treeprocessors import InlineProcessor

from macros.content.record import Record
from macros.learning.library import link
from macros.site.markdown import SIGNS, PartRenderer
from macros.site.safe_html import clean
from tests.making import contact, examined

LEFT_OPEN = {
    "a list": "- one\n- two",
    "a numbered list": "1. one\n2. two",
    "a call-out": '!!! note "Think"\n\n    Inside.',
    "a table": "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "a quotation": "> said",
    "code": "```\ncode\n```",
    "nothing": "Plain.",
}


def rendered(body: str) -> tuple[str, ...]:
    record = made(body)
    return PartRenderer(link([record])).parts(record)


def made(body: str) -> Record:
    result = examined({"briefings/contacts/team.md": contact("Team") + body.encode()})
    (record,) = result.records
    return record


@pytest.mark.parametrize("text", LEFT_OPEN.values(), ids=LEFT_OPEN)
def test_a_part_reads_the_same_whatever_stands_before_and_after_it(text: str) -> None:
    (alone,) = rendered(f"\n## One\n\n{text}\n")
    for other in LEFT_OPEN.values():
        before, middle, after = rendered(f"\n## A\n\n{other}\n\n## B\n\n{text}\n\n## C\n\n{other}\n")
        assert middle == alone
        assert before == after


def test_footnotes_stay_with_the_part_that_they_belong_to() -> None:
    first, second = rendered("\n## One\n\nSaid[^a].\n\n[^a]: Here.\n\n## Two\n\nSaid[^a].\n\n[^a]: There.\n")
    assert "Here." in first
    assert "There." not in first
    assert "There." in second


def test_a_part_without_text_is_empty_and_the_others_stay_in_place() -> None:
    assert rendered("\n## One\n\n## Two\n\nText.\n")[1] == "<p>Text.</p>"


HOSTILE = (
    "[a](javascript:alert(1))", "`<script>`", '![x](x.png "&quot; onerror=alert(1)")', "<https://example.org/?a=<b>>",
    "&lt;script&gt;", "[a][b]\n\n[b]: javascript:alert(1)", "**<img src=x onerror=alert(1)>**",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_rendered_needs_no_second_cleaning(hostile: str) -> None:
    record = made("\n## One\n\nText.\n")
    renderer = PartRenderer(link([record]))
    renderer.parts(record)
    html = renderer._html(hostile, 0)
    assert clean(html) == html
    assert "<script" not in html
    assert "javascript:" not in html.split(">", 1)[0]
    assert "<img src=x" not in html


PIECES = st.sampled_from([
    "word", "Ä", "7", " ", "\n", "\n\n", "    ", "- ", "1. ", "# ", "> ", "| ", "---", "*", "**", "_", "`", "```\n", "\\", "\\'",
    "_word_", "**word**", "'", '"', "[a](../sar/b.md)", "![a](b.png)", "[^a]", "[^a]: ", "<", ">", "&amp;", "<https://example.org/>",
    "  \n", "!!! note\n", ":",
])


@settings(deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_what_is_skipped_for_speed_changes_nothing(text: str) -> None:
    record = made("\n## One\n\nText.\n")
    fast, slow = PartRenderer(link([record])), PartRenderer(link([record]))
    markdown: Any = slow._markdown
    markdown.parser.blockprocessors.deregister("hub_paragraph")
    markdown.treeprocessors.deregister("hub_plain")
    markdown.treeprocessors.register(InlineProcessor(markdown), "inline", 20)
    for renderer in (fast, slow):
        renderer.parts(record)
    assert fast._html(text, 1) == slow._html(text, 1)


def test_every_inline_pattern_has_its_signs() -> None:
    markdown: Any = PartRenderer(link([]))._markdown
    assert {name for name in SIGNS if name in markdown.inlinePatterns} == set(SIGNS)
    assert len(markdown.inlinePatterns) == len(SIGNS)


def test_nothing_but_a_line_that_begins_with_a_letter_is_taken_for_a_paragraph_at_once() -> None:
    markdown: Any = PartRenderer(link([]))._markdown
    first: Any = next(iter(markdown.parser.blockprocessors))
    assert isinstance(first, ParagraphProcessor)
    assert first.test(ET.Element("div"), "A line.")
    for block in ("", "1. one", "- one", "> said", "    code", "two\nlines", "| a |", "# a", "!!! note"):
        assert not first.test(ET.Element("div"), block)
