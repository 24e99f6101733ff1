"""A store that is kept between two runs, on machines that are empty each time: it goes on as one chain, or says why not."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.publish.releases import ledger
from macros.publish.releases.layout import Refused
from macros.publish.releases.manifest import manifest_in
from macros.publish.releases.verification import verify_folder
from tests.releases.publishing import SITE, Shelf, commit


def _git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=Lead", "-c", "user.email=lead@example.org"]
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, env=environment, capture_output=True)


def _through_git(old: Path, new: Path) -> None:
    _git(old, "init", "-q", "-b", "kept")
    _git(old, "add", "--all", "--force")
    _git(old, "commit", "-q", "-m", "The store")
    _git(old.parent, "clone", "-q", "--branch", "kept", old.as_uri(), str(new))


def _through_a_copy(old: Path, new: Path) -> None:
    shutil.copytree(old, new, symlinks=True)


@pytest.mark.parametrize("carry", [_through_git, _through_a_copy])
def test_the_chain_goes_on_and_earlier_versions_are_kept_where_the_store_was_carried_whole(
    tmp_path: Path, carry: Callable[[Path, Path], None],
) -> None:
    shelves = [Shelf(tmp_path / name) for name in ("one", "two", "three")]
    days = ("2026-11-25", "2026-11-26", "2026-11-27")
    for number, (shelf, day) in enumerate(zip(shelves, days, strict=True), 1):
        shelf.folder.mkdir()
        if number > 1:
            carry(shelves[number - 2].place.store, shelf.place.store)
        shelf.publish(number, {**SITE, "day.html": f"<html><body>{day}</body></html>"}, day, f"2026.{number}")
    place = shelves[-1].place
    assert [(entry.number, entry.commit) for entry in ledger.entries(place)] == [(n, commit(n)) for n in (1, 2, 3)]
    assert verify_folder(place.store, lambda _: None).wrong == ()
    shown, _ = manifest_in(place.current / "manifest.json")
    assert [version.version for version in shown.versions] == ["2026.3", "2026.2", "2026.1"]
    assert shown.previous == ledger.entries(place)[1].manifest
    assert "2026-11-25" in shelves[-1].text("v/2026.1/day.html")


def _without_links(store: Path) -> None:
    copy = store.with_name("copy")
    shutil.copytree(store, copy)  # follows links, as a zip archive or an upload does
    shutil.rmtree(store)
    copy.rename(store)


def _without_the_link(store: Path) -> None:
    (store / "staff/current").unlink()


def _without_the_ledger(store: Path) -> None:
    shutil.rmtree(store / "staff/ledger")


@pytest.mark.parametrize(("lose", "said"), [
    (_without_links, "copied without its links"), (_without_the_link, "copied without its links"),
    (_without_the_ledger, "has no entry"),
])
def test_a_store_that_lost_something_on_the_way_is_refused_and_nothing_of_it_is_removed(
    shelf: Shelf, lose: Callable[[Path], None], said: str,
) -> None:
    shelf.publish(1)
    shelf.publish(2)
    lose(shelf.place.store)
    before = sorted(shelf.place.store.rglob("*"))
    with pytest.raises(Refused, match=said):
        shelf.publish(3)
    with pytest.raises(Refused, match=said):
        shelf.back()
    after = [path for path in sorted(shelf.place.store.rglob("*")) if path.name != "lock.guard"]
    assert after == [path for path in before if path.name != "lock.guard"]


def test_a_first_release_that_nothing_was_written_down_of_may_go_on(shelf: Shelf) -> None:
    """A publish that ended between showing the first release and writing it down is no loss."""
    shelf.publish(1)
    _without_the_ledger(shelf.place.store)
    shelf.publish(2)
    assert [entry.event for entry in ledger.entries(shelf.place)] == ["found", "published"]
