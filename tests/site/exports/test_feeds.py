"""Feeds: what changed, newest first, each version an entry that stays itself."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from macros.content.records.base import Audience
from macros.site.exports.feeds import MOST, Feed, Written, feeds, followed
from macros.site.views.parts import Scene
from tests.making import contact, theme
from tests.support.built import ADDRESS
from tests.support.scenes import scene_of

ATOM = "{http://www.w3.org/2005/Atom}"
TEAM = {"briefings/contacts/team.md": contact("Team")}
SUMMER = "  - {on: 2026-07-01, version: 2, note: Clearer., approved_by: Lead}\n"


def written(scene: Scene, folder: str) -> tuple[ET.Element, Any]:
    """A feed as Atom and as JSON, read back."""
    feed = next(f for f in feeds(scene, "Learning") if f.folder == folder)
    made = Written(scene)
    return ET.fromstring(made.atom(feed)), json.loads(made.json(feed))  # noqa: S314 - our own


def texts(atom: ET.Element, name: str) -> list[str | None]:
    return [e.text for e in atom.findall(f"{ATOM}entry/{ATOM}{name}")]


def test_the_site_every_type_and_every_theme_in_which_something_changed_has_a_feed() -> None:
    files = {**TEAM, "briefings/themes/recording.md": theme("Recording")}
    scene = scene_of(files)
    assert [f.folder for f in feeds(scene, "Learning")] == ["", "themes/", "themes/recording/"]
    assert followed(scene) == {"themes/", "themes/recording/"}


def test_an_entry_of_each_version_stands_in_both_formats_with_the_same_id() -> None:
    scene = scene_of({**TEAM, "briefings/themes/recording.md": theme("Recording", SUMMER)})
    atom, as_json = written(scene, "themes/recording/")
    page = f"{ADDRESS}themes/recording/"
    assert texts(atom, "id") == [f"{page}#v2", f"{page}#v1"] == [item["id"] for item in as_json["items"]]
    assert texts(atom, "title") == ["Recording, version 2 (example content)", "Recording (example content)"]
    assert texts(atom, "summary") == ["A word in common."] * 2
    assert as_json["items"][0]["content_text"] == "Version 2: Clearer. Example content. Not approved practice guidance."
    assert [link.get("href") for link in atom.findall(f"{ATOM}entry/{ATOM}link")] == [page, page]


def test_a_day_begins_at_midnight_in_london_in_summer_and_in_winter() -> None:
    scene = scene_of({**TEAM, "briefings/themes/recording.md": theme("Recording", SUMMER)})
    atom, as_json = written(scene, "")
    assert texts(atom, "updated") == ["2026-07-01T00:00:00+01:00", "2026-03-02T00:00:00+00:00"]
    assert atom.findtext(f"{ATOM}updated") == "2026-07-01T00:00:00+01:00"
    assert as_json["items"][1]["date_published"] == "2026-03-02T00:00:00+00:00"


def test_a_feed_says_its_own_address_and_that_of_its_page() -> None:
    scene = scene_of({**TEAM, "briefings/themes/recording.md": theme("Recording")})
    atom, as_json = written(scene, "themes/")
    links = {link.get("rel"): link.get("href") for link in atom.findall(f"{ATOM}link")}
    assert links == {"self": f"{ADDRESS}themes/feed.xml", "alternate": f"{ADDRESS}themes/"}
    assert atom.findtext(f"{ATOM}id") == f"{ADDRESS}themes/feed.xml"
    assert (as_json["feed_url"], as_json["home_page_url"]) == (f"{ADDRESS}themes/feed.json", f"{ADDRESS}themes/")
    assert as_json["version"] == "https://jsonfeed.org/version/1.1"


def test_a_record_is_in_the_feed_of_each_of_its_themes_and_names_them() -> None:
    files = {**TEAM, "briefings/themes/recording.md": theme("Recording"),
             "briefings/themes/notes.md": theme("Notes", "themes: [recording]\n", on="2026-04-01")}
    atom, as_json = written(scene_of(files), "themes/recording/")
    assert texts(atom, "title") == ["Notes (example content)", "Recording (example content)"]
    assert as_json["items"][0]["tags"] == ["Theme", "Recording"]
    assert [c.get("label") for c in atom.findall(f"{ATOM}entry/{ATOM}category")] == ["Theme", "Recording", "Theme"]


def test_a_theme_of_another_edition_is_not_named() -> None:
    files = {**TEAM, "briefings/themes/secret.md": theme("Secret", audience="managers"),
             "briefings/themes/notes.md": theme("Notes", "themes: [secret]\n")}
    scene = scene_of(files, Audience.STAFF)
    made = Written(scene)
    for feed in feeds(scene, "Learning"):
        assert b"ecret" not in made.atom(feed) + made.json(feed)
    assert followed(scene) == {"themes/", "themes/notes/"}


def test_only_the_newest_entries_are_in_a_feed() -> None:
    files = {f"briefings/themes/theme-{n}.md": theme(f"Subject {n}", on=f"2025-{n % 12 + 1:02d}-01") for n in range(MOST + 5)}
    (atom, as_json) = written(scene_of({**TEAM, **files}), "")
    days = [item["date_published"] for item in as_json["items"]]
    assert len(days) == MOST == len(atom.findall(f"{ATOM}entry"))
    assert days == sorted(days, reverse=True)
    assert "2025-12-01T00:00:00+00:00" in days
    assert days.count("2025-01-01T00:00:00+00:00") < 5


def test_what_changes_after_today_is_in_no_feed() -> None:
    later = "  - {on: 2026-12-24, version: 2, note: To come., approved_by: Lead}\n"
    atom, _ = written(scene_of({**TEAM, "briefings/themes/recording.md": theme("Recording", later)}), "")
    assert texts(atom, "id") == [f"{ADDRESS}themes/recording/#v1"]


def test_a_site_in_which_nothing_changed_yet_has_a_feed_of_its_day() -> None:
    atom, as_json = written(scene_of(TEAM), "")
    assert atom.findtext(f"{ATOM}updated") == "2026-11-22T00:00:00+00:00"
    assert as_json["items"] == []


@pytest.mark.parametrize("title", ["Cats & dogs <b>", '“Quotes” "here"', "]]> </entry>"])
def test_a_title_is_text_in_both_formats_whatever_signs_it_holds(title: str) -> None:
    quoted = json.dumps(title, ensure_ascii=False)
    atom, as_json = written(scene_of({**TEAM, "briefings/themes/recording.md": theme(quoted)}), "")
    assert texts(atom, "title") == [f"{title} (example content)"]
    assert as_json["items"][0]["title"] == f"{title} (example content)"


def test_the_same_edition_gives_the_same_bytes() -> None:
    def once() -> list[tuple[bytes, bytes]]:
        scene = scene_of({**TEAM, "briefings/themes/recording.md": theme("Recording", SUMMER)})
        made, found = Written(scene), list(feeds(scene, "Learning"))
        assert all(isinstance(f, Feed) for f in found)
        return [(made.atom(f), made.json(f)) for f in found]

    assert once() == once()
