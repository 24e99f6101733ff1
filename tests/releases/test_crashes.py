"""A publish that ends at any of its steps: readers still see a whole release, and the next publish needs no help."""

from __future__ import annotations

import datetime as dt
import errno
import os
import resource
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from macros.publish.releases import ledger
from macros.publish.releases.disk import Teller
from macros.publish.releases.layout import MANIFEST
from macros.publish.releases.manifest import manifest_in
from macros.publish.releases.publication import publish
from macros.publish.releases.verification import compared, verify_folder
from tests.releases.publishing import SITE, Shelf

SECOND = {**SITE, "new/index.html": "<html><body>New</body></html>"}
THIRD = {"index.html": "<html><body>Third</body></html>"}
NO_ERROR = 0


def _counted(shelf: Shelf, act: Callable[[Shelf, Teller], object]) -> int:
    """Return how many steps something takes."""
    steps = []
    act(shelf, lambda step, path: steps.append((step, path)))
    return len(steps)


def _second(shelf: Shelf, tell: Teller) -> None:
    """A new version, so that pages become earlier ones, and an old release that goes."""
    shelf.publish(3, SECOND, version="2026.12", way=shelf.way(tell, keep=2))


def _back(shelf: Shelf, tell: Teller) -> None:
    shelf.back(way=shelf.way(tell))


def _begun(folder: Path) -> Shelf:
    folder.mkdir()
    shelf = Shelf(folder)
    shelf.publish(1)
    shelf.publish(2, {**SITE, "index.html": "<html><body>Second</body></html>"})
    return shelf


def _first(shelf: Shelf, tell: Teller) -> None:
    shelf.publish(1, way=shelf.way(tell))


def _nothing(folder: Path) -> Shelf:
    folder.mkdir()
    return Shelf(folder)


ACTS = [(_begun, _second, 35), (_begun, _back, 8), (_nothing, _first, 25)]
"""What stands before, what is done, and how many steps that takes at least: fewer, and something goes past the disk."""


def _at(number: int, do: Callable[[], object]) -> Teller:
    """Return a teller that does something when it hears of the step with a number, and of every one after that."""
    heard = 0

    def tell(_step: str, _path: Path) -> None:
        nonlocal heard
        heard += 1
        if heard >= number:
            do()

    return tell


def _in_a_process_of_its_own(act: Callable[[], object]) -> int:
    """Return the signal that ended it, or 0, or the error number that it ended with as a negative."""
    child = os.fork()
    if child == 0:
        try:
            act()
        except OSError as error:
            os._exit(error.errno or 1)
        except BaseException:  # noqa: BLE001 - the child must not go on to run the tests
            os._exit(255)
        os._exit(NO_ERROR)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def _still_serves(shelf: Shelf, was: str) -> None:
    """Readers see what they saw, or the next release, and every file of it."""
    shown = shelf.place.shown()
    if was or shown:
        assert shown
        assert compared(shelf.place.current).sound


def _next_publish_cleans_up(shelf: Shelf) -> None:
    shown = shelf.publish(9, THIRD, "2026-11-27", "2027.01", way=shelf.way(keep=2))
    assert shelf.text("index.html") == THIRD["index.html"]
    assert list(shelf.place.staging.iterdir()) == []
    assert not shelf.place.lock.exists()
    assert len(list(shelf.place.releases.iterdir())) <= 2
    led_to = {link.readlink().name for link in shelf.place.releases.glob("*/v/*") if link.is_symlink()}
    assert {folder.name for folder in shelf.place.versions.iterdir()} == led_to
    assert verify_folder(shelf.place.store, print).wrong == ()
    assert ledger.entries(shelf.place)[-1].release == shown.release
    assert [path.name for path in shelf.folder.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(("prepare", "act", "fewest"), ACTS)
def test_killed_at_any_step_the_last_good_release_serves_and_the_next_publish_cleans_up(
    tmp_path: Path, prepare: Callable[[Path], Shelf], act: Callable[[Shelf, Teller], object], fewest: int,
) -> None:
    steps = _counted(prepare(tmp_path / "counted"), act)
    assert steps >= fewest
    for number in range(1, steps + 1):
        shelf = prepare(tmp_path / f"killed-{number}")
        was = shelf.place.shown() if shelf.place.top.exists() else ""
        killed = partial(act, shelf, _at(number, lambda: os.kill(os.getpid(), signal.SIGKILL)))
        assert _in_a_process_of_its_own(killed) == signal.SIGKILL, number
        _still_serves(shelf, was)
        _next_publish_cleans_up(shelf)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.ESTALE])
