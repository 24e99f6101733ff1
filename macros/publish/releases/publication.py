"""Putting a release out, and going back to an earlier one: everything is made beside, proved, and then shown by one rename."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from pathlib import Path

from macros.frozen import frozen
from macros.publish.releases import ledger
from macros.publish.releases.carried import came_whole
from macros.publish.releases.disk import Disk
from macros.publish.releases.holding import held_in, showing
from macros.publish.releases.layout import MANIFEST, VERSION, VERSIONS, Key, Place, Refused, is_store
from macros.publish.releases.ledger import BACK, PUBLISHED
from macros.publish.releases.lock import locked, this_process
from macros.publish.releases.manifest import Edited, Manifest, digest, manifest_in, written
from macros.publish.releases.pruning import KEPT, before, to_prune
from macros.publish.releases.upkeep import (
    entry_of,
    keep_beside,
    keep_versions,
    may_open,
    mend,
    open_store,
    prune,
    settings_of,
    show,
    shown_in,
    there_are,
)
from macros.publish.releases.webroot import Before, assemble, leads, prove

Clock = Callable[[], dt.datetime]
Descends = Callable[[str, str], bool]
"""Whether the second commit has the first among its ancestors."""
Settings = Callable[[tuple[str, ...], tuple[str, ...]], Mapping[str, str]]
"""From the scripts of all versions and the names of the earlier ones to the servers' settings, by the names of their files."""


def no_settings(_scripts: tuple[str, ...], _earlier: tuple[str, ...]) -> Mapping[str, str]:
    """Return no settings, for a site that no server of one's own serves."""
    return {}


@frozen
class Wanted:
    """What is to be put out, beside the files themselves."""

    key: Key
    python: str = ""
    packages: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    approved_by: str = ""
    scripts: tuple[str, ...] = ()
    """The hashes of the scripts that the theme puts into its pages."""
    moved: Mapping[str, str] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    """The ids of records that say themselves that they must be kept by law."""
    after: str | None = None
    """The SHA-256 of the manifest of the release whose past the site tells: empty before the first, None where it tells none."""


@frozen
class Way:
    """How it is done: the disk, the clock, what git says of two commits, and what is allowed."""

    disk: Disk
    clock: Clock
    descends: Descends
    force: bool = False
    keep: int = KEPT
    take_lock: bool = False
    new_store: bool = False


@frozen
class Shown:
    """What is shown now, and what it took."""

    release: str
    manifest: str
    """The SHA-256 of its manifest."""
    before: str = ""
    changed: bool = True
    pruned: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    """Releases that are kept only because they show a record under a hold."""
    settings_changed: bool = False
    versions: tuple[str, ...] = ()


class Overtaken(Refused):
    """Another release came out while a site was built, so what it tells of the past is not all of it: build it again."""


def publish(place: Place, wanted: Wanted, site: Path, way: Way, settings: Settings = no_settings) -> Shown:
    """Show a built site as the latest release of an edition, and return what is shown.

    Up to one rename readers see the last release, and after it the next. Whatever ends this in between, by an error or
    without a word, is cleaned up by the next publish. Raises `Refused`, and `OSError` where the disk refuses; `Overtaken` where
    the release is shown no more whose past the site tells.
    """
    open_store(way.disk, place.store, new=way.new_store)
    way.disk.folder(place.top)
    with locked(way.disk, place, this_process(_now(way)), take=way.take_lock):
        mend(way.disk, place)
        if same := standing(place, wanted.key, way):
            return same
        release = wanted.key.release
        last = shown_in(place)
        refuse_what_was_overtaken(last, wanted.after)
        if release in there_are(place):
            return _again(way, place, release)
        staged = place.staging / release
        way.disk.folder(staged)
        latest = Edited(wanted.key.version, release, wanted.key.commit, wanted.key.today, wanted.scripts)
        made = assemble(way.disk, place, site, staged, last, latest, wanted.aliases)
        versions = made.versions
        manifest = Manifest(
            wanted.key, wanted.approved_by, wanted.python, wanted.packages, versions, made.files, wanted.aliases, wanted.moved,
            last.manifest.release if last else "", last.digest if last else "",
        )
        data = written(manifest)
        way.disk.write(staged / MANIFEST, data)
        prove(staged, manifest.files, leads(manifest))
        beside = settings(tuple(sorted({s for v in versions for s in v.scripts})), tuple(v.version for v in versions[1:]))
        keep_versions(way.disk, place, made.made)
        keep_beside(way.disk, place, staged, release, beside)
        way.disk.rename(staged, place.releases / release)
        way.disk.settle()
        show(way.disk, place, release)
        entry = entry_of(PUBLISHED, manifest, digest(data), _now(way))
        held = (*ledger.entries(place), ledger.append(way.disk, place, entry))
        spared = showing(place, {*wanted.held, *held_in(place.store)})
        too_many = to_prune(held, there_are(place), place.shown(), way.keep)
        pruned = prune(way.disk, place, held, way.keep, spared)
        return Shown(
            release, entry.manifest, last.manifest.release if last else "", pruned=pruned,
            spared=tuple(one for one in too_many if one in spared),
            settings_changed=settings_of(place, release) != (settings_of(place, last.manifest.release) if last else {}),
            versions=tuple(v.version for v in versions),
        )


