"""A store that was damaged: what can still be done is done, nothing that is kept goes, and each command says what is shown."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from macros.cli import rollback, verify
from macros.publish.come_back import kept_in
from macros.publish.releases import ledger
from macros.publish.releases.disk import Disk
from macros.publish.releases.holding import Hold, hold
from macros.publish.releases.layout import MANIFEST, Refused
from macros.publish.releases.publication import publish
from macros.publish.releases.purging import purge
from macros.publish.releases.verification import verify_folder
from tests.cli.asking import ask
from tests.releases.publishing import SITE, Shelf
from tests.releases.test_purging import RECORD, WANTED, _published, _purge, _says_nothing_of_it, _work

HOLD = Hold(RECORD, "A claim has been made.", "Monitoring officer")


def _damage(path: Path, data: bytes = b"{") -> None:
    """Change a file in place, and so under each of its names."""
    path.chmod(0o644)
    path.write_bytes(data)


def _there(shelf: Shelf) -> set[str]:
    return {path.name for path in shelf.place.releases.iterdir()}


def test_going_back_needs_nothing_of_a_release_whose_manifest_was_damaged(shelf: Shelf) -> None:
    first = shelf.publish(1)
    shelf.publish(2, {**SITE, "index.html": "<html><body>Second</body></html>"})
    _damage(shelf.place.current / MANIFEST)
    assert shelf.back().release == first.release
    assert shelf.text("index.html") == SITE["index.html"]
    shelf.publish(3)


def test_a_manifest_that_cannot_be_read_is_named_and_every_other_release_is_compared(
    shelf: Shelf, capsys: pytest.CaptureFixture[str],
) -> None:
    first = shelf.publish(1)
    second = shelf.publish(2)
    _damage(shelf.place.releases / first.release / MANIFEST)
    (shelf.place.releases / second.release / "index.html").unlink()
    assert ask(verify, shelf.folder, str(shelf.place.store)) == 1
    said = capsys.readouterr().out
    assert f"{first.release}/{MANIFEST} has no manifest that can be read" in said
    assert f"staff/{second.release}: missing: index.html" in said


def test_a_release_that_cannot_be_asked_is_kept_while_anything_is_held_and_the_publish_says_so(shelf: Shelf) -> None:
    first = shelf.publish(1)
    shelf.publish(2)
    hold(shelf.place.store, HOLD, shelf.way().disk, shelf.clock)
    _damage(shelf.place.releases / first.release / MANIFEST)
    shelf.publish(3, way=shelf.way(keep=2))
    shown = shelf.publish(4, way=shelf.way(keep=2))
    assert shelf.place.shown() == shown.release
    assert first.release in shown.spared
    assert first.release in _there(shelf)


def test_a_release_whose_manifest_was_damaged_does_not_stop_a_purge_once_it_is_dropped(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    first = ledger.entries(shelf.place)[0].release
    _damage(shelf.place.releases / first / MANIFEST)
    with pytest.raises(Refused, match=f"--drop {first}"):
        _purge(shelf)
    purge([shelf.place], replace(WANTED, drop=frozenset({first})), shelf.way(), _work(shelf))
    assert first not in _there(shelf)
    _says_nothing_of_it(shelf.place)
    verified = verify_folder(shelf.place.store, lambda _: None)
    assert verified.wrong == ()
    assert any(f"nothing is where {first} was" in line for line in verified.explained)


@pytest.mark.parametrize("data", [b"", b"[]", b'{"record": "a/b"}', b'{"record": "a/b", "runs": ["zz"]}', b'{"runs": [1]}'])
def test_what_was_kept_of_a_purged_record_and_cannot_be_read_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a--b.json").write_bytes(data)
    with pytest.raises(Refused, match=r"a--b\.json cannot be read, and what was purged would not be known again"):
        kept_in(tmp_path)


def test_a_name_that_is_to_be_dropped_and_is_none_is_refused(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    with pytest.raises(Refused, match="no release and no earlier version called 2026-13"):
        purge([shelf.place], replace(WANTED, drop=frozenset({"2026-13"})), shelf.way(), _work(shelf))


def _lost(shelf: Shelf, number: int) -> None:
    (shelf.place.ledger / f"{number:08}.json").unlink()


@pytest.mark.parametrize("act", [
    lambda shelf: shelf.back(), lambda shelf: shelf.publish(9, day="2026-11-28"),
    lambda shelf: hold(shelf.place.store, HOLD, shelf.way().disk, shelf.clock),
])
def test_nothing_is_removed_while_the_ledger_misses_an_entry(shelf: Shelf, act: Callable[[Shelf], object]) -> None:
    for number in (1, 2, 3, 4):
        shelf.publish(number, {"index.html": f"<html><body>{number}</body></html>"})
    there, manifests = _there(shelf), {path.name for path in shelf.place.manifests.iterdir()}
    _lost(shelf, 2)
    act(shelf)
    assert there <= _there(shelf)
    assert manifests <= {path.name for path in shelf.place.manifests.iterdir()}


def test_a_command_that_finds_the_ledger_not_whole_says_so(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1, 2, 3):
        shelf.publish(number)
    _lost(shelf, 2)
    assert ask(rollback, shelf.folder, "--to", str(shelf.place.store), "--edition", "staff") == 0
    assert "The ledger of staff is not whole, so nothing is removed" in capsys.readouterr().out


def test_a_store_that_lost_both_its_link_and_its_ledger_is_refused_and_nothing_of_it_is_removed(shelf: Shelf) -> None:
    shelf.publish(1)
    shelf.publish(2)
    there = _there(shelf)
    shelf.place.current.unlink()
    for path in shelf.place.ledger.iterdir():
        path.unlink()
    with pytest.raises(Refused, match="Bring the store back whole"):
        shelf.publish(3)
    assert _there(shelf) == there


def test_a_moment_without_its_zone_is_no_moment_of_a_ledger(shelf: Shelf) -> None:
    shelf.publish(1)
    path = shelf.place.ledger / "00000001.json"
    _damage(path, json.dumps({**json.loads(path.read_bytes()), "at": "2026-11-25T09:01:00"}).encode())
    with pytest.raises(Refused, match="is no entry of a ledger"):
        ledger.entries(shelf.place)


def test_an_entry_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut must not leave an empty file where an entry of the ledger should be."""
    told: list[tuple[str, object]] = []
    monkeypatch.setattr(os, "fsync", lambda file: told.append(("wait", os.fstat(file).st_ino)))
    disk = Disk(lambda step, path: told.append((step, path.name)))
    folder = tmp_path / "ledger"
    folder.mkdir()
    disk.put(tmp_path / "beside", folder / "1.json", b"{}")
    file = (folder / "1.json").stat().st_ino
    assert told == [("write", "beside"), ("wait", file), ("rename", "1.json"), ("wait", folder.stat().st_ino)]


