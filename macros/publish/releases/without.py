"""A release in the place of one that held a record: built again without it, beside the old one, and proved like any other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from pathlib import Path

from macros.content.purged import Purged
from macros.frozen import frozen
from macros.publish.releases import ledger
from macros.publish.releases.inventory import inventory
from macros.publish.releases.layout import EARLIER, MANIFEST, Place, Refused
from macros.publish.releases.ledger import PURGED, Entry
from macros.publish.releases.manifest import Cleaned, Edited, Manifest, digest, digest_in, manifest_in, read_version, written
from macros.publish.releases.publication import Settings, Way, no_settings
from macros.publish.releases.texts import Kept
from macros.publish.releases.upkeep import keep_beside, keep_versions, put_right, settings_of
from macros.publish.releases.webroot import Anew, Before, assemble, leads, prove, version_in


@frozen
class Purge:
    """What is to be removed, why, and which role approved it."""

    record: str
    reason: str
    approved_by: str = ""
    drop: frozenset[str] = frozenset()
    """Releases and earlier versions that are removed whole, because nobody can build them again."""


@frozen
class Made:
    """A site that was built again, and what belongs to it."""

    site: Path
    scripts: tuple[str, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    python: str = ""
    packages: Mapping[str, str] = field(default_factory=dict)
    settings: Settings = no_settings


Rebuild = Callable[[Edited, tuple[Purged, ...], tuple[Kept, ...]], Made]
"""Build what a version was made from again, without some records; with the versions that stand before it, the oldest first, from
which histories are told. It may raise `Refused`."""


@frozen
class Found:
    """A kept release that holds the record: itself, or some of the earlier versions that it leads to."""

    release: str
    itself: bool
    versions: tuple[str, ...]


@frozen
class Replaced:
    """What took a release's place."""

    instead: str
    release: str
    """Nothing where the old one was removed whole."""
    manifest: str
    """The SHA-256 of its manifest."""
    settings_changed: bool
    """Whether servers have to read the settings of what is shown again."""


@frozen
class BuiltAgain:
    """What is to take the place of a release: its latest version and the earlier ones that held the record, built again."""

    found: Found
    latest: Made
    earlier: Mapping[str, Made]


def built_again(place: Place, found: Found, wanted: Purge, gone: tuple[Purged, ...], rebuild: Rebuild) -> BuiltAgain:
    """Build what a release shows again, without what is gone. Nothing of the store is changed. Raises `Refused`."""
    manifest, _ = manifest_in(place.releases / found.release / MANIFEST)
    rebuilt: dict[str, Made] = {}
    before: list[Kept] = []
    for version in reversed(manifest.versions[1:]):
        if version.version in wanted.drop:
            continue
        where = place.version_folder(version.version, version.tree)
        if version.version in found.versions:
            with named(version.version, f"the earlier version {version.version} of {place.edition}"):
                again = rebuilt[version.version] = rebuild(version, gone, tuple(before))
            before.append(Kept(version.version, again.site, inventory(again.site)))
        else:
            before.append(Kept(version.version, where, version_in(where, version.tree)))
    with named(found.release, f"{place.edition}/{found.release}"):
        return BuiltAgain(found, rebuild(manifest.versions[0], gone, tuple(before)), rebuilt)


def without(place: Place, built: BuiltAgain, wanted: Purge, way: Way, gone: tuple[Purged, ...]) -> Replaced:
    """Put a release in the place of one that holds the record."""
    found, made = built.found, built.latest
    folder = place.releases / found.release
    manifest, sha256 = manifest_in(folder / MANIFEST)
    anew = {version: Anew(again.site, again.scripts) for version, again in built.earlier.items()}
    key = replace(manifest.key, purged=tuple(sorted(one.id for one in gone)))
    staged = place.staging / key.release
    way.disk.folder(staged)
    latest = Edited(key.version, key.release, key.commit, key.today, made.scripts)
    kept = replace(manifest, versions=tuple(version for version in manifest.versions if version.version not in wanted.drop))
    parts = assemble(way.disk, place, made.site, staged, Before(folder, kept, sha256, anew), latest, manifest.aliases)
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
        entry_of_purge(PURGED, wanted, way), release=key.release, manifest=digest(data), version=key.version, commit=key.commit,
        today=key.today, instead=found.release, gone=(sha256, *trees),
    )
    ledger.append(way.disk, place, entry)
    put_right(way.disk, place)
    return Replaced(found.release, key.release, digest(data), shown and settings != settings_of(place, key.release))


def removed_whole(place: Place, release: str, wanted: Purge, way: Way) -> Replaced:
    """Remove a release whole."""
    there = digest_in(place.releases / release)  # not what was published, where it was damaged
    published = next(entry.manifest for entry in reversed(ledger.entries(place)) if entry.release == release)
    gone = tuple(dict.fromkeys((published, there)))
    ledger.append(way.disk, place, replace(entry_of_purge(PURGED, wanted, way), instead=release, gone=gone))
    put_right(way.disk, place)
    return Replaced(release, "", "", settings_changed=False)


@contextmanager
def named(name: str, what: str) -> Iterator[None]:
    """Say of a refusal what it is about, and what else can be done."""
    try:
        yield
    except Refused as refused:
        raise Refused(f"{what}: {refused}\nOr remove it whole: --drop {name}") from None


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


def entry_of_purge(event: str, wanted: Purge, way: Way) -> Entry:
    """Return an entry about a purge, of no release yet."""
    return Entry(
        0, event, "", "", "", "", "", now(way), wanted.approved_by, record=wanted.record, reason=wanted.reason,
    )


def now(way: Way) -> str:
    """Return the moment, as it is written down."""
    return way.clock().astimezone(dt.UTC).isoformat(timespec="seconds")