@pytest.mark.parametrize(("prepare", "act"), [case[:2] for case in ACTS])
def test_a_disk_that_refuses_at_any_step_on_leaves_the_last_good_release(
    tmp_path: Path, prepare: Callable[[Path], Shelf], act: Callable[[Shelf, Teller], object], number: int,
) -> None:
    def refuse() -> None:
        raise OSError(number, os.strerror(number))

    steps = _counted(prepare(tmp_path / "counted"), act)
    for step in range(1, steps + 1):
        shelf = prepare(tmp_path / f"refused-{step}")
        was = shelf.place.shown() if shelf.place.top.exists() else ""
        with pytest.raises(OSError, match=r"."):
            act(shelf, _at(step, refuse))
        _still_serves(shelf, was)
        _next_publish_cleans_up(shelf)


def test_a_file_that_does_not_fit_on_the_disk_leaves_the_last_good_release(tmp_path: Path) -> None:
    shelf = _begun(tmp_path / "full")
    was = shelf.place.shown()
    site = shelf.site({**SITE, "fits.csv": "x" * 20_000, "larger.csv": "y" * 60_000})

    def publish_with_little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
        publish(shelf.place, shelf.wanted(3), site, shelf.way())

    assert _in_a_process_of_its_own(publish_with_little_room) == -errno.EFBIG
    assert shelf.place.shown() == was
    _still_serves(shelf, was)
    _next_publish_cleans_up(shelf)


def test_a_disk_that_goes_away_in_the_middle_and_comes_back_needs_no_hand(tmp_path: Path) -> None:
    steps = _counted(_begun(tmp_path / "counted"), _second)
    for number in range(1, steps + 1, 3):
        shelf = _begun(tmp_path / f"away-{number}")
        away = shelf.folder / "unplugged"

        def unplug(shelf: Shelf = shelf, away: Path = away) -> None:
            if shelf.place.store.exists():
                shelf.place.store.rename(away)

        with pytest.raises(OSError, match=r"."):
            _second(shelf, _at(number, unplug))
        if shelf.place.store.exists():
            assert not any(shelf.place.store.rglob("index.html")), "a site was written where the disk should be"
            for path in sorted(shelf.place.store.rglob("*"), reverse=True):
                path.unlink() if not path.is_dir() or path.is_symlink() else path.rmdir()
            shelf.place.store.rmdir()
        away.rename(shelf.place.store)
        _still_serves(shelf, "x")
        _next_publish_cleans_up(shelf)


@pytest.mark.parametrize("jump", [dt.timedelta(days=-400), dt.timedelta(days=4000)])
def test_a_clock_that_jumped_changes_nothing_but_the_times_that_are_written_down(tmp_path: Path, jump: dt.timedelta) -> None:
    shelf = _begun(tmp_path / "jumped")
    right = shelf.now
    shelf.now += jump
    shelf.publish(3, SECOND)
    shelf.now = right
    _next_publish_cleans_up(shelf)
    assert [entry.number for entry in ledger.entries(shelf.place)] == [1, 2, 3, 4]


def test_what_was_shown_when_a_publish_was_killed_is_written_down_by_the_next(tmp_path: Path) -> None:
    shelf = _begun(tmp_path / "shown")

    def kill(_step: str, path: Path) -> None:
        if path.parent.name == "ledger":
            os.kill(os.getpid(), signal.SIGKILL)

    assert _in_a_process_of_its_own(lambda: _second(shelf, kill)) == signal.SIGKILL
    shown, sha256 = manifest_in(shelf.place.current / MANIFEST)
    assert shown.key.version == "2026.12"
    assert len(ledger.entries(shelf.place)) == 2
    _next_publish_cleans_up(shelf)
    found = ledger.entries(shelf.place)[2]
    assert (found.event, found.release, found.manifest) == ("found", shown.release, sha256)
