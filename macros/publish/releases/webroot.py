"""A release's web root: the site that was built, the earlier versions beside it, and what did not change shared with the last."""

from __future__ import annotations

import filecmp
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.publish.releases.disk import Disk
from macros.publish.releases.earlier import as_earlier, versions_json
from macros.publish.releases.inventory import Fact, fact_of, fact_of_bytes, paths_in
from macros.publish.releases.layout import EARLIER, MANIFEST, RESERVED, VERSIONS, Refused
from macros.publish.releases.manifest import Edited, Manifest

_ENDS = ".html"
WHOLE_AGAIN = "Bring it back from a backup, or go back to an earlier release. Readers still see the last one."


@dataclass(frozen=True, slots=True)
class Before:
    """The release that is shown while the next one is made."""

    folder: Path
    manifest: Manifest
    digest: str


def assemble(
    disk: Disk, site: Path, into: Path, before: Before | None, latest: Edited, aliases: tuple[str, ...],
) -> tuple[dict[str, Fact], tuple[Edited, ...]]:
    """Put a release's files into a folder, and return what each must hold and the versions, the latest first.

    Raises `Refused` for a site that holds what only a release may, and for an earlier version that was damaged.
    """
    files = _latest(disk, site, into, before)
    versions = (latest, *(_earlier_of(before, latest.version) if before else ()))
    if before and len(versions) > 1:
        files |= _kept(disk, into, before, latest.version, frozenset(files))
    names = [v.version for v in versions[1:]]
    top, among = versions_json(latest.version, aliases, names)
    for path, data in ((VERSIONS, top), (f"{EARLIER}/{VERSIONS}", among)):
        if path == VERSIONS or names:
            files[path] = _write(disk, into / path, data)
    return files, versions


def _latest(disk: Disk, site: Path, into: Path, before: Before | None) -> dict[str, Fact]:
    files: dict[str, Fact] = {}
    by_content = {fact: path for path, fact in before.manifest.files.items()} if before else {}
    for path in paths_in(site):
        if path.partition("/")[0] in RESERVED:
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


def _earlier_of(before: Before, version: str) -> tuple[Edited, ...]:
    held = before.manifest.versions
    return held[1:] if held[0].version == version else held


def _kept(disk: Disk, into: Path, before: Before, version: str, latest: frozenset[str]) -> Mapping[str, Fact]:
    """Bring the earlier versions along: those that were earlier already as they are, and the one that just became so."""
    files: dict[str, Fact] = {}
    was = before.manifest.key.version
    for old, fact in before.manifest.files.items():
        for path, its_version, tail in _places(old, was, version):
            source, target = before.folder / old, into / path
            disk.folder(target.parent)
            known = tail in before.manifest.files if old.startswith(f"{EARLIER}/") else None
            now = tail in latest
            if not path.endswith(_ENDS) or known == now:
                disk.share(source, target)
                files[path] = fact
                continue
            page = source.read_bytes()
            if fact_of_bytes(page) != fact:
                raise Refused(f"{source} was changed after it was published. {WHOLE_AGAIN}")
            made = as_earlier(page.decode("utf-8"), tail, its_version, in_latest=now).encode()
            files[path] = _write(disk, target, made)
    return files


def _places(old: str, was: str, version: str) -> Iterator[tuple[str, str, str]]:
    """Yield where a file of the last release goes: its path in the next, the version it is of, its path in that version."""
    if old.startswith(f"{EARLIER}/"):
        _, its_version, tail = (*old.split("/", 2), "")[:3]
        if tail:
            yield old, its_version, tail
    elif old not in (MANIFEST, VERSIONS) and was != version:
        yield f"{EARLIER}/{was}/{old}", was, old


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other, shallow=False)


def _write(disk: Disk, path: Path, data: bytes) -> Fact:
    disk.folder(path.parent)
    disk.write(path, data)
    return fact_of_bytes(data)
