"""Removing a record from every kept release: each that holds it is built again without it, and takes the old one's place.

A release is a folder that never changes, so another folder takes its place. What happens is written into the ledger before it is
done: whatever ends it in between, the next command goes on from there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from macros.content.purged import Purged
from macros.frozen import frozen
from macros.publish.releases import ledger
from macros.publish.releases.holding import held_in, refuse_what_is_held, showing
from macros.publish.releases.inventory import Fact
from macros.publish.releases.layout import MANIFEST, RESERVED, Place, Refused, purged_in
from macros.publish.releases.ledger import DONE, PURGING, Entry
from macros.publish.releases.lock import locked, this_process
from macros.publish.releases.manifest import Edited, manifest_in, read_version
from macros.publish.releases.pruning import in_order
from macros.publish.releases.publication import Way
from macros.publish.releases.upkeep import mend, there_are
from macros.publish.releases.without import (
    BuiltAgain,
    Found,
    Purge,
    Rebuild,
    Replaced,
    built_again,
    entry_of_purge,
    named,
    now,
    removed_whole,
    without,
)

ROOM = "purge"
"""The folder of the staging in which sites are built again; whatever ends a purge, the next command clears it away."""


Holds = Callable[[Edited, Path, Mapping[str, Fact]], bool]
"""Whether a version of the site holds the record: what it was made from, where it stands, and its files."""
@frozen
class Work:
    """What a store cannot know by itself: what records say, and how sites are built."""

    holds: Callable[[Place], Holds]
    rebuild: Callable[[Place], Rebuild]
    left: Callable[[Place], tuple[str, ...]]
    """What is left of the record in an edition, in sentences, once its releases were built again."""
    known_by: Callable[[], bytes]
    """What is kept of the record, so that it is known when it comes back; asked for once all of it was looked at."""
    told: Callable[[str], None]


@frozen
class Removed:
    """What was done in an edition, and what is left there all the same."""

    edition: str
    replaced: tuple[Replaced, ...]
    left: tuple[str, ...]


def holding(place: Place, record: str, holds: Holds, drop: Collection[str] = ()) -> tuple[Found, ...]:
    """Return each kept release that holds a record still: the one that is shown first, then the newest first. Those from which it
    was removed already are looked at, but are none of them. What is to `drop` is not looked at. Raises `Refused`."""
    found: list[Found] = []
    seen: dict[Path, bool] = {}
    order = in_order(ledger.entries(place))
    shown = place.shown()
    for release in sorted(there_are(place) & {*order}, key=lambda one: (one != shown, -order.index(one))):
        if release in drop:
            found.append(_dropped(place, release))
            continue
        with named(release, f"{place.edition}/{release}"):
            manifest, _ = manifest_in(place.releases / release / MANIFEST)
        own = {path: fact for path, fact in manifest.files.items() if path.partition("/")[0] not in RESERVED}
        with named(release, f"{place.edition}/{release}"):
            itself = holds(manifest.versions[0], place.releases / release, own)
        versions: list[str] = []
        for version in manifest.versions[1:]:
            folder = place.version_folder(version.version, version.tree)
            if folder not in seen:
                files = read_version((folder / MANIFEST).read_bytes(), str(folder))
                if version.version in drop and any(f"{held}/index.html" in files for held in held_in(place.store)):
                    raise Refused(f"{version.version} shows a record under a legal hold, so it cannot be removed.")
                with named(version.version, f"the earlier version {version.version} of {place.edition}"):
                    seen[folder] = version.version in drop or holds(version, folder, files)
            versions += [version.version] if seen[folder] else []
        if (itself or versions) and record not in manifest.key.purged:
            found.append(Found(release, itself, tuple(versions)))
    return tuple(found)


def refuse_what_is_none(places: Collection[Place], drop: Collection[str]) -> None:
    """Raise `Refused` for a name to drop that no release and no earlier version of a store ever had."""
    known = {name for place in places for one in ledger.entries(place) for name in (one.release, one.instead, one.version)}
    if wrong := sorted({*drop} - known):
        raise Refused(f"There is no release and no earlier version called {wrong[0]}. Look at the name after --drop again.")


def _dropped(place: Place, release: str) -> Found:
    if release == place.shown():
        raise Refused(f"{place.edition} shows {release}, so it cannot be removed. Publish a later commit first.")
    if release in showing(place, held_in(place.store)):
        raise Refused(
            f"{place.edition}/{release} shows a record under a legal hold, or cannot be asked whether it does, so it cannot be "
            "removed."
        )
    return Found(release, itself=True, versions=())


def purge(places: Collection[Place], wanted: Purge, way: Way, work: Work) -> tuple[Removed, ...]:
    """Remove a record from every kept release of some editions of one store, and return what was done in each that held it.

    All are locked, looked through and built again before anything is changed. Nothing is written where no release holds it. What
    was purged already is passed over, so that a purge that ended in the middle is finished by asking for it again. While anything
    is left, the ledger does not say that it is done. Raises `Refused`, and `OSError` where the disk refuses.
    """
    with ExitStack() as stack:
        found: dict[Place, tuple[Found, ...]] = {}
        for place in places:
            stack.enter_context(locked(way.disk, place, this_process(now(way)), take=way.take_lock))
            mend(way.disk, place)
            stack.callback(_leave_nothing, way, place)
        refuse_what_is_none(places, wanted.drop)
        for place in places:
            refuse_what_is_held(place.store, wanted.record)
            found[place] = holding(place, wanted.record, work.holds(place), wanted.drop)
        plans = [
            _plan(place, found[place], wanted, way, work) for place in found if found[place] or _begun(place, wanted.record)
        ]
        if plans:
            _keep(plans[0].place, wanted.record, way, work.known_by())
        return tuple(_carried_out(plan, wanted, way, work) for plan in plans)


@frozen
class _Plan:
    """What is done in an edition: what was purged from it by then, the releases that go, and those that take their place."""

    place: Place
    gone: tuple[Purged, ...]
    dropped: tuple[str, ...]
    built: tuple[BuiltAgain, ...]


def _plan(place: Place, found: tuple[Found, ...], wanted: Purge, way: Way, work: Work) -> _Plan:
    """Build all that will be shown, before anything is changed in any edition. Raises `Refused`."""
    purges = ledger.purges(ledger.entries(place))
    now_too = () if wanted.record in [entry.record for entry in purges] else (entry_of_purge(PURGING, wanted, way),)
    gone = tuple(map(purged_of, (*purges, *now_too)))
    built: list[BuiltAgain] = []
    for one in found:
        if one.release not in wanted.drop:
            work.told(f"{place.edition}/{one.release}")
            built.append(built_again(place, one, wanted, gone, work.rebuild(place)))
    return _Plan(place, gone, tuple(one.release for one in found if one.release in wanted.drop), tuple(built))


def _leave_nothing(way: Way, place: Place) -> None:
    """Remove the room in which states of the project were laid out, which hold the record. Where the disk refuses, the next
    command does it."""
    with contextlib.suppress(OSError):
        if (place.staging / ROOM).exists():
            way.disk.remove(place.staging / ROOM)


def _begun(place: Place, record: str) -> bool:
    return any(entry.record == record for entry in ledger.unfinished(ledger.entries(place)))


def name_of(record: str) -> str:
    """Return what the file is called that holds what a purged record is known by."""
    return f"{record.replace('/', '--')}.json"


def _keep(place: Place, record: str, way: Way, data: bytes) -> None:
    """Keep what the record is known by, before any of it is removed."""
    name = name_of(record)
    way.disk.folder(purged_in(place.store))
    way.disk.put(place.staging / f"purged-{name}", purged_in(place.store) / name, data)


def _carried_out(plan: _Plan, wanted: Purge, way: Way, work: Work) -> Removed:
    place = plan.place
    if not _begun(place, wanted.record):
        ledger.append(way.disk, place, entry_of_purge(PURGING, wanted, way))
    done = [without(place, one, wanted, way, plan.gone) for one in plan.built]
    done += [removed_whole(place, release, wanted, way) for release in plan.dropped]
    mend(way.disk, place)
    left = work.left(place)
    if not left:
        files = tuple(_naming_its_files(place, wanted.record))
        ledger.append(way.disk, place, replace(entry_of_purge(DONE, wanted, way), gone=files))
        mend(way.disk, place)
    return Removed(place.edition, tuple(done), left)


def purged_of(entry: Entry) -> Purged:
    """Return what a build needs to know of a purge that began."""
    return Purged(entry.record, entry.moment.date(), entry.reason)


def _naming_its_files(place: Place, record: str) -> Iterator[str]:
    """Yield the SHA-256 of each manifest of a release that is gone that names a file of the record: a name can say too much."""
    there = {(place.releases / release / MANIFEST).read_bytes() for release in there_are(place)}
    for path in sorted(place.manifests.glob("*.json")):
        if (data := path.read_bytes()) not in there and _names_files(data, record):
            yield path.stem.removeprefix("version-")


def _names_files(data: bytes, record: str) -> bool:
    """Whether a manifest names a file of a record besides its page. One that was damaged does where the id is in it."""
    try:
        files = read_version(data, record)
    except Refused:
        return f"{record}/".encode() in data
    named = (name for name in files if f"/{name}".find(f"/{record}/") >= 0)
    return any(not name.endswith(f"{record}/index.html") for name in named)
