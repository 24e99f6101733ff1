"""Reading an earlier state from a real repository, and saying clearly why it cannot be read."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from macros.cli import check
from macros.content.history import files_since
from tests.cli.asking import ask
from tests.making import contact

TEAM = "briefings/contacts/team.md"
VERSIONS = "changes:\n  - {on: 2026-03-02, version: 1, note: First version., approved_by: Lead}\n"


@dataclass(frozen=True, slots=True)
class Repository:
    """A project folder that git keeps."""

    root: Path

    def git(self, *words: str) -> None:
        """Run git, whatever this computer's own settings are."""
        environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        said = ["-c", "user.name=Lead", "-c", "user.email=lead@example.org", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *said, *words], cwd=self.root, env=environment, check=True, capture_output=True)

    def write(self, path: str, data: bytes) -> None:
        """Write a file."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(data)

    def commit(self) -> None:
        """Keep everything as it is now."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "As it is now")


@pytest.fixture
def repository(root: Path, tmp_path: Path) -> Repository:
    """A project with one published contact, kept."""
    made = Repository(tmp_path / "project")
    made.write("mkdocs.yml", (root / "mkdocs.yml").read_bytes())
    made.write(TEAM, contact("Team", VERSIONS))
    made.git("init", "-q")
    made.commit()
    return made


def test_a_change_that_takes_a_version_away_is_refused_with_its_place(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(check, repository.root, f"{repository.root}/briefings", "--since", "HEAD") == 0
    repository.write(TEAM, contact("Team"))
    assert ask(check, repository.root, f"{repository.root}/briefings", "--since", "HEAD") == 1
    assert f"{TEAM}:1:1: error B802 entry-removed\n  changes[1]: is gone" in capsys.readouterr().out
    assert ask(check, repository.root, f"{repository.root}/briefings") == 0


def test_a_deleted_record_is_named_after_it_was_kept_as_well(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    (repository.root / TEAM).unlink()
    repository.write("briefings/contacts/other.md", contact("Other"))
    repository.commit()
    assert ask(check, repository.root, "--since", "HEAD~1") == 1
    assert f"{TEAM}:1:1: error B803" in capsys.readouterr().out


def test_what_others_added_to_the_branch_since_is_not_taken_away_here(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "ours")
    repository.git("checkout", "-q", "main")
    repository.write("briefings/contacts/theirs.md", contact("Theirs"))
    repository.commit()
    repository.git("checkout", "-q", "ours")
    assert set(files_since(repository.root, "main").files) == {TEAM}


def test_files_come_as_they_were_and_links_and_pictures_do_not(repository: Repository) -> None:
    hostile = b"---\r\n\xff 12 blob 3\n\x00" * 5
    repository.write("briefings/themes/caf\u00e9 \t x.md", hostile)
    repository.write("briefings/themes/empty.md", b"")
    repository.write("briefings/themes/x/picture.png", b"\x89PNG")
    repository.git("config", "core.autocrlf", "false")
    (repository.root / "briefings/themes/link.md").symlink_to("/etc/passwd")
    repository.commit()
    files = files_since(repository.root, "HEAD").files
    assert files == {
        TEAM: contact("Team", VERSIONS), "briefings/themes/caf\u00e9 \t x.md": hostile, "briefings/themes/empty.md": b"",
    }


def test_a_project_in_a_folder_of_a_larger_repository_is_read_from_its_own_folder(tmp_path: Path) -> None:
    whole = Repository(tmp_path)
    whole.write(f"site/{TEAM}", contact("Team"))
    whole.write(TEAM, contact("Another"))
    whole.git("init", "-q")
    whole.commit()
    assert files_since(tmp_path / "site", "HEAD").files == {TEAM: contact("Team")}


def test_a_project_without_records_has_none_before_either(tmp_path: Path) -> None:
    empty = Repository(tmp_path)
    empty.write("mkdocs.yml", b"")
    empty.git("init", "-q")
    empty.commit()
    assert (files_since(tmp_path, "HEAD").files, files_since(tmp_path, "HEAD").wrong) == ({}, "")


@pytest.mark.parametrize("revision", ["nowhere", "--all", "-h", "", "HEAD:briefings", "HEAD~9", "a b; rm -rf ."])
def test_a_revision_that_does_not_exist_is_named(
    repository: Repository, capsys: pytest.CaptureFixture[str], revision: str
) -> None:
    assert ask(check, repository.root, f"--since={revision}") == 2
    assert f"check: there is no revision '{revision}' here." in capsys.readouterr().out


def test_a_clone_with_half_its_history_is_told_to_fetch_the_rest(repository: Repository, tmp_path: Path) -> None:
    repository.write("README.md", b"More")
    repository.commit()
    Repository(tmp_path).git("clone", "-q", "--depth", "1", repository.root.as_uri(), "clone")
    assert "git fetch --unshallow" in files_since(tmp_path / "clone", "HEAD").wrong


def test_histories_with_nothing_in_common_cannot_be_compared(repository: Repository) -> None:
    repository.git("checkout", "-q", "--orphan", "alone")
    repository.write("README.md", b"Another beginning")
    repository.commit()
    assert "no history in common" in files_since(repository.root, "main").wrong


def test_a_folder_that_git_does_not_keep_is_named(tmp_path: Path) -> None:
    assert "not in a git repository" in files_since(tmp_path, "HEAD").wrong


def test_a_computer_without_git_is_told_what_to_do(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "Install it" in files_since(repository.root, "HEAD").wrong


def test_what_could_not_be_read_before_is_said_beside_the_report(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write(TEAM, b"---\ntitle: [\n---\n")
    repository.commit()
    repository.write(TEAM, contact("Team"))
    assert ask(check, repository.root, f"{repository.root}/briefings", "--since", "HEAD", "--format", "json") == 0
    said = capsys.readouterr()
    assert said.out == "[]\n"
    assert said.err == f"check: {TEAM} could not be read at HEAD, and was not compared with it.\n"
