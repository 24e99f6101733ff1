"""What a store's versions keep of their records, for the next to be compared with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from macros.publish.releases.earlier import as_earlier
from macros.publish.releases.layout import MANIFEST, Refused
from macros.publish.releases.texts import kept_before, past_in, paths_beside
from macros.publish.releases.upkeep import shown_in
from macros.site.past import Past, stages
from macros.site.texts import TEXT, Block, RecordText, address_of_history, address_of_text, text_bytes
from tests.releases.publishing import SITE, Shelf

RECORD = "sar/adult-p"
TEXT_FILE = f"history/{RECORD}.json"


def _text(words: str) -> RecordText:
    return RecordText("Adult P", (Block(TEXT, words),), 1)


def _site(words: str) -> dict[str, str]:
    return {**SITE, TEXT_FILE: text_bytes(_text(words)).decode()}


def _past(shelf: Shelf, version: str) -> Past:
    return past_in(kept_before(shelf.place, shown_in(shelf.place), version), version)


def _told(past: Past) -> list[tuple[str, RecordText]]:
    return [(version.version, version.texts[RECORD]) for version in past.earlier if RECORD in version.texts]


def test_before_the_first_release_there_is_no_past(shelf: Shelf) -> None:
    assert _past(shelf, "2026.09").earlier == ()


def test_the_past_of_a_version_is_every_version_before_it_the_oldest_first(shelf: Shelf) -> None:
    shelf.publish(1, _site("One."), version="2026.09")
    shelf.publish(2, SITE, version="2026.10")
    shelf.publish(3, _site("Three."), version="2026.11")
    assert _told(_past(shelf, "2026.12")) == [("2026.09", _text("One.")), ("2026.11", _text("Three."))]
    assert _told(_past(shelf, "2026.11")) == [("2026.09", _text("One."))]


def test_what_an_earlier_release_of_the_same_version_showed_is_not_in_it(shelf: Shelf) -> None:
    shelf.publish(1, _site("One."))
    shelf.publish(2, _site("Two."))
    assert _past(shelf, "2026.11").earlier == ()
    assert _told(_past(shelf, "2026.12")) == [("2026.11", _text("Two."))]


def test_what_was_rolled_back_is_in_nobodys_past(shelf: Shelf) -> None:
    shelf.publish(1, _site("One."), version="2026.10")
    shelf.publish(2, _site("Two."), version="2026.11")
    shelf.back()
    assert _told(_past(shelf, "2026.12")) == [("2026.10", _text("One."))]


@pytest.mark.parametrize("words", ["", "{}", "other"])
def test_a_text_that_was_changed_in_the_store_is_compared_with_nothing(shelf: Shelf, words: str) -> None:
    shelf.publish(1, _site("One."))
    path = shelf.place.current / TEXT_FILE
    path.unlink()
    path.write_text(words, "utf-8")
    with pytest.raises(Refused, match="was changed after it was published"):
        _past(shelf, "2026.12")


def test_a_file_that_is_no_text_is_refused_by_name(shelf: Shelf) -> None:
    shelf.publish(1, {**SITE, TEXT_FILE: "[]"})
    with pytest.raises(Refused, match=rf"{TEXT_FILE} is no text"):
        _past(shelf, "2026.12")


def test_links_may_lead_to_every_file_of_an_earlier_version(shelf: Shelf) -> None:
    shelf.publish(1, _site("One."), version="2026.10")
    assert f"v/2026.10/{TEXT_FILE}" in paths_beside(kept_before(shelf.place, shown_in(shelf.place), "2026.11"))


def test_the_permanent_addresses_of_the_latest_stand_in_its_release_and_become_its_pages_once_it_is_an_earlier_one(
    shelf: Shelf,
) -> None:
    leads_on = '<!doctype html><meta http-equiv="refresh" content="0; url=../../../../sar/adult-p/">'
    shelf.publish(1, {**SITE, f"v/2026.10/{RECORD}/index.html": leads_on}, version="2026.10")
    assert shelf.text(f"v/2026.10/{RECORD}/index.html") == leads_on
    shelf.publish(2, SITE, version="2026.11")
    assert "Adult P" in shelf.text(f"v/2026.10/{RECORD}/index.html")
    with pytest.raises(Refused, match="keeps that name for itself"):
        shelf.publish(3, {**SITE, "v/2026.10/x/index.html": leads_on}, version="2026.11")


@pytest.mark.parametrize(("path", "link", "made"), [
    ("sar/adult-p/index.html", 'href="../../v/2026.09/sar/adult-p/"', 'href="../../../2026.09/sar/adult-p/"'),
    ("index.html", 'href="v/2026.09/"', 'href="../2026.09/"'),
    ("history/a/b/index.html", 'data-text="../../../v/1/history/a/b.json"', 'data-text="../../../../1/history/a/b.json"'),
    ("sar/adult-p/index.html", 'href="../v/"', 'href="../v/"'),
    ("sar/adult-p/index.html", 'href="https://example.org/v/1/"', 'href="https://example.org/v/1/"'),
])
def test_a_page_that_leads_to_another_version_still_does_once_it_is_in_a_version_of_its_own(
    path: str, link: str, made: str,
) -> None:
    page = as_earlier(f"<body><a {link}>x</a></body>", path, "2026.10", in_latest=True)
    assert f"<a {made}>" in page
    assert as_earlier(page, path, "2026.10", in_latest=True) == page


def _site_of(words: Mapping[str, str], past: Past) -> dict[str, str]:
    """Return a site of many records: of each the page, its text, its permanent address, and its history where it has one."""
    made = dict(SITE)
    for id_, said in words.items():
        text = _text(said)
        made[f"{id_}/index.html"] = f"<html><body><!--hub:notice--><p>{said}</p></body></html>"
        made[address_of_text(id_)] = text_bytes(text).decode()
        made[f"v/{past.version}/{id_}/index.html"] = f'<meta http-equiv="refresh" content="0; url=../../../../{id_}/">'
        if len(told := stages(past, (id_,), text)) > 1:
            made[f"{address_of_history(id_)}index.html"] = f"<html><body>{[one.version for one in told]}</body></html>"
    return made


def test_a_release_that_changes_one_page_adds_no_more_than_its_own_changed_files_and_the_index(shelf: Shelf) -> None:
    words = {f"sar/adult-{number}": f"Words {number}." for number in range(30)}
    for number, version in enumerate(("2026.08", "2026.09", "2026.10"), 1):
        words |= {"sar/adult-3": f"Words of {version}.", "sar/adult-4": f"Other words of {version}."}
        shelf.publish(number, _site_of(words, _past(shelf, version)), version=version)
    shelf.publish(4, _site_of(words, _past(shelf, "2026.11")) | {"search/index/a.pf": "index"}, version="2026.11")
    before, held = shown_in(shelf.place), _disk_of(shelf)
    words["sar/adult-3"] = "New words."
    way = shelf.way()
    shelf.publish(5, _site_of(words, _past(shelf, "2026.11")) | {"search/index/a.pf": "other index"}, way=way)
    after = shown_in(shelf.place)
    assert before
    assert after
    own = {"sar/adult-3/index.html", "history/sar/adult-3.json", "history/sar/adult-3/index.html", "search/index/a.pf"}
    assert {path for path, fact in after.manifest.files.items() if before.manifest.files.get(path) != fact} == own
    added = {path for path, number in _disk_of(shelf).items() if number not in held.values()}
    release = after.folder.relative_to(shelf.place.top)
    assert {path for path in added if path.parts[0] == "releases"} == {
        release / path for path in (*own, MANIFEST)
    }
    assert {path.parts[0] for path in added} == {"releases", "ledger", "manifests"}
    assert way.disk.bytes_written < sum(after.manifest.files[path].size for path in own) + len(_manifest(shelf)) + 2_000


def _disk_of(shelf: Shelf) -> dict[Path, int]:
    """Return the files of an edition by their paths, each with its number on the disk: what is shared has one number."""
    files = (path for path in shelf.place.top.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(shelf.place.top): path.stat().st_ino for path in files}


def _manifest(shelf: Shelf) -> bytes:
    return (shelf.place.current / MANIFEST).read_bytes()
