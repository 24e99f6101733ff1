"""`check --staged` reads what would be committed, and the hook stops a commit that holds something about a person."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from macros.cli import check
from tests.cli.asking import ask
from tests.making import draft

RECORD = "briefings/themes/recording.md"
SAFE = draft(body="\n## What good looks like\nWrite the year.\n")
UNSAFE = draft(body="\n## What good looks like\nShe died on 12 March 2024.\n")


@pytest.fixture
def clone(root: Path, tmp_path: Path) -> Path:
    """A repository with the settings and pages, committed."""
    for name in ("docs", ".githooks"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "mkdocs.yml", tmp_path)
    _git(tmp_path, "init", "-q", "-b", "main")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-q", "-m", "Begin")
    return tmp_path


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    who = {f"GIT_{who}_{what}": "team" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        ["git", *words], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )


def _write(clone: Path, data: bytes, path: str = RECORD) -> None:
    (clone / path).parent.mkdir(parents=True, exist_ok=True)
    (clone / path).write_bytes(data)


def _staged(clone: Path) -> int:
    return ask(check, clone, "--today", "2026-11-22", "--staged")


def test_what_is_staged_is_read_and_not_what_the_folder_holds_by_now(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(clone, UNSAFE)
    _git(clone, "add", RECORD)
    _write(clone, SAFE)
    assert _staged(clone) == 1
    assert "P107 date-of-death" in capsys.readouterr().out


def test_what_is_not_staged_is_not_read(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(clone, SAFE)
    _git(clone, "add", RECORD)
    _write(clone, UNSAFE)
    _write(clone, UNSAFE, "briefings/themes/other.md")
    assert _staged(clone) == 0
    assert capsys.readouterr().out == "No problems found.\n"


def test_a_link_in_the_file_system_is_refused_before_it_is_committed(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clone / "briefings/themes").mkdir(parents=True)
    for path in (RECORD, "docs/about/other.md"):
        (clone / path).symlink_to("/etc/hostname")
    _git(clone, "add", ".")
    assert _staged(clone) == 1
    said = capsys.readouterr().out
    assert f"{RECORD}:1:1: error B210" in said
    assert "docs/about/other.md:1:1: error B210" in said


@pytest.mark.parametrize("asked", [(), ("--staged",)])
def test_settings_that_are_a_link_are_refused_and_not_a_line_of_what_they_lead_to_is_shown(
    clone: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], asked: tuple[str, ...],
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret"
    elsewhere.write_text("token: [qxsecretqx", encoding="utf-8")
    (clone / "mkdocs.yml").unlink()
    (clone / "mkdocs.yml").symlink_to(elsewhere)
    _git(clone, "add", ".")
    assert ask(check, clone, "--today", "2026-11-22", *asked) == 1
    said = capsys.readouterr().out
    assert "mkdocs.yml:1:1: error B210" in said
    assert "qxsecretqx" not in said


@pytest.mark.parametrize(("path", "data", "code"), [
    ("docs/about/minutes.docx", b"PK\x03\x04word/document.xml", "B211"), ("docs/about/notes.txt", b"Notes", "B213"),
    ("docs/about/Notes.md", b"---\ntitle: A\naudience: staff\n---\nOne.\n", "B202"),
    ("briefings/themes/recording/report.pdf", b"%PDF-1.7\nlocked", "B323"),
])
def test_a_file_that_no_edition_takes_is_refused_before_it_is_committed(
    clone: Path, capsys: pytest.CaptureFixture[str], path: str, data: bytes, code: str,
) -> None:
    _write(clone, data, path)
    _git(clone, "add", path)
    assert _staged(clone) == 1
    assert f"{path}:1:1: error {code}" in capsys.readouterr().out


def test_a_file_that_is_taken_away_asks_for_nothing(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(clone, UNSAFE)
    _git(clone, "add", RECORD)
    _git(clone, "commit", "-q", "-m", "A mistake")
    _git(clone, "rm", "-q", RECORD)
    assert _staged(clone) == 0
    assert capsys.readouterr().out == "No problems found.\n"


def test_rules_about_one_file_are_asked_and_those_between_files_are_not(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = "\n## What good looks like\n![A chart](recording/chart.png)\n"
    _write(clone, draft(more="owner: nobody-yet\ncolour: red\n", body=body))
    _git(clone, "add", RECORD)
    assert _staged(clone) == 1
    said = capsys.readouterr().out
    assert "B105 unknown-field" in said
    assert "B104" not in said
    assert "B319" not in said


def test_staged_pages_tables_and_names_are_read(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(clone, b"---\ntitle: A\naudience: staff\n---\nJX9 4ZZ\n", "docs/about/where.md")
    _write(clone, b"uprn\n100023336000\n", "briefings/measures/wait/series.csv")
    _write(clone, b"", "briefings/sar/adult-b/999-000-0018.pdf")
    _git(clone, "add", ".")
    assert _staged(clone) == 1
    said = capsys.readouterr().out
    assert [code for code in ("P103", "P108", "P101") if code not in said] == []


def test_staged_settings_count_at_once(clone: Path) -> None:
    _write(clone, draft(body="\n## What good looks like\nCall 0808 157 0101.\n"))
    _git(clone, "add", ".")
    assert _staged(clone) == 1
    config = (clone / "mkdocs.yml").read_text(encoding="utf-8")
    listed = '    guard:\n      helplines:\n        - {name: Carers line, number: "0808 157 0101"}\n'
    (clone / "mkdocs.yml").write_text(config + listed, encoding="utf-8")
    _git(clone, "add", ".")
    assert _staged(clone) == 0


def test_outside_a_repository_it_says_what_is_missing(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(clone / ".git")
    assert _staged(clone) == 2
    assert "--staged needs a git repository" in capsys.readouterr().out


def test_an_entry_to_allow_a_value_is_printed_on_request(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(clone, draft(body="\n## What good looks like\nCall 0808 157 0101.\n"))
    assert ask(check, clone, "--today", "2026-11-22", "--entries") == 0
    said = capsys.readouterr().out
    assert f"  file: {RECORD}" in said
    assert "0101" not in said


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the hook looks for .venv/Scripts there")
def test_the_hook_stops_the_commit_within_seconds(clone: Path, root: Path) -> None:
    """The bound is generous: many tests run at once. On a machine of its own it takes about a second."""
    shutil.copytree(root / "macros", clone / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    (clone / ".venv/bin").mkdir(parents=True)
    (clone / ".venv/bin/python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    (clone / ".venv/bin/python").chmod(0o755)
    _git(clone, "config", "core.hooksPath", ".githooks")
    _write(clone, UNSAFE)
    _git(clone, "add", "briefings")
    _git(clone, "commit", "-q", "-m", "The first time compiles what is imported")
    started = time.monotonic()
    stopped = _git(clone, "commit", "-q", "-m", "Record")
    took = time.monotonic() - started
    assert stopped.returncode == 1
    assert "P107 date-of-death" in stopped.stdout + stopped.stderr
    assert "Nothing was committed." in stopped.stderr
    assert _git(clone, "log", "--oneline").stdout.count("\n") == 1
    assert took < 10
    _write(clone, SAFE)
    _git(clone, "add", "briefings")
    assert _git(clone, "commit", "-q", "-m", "Record").returncode == 0
