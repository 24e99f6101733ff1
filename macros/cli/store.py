"""What the verbs about releases share: which store, and which edition."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from macros.content.guard.known import known_from
from macros.content.guard.scan import scan_text
from macros.content.purged import fits_notice
from macros.content.records.base import Audience
from macros.content.settings import Settings
from macros.diagnostics import errors
from macros.publish.releases import ledger
from macros.publish.releases.layout import Place, Refused, editions_of

STORE = "HUB_STORE"
"""In the environment: the store, where no option says."""


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


def not_whole(place: Place) -> Iterator[str]:
    """Yield that the ledger of an edition misses something, where it does, and what that means."""
    if any(ledger.breaks(place)):
        yield (
            f"The ledger of {place.edition} is not whole, so nothing is removed from {place.top}. "
            f"What is wrong:  python3 hub.py verify {place.top}"
        )


def refused_by_disk(verb: str, error: OSError, args: argparse.Namespace) -> int:
    """Say that a disk refused in the middle, what readers see, and what to do next; return the exit code."""
    print(f"{verb}: {error.filename2 or error.filename or 'a file'} cannot be read or written: {error.strerror or error}.")
    with suppress(OSError, Refused):  # the disk may be gone altogether
        store = store_of(args)
        for place in editions_of(store):
            print(f"{place.edition} shows {place.shown() or 'nothing'}")
    print("Make room, or bring the disk back, and say the same again: what was left half done is finished or cleared away.")
    return 1


def may_be_written(reason: str, role: str, settings: Settings | None) -> None:
    """Raise `Refused` for a reason or a role that may not stand in a ledger, which nobody can change: it is long, or points to a
    person."""
    if not fits_notice(reason):
        raise Refused("The reason must be one line of at most 200 characters.")
    for option, text in (("--reason", reason), ("--approved-by", role)):
        if settings and (found := errors(d for d, _ in scan_text(option, text, known_from(settings)))):
            raise Refused(f"{option} holds what may point to a person ({found[0].code.id}): it would stay in the store for ever.")
