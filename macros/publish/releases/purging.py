"""Removing a record from every kept release: each that holds it is built again without it, and takes the old one's place.

A release is a folder that never changes, so another folder takes its place. What happens is written into the ledger before it is
done: whatever ends it in between, the next command goes on from there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from macros.content.purged import Purged
from macros.publish.releases import ledger
from macros.publish.releases.holding import refuse_what_is_held
from macros.publish.releases.inventory import Fact, inventory
from macros.publish.releases.layout import EARLIER, MANIFEST, RESERVED, Place, purged_in
from macros.publish.releases.ledger import DONE, PURGED, PURGING, Entry
from macros.publish.releases.lock import locked, this_process
from macros.publish.releases.manifest import Cleaned, Edited, Manifest, digest, manifest_in, read_version, written
from macros.publish.releases.pruning import in_order
from macros.publish.releases.publication import Settings, Way, no_settings
from macros.publish.releases.texts import Kept
from macros.publish.releases.upkeep import keep_beside, keep_versions, mend, put_right, settings_of, there_are
from macros.publish.releases.webroot import Anew, Before, assemble, leads, prove, version_in

ROOM = "purge"
"""The folder of the staging in which sites are built again; whatever ends a purge, the next command clears it away."""


@dataclass(frozen=True, slots=True)
class Purge:
    """What is to be removed, why, and which role approved it."""

    record: str
    reason: str
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A site that was built again, and what belongs to it."""

    site: Path
    scripts: tuple[str, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    python: str = ""
    packages: Mapping[str, str] = field(default_factory=dict)
    settings: Settings = no_settings


Holds = Callable[[Edited, Path, Mapping[str, Fact]], bool]
"""Whether a version of the site holds the record: what it was made from, where it stands, and its files."""
Rebuild = Callable[[Edited, tuple[Purged, ...], tuple[Kept, ...]], Made]
"""Build what a version was made from again, without some records; with the versions that stand before it, the oldest first, from
which histories are told. It may raise `Refused`."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a store cannot know by itself: what records say, and how sites are built."""

    holds: Callable[[Place], Holds]
    rebuild: Callable[[Place], Rebuild]
    left: Callable[[Place], tuple[str, ...]]
    """What is left of the record in an edition, in sentences, once its releases were built again."""
    known_by: Callable[[], bytes]
    """What is kept of the record, so that it is known when it comes back; asked for once all of it was looked at."""
    told: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Found:
    """A kept release that holds the record: itself, or some of the earlier versions that it leads to."""

    release: str
    itself: bool
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """What took a release's place."""

    instead: str
    release: str
    manifest: str
    """The SHA-256 of its manifest."""
    settings_changed: bool
    """Whether servers have to read the settings of what is shown again."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was done in an edition, and what is left there all the same."""

    edition: str
    replaced: tuple[Replaced, ...]
    left: tuple[str, ...]


def holding(place: Place, record: str, holds: Holds) -> tuple[Found, ...]:
    """Return each kept release that holds a record still: the one that is shown first, then the newest first. Those from which it
    was removed already are looked at, but are none of them."""
    found: list[Found] = []
    seen: dict[Path, bool] = {}
    order = in_order(ledger.entries(place))
    shown = place.shown()
    for release in sorted(there_are(place) & {*order}, key=lambda one: (one != shown, -order.index(one))):
        manifest, _ = manifest_in(place.releases / release / MANIFEST)
        own = {path: fact for path, fact in manifest.files.items() if path.partition("/")[0] not in RESERVED}
        itself = holds(manifest.versions[0], place.releases / release, own)
        versions: list[str] = []
        for version in manifest.versions[1:]:
            folder = place.version_folder(version.version, version.tree)
            if folder not in seen:
                seen[folder] = holds(version, folder, read_version((folder / MANIFEST).read_bytes(), str(folder)))
            versions += [version.version] if seen[folder] else []
        if (itself or versions) and record not in manifest.key.purged:
            found.append(Found(release, itself, tuple(versions)))
    return tuple(found)


def purge(places: Collection[Place], wanted: Purge, way: Way, work: Work) -> tuple[Removed, ...]:
    """Remove a record from every kept release of some editions of one store, and return what was done in each that held it.

    All are locked and looked through before anything is done. Nothing is written where no release holds it. What was purged
    already is passed over, so that a purge that ended in the middle is finished by asking for it again. While anything is left,
    the ledger does not say that it is done. Raises `Refused`, and `OSError` where the disk refuses.
    """
    with ExitStack() as stack:
        found: dict[Place, tuple[Found, ...]] = {}
        for place in places:
            stack.enter_context(locked(way.disk, place, this_process(_now(way)), take=way.take_lock))
            mend(way.disk, place)
        for place in places:
            refuse_what_is_held(place.store, wanted.record)
            found[place] = holding(place, wanted.record, work.holds(place))
        open_ = [place for place in found if found[place] or _begun(place, wanted.record)]
        if open_:
            _keep(open_[0], wanted.record, way, work.known_by())
        return tuple(_from_edition(place, found[place], wanted, way, work) for place in open_)


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


def _from_edition(place: Place, found: tuple[Found, ...], wanted: Purge, way: Way, work: Work) -> Removed:
    if not _begun(place, wanted.record):
        ledger.append(way.disk, place, _entry(PURGING, wanted, way))
    gone = tuple(purged_of(entry) for entry in ledger.purges(ledger.entries(place)))
    done: list[Replaced] = []
    for one in found:
        work.told(f"{place.edition}/{one.release}")
        done.append(_without(place, one, wanted, way, gone, work.rebuild(place)))
    mend(way.disk, place)
    left = work.left(place)
    if not left:
        files = tuple(_naming_its_files(place, wanted.record))
        ledger.append(way.disk, place, replace(_entry(DONE, wanted, way), gone=files))
        mend(way.disk, place)
    return Removed(place.edition, tuple(done), left)


def purged_of(entry: Entry) -> Purged:
    """Return what a build needs to know of a purge that began."""
    return Purged(entry.record, entry.moment.date(), entry.reason)


def _without(
    place: Place, found: Found, wanted: Purge, way: Way, gone: tuple[Purged, ...], rebuild: Rebuild,
) -> Replaced:
    """Put a release in the place of one that holds the record."""
    folder = place.releases / found.release
    manifest, sha256 = manifest_in(folder / MANIFEST)
    rebuilt: dict[str, Made] = {}
    kept: list[Kept] = []
    for version in reversed(manifest.versions[1:]):
        if version.version in found.versions:
            again = rebuilt[version.version] = rebuild(version, gone, tuple(kept))
            kept.append(Kept(version.version, again.site, inventory(again.site)))
        else:
            where = place.version_folder(version.version, version.tree)
            kept.append(Kept(version.version, where, version_in(where, version.tree)))
    made = rebuild(manifest.versions[0], gone, tuple(kept))
    anew = {version: Anew(again.site, again.scripts) for version, again in rebuilt.items()}
    key = replace(manifest.key, purged=tuple(sorted(one.id for one in gone)))
    staged = place.staging / key.release
    way.disk.folder(staged)
    latest = Edited(key.version, key.release, key.commit, key.today, made.scripts)
    parts = assemble(
        way.disk, place, made.site, staged, Before(folder, manifest, sha256, anew), latest, manifest.aliases,
    )
    versions = parts.versions
    after = replace(
        manifest, key=key, python=made.python, packages=made.packages, versions=versions, files=parts.files, moved=made.moved,
    )
    changed = _changed(place, manifest, after, parts.made)
    after = replace(after, cleaned=Cleaned(found.release, sha256, changed))
    data = written(after)
    way.disk.write(staged / MANIFEST, data)
    prove(staged, after.files, leads(after))
    beside = made.settings(tuple(sorted({s for v in versions for s in v.scripts})), tuple(v.version for v in versions[1:]))
    keep_versions(way.disk, place, parts.made)
    keep_beside(way.disk, place, staged, key.release, beside)
    way.disk.rename(staged, place.releases / key.release)
    way.disk.settle()
    trees = tuple(version.tree for version in manifest.versions[1:] if version.version in found.versions)
    shown, settings = place.shown() == found.release, settings_of(place, found.release)
    entry = replace(
        _entry(PURGED, wanted, way), release=key.release, manifest=digest(data), version=key.version, commit=key.commit,
        today=key.today, instead=found.release, gone=(sha256, *trees),
    )
    ledger.append(way.disk, place, entry)
    put_right(way.disk, place)
    return Replaced(found.release, key.release, digest(data), shown and settings != settings_of(place, key.release))


def _changed(place: Place, before: Manifest, after: Manifest, made: Mapping[Path, Path]) -> tuple[str, ...]:
    """Return the files of the new release that the old one had not, or had otherwise, and those that an earlier purge changed."""
    was, now = dict(before.files), dict(after.files)
    staged = {kept: folder for folder, kept in made.items()}
    for manifest, files in ((before, was), (after, now)):
        for version in manifest.versions[1:]:
            kept = place.version_folder(version.version, version.tree)
            folder = staged.get(kept, kept)
            data = (folder / MANIFEST).read_bytes()
            files |= {f"{EARLIER}/{version.version}/{path}": fact for path, fact in read_version(data, str(folder)).items()}
    earlier = before.cleaned.changed if before.cleaned else ()
    return tuple(sorted({path for path in now if now[path] != was.get(path)} | {path for path in earlier if path in now}))


def _naming_its_files(place: Place, record: str) -> Iterator[str]:
    """Yield the SHA-256 of each manifest of a release that is gone that names a file of the record: a name can say too much."""
    there = {(place.releases / release / MANIFEST).read_bytes() for release in there_are(place)}
    for path in sorted(place.manifests.glob("*.json")):
        data = path.read_bytes()
        named = (name for name in read_version(data, str(path)) if f"/{name}".find(f"/{record}/") >= 0)
        if data not in there and any(not name.endswith(f"{record}/index.html") for name in named):
            yield digest(data)


def _entry(event: str, wanted: Purge, way: Way) -> Entry:
    return Entry(
        0, event, "", "", "", "", "", _now(way), wanted.approved_by, record=wanted.record, reason=wanted.reason,
    )


def _now(way: Way) -> str:
    return way.clock().astimezone(dt.UTC).isoformat(timespec="seconds")
