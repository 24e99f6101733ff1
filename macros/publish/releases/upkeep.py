"""The upkeep of a store: making it, showing a release, clearing away what is kept no longer or was left half done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from pathlib import Path

from macros.publish.releases import ledger
from macros.publish.releases.carried import came_whole
from macros.publish.releases.disk import Disk
from macros.publish.releases.layout import EARLIER, MANIFEST, STORE_FILE, STORE_TEXT, Place, Refused, is_store
from macros.publish.releases.ledger import BACK, FOUND, PURGED, Entry
from macros.publish.releases.manifest import Manifest, digest, digest_in, manifest_in
from macros.publish.releases.pruning import to_prune
from macros.publish.releases.webroot import WHOLE_AGAIN, Before


def may_open(store: Path, *, new: bool) -> None:
    """Return where a folder is a store, or may become one; nothing is changed. Raises `Refused` for one that holds something
    else. One that is there and empty must be said to be `new`: a disk may be missing from it, and nobody would see what was
    written in its place."""
    if is_store(store):
        return
    if store.exists() and any(store.iterdir()) and not _only_begun(store):
        raise Refused(f"{store} holds something that is no store of releases. Choose another folder.")
    if store.exists() and not new and not _only_begun(store):
        raise Refused(
            f"{store} is empty. If a disk should be mounted there, mount it. If this is the first release in it, say --new."
        )
    if not store.exists() and not new and store.parent.is_dir() and not any(store.parent.iterdir()):
        raise Refused(
            f"{store.parent} is empty. If a disk should be mounted there, mount it. For a first release in it, say --new."
        )
    if not store.parent.is_dir():
        raise Refused(f"{store.parent} is not there. Make it, or mount the disk that it is on.")


def open_store(disk: Disk, store: Path, *, new: bool) -> None:
    """Make the store where there is none. Raises `Refused` where none may be made there."""
    may_open(store, new=new)
    if is_store(store):
        return
    if store.exists():
        begun = store / f".{STORE_FILE}"
        if begun.exists():
            disk.remove(begun)
        disk.put(begun, store / STORE_FILE, STORE_TEXT)
        return
    begun = store.with_name(f".{store.name}.new")
    if begun.exists():
        disk.remove(begun)
    disk.folder(begun)
    disk.write(begun / STORE_FILE, STORE_TEXT)
    disk.rename(begun, store)


def _only_begun(store: Path) -> bool:
    """Whether a folder holds nothing but the beginning of a store."""
    return [path.name for path in store.iterdir()] == [f".{STORE_FILE}"]


def shown_in(place: Place) -> Before | None:
    """Return the release that is shown, or None before the first. Raises `Refused` where its manifest cannot be read."""
    if not (release := place.shown()):
        return None
    try:
        manifest, found = manifest_in(place.current / MANIFEST)
    except Refused as refused:
        raise Refused(f"{refused} {WHOLE_AGAIN}") from None
    return Before(place.releases / release, manifest, found)


def mend(disk: Disk, place: Place) -> None:
    """Finish or clear away what a publish left that ended in the middle: the lock must be held. Raises `Refused` where the
    store did not come whole from where it was kept."""
    came_whole(place)
    for path in sorted(place.staging.iterdir()):
        disk.remove(path)
    put_right(disk, place)


def put_right(disk: Disk, place: Place) -> None:
    """Let what is there be what the ledger says, and the ledger say what is shown."""
    held = ledger.entries(place)
    if not place.shown():
        _clear(disk, place, held)
        return
    _replace_purged(disk, place, held)
    release, last = place.shown(), ledger.showing(held)
    if not last or last[-1].release != release:
        # It was shown from the moment on at which its link was made, by the clock of the disk.
        since = dt.datetime.fromtimestamp(int(place.current.lstat().st_mtime), dt.UTC).isoformat()
        known = any(entry.release == release for entry in last)
        manifest, found = manifest_in(place.current / MANIFEST)
        ledger.append(disk, place, entry_of(BACK if known else FOUND, manifest, found, since))
    _point_at_settings(disk, place, release)
    _clear(disk, place, ledger.entries(place))


def _replace_purged(disk: Disk, place: Place, held: tuple[Entry, ...]) -> None:
    """Show what took the place of releases from which something was removed, and remove these. It is written down before it is
    done, so whatever ends it in between, this goes on."""
    instead = ledger.replaced(held)
    release, sha256 = place.shown(), digest_in(place.current)
    while sha256 in instead:
        release, sha256 = instead[sha256].release, instead[sha256].manifest
    if release != place.shown():
        show(disk, place, release)
    removed = {sha256 for entry in held if entry.event == PURGED for sha256 in entry.gone}
    for one in sorted(there_are(place) - {place.shown()}):
        if digest_in(place.releases / one) in removed:
            _away(disk, place, place.releases / one)


def _away(disk: Disk, place: Place, folder: Path) -> None:
    """Remove a folder, which nobody finds half empty meanwhile."""
    aside = place.staging / f"away-{folder.parent.name}-{folder.name}"
    disk.rename(folder, aside)
    disk.remove(aside)


def keep_versions(disk: Disk, place: Place, made: Mapping[Path, Path]) -> None:
    """Put the folders of earlier versions where releases lead to, and keep their manifests."""
    for folder in (place.versions, place.manifests):
        disk.folder(folder)
    for staged, folder in made.items():
        kept = place.version_manifest_of(digest((staged / MANIFEST).read_bytes()))
        if not kept.exists():
            disk.share(staged / MANIFEST, kept)
        if folder.exists():  # the same page came and went before
            disk.remove(staged)
        else:
            disk.rename(staged, folder)


def keep_beside(disk: Disk, place: Place, staged: Path, release: str, settings: Mapping[str, str]) -> None:
    """Keep what must not stand in the web root, or must outlast it: the servers' settings and the manifest."""
    for folder in (place.releases, place.hosts, place.manifests):
        disk.folder(folder)
    made = place.staging / f"host-{release}"
    disk.folder(made)
    for name, text in sorted(settings.items()):
        disk.write(made / name, text.encode())
    disk.rename(made, place.hosts / release)
    kept = place.manifest_of(digest((staged / MANIFEST).read_bytes()))
    if not kept.exists():
        disk.share(staged / MANIFEST, kept)


