"""Publishing, going back, and what is refused."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from macros.publish.releases import ledger
from macros.publish.releases.inventory import inventory
from macros.publish.releases.layout import MANIFEST, Refused
from macros.publish.releases.manifest import manifest_in
from macros.publish.releases.publication import Overtaken, publish
from macros.publish.releases.verification import verify_folder
from tests.releases.publishing import SITE, Shelf, commit

CHANGED = {**SITE, "sar/adult-p/index.html": SITE["sar/adult-p/index.html"].replace("Adult P", "Adult P, again")}


def _sound(shelf: Shelf) -> bool:
    return verify_folder(shelf.place.store, print).wrong == ()


def test_a_release_is_a_whole_web_root_that_the_link_leads_to(shelf: Shelf) -> None:
    shown = shelf.publish(1)
    assert str(shelf.place.current.readlink()) == f"releases/{shown.release}"
    assert {path: shelf.text(path) for path in SITE} == SITE
    assert set(inventory(shelf.place.current)) == {*SITE, MANIFEST, "versions.json"}
    assert _sound(shelf)


def test_the_manifest_says_what_the_release_was_made_from_and_which_came_before(shelf: Shelf) -> None:
    first = publish(shelf.place, shelf.wanted(1, approved_by="Principal social worker"), shelf.site(SITE), shelf.way())
    second = shelf.publish(2)
    manifest, digest = manifest_in(shelf.place.current / MANIFEST)
    assert digest == second.manifest
    assert (manifest.previous, manifest.previous_release) == (first.manifest, first.release)
    assert (manifest.key.commit, manifest.key.edition, manifest.packages) == (commit(2), "staff", {"mkdocs": "1.6.1"})
    before, _ = manifest_in(shelf.place.releases / first.release / MANIFEST)
    assert before.approved_by == "Principal social worker"
    assert (before.previous, before.previous_release) == ("", "")


def test_two_stores_with_the_same_releases_have_the_same_manifests(tmp_path: Path) -> None:
    one, other = Shelf(tmp_path / "one"), Shelf(tmp_path / "other")
    for shelf in (one, other):
        shelf.folder.mkdir()
        shelf.publish(1)
    other.now = other.now.replace(year=2027)
    assert one.publish(2, CHANGED).manifest == other.publish(2, CHANGED).manifest


def test_files_that_did_not_change_are_shared_with_the_release_before(shelf: Shelf) -> None:
    first = shelf.publish(1)
    way = shelf.way()
    shelf.publish(2, CHANGED, way=way)
    old = shelf.place.releases / first.release
    same = [path for path in SITE if (shelf.place.current / path).samefile(old / path)]
    assert sorted(same) == sorted(set(SITE) - {"sar/adult-p/index.html"})
    assert (old / "sar/adult-p/index.html").read_text("utf-8") == SITE["sar/adult-p/index.html"]
    assert way.disk.bytes_written < 5_000


def test_a_file_that_was_only_moved_is_shared_too(shelf: Shelf) -> None:
    shelf.publish(1)
    held = (shelf.place.current / "assets/hub.css").stat().st_ino
    shelf.publish(2, {"index.html": SITE["index.html"], "css/hub.css": SITE["assets/hub.css"]})
    assert (shelf.place.current / "css/hub.css").stat().st_ino == held


@pytest.mark.parametrize("number", [errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP])
def test_files_are_copied_where_the_disk_knows_no_second_name(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, number: int,
) -> None:
    def none(*_: object) -> None:
        raise OSError(number, "no links here")

    monkeypatch.setattr(os, "link", none)
    shelf.publish(1)
    way = shelf.way()
    shelf.publish(2, CHANGED, way=way)
    assert way.disk.shared == 0
    assert {path: shelf.text(path) for path in CHANGED} == CHANGED
    assert _sound(shelf)


def test_the_same_key_changes_nothing(shelf: Shelf) -> None:
    first = shelf.publish(1)
    held = inventory(shelf.place.ledger), inventory(shelf.place.releases)
    again = shelf.publish(1, CHANGED)
    assert (again.changed, again.release, again.manifest) == (False, first.release, first.manifest)
    assert (inventory(shelf.place.ledger), inventory(shelf.place.releases)) == held


@pytest.mark.parametrize(("number", "day", "version"), [(2, "2026-11-25", "2026.11"), (1, "2026-11-26", "2026.11"),
                                                       (1, "2026-11-25", "2026.12")])
def test_another_commit_day_or_version_is_another_release(shelf: Shelf, number: int, day: str, version: str) -> None:
    first = shelf.publish(1)
    second = shelf.publish(number, SITE, day, version)
    assert second.changed
    assert second.release != first.release


def test_a_commit_that_does_not_follow_the_one_shown_is_refused_unless_forced(shelf: Shelf) -> None:
    shelf.publish(5)
    with pytest.raises(Refused, match="does not follow"):
        shelf.publish(4)
    assert manifest_in(shelf.place.current / MANIFEST)[0].key.commit == commit(5)
    shelf.publish(4, way=shelf.way(force=True))
    assert manifest_in(shelf.place.current / MANIFEST)[0].key.commit == commit(4)
    assert _sound(shelf)


@pytest.mark.parametrize("force", [False, True])
def test_a_site_that_tells_the_past_of_a_release_that_is_shown_no_more_is_not_shown(shelf: Shelf, force: bool) -> None:
    first = shelf.publish(1)
    second = shelf.publish(2)
    with pytest.raises(Overtaken, match=f"{second.release} came out meanwhile"):
        publish(shelf.place, shelf.wanted(3, after=first.manifest), shelf.site(CHANGED), shelf.way(force=force))
    assert shelf.place.shown() == second.release
    assert publish(shelf.place, shelf.wanted(3, after=second.manifest), shelf.site(CHANGED), shelf.way(force=force)).changed
    assert _sound(shelf)


def test_of_two_that_begin_a_store_the_second_is_told_that_the_first_came_out(shelf: Shelf) -> None:
    first = shelf.publish(1)
    with pytest.raises(Overtaken, match=first.release):
        publish(shelf.place, shelf.wanted(2, after=""), shelf.site(CHANGED), shelf.way())
    assert shelf.place.shown() == first.release


def test_what_was_published_already_by_another_is_not_built_again(shelf: Shelf) -> None:
    first = shelf.publish(1)
    second = shelf.publish(2)
    again = publish(shelf.place, shelf.wanted(2, after=first.manifest), shelf.site(SITE), shelf.way())
    assert (again.changed, again.release) == (False, second.release)


def test_a_day_before_that_of_the_release_shown_is_refused_because_a_clock_may_be_wrong(shelf: Shelf) -> None:
    shelf.publish(1)
    with pytest.raises(Refused, match="Is the clock right"):
        shelf.publish(2, SITE, "2026-11-24")


def test_an_earlier_version_is_not_published_again(shelf: Shelf) -> None:
    shelf.publish(1, version="2026.10")
    shelf.publish(2, version="2026.11")
    with pytest.raises(Refused, match=r"2026\.10 is an earlier version already"):
        shelf.publish(3, version="2026.10", way=shelf.way(force=True))


@pytest.mark.parametrize("version", ["", "..", "versions.json", "a/b", "2026 11", "-x", "'", "a" * 40])
def test_a_version_that_cannot_be_part_of_an_address_is_refused(shelf: Shelf, version: str) -> None:
    with pytest.raises(Refused, match="cannot be called"):
        shelf.publish(1, version=version)


@pytest.mark.parametrize("path", ["v/index.html", "versions.json", "manifest.json"])
def test_a_site_that_holds_what_belongs_to_releases_is_refused(shelf: Shelf, path: str) -> None:
    with pytest.raises(Refused, match="keeps that name for itself"):
        shelf.publish(1, {**SITE, path: "x"})
    assert not shelf.place.current.exists()


def test_a_site_with_a_link_in_it_is_refused(shelf: Shelf) -> None:
    site = shelf.site(SITE)
    (site / "passwords.txt").symlink_to("/etc/passwd")
    with pytest.raises(Refused, match="is a link"):
        publish(shelf.place, shelf.wanted(1), site, shelf.way())
    assert not shelf.place.current.exists()


def test_an_empty_site_is_refused(shelf: Shelf) -> None:
    with pytest.raises(Refused, match="empty"):
        publish(shelf.place, shelf.wanted(1), shelf.folder / "nothing", shelf.way())


def test_going_back_shows_the_release_before_and_once_more_the_one_before_that(shelf: Shelf) -> None:
    first = shelf.publish(1)
    second = shelf.publish(2, CHANGED)
    shelf.publish(3, {**CHANGED, "new/index.html": "new"})
    assert shelf.back().release == second.release
    assert {path: shelf.text(path) for path in CHANGED} == CHANGED
    assert shelf.back().release == first.release
    assert {path: shelf.text(path) for path in SITE} == SITE
    with pytest.raises(Refused, match="No earlier release"):
        shelf.back()
    assert [entry.event for entry in ledger.entries(shelf.place)] == ["published"] * 3 + ["rolled back"] * 2
    assert _sound(shelf)


def test_going_back_can_name_the_release(shelf: Shelf) -> None:
    first = shelf.publish(1)
    shelf.publish(2, CHANGED)
    third = shelf.publish(3)
    assert shelf.back(first.release).before == third.release
    assert str(shelf.place.current.readlink()) == f"releases/{first.release}"
    with pytest.raises(Refused, match="There is no release"):
        shelf.back("2020-01-01-no")


def test_a_release_whose_manifest_was_changed_is_not_gone_back_to(shelf: Shelf) -> None:
    first = shelf.publish(1)
    shelf.publish(2)
    manifest = shelf.place.releases / first.release / MANIFEST
    text = manifest.read_text("utf-8").replace('"approved_by": null', '"approved_by": "Nobody"')
    manifest.unlink()
    manifest.write_text(text, "utf-8")
    with pytest.raises(Refused, match="not the one that was published"):
        shelf.back()


def test_what_was_rolled_back_does_not_come_again_by_itself_on_the_same_day_or_the_next(shelf: Shelf) -> None:
    first = shelf.publish(1)
    bad = shelf.publish(2, CHANGED)
    shelf.back()
    for day in ("2026-11-25", "2026-11-26"):
        with pytest.raises(Refused, match="rolled back"):
            shelf.publish(2, CHANGED, day)
    assert shelf.place.shown() == first.release
    assert shelf.publish(2, CHANGED, way=shelf.way(force=True)).release == bad.release
    assert shelf.publish(3, SITE, "2026-11-26").changed
    assert _sound(shelf)


def test_going_back_passes_over_what_was_rolled_back_before(shelf: Shelf) -> None:
    good = shelf.publish(1)
    shelf.publish(2, CHANGED)
    shelf.back()
    shelf.publish(3, {**SITE, "new/index.html": "new"})
    assert shelf.back().release == good.release


def test_a_release_to_go_back_to_is_kept_before_one_that_was_rolled_back(shelf: Shelf) -> None:
    good = shelf.publish(1)
    shelf.publish(2, CHANGED)
    shelf.back()
    last = shelf.publish(3, {**SITE, "new/index.html": "new"}, way=shelf.way(keep=2))
    assert {path.name for path in shelf.place.releases.iterdir()} == {good.release, last.release}


def test_the_newest_releases_are_kept_and_the_others_go(shelf: Shelf) -> None:
    made = [shelf.publish(number, way=shelf.way(keep=3)).release for number in range(1, 7)]
    assert {path.name for path in shelf.place.releases.iterdir()} == set(made[-3:])
    assert {path.name for path in shelf.place.hosts.iterdir()} == set(made[-3:])
    assert len(list(shelf.place.manifests.iterdir())) == 6
    assert _sound(shelf)


def test_the_release_that_is_shown_and_one_to_go_back_to_are_always_kept(shelf: Shelf) -> None:
    made = [shelf.publish(number, way=shelf.way(keep=1)).release for number in range(1, 4)]
    assert {path.name for path in shelf.place.releases.iterdir()} == set(made[-2:])
    assert shelf.back().release == made[-2]


def test_an_empty_folder_may_be_a_disk_that_is_missing_so_it_must_be_said_to_be_new(shelf: Shelf) -> None:
    shelf.place.store.mkdir()
    with pytest.raises(Refused, match="mount it"):
        shelf.publish(1)
    assert list(shelf.place.store.iterdir()) == []
    assert shelf.publish(1, way=shelf.way(new_store=True)).changed


def test_a_folder_with_something_else_in_it_is_left_alone(shelf: Shelf) -> None:
    shelf.place.store.mkdir()
    (shelf.place.store / "letters").mkdir()
    with pytest.raises(Refused, match="no store"):
        shelf.publish(1, way=shelf.way(new_store=True))
    assert [path.name for path in shelf.place.store.iterdir()] == ["letters"]


def test_an_earlier_version_that_was_damaged_is_found_and_not_carried_on_into_a_new_folder(shelf: Shelf) -> None:
    shelf.publish(1, version="2026.10")
    second = shelf.publish(2, version="2026.11")
    page = shelf.place.current / "v/2026.10/assets/hub.css"
    page.chmod(0o644)
    page.write_text("body { color: white }", "utf-8")
    assert f"staff/{second.release}: changed: v/2026.10/assets/hub.css" in verify_folder(shelf.place.store, print).wrong
    with pytest.raises(Refused, match=r"assets/hub\.css"):
        shelf.publish(3, {path: text for path, text in SITE.items() if path != "sar/adult-p/index.html"})
    assert shelf.place.shown() == second.release
