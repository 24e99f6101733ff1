"""Earlier versions of the site beside the latest: what is kept, what each of their pages says, and where it leads."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from urllib.parse import urljoin

import pytest

from macros.publish.releases.earlier import as_earlier, latest_from
from macros.publish.releases.inventory import inventory
from macros.publish.releases.layout import WITHDRAWN
from macros.publish.releases.publication import publish
from macros.publish.releases.verification import verify_folder
from tests.releases.publishing import SITE, Shelf

PAGE = "sar/adult-p/index.html"
WITHOUT = {path: text for path, text in SITE.items() if path != PAGE}
HOST = "https://learning.example.gov.uk/"


def _way_on(page: str, path: str) -> str:
    """Return where the link of a notice leads, as a browser takes it."""
    notice = re.search(r'<aside class="hub-earlier".*?</aside>', page)
    assert notice
    found = re.search(r'href="([^"]*)"', notice[0])
    assert found
    return str(urljoin(HOST + path.removesuffix("index.html"), found[1]))


def test_a_new_version_moves_the_one_before_into_its_folder(shelf: Shelf) -> None:
    shelf.publish(1, version="2026.10")
    shelf.publish(2, version="2026.11")
    assert set(inventory(shelf.place.current / "v/2026.10")) == {*SITE, "manifest.json"}
    assert {path: shelf.text(path) for path in SITE} == SITE
    assert shelf.text("v/2026.10/assets/hub.css") == SITE["assets/hub.css"]


def test_the_same_version_again_takes_the_place_of_its_last_release(shelf: Shelf) -> None:
    shelf.publish(1, version="2026.10")
    shelf.publish(2, version="2026.11")
    shelf.publish(3, version="2026.11")
    assert sorted(path.name for path in (shelf.place.current / "v").iterdir()) == ["2026.10", "versions.json"]


def test_the_selectors_file_lists_the_latest_first_and_is_right_from_where_it_is_read(shelf: Shelf) -> None:
    for number, version in enumerate(("2026.09", "2026.10", "2026.11"), 1):
        shelf.publish(number, version=version)
    for base, file in (("", "versions.json"), ("v/2026.10/", "v/versions.json"), ("v/2026.09/", "v/versions.json")):
        assert urljoin(f"{HOST}{base}", "../versions.json") == HOST + file
        rows = json.loads(shelf.text(file))
        assert [(row["title"], row["aliases"]) for row in rows] == [("2026.11", ["latest"]), ("2026.10", []), ("2026.09", [])]
        # As the theme works out where a version is: beside the folder that the page's own version stands in.
        assert [urljoin(HOST + base, f"../{row['version']}/") for row in rows] == [
            HOST, f"{HOST}v/2026.10/", f"{HOST}v/2026.09/",
        ]


def test_a_first_version_has_no_others(shelf: Shelf) -> None:
    shelf.publish(1)
    assert [row["title"] for row in json.loads(shelf.text("versions.json"))] == ["2026.11"]
    assert not (shelf.place.current / "v").exists()


def test_each_page_of_an_earlier_version_says_so_and_leads_to_the_same_page_in_the_latest(shelf: Shelf) -> None:
    shelf.publish(1, version="2026.10")
    shelf.publish(2, version="2026.11")
    for path in (PAGE, "index.html"):
        page = shelf.text(f"v/2026.10/{path}")
        assert "This is version 2026.10 of the site, kept as it was." in page
        assert _way_on(page, f"v/2026.10/{path}") == HOST + path.removesuffix("index.html")


def test_a_page_that_the_latest_no_longer_has_says_so_and_once_it_is_back_leads_there_again(shelf: Shelf) -> None:
    shelf.publish(1, version="2026.10")
    shelf.publish(2, WITHOUT, version="2026.11")
    gone = shelf.text(f"v/2026.10/{PAGE}")
    assert "This page is not in the latest version." in gone
    assert _way_on(gone, f"v/2026.10/{PAGE}") == HOST
    shelf.publish(3, SITE, version="2026.11")
    back = shelf.text(f"v/2026.10/{PAGE}")
    assert back.count("<aside") == 1
    assert _way_on(back, f"v/2026.10/{PAGE}") == HOST + PAGE.removesuffix("index.html")
    assert verify_folder(shelf.place.store, print).wrong == ()


TAKEN_BACK = {**SITE, PAGE: f"<!doctype html><html><body><!--hub:notice-->{WITHDRAWN}<h1>Withdrawn</h1></body></html>"}


def test_a_page_that_was_withdrawn_later_says_not_to_follow_it_until_it_is_back(shelf: Shelf) -> None:
    shelf.publish(1, version="2026.09")
    shelf.publish(2, version="2026.10")
    shelf.publish(3, TAKEN_BACK, version="2026.10")
    shelf.publish(4, TAKEN_BACK, version="2026.11")
    old = shelf.text(f"v/2026.09/{PAGE}")
    assert "This page was withdrawn later. Do not follow it." in old
    assert _way_on(old, f"v/2026.09/{PAGE}") == HOST + PAGE.removesuffix("index.html")
    assert "Do not follow" not in shelf.text("v/2026.09/index.html")
    notice = shelf.text(f"v/2026.10/{PAGE}")
    assert "withdrawn later" not in notice, "it is a notice itself"
    shelf.publish(5, SITE, version="2026.11")
    back = shelf.text(f"v/2026.09/{PAGE}")
    assert "Do not follow" not in back
    assert back.count("<aside") == 1
    assert verify_folder(shelf.place.store, print).wrong == ()


def test_a_page_withdrawn_and_lost_from_the_disk_does_not_stop_the_next_release(shelf: Shelf) -> None:
    shelf.publish(1, version="2026.10")
    shelf.publish(2, TAKEN_BACK, version="2026.11")
    (shelf.place.current / PAGE).unlink()
    shelf.publish(3, TAKEN_BACK, version="2026.11")
    assert WITHDRAWN in shelf.text(PAGE)


def test_the_page_for_what_is_not_there_knows_which_version_it_is_in() -> None:
    told = '<script id="__config" type="application/json">{"base": "/", "search": "/w.js", "a": "//x"}</script><p>": "/</p>'
    page = as_earlier(f"<html><body>{told}</body></html>", "404.html", "2026.10", in_latest=True)
    assert '{"base": "/v/2026.10/", "search": "/v/2026.10/w.js", "a": "//x"}' in page
    assert '<p>": "/</p>' in page


def test_a_release_leads_to_the_same_earlier_versions_as_the_last_and_adds_only_its_own_changes(shelf: Shelf) -> None:
    for number, version in enumerate(("2026.09", "2026.10", "2026.11"), 1):
        shelf.publish(number, version=version)
    held = inventory(shelf.place.versions)
    way = shelf.way()
    shelf.publish(4, {**SITE, "index.html": "<html><body>Changed</body></html>"}, way=way)
    assert inventory(shelf.place.versions) == held
    assert way.disk.written == 4, "the page, the manifest, the lock and an entry of the ledger"


def test_only_the_version_that_a_page_left_or_came_back_to_is_made_anew(shelf: Shelf) -> None:
    shelf.publish(1, WITHOUT, version="2026.09")
    shelf.publish(2, SITE, version="2026.10")
    shelf.publish(3, SITE, version="2026.11")
    held = {link.name: link.readlink() for link in (shelf.place.current / "v").iterdir() if link.is_symlink()}
    shelf.publish(4, WITHOUT, version="2026.11")
    now = {link.name: link.readlink() for link in (shelf.place.current / "v").iterdir() if link.is_symlink()}
    assert now["2026.09"] == held["2026.09"]
    assert now["2026.10"] != held["2026.10"]
    shelf.publish(5, SITE, version="2026.11")
    back = {link.name: link.readlink() for link in (shelf.place.current / "v").iterdir() if link.is_symlink()}
    assert back == held


def test_folders_of_versions_go_with_the_last_release_that_leads_to_them(shelf: Shelf) -> None:
    shelf.publish(1, version="2026.10")
    for number in range(2, 8):
        shelf.publish(number, SITE if number % 2 else WITHOUT, version="2026.11", way=shelf.way(keep=2))
    assert len(list(shelf.place.versions.iterdir())) == 2
    for number in range(8, 11):
        shelf.publish(number, version="2026.11", way=shelf.way(keep=2))
    assert len(list(shelf.place.versions.iterdir())) == 1


@pytest.mark.parametrize("said", ["missing", "changed"])
def test_an_earlier_version_whose_own_manifest_is_not_the_one_published_is_found(shelf: Shelf, said: str) -> None:
    shelf.publish(1, version="2026.10")
    shelf.publish(2, version="2026.11")
    manifest = shelf.place.current / "v/2026.10/manifest.json"
    text = manifest.read_text("utf-8")
    manifest.unlink()
    if said == "changed":
        manifest.write_text(text.replace("2026-11-25", "2026-11-24"), "utf-8")
    assert any(f"{said}: v/2026.10/manifest.json" in line for line in verify_folder(shelf.place.store, print).wrong)


def test_the_settings_of_servers_allow_the_scripts_of_every_version_that_is_served(shelf: Shelf) -> None:
    asked = []

    def settings(scripts: tuple[str, ...], earlier: tuple[str, ...]) -> dict[str, str]:
        asked.append((scripts, earlier))
        return {"nginx.conf": " ".join(scripts)}

    for number, version, scripts in ((1, "2026.10", ("sha256-old",)), (2, "2026.11", ("sha256-new",)),
                                     (3, "2026.11", ("sha256-newest",))):
        wanted = shelf.wanted(number, version=version, scripts=scripts)
        shown = publish(shelf.place, wanted, shelf.site(SITE), shelf.way(), settings)
        assert shown.settings_changed
    assert asked == [
        (("sha256-old",), ()), (("sha256-new", "sha256-old"), ("2026.10",)), (("sha256-newest", "sha256-old"), ("2026.10",)),
    ]
    assert (shelf.place.current_host / "nginx.conf").read_text("utf-8") == "sha256-newest sha256-old"


def test_the_page_for_what_is_not_there_leads_into_its_own_version_and_to_the_top_of_the_latest(shelf: Shelf) -> None:
    shelf.publish(1, version="2026.10")
    shelf.publish(2, version="2026.11")
    lost = shelf.text("v/2026.10/404.html")
    assert 'href="/v/2026.10/assets/hub.css"' in lost
    assert 'href="/v/2026.10/"' in lost
    assert ' href="/">Go to the latest version</a>' in lost
    shelf.publish(3, version="2026.12")
    assert shelf.text("v/2026.10/404.html") == lost


def test_a_page_that_only_leads_on_stays_as_it_is() -> None:
    page = '<!doctype html><html><head><meta http-equiv="refresh" content="0; url=../b/"></head><body>Moved</body></html>'
    assert as_earlier(page, "a/index.html", "2026.10", in_latest=True) == page


def test_a_notice_takes_the_place_that_the_page_keeps_for_it() -> None:
    page = "<body><header>x</header><main><!--hub:notice--><h1>A</h1></main></body>"
    made = as_earlier(page, "a/index.html", "1", in_latest=True)
    assert made.index("<main>") < made.index("hub-earlier") < made.index("<h1>")
    assert as_earlier(made, "a/index.html", "1", in_latest=True) == made


def test_a_notice_holds_no_script_and_nothing_of_the_page_changes_but_the_notice() -> None:
    page = "<body><!--hub:notice--><p>A &amp; B</p></body>"
    made = as_earlier(page, "a/index.html", "1", in_latest=True)
    assert "<script" not in made
    assert re.sub(r"<!--hub:earlier-->.*?<!--/hub:earlier-->", "", made) == page


@pytest.mark.parametrize(("path", "here"), [
    ("index.html", "v/1/index.html"), ("a/b/index.html", "v/1/a/b/index.html"), ("a/b.html", "v/1/a/b.html"),
    ("", "v/1/x/index.html"),
])
def test_the_way_to_the_latest_holds_in_whatever_folder_the_site_is_served_from(path: str, here: str) -> None:
    for top in ("https://example.org/", "https://example.org/hub/staff/"):
        wanted = top + (path.removesuffix("index.html"))
        assert urljoin(f"{top}{PurePosixPath(here).parent}/", latest_from(path, here)) == wanted
