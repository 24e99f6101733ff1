"""What stood in `briefings/` before, what is staged, and which commit this is: the one module that reads git."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from macros.content.record import ROOT
from macros.frozen import frozen

_FILES = (b"100644", b"100755")
"""The modes of ordinary files: links in the file system and other repositories are left out."""


@frozen
class Past:
    """The files of an earlier state, or of the one that would be committed, or why it cannot be read and what to do about it."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of each file by its path from the project's root."""
    wrong: str = ""
    links: tuple[str, ...] = ()
    """What is staged and is a link in the file system, or to another repository: no file, so that nobody reads it."""


def files_since(root: Path, revision: str) -> Past:
    """Return the records' files (.md) as they stood where the present state parted from a revision.

    That is the newest commit that both have in common, so that what others added to the revision since
    does not look as if it had been taken away here. Nothing is written and no shell is started.
    Without git, with a revision that does not exist or with a clone that lacks its history, `wrong` says
    what to do.
    """
    git = shutil.which("git")
    if git is None:
        return Past(wrong="--since needs git, and there is none on this computer. Install it, or leave --since out.")
    if _ask(git, root, "rev-parse", "--is-inside-work-tree").out.strip() != b"true":
        return Past(wrong="--since needs the project's history, and this folder is not in a git repository.")
    if _ask(git, root, "rev-parse", "--is-shallow-repository").out.strip() == b"true":
        return Past(wrong="this clone holds only the newest part of the history. Run: git fetch --unshallow")
    # A word that begins with a hyphen would be an option.
    asked = ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    found = _Answer() if revision.startswith("-") else _ask(git, root, *asked)
    if not found.out.strip():
        return Past(wrong=f"there is no revision '{revision}' here. Write a branch, a tag or a commit, such as origin/main.")
    parted = _ask(git, root, "merge-base", found.out.decode().strip(), "HEAD").out.decode().strip()
    if not parted:
        return Past(wrong=f"'{revision}' and the present state have no history in common, so nothing can be compared.")
    return _files_of(git, root, parted, (".md",))


def files_at(root: Path, commit: str) -> Past:
    """Return the records' files and their tables (.md, .csv) as they stood in a commit, or in `wrong` why that cannot be read."""
    git = shutil.which("git")
    if git is None:
        return Past(wrong="there is no git on this computer.")
    return _files_of(git, root, commit, (".md", ".csv"))


def project_at(root: Path, commit: str) -> Past:
    """Return every file that the authors of a commit answer for: the records with all that stands beside them, the site's own
    pages and the settings. In `wrong`, why that cannot be read and what to do about it."""
    git = shutil.which("git")
    if git is None:
        return Past(wrong="there is no git on this computer. Install it.")
    if _ask(git, root, "cat-file", "-e", f"{commit}^{{commit}}").failed:
        shallow = _ask(git, root, "rev-parse", "--is-shallow-repository").out.strip() == b"true"
        more = "Run: git fetch --unshallow" if shallow else "Fetch it from a clone that has it"
        return Past(wrong=f"git does not have commit {commit[:10]} here. {more}.")
    return _files_of(git, root, commit, ("",), (f"{ROOT}/", "docs/", "mkdocs.yml"))


def _files_of(git: str, root: Path, commit: str, kinds: tuple[str, ...], within: tuple[str, ...] = (f"{ROOT}/",)) -> Past:
    listed = _ask(git, root, "ls-tree", "-r", "-z", commit, "--", *within)
    if listed.failed:
        return Past(wrong=f"git cannot list the files of '{commit}': {listed.said}")
    objects: dict[str, bytes] = {}
    for entry in listed.out.split(b"\0"):
        about, _, name = entry.partition(b"\t")
        if name and name.endswith(tuple(kind.encode() for kind in kinds)) and (parts := about.split())[0] in _FILES:
            objects[name.decode("utf-8", "replace")] = parts[2]
    read = _ask(git, root, "cat-file", "--batch", given=b"".join(b"%s\n" % one for one in objects.values()))
    if read.failed:
        return Past(wrong=f"git cannot read the files of '{commit}': {read.said}")
    return Past(dict(zip(objects, _contents(read.out, len(objects)), strict=True)))


