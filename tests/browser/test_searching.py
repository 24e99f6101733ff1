"""Search: by keyboard alone, in the field's own words, and helpful when nothing is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from macros.site.words import MONTHS

pytestmark = pytest.mark.browser

MOST_TABS = 90


def _found(page: Page) -> None:
    """Wait until an answer stands on the page."""
    expect(page.locator("#found")).to_be_visible()


def _ask(page: Page, text: str) -> None:
    page.goto(f"search/?q={quote(text)}")
    _found(page)


def _tab_to(page: Page, there: Callable[[Page], bool]) -> None:
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if there(page):
            return
    pytest.fail(f"not reached by {MOST_TABS} presses of Tab")


def _in(page: Page, selector: str) -> bool:
    return bool(page.evaluate("s => document.activeElement.matches(s)", selector))


@pytest.mark.parametrize("address", ["./", "seven-minute/carers/", "themes/", "az/", "no-such-page/"])
def test_one_key_goes_to_the_search_field_on_any_page(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    assert _in(page, "input[type=search]")
    page.keyboard.type("a/b")
    assert page.evaluate("document.activeElement.value") == "a/b"


def test_a_whole_search_by_keyboard_alone(page: Page) -> None:
    page.goto("./")
    page.keyboard.press("/")
    page.keyboard.type("self-neglect")
    page.keyboard.press("Enter")
    _found(page)
    before = _count(page)
    _tab_to(page, lambda p: _in(p, "nav[aria-label='Filter results'] a:not([aria-current])"))
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_be_focused()
    assert 0 < _count(page) < before
    _tab_to(page, lambda p: _in(p, ".hub-results h3 a"))
    title = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text(title)
    expect(page.locator("main h1")).to_be_visible()


def test_what_was_found_is_said_to_those_who_cannot_see_it(page: Page) -> None:
    _ask(page, "carers")
    expect(page.get_by_role("status").filter(has_text=re.compile(r"\d+ results? for “carers”"))).to_have_count(1)
    expect(page).to_have_title(re.compile("^carers - "))


@pytest.mark.parametrize("title", ["carers", "Self-neglect", "Learning cascade"])
def test_the_page_whose_title_was_typed_comes_first(page: Page, title: str) -> None:
    _ask(page, title)
    first = page.locator(".hub-results h3").first
    expect(first).to_have_text(re.compile(f"^{title}$", re.IGNORECASE))


@pytest.mark.parametrize("words", ["7MB", "7 MB", "seven-minute brief", "7 minute briefing"])
def test_the_words_that_people_use_for_briefings_find_them(page: Page, words: str) -> None:
    _ask(page, words)
    kinds = page.locator(".hub-results .hub-entries__kind").all_inner_texts()
    assert len(kinds) > 5
    assert all("7-minute briefing" in kind for kind in kinds[:5]), kinds


@pytest.mark.parametrize("words", ["DoLS", "MCA", "s42", "MSP", "SAR", "hoarding"])
def test_the_fields_own_short_words_find_pages(page: Page, words: str) -> None:
    _ask(page, words)
    assert _count(page) > 0
    expect(page.get_by_text("Also searched:").or_(page.locator(".hub-results mark")).first).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "meant"), [("zelf-neglect", "self-neglect"), ("hordeing", "hoarding"), ("superivsion", "supervision")],
)
def test_where_nothing_is_found_words_of_the_site_are_offered_that_find_something(page: Page, typed: str, meant: str) -> None:
    _ask(page, typed)
    assert _count(page) == 0
    page.get_by_text("Did you mean").get_by_role("link", name=meant, exact=True).click()
    expect(page.locator("#found")).to_contain_text(f"for “{meant}”")
    assert _count(page) > 0
    page.go_back()
    expect(page.locator("#found")).to_contain_text(f"for “{typed}”")


def test_two_misspelt_words_still_lead_to_the_page(page: Page) -> None:
    _ask(page, "profesional curiousity")
    offered = page.get_by_text("Did you mean").get_by_role("link")
    if offered.count():
        offered.click()
        expect(page.locator("#found")).to_contain_text("for “professional curiosity”")
    expect(page.locator(".hub-results h3").get_by_role("link", name="Professional curiosity", exact=True)).to_be_visible()


def test_a_search_is_filtered_sorted_by_date_and_undone_by_the_back_button(page: Page) -> None:
    _ask(page, "carers")
    everything = _count(page)
    filters = page.get_by_role("navigation", name="Filter results")
    choice = filters.get_by_role("link", name=re.compile("^7-minute briefing"))
    expected = int(choice.locator("span").last.inner_text())
    choice.click()
    page.wait_for_url("**Type=7-minute*")
    expect(page.locator("#found")).to_have_text(re.compile(rf"^{expected} results? "))
    assert {k for k in page.locator(".hub-results .hub-entries__kind").all_inner_texts() if "7-minute" not in k} == set()
    page.get_by_role("link", name="Show newest first").click()
    expect(page.get_by_text("Newest first.")).to_be_visible()
    days = [_day(text) for text in page.locator(".hub-results .hub-entries .hub-meta").all_inner_texts()]
    assert days == sorted(days, reverse=True)
    page.go_back()
    expect(page.get_by_text("Best match first.")).to_be_visible()
    page.go_back()
    expect(page.locator("#found")).to_have_text(re.compile(rf"^{everything} results? "))
    assert "Type" not in page.url


def test_two_filters_together_and_no_words_at_all(page: Page) -> None:
    page.goto("search/?Type=7-minute+briefing&Theme=Carers")
    _found(page)
    assert _count(page) > 0
    for themes in page.locator(".hub-results .hub-entries .hub-meta").all_inner_texts():
        assert themes


def test_search_filters_by_type_theme_year_role_and_status(page: Page) -> None:
    _ask(page, "review")
    headings = page.get_by_role("navigation", name="Filter results").get_by_role("heading").all_inner_texts()
    assert headings == ["Type", "Theme", "Year", "For", "Status"]


def test_excerpts_mark_what_was_found_and_are_text(page: Page) -> None:
    _ask(page, "carer")
    marks = page.locator(".hub-results mark").all_inner_texts()
    assert marks
    assert any("carer" in mark.lower() for mark in marks)


def test_a_search_in_the_address_can_be_sent_to_a_colleague(page: Page) -> None:
    page.goto("search/?q=carers&Type=7-minute+briefing&sort=date")
    _found(page)
    expect(page.get_by_text("Newest first.")).to_be_visible()
    expect(page.locator("main input[type=search]")).to_have_value("carers")


def test_what_a_reader_types_stays_text(page: Page) -> None:
    _ask(page, "<img src=x onerror=alert(1)>")
    assert page.locator("main img").count() == 0
    expect(page.locator("#found")).to_contain_text("<img src=x onerror=alert(1)>")


def test_nothing_found_offers_ways_on(page: Page) -> None:
    _ask(page, "zzzzqqqq")
    expect(page.get_by_text("Nothing was found. Try fewer or other words.")).to_be_visible()
    expect(page.get_by_text("Or look through the pages:")).to_be_visible()
    expect(page.get_by_role("link", name="Every title, A to Z")).to_be_visible()


def test_without_a_question_a_reader_is_not_told_that_search_does_not_run(page: Page) -> None:
    page.goto("search/")
    expect(page.get_by_text("Type a word or two above")).to_be_visible()
    expect(page.get_by_text("Search needs a script")).to_be_hidden()


def test_an_index_that_does_not_come_is_said_and_other_ways_are_offered(page: Page) -> None:
    page.route("**/pagefind.js", lambda route: route.abort())
    page.goto("search/?q=carers")
    expect(page.get_by_role("heading", name="Search did not load")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Check your connection, then load this page again.")
    expect(page.get_by_role("link", name="Every title, A to Z")).to_be_visible()


def _count(page: Page) -> int:
    match = re.match(r"(\d+) result", page.locator("#found").inner_text())
    assert match
    return int(match[1])


def _day(text: str) -> tuple[int, int, int]:
    found = re.search(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})", text)
    assert found, text
    return int(found[3]), MONTHS.index(found[2]) + 1, int(found[1])
