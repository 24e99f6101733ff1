"""A reader finds their way: by clicks, through lists without a script, and at 400% zoom by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 640}


def test_a_reader_goes_from_home_to_a_briefing_to_its_theme_and_back_to_another(page: Page) -> None:
    page.goto("./")
    page.get_by_role("region", name=re.compile("team meeting")).get_by_role("link").first.click()
    expect(page.locator(".hub-kind")).to_contain_text("7-minute briefing")
    expect(page.locator("main h1")).to_have_count(1)
    briefing = page.locator("main h1").inner_text()
    expect(page.locator(".hub-part")).to_have_count(7)
    facts = page.locator("dl").first
    facts.locator("div", has=page.get_by_text("Themes", exact=True)).get_by_role("link").first.click()
    expect(page.locator(".hub-kind")).to_contain_text("Theme")
    expect(page.get_by_role("region", name="What it means")).to_be_visible()
    expect(page.get_by_role("link", name=briefing, exact=True).first).to_be_visible()


def test_the_bar_at_the_top_marks_the_place_that_a_page_is_in(page: Page) -> None:
    page.goto("seven-minute/carers/")
    here = page.get_by_role("navigation", name="Places", exact=True).locator("[aria-current]")
    expect(here).to_have_text("Briefings")


def test_overdue_and_under_review_are_said_before_the_text(page: Page) -> None:
    page.goto("seven-minute/")
    for state, label in (("Review overdue", "Review overdue"), ("Under review", "Under review")):
        page.goto("seven-minute/")
        entry = page.get_by_role("listitem").filter(has=page.get_by_role("heading")).filter(has_text=state)
        entry.first.get_by_role("link").first.click()
        notice = page.get_by_role("note", name=label)
        expect(notice).to_be_visible()
        assert _top(notice) < _top(page.locator(".hub-part").first)


def test_lists_filter_sort_and_turn_their_pages_without_a_script(reader: Callable[..., BrowserContext]) -> None:
    page = reader(java_script_enabled=False).new_page()
    page.goto("seven-minute/")
    total = _entries(page)
    filters = page.get_by_role("navigation", name=re.compile("^Filter"))
    choice = filters.get_by_role("link").filter(has_not_text="All").first
    count = int(choice.locator("span").last.inner_text())
    name = choice.locator("span").first.inner_text()
    choice.click()
    assert _entries(page) == count < total
    expect(filters.locator("[aria-current]").filter(has_text=name)).to_have_count(1)
    expect(page.locator("main")).to_contain_text(f": {name}")
    page.goto("seven-minute/")
    page.get_by_role("link", name="Show by title").click()
    titles = page.locator("main ul.hub-entries h3").all_inner_texts()
    assert titles == sorted(titles, key=lambda t: re.sub(r"^(the|an|a) ", "", t.casefold().lstrip("“‘\"'(")))
    page.get_by_role("link", name="Show newest first").click()
    days = [d.get_attribute("datetime") or "" for d in page.locator("main ul.hub-entries time").all()]
    assert days == sorted(days, reverse=True)
    assert len(days) == total


def test_on_a_phone_the_filters_open_without_a_script(reader: Callable[..., BrowserContext]) -> None:
    page = reader(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto("seven-minute/")
    link = page.get_by_role("navigation", name=re.compile("^Filter")).get_by_role("link").nth(1)
    expect(link).to_be_hidden()
    page.locator("main summary", has_text=re.compile("^Filter")).click()
    expect(link).to_be_visible()


def test_the_search_page_shows_other_ways_in_without_a_script(reader: Callable[..., BrowserContext]) -> None:
    page = reader(java_script_enabled=False).new_page()
    page.goto("./")
    page.get_by_role("search", name="Site").get_by_role("searchbox").fill("carers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=carers")
    expect(page.get_by_text("Search needs a script")).to_be_visible()
    for heading in ("By type", "By theme", "By month of change"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.locator("main").get_by_role("link", name="7-minute briefings").click()
    assert _entries(page) > 0


def test_at_400_percent_zoom_the_menu_is_reached_and_used_by_keyboard(reader: Callable[..., BrowserContext]) -> None:
    page = reader(viewport={"width": 320, "height": 256}).new_page()
    page.goto("./")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    assert page.evaluate("document.activeElement.textContent.trim()") == "Menu"
    page.keyboard.press("Enter")
    menu = page.get_by_role("navigation", name="Places, menu")
    expect(menu).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Themes":
            break
    assert page.evaluate("document.activeElement.checkVisibility()")
    page.keyboard.press("Enter")
    page.wait_for_url("**/themes/")


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Page) -> None:
    page.goto("seven-minute/carers/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_an_address_that_leads_nowhere_offers_ways_on(page: Page) -> None:
    answer = page.goto("seven-minute/no-such-page/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
    page.get_by_role("link", name="Look through every title, A to Z").click()
    page.wait_for_url("**/az/")


def test_the_reader_chooses_the_colours_and_they_stay(page: Page) -> None:
    page.goto("./")
    assert _scheme(page) == "hub-light"
    page.locator("label.hub-scheme:visible").click()
    assert _scheme(page) == "hub-dark"
    page.goto("themes/")
    assert _scheme(page) == "hub-dark"


def test_the_choice_of_colours_is_seen_and_used_by_keyboard(page: Page) -> None:
    page.goto("./")
    page.locator(".md-option").first.focus()
    assert page.evaluate("scrollY") == 0
    for key, scheme in ((" ", "hub-dark"), ("Enter", "hub-light")):
        page.keyboard.press(key)
        assert _scheme(page) == scheme
        assert page.evaluate("document.activeElement.nextElementSibling.checkVisibility() && scrollY === 0")


def test_the_menu_closes_by_escape_and_when_the_reader_goes_on_past_it(reader: Callable[..., BrowserContext]) -> None:
    page = reader(viewport=PHONE).new_page()
    page.goto("seven-minute/carers/")
    menu, opens = page.get_by_role("navigation", name="Places, menu"), page.locator(".hub-menu summary")
    opens.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(opens).to_be_focused()
    opens.press("Enter")
    menu.get_by_role("link").last.focus()
    page.keyboard.press("Tab")
    expect(menu).to_be_hidden()


@pytest.mark.parametrize("address", ["az/s/", "seven-minute/", "seven-minute/carers/", "programmes/"])
def test_a_title_with_a_very_long_word_fits_a_phone(reader: Callable[..., BrowserContext], address: str) -> None:
    page = reader(viewport=PHONE).new_page()
    page.goto(address)
    titles = "document.querySelectorAll('h1, h3 a, .hub-titles a, th[scope=row] > a')"
    page.evaluate(f"{titles}.forEach(e => {{ e.textContent = 'Wiederaufnahme'.repeat(5) }})")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def _scheme(page: Page) -> str:
    return page.locator("body").get_attribute("data-md-color-scheme") or ""


def _entries(page: Page) -> int:
    return page.locator("main ul.hub-entries > li").count()


def _top(locator: object) -> float:
    box = locator.bounding_box()  # type: ignore[attr-defined]
    assert box
    return float(box["y"])
