"""Show an earlier release of an edition again: the one before, or the one that is named."""

from __future__ import annotations

import argparse
import datetime as dt
import time
from pathlib import Path

from macros.cli.asked import AS_IT_WAS, add_dry_run
from macros.cli.store import add_edition, add_store, not_whole, place_of, refused_by_disk
from macros.publish.releases.disk import Disk
from macros.publish.releases.layout import Refused
from macros.publish.releases.publication import Way, goes_back_to, roll_back


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `rollback`."""
    parser.add_argument("release", nargs="?", default="", metavar="RELEASE", help="which one; otherwise the one before")
    add_store(parser)
    add_edition(parser)
    parser.add_argument("--take-lock", action="store_true", help="take the lock from a machine that has died")
    add_dry_run(parser)


def run(args: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - every verb is run so
    """Roll back; 0 when the earlier release is shown, 1 when that was refused."""
    started = time.monotonic()
    try:
        place = place_of(args)
        if args.dry_run:
            to = goes_back_to(place, args.release)
            print(f"Would show {to} instead of {place.shown()}." if to != place.shown() else f"{to} is shown already.")
            print(AS_IT_WAS)
            return 0
        way = Way(Disk(), lambda: dt.datetime.now(dt.UTC), lambda _old, _new: True, take_lock=args.take_lock)
        shown = roll_back(place, way, args.release)
    except Refused as refused:
        print(f"rollback: {refused}\nNothing was changed.")
        return 1
    except OSError as error:
        return refused_by_disk("rollback", error, args)
    if not shown.changed:
        print(
            f"Nothing was changed: {place.edition} shows {shown.release} already.\n"
            f"To prove what is shown: python3 hub.py verify {place.top}"
        )
        return 0
    took = time.monotonic() - started
    print(f"The {place.edition} edition shows {shown.release} again, instead of {shown.before} ({took:.2f} seconds).")
    if shown.settings_changed:
        print(f"The settings of nginx and Apache in {place.current_host} changed: let your server read them again.")
    for line in not_whole(place):
        print(line)
    print(
        "What was taken back is not published again unless forced. Mend it, commit, and publish.\n"
        f"To prove what is shown: python3 hub.py verify {place.top}"
    )
    return 0