def test_what_a_killed_publish_left_makes_room_where_the_disk_is_too_full_for_the_lock(shelf: Shelf) -> None:
    shelf.publish(1)
    left = shelf.place.staging / "half"
    left.mkdir()

    def full(step: str, path: Path) -> None:
        if step == "write" and path.name.startswith("lock-") and left.exists():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    shelf.publish(2, way=shelf.way(full))
    assert not left.exists()


def test_a_publish_that_the_disk_refused_leaves_no_half_release_to_fill_it(shelf: Shelf) -> None:
    shelf.publish(1)

    def full(step: str, path: Path) -> None:
        if step == "write" and path.name == MANIFEST:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OSError, match="No space"):
        shelf.publish(2, way=shelf.way(full))
    assert list(shelf.place.staging.iterdir()) == []


def test_a_folder_that_would_stand_in_an_empty_one_must_be_said_to_be_new(tmp_path: Path) -> None:
    """What is empty is where a disk should be mounted, and the store a folder of that disk."""
    disk, elsewhere = tmp_path / "disk", tmp_path / "elsewhere"
    disk.mkdir()
    shelf = Shelf(disk)
    site = Shelf(elsewhere).site(SITE)
    with pytest.raises(Refused, match=r"disk is empty\. If a disk should be mounted there"):
        _publish(shelf, site)
    assert list(disk.iterdir()) == []
    _publish(shelf, site, new_store=True)
    assert shelf.text("index.html") == SITE["index.html"]


def _publish(shelf: Shelf, site: Path, *, new_store: bool = False) -> None:
    publish(shelf.place, shelf.wanted(1), site, shelf.way(new_store=new_store))


def test_a_dry_run_of_going_back_refuses_what_would_be_refused(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--to", str(shelf.place.store), "--edition", "staff", "--dry-run")
    assert ask(rollback, shelf.folder, *asked) == 1
    assert "holds no releases" in capsys.readouterr().out
    shelf.publish(1)
    assert ask(rollback, shelf.folder, *asked) == 1
    assert "No earlier release is left to go back to" in capsys.readouterr().out
    assert ask(rollback, shelf.folder, "2026-13", *asked) == 1
    assert "There is no release 2026-13" in capsys.readouterr().out


def test_going_back_in_an_edition_that_was_never_published_leaves_nothing_behind(shelf: Shelf) -> None:
    shelf.publish(1)
    other = Shelf(shelf.folder, "managers")
    with pytest.raises(Refused, match="Nothing is published of the edition managers"):
        other.back()
    assert not other.place.top.exists()


def test_a_disk_that_refuses_is_said_with_what_is_shown_and_what_to_do(
    shelf: Shelf, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf.publish(1)
    second = shelf.publish(2)

    def full(_disk: Disk, path: Path, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Disk, "write", full)
    assert ask(rollback, shelf.folder, "--to", str(shelf.place.store), "--edition", "staff") == 1
    said = capsys.readouterr().out
    assert "No space left on device" in said
    assert f"staff shows {second.release}" in said
    assert "say the same again" in said


def test_a_file_that_does_not_fit_is_named(tmp_path: Path) -> None:
    (tmp_path / "some").write_bytes(b"x")
    (tmp_path / "full").symlink_to("/dev/full")
    with pytest.raises(OSError, match=f"No space left on device: '{tmp_path}/full'"):
        Disk().copy(tmp_path / "some", tmp_path / "full")
