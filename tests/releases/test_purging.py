"""A record removed from every kept release: what takes their place, what ends it in the middle, what the ledger says of it."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import re
import signal
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from macros.content.purged import Purged
from macros.publish.releases import ledger
from macros.publish.releases.as_at import showings
from macros.publish.releases.disk import Teller, say_nothing
from macros.publish.releases.holding import Hold, hold
from macros.publish.releases.inventory import Fact
from macros.publish.releases.layout import EARLIER, MANIFEST, Place, Refused, purged_in
from macros.publish.releases.ledger import DONE, PURGED, PURGING
from macros.publish.releases.manifest import Edited, manifest_in
from macros.publish.releases.purging import ROOM, Removed, Work, purge
from macros.publish.releases.texts import Kept
from macros.publish.releases.upkeep import shown_in
from macros.publish.releases.verification import compared, verify_folder
from macros.publish.releases.without import Made, Purge
from tests.releases.publishing import SITE, Shelf, commit
from tests.releases.test_crashes import _at, _in_a_process_of_its_own

RECORD = "sar/adult-p"
PAGE = f"{RECORD}/index.html"
WANTED = Purge(RECORD, "It named a street.", "Lead")
NOTICE = "<html><body><!--hub:notice-->Withdrawn: It named a street.</body></html>"
SECRET = b"Adult P"
LIST = "list/index.html"
SITES = {
    1: {**SITE, LIST: "<html><body>Adult P, Adult Q</body></html>", f"{RECORD}/photo-of-p.png": "Adult P"},
    2: {**SITE, "index.html": "<html><body>Second, Adult P</body></html>", LIST: "<html><body>Adult P</body></html>"},
    3: {**SITE, "index.html": "<html><body>Third</body></html>"},
}
"""What three commits are sites of."""


def _without(files: Mapping[str, str]) -> dict[str, str]:
    """What a build makes of a commit once the record is purged."""
    kept = {path: text.replace("Adult P", "") for path, text in files.items() if not path.startswith(f"{RECORD}/")}
    return {**kept, PAGE: NOTICE} if PAGE in files else kept


def _work(shelf: Shelf, left: tuple[str, ...] = ()) -> Work:
    def holds(_version: Edited, folder: Path, files: Mapping[str, Fact]) -> bool:
        return any(SECRET in (folder / path).read_bytes() for path in files)

    def rebuild(version: Edited, gone: tuple[Purged, ...], kept: tuple[Kept, ...]) -> Made:
        assert [one.id for one in gone] == [RECORD]
        assert all(SECRET not in (one.folder / path).read_bytes() for one in kept for path in one.files)
        number = next(number for number in SITES if commit(number) == version.commit)
        return Made(shelf.site(_without(SITES[number])), ("sha256-made-again",))

    return Work(lambda _: holds, lambda _: rebuild, lambda _: left, lambda: b'{"runs": []}', lambda _: None)


def _purge(shelf: Shelf, tell: Teller = say_nothing, left: tuple[str, ...] = ()) -> tuple[Removed, ...]:
    return purge([shelf.place], WANTED, shelf.way(tell), _work(shelf, left))


def _published(folder: Path) -> Shelf:
    """Two releases of one version, and one of the next; the record is in each, and in the earlier version."""
    folder.mkdir(exist_ok=True)
    shelf = Shelf(folder)
    shelf.publish(1, SITES[1])
    shelf.publish(2, SITES[2])
    shelf.publish(3, SITES[3], version="2026.12")
    return shelf


def _says_nothing_of_it(place: Place) -> None:
    for path in place.store.rglob("*"):
        assert "photo-of-p" not in path.name
        if path.is_file() and not path.is_symlink():
            assert SECRET not in path.read_bytes(), path
            assert b"photo-of-p" not in path.read_bytes(), path


def test_every_release_and_version_that_held_it_is_replaced(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    before = {path.name for path in shelf.place.releases.iterdir()}
    (done,) = _purge(shelf)
    assert {one.instead for one in done.replaced} == before
    assert {path.name for path in shelf.place.releases.iterdir()} == {one.release for one in done.replaced}
    _says_nothing_of_it(shelf.place)
    assert shelf.text(PAGE) == NOTICE
    assert "This is version 2026.11" in shelf.text(f"{EARLIER}/2026.11/{PAGE}")
    assert "Withdrawn" in shelf.text(f"{EARLIER}/2026.11/{PAGE}")
    assert verify_folder(shelf.place.store, lambda _: None).wrong == ()


def test_the_ledger_says_what_took_the_place_of_what_and_why(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    was = shown_in(shelf.place)
    assert was
    _purge(shelf)
    held = ledger.entries(shelf.place)[3:]
    assert [entry.event for entry in held] == [PURGING, PURGED, PURGED, PURGED, DONE]
    assert {(entry.record, entry.reason, entry.approved_by) for entry in held} == {(RECORD, WANTED.reason, "Lead")}
    first = held[1]
    assert (first.instead, first.gone[0]) == (was.manifest.release, was.digest), "what readers see goes first"
    assert not shelf.place.manifest_of(was.digest).exists()
    after = shown_in(shelf.place)
    assert after
    assert (after.manifest.release, after.digest) == (first.release, first.manifest)
    assert (after.manifest.previous, after.manifest.approved_by) == (was.manifest.previous, was.manifest.approved_by)
    assert list(ledger.breaks(shelf.place)) == []


def test_a_release_that_never_held_it_stays_as_it_is(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.publish(1, SITES[1])
    apart = shelf.publish(4, {"index.html": "<html><body>Nothing of it</body></html>"})
    (done,) = _purge(shelf)
    assert len(done.replaced) == 1
    assert shelf.place.shown() == apart.release
    assert [s.entry.release for s in showings(shelf.place, dt.date(2026, 11, 25))][-1] == apart.release


def test_what_was_laid_out_to_look_at_it_goes_however_it_ends(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    work = _work(shelf)

    def holds(_version: Edited, _folder: Path, _files: Mapping[str, Fact]) -> bool:
        (shelf.place.staging / ROOM).mkdir()
        (shelf.place.staging / ROOM / "record.md").write_bytes(SECRET)
        raise Refused("It is held.")

    with pytest.raises(Refused):
        purge([shelf.place], WANTED, shelf.way(), replace(work, holds=lambda _: holds))
    assert list(shelf.place.staging.iterdir()) == []


def test_where_no_release_holds_it_nothing_is_written(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.publish(1, {"index.html": "<html><body>Nothing of it</body></html>"})
    assert _purge(shelf) == ()
    assert len(ledger.entries(shelf.place)) == 1
    assert not purged_in(shelf.place.store).exists()


def test_a_name_of_a_file_goes_from_the_manifest_of_a_release_that_is_gone_too(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.publish(1, SITES[1])
    for number in (2, 3, 3):
        shelf.publish(number, SITES[number], way=shelf.way(keep=2, force=True), day=f"2026-11-{25 + shelf.sites}")
    assert any("photo-of-p" in path.read_text("utf-8") for path in shelf.place.manifests.iterdir())
    _purge(shelf)
    _says_nothing_of_it(shelf.place)
    assert verify_folder(shelf.place.store, lambda _: None).wrong == ()
    first = showings(shelf.place, dt.date(2026, 11, 25), RECORD)[0]
    assert (first.kept, first.pages, [entry.event for entry in first.purged]) == (False, (), [DONE])


def test_the_same_commit_and_day_again_change_nothing_after_a_purge(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    _purge(shelf)
    shown = shelf.place.shown()
    again = shelf.publish(3, SITES[3], version="2026.12")
    assert (again.changed, again.release, shelf.place.shown()) == (False, shown, shown)


def test_a_release_that_was_purged_and_is_published_again_stays(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    old = shelf.place.shown()
    _purge(shelf)
    shelf.publish(4, _without(SITES[3]), version="2026.12", day="2026-11-26")
    forced = shelf.publish(3, _without(SITES[3]), version="2026.12", way=shelf.way(force=True))
    assert forced.release == old
    shelf.publish(3, _without(SITES[3]), version="2026.12", way=shelf.way(force=True))
    assert shelf.place.shown() == old
    assert verify_folder(shelf.place.store, lambda _: None).wrong == ()
    told = showings(shelf.place, dt.date(2026, 11, 25), RECORD)
    assert [bool(one.purged) for one in told if one.entry.release == old] == [True, False]


def test_two_purges_follow_one_another_and_each_is_explained(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    _purge(shelf)
    first = _work(shelf)

    def holds(_version: Edited, folder: Path, files: Mapping[str, Fact]) -> bool:
        return any(b"Adult Q" in (folder / path).read_bytes() for path in files)

    def rebuild(version: Edited, gone: tuple[Purged, ...], _kept: tuple[Kept, ...]) -> Made:
        assert [one.id for one in gone] == [RECORD, "sar/adult-q"], "what was purged before stays out"
        number = next(number for number in SITES if commit(number) == version.commit)
        files = {path: text.replace("Adult Q", "") for path, text in _without(SITES[number]).items()}
        return Made(shelf.site(files))

    work = replace(first, holds=lambda _: holds, rebuild=lambda _: rebuild)
    (done,) = purge([shelf.place], replace(WANTED, record="sar/adult-q"), shelf.way(), work)
    assert len(done.replaced) == 1
    assert not any(b"Adult Q" in path.read_bytes() for path in shelf.place.store.rglob("*") if path.is_file())
    _says_nothing_of_it(shelf.place)
    verified = verify_folder(shelf.place.store, lambda _: None)
    assert (verified.wrong, len(verified.explained)) == ((), 4)
    oldest = showings(shelf.place, dt.date(2026, 11, 25), RECORD)[0]
    assert [entry.record for entry in oldest.purged] == [RECORD, "sar/adult-q"]
    assert sorted(path.name for path in purged_in(shelf.place.store).iterdir()) == ["sar--adult-p.json", "sar--adult-q.json"]


def test_a_rollback_after_it_shows_the_release_that_took_the_place_of_the_one_before(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    _purge(shelf)
    back = shelf.back()
    assert shelf.text("index.html") == "<html><body>Second, </body></html>"
    assert ledger.taken_back(ledger.entries(shelf.place)) == {back.before, commit(3)}


def test_what_was_rolled_back_stays_so_when_it_is_purged(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    shelf.back()
    _purge(shelf)
    assert commit(3) in ledger.taken_back(ledger.entries(shelf.place))
    with pytest.raises(Refused, match="rolled back"):
        shelf.publish(3, SITES[3], version="2027.01")


def test_the_day_is_answered_with_what_was_shown_and_what_stands_there_now(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    shown = [entry.release for entry in ledger.entries(shelf.place)]
    shelf.now = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
    _purge(shelf)
    told = showings(shelf.place, dt.date(2026, 11, 25), RECORD)
    assert [showing.entry.release for showing in told] == shown
    assert all(showing.kept and showing.purged[0].event == PURGED for showing in told)
    assert [page.as_then for showing in told for page in showing.pages] == [False] * 4
    (same,) = showings(shelf.place, dt.date(2026, 11, 25), "assets")[-1:]
    assert same.pages == ()


def test_while_something_is_left_it_is_not_done_and_the_same_again_finishes_it(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    (done,) = _purge(shelf, left=("x.html holds a sentence",))
    assert done.left
    assert [line for line in verify_folder(shelf.place.store, lambda _: None).wrong if "is not finished" in line]
    (again,) = _purge(shelf)
    assert (again.replaced, again.left) == ((), ())
    assert verify_folder(shelf.place.store, lambda _: None).wrong == ()


def _next_purge_finishes(shelf: Shelf) -> None:
    _purge(shelf)
    assert list(shelf.place.staging.iterdir()) == []
    assert not shelf.place.lock.exists()
    _says_nothing_of_it(shelf.place)
    assert verify_folder(shelf.place.store, lambda _: None).wrong == ()
    events = [entry.event for entry in ledger.entries(shelf.place)]
    assert (events.count(PURGED), events.count(DONE)) == (3, 1)


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_killed_at_any_step_a_whole_release_serves_and_the_same_again_finishes_it(tmp_path: Path, every: int) -> None:
    steps: list[str] = []
    _purge(_published(tmp_path / "counted"), lambda step, _: steps.append(step))
    assert len(steps) >= 80
    for number in range(1, len(steps) + 1, every):
        shelf = _published(tmp_path / f"killed-{number}")
        killed = partial(_purge, shelf, _at(number, lambda: os.kill(os.getpid(), signal.SIGKILL)))
        assert _in_a_process_of_its_own(killed) == signal.SIGKILL, number
        assert compared(shelf.place.current).sound, number
        _next_purge_finishes(shelf)


def test_a_disk_that_is_full_at_any_step_leaves_a_whole_release_and_the_same_again_finishes_it(tmp_path: Path) -> None:
    def refuse() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    steps: list[str] = []
    _purge(_published(tmp_path / "counted"), lambda step, _: steps.append(step))
    for number in range(1, len(steps) + 1, 8):
        shelf = _published(tmp_path / f"full-{number}")
        with pytest.raises(OSError, match="space"):
            _purge(shelf, _at(number, refuse))
        assert compared(shelf.place.current).sound, number
        _next_purge_finishes(shelf)


def test_what_comes_after_one_that_was_killed_shows_nothing_of_it_and_says_that_it_is_not_finished(tmp_path: Path) -> None:
    shelf = _published(tmp_path)

    def kill(step: str, path: Path) -> None:
        if step == "rename" and path == shelf.place.current:
            os.kill(os.getpid(), signal.SIGKILL)

    assert _in_a_process_of_its_own(lambda: _purge(shelf, kill)) == signal.SIGKILL
    assert SECRET.decode() in shelf.text(PAGE), "it was killed before readers saw what takes its place"
    with pytest.raises(Refused, match="is not finished"):
        shelf.back()
    assert shelf.text(PAGE) == NOTICE, "whatever comes next has finished what was written down"
    shelf.publish(5, _without(SITES[3]), version="2026.12")
    assert shelf.text(PAGE) == NOTICE
    wrong = verify_folder(shelf.place.store, lambda _: None).wrong
    assert [bool(re.search("purge of sar/adult-p from staff, .* is not finished", line)) for line in wrong] == [True]
    assert manifest_in(shelf.place.current / MANIFEST)[0].previous_release in {
        entry.release for entry in ledger.entries(shelf.place) if entry.event == PURGED
    }


def test_an_entry_that_names_no_record_is_written_as_it_always_was(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.publish(1)
    assert set(json.loads((shelf.place.ledger / "00000001.json").read_bytes())) == {
        "number", "event", "release", "manifest", "version", "commit", "today", "at", "approved_by", "previous",
    }


def _unbuildable(shelf: Shelf, number: int) -> Work:
    """What is done where git has one of the commits no longer."""
    work = _work(shelf)

    def holds(version: Edited, folder: Path, files: Mapping[str, Fact]) -> bool:
        if version.commit == commit(number):
            raise Refused("git does not have it.")
        return work.holds(shelf.place)(version, folder, files)

    return replace(work, holds=lambda _: holds)


def test_a_release_that_cannot_be_built_again_is_named_with_what_to_do_and_nothing_is_done(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    first = ledger.entries(shelf.place)[0].release
    with pytest.raises(Refused, match=f"staff/{first}: git does not have it[.]\nOr remove it whole: --drop {first}"):
        purge([shelf.place], WANTED, shelf.way(), _unbuildable(shelf, 1))
    assert len(ledger.entries(shelf.place)) == 3


def test_where_one_build_fails_nothing_is_changed_in_any_edition(tmp_path: Path) -> None:
    shelf, other = _published(tmp_path), Shelf(tmp_path, edition="public", sites=100)
    other.publish(1, SITES[1])
    work = _work(shelf)
    shown = (shelf.place.shown(), other.place.shown())

    def rebuild(version: Edited, gone: tuple[Purged, ...], kept: tuple[Kept, ...]) -> Made:
        if version.commit == commit(1) and not kept:
            raise Refused("It has an error.")
        return work.rebuild(shelf.place)(version, gone, kept)

    with pytest.raises(Refused, match="It has an error"):
        purge([shelf.place, other.place], WANTED, shelf.way(), replace(work, rebuild=lambda _: rebuild))
    assert (shelf.place.shown(), other.place.shown()) == shown
    assert {entry.event for place in (shelf.place, other.place) for entry in ledger.entries(place)} == {"published"}


def test_a_release_that_cannot_be_built_again_is_removed_whole_when_that_is_said(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    first = ledger.entries(shelf.place)[0].release
    (done,) = purge([shelf.place], replace(WANTED, drop=frozenset({first})), shelf.way(), _unbuildable(shelf, 1))
    assert [one.instead for one in done.replaced if not one.release] == [first]
    assert len(list(shelf.place.releases.iterdir())) == 2
    _says_nothing_of_it(shelf.place)
    verified = verify_folder(shelf.place.store, lambda _: None)
    assert verified.wrong == ()
    assert [f"nothing is where {first} was" in line for line in verified.explained].count(True) == 1
    told = showings(shelf.place, dt.date(2026, 11, 25), RECORD)[0]
    assert (told.entry.release, told.kept, told.pages, len(told.purged)) == (first, False, (), 1)
    shelf.publish(5, _without(SITES[3]), version="2026.12")


def test_an_earlier_version_that_cannot_be_built_again_goes_from_every_release(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.publish(1, SITES[1], version="2026.10", way=shelf.way(keep=2))
    shelf.publish(2, SITES[2], way=shelf.way(keep=2))
    shelf.publish(3, SITES[3], way=shelf.way(keep=2), day="2026-11-26")
    with pytest.raises(Refused, match=r"--drop 2026\.10"):
        purge([shelf.place], WANTED, shelf.way(), _unbuildable(shelf, 1))
    purge([shelf.place], replace(WANTED, drop=frozenset({"2026.10"})), shelf.way(), _unbuildable(shelf, 1))
    _says_nothing_of_it(shelf.place)
    assert [path.name for path in shelf.place.versions.iterdir()] == []
    assert "2026.10" not in shelf.text("versions.json")
    assert verify_folder(shelf.place.store, lambda _: None).wrong == ()


def test_neither_what_is_shown_nor_what_is_held_is_removed_whole(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    first, _, shown = (entry.release for entry in ledger.entries(shelf.place))
    with pytest.raises(Refused, match=r"cannot be removed\. Publish a later commit first"):
        purge([shelf.place], replace(WANTED, drop=frozenset({shown})), shelf.way(), _work(shelf))
    hold(shelf.place.store, Hold("list", "A claim.", "Lead"), shelf.way().disk, shelf.clock)
    for name in (first, "2026.11"):
        with pytest.raises(Refused, match="shows a record under a legal hold"):
            purge([shelf.place], replace(WANTED, drop=frozenset({name})), shelf.way(), _work(shelf))
