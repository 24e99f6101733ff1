"""What a release says of itself: every file, what it was made from, who approved it, and which release came before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from macros.frozen import frozen
from macros.publish.releases.inventory import Fact
from macros.publish.releases.layout import MANIFEST, Key, Refused

FORMAT = 1


@frozen
class Edited:
    """A version of the site that a release holds: the latest at the top, the earlier ones each in a folder."""

    version: str
    release: str
    commit: str
    today: str
    scripts: tuple[str, ...] = ()
    """The hashes of the scripts that may stand in its pages (`sha256-…`): a later theme has others."""
    tree: str = ""
    """The SHA-256 of the manifest of its own that an earlier version has. The latest has none: it is the release."""


@frozen
class Cleaned:
    """What a release stands in place of, from which records were removed after it was published."""

    release: str
    sha256: str
    """The SHA-256 of the manifest of that release. The manifest is gone: it named files of what was removed."""
    changed: tuple[str, ...]
    """The files that are not as they were, in order, those of earlier versions included. All others are, to the byte."""


@frozen
class Manifest:
    """All that is known of a release. It holds no time: the same build after the same release has the same manifest."""

    key: Key
    approved_by: str
    python: str
    packages: Mapping[str, str]
    versions: tuple[Edited, ...]
    """The latest first."""
    files: Mapping[str, Fact]
    """Every file but those of earlier versions, which have a manifest of their own."""
    aliases: tuple[str, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    """Old addresses and where they lead: a server may answer there itself, instead of with the file."""
    previous_release: str = ""
    previous: str = ""
    """The SHA-256 of the manifest of the release before: a chain."""
    cleaned: Cleaned | None = None

    @property
    def release(self) -> str:
        """Return the release's id."""
        return self.key.release


def written(manifest: Manifest) -> bytes:
    """Return the manifest as JSON, always in the same order."""
    key = manifest.key
    whole = {
        "format": FORMAT, "release": key.release, "edition": key.edition, "version": key.version, "aliases": manifest.aliases,
        "commit": key.commit, "today": key.today, "lock": key.lock, "approved_by": manifest.approved_by or None,
        "tools": {"python": manifest.python, **dict(sorted(manifest.packages.items()))},
        "previous": {"release": manifest.previous_release, "sha256": manifest.previous} if manifest.previous else None,
        **_removed(manifest),
        "versions": [
            {
                "version": v.version, "release": v.release, "commit": v.commit, "today": v.today, "scripts": v.scripts,
                "manifest": v.tree or None,
            }
            for v in manifest.versions
        ],
        "moved": dict(sorted(manifest.moved.items())),
        "files": _listed(manifest.files),
    }
    return _json(whole)


def _removed(manifest: Manifest) -> dict[str, Any]:
    if manifest.cleaned is None:
        return {}
    before = manifest.cleaned
    return {"purged": {
        "records": manifest.key.purged, "instead_of": {"release": before.release, "sha256": before.sha256},
        "changed": before.changed,
    }}


def _cleaned(told: Mapping[str, Any] | None) -> Cleaned | None:
    return Cleaned(told["instead_of"]["release"], told["instead_of"]["sha256"], tuple(told["changed"])) if told else None


def version_written(version: Edited, files: Mapping[str, Fact]) -> bytes:
    """Return the manifest of an earlier version as JSON, always in the same order."""
    return _json({
        "format": FORMAT, "version": version.version, "release": version.release, "commit": version.commit,
        "today": version.today, "files": _listed(files),
    })


def read_version(data: bytes, where: str) -> dict[str, Fact]:
    """Return the files that the manifest of an earlier version names. Raises `Refused` where it is none."""
    try:
        return _facts(json.loads(data)["files"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused(f"{where} has no manifest that can be read.") from None


def _listed(files: Mapping[str, Fact]) -> dict[str, Any]:
    return {path: {"sha256": fact.sha256, "size": fact.size} for path, fact in sorted(files.items())}


def _facts(told: Mapping[str, Any]) -> dict[str, Fact]:
    return {path: Fact(fact["sha256"], fact["size"]) for path, fact in told.items()}


def _json(whole: Mapping[str, Any]) -> bytes:
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def digest(data: bytes) -> str:
    """Return what a manifest or an entry is known by."""
    return hashlib.sha256(data).hexdigest()


def read_manifest(data: bytes, where: str) -> Manifest:
    """Return the manifest that JSON holds. Raises `Refused` where it is none; `where` says of what."""
    try:
        told: dict[str, Any] = json.loads(data)
        if told["format"] != FORMAT:
            raise Refused(f"{where} has a manifest of format {told['format']}, and this program knows format {FORMAT}.")
        tools = dict(told["tools"])
        before, purged = told["previous"] or {"release": "", "sha256": ""}, told.get("purged")
        records = tuple(purged["records"]) if purged else ()
        manifest = Manifest(
            Key(told["commit"], told["edition"], told["today"], told["lock"], told["version"], records),
            told["approved_by"] or "", tools.pop("python"), tools,
            tuple(
                Edited(v["version"], v["release"], v["commit"], v["today"], tuple(v["scripts"]), v["manifest"] or "")
                for v in told["versions"]
            ),
            _facts(told["files"]), tuple(told["aliases"]), told["moved"], before["release"], before["sha256"],
            _cleaned(purged),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused(f"{where} has no manifest that can be read.") from None
    if manifest.release != told["release"]:
        raise Refused(f"{where} has a manifest whose release is not the one that its commit, edition, day and packages give.")
    return manifest


def digest_in(folder: Path) -> str:
    """Return the SHA-256 of a folder's manifest, whether it can be read or not; nothing where there is none."""
    path = folder / MANIFEST
    return digest(path.read_bytes()) if path.is_file() else ""


def manifest_in(path: Path) -> tuple[Manifest, str]:
    """Return the manifest in a file, and its SHA-256. Raises `Refused` where there is none."""
    if not path.is_file():
        raise Refused(f"There is no manifest at {path}.")
    data = path.read_bytes()
    return read_manifest(data, str(path)), digest(data)
