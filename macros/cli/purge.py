"""Remove a record from every release that a store keeps, of every edition.

Each release that holds it is built again from its commit, as if the record had been withdrawn before it was shown, and takes the
old one's place. Then every file is searched for what the record said. Nothing is done to git: see docs/project/forgetting.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from macros.cli.asked import AS_IT_WAS, add_dry_run
from macros.cli.progress import Progress, Steps
from macros.cli.rebuilding import States
from macros.cli.store import add_store, may_be_written, refused_by_disk, store_of
from macros.content.record import ROOT
from macros.content.records.base import Audience, Status
from macros.content.records.kinds import LONDON
from macros.publish.apart import own_words
from macros.publish.checked import Checked, check_project
from macros.publish.come_back import known_by
from macros.publish.releases import ledger
from macros.publish.releases.disk import Disk
from macros.publish.releases.holding import refuse_what_is_held
from macros.publish.releases.inventory import Fact
from macros.publish.releases.layout import WITHDRAWN, Place, Refused, editions_of, is_store, purged_in
from macros.publish.releases.manifest import Edited
from macros.publish.releases.publication import Way
from macros.publish.releases.purging import ROOM, Removed, Work, holding, name_of, purge, refuse_what_is_none
from macros.publish.releases.without import Found, Purge
from macros.publish.removed import Trace, found_in_words, holds_in, left_in, record_of, trace
from macros.site.views.withdrawn import kept_words

_MOST_NAMED = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `purge`."""
    parser.add_argument("record", metavar="RECORD", help="its id, like seven-minute/first-visit")
    add_store(parser)
    parser.add_argument(
        "--reason", required=True, help="why, in words that stand at its address from now on; nothing about a person",
    )
    parser.add_argument("--approved-by", required=True, metavar="ROLE", help="which role approved it: a role, never a name")
    parser.add_argument(
        "--shared-stays", action="store_true", help="what other records or pages say in the same words may stay there",
    )
    parser.add_argument(
        "--drop", action="append", default=[], metavar="NAME",
        help="remove this release, or this earlier version, whole: where git has its commit no longer, or it cannot be built",
    )
    parser.add_argument("--take-lock", action="store_true", help="take the lock from a machine that has died")
    add_dry_run(parser)


def run(args: argparse.Namespace, root: Path) -> int:
    """Purge; 0 when nothing of the record is left in any release, 1 when something is or it was refused, 2 when asked wrongly."""
    started = time.monotonic()
    record = args.record.strip("/")
    try:
        store = store_of(args)
        if not is_store(store):
            print(f"purge: {store} holds no releases.")
            return 2
        now = check_project(root, dt.datetime.now(LONDON).date(), telling=Steps())
        may_be_written(args.reason, args.approved_by, now.settings)
        refuse_what_is_held(store, record)
        _is_taken_back(root, record, now)
        places = editions_of(store)
        looking = _Looking(root, record, args.reason, now)
        if args.dry_run:
            print("\n".join(_would(looking, places, args.drop)))
            return 0
        way = Way(Disk(), lambda: dt.datetime.now(dt.UTC), lambda _old, _new: True, take_lock=args.take_lock)
        wanted = Purge(record, args.reason, args.approved_by, frozenset(args.drop))
        done = purge(places, wanted, way, looking.work(store, shared_stays=args.shared_stays))
    except Refused as refused:
        print(f"purge: {refused}\nReaders see what they saw.")
        return 1
    except OSError as error:
        return refused_by_disk("purge", error, args)
    print("\n".join(_said(record, store, done, looking, time.monotonic() - started)))
    return 1 if any(one.left for one in done) else 0


@dataclass(slots=True)
class _Looking:
    """What the record is known by in the states of each edition, as far as they were looked at."""

    root: Path
    record: str
    reason: str
    now: Checked
    states: dict[str, States] = field(default_factory=dict)
    traces: dict[str, Trace] = field(default_factory=dict)
    gone: dict[str, frozenset[str]] = field(default_factory=dict)
    """What was purged from each edition before."""

    @property
    def kept(self) -> tuple[str, ...]:
        """What may stand in a notice: the reason, and what the record as it is now says may stay."""
        found = record_of(self.now, self.record)
        return (self.reason, *(kept_words(found) if found else ()))

    def own(self) -> str:
        """Return what the site says of its own accord."""
        return own_words(self.root)

    def at(self, place: Place, room: Path) -> None:
        """Look at the states of an edition in a folder."""
        self.states[place.edition] = States(self.root, room, place.edition)
        self.traces[place.edition] = Trace(self.record)
        self.gone[place.edition] = frozenset(entry.record for entry in ledger.purges(ledger.entries(place)))

    def holds(self, place: Place, version: Edited, folder: Path, files: Mapping[str, Fact]) -> bool:
        """Return whether a version of the site holds anything of the record. Raises `Refused` where the law keeps it."""
        gone = self.gone[place.edition]
        found = trace(self.states[place.edition].checked(version), self.record, Audience(place.edition), version, gone)
        if found.held and record_of(self.now, self.record) is None and not self.traces[place.edition].outside:
            raise Refused(
                f"{self.record} said hold: true when it was last shown, in commit {version.commit[:10]}. Ask your legal team. "
                "Once it need not be kept, bring it back with status: withdrawn and without a hold."
            )
        self.traces[place.edition] += found
        if not found.outside:
            return False
        page = f"{self.record}/index.html"
        if page in files and WITHDRAWN.encode() not in (folder / page).read_bytes():
            return True
        return holds_in(folder, files, found.prints(self.own, self.kept, ids=False))

    def left(self, place: Place, *, shared_stays: bool) -> tuple[str, ...]:
        """Return what is left of the record in an edition, in sentences."""
        found = self.traces[place.edition]
        print(f"Searching every file of {place.edition}", flush=True)
        said = [*found_in_words(left_in(place, found, self.own, self.kept, Progress("Searching")))]
        if not shared_stays:
            said += (f"{name} says some of it in the same words" for name in sorted(found.shared))
        return tuple(said)

    def known_by(self, store: Path) -> bytes:
        """Return what is kept of the record to know it by, with what was kept of it before."""
        found = sum(self.traces.values(), Trace(self.record))
        path = purged_in(store) / name_of(self.record)
        before = path.read_bytes() if path.is_file() else b""
        return known_by(self.record, found.outside, found.prints(self.own, self.kept, ids=False), before)

    def work(self, store: Path, *, shared_stays: bool) -> Work:
        """Return what the store asks of us."""

        def begun(place: Place) -> Place:
            if place.edition not in self.states:
                self.at(place, place.staging / ROOM)
            return place

        return Work(
            lambda place: lambda version, folder, files: self.holds(begun(place), version, folder, files),
            lambda place: self.states[place.edition].made,
            lambda place: self.left(place, shared_stays=shared_stays),
            lambda: self.known_by(store),
            lambda release: print(f"Building {release} again, without {self.record}", flush=True),
        )


