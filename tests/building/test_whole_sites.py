"""A whole site: that it builds, that all of it hangs together, and what stands on every page."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.content.records.registry import record_types
from macros.publish.leaks import report_of
from macros.publish.releases.layout import WITHDRAWN
from tests.support.built import ADDRESS, Page, Site
from tests.support.project import Project, real_site

pytestmark = pytest.mark.build

EDITIONS = ("public", "partners", "staff", "managers")
LISTS = {"seven-minute/", "themes/", "contacts/", "sar/", "quality-statements/", "events/", "audits/"}
VIEWS = {"", "search/", "az/", "data/", "about/rules/"}
OWN_PAGES = {"", "about/", "about/accessibility/", "about/braces/"}
STAFF_PAGES = {
    "about/contribute/", "actions/", "gaps/", "gaps/reviews-due/", *(f"about/fields/{folder}/" for folder in record_types()),
}
PAGES_OF_RECORDS = re.compile(r"(?:seven-minute|themes|contacts|sar|quality-statements|events|audits)/[a-z0-9-]+/")
_ACCESSIBILITY = re.compile(r'<footer.*<a href="[^"]*">Accessibility statement</a>.*</footer>', re.DOTALL)
MONTHS = re.compile(r"changes/(?:\d{4}-\d{2}/)?|events/month/\d{4}-\d{2}/")


def resolved(path: str, link: str) -> str:
    """Return the address, from the top, that a link of a page leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) + "/"


def test_the_smallest_site_has_its_record_pages_and_the_sites_own(minimal: Site) -> None:
    assert {"index.html", "seven-minute/first-visit/index.html", "contacts/adult-safeguarding-team/index.html",
            "seven-minute/index.html", "az/index.html", "changes/index.html", "search/index.html", "404.html",
            "sitemap.xml", "robots.txt", "search/index/pagefind.js"} <= set(minimal.files)
    assert "We hold 2 pages." in minimal.page("").text


def test_a_site_without_themes_or_dates_to_sort_by_has_no_links_to_them(minimal: Site) -> None:
    assert [path for path in minimal.files if path.startswith("themes/")] == []
    assert "themes/" not in " ".join(minimal.page("").links())


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_link_of_every_page_leads_to_a_page_and_to_a_place_on_it(full: Callable[[str], Site], edition: str) -> None:
    assert full(edition).broken_links() == []


def test_every_link_of_the_smallest_site_leads_somewhere(minimal: Site) -> None:
    assert minimal.broken_links() == []


@pytest.mark.parametrize("edition", ["public", "staff"])
def test_every_link_of_our_own_content_leads_somewhere(
    root: Path, tmp_path_factory: pytest.TempPathFactory, edition: str
) -> None:
    assert Site(real_site(root, tmp_path_factory, edition)).broken_links() == []


@pytest.mark.parametrize("part", ["az/", "events/month/"])
def test_every_made_up_record_is_marked_where_an_index_or_a_month_names_it(
    root: Path, tmp_path_factory: pytest.TempPathFactory, part: str
) -> None:
    site = Site(real_site(root, tmp_path_factory, "staff"))
    made_up = {f"{r['id']}/" for r in json.loads(site.files["data/hub.json"])["records"] if r["example"]}
    pages = {path: page for path, page in site.pages.items() if path.startswith(part)}
    named = {p: [to for to in (resolved(p, link) for link in page.links()) if to in made_up] for p, page in pages.items()}
    assert any(named.values())
    assert {p: pages[p].text.count("Example content") >= len(links) for p, links in named.items()} == dict.fromkeys(pages, True)


def test_no_page_uses_an_id_twice(full: Callable[[str], Site]) -> None:
    twice = {p: [i for i, n in Counter(page.ids()).items() if n > 1] for p, page in full("managers").pages.items()}
    assert {path: ids for path, ids in twice.items() if ids} == {}


