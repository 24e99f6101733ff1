"""Earlier versions in a browser, under the policy: the menu of versions, the notice, and the page for what is not there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.published import ADDED, EARLIER, GONE, LATEST, RECORD, REMOVED

pytestmark = [pytest.mark.browser, pytest.mark.build]
_LISTEN = "window.broken = []; addEventListener('securitypolicyviolation', e => broken.push(e.effectiveDirective + e.blockedURI))"


HISTORY = f"history/{RECORD}/"
COMPARED = f"{HISTORY}?a={EARLIER}&b={LATEST}"
LOOKED_BACK = f"search/?q=second&in={EARLIER}"
_PIECES = """box => [...box.querySelectorAll("p")].map(line => {
    const bare = line.cloneNode(true);
    bare.querySelectorAll("b").forEach(said => said.remove());
    return [line.className, [...bare.childNodes].map(node => [node.nodeName, node.textContent])];
})"""
"""What a comparison shows: of each line its class, and what became of each piece."""


@dataclass
class Visit:
    """A page of a reader, and where the site is."""

    page: Page
    site: str

    def broken(self) -> list[str]:
        """Return the rules of the policy that the page broke."""
        found: list[str] = self.page.evaluate("window.broken")
        return found


@pytest.fixture
def visit(reader: Callable[..., BrowserContext], published: str) -> Visit:
    """A reader who is at that address."""
    page = reader(base_url=published).new_page()
    page.add_init_script(_LISTEN)
    return Visit(page, published)


def _choose(page: Page, version: str) -> None:
    page.get_by_role("button", name="Select version").focus()
    page.locator(".md-version").get_by_role("link", name=version).click()


@pytest.mark.parametrize(("start", "version", "end"), [
    (f"{RECORD}/", EARLIER, f"v/{EARLIER}/{RECORD}/"), (f"v/{EARLIER}/{RECORD}/", LATEST, f"{RECORD}/"),
    ("seven-minute/", EARLIER, f"v/{EARLIER}/seven-minute/"), ("", EARLIER, f"v/{EARLIER}/"),
    (f"v/{EARLIER}/", LATEST, ""), (f"v/{EARLIER}/{GONE}/", LATEST, ""),
])
def test_the_menu_of_versions_keeps_the_readers_page_where_the_other_version_has_it(
    visit: Visit, start: str, version: str, end: str,
) -> None:
    visit.page.goto(start)
    expect(visit.page.get_by_role("button", name="Select version")).to_have_text(EARLIER if start.startswith("v/") else LATEST)
    _choose(visit.page, version)
    visit.page.wait_for_url(visit.site + end)
    visit.page.wait_for_load_state("networkidle")
    assert visit.broken() == []


@pytest.mark.parametrize(("path", "read"), [
    ("", LATEST), (f"{RECORD}/", LATEST), (f"v/{EARLIER}/", EARLIER), (f"v/{EARLIER}/{RECORD}/", EARLIER), ("nowhere/", LATEST),
])
def test_the_menu_marks_the_version_that_is_being_read_and_no_other(visit: Visit, path: str, read: str) -> None:
    page = visit.page
    page.goto(path)
    page.get_by_role("button", name="Select version").focus()
    menu = page.locator(".md-version__list")
    expect(menu.locator("[aria-current=true]")).to_have_text(re.compile(rf"^\s*{re.escape(read)}"))
    expect(menu.locator("[aria-current]")).to_have_count(1)
    weights = menu.get_by_role("link").evaluate_all("ways => ways.map(way => getComputedStyle(way).fontWeight)")
    signs = menu.get_by_role("link").evaluate_all("ways => ways.map(way => getComputedStyle(way, '::before').content)")
    at = [LATEST, EARLIER].index(read)
    assert (int(weights[at]) > int(weights[1 - at]), "•" in signs[at], "•" in signs[1 - at]) == (True, True, False)
    page.evaluate(Axe().axe_script)
    found = page.evaluate("axe.run('.md-header', {resultTypes: ['violations']})")
    assert [violation["id"] for violation in found["violations"]] == []
    assert visit.broken() == []


def test_the_menu_works_by_keyboard(visit: Visit) -> None:
    visit.page.goto(f"{RECORD}/")
    visit.page.get_by_role("button", name="Select version").focus()
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"{visit.site}v/{EARLIER}/{RECORD}/")


def test_a_page_of_an_earlier_version_says_so_and_leads_to_the_same_page_in_the_latest(visit: Visit) -> None:
    visit.page.goto(f"v/{EARLIER}/{RECORD}/")
    notice = visit.page.get_by_role("complementary", name="Earlier version")
    expect(notice).to_contain_text(f"This is version {EARLIER} of the site")
    expect(notice).to_be_in_viewport()
    notice.get_by_role("link").click()
    visit.page.wait_for_url(f"{visit.site}{RECORD}/")
    expect(visit.page.get_by_role("complementary", name="Earlier version")).to_have_count(0)


def test_the_menu_says_the_version_of_the_page_for_what_is_not_there(visit: Visit) -> None:
    visit.page.goto(f"v/{EARLIER}/404.html")
    expect(visit.page.get_by_role("button", name="Select version")).to_have_text(EARLIER)


def test_paper_says_that_a_version_is_an_earlier_one_and_leads_nowhere(visit: Visit) -> None:
    visit.page.emulate_media(media="print")
    visit.page.goto(f"v/{EARLIER}/{RECORD}/")
    notice = visit.page.get_by_text(f"This is version {EARLIER} of the site")
    expect(notice).to_be_visible()
    expect(notice.get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_menu_opens_below_its_button_and_all_of_the_masthead_is_on_the_screen(visit: Visit, width: int) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"v/{EARLIER}/{RECORD}/")
    button = page.get_by_role("button", name="Select version")
    button.focus()
    boxes = [found.bounding_box() for found in (button, page.locator(".md-version__list"), page.locator(".hub-menu summary"))]
    above, menu, places = boxes
    assert above
    assert menu
    assert menu["y"] >= above["y"] + above["height"] - 1
    assert [box for box in (above, menu, places) if box and not 0 <= box["x"] <= width - box["width"]] == []


def test_links_within_an_earlier_version_stay_in_it(visit: Visit) -> None:
    visit.page.goto(f"v/{EARLIER}/seven-minute/")
    visit.page.get_by_role("link", name="The second visit").first.click()
    visit.page.wait_for_url(f"{visit.site}v/{EARLIER}/{GONE}/")


@pytest.mark.parametrize(("start", "count"), [(f"v/{EARLIER}/", 1), ("", 0)])
def test_search_looks_in_the_version_that_is_being_read(visit: Visit, start: str, count: int) -> None:
    visit.page.goto(f"{start}search/?q=second")
    expect(visit.page.locator("#found")).to_be_visible()
    visit.page.wait_for_load_state("networkidle")
    found = visit.page.locator("#hub-search").get_by_role("link", name="The second visit")
    expect(found).to_have_count(count)
    if count:
        found.click()
        visit.page.wait_for_url(f"{visit.site}{start}{GONE}/**")
    assert visit.broken() == []


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("path", [
    f"v/{EARLIER}/{RECORD}/", f"{RECORD}/", HISTORY, COMPARED, f"v/{EARLIER}/search/?q=second", LOOKED_BACK,
])
def test_no_version_breaks_a_rule_of_accessibility_or_needs_scrolling_sideways(visit: Visit, path: str, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.page.goto(path)
    visit.page.wait_for_load_state("networkidle")
    found = Axe().run(visit.page)
    assert [violation["id"] for violation in found.response["violations"]] == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_comparison_can_be_read_in_the_dark(visit: Visit) -> None:
    visit.page.emulate_media(color_scheme="dark")
    visit.page.goto(COMPARED)
    expect(visit.page.get_by_role("region", name="Comparison")).to_be_visible()
    found = Axe().run(visit.page)
    assert [violation["id"] for violation in found.response["violations"]] == []


def test_without_javascript_the_notice_and_its_link_are_there(
    reader: Callable[..., BrowserContext], published: str,
) -> None:
    page = reader(base_url=published, java_script_enabled=False).new_page()
    page.goto(f"v/{EARLIER}/{RECORD}/")
    page.get_by_role("link", name="Read this page in the latest version").click()
    assert re.sub(r"[?#].*", "", page.url) == f"{published}{RECORD}/"


def test_a_page_leads_to_its_history_and_each_entry_to_the_version_that_first_showed_it(visit: Visit) -> None:
    visit.page.goto(f"{RECORD}/")
    versions = visit.page.get_by_role("region", name="Versions", exact=True)
    expect(versions.get_by_role("link", name=f"/v/{LATEST}/{RECORD}/")).to_be_visible()
    versions.get_by_role("link", name=f"This page in version {EARLIER}").click()
    visit.page.wait_for_url(f"{visit.site}v/{EARLIER}/{RECORD}/")
    visit.page.go_back()
    versions.get_by_role("link", name="History and comparisons").click()
    visit.page.wait_for_url(visit.site + HISTORY)
    visit.page.get_by_role("link", name=f"Read this page as it was in version {LATEST}").click()
    visit.page.wait_for_url(f"{visit.site}{RECORD}/")
    assert visit.broken() == []


def test_any_two_versions_are_compared_as_the_site_compares_neighbours(visit: Visit) -> None:
    visit.page.goto(HISTORY)
    neighbours = visit.page.locator("details.hub-compared").first
    expect(neighbours.locator("ins")).to_contain_text(ADDED)
    expect(neighbours.locator("del")).to_contain_text(REMOVED)
    visit.page.get_by_label("From version").select_option(EARLIER)
    visit.page.get_by_label("To version").select_option(LATEST)
    visit.page.get_by_role("button", name="Compare").click()
    comparison = visit.page.get_by_role("region", name="Comparison")
    expect(comparison.get_by_role("heading")).to_be_focused()
    assert comparison.evaluate(_PIECES) == neighbours.evaluate(_PIECES)
    visit.page.get_by_label("From version").focus()
    for key in ("ArrowUp", "Tab", "Tab", "Enter"):
        visit.page.keyboard.press(key)
    expect(comparison).to_contain_text("Both have the same text.")
    assert visit.broken() == []


def test_a_comparison_can_be_sent_and_turned_round(visit: Visit) -> None:
    visit.page.goto(f"{HISTORY}?a={LATEST}&b={EARLIER}")
    comparison = visit.page.get_by_role("region", name="Comparison")
    expect(comparison.get_by_role("heading")).to_have_text(f"From version {LATEST} to version {EARLIER}")
    expect(comparison.locator("ins").last).to_contain_text(REMOVED)


def test_texts_that_cannot_be_read_are_said_to_be_so(visit: Visit) -> None:
    visit.page.route(re.compile(r"history/.*\.json"), lambda route: route.fulfill(status=404))
    visit.page.goto(COMPARED)
    expect(visit.page.get_by_role("region", name="Comparison")).to_contain_text("could not be read")


def test_a_history_that_has_become_an_earlier_versions_leads_on(visit: Visit) -> None:
    visit.page.goto(f"v/{EARLIER}/{RECORD}/")
    visit.page.get_by_role("link", name=f"This page in version {EARLIER}").click()
    visit.page.wait_for_url(f"{visit.site}v/{EARLIER}/{RECORD}/")


def test_without_javascript_neighbouring_texts_are_compared(reader: Callable[..., BrowserContext], published: str) -> None:
    page = reader(base_url=published, java_script_enabled=False).new_page()
    page.goto(HISTORY)
    expect(page.locator("ins")).to_contain_text(ADDED)
    expect(page.locator("ins")).to_be_visible()
    expect(page.get_by_role("button", name="Compare")).to_be_hidden()
    expect(page.get_by_text("needs a script")).to_be_visible()


def test_search_also_looks_in_an_earlier_version_and_says_of_each_result_that_it_is_not_the_latest(visit: Visit) -> None:
    visit.page.goto("search/?q=second")
    earlier = visit.page.get_by_role("region", name="Earlier versions")
    earlier.get_by_role("link", name=f"Version {EARLIER}").click()
    heading = earlier.get_by_role("heading", name=f"1 result in version {EARLIER}, which is not the latest")
    expect(heading).to_be_focused()
    assert visit.page.url == visit.site + LOOKED_BACK
    expect(visit.page.get_by_role("heading", name="0 results")).to_be_visible()
    expect(earlier.get_by_role("listitem").last).to_contain_text(f"Version {EARLIER}, not the latest")
    earlier.get_by_role("link", name="The second visit").click()
    visit.page.wait_for_url(f"{visit.site}v/{EARLIER}/{GONE}/**")
    assert visit.broken() == []


def test_a_search_of_an_earlier_version_can_be_sent_and_goes_when_the_question_goes(visit: Visit) -> None:
    visit.page.goto(LOOKED_BACK)
    earlier = visit.page.get_by_role("region", name="Earlier versions")
    expect(earlier.get_by_role("link", name="The second visit")).to_be_visible()
    visit.page.goto("search/")
    expect(earlier.get_by_role("link")).to_have_count(1)
    earlier.get_by_role("link", name=f"Version {EARLIER}").click()
    visit.page.wait_for_url(f"{visit.site}v/{EARLIER}/search/")


def test_a_version_whose_index_cannot_be_read_leads_to_its_own_search(visit: Visit) -> None:
    visit.page.route(f"**/v/{EARLIER}/search/index/**", lambda route: route.fulfill(status=404))
    visit.page.goto(LOOKED_BACK)
    visit.page.get_by_role("link", name=f"Version {EARLIER} can only be searched on its own page").click()
    visit.page.wait_for_url(f"{visit.site}v/{EARLIER}/search/")


def test_a_version_that_is_not_there_is_not_looked_in(visit: Visit) -> None:
    visit.page.goto("search/?q=visit&in=1999")
    expect(visit.page.get_by_role("heading", name="1 result")).to_be_visible()
    expect(visit.page.get_by_text("which is not the latest")).to_have_count(0)


def test_without_javascript_search_leads_to_the_search_of_an_earlier_version(
    reader: Callable[..., BrowserContext], published: str,
) -> None:
    page = reader(base_url=published, java_script_enabled=False).new_page()
    page.goto("search/")
    page.get_by_role("link", name=f"Version {EARLIER}").click()
    assert page.url == f"{published}v/{EARLIER}/search/"
