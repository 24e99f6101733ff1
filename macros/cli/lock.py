"""`lock`: each requirements.in, what we choose, to a requirements.txt, everything it needs with its hashes.

One file serves every system and every Python that the project runs on. It says nothing of the machine it was
written on: no folder, no index. Its first lines hold the hash of requirements.in, so that a test can tell
without the network that it is stale.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from macros.cli.asked import AS_IT_WAS, add_dry_run

SOURCE, LOCK = "requirements.in", "requirements.txt"
FOLDERS = (".", ".github/audit")
"""Where such a pair stands: what runs the hub, and what the workflow alone runs."""
_MARK = f"# {SOURCE} sha256: "
_COMMAND = (
    "pip", "compile", SOURCE, "--universal", "--python-version", "3.11", "--generate-hashes",
    "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--no-config", "--quiet",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `lock`."""
    parser.add_argument(
        "--upgrade", action="store_true", help="take the newest release of everything that requirements.in does not pin",
    )
    add_dry_run(parser)


def run(args: argparse.Namespace, root: Path) -> int:
    """Write each requirements.txt and return 0, or uv's exit code where it failed; then that file is as it was."""
    command = [sys.executable, "-m", "uv", *_COMMAND, *(["--upgrade"] if args.upgrade else [])]
    for folder in FOLDERS:
        source, lock = root / folder / SOURCE, root / folder / LOCK
        old = lock.read_bytes() if lock.is_file() else b""
        with tempfile.TemporaryDirectory(prefix="learning-hub-") as room:
            made = Path(room) / LOCK
            if lock.is_file():  # what is locked stays, unless it does not fit any more
                shutil.copyfile(lock, made)
            done = subprocess.run(
                [*command, "--output-file", str(made)], cwd=source.parent, stdin=subprocess.DEVNULL, check=False,
            )
            if done.returncode:
                print(f"{lock} was not written; why stands above.", file=sys.stderr)
                return done.returncode
            new = header(source.read_bytes()).encode() + made.read_bytes().replace(b"\r\n", b"\n")
        if args.dry_run:
            print("\n".join((f"Would write {lock.relative_to(root)}:", *_changes(old, new))))
            continue
        lock.write_bytes(new)
        print(f"Wrote {lock.relative_to(root)}.")
    if args.dry_run:
        print(AS_IT_WAS)
    else:
        print("The next command of hub.py installs what changed. Run python3 hub.py test, and commit both files of each pair.")
    return 0


def _changes(old: bytes, new: bytes) -> list[str]:
    """Return the packages that come and go, a line each."""
    before, after = ([line.rstrip(" \\") for line in text.decode().splitlines() if "==" in line] for text in (old, new))
    lines = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    return [f"  {line}" for line in lines] or ["  with the same packages"]


def header(source: bytes) -> str:
    """Return the first lines of requirements.txt for a requirements.in: how it is made, and what from."""
    return f"# Written by `python3 hub.py lock`; do not edit.\n{_MARK}{fingerprint(source)}\n"


def fingerprint(source: bytes) -> str:
    """Return the hash of requirements.in, the same however git wrote its line ends."""
    return hashlib.sha256(source.replace(b"\r\n", b"\n")).hexdigest()


def recorded(lock: str) -> str:
    """Return the hash that a requirements.txt was made from, or nothing where it names none."""
    return next((line.removeprefix(_MARK).strip() for line in lock.splitlines() if line.startswith(_MARK)), "")
