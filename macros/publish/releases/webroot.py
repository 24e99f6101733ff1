"""A release's web root: the site that was built, links to the earlier versions, and what did not change shared with the last."""

from __future__ import annotations

import filecmp
from collections.abc import Collection, Mapping
from dataclasses import field, replace
from pathlib import Path

from macros.frozen import frozen
from macros.publish.releases.disk import Disk
from macros.publish.releases.earlier import as_earlier, versions_json
from macros.publish.releases.inventory import Fact, difference, fact_of, fact_of_bytes, inventory, paths_in
from macros.publish.releases.layout import EARLIER, MANIFEST, RESERVED, VERSIONS, WITHDRAWN, Place, Refused
from macros.publish.releases.manifest import Edited, Manifest, digest, read_version, version_written

WHOLE_AGAIN = "Bring it back from a backup, or go back to an earlier release. Readers still see the last one."
_ENDS = ".html"


@frozen
class Anew:
    """A site as it is built again, and the hashes of its scripts."""

    site: Path
    scripts: tuple[str, ...]


@frozen
class Before:
    """The release that is shown while the next one is made."""

    folder: Path
    manifest: Manifest
    digest: str
    anew: Mapping[str, Anew] = field(default_factory=dict)
    """Its earlier versions that were built again, by their names."""


@frozen
class Assembled:
    """What a release is made of: its own files, its versions with the latest first, and the versions that were made for it."""

    files: Mapping[str, Fact]
    versions: tuple[Edited, ...]
    made: Mapping[Path, Path] = field(default_factory=dict)
    """Folders of earlier versions, in staging and where each belongs."""


@frozen
class _Taken:
    """The pages that are notices of what was withdrawn: in the release before, and in the one that is made."""

    before: frozenset[str] = frozenset()
    now: frozenset[str] = frozenset()


def assemble(
    disk: Disk, place: Place, site: Path, into: Path, before: Before | None, latest: Edited, aliases: tuple[str, ...],
) -> Assembled:
    """Put a release's files into a folder of the staging, and return what it is made of.

    Raises `Refused` for a site that holds what only a release may, and for an earlier version that was damaged.
    """
    files = _latest(disk, site, into, before, latest.version)
    older = earlier_of(before, latest.version) if before else ()
    taken_back = _Taken()
    if before and older:
        taken_back = _Taken(_notices_in(before.folder, before.manifest.files), _notices_in(site, files))
    earlier: list[Edited] = []
    made: dict[Path, Path] = {}
    for version in older:
        staged = place.staging / f"version-{version.version}"
        again = before.anew.get(version.version) if before else None
        if before and (tree := _renewed(disk, place, staged, before, version, files, taken_back)):
            scripts = again.scripts if again else version.scripts
            version = replace(version, tree=tree, scripts=scripts)  # noqa: PLW2901 - from here on it is the one that was made
            made[staged] = place.version_folder(version.version, tree)
        earlier.append(version)
        disk.folder(into / EARLIER)
        folder = place.version_folder(version.version, version.tree)
        disk.lead(into / EARLIER / version.version, f"../../../versions/{folder.name}")
    names = [version.version for version in earlier]
    top, among = versions_json(latest.version, aliases, names)
    for path, data in ((VERSIONS, top), (f"{EARLIER}/{VERSIONS}", among)):
        if path == VERSIONS or names:
            files[path] = _kept_or_written(disk, into, path, data, before)
    return Assembled(files, (latest, *earlier), made)


def leads(manifest: Manifest) -> frozenset[str]:
    """Return the paths in a release that lead to its earlier versions."""
    return frozenset(f"{EARLIER}/{version.version}" for version in manifest.versions[1:])


def prove(folder: Path, files: Mapping[str, Fact], without: Collection[str] = ()) -> None:
    """Read every file back. Raises `Refused` where one is not what it should be."""
    found = inventory(folder, without)
    found.pop(MANIFEST, None)
    differs = difference(files, found)
    if not differs.sound:
        first = next(differs.lines())
        raise Refused(f"What was made is not what it should be ({first}), so it is not shown. {WHOLE_AGAIN}")


