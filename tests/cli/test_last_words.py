"""Every command ends with what it did, where, and what to do next; what would write says so first, and writes nothing."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

import pytest

from macros.cli import VERBS, as_at, build, changed, check, links, lock, new, rollback, schemas, verify
from macros.publish.releases.inventory import Fact, inventory
from tests.cli.asking import ask
from tests.releases.publishing import Shelf

TODAY = ("--today", "2026-11-25")
WRITING = ("build", "publish", "rollback", "purge", "hold", "new", "schemas", "lock")
"""The verbs that change a project or a store. A preview and tests write where nobody looks, and the others read."""


def _seen(folder: Path) -> dict[str, Fact | str]:
    """Return every file and link of a folder."""
    links_ = {p.relative_to(folder).as_posix(): str(p.readlink()) for p in folder.rglob("*") if p.is_symlink()}
    return {**inventory(folder, frozenset(links_)), **links_}


@pytest.fixture
def store(tmp_path: Path) -> Shelf:
    """A store with two releases."""
    shelf = Shelf(tmp_path)
    shelf.publish(1)
    shelf.publish(2)
    return shelf


@pytest.mark.parametrize("verb", WRITING)
def test_what_changes_a_project_or_a_store_can_be_asked_first(verb: str) -> None:
    module, _ = VERBS[verb]
    parser = argparse.ArgumentParser()
    importlib.import_module(f"macros.cli.{module}").add_arguments(parser)
    assert "--dry-run" in parser.format_help()


def test_a_build_that_would_be_made_is_said_and_nothing_is_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, out = _seen(project), project.parent / "site"
    assert ask(build, project, "--edition", "public", "--out", str(out), "--dry-run", *TODAY) == 0
    said = capsys.readouterr().out
    assert f"Would build the public edition of 2026-11-25 into {out}" in said
    assert said.endswith("Nothing was changed. To do it, say the same without --dry-run.\n")
    assert _seen(project) == before
    assert not out.exists()


def test_a_build_that_would_be_refused_says_why(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "briefings/contacts/other.md").write_text("---\ntitle: Other\n---\n", encoding="utf-8")
    assert ask(build, project, "--out", str(project.parent / "site"), "--dry-run", *TODAY) == 1
    said = capsys.readouterr().out
    assert "briefings/contacts/other.md" in said
    assert "Nothing would be built" in said


def test_a_draft_that_would_be_made_is_shown_and_nothing_is_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _seen(project)
    assert ask(new, project, "themes", "Carers", "--audience", "staff", "--dry-run", *TODAY) == 0
    said = capsys.readouterr().out
    assert said.startswith("Would make briefings/themes/carers.md, a draft for staff:")
    assert "Carers" in said
    assert "status: draft" in said
    assert _seen(project) == before


def test_packages_that_would_be_locked_are_named_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("UV_OFFLINE", "1")
    (tmp_path / ".github/audit").mkdir(parents=True)
    for folder in lock.FOLDERS:
        (tmp_path / folder / lock.SOURCE).write_text("# nothing\n", encoding="utf-8")
    (tmp_path / lock.LOCK).write_text(f"gone==1.0 \\\n    --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    before = _seen(tmp_path)
    assert ask(lock, tmp_path, "--dry-run") == 0
    said = capfd.readouterr().out
    assert "Would write requirements.txt:\n  - gone==1.0\n" in said
    assert "Would write .github/audit/requirements.txt:\n  with the same packages\n" in said
    assert _seen(tmp_path) == before
    assert ask(lock, tmp_path) == 0
    assert capfd.readouterr().out.endswith("commit both files of each pair.\n")
    assert lock.recorded((tmp_path / lock.LOCK).read_text("utf-8")) == lock.fingerprint(b"# nothing\n")


def test_files_for_editors_that_would_be_written_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _seen(project)
    assert ask(schemas, project, "--dry-run") == 1
    assert "is stale" in capsys.readouterr().out
    assert _seen(project) == before


def test_a_dry_run_of_going_back_changes_nothing(store: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    before = _seen(store.place.store)
    assert ask(rollback, store.folder, "--to", str(store.place.store), "--edition", "staff", "--dry-run") == 0
    assert "Would show" in capsys.readouterr().out
    assert _seen(store.place.store) == before


def test_verify_ends_with_what_was_compared_where_and_what_to_do_next(
    store: Shelf, capsys: pytest.CaptureFixture[str],
) -> None:
    assert ask(verify, store.folder, str(store.place.store)) == 0
    done, next_ = capsys.readouterr().out.splitlines()[-2:]
    assert done.startswith(f"All as published: 10 files of 2 releases, in {store.place.store} (")
    assert "python3 hub.py verify URL --manifest" in next_
    (store.place.current / "index.html").unlink()
    assert ask(verify, store.folder, str(store.place.store)) == 1
    done, next_ = capsys.readouterr().out.splitlines()[-2:]
    assert done.startswith(f"1 wrong, of 10 files of 2 releases, in {store.place.store} (")
    assert "python3 hub.py rollback" in next_


def test_as_at_ends_with_where_it_looked_and_how_to_prove_it(store: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(as_at, store.folder, "2026-11-25", "--to", str(store.place.store)) == 0
    done, next_ = capsys.readouterr().out.splitlines()[-2:]
    assert done == f"Answered from the ledgers of staff in {store.place.store}. Nothing was changed."
    assert next_.endswith(f"python3 hub.py verify {store.place.store}")


def test_lists_for_a_file_are_ended_by_words_beside_it(
    store: Shelf, project: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    site = str(store.place.current)
    assert ask(changed, project, site, site) == 0
    assert capsys.readouterr().err.startswith(f"Compared {site} with {site}: 0 pages differ. Nothing was changed.\n")
    assert ask(links, project, site) == 0
    assert f"Asked 0 links of {site}: 0 broken, 0 doubtful. Nothing was changed.\n" in capsys.readouterr().err


def test_check_ends_with_what_was_read_and_what_to_do_next_but_for_programs(
    project: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    assert ask(check, project, *TODAY) == 0
    done, next_ = capsys.readouterr().err.splitlines()
    assert done == f"Checked 2 records of {project}. Nothing was changed."
    assert "python3 hub.py" in next_
    assert ask(check, project, "--format", "json", *TODAY) == 0
    assert capsys.readouterr().err == ""
