"""A record removed from everything that is kept, from the command line, on a real site."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from macros.cli import as_at, purge, verify
from macros.publish.releases import ledger
from macros.publish.releases.layout import MANIFEST, Place
from macros.publish.releases.manifest import manifest_in
from tests.cli.asking import ask
from tests.support.project import TODAY, Project
from tests.support.published import EARLIER, LATEST, RECORD, Kept
from tests.support.purging import ASKED, FRONT, HARM, WHY, once_purged, to_purge, with_harm, without_harm

pytestmark = pytest.mark.build

QUICK = {"HUB_SEARCH": "0"}
"""Without a search index, where it does not matter."""


@pytest.fixture(scope="module")
def published(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The record is in the release shown and in an earlier version; in the project it is there no more."""
    return to_purge(root, tmp_path_factory)


@pytest.fixture(scope="module")
def purged(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The same, once the record was purged."""
    return once_purged(root, tmp_path_factory)


@pytest.fixture
def own(purged: Kept, tmp_path: Path) -> Kept:
    """What is purged, for a test that goes on from there."""
    shutil.copytree(purged.project.root.parent, tmp_path / "own", symlinks=True)
    return Kept(Project(tmp_path / "own" / "project"))


def _bring_back(kept: Kept, record: str, change: str = "") -> None:
    """Write the purged record into the project again, under an id."""
    was = kept.git("log", "--format=%H", "--diff-filter=A", "--", f"briefings/{HARM}.md").split()[-1]
    text = kept.git("show", f"{was}:briefings/{HARM}.md")
    kept.project.write(f"briefings/{record}.md", f"{text.replace('The quiet zebra', change or 'The quiet zebra')}\n")
    kept.commit()


def test_no_byte_of_any_release_says_what_was_purged(purged: Kept) -> None:
    place = Place(purged.store, "public")
    for path in place.top.rglob("*"):
        if path.is_file():
            assert b"zebra" not in path.read_bytes().lower(), path
            assert "zebra" not in path.name


def test_the_address_says_when_and_why_in_the_latest_and_in_the_earlier_version(purged: Kept) -> None:
    current = purged.store / "public/current"
    for path in (f"{HARM}/index.html", f"v/{EARLIER}/{HARM}/index.html"):
        page = (current / path).read_text("utf-8")
        assert "<!--hub:withdrawn-->" in page
        assert WHY in page
        assert "Withdrawn on" in page
    assert f"This is version {EARLIER}" in (current / f"v/{EARLIER}/{HARM}/index.html").read_text("utf-8")
    assert f"location = /{HARM}/ " in (purged.store / "public/current.host/nginx.conf").read_text("utf-8")


def test_it_has_neither_history_nor_text_nor_permanent_address_in_any_release(purged: Kept, published: Kept) -> None:
    for store, there in ((published.store, True), (purged.store, False)):
        files = {path.relative_to(store).as_posix() for path in (store / "public").rglob("*") if path.is_file()}
        assert any(f"history/{HARM}" in path for path in files) == there
        assert any(f"/v/{LATEST}/{HARM}/" in path for path in files) == there


def test_what_led_to_it_leads_to_the_notice(purged: Kept) -> None:
    page = (purged.store / f"public/current/{RECORD}/index.html").read_text("utf-8")
    assert re.search(r'as in <a href="\.\./second-visit/"[^>]*>it</a>', page)


def test_the_chain_holds_and_the_gap_is_explained(purged: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(verify, purged.project.root, str(purged.store)) == 0
    said = capsys.readouterr().out
    assert said.count(f"{HARM} was purged") == 2
    assert WHY in said
    assert "All as published" in said


def test_as_at_says_what_was_shown_that_it_was_purged_and_what_stands_there_now(
    purged: Kept, published: Kept, capsys: pytest.CaptureFixture[str],
) -> None:
    was = manifest_in(published.store / "public/current" / MANIFEST)[1]
    held = ledger.entries(Place(purged.store, "public"))
    today = held[0].moment.date().isoformat()
    assert ask(as_at, purged.project.root, today, HARM, "--to", str(purged.store)) == 0
    said = capsys.readouterr().out
    assert f"manifest  sha256 {was}" in said
    assert f"{HARM} was removed from it on" in said
    assert "Principal social worker" in said
    assert said.count("the purge changed it: this is not what was shown") == 3
    assert not (purged.store / f"public/manifests/{was}.json").exists()


def test_files_that_did_not_hold_it_are_the_same_to_the_byte(purged: Kept, published: Kept) -> None:
    after, _ = manifest_in(purged.store / "public/current" / MANIFEST)
    before, sha256 = manifest_in(published.store / "public/current" / MANIFEST)
    assert after.cleaned
    assert (after.cleaned.release, after.cleaned.sha256) == (before.release, sha256)
    same = [path for path in before.files if path not in after.cleaned.changed and path in after.files]
    assert {"404.html", "contacts/adult-safeguarding-team/index.html"} <= {*same} | {*after.cleaned.changed}
    assert all(after.files[path] == before.files[path] for path in same)
    assert f"{HARM}/index.html" in after.cleaned.changed
    assert "assets/hub.css" not in after.cleaned.changed


def test_the_same_again_says_that_nothing_is_left_to_do(own: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(purge, own.project.root, *ASKED, "--to", str(own.store)) == 0
    assert "so nothing was done" in capsys.readouterr().out


def test_a_publish_that_would_bring_it_back_by_its_id_is_refused(own: Kept) -> None:
    shown = (own.store / "public/current").readlink()
    _bring_back(own, HARM)
    for more in (("--dry-run",), ()):
        refused = own.publish(*more, version="2026.12", said=QUICK)
        assert (refused.code, f"{HARM} was purged" in refused.said) == (1, True), refused.said
    assert (own.store / "public/current").readlink() == shown


@pytest.mark.slow
def test_a_publish_that_would_say_it_again_elsewhere_is_refused(own: Kept) -> None:
    _bring_back(own, "seven-minute/third-visit", "Another zebra")
    refused = own.publish(version="2026.12", said=QUICK)
    assert (refused.code, "would say again what was purged" in refused.said) == (1, True), refused.said


@pytest.mark.slow
def test_what_comes_after_is_published_as_ever(own: Kept) -> None:
    next_ = own.publish(version="2026.12")
    assert next_.code == 0, next_.said
    assert WHY in (own.store / f"public/current/{HARM}/index.html").read_text("utf-8"), "the notice stays in what is new"
    assert f"location = /{HARM}/ " in (own.store / "public/current.host/nginx.conf").read_text("utf-8")
    assert own.ask("verify", str(own.store)).code == 0
    back = own.ask("rollback", "--to", str(own.store), "--edition", "public")
    assert back.code == 0, back.said
    assert WHY in (own.store / f"public/current/{HARM}/index.html").read_text("utf-8")


def test_a_dry_run_names_what_would_be_built_again_and_changes_nothing(
    published: Kept, capsys: pytest.CaptureFixture[str],
) -> None:
    before = {path: path.lstat().st_mtime_ns for path in published.store.rglob("*")}
    assert ask(purge, published.project.root, *ASKED, "--to", str(published.store), "--dry-run") == 0
    said = capsys.readouterr().out
    assert said.count("Would build public/") == 2
    assert f"and the earlier versions {EARLIER}" in said
    assert {path: path.lstat().st_mtime_ns for path in published.store.rglob("*")} == before


@pytest.mark.parametrize(("front", "why"), [
    ("status: withdrawn\nwithdrawn: {on: 2026-11-20, reason: A step was wrong.}\nhold: true", "hold: true"),
    ("status: draft", "is still there"),
    ("status: nonsense", "cannot be read"),
])
def test_while_the_project_holds_it_otherwise_than_withdrawn_or_by_law_it_is_not_purged(
    own: Kept, capsys: pytest.CaptureFixture[str], front: str, why: str,
) -> None:
    own.project.write(f"briefings/{HARM}.md", f"{FRONT.replace('status: published', front)}\n## What it is\n\nNothing.\n")
    assert ask(purge, own.project.root, *ASKED, "--to", str(own.store)) == 1
    assert why in capsys.readouterr().out


@pytest.mark.parametrize(("record", "reason", "code", "why"), [
    (HARM, "It named the adult with NHS number 943 476 5919.", 1, "point to a person"),
    (HARM, "x" * 201, 1, "one line"),
    (RECORD, WHY, 1, "is still there"),
    ("seven-minute/nobody", WHY, 0, "Is the id right?"),
])
def test_what_cannot_be_purged_is_refused_with_what_to_do(
    published: Kept, capsys: pytest.CaptureFixture[str], record: str, reason: str, code: int, why: str,
) -> None:
    asked = (record, "--reason", reason, "--approved-by", "Lead", "--to", str(published.store))
    assert ask(purge, published.project.root, *asked) == code
    said = capsys.readouterr().out
    assert why in said
    assert "943" not in said


@pytest.mark.slow
def test_each_edition_is_cleaned_and_one_that_never_held_it_stays_as_it_is(root: Path, tmp_path: Path) -> None:
    kept = with_harm(root, tmp_path / "editions", audience="staff")
    said = {}
    for edition in ("public", "staff", "managers"):
        answer = kept.ask("publish", "--to", str(kept.store), "--edition", edition, "--version", LATEST, "--today", TODAY)
        assert answer.code == 0, answer.said
        said[edition] = Place(kept.store, edition).shown()
    without_harm(kept)
    answer = kept.ask("purge", *ASKED, "--to", str(kept.store))
    assert answer.code == 0, answer.said
    assert "from 2 releases of managers, staff" in answer.said
    assert Place(kept.store, "public").shown() == said["public"]
    assert not list((kept.store / "public").rglob("second-visit")), "the public edition never knew of it"
    for edition in ("staff", "managers"):
        assert Place(kept.store, edition).shown() != said[edition]
        assert WHY in (kept.store / edition / "current" / HARM / "index.html").read_text("utf-8")
    for path in kept.store.rglob("*"):
        assert not path.is_file() or b"zebra" not in path.read_bytes().lower(), path
    assert kept.ask("verify", str(kept.store)).code == 0


@pytest.mark.slow
def test_what_others_say_too_is_named_and_the_purge_is_not_done_until_somebody_says_that_it_may_stay(
    root: Path, tmp_path: Path,
) -> None:
    kept = with_harm(root, tmp_path / "shared")
    common = "Whoever is not sure asks the duty desk before the end of the day."
    for record in (HARM, RECORD):
        text = (kept.project.root / f"briefings/{record}.md").read_text("utf-8")
        kept.project.write(f"briefings/{record}.md", text.replace("## Why it matters", f"{common}\n\n## Why it matters"))
    kept.commit()
    published = kept.publish()
    assert published.code == 0, published.said
    without_harm(kept)
    to = ("--to", str(kept.store))
    first = kept.ask("purge", *ASKED, *to)
    assert (first.code, f"public: {RECORD} says some of it in the same words" in first.said) == (1, True), first.said
    assert b"zebra" not in (kept.store / f"public/current/{HARM}/index.html").read_bytes(), "it is gone all the same"
    assert "is not finished" in kept.ask("verify", *to[1:]).said
    again = kept.ask("purge", *ASKED, *to, "--shared-stays")
    assert (again.code, "is done in public" in again.said) == (0, True), again.said
    assert kept.ask("verify", *to[1:]).code == 0
