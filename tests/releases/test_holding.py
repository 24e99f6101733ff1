"""A legal hold: what is held is neither purged nor pruned, and the ledger says who said so."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from macros.cli import hold as verb
from macros.publish.releases import ledger
from macros.publish.releases.holding import Hold, held_in, hold
from macros.publish.releases.layout import Refused
from macros.publish.releases.ledger import HELD, LIFTED
from macros.publish.releases.publication import publish
from macros.publish.releases.verification import verify_folder
from tests.cli.asking import ask
from tests.releases.publishing import SITE, Hurried, Shelf
from tests.releases.test_crashes import _at, _in_a_process_of_its_own
from tests.releases.test_purging import RECORD, SITES, _published, _purge
from tests.support.project import small_project

HELD_FOR = Hold(RECORD, "A claim has been made.", "Monitoring officer")
WITHOUT = {path: text for path, text in SITE.items() if RECORD not in path}


def _hold(shelf: Shelf, *, lift: bool = False, disk: Hurried | None = None) -> tuple[str, ...]:
    wanted = Hold(RECORD, "It is settled." if lift else HELD_FOR.reason, HELD_FOR.approved_by, lift)
    return hold(shelf.place.store, wanted, disk or Hurried(), shelf.clock)


def _publish_five(shelf: Shelf, first: int = 2) -> None:
    for number in range(first, first + 5):
        shelf.publish(number, {**WITHOUT, "index.html": f"<html><body>{number}</body></html>"}, way=shelf.way(keep=2))


def test_what_is_held_is_not_purged_until_the_hold_is_lifted(tmp_path: Path) -> None:
    shelf = _published(tmp_path)
    before = sorted(path.name for path in shelf.place.releases.iterdir())
    _hold(shelf)
    with pytest.raises(Refused, match=r"legal hold since .*A claim has been made"):
        _purge(shelf)
    assert sorted(path.name for path in shelf.place.releases.iterdir()) == before
    _hold(shelf, lift=True)
    (done,) = _purge(shelf)
    assert len(done.replaced) == 3


def test_a_release_that_shows_what_is_held_is_kept_however_many_come_after_it(shelf: Shelf) -> None:
    shows = shelf.publish(1)
    _hold(shelf)
    _publish_five(shelf)
    there = {path.name for path in shelf.place.releases.iterdir()}
    assert shows.release in there
    assert len(there) == 3, "the one that is shown, the one before, and the one that is held"


def test_the_publish_says_what_it_kept_for_a_hold(shelf: Shelf) -> None:
    shows = shelf.publish(1)
    _hold(shelf)
    _publish_five(shelf)
    last = shelf.publish(8, WITHOUT, way=shelf.way(keep=2))
    assert last.spared == (shows.release,)
    assert len(last.pruned) == 1


def test_an_earlier_version_that_shows_what_is_held_keeps_its_release_too(shelf: Shelf) -> None:
    shelf.publish(1, version="2026.10")
    leads = shelf.publish(2, WITHOUT, version="2026.11")
    _hold(shelf)
    _publish_five(shelf, 3)
    assert leads.release in {path.name for path in shelf.place.releases.iterdir()}


def test_once_lifted_the_next_publish_removes_what_was_kept(shelf: Shelf) -> None:
    shows = shelf.publish(1)
    _hold(shelf)
    _publish_five(shelf)
    _hold(shelf, lift=True)
    last = shelf.publish(8, WITHOUT, way=shelf.way(keep=2))
    assert shows.release in last.pruned
    assert last.spared == ()


def test_a_record_that_says_itself_that_it_is_held_is_kept_too(shelf: Shelf) -> None:
    shows = shelf.publish(1)
    for number in range(2, 6):
        wanted = shelf.wanted(number, held=(RECORD,))
        publish(shelf.place, wanted, shelf.site({**WITHOUT, "n.html": str(number)}), shelf.way(keep=2))
    assert shows.release in {path.name for path in shelf.place.releases.iterdir()}


def test_a_hold_is_an_entry_of_every_edition_and_shows_readers_nothing(tmp_path: Path) -> None:
    shelf, other = Shelf(tmp_path), Shelf(tmp_path, edition="public", sites=100)
    shown, elsewhere = shelf.publish(1), other.publish(1)
    assert _hold(shelf) == ("public", "staff")
    assert _hold(shelf) == (), "the same again changes nothing"
    _hold(shelf, lift=True)
    for place, release in ((shelf.place, shown.release), (other.place, elsewhere.release)):
        assert [entry.event for entry in ledger.entries(place)[1:]] == [HELD, LIFTED]
        assert [entry.release for entry in ledger.showing(ledger.entries(place))] == [release]
    assert verify_folder(shelf.place.store, lambda _: None).wrong == ()


def test_killed_at_any_step_a_hold_counts_or_the_same_again_makes_it_count(tmp_path: Path) -> None:
    def begun(folder: Path) -> Shelf:
        folder.mkdir()
        shelf = Shelf(folder)
        shelf.publish(1)
        return shelf

    steps: list[str] = []
    _hold(begun(tmp_path / "counted"), disk=Hurried(lambda step, _: steps.append(step)))
    assert len(steps) >= 4
    for number in range(1, len(steps) + 1):
        shelf = begun(tmp_path / f"killed-{number}")
        dying = Hurried(_at(number, lambda: os.kill(os.getpid(), signal.SIGKILL)))
        assert _in_a_process_of_its_own(lambda: _hold(shelf, disk=dying)) == signal.SIGKILL, number  # noqa: B023 - run at once
        _hold(shelf)
        assert list(held_in(shelf.place.store)) == [RECORD]
        assert verify_folder(shelf.place.store, lambda _: None).wrong == ()


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A small project, whose settings say what may not be written."""
    return small_project(root, "minimal", tmp_path / "project").root


