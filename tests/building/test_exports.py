"""Feeds, calendars and data of whole sites: there in each edition, linked, and with nothing of another edition."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest
from icalendar import Calendar

from tests.support.built import ADDRESS, Site

pytestmark = pytest.mark.build

EDITIONS = ("public", "partners", "staff", "managers")
DATA = {"hub.json", "hub.schema.json", "hub.sqlite", "records.csv", "recommendations.csv", "links.csv", "changes.csv",
        "figures.csv", "findings.csv", "events.csv"}
KINDS = ("feed.xml", "feed.json", "data/hub.json", "data/hub.sqlite", "data/records.csv", "data/links.csv", "events/all.ics")
"""One file of each kind of export, and more, in which a word of a record is sure to stand."""


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_has_its_feeds_its_calendar_and_its_data(full: Callable[[str], Site], edition: str) -> None:
    site = full(edition)
    assert {f"data/{name}" for name in DATA} <= set(site.files)
    assert {"feed.xml", "feed.json", "themes/feed.xml", "themes/recording/feed.json", "seven-minute/feed.xml"} <= set(site.files)
    assert {"events/all.ics", "events/practice-forum.ics"} <= set(site.files)
    assert ("data/use.csv" in site.files) == (edition in ("staff", "managers"))
    assert ("events/managers-network.ics" in site.files) == (edition == "managers")


@pytest.mark.parametrize("path", KINDS)
def test_a_word_of_a_managers_record_would_be_seen_in_each_kind_of_export(full: Callable[[str], Site], path: str) -> None:
    assert path in full("managers").where("qxmanagersqx")
    assert path not in full("staff").where("qxmanagersqx")


def test_a_word_is_seen_in_every_table_that_it_could_stand_in(full: Callable[[str], Site]) -> None:
    said = full("managers").database("data/hub.sqlite")
    tables = set(re.findall(r'^INSERT INTO "(\w+)" VALUES\(.*qxmanagersqx', said, re.MULTILINE))
    assert {"records", "links", "changes", "recommendations", "findings", "events", "use"} <= tables


def test_use_is_exported_to_staff_but_not_what_names_a_managers_record(full: Callable[[str], Site]) -> None:
    assert "We ask first: qxstaffqx." in full("staff").files["data/use.csv"].decode()
    assert full("staff").files["data/use.csv"].count(b"\r\n") == 2
    assert full("managers").files["data/use.csv"].count(b"\r\n") == 3


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_address_in_feeds_calendars_and_data_leads_to_a_page_of_the_edition(
    full: Callable[[str], Site], edition: str
) -> None:
    site = full(edition)
    found: set[str] = set()
    for path, data in site.files.items():
        if path.endswith("feed.xml"):
            atom = ET.fromstring(data)  # noqa: S314 - our own
            found |= {link.get("href", "") for link in atom.iter("{http://www.w3.org/2005/Atom}link")}
        elif path.endswith("feed.json"):
            feed: Any = json.loads(data)
            found |= {feed["feed_url"], feed["home_page_url"], *(item["url"] for item in feed["items"])}
        elif path.endswith(".ics"):
            found |= {str(event["url"]) for event in Calendar.from_ical(data).walk("VEVENT")}
    found |= {record["url"] for record in json.loads(site.files["data/hub.json"])["records"]}
    assert len(found) > 20
    for url in found:
        path = url.removeprefix(ADDRESS)
        assert (f"{path}index.html" if path.endswith("/") or not path else path) in site.files, url


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_data_page_leads_to_every_data_file_and_names_every_column(full: Callable[[str], Site], edition: str) -> None:
    site = full(edition)
    page = site.page("data/")
    links = set(page.links())
    files = {path.removeprefix("data/") for path in site.files if path.startswith("data/") and not path.endswith(".html")}
    assert files - links == set()
    for name in files:
        if name.endswith(".csv"):
            for column in site.files[f"data/{name}"].decode().split("\r\n", 1)[0].split(","):
                assert f"<code>{column}</code>" in site.source("data/"), f"{name}: {column}"
    assert "Open Government Licence v3.0" in page.text
    assert f"Everything in the {edition} edition of 25 November 2026" in page.text


def test_lists_themes_and_what_changed_name_their_feed_in_the_head_and_on_the_page(full: Callable[[str], Site]) -> None:
    site = full("staff")
    for address, feed in (("seven-minute/", "feed.xml"), ("themes/recording/", "feed.xml"), ("changes/", "../feed.xml")):
        page = site.page(address)
        heads = [a["href"] for t, a in page.tags if t == "link" and a.get("type") == "application/atom+xml"]
        assert feed in heads, address
        assert feed in [a.get("href") for t, a in page.tags if t == "a"], address
        assert "Follow: feed of " in page.text, address
    record = site.page("seven-minute/ask-first/")
    assert [a["href"] for t, a in record.tags if a.get("type") == "application/atom+xml"] == ["../../feed.xml"]


def test_every_footer_leads_to_the_data(full: Callable[[str], Site]) -> None:
    site = full("public")
    for path in sorted(set(site.pages) - site.redirects()):
        here = "./" if path == "data/index.html" else "data/"
        assert [link for link in site.pages[path].links() if link.endswith(here)], path
