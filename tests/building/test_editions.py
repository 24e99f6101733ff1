"""What a preview shows, and what search and links hold of an edition. That it holds no trace of others: test_canaries.py."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.support.built import Site

pytestmark = pytest.mark.build

EDITIONS = ("public", "partners", "staff", "managers")


def test_what_is_not_out_stands_in_a_preview_in_pages_search_and_names(preview: Site) -> None:
    for word in ("qxmanagersqx", "qxdraftqx", "qxfutureqx", "qxwithdrawnqx", "qxunsignedqx"):
        found = preview.where(word)
        assert f"{word}" in " ".join(found)
        for kind in (r"\.html$", r"\.pf_fragment$", r"\.pf_index$"):
            assert [path for path in found if re.search(kind, path)], f"{word} is in no {kind}"
    assert "search/vocabulary.json" in preview.where("qxmanagersqx")
    assert [path for path in preview.where("theme qxmanagersqx") if path.endswith(".pf_filter")]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("seven-minute/qxdraftqx/", "Draft."),
        ("seven-minute/qxfutureqx/", "Not before 1 December 2026."),
        ("seven-minute/qxwithdrawnqx/", "Withdrawn."),
    ],
)
def test_a_preview_shows_what_is_not_out_with_a_watermark(preview: Site, address: str, words: str) -> None:
    assert f"{words} Shown in this preview only; it is in no edition." in preview.page(address).text


def test_a_preview_marks_nothing_else_and_says_that_it_is_one(preview: Site) -> None:
    assert "Shown in this preview only" not in preview.page("seven-minute/ask-first/").text
    assert "Managers edition, preview with drafts, built 25 November 2026" in preview.page("").text


def test_a_preview_lists_what_is_not_out_with_its_state(preview: Site) -> None:
    texts = " ".join(page.text for path, page in preview.pages.items() if path.startswith("seven-minute/by-title/"))
    for title, state in (("Draft qxdraftqx", "Draft"), ("To come qxfutureqx", "Not before 1 December 2026"),
                         ("Withdrawn qxwithdrawnqx", "Withdrawn")):
        assert re.search(rf"{title} .{{0,120}}{state}", texts), title


@pytest.mark.parametrize("edition", EDITIONS)
def test_search_holds_the_records_of_the_edition_and_nothing_else(full: Callable[[str], Site], edition: str) -> None:
    site = full(edition)
    assert site.fragments
    redirects = {path.removesuffix("index.html") for path in site.redirects()}
    for address, fragment in site.fragments.items():
        assert f"{address}index.html" in site.pages
        assert address not in redirects
        assert len(fragment["filters"]["Type"]) == 1
    records = {p.removesuffix("index.html") for p in site.pages if "data-pagefind-body" in site.files[p].decode()}
    assert set(site.fragments) == records


def test_search_knows_type_theme_year_role_and_status_of_a_record(full: Callable[[str], Site]) -> None:
    fragment = full("staff").fragments["seven-minute/for-staff/"]
    assert fragment["filters"] == {
        "Type": ["7-minute briefing"], "Theme": ["Recording", "Self-neglect"], "Year": ["2025"], "For": ["Team managers"],
        "Status": ["Published"],
    }
    also = " ".join(fragment["meta"].values())
    assert "7MB" in also
    assert "hoarding" in also


def test_suggesting_a_change_leads_to_the_forge_for_staff_and_to_the_mailbox_for_others(full: Callable[[str], Site]) -> None:
    address = "seven-minute/moved/"
    staff = [link for link in full("staff").page(address).links() if link.endswith("briefings/seven-minute/moved.md")]
    assert len(staff) == 1
    for edition in ("public", "partners"):
        assert full(edition).where("briefings/seven-minute/moved.md") == []
        assert "Suggest a change by e-mail" in full(edition).page(address).text


def test_an_owner_who_is_in_another_edition_is_not_named(full: Callable[[str], Site]) -> None:
    assert "Not in this edition" in full("staff").page("sar/adult-p/").text
    assert "Desk qxmanagersqx" in full("managers").page("sar/adult-p/").text