def test_from_the_command_line_a_hold_is_set_listed_and_lifted(
    project: Path, shelf: Shelf, capsys: pytest.CaptureFixture[str],
) -> None:
    shown = shelf.publish(1, SITES[1])
    to = ("--to", str(shelf.place.store))
    why = ("--reason", HELD_FOR.reason, "--approved-by", HELD_FOR.approved_by)
    assert ask(verb, project, RECORD, *why, *to, "--dry-run") == 0
    assert held_in(shelf.place.store) == {}
    assert ask(verb, project, RECORD, *why, *to) == 0
    said = capsys.readouterr().out
    assert said.count(shown.release) == 2
    assert ask(verb, project, *to) == 0
    assert f"{RECORD}: held since 2026-" in capsys.readouterr().out
    assert ask(verb, project, RECORD, *why, *to, "--lift") == 0
    assert held_in(shelf.place.store) == {}


def test_a_hold_on_a_record_that_was_renamed_asks_for_its_earlier_id_too(
    project: Path, shelf: Shelf, capsys: pytest.CaptureFixture[str],
) -> None:
    shelf.publish(1)
    record = project / "briefings/seven-minute/first-visit.md"
    record.write_text(record.read_text("utf-8").replace("---\n", "---\naliases: [seven-minute/visits]\n", 1), "utf-8")
    asked = ("--reason", "A claim.", "--approved-by", "Lead", "--to", str(shelf.place.store))
    for more in (("--dry-run",), ()):
        assert ask(verb, project, "seven-minute/first-visit", *asked, *more) == 0
        assert "It was called seven-minute/visits before: hold that id too" in capsys.readouterr().out


@pytest.mark.parametrize(("asked", "code", "why"), [
    (("sar/nobody", "--reason", "Why.", "--approved-by", "Lead"), 1, "Is the id right?"),
    ((RECORD, "--reason", "Why.", "--approved-by", "Lead", "--lift"), 1, "is not held"),
    ((RECORD, "--reason", "Why."), 2, "--approved-by"),
    ((RECORD, "--reason", "For NHS number 943 476 5919.", "--approved-by", "Lead"), 1, "point to a person"),
])
def test_a_hold_that_cannot_be_is_refused(
    project: Path, shelf: Shelf, capsys: pytest.CaptureFixture[str], asked: tuple[str, ...], code: int, why: str,
) -> None:
    shelf.publish(1)
    assert ask(verb, project, *asked, "--to", str(shelf.place.store)) == code
    assert why in capsys.readouterr().out
    assert len(ledger.entries(shelf.place)) == 1
