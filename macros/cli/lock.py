"""`lock`: each requirements.in, what we choose, to a requirements.txt, everything it needs with its hashes.

One file serves every system and every Python that the project runs on. It says nothing of the machine it was
written on: no folder, no index. Its first lines hold the hash of requirements.in, so that a test can tell
without the network that it is stale.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from pathlib import Path

SOURCE, LOCK = "requirements.in", "requirements.txt"
FOLDERS = (".", ".github/audit")
"""Where such a pair stands: what runs the hub, and what the workflow alone runs."""
_MARK = f"# {SOURCE} sha256: "
_COMMAND = (
    "pip", "compile", SOURCE, "--output-file", LOCK, "--universal", "--python-version", "3.11", "--generate-hashes",
    "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--no-config", "--quiet",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `lock`."""
    parser.add_argument(
        "--upgrade", action="store_true", help="take the newest release of everything that requirements.in does not pin",
    )


def run(args: argparse.Namespace, root: Path) -> int:
    """Write each requirements.txt and return 0, or uv's exit code where it failed; then that file is as it was."""
    command = [sys.executable, "-m", "uv", *_COMMAND, *(["--upgrade"] if args.upgrade else [])]
    for folder in FOLDERS:
        source, lock = root / folder / SOURCE, root / folder / LOCK
        done = subprocess.run(command, cwd=source.parent, stdin=subprocess.DEVNULL, check=False)
        if done.returncode:
            print(f"{lock} was not written; why stands above.", file=sys.stderr)
            return done.returncode
        lock.write_bytes(header(source.read_bytes()).encode() + lock.read_bytes().replace(b"\r\n", b"\n"))
        print(f"Wrote {lock.relative_to(root)}.")
    return 0


def header(source: bytes) -> str:
    """Return the first lines of requirements.txt for a requirements.in: how it is made, and what from."""
    return f"# Written by `python3 hub.py lock`; do not edit.\n{_MARK}{fingerprint(source)}\n"


def fingerprint(source: bytes) -> str:
    """Return the hash of requirements.in, the same however git wrote its line ends."""
    return hashlib.sha256(source.replace(b"\r\n", b"\n")).hexdigest()


def recorded(lock: str) -> str:
    """Return the hash that a requirements.txt was made from, or nothing where it names none."""
    return next((line.removeprefix(_MARK).strip() for line in lock.splitlines() if line.startswith(_MARK)), "")
