"""On paper a briefing is one A4 side: every one of ours, and the longest that the checks let through."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pypdf import PdfReader

from macros.content.load import load
from macros.content.settings import read_settings
from tests.support.project import TODAY, once, small_project
from tests.support.templates import TEMPLATES

pytestmark = pytest.mark.browser

_SIDE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)")
A4 = (595, 842)
"""Points."""
PAPER = ViewportSize(width=696, height=1043)
"""What is within the margins, in pixels."""
LENGTHS = (360, 400, 600)
"""Words of the parts: the most at the normal size, the most that passes without a warning, the most that passes."""
_HEADS = ("What it is", "Why it matters", "What we saw", "What people told us", "Think about", "What to do", "Where to get help")
_SENTENCE = (
    "ask the person what matters to them before you read what others wrote and write down their answer in their own "
    "words because a plan that nobody believes in is not a plan and somebody has to say so while there is still time"
)
"""Its words are as long as those of our briefings: 4.2 letters on average."""
_BRIEFING = """---
title: A briefing of {words} words that has a title of two lines on paper
summary: A sentence of about thirty words says what the point of the whole page is so that a reader
  who has a single minute before a visit still knows what to do.
audience: public
status: published
published: {day}
owner: adult-safeguarding-team
review: {{due: 2027-11-22, every: 12 months}}
variant: topic
questions:
  - What do we make of this, and where have we met it in our own work this year?
  - What will we do differently from now on, and how will we know that we do?
  - What goes into our team or service plan, and who will write it down?
changes:
  - {{on: {day}, version: 1, note: First version., approved_by: Principal social worker}}
example: true
---

{parts}
"""


def _sides(page: Page, address: str) -> int:
    page.goto(address)
    paper = page.pdf(prefer_css_page_size=True)
    box = _BOX.search(paper)
    assert box, "no size of paper was found"
    assert (round(float(box[1])), round(float(box[2]))) == A4
    return len(_SIDE.findall(paper))


def test_every_briefing_of_ours_prints_on_one_side(page: Page, site_folder: Path) -> None:
    briefings = sorted(p.parent for p in site_folder.glob("seven-minute/*/index.html") if "hub-briefing" in p.read_text("utf-8"))
    assert len(briefings) >= 10
    sides = {p.name: _sides(page, f"seven-minute/{p.name}/") for p in briefings}
    assert {name: count for name, count in sides.items() if count != 1} == {}


@pytest.fixture(scope="module")
def long_briefings(root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of a site with briefings of exactly so many words."""

    def make(folder: Path) -> None:
        made = small_project(root, "minimal", folder)
        for words in LENGTHS:
            path = f"briefings/seven-minute/words-{words}.md"
            text = _briefing(words)
            settings = read_settings((made.root / "mkdocs.yml").read_bytes()).settings
            assert settings
            (record,) = load({path: text.encode()}, settings).records
            assert record.words == words
            made.write(path, text)
        answer = made.build(folder / "site")
        assert answer.code == 0, answer.said

    return serve(once(tmp_path_factory, "long-briefings", make) / "site")


@pytest.mark.parametrize("words", LENGTHS)
def test_a_briefing_as_long_as_the_checks_allow_prints_on_one_side(page: Page, long_briefings: str, words: int) -> None:
    assert _sides(page, f"{long_briefings}seven-minute/words-{words}/") == 1


def test_a_months_pack_prints_on_two_sides_at_most_without_the_list_below_it(page: Page) -> None:
    assert _sides(page, TEMPLATES["a month with its pack"]) <= 2
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="What is new")).to_be_visible()
    expect(page.get_by_role("heading", name="Everything that changed")).to_be_hidden()


@pytest.mark.parametrize("address", ["reviews/peer-challenge-2026/", "programmes/wirral-trusted-assessor/", "sar/adult-b/"])
def test_the_first_sheet_of_a_record_is_filled_before_the_next_begins(page: Page, address: str) -> None:
    page.goto(address)
    paper = page.pdf(prefer_css_page_size=True)
    first, *rest = [len(sheet.extract_text()) for sheet in PdfReader(BytesIO(paper)).pages]
    assert rest
    assert first > max(rest) / 2


@pytest.mark.parametrize("template", ["measure", "survey", "programme", "complaints", "quality statement", "actions", "gaps"])
def test_no_table_or_chart_is_wider_than_the_paper(page: Page, template: str) -> None:
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    page.goto(TEMPLATES[template])
    assert page.evaluate(
        "[...document.querySelectorAll('main table, main figure, main svg, main dl')]"
        ".filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 90))"
    ) == []


def test_the_code_that_leads_back_to_the_page_is_on_paper(page: Page) -> None:
    page.goto("seven-minute/carers/")
    page.emulate_media(media="print")
    assert page.locator(".hub-qr svg").is_visible()
    assert not page.get_by_role("search").first.is_visible()


def _briefing(words: int) -> str:
    """Return a briefing whose parts hold exactly so many words, laid out as authors do: sentences, a list of
    points, a list of steps, one call-out."""
    known = _SENTENCE.split()
    each, extra = divmod(words - sum(len(head.split()) for head in _HEADS), len(_HEADS))
    parts = []
    for number, head in enumerate(_HEADS):
        said = [known[n % len(known)] for n in range(each + (number < extra))]
        parts.append(f"## {head}\n\n{_laid_out(said, number)}")
    return _BRIEFING.format(words=words, day=TODAY, parts="\n\n".join(parts))


def _laid_out(said: list[str], number: int) -> str:
    if number in (2, 4, 5):
        sign = "1." if number == 5 else "-"
        lines = [said[n : n + 14] for n in range(0, len(said), 14)]
        return "\n".join(f"{sign} {' '.join(line).capitalize()}" for line in lines)
    if number == 3:
        title, voice = said[:4], said[4:]
        return f"!!! voice \"{' '.join(title).capitalize()}\"\n\n    “{' '.join(voice).capitalize()}.”"
    half = len(said) // 2
    return f"{' '.join(said[:half]).capitalize()}.\n\n{' '.join(said[half:]).capitalize()}."
