"""One reading of a page by somebody who was never here: at a desk, in the dark, on a phone, with everything open, on paper.

A page is opened once for all that is asked of it, since opening is what takes the time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.templates import EVERY, SEARCHING
from tests.support.watched import Watched

PHONE, TABLET, DESK = 320, 768, 1280
BETWEEN = frozenset({
    "home", "briefing", "withdrawn", "quality statement", "quality statements", "reopened theme", "themes by quarter", "actions",
    "a month of events",
})
"""At 768 pixels the text column is as narrow as on a phone to every rule of the stylesheet but those of the frame and of
pages that are wide, so there one page of each such layout is looked at."""
ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""A scheme changes colours and nothing else, so in the dark only these are asked again."""
_OPEN = "menu => document.querySelectorAll('details').forEach(d => { d.open = d.matches('.hub-menu') === menu })"
_OTHER_FILES = (
    "[...document.querySelectorAll('script[src], link[rel=stylesheet], link[rel=icon], img, iframe, source')]"
    ".map(e => e.src || e.href).filter(url => url && new URL(url).origin !== location.origin)"
)
_UNREACHED = (
    "[...document.querySelectorAll('main *')]"
    ".filter(e => e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))"
    ".filter(e => e.tabIndex < 0).map(e => e.outerHTML.slice(0, 90))"
)
_CUT = """[...document.querySelectorAll('td[data-label]')].flatMap(cell => {
    const [label, probe] = [getComputedStyle(cell, '::before'), document.body.appendChild(document.createElement('span'))]
    probe.style.cssText = `position: absolute; white-space: pre; font: ${label.fontWeight} ${label.fontSize} ${label.fontFamily}`
    const room = parseFloat(getComputedStyle(cell).gridTemplateColumns)
    const cut = cell.dataset.label.split(' ').filter(word => (probe.textContent = word, probe.offsetWidth > room + 1))
    probe.remove()
    return cut
})"""
_WIDER = (
    "width => document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll('body *')]"
    ".filter(e => e.getBoundingClientRect().right > width + 1).slice(0, 5).map(e => e.tagName + '.' + e.className)"
)
_WAYS = (
    "[...document.querySelectorAll('nav, form, button, summary')]"
    ".filter(e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().height > 0)"
    ".map(e => e.outerHTML.slice(0, 90))"
)
_KEPT = (
    "async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(key => !key.endsWith('__palette'))"
    ".concat((await indexedDB.databases()).map(d => 'database ' + d.name))"
    ".concat((await navigator.serviceWorker.getRegistrations()).map(r => 'worker ' + r.scope))"
)


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of it."""

    weights: dict[str, int]
    """Bytes of each file that the first view fetched, packed."""
    broken: list[str]
    """Rules of the policy."""
    said: list[str]
    elsewhere: list[str]
    """Requests to another origin."""
    opened: list[str]
    other_files: list[str]
    """Files of another origin that the page names."""
    kept: list[str]
    """What stayed in the browser besides the choice of colours."""
    violations: dict[str, list[str]]
    """What axe found, by how the page was looked at."""
    wider: dict[str, list[str]]
    """What is wider than the screen, by how the page was looked at."""
    cut: list[str]
    """Words that the labels of a table's cells break in two on a phone, where a row is a list."""
    unreached: list[str]
    """Boxes that scroll and that no key reaches."""
    paper: str
    """The text on paper."""
    ways_on_paper: list[str]
    """Ways about the site that are on paper too."""


def visit(arrive: Callable[..., BrowserContext], site: str, template: str) -> Visit:
    """Read the page of a template and return what came of it; `arrive` makes a new reader, who stands at the site's address."""
    context = arrive(base_url=site)
    page = context.new_page()
    watched = Watched(page)
    _open(page, template)
    page.wait_for_load_state("networkidle")
    weights, broken, other_files = watched.weights(), watched.broken(), page.evaluate(_OTHER_FILES)
    kept = [*(f"cookie {cookie.get('name')}" for cookie in context.cookies()), *page.evaluate(_KEPT)]
    said, elsewhere, opened = [*watched.said], watched.elsewhere(site), [*watched.opened]
    page.evaluate(Axe().axe_script)
    violations = {"at a desk": _axe(page, ALL_RULES)}
    wider = {"at a desk": page.evaluate(_WIDER, DESK)}
    violations["in the dark"] = _in_the_dark(arrive(base_url=site, color_scheme="dark").new_page(), template)
    for width, how in ((TABLET, "on a tablet"), (PHONE, "on a phone")):
        if width == PHONE or template in BETWEEN:
            page.set_viewport_size({"width": width, "height": 800})
            violations[how] = _axe(page, ALL_RULES)
            wider[how] = page.evaluate(_WIDER, width)
    cut, unreached = page.evaluate(_CUT), page.evaluate(_UNREACHED)
    # The menu lies over the page while it is open, so it is looked at by itself.
    for menu, looked_at, how in ((False, "main details", "with everything open"), (True, ".hub-menu", "with the menu open")):
        page.evaluate(_OPEN, menu)
        wider[how] = page.evaluate(_WIDER, PHONE)
        violations[how] = _axe(page, ALL_RULES, looked_at) if page.locator(looked_at).count() else []
    page.emulate_media(media="print")
    paper, ways = page.locator("body").inner_text(), page.evaluate(_WAYS)
    page.close()
    return Visit(weights, broken, said, elsewhere, opened, other_files, kept, violations, wider, cut, unreached, paper, ways)


def _open(page: Page, template: str) -> None:
    page.goto(EVERY[template])
    if template in SEARCHING:
        expect(page.locator("#found")).to_be_visible()


def _in_the_dark(page: Page, template: str) -> list[str]:
    """The site keeps the scheme that a reader came with, so this is somebody else."""
    _open(page, template)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "hub-dark")
    page.evaluate(Axe().axe_script)
    found = _axe(page, COLOURS)
    page.close()
    return found


def _axe(page: Page, rules: list[str], looked_at: str | None = None) -> list[str]:
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    answer: dict[str, Any] = page.evaluate("([place, options]) => axe.run(place || document, options)", [looked_at, options])
    return [
        f"{v['id']} ({v['impact']}): {node['html'][:160]} | {(node.get('failureSummary') or '')[:240]}"
        for v in answer["violations"] for node in v["nodes"][:3]
    ]
