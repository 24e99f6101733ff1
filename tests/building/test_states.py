"""States, threads and packs stand in the staff and managers editions, and leave no trace in the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.built import Site

pytestmark = pytest.mark.build

WITH, WITHOUT = ("staff", "managers"), ("public", "partners")
OF_STATES = ("The thread", "Where they stand", "Themes by quarter", "Themes that need a look", "Seen, not detected",
             "Evidence from the records", "Not seen: no source")


@pytest.mark.parametrize("edition", WITH)
def test_a_theme_shows_its_definition_its_thread_and_what_has_not_happened(full: Callable[[str], Site], edition: str) -> None:
    page = full(edition).page("themes/self-neglect/")
    assert "What it means, in a sentence." in page.text
    assert "Named in Adult P: three teams and no meeting (Safeguarding Adults Review)." in page.text
    assert "Not detected: it was seen too seldom, or in one kind of source only." in page.text
    assert "about/rules/#seen" in " ".join(page.links())


@pytest.mark.parametrize("edition", WITH)
def test_themes_stand_by_quarter_and_their_list_leads_there(full: Callable[[str], Site], edition: str) -> None:
    site = full(edition)
    assert "by-quarter/" in site.page("themes/").links()
    for address in ("themes/by-quarter/", "themes/by-quarter/by-state/"):
        page = site.page(address)
        assert "Self-neglect" in page.text
        assert [a for t, a in page.tags if t == "div" and a.get("role") == "region" and a.get("tabindex") == "0"]


@pytest.mark.parametrize("edition", WITH)
def test_a_statement_has_what_its_records_show_and_what_is_missing(full: Callable[[str], Site], edition: str) -> None:
    page = full(edition).page("quality-statements/safeguarding/")
    assert "Recommendation 1 helped (practice evidence). Before, 7 of 20 files had it; then 15 of 21." in page.text
    assert "Recommendation 2 was due by 30 June 2026 and is not done." in page.text


@pytest.mark.parametrize("edition", WITHOUT)
def test_editions_for_others_show_the_definition_and_no_state_anywhere(full: Callable[[str], Site], edition: str) -> None:
    site = full(edition)
    assert "What it means, in a sentence." in site.page("themes/self-neglect/").text
    assert not [p for p in site.files if "by-quarter" in p or p.startswith("themes/state/")]
    rules = {"about/rules/index.html"}  # they say what states there are, and of what they are made
    for words in OF_STATES:
        assert {p for p, page in site.pages.items() if words in page.text} - rules == set(), words


@pytest.mark.parametrize("edition", [*WITH, *WITHOUT])
def test_the_rules_stand_in_every_edition_with_their_numbers(full: Callable[[str], Site], edition: str) -> None:
    said = full(edition).page("about/rules/").text
    assert "Found in at least 20% and 3 files of one audit round" in said
    assert "at least 15 files" in said
    assert "down by at least 10 points of a hundred" in said


def test_a_record_shows_where_it_came_from_and_what_it_led_to(full: Callable[[str], Site]) -> None:
    page = full("staff").page("sar/adult-p/")
    assert "What it led to" in page.text
    assert "Acts on this theme: Theme" in page.text