def show(disk: Disk, place: Place, release: str) -> None:
    """Let readers see a release from this moment on."""
    disk.point(place.staging / "current", place.current, f"releases/{release}")
    _point_at_settings(disk, place, release)


def _point_at_settings(disk: Disk, place: Place, release: str) -> None:
    """Servers read settings when they start, so this need not be the same rename; `mend` does it where it was missed."""
    wanted = f"hosts/{release}"
    if not place.current_host.is_symlink() or str(place.current_host.readlink()) != wanted:
        disk.point(place.staging / "current.host", place.current_host, wanted)


def settings_of(place: Place, release: str) -> dict[str, bytes]:
    """Return the servers' settings of a release by the names of their files."""
    folder = place.hosts / release
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def there_are(place: Place) -> frozenset[str]:
    """Return the ids of the releases whose files are there."""
    return frozenset(path.name for path in place.releases.iterdir()) if place.releases.is_dir() else frozenset()


def prune(disk: Disk, place: Place, held: tuple[Entry, ...], keep: int, spared: Collection[str] = ()) -> tuple[str, ...]:
    """Remove the releases that are kept no longer, none that is `spared`, and return them."""
    if any(ledger.breaks(place)):
        return ()
    gone = to_prune(held, there_are(place), place.shown(), keep, spared)
    for release in gone:
        _away(disk, place, place.releases / release)
    _clear(disk, place, held)
    return gone


def _clear(disk: Disk, place: Place, held: tuple[Entry, ...]) -> None:
    """Remove what belongs to no release: settings of those that are gone, and all of those that were never shown.

    Where the ledger misses an entry, nobody knows what was never shown, and everything stays.
    """
    if any(ledger.breaks(place)):
        return
    for release in sorted(there_are(place) - {entry.release for entry in held}):
        _away(disk, place, place.releases / release)
    there = there_are(place)
    led_to = frozenset(
        link.readlink().name for release in there for link in (place.releases / release / EARLIER).glob("*") if link.is_symlink()
    )
    removed = ledger.gone(held)
    manifests = frozenset(place.manifest_of(entry.manifest).name for entry in held if entry.manifest not in removed)
    no_more = frozenset(place.version_manifest_of(sha256).name for sha256 in removed)
    for folder, kept in ((place.hosts, there), (place.versions, led_to), (place.manifests, manifests)):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            of_version = folder == place.manifests and path.name.startswith("version-") and path.name not in no_more
            if path.name not in kept and not of_version:
                disk.remove(path)


def entry_of(event: str, manifest: Manifest, found: str, at: str) -> Entry:
    """Return what the ledger holds of a release that is shown from a moment on; its number comes later."""
    key = manifest.key
    return Entry(0, event, manifest.release, found, key.version, key.commit, key.today, at, manifest.approved_by)
