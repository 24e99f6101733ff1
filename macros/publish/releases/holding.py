"""Legal holds: records that must be kept as they were shown. A hold refuses a purge, and keeps every release that shows them.

A hold is an entry in the ledger of each edition of a store. It counts as soon as one of them has it, until all have lifted it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from pathlib import Path

from macros.frozen import frozen
from macros.publish.releases import ledger
from macros.publish.releases.disk import Disk
from macros.publish.releases.layout import MANIFEST, Place, Refused, editions_of
from macros.publish.releases.ledger import HELD, LIFTED, Entry
from macros.publish.releases.lock import locked, this_process
from macros.publish.releases.manifest import manifest_in, read_version
from macros.publish.releases.upkeep import mend, there_are


@frozen
class Hold:
    """What is to be held or let go, why, and which role says so."""

    record: str
    reason: str
    approved_by: str
    lift: bool = False


def held_in(store: Path) -> dict[str, Entry]:
    """Return why each record is held, by its id."""
    found: dict[str, Entry] = {}
    for place in editions_of(store):
        for record, entry in ledger.holds(ledger.entries(place)).items():
            found.setdefault(record, entry)
    return dict(sorted(found.items()))


def refuse_what_is_held(store: Path, record: str) -> None:
    """Raise `Refused` where a record is under a hold."""
    if kept := held_in(store).get(record):
        raise Refused(
            f"{record} is under a legal hold since {kept.at} ({kept.reason}). Ask your legal team. "
            f'To lift it: python3 hub.py hold {record} --lift --reason "…" --approved-by ROLE --to {store}'
        )


def showing(place: Place, records: Collection[str]) -> tuple[str, ...]:
    """Return the releases that are there and have a page, or a notice, of any of some records, in an earlier version too.

    One that cannot be asked, because its manifest was damaged, counts as one of them.
    """
    if not records:
        return ()
    pages = [f"{record}/index.html" for record in records]
    seen: dict[Path, bool] = {}
    return tuple(
        release for release in sorted(there_are(place))
        if _shows(place, release, pages, seen)
    )


def ever_shown(store: Path, record: str) -> bool:
    """Return whether any edition ever showed a page of a record, as far as manifests are kept."""
    named = f'"{record}/index.html"'.encode()
    return any(named in path.read_bytes() for place in editions_of(store) for path in sorted(place.manifests.glob("*.json")))


def hold(store: Path, wanted: Hold, disk: Disk, clock: Callable[[], dt.datetime], *, take_lock: bool = False) -> tuple[str, ...]:
    """Hold a record in every edition of a store, or let it go, and return the editions whose ledger says so from now on.

    Those that say so already are left out. Raises `Refused` where the store has no edition, or somebody publishes.
    """
    places = editions_of(store)
    if not places:
        raise Refused(f"{store} holds no release yet.")
    with ExitStack() as stack:
        for place in places:
            stack.enter_context(locked(disk, place, this_process(_now(clock)), take=take_lock))
            mend(disk, place)
        return tuple(_written(places, wanted, disk, clock))


def _written(places: Collection[Place], wanted: Hold, disk: Disk, clock: Callable[[], dt.datetime]) -> Iterator[str]:
    for place in places:
        if (wanted.record in ledger.holds(ledger.entries(place))) is wanted.lift:
            event = LIFTED if wanted.lift else HELD
            ledger.append(disk, place, Entry(
                0, event, "", "", "", "", "", _now(clock), wanted.approved_by, record=wanted.record, reason=wanted.reason,
            ))
            yield place.edition


def _shows(place: Place, release: str, pages: Collection[str], seen: dict[Path, bool]) -> bool:
    try:
        manifest, _ = manifest_in(place.releases / release / MANIFEST)
        if any(page in manifest.files for page in pages):
            return True
        for version in manifest.versions[1:]:
            folder = place.version_folder(version.version, version.tree)
            if folder not in seen:
                files = read_version((folder / MANIFEST).read_bytes(), str(folder))
                seen[folder] = any(page in files for page in pages)
            if seen[folder]:
                return True
    except (Refused, FileNotFoundError):
        return True
    return False


def _now(clock: Callable[[], dt.datetime]) -> str:
    return clock().astimezone(dt.UTC).isoformat(timespec="seconds")
