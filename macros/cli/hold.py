"""Hold a record, because the law needs it kept as it was shown; with --lift let it go; without a record list what is held.

While it is held, `purge` refuses it, and `publish` keeps every release that shows it, however many there are.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from macros.cli.asked import AS_IT_WAS, add_dry_run
from macros.cli.progress import Steps
from macros.cli.store import add_store, may_be_written, refused_by_disk, store_of
from macros.content.records.kinds import LONDON
from macros.publish.checked import Checked, check_project
from macros.publish.releases.disk import Disk
from macros.publish.releases.holding import Hold, ever_shown, held_in, hold, showing
from macros.publish.releases.layout import Refused, editions_of, is_store
from macros.publish.removed import record_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hold`."""
    parser.add_argument("record", nargs="?", default="", metavar="RECORD", help="its id; without one all are listed")
    add_store(parser)
    parser.add_argument("--reason", default="", help="why, with nothing about a person: it stays in the store")
    parser.add_argument("--approved-by", default="", metavar="ROLE", help="which role says so: a role, never a name")
    parser.add_argument("--lift", action="store_true", help="the record need not be kept any longer")
    parser.add_argument("--take-lock", action="store_true", help="take the lock from a machine that has died")
    add_dry_run(parser)


def run(args: argparse.Namespace, root: Path) -> int:
    """Hold, lift or list; 0 when done, 1 when it was refused, 2 when asked wrongly."""
    record = args.record.strip("/")
    try:
        store = store_of(args)
        if not is_store(store):
            print(f"hold: {store} holds no releases.")
            return 2
        if not record:
            print("\n".join(_listed(store)))
            return 0
        if not (args.reason and args.approved_by):
            print("hold: say why, and who says so: --reason and --approved-by.")
            return 2
        now = check_project(root, dt.datetime.now(LONDON).date(), telling=Steps())
        may_be_written(args.reason, args.approved_by, now.settings)
        _is_known(store, record, now, lift=args.lift)
        wanted = Hold(record, args.reason, args.approved_by, args.lift)
        if args.dry_run:
            what = "need not be kept any longer" if args.lift else "is held, and keep these releases"
            print(f"Would write into the ledgers of {store} that {record} {what}:")
            print("\n".join((*_keeps(store, record), *_called_before(now, wanted), AS_IT_WAS)))
            return 0
        done = hold(store, wanted, Disk(), lambda: dt.datetime.now(dt.UTC), take_lock=args.take_lock)
    except Refused as refused:
        print(f"hold: {refused}\nNothing was changed.")
        return 1
    except OSError as error:
        return refused_by_disk("hold", error, args)
    print("\n".join((*_said(store, wanted, done), *_called_before(now, wanted))))
    return 0


def _is_known(store: Path, record: str, now: Checked, *, lift: bool) -> None:
    """Raise `Refused` for a record that nobody knows: a hold on it would keep nothing, and nobody would see that."""
    if record in held_in(store):
        return
    if lift:
        raise Refused(f"{record} is not held.")
    if not ever_shown(store, record) and record_of(now, record) is None:
        raise Refused(f"{record} was never shown, nor is it in the project. Is the id right?")


def _listed(store: Path) -> Iterator[str]:
    held = held_in(store)
    for record, entry in held.items():
        by = f", by {entry.approved_by}" if entry.approved_by else ""
        yield f"{record}: held since {entry.at}{by}: {entry.reason}"
    yield f'{len(held)} held in {store}. To hold one: python3 hub.py hold RECORD --reason "…" --approved-by ROLE'


def _keeps(store: Path, record: str) -> Iterator[str]:
    for place in editions_of(store):
        if releases := showing(place, [record]):
            yield f"  {place.edition}: {', '.join(releases)}"


def _called_before(now: Checked, wanted: Hold) -> Iterator[str]:
    """Yield that earlier ids of the record must be held too: a hold keeps the releases that have a page of that name."""
    found = record_of(now, wanted.record)
    if found is not None and found.fields.aliases and not wanted.lift:
        yield f"It was called {', '.join(found.fields.aliases)} before: hold that id too, or releases that show only that may go."


def _said(store: Path, wanted: Hold, done: tuple[str, ...]) -> Iterator[str]:
    """Yield what was done, where, and what to do next."""
    editions = ", ".join(done)
    if not done:
        yield f"Nothing was changed: {wanted.record} is held already in every edition of {store}."
    elif wanted.lift:
        yield f"{wanted.record} need not be kept any longer: written into the ledgers of {editions} in {store}."
        yield "The next publish removes releases that were kept for it. A record that says hold: true is held all the same."
        yield f"To see what is held:  python3 hub.py hold --to {store}"
        return
    else:
        yield f"{wanted.record} is held: written into the ledgers of {editions} in {store}. These releases are kept:"
    yield from _keeps(store, wanted.record)
    yield f'To lift it:    python3 hub.py hold {wanted.record} --lift --reason "…" --approved-by ROLE --to {store}'
    yield f"To prove it:   python3 hub.py verify {store}"
