"""requirements.txt is what it promises: everything pinned and hashed, fresh, and the same for every machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.cli.lock import FOLDERS, LOCK, SOURCE, fingerprint, header, recorded

_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([^ ;\\]+)")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_OF_A_MACHINE = re.compile(r"^\s*-(?!-hash=)|://|file:|@ |(?<!\w)[/\\]\w|\b[A-Za-z]:\\")
"""Options such as --index-url, addresses, and paths of either kind."""


@pytest.fixture(scope="module", params=FOLDERS)
def folder(root: Path, request: pytest.FixtureRequest) -> Path:
    return root / str(request.param)


@pytest.fixture(scope="module")
def lock(folder: Path) -> str:
    return (folder / LOCK).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def entries(lock: str) -> list[str]:
    """The requirements, each with the lines that belong to it."""
    lines = "\n".join(line for line in lock.splitlines() if not line.lstrip().startswith("#"))
    return [entry for entry in re.split(r"\n(?=\S)", lines) if entry.strip()]


def _pins(lines: list[str]) -> set[tuple[str, str]]:
    found = [_PIN.match(line) for line in lines]
    assert all(found), f"not pinned: {[line for line, match in zip(lines, found, strict=True) if not match]}"
    return {(re.sub(r"[-_.]+", "-", match[1]).lower(), match[2]) for match in found if match}


def test_everything_that_we_chose_is_in_the_lock_file_at_the_same_version(folder: Path, entries: list[str]) -> None:
    chosen = [line.split("#")[0].strip() for line in (folder / SOURCE).read_text(encoding="utf-8").splitlines()]
    assert _pins([line for line in chosen if line]) <= _pins(entries)


def test_every_requirement_is_pinned_and_has_hashes(entries: list[str]) -> None:
    _pins(entries)
    assert [entry.split()[0] for entry in entries if not _HASH.search(entry)] == []


def test_the_lock_file_was_made_from_the_requirements_as_they_are(folder: Path, lock: str) -> None:
    fresh = fingerprint((folder / SOURCE).read_bytes())
    assert recorded(lock) == fresh, "requirements.txt is stale: run python3 hub.py lock"


def test_the_lock_file_names_no_folder_and_no_index(lock: str) -> None:
    assert [line for line in lock.splitlines() if _OF_A_MACHINE.search(line)] == []


@pytest.mark.parametrize(
    "line", ["--index-url x", "    -f wheels", "a @ file:///x", "# from /home/me", "# C:\\me", "--find-links=x"],
)
def test_a_folder_or_an_index_would_be_seen(line: str) -> None:
    with pytest.raises(AssertionError):
        test_the_lock_file_names_no_folder_and_no_index(line)


def test_the_hash_of_the_requirements_is_the_same_on_windows() -> None:
    assert recorded(header(b"a==1\nb==2\n")) == fingerprint(b"a==1\r\nb==2\r\n")


def test_a_lock_file_without_the_hash_is_stale() -> None:
    assert recorded("a==1 --hash=sha256:0\n") == ""