def _latest(disk: Disk, site: Path, into: Path, before: Before | None, version: str) -> dict[str, Fact]:
    files: dict[str, Fact] = {}
    by_content = {fact: path for path, fact in before.manifest.files.items()} if before else {}
    for path in paths_in(site):
        if path.partition("/")[0] in RESERVED and not path.startswith(f"{EARLIER}/{version}/"):
            raise Refused(f"The site holds {path}, and a release keeps that name for itself. Give the page another address.")
        source, target = site / path, into / path
        fact = files[path] = fact_of(source)
        disk.folder(target.parent)
        held = before.manifest.files.get(path) if before else None
        same = path if held == fact else by_content.get(fact)
        # The bytes are compared, not the hashes: a file that was damaged since must not be shared on.
        if before and same and _same(source, before.folder / same):
            disk.share(before.folder / same, target)
        else:
            disk.copy(source, target)
    if not files:
        raise Refused(f"{site} is empty: there is no site to publish.")
    return files


def earlier_of(before: Before, version: str) -> tuple[Edited, ...]:
    """Return the versions that are earlier ones beside a version, the newest first."""
    held = before.manifest.versions
    return held[1:] if held[0].version == version else held


def _renewed(
    disk: Disk, place: Place, staged: Path, before: Before, version: Edited, latest: Collection[str], taken_back: _Taken,
) -> str:
    """Make the folder of an earlier version, and return the hash of its manifest; nothing where the one that is there will do.

    A new one is needed when the version has just become an earlier one, when a page of it came into the latest, went or was
    withdrawn there, and when it was built again.
    """
    anew = before.anew.get(version.version)
    if anew:
        source, files = anew.site, _own(inventory(anew.site))
    elif version.tree:
        source = place.version_folder(version.version, version.tree)
        files = version_in(source, version.tree)
    else:
        source = before.folder
        files = _own(before.manifest.files)
    changed = {
        path for path in files
        if path.endswith(_ENDS) and (
            anew or not version.tree or (path in before.manifest.files) != (path in latest)
            or (path in taken_back.before) != (path in taken_back.now)
        )
    }
    if version.tree and not (changed or anew):
        return ""
    kept = place.version_folder(version.version, version.tree) if anew else source
    made: dict[str, Fact] = {}
    for path, fact in files.items():
        disk.folder((staged / path).parent)
        if path not in changed:
            if anew and not _same(source / path, kept / path):
                disk.copy(source / path, staged / path)
            else:
                disk.share(kept / path, staged / path)
            made[path] = fact
            continue
        page = (source / path).read_bytes()
        if fact_of_bytes(page) != fact:
            raise Refused(f"{source / path} was changed after it was published. {WHOLE_AGAIN}")
        told = as_earlier(
            page.decode(), path, version.version, in_latest=path in latest, withdrawn=path in taken_back.now,
        )
        made[path] = _write(disk, staged / path, told.encode())
    data = version_written(version, made)
    disk.write(staged / MANIFEST, data)
    prove(staged, made)
    return digest(data)


def _notices_in(folder: Path, files: Collection[str]) -> frozenset[str]:
    """Return the pages that are such notices. One that was lost since is none."""
    sign, pages = WITHDRAWN.encode(), (path for path in files if path.endswith(_ENDS) and (folder / path).is_file())
    return frozenset(path for path in pages if sign in (folder / path).read_bytes())


def _own(files: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return the files of a site without what a release has besides, its permanent addresses among them: the pages themselves
    will stand there."""
    return {path: fact for path, fact in files.items() if path.partition("/")[0] not in RESERVED}


def version_in(folder: Path, tree: str) -> dict[str, Fact]:
    """Return the files that the manifest of an earlier version names. Raises `Refused` where it is not the one with the hash."""
    path = folder / MANIFEST
    data = path.read_bytes() if path.is_file() else b""
    if digest(data) != tree:
        raise Refused(f"{path} is not the one that was published. {WHOLE_AGAIN}")
    return read_version(data, str(folder))


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other, shallow=False)


def _kept_or_written(disk: Disk, into: Path, path: str, data: bytes, before: Before | None) -> Fact:
    held = before.folder / path if before else None
    if held and held.is_file() and held.read_bytes() == data:
        disk.folder((into / path).parent)
        disk.share(held, into / path)
        return fact_of_bytes(data)
    return _write(disk, into / path, data)


def _write(disk: Disk, path: Path, data: bytes) -> Fact:
    disk.folder(path.parent)
    disk.write(path, data)
    return fact_of_bytes(data)
