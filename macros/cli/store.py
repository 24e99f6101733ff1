"""What the verbs about releases share: which store, which edition, and progress that a terminal shows and a log does not."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from macros.content.records.base import Audience
from macros.publish.releases.layout import Place, Refused

STORE = "HUB_STORE"
"""In the environment: the store, where no option says."""
_SOME = 0.2
"""Seconds between two looks at the progress."""


def add_store(parser: argparse.ArgumentParser) -> None:
    """Add --to."""
    parser.add_argument("--to", metavar="DIR", help=f"the folder that holds the releases; otherwise {STORE}")


def add_edition(parser: argparse.ArgumentParser) -> None:
    """Add --edition, which has no usual value: what goes out must be said."""
    parser.add_argument("--edition", required=True, choices=[str(a) for a in Audience], help="for whom")


def store_of(args: argparse.Namespace) -> Path:
    """Return the store that was asked for. Raises `Refused` where none was."""
    if named := args.to or os.environ.get(STORE):
        return Path(named).absolute()
    raise Refused(f"Say which folder holds the releases: --to DIR, or {STORE} in the environment.")


def place_of(args: argparse.Namespace) -> Place:
    """Return one edition's part of the store."""
    return Place(store_of(args), args.edition)


class Progress:
    """A line that grows on a terminal: how many of how many, and about how long still. A log gets nothing of it."""

    def __init__(self, doing: str, what: str = "files") -> None:
        """Say what is being done, and to what."""
        self._doing, self._what, self._shown = doing, what, sys.stderr.isatty()
        self._began = self._last = time.monotonic()

    def __call__(self, done: int, of: int) -> None:
        """Hear how far it is."""
        now = time.monotonic()
        if not self._shown or (done < of and now - self._last < _SOME):
            return
        self._last = now
        left = (now - self._began) / done * (of - done) if done else 0.0
        share = 100 * done // of if of else 100
        told = f"{self._doing}: {done:,} of {of:,} {self._what}, {share} %, {left:.0f} s left" if done < of else ""
        print(f"\r\033[K{told}", end="", file=sys.stderr, flush=True)
