"""What the verbs about releases share: which store, and which edition."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from macros.content.records.base import Audience
from macros.publish.releases.layout import Place, Refused

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
