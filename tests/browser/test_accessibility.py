"""WCAG 2.2 AA as far as a machine can tell: every template, three widths, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.templates import SEARCHING, TEMPLATES

pytestmark = pytest.mark.browser

WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def _open(page: Page, template: str) -> None:
    page.goto(TEMPLATES[template])
    if template in SEARCHING:
        expect(page.locator("#found")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_axe_finds_nothing(reader: Callable[..., BrowserContext], template: str, width: int) -> None:
    found: list[str] = []
    for scheme in SCHEMES:
        page = reader(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()
        _open(page, template)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", f"hub-{scheme}")
        found += [f"{scheme}: {line}" for line in _violations(Axe().run(page, options=RULES).response)]
        page.close()
    assert found == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_scrolls_sideways_at_320_pixels(reader: Callable[..., BrowserContext], template: str) -> None:
    page = reader(viewport={"width": 320, "height": 640}).new_page()
    _open(page, template)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, _too_wide(page)


@pytest.mark.parametrize("template", TEMPLATES)
def test_open_filters_menus_and_histories_are_accessible_too(reader: Callable[..., BrowserContext], template: str) -> None:
    page = reader(viewport={"width": 320, "height": 800}).new_page()
    _open(page, template)
    # The menu lies over the page while it is open, so it is looked at by itself.
    opening = "menu => document.querySelectorAll('details').forEach(d => { d.open = d.matches('.hub-menu') === menu })"
    for menu, looked_at in ((False, None), (True, ".hub-menu")):
        page.evaluate(opening, menu)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, _too_wide(page)
        assert _violations(Axe().run(page, context=looked_at, options=RULES).response) == []


def _violations(answer: dict[str, Any]) -> list[str]:
    return [
        f"{v['id']} ({v['impact']}): {node['html'][:160]} | {(node.get('failureSummary') or '')[:240]}"
        for v in answer["violations"] for node in v["nodes"][:3]
    ]


def _too_wide(page: Page) -> list[str]:
    return list(page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 321)"
        ".slice(0, 5).map(e => e.tagName + '.' + e.className)"
    ))
