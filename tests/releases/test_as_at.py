"""What an edition showed on a day, and whether that can be believed."""

from __future__ import annotations

import datetime as dt

import pytest

from macros.cli import as_at as verb
from macros.publish.releases import ledger
from macros.publish.releases.as_at import clock_ran_back, showings
from macros.publish.releases.inventory import fact_of
from tests.cli.asking import ask
from tests.releases.publishing import SITE, Shelf, commit

RECORD = "sar/adult-p"
CHANGED = {**SITE, f"{RECORD}/index.html": "<html><body>Changed</body></html>"}
DAY = dt.date(2026, 11, 25)


def _on(shelf: Shelf, day: str) -> None:
    shelf.now = dt.datetime.fromisoformat(f"{day}T09:00:00+00:00")


@pytest.fixture
def published(shelf: Shelf) -> Shelf:
    """A release on the 25th, one on the 27th, and the way back from it on the 28th."""
    shelf.publish(1)
    _on(shelf, "2026-11-27")
    shelf.publish(2, CHANGED, "2026-11-27")
    _on(shelf, "2026-11-28")
    shelf.back()
    return shelf


@pytest.mark.parametrize(("day", "commits"), [
    (24, []), (25, [1]), (26, [1]), (27, [1, 2]), (28, [2, 1]), (29, [1]),
])
def test_a_day_is_answered_with_every_release_that_was_shown_on_it(published: Shelf, day: int, commits: list[int]) -> None:
    found = showings(published.place, dt.date(2026, 11, day))
    assert [showing.entry.commit for showing in found] == [commit(number) for number in commits]


def test_a_record_is_answered_with_its_page_its_hash_and_its_file(published: Shelf) -> None:
    (shown,) = showings(published.place, dt.date(2026, 11, 26), RECORD)
    (page,) = shown.pages
    assert page.path == f"{RECORD}/index.html"
    assert page.file
    assert page.file.read_text("utf-8") == SITE[page.path]
    assert fact_of(page.file).sha256 == page.sha256
    assert showings(published.place, DAY, "sar/nobody")[0].pages == ()


def test_a_record_is_answered_in_earlier_versions_too(shelf: Shelf) -> None:
    shelf.publish(1, version="2026.10")
    _on(shelf, "2026-11-26")
    shelf.publish(2, CHANGED, "2026-11-26", "2026.11")
    shown = showings(shelf.place, dt.date(2026, 11, 27), RECORD)
    assert [page.path for page in shown[0].pages] == [f"{RECORD}/index.html", f"v/2026.10/{RECORD}/index.html"]


def test_a_release_that_is_gone_is_answered_from_its_manifest(published: Shelf) -> None:
    for number in range(3, 6):
        published.publish(number, CHANGED, "2026-11-28", way=published.way(keep=2))
    (shown,) = showings(published.place, dt.date(2026, 11, 26), RECORD)
    assert not shown.kept
    assert [page.file for page in shown.pages] == [None]
    assert len(shown.pages[0].sha256) == 64


def test_a_day_is_a_day_in_london(shelf: Shelf) -> None:
    shelf.now = dt.datetime(2026, 7, 1, 23, 15, tzinfo=dt.UTC)  # a quarter past midnight there
    shelf.publish(1)
    assert showings(shelf.place, dt.date(2026, 7, 1)) == ()
    assert len(showings(shelf.place, dt.date(2026, 7, 2))) == 1


def test_the_verb_says_release_hash_commit_and_page(published: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    store = published.place.store
    assert ask(verb, store, "2026-11-26", RECORD, "--to", str(store)) == 0
    said = capsys.readouterr().out
    entry = ledger.entries(published.place)[0]
    for wanted in (entry.release, entry.manifest, entry.commit, "from 2026-11-25 09:02:00 GMT", f"{RECORD}/index.html"):
        assert wanted in said
    assert ask(verb, store, "2026-11-20", "--to", str(store)) == 0
    assert "nothing was published yet" in capsys.readouterr().out


@pytest.mark.parametrize(("old", "new"), [('"commit": "000', '"commit": "999'), ("2026-11-25T", "2026-11-24T")])
def test_a_ledger_that_was_changed_is_not_believed(
    published: Shelf, capsys: pytest.CaptureFixture[str], old: str, new: str,
) -> None:
    path = published.place.ledger / "00000001.json"
    text = path.read_text("utf-8")
    assert old in text
    path.chmod(0o644)
    path.write_text(text.replace(old, new), "utf-8")
    store = published.place.store
    assert ask(verb, store, "2026-11-26", "--to", str(store)) == 1
    assert "does not fit the one before" in capsys.readouterr().out


def test_an_entry_that_was_taken_out_is_missed(published: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    (published.place.ledger / "00000002.json").unlink()
    store = published.place.store
    assert ask(verb, store, "2026-11-27", "--to", str(store)) == 1
    assert "has entry 3 where 2 should be" in capsys.readouterr().out


def test_a_clock_that_ran_back_is_told(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    shelf.publish(1)
    _on(shelf, "2026-11-20")
    shelf.publish(2)
    assert len(clock_ran_back(ledger.entries(shelf.place))) == 1
    assert ask(verb, shelf.place.store, "2026-11-25", "--to", str(shelf.place.store)) == 1
    assert "a clock was wrong" in capsys.readouterr().out


def test_without_a_store_the_verb_says_which_option_is_missing(
    shelf: Shelf, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("HUB_STORE", raising=False)
    assert ask(verb, shelf.folder, "2026-11-25") == 2
    assert "--to DIR" in capsys.readouterr().out
    assert ask(verb, shelf.folder, "2026-11-25", "--to", str(shelf.folder)) == 2
    assert "holds no releases" in capsys.readouterr().out


def test_a_day_that_has_not_come_is_said_to_be_one(published: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    ask(verb, published.folder, "9998-01-01", "--to", str(published.place.store))
    assert "9998-01-01 has not come yet: this is what is shown now." in capsys.readouterr().out


def test_an_id_that_no_release_ever_had_is_asked_about(published: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    ask(verb, published.folder, "2026-11-25", "sar/adult-x", "--to", str(published.place.store))
    assert "No release that is known ever had a page of sar/adult-x. Is the id right?" in capsys.readouterr().out
    ask(verb, published.folder, "2026-11-25", "sar/adult-p", "--to", str(published.place.store))
    assert "Is the id right?" not in capsys.readouterr().out
