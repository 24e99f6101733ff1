"""WCAG 2.2 AA as far as a machine can tell: every template, on a phone and at a desk, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.templates import SEARCHING, TEMPLATES

pytestmark = pytest.mark.browser

PHONE, TABLET, DESK = 320, 768, 1280
WIDTHS = (PHONE, DESK)
"""The two layouts of every template. At 768 pixels the text column is as narrow as on a phone to every rule of the
stylesheet but those of the frame and of pages that are wide, so there one page of each such layout is looked at."""
BETWEEN = (
    "home", "briefing", "quality statement", "quality statements", "reopened theme", "themes by quarter", "actions",
    "a month of events",
)
ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""A scheme changes colours and nothing else, so in the dark only these are asked again."""
SCHEMES = {"light": ALL_RULES, "dark": COLOURS}


def _open(page: Page, template: str) -> None:
    page.goto(TEMPLATES[template])
    if template in SEARCHING:
        expect(page.locator("#found")).to_be_visible()


@pytest.mark.parametrize(("template", "width"), [*product(TEMPLATES, WIDTHS), *product(BETWEEN, (TABLET,))])
def test_axe_finds_nothing(reader: Callable[..., BrowserContext], template: str, width: int) -> None:
    found: list[str] = []
    for scheme, rules in SCHEMES.items():
        page = reader(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()
        _open(page, template)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", f"hub-{scheme}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, _too_wide(page, width)
        found += [f"{scheme}: {line}" for line in _violations(page, rules)]
        page.close()
    assert found == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_open_filters_menus_and_histories_are_accessible_too(reader: Callable[..., BrowserContext], template: str) -> None:
    page = reader(viewport={"width": PHONE, "height": 800}).new_page()
    _open(page, template)
    # The menu lies over the page while it is open, so it is looked at by itself.
    opening = "menu => document.querySelectorAll('details').forEach(d => { d.open = d.matches('.hub-menu') === menu })"
    for menu, looked_at in ((False, "main details"), (True, ".hub-menu")):
        page.evaluate(opening, menu)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, _too_wide(page, PHONE)
        if page.locator(looked_at).count():
            assert _violations(page, ALL_RULES, looked_at) == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_box_that_scrolls_is_reached_by_the_keyboard(reader: Callable[..., BrowserContext], template: str) -> None:
    page = reader(viewport={"width": PHONE, "height": 800}).new_page()
    _open(page, template)
    assert page.evaluate(
        "[...document.querySelectorAll('main *')]"
        ".filter(e => e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))"
        ".filter(e => e.tabIndex < 0).map(e => e.className)"
    ) == []


def _violations(page: Page, rules: list[str], looked_at: str | None = None) -> list[str]:
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    answer: dict[str, Any] = Axe().run(page, context=looked_at, options=options).response
    return [
        f"{v['id']} ({v['impact']}): {node['html'][:160]} | {(node.get('failureSummary') or '')[:240]}"
        for v in answer["violations"] for node in v["nodes"][:3]
    ]


def _too_wide(page: Page, width: int) -> list[str]:
    return list(page.evaluate(
        "width => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1)"
        ".slice(0, 5).map(e => e.tagName + '.' + e.className)", width,
    ))