def test_no_page_carries_inline_styles_or_handlers(full: Callable[[str], Site]) -> None:
    for path, page in full("managers").pages.items():
        for tag, attributes in page.tags:
            assert "style" not in attributes, f"{path}: <{tag} {attributes}>"
            assert not [name for name in attributes if name.startswith("on")], f"{path}: <{tag} {attributes}>"
            assert not attributes.get("href", "").lower().startswith("javascript:"), path


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_footer_says_how_to_report_a_concern_and_which_edition_of_which_day_this_is(
    full: Callable[[str], Site], edition: str
) -> None:
    site = full(edition)
    marking = "OFFICIAL"
    for path in sorted(set(site.pages) - site.redirects()):
        page = site.pages[path]
        assert "Worried about an adult?" in page.text, path
        assert "In danger now: call 999" in page.text, path
        assert f"{edition.capitalize()} edition, built 25 November 2026. {marking}." in page.text, path
        assert _ACCESSIBILITY.search(site.files[path].decode("utf-8")), path


def test_every_page_has_one_title_and_one_first_heading_and_asks_not_to_be_indexed(full: Callable[[str], Site]) -> None:
    site = full("managers")
    for path in sorted(set(site.pages) - site.redirects()):
        page = site.pages[path]
        counts = Counter(tag for tag, _ in page.tags)
        assert counts["h1"] == 1, f"{path} has {counts['h1']} first headings"
        assert counts["main"] == 1, path
        assert page.one("html")["lang"] == "en", path
        assert "noindex" in page.one("meta", name="robots")["content"], path


def test_an_old_address_leads_on_without_a_script(full: Callable[[str], Site]) -> None:
    site = full("public")
    for old in ("seven-minute/old-name/", "sar/older-name/"):
        page = site.page(old)
        assert page.one("meta", http_equiv="refresh")["content"].endswith("/moved/"), old
        assert page.one("link", rel="canonical")["href"] == f"{ADDRESS}seven-minute/moved/"
        assert not [tag for tag, _ in page.tags if tag == "script"]
        assert "Moved house" in page.text


def test_the_place_of_one_type_leads_on_to_its_list(full: Callable[[str], Site]) -> None:
    assert full("staff").page("briefings/").one("meta", http_equiv="refresh")["content"].endswith("/seven-minute/")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sitemap_holds_records_first_pages_of_lists_and_own_pages_only(full: Callable[[str], Site], edition: str) -> None:
    site = full(edition)
    addresses = re.findall(r"<loc>(.*?)</loc>", site.files["sitemap.xml"].decode("utf-8"))
    assert len(addresses) == len(set(addresses))
    assert all(a.startswith(ADDRESS) for a in addresses)
    listed = {a.removeprefix(ADDRESS) for a in addresses}
    own, lists = OWN_PAGES, LISTS - {"sar/"}
    if edition in ("staff", "managers"):
        own, lists = OWN_PAGES | STAFF_PAGES, LISTS | {"reviews/"}  # a place of two types there
    if edition == "managers":
        own = own | {"about/desk/"}
    assert {a for a in listed if not PAGES_OF_RECORDS.fullmatch(a) and not MONTHS.fullmatch(a)} == own | lists | VIEWS
    records = {p.removesuffix("index.html") for p in site.pages if PAGES_OF_RECORDS.fullmatch(p.removesuffix("index.html"))}
    redirects = {p.removesuffix("index.html") for p in site.redirects()}
    held = {a for a in listed if PAGES_OF_RECORDS.fullmatch(a)}
    notices = {p.removesuffix("index.html") for p in site.pages if WITHDRAWN.encode() in site.files[p]}
    assert notices == {"seven-minute/qxwithdrawnqx/"}
    assert held == {a for a in records - redirects - notices if not a.endswith(("/by-title/", "/by-date/"))}


def test_robots_are_asked_to_stay_away(minimal: Site) -> None:
    assert minimal.files["robots.txt"].decode() == "User-agent: *\nDisallow: /\n"


def test_the_page_for_a_lost_reader_offers_ways_on(minimal: Site) -> None:
    page = minimal.page("404.html")
    assert "There is no page at this address" in page.text
    assert {"/search/", "/az/", "/changes/", "/seven-minute/"} <= set(page.links())


def test_a_theme_that_nothing_was_written_on_says_so(full: Callable[[str], Site]) -> None:
    assert "Nothing has been written on this theme yet." in full("public").page("themes/night-care/").text


