"""An author's parts become HTML, each by itself, and nothing else gets in."""

from __future__ import annotations

import pytest

from macros.content.record import Record
from macros.learning.library import link
from macros.site.markdown import PartRenderer
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
