"""What a second page costs, and whose fonts it has. What a first page costs is asked in test_every_template."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.templates import SEARCHING, TEMPLATES
from tests.support.watched import Watched

pytestmark = pytest.mark.browser

SECOND = 25_000
"""Bytes, compressed as a server sends them, fonts included."""
_SECOND = {"briefing": "theme", "home": "briefing", "theme": "sar", "type list": "briefing", "sar": "quality statement"}


def _visit(page: Page, template: str) -> None:
    page.goto(TEMPLATES[template])
    if template in SEARCHING:
        expect(page.locator("#found")).to_be_visible()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("first", "second"), _SECOND.items())
def test_a_second_page_is_lighter_still(
    page: Page, first: str, second: str, record_property: Callable[[str, object], None]
) -> None:
    traffic = Watched(page)
    _visit(page, first)
    before = traffic.weights()
    _visit(page, second)
    new = {url: weight for url, weight in traffic.weights().items() if url not in before}
    record_property("bytes", sum(new.values()))
    assert new
    assert sum(new.values()) <= SECOND, new


def test_fonts_come_with_the_page_and_are_ours(page: Page) -> None:
    traffic = Watched(page)
    _visit(page, "briefing")
    fonts = [url for url in traffic.asked if "woff2" in url]
    assert fonts
    assert page.evaluate("[...document.fonts].some(font => font.status === 'loaded')")