def refuse_what_was_overtaken(last: Before | None, after: str | None) -> None:
    """Raise `Overtaken` where the release that is shown is not the one with the hash."""
    if after is not None and (last.digest if last else "") != after:
        raise Overtaken(f"{last.manifest.release if last else 'Nothing'} came out meanwhile.")


def standing(place: Place, key: Key, way: Way) -> Shown | None:
    """Return what is shown where that is the release asked for already, or None where it may be made.

    Raises `Refused` for a release that may not follow the one that is shown. It changes nothing, so that it can be asked
    before a long build.
    """
    if not VERSION.fullmatch(key.version) or key.version in (".", "..", VERSIONS):
        raise Refused(f"A version cannot be called '{key.version}'. Use letters, figures, full stops and hyphens, like 2026.11.")
    may_open(place.store, new=way.new_store)
    came_whole(place)
    last = shown_in(place)
    if last is None:
        return None
    if replace(last.manifest.key, purged=()) == key:  # with all that was removed from it since
        return Shown(last.manifest.release, last.digest, changed=False, versions=tuple(v.version for v in last.manifest.versions))
    if key.version in [v.version for v in last.manifest.versions[1:]]:
        raise Refused(
            f"{key.version} is an earlier version already; the latest is {last.manifest.key.version}. "
            "An earlier version is kept as it was. Choose a new name."
        )
    if way.force:
        return None
    if {key.commit, key.release} & ledger.taken_back(ledger.entries(place)):
        raise Refused(
            f"Commit {key.commit[:10]} was published before and rolled back. Publish a later commit, or say --force."
        )
    old = last.manifest.key.commit
    if old != key.commit and not way.descends(old, key.commit):
        raise Refused(
            f"Commit {key.commit[:10]} does not follow {old[:10]}, which is shown now: publishing it would take back what others "
            "published. Merge first, or say --force."
        )
    if key.today < last.manifest.key.today:
        raise Refused(
            f"The release that is shown is of {last.manifest.key.today}, and this one would be of {key.today}, which is earlier. "
            "Is the clock right? If it was wrong for the one shown, go back first: python3 hub.py rollback. Or say --force."
        )
    return None


def roll_back(place: Place, way: Way, release: str = "") -> Shown:
    """Show an earlier release again: the named one, or the one that came out before the one shown. Raises `Refused`."""
    if not is_store(place.store):
        raise Refused(f"{place.store} holds no releases.")
    if not place.top.is_dir():
        raise Refused(f"Nothing is published of the edition {place.edition}.")
    with locked(way.disk, place, this_process(_now(way)), take=way.take_lock):
        mend(way.disk, place)
        shown, to = place.shown(), goes_back_to(place, release)
        manifest, found = manifest_in(place.releases / to / MANIFEST)
        if to == shown:
            return Shown(to, found, changed=False)
        show(way.disk, place, to)
        ledger.append(way.disk, place, entry_of(BACK, manifest, found, _now(way)))
        return Shown(to, found, shown, settings_changed=settings_of(place, to) != settings_of(place, shown))


def goes_back_to(place: Place, release: str = "") -> str:
    """Return the release that would be shown again: the named one, or the one before. Nothing is changed. Raises `Refused`."""
    if not is_store(place.store):
        raise Refused(f"{place.store} holds no releases.")
    if not (shown := place.shown()):
        raise Refused(f"Nothing is published of the edition {place.edition}.")
    held, there = ledger.entries(place), there_are(place)
    to = release or before(held, there, shown)
    if to not in there:
        said = f"There is no release {release}" if release else "No earlier release is left to go back to"
        raise Refused(f"{said}. Kept are: {', '.join(sorted(there))}.")
    if to == shown:
        return to
    manifest, found = manifest_in(place.releases / to / MANIFEST)
    if found not in [entry.manifest for entry in held if entry.release == to]:
        raise Refused(f"The manifest of {to} is not the one that was published. Choose another release.")
    for one in ledger.unfinished(held):
        if f"{one.record}/index.html" in manifest.files and one.record not in manifest.key.purged:
            raise Refused(
                f"{to} shows {one.record}, whose purge is not finished. Run it again first: "
                f'python3 hub.py purge {one.record} --reason "…" --approved-by ROLE --to {place.store}'
            )
    return to


def _again(way: Way, place: Place, release: str) -> Shown:
    """Show a release that was rolled back and is asked for once more."""
    manifest, found = manifest_in(place.releases / release / MANIFEST)
    prove(place.releases / release, manifest.files, leads(manifest))
    last = place.shown()
    show(way.disk, place, release)
    ledger.append(way.disk, place, entry_of(PUBLISHED, manifest, found, _now(way)))
    return Shown(
        release, found, last, settings_changed=settings_of(place, release) != settings_of(place, last),
        versions=tuple(v.version for v in manifest.versions),
    )


def _now(way: Way) -> str:
    return way.clock().astimezone(dt.UTC).isoformat(timespec="seconds")