def files_staged(root: Path) -> Past:
    """Return the files that are staged, under `briefings/`, `docs/` and of the settings, with the bytes that would be committed:
    those of the index, whatever the folder holds by now. What is staged for deletion is left out; links are named apart."""
    git = shutil.which("git")
    if git is None:
        return Past(wrong="--staged needs git, and there is none on this computer. Install it, or leave --staged out.")
    # Paths are asked for from this folder on, which need not be the top of the repository.
    asked = ("diff", "--cached", "--name-only", "--relative", "--diff-filter=ACMRT", "-z", "--", ROOT, "docs", "mkdocs.yml")
    listed = _ask(git, root, *asked)
    if listed.failed:
        return Past(wrong=f"--staged needs a git repository: {listed.said}")
    names = [name.decode("utf-8", "surrogateescape") for name in listed.out.split(b"\0") if name]
    if not names:
        return Past()
    entries = _ask(git, root, "ls-files", "--stage", "-z", "--", *(f":(literal){name}" for name in names))
    objects: dict[str, bytes] = {}
    links: list[str] = []
    for entry in entries.out.split(b"\0"):
        about, _, name = entry.partition(b"\t")
        if name and (parts := about.split())[0] in _FILES:
            objects[name.decode("utf-8", "replace")] = parts[1]
        elif name:
            links.append(name.decode("utf-8", "replace"))
    read = _ask(git, root, "cat-file", "--batch", given=b"".join(b"%s\n" % one for one in objects.values()))
    if entries.failed or read.failed:
        return Past(wrong=f"git cannot read what is staged: {entries.said or read.said}")
    return Past(dict(zip(objects, _contents(read.out, len(objects)), strict=True)), links=tuple(links))


BUILT_FROM = (ROOT, "docs", "macros", "overrides", "mkdocs.yml", "requirements.txt")
"""What a build is a function of, beside the day and the edition."""


@frozen
class Here:
    """The commit that the project's files are those of, or why there is none and what to do about it."""

    commit: str = ""
    wrong: str = ""


def commit_here(root: Path) -> Here:
    """Return the commit whose build this folder would give: what is not committed is in no history, so nobody could say later
    what was published."""
    git = shutil.which("git")
    if git is None:
        return Here(wrong="a release is of a commit, and there is no git on this computer. Install it.")
    head = _ask(git, root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").out.decode().strip()
    if not head:
        return Here(wrong="a release is of a commit, and this folder is not in a git repository that has one.")
    changed = _ask(git, root, "status", "--porcelain", "--untracked-files=all", "--", *BUILT_FROM)
    if changed.failed:
        return Here(wrong=f"git cannot say what was changed: {changed.said}")
    if names := changed.out.decode("utf-8", "replace").splitlines():
        return Here(wrong=f"{len(names)} changes are not committed, such as {names[0][3:]}. Commit them, or take them back.")
    return Here(head)


def descends(root: Path, old: str, new: str) -> bool:
    """Return whether a commit has another among its ancestors. One that this clone does not know is none of them."""
    git = shutil.which("git")
    return git is not None and not _ask(git, root, "merge-base", "--is-ancestor", old, new).failed


@frozen
class _Answer:
    """What git answered."""

    out: bytes = b""
    failed: bool = False
    said: str = ""
    """The first line of what it said about a failure."""


def _ask(git: str, root: Path, *words: str, given: bytes = b"") -> _Answer:
    ran = subprocess.run([git, "-C", str(root), *words], input=given, capture_output=True, check=False)
    said = ran.stderr.decode("utf-8", "replace").strip().split("\n")[0]
    return _Answer(ran.stdout if ran.returncode == 0 else b"", ran.returncode != 0, said)


def _contents(answer: bytes, count: int) -> list[bytes]:
    """Return the contents out of git's batch: for each a line `id blob size`, that many bytes, a line end."""
    contents: list[bytes] = []
    at = 0
    for _ in range(count):
        end = answer.index(b"\n", at)
        size = int(answer[at:end].rsplit(b" ", 1)[1])
        contents.append(answer[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return contents
