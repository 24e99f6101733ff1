"""What a visit costs and what it tells anybody: few bytes, no other server, nothing kept but the colours."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, expect

from tests.support.templates import SEARCHING, TEMPLATES

pytestmark = pytest.mark.browser

FIRST, SECOND = 120_000, 25_000
"""Bytes, compressed as a server sends them, fonts included."""
_PACKED = ("font/woff2", "image/png", "image/jpeg", "image/webp")
_SECOND = {"briefing": "theme", "home": "briefing", "theme": "sar", "type list": "briefing", "sar": "quality statement"}


class Traffic:
    """What a reader's browser fetched, and what it complained about."""

    def __init__(self, page: Page) -> None:
        """Listen from now on."""
        self.bodies: dict[str, tuple[str, bytes]] = {}
        self.asked: list[str] = []
        self.said: list[str] = []
        self._answers: list[Response] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("response", self._keep)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def _keep(self, answer: Response) -> None:
        self._answers.append(answer)

    def _note(self, message: ConsoleMessage) -> None:
        """A page that is not there is meant: one of the templates is for it."""
        if message.type in ("error", "warning") and not re.search(r"\b404\b", message.text):
            self.said.append(message.text)

    def weigh(self) -> dict[str, int]:
        """Return what each address that was fetched weighs, packed."""
        for answer in self._answers:
            if answer.url not in self.bodies and answer.status in (200, 404) and not answer.url.startswith(("data:", "blob:")):
                self.bodies[answer.url] = (answer.headers.get("content-type", ""), answer.body())
        return {url: _packed(kind, body) for url, (kind, body) in self.bodies.items()}


def _packed(kind: str, body: bytes) -> int:
    return len(body) if kind.startswith(_PACKED) or body.startswith(b"\x1f\x8b") else len(gzip.compress(body, 6))


def _visit(page: Page, template: str) -> None:
    page.goto(TEMPLATES[template])
    if template in SEARCHING:
        expect(page.locator("#found")).to_be_visible()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("template", [t for t in TEMPLATES if t not in SEARCHING])
def test_a_first_page_is_light(page: Page, template: str, record_property: Callable[[str, object], None]) -> None:
    traffic = Traffic(page)
    _visit(page, template)
    weights = traffic.weigh()
    record_property("bytes", sum(weights.values()))
    assert any("woff2" in url for url in weights), "no font was weighed"
    assert sum(weights.values()) <= FIRST, sorted(weights.items(), key=lambda pair: -pair[1])


@pytest.mark.parametrize(("first", "second"), _SECOND.items())
def test_a_second_page_is_lighter_still(
    page: Page, first: str, second: str, record_property: Callable[[str, object], None]
) -> None:
    traffic = Traffic(page)
    _visit(page, first)
    before = traffic.weigh()
    _visit(page, second)
    new = {url: weight for url, weight in traffic.weigh().items() if url not in before}
    record_property("bytes", sum(new.values()))
    assert new
    assert sum(new.values()) <= SECOND, new


def test_a_walk_through_every_template_asks_no_other_server_and_leaves_nothing_behind(
    reader: Callable[..., BrowserContext], site: str
) -> None:
    context = reader()
    page = context.new_page()
    traffic = Traffic(page)
    for template in TEMPLATES:
        _visit(page, template)
    assert [url for url in traffic.asked if url.endswith("sitemap.xml")] == []
    elsewhere = [url for url in traffic.asked if not url.startswith((site, "data:", "blob:"))]
    assert elsewhere == []
    assert traffic.said == []
    assert context.cookies() == []
    kept = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert [key for key in kept if not key.endswith("__palette")] == []
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_no_page_links_to_files_of_another_server(page: Page) -> None:
    for template in TEMPLATES:
        page.goto(TEMPLATES[template])
        found = page.evaluate(
            "[...document.querySelectorAll('script[src], link[rel=stylesheet], link[rel=icon], img, iframe, source')]"
            ".map(e => e.src || e.href).filter(url => url && new URL(url).origin !== location.origin)"
        )
        assert found == [], template


def test_fonts_come_with_the_page_and_are_ours(page: Page) -> None:
    traffic = Traffic(page)
    _visit(page, "briefing")
    fonts = [url for url in traffic.asked if "woff2" in url]
    assert fonts
    assert page.evaluate("[...document.fonts].some(font => font.status === 'loaded')")