def _is_taken_back(root: Path, record: str, now: Checked) -> None:
    """Raise `Refused` while the next publish would bring the record back, or the law keeps it."""
    path, found = f"{ROOT}/{record}.md", record_of(now, record)
    if found is not None and found.fields.hold:
        raise Refused(f"{path} says hold: true. The law keeps it: ask your legal team.")
    if found is None and (root / path).is_file():
        raise Refused(f"{path} cannot be read, so nobody knows whether it was withdrawn. Run: python3 hub.py check {path}")
    if found is not None and found.fields.status is not Status.WITHDRAWN:
        raise Refused(
            f"{path} is still there, so the next publish would bring it back. Delete it, or set status: withdrawn, and commit."
        )


def _would(looking: _Looking, places: tuple[Place, ...], drop: Collection[str]) -> Iterator[str]:
    """Yield what a purge would do. Raises `Refused`."""
    refuse_what_is_none(places, drop)
    with tempfile.TemporaryDirectory(prefix="learning-hub-", ignore_cleanup_errors=True) as folder:
        found: dict[str, tuple[Found, ...]] = {}
        for place in places:
            room = Path(folder) / place.edition
            looking.at(place, room)
            found[place.edition] = holding(place, looking.record, partial(looking.holds, place), drop)
    for edition, releases in found.items():
        for one in releases:
            if one.release in drop:
                yield f"Would remove {edition}/{one.release} whole."
                continue
            versions = f" and the earlier versions {', '.join(one.versions)}" if one.versions else ""
            yield f"Would build {edition}/{one.release}{versions} again, without {looking.record}."
    if not any(found.values()):
        yield f"No kept release holds {looking.record}, so nothing would be done."
    for name in sorted({name for one in looking.traces.values() for name in one.shared}):
        yield f"{name} says some of it in the same words, and would keep them. Purge it too, or say --shared-stays."
    yield AS_IT_WAS


def _said(record: str, store: Path, done: tuple[Removed, ...], looking: _Looking, took: float) -> Iterator[str]:
    """Yield what was done, where, what is left, and what to do next."""
    if not done:
        known = any(one.outside for one in looking.traces.values())
        more = "so nothing was done." if known else "nor does any of their commits. Is the id right?"
        yield f"No kept release holds {record}, {more}"
        return
    for one in done:
        for new in one.replaced:
            if not new.release:
                yield f"{one.edition}: {new.instead} was removed whole"
                continue
            yield f"{one.edition}: {new.release} stands in place of {new.instead}, manifest sha256 {new.manifest}"
            if new.settings_changed:
                yield f"  The settings in {store / one.edition / 'current.host'} changed: let your server read them again."
    left = [f"{one.edition}: {said}" for one in done for said in one.left]
    if left:
        yield f"The purge of {record} is not done: something is left."
        yield from left[:_MOST_NAMED]
        yield from [f"and {len(left) - _MOST_NAMED} more"] if len(left) > _MOST_NAMED else []
        if earlier := sorted({alias for one in looking.traces.values() for alias in one.earlier}):
            yield f"It was called {', '.join(earlier)} before: purge that id too."
        yield "Take it out there and purge that too, or say --shared-stays where it may stay. Then run the same command again."
        return
    releases, editions = sum(len(one.replaced) for one in done), ", ".join(one.edition for one in done)
    what = f"Purged {record} from {releases:,} releases of" if releases else f"The purge of {record} is done in"
    yield f"{what} {editions} ({took:.1f} seconds)."
    yield "Every file of every release was searched for its sentences, title, id and files: nothing is left."
    yield f"To prove it:      python3 hub.py verify {store}"
    yield "What remains:     git history, caches, backups. docs/project/forgetting.md says how to clear each."