def test_a_page_says_what_state_its_record_is_in(full: Callable[[str], Site]) -> None:
    site = full("staff")
    assert "The review of this page is 34 days overdue." in site.page("seven-minute/late/").text
    assert "This page is under review." in site.page("seven-minute/looked-at/").text
    replaced = site.page("seven-minute/replaced/")
    assert "This page has been replaced." in replaced.text
    assert "../ask-first/" in set(replaced.links())


def test_overdue_reviews_are_no_news_for_the_public(full: Callable[[str], Site]) -> None:
    for edition in ("public", "partners"):
        assert "overdue" not in full(edition).page("seven-minute/late/").text


def test_a_replaced_record_is_in_no_list_but_keeps_its_page(full: Callable[[str], Site]) -> None:
    site = full("staff")
    lists = [p for p in site.pages if p.startswith(("seven-minute/", "az/", "themes/")) and "replaced" not in p]
    assert [p for p in lists if "How we used to ask" in site.pages[p].text and not p.startswith("seven-minute/ask-first")] == []


def test_lists_are_cut_into_pages_that_together_hold_every_record_once(full: Callable[[str], Site]) -> None:
    site = full("staff")
    for start in ("seven-minute/", "seven-minute/by-title/", "seven-minute/theme/self-neglect/"):
        held = _entries(site, start)
        assert len(held) == len(set(held)), start
    everything = set(_entries(site, "seven-minute/"))
    assert everything == set(_entries(site, "seven-minute/by-title/"))
    assert set(_entries(site, "seven-minute/theme/self-neglect/")) < everything
    assert len(everything) > 8


def test_the_count_beside_a_facet_is_the_number_of_records_behind_it(full: Callable[[str], Site]) -> None:
    site = full("staff")
    counted = re.findall(r'<a href="([^"]+)"[^>]*><span>[^<]*</span> <span>(\d+)</span></a>', site.source("seven-minute/"))
    assert len(counted) > 6
    for link, count in counted:
        assert len(_entries(site, f"seven-minute/{'' if link in ('./', '.') else link}")) == int(count), link


def test_two_builds_of_the_same_are_the_same_to_the_byte_apart_from_the_search_index(
    full: Callable[[str], Site], project: Callable[[str], Project], tmp_path: Path
) -> None:
    again = project("full").build(tmp_path / "again", "staff")
    assert again.code == 0, again.said
    first, second = full("staff"), Site(tmp_path / "again")
    assert _without_index(first) == _without_index(second)
    assert _report(first) == _report(second)


def _report(site: Site) -> dict[str, Any]:
    """What is said of the last look at a site, but for what depends on the search index."""
    said = json.loads(report_of(site.folder).read_bytes())
    return {name: value for name, value in said.items() if name not in ("search_index", "files", "bytes", "report_sha256")}


def _without_index(site: Site) -> dict[str, bytes]:
    return {path: data for path, data in site.files.items() if not path.startswith("search/index/")}


def _entries(site: Site, start: str) -> list[str]:
    """Return the titles of a list, from its first page to its last."""
    found: list[str] = []
    address = start
    while True:
        found += re.findall(r"<h3><a href=\"[^\"]+\">(.*?)</a></h3>", site.source(address))
        following = [a for t, a in site.page(address).tags if t == "a" and a.get("rel") == "next"]
        if not following:
            return found
        address = _joined(address, following[0]["href"])


def _joined(address: str, link: str) -> str:
    parts = [*address.strip("/").split("/"), *link.strip("/").split("/")]
    made: list[str] = []
    for part in parts:
        if part == "..":
            made.pop()
        elif part != ".":
            made.append(part)
    return f"{'/'.join(made)}/"


def test_a_broken_link_would_be_seen() -> None:
    page = Page([("a", {"href": "nowhere/"}), ("a", {"href": "#nothing"}), ("a", {"href": "#here"}), ("h2", {"id": "here"})])
    site = Site(Path("nowhere"))
    vars(site).update(files={"index.html": b""}, pages={"index.html": page})
    assert [line.partition(": ")[2] for line in site.broken_links()] == [
        "nowhere/ leads to no file", "#nothing leads to no place on index.html",
    ]
