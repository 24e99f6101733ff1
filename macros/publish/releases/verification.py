"""Whether a store holds what was published: every file of every release, each release and entry after the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from macros.content.telling import Telling, nobody
from macros.frozen import frozen
from macros.publish.releases import ledger
from macros.publish.releases.inventory import Difference, difference, inventory
from macros.publish.releases.layout import EARLIER, MANIFEST, Place, Refused, editions_of, is_store
from macros.publish.releases.ledger import PURGED, Entry
from macros.publish.releases.manifest import digest_in, manifest_in, read_version
from macros.publish.releases.webroot import leads, version_in

Saying = Callable[[str], None]


@frozen
class Verified:
    """What was found wrong, and how much was looked at."""

    wrong: tuple[str, ...] = ()
    files: int = 0
    releases: int = 0
    unseen: tuple[str, ...] = ()
    """What could not be looked for, in sentences."""
    explained: tuple[str, ...] = ()
    """What is not as it was first published, and why that is right."""

    def __add__(self, other: Verified) -> Verified:
        """Return both as one."""
        unseen = tuple(dict.fromkeys((*self.unseen, *other.unseen)))
        return Verified(
            (*self.wrong, *other.wrong), self.files + other.files, self.releases + other.releases, unseen,
            (*self.explained, *other.explained),
        )


def verify_folder(folder: Path, say: Saying, telling: Telling = nobody) -> Verified:
    """Return what is wrong in a store, in one edition of it, or in one web root; `telling` hears how far the reading of each is.
    Raises `Refused` where the folder is none."""
    if is_store(folder):
        verified = Verified()
        for place in editions_of(folder):
            verified += _edition(place, say, telling)
        if not verified.releases:
            raise Refused(f"{folder} holds no release yet.")
        return verified
    if (folder / "releases").is_dir() and is_store(folder.resolve().parent):
        return _edition(Place(folder.resolve().parent, folder.resolve().name), say, telling)
    if not (folder / MANIFEST).is_file():
        raise Refused(f"{folder} is no store, no edition of one and no release: it has no {MANIFEST}.")
    return _release(folder, str(folder), telling)


def ever_given_out(top: Path) -> frozenset[str]:
    """Return the path of every file that an edition of a store ever gave out, earlier versions included, as far as manifests are
    kept. Raises `Refused` where the folder is no such edition."""
    place, found, seen = Place(top.parent, top.name), set[str](), set[Path]()
    for path in sorted(place.manifests.glob("[0-9a-f]*.json")):
        manifest, _ = manifest_in(path)
        found.update(manifest.files)
        for version in manifest.versions[1:]:
            kept = place.version_manifest_of(version.tree)
            if kept not in seen and kept.is_file():
                seen.add(kept)
                found.update(f"{EARLIER}/{version.version}/{name}" for name in read_version(kept.read_bytes(), str(kept)))
    if not found:
        raise Refused(f"{top} is no edition of a store: it keeps no manifests. Write it like /srv/hub/staff.")
    return frozenset(found)


def compared(folder: Path, telling: Telling = nobody, seen: dict[Path, Difference] | None = None) -> Difference:
    """Return how the files of a web root, earlier versions included, differ from what its manifest says.

    Earlier versions that other releases led to as well are taken from `seen`, by their folder. Raises `Refused` where there is
    no manifest.
    """
    manifest, _ = manifest_in(folder / MANIFEST)
    found = inventory(folder, leads(manifest), telling)
    found.pop(MANIFEST, None)
    whole = difference(manifest.files, found)
    held = {} if seen is None else seen
    for version in manifest.versions[1:]:
        place = (folder / EARLIER / version.version).resolve()
        if place not in held:
            held[place] = _version(place, version.tree, telling)
        whole += held[place].under(f"{EARLIER}/{version.version}/")
    return whole


def _version(folder: Path, tree: str, telling: Telling) -> Difference:
    """Return how the files of an earlier version differ from what its own manifest says, which must be the one with the hash."""
    try:
        files = version_in(folder, tree)
    except Refused:
        path = folder / MANIFEST
        return Difference((), (MANIFEST,), (), 1) if path.is_file() else Difference((MANIFEST,), (), (), 1)
    found = inventory(folder, telling=telling)
    found.pop(MANIFEST)
    return difference(files, found)


def _edition(place: Place, say: Saying, telling: Telling) -> Verified:
    held = ledger.entries(place)
    verified = Verified(tuple(_history(place, held)), explained=tuple(_explained(place, held)))
    seen: dict[Path, Difference] = {}
    for path in sorted(place.releases.iterdir()):
        say(f"{place.edition}/{path.name}")
        verified += _release(path, f"{place.edition}/{path.name}", telling, seen)
    return verified


def _release(folder: Path, name: str, telling: Telling, seen: dict[Path, Difference] | None = None) -> Verified:
    try:
        differs = compared(folder, telling, seen)
    except Refused as refused:
        return Verified((str(refused),), releases=1)
    return Verified(tuple(f"{name}: {line}" for line in differs.lines()), differs.checked, 1)


def _explained(place: Place, held: tuple[Entry, ...]) -> Iterator[str]:
    """Yield, for each gap that a purge left, what was removed, when, why and by whom."""
    for entry in held:
        if entry.event == PURGED:
            by = f", approved by {entry.approved_by}" if entry.approved_by else ""
            what = f"stands in place of {entry.instead}" if entry.release else f"is where {entry.instead} was"
            yield (
                f"{place.edition}/{entry.release or 'nothing'} {what}: {entry.record} was purged on {entry.at[:10]}{by} "
                f"({entry.reason}). The manifest of then had sha256 {entry.gone[0]}"
            )


def _history(place: Place, held: tuple[Entry, ...]) -> Iterator[str]:
    """Yield what is wrong with what is written about releases: the ledger, the chain of manifests, and the link."""
    yield from ledger.breaks(place)
    shown, last = place.shown(), ledger.showing(held)
    for entry in ledger.unfinished(held):
        yield (
            f"the purge of {entry.record} from {place.edition}, begun at {entry.at}, is not finished; "
            f'run it again: python3 hub.py purge {entry.record} --reason "…" --approved-by ROLE --to {place.store}'
        )
    if not last or last[-1].release != shown:
        yield f"the ledger of {place.edition} does not say that {shown or 'nothing'} is shown; the next publish writes it down"
    if shown and not place.current.is_dir():
        yield f"{place.edition} shows {shown}, which is not there"
    yield from _manifests(place, held)


def _manifests(place: Place, held: tuple[Entry, ...]) -> Iterator[str]:
    """Yield what is wrong with the chain of manifests. One that a purge removed is known by its entry."""
    known = {entry.manifest for entry in held if entry.manifest}
    removed = ledger.gone(held)
    for sha256 in dict.fromkeys(entry.manifest for entry in held if entry.manifest):
        if sha256 in removed:
            if place.manifest_of(sha256).exists():
                yield f"{place.manifest_of(sha256)} is still there, although a purge removed it; the next publish clears it away"
            continue
        try:
            manifest, found = manifest_in(place.manifest_of(sha256))
        except Refused as refused:
            yield str(refused)
            continue
        if found != sha256:
            yield f"the manifest of {manifest.release} is not the one that was published"
        if manifest.previous and manifest.previous not in known:
            yield f"the release before {manifest.release} is not in the ledger"
    for path in sorted(place.releases.iterdir()):
        if (found := digest_in(path)) and found not in known:
            yield f"{place.edition}/{path.name} has a manifest that was never published"
