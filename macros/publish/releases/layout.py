"""Where everything of a store stands, and how a release is called.

STORE/hub-store.json              says that this is a store, and not an empty place where a disk should be
STORE/purged/                     what was removed from releases: the hashes by which it is known when it comes back
STORE/<edition>/releases/<id>/    a whole web root with its manifest.json
STORE/<edition>/versions/         earlier versions of the site, each a folder that releases lead to from v/<version>
STORE/<edition>/current           a link to the release that is shown
STORE/<edition>/current.host      a link to the server's settings for it
STORE/<edition>/hosts/<id>/       those settings
STORE/<edition>/manifests/        the manifest of every release, and of every earlier version, there ever was
STORE/<edition>/ledger/           what was shown from when on, an entry a file
STORE/<edition>/staging/          work under way; whatever is left in it is removed by the next publish
STORE/<edition>/lock              who is publishing
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict
from pathlib import Path

from macros.frozen import frozen

STORE_FILE = "hub-store.json"
STORE_TEXT = b'{"format": 1, "holds": "releases of the Learning Hub"}\n'
MANIFEST = "manifest.json"
VERSIONS = "versions.json"
EARLIER = "v"
"""The folder of a release in which the earlier versions of the site stand."""
WITHDRAWN = "<!--hub:withdrawn-->"
"""What the notice in place of a withdrawn page holds; what readers get is compared byte by byte, so no other page can."""
RESERVED = (MANIFEST, VERSIONS, EARLIER)
"""What a built site may not hold at its top, because a release does."""
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,30}")
"""What a version may be called: it is part of addresses and of servers' settings."""


class Refused(Exception):
    """Nothing was changed for the reader; the text says why and what to do."""


@frozen
class Key:
    """What a release is made from: the same key is the same release, and a new day is a new one."""

    commit: str
    edition: str
    today: str
    lock: str
    """The SHA-256 of the file that pins every package."""
    version: str
    purged: tuple[str, ...] = ()
    """The ids of records that were taken out of it after it was published."""

    @property
    def release(self) -> str:
        """Return the release's id: its day and commit for people, and a hash of the whole key."""
        named = {name: value for name, value in asdict(self).items() if value or name != "purged"}
        whole = hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()
        return f"{self.today}-{self.commit[:10]}-{whole[:10]}"


@frozen
class Place:
    """One edition's part of a store."""

    store: Path
    edition: str

    @property
    def top(self) -> Path:
        """Return the folder that holds all the others."""
        return self.store / self.edition

    @property
    def releases(self) -> Path:
        """Return where the web roots stand."""
        return self.top / "releases"

    @property
    def versions(self) -> Path:
        """Return where earlier versions of the site stand."""
        return self.top / "versions"

    @property
    def current(self) -> Path:
        """Return the link to the release that is shown."""
        return self.top / "current"

    @property
    def current_host(self) -> Path:
        """Return the link to the settings of the release that is shown."""
        return self.top / "current.host"

    @property
    def hosts(self) -> Path:
        """Return where settings of servers stand, a folder a release."""
        return self.top / "hosts"

    @property
    def manifests(self) -> Path:
        """Return where manifests are kept when their releases are gone."""
        return self.top / "manifests"

    @property
    def ledger(self) -> Path:
        """Return where it is written what was shown when."""
        return self.top / "ledger"

    @property
    def staging(self) -> Path:
        """Return where work is done, on the same file system as the releases."""
        return self.top / "staging"

    @property
    def lock(self) -> Path:
        """Return the file that says who is publishing."""
        return self.top / "lock"

    def manifest_of(self, sha256: str) -> Path:
        """Return where the manifest with a hash is kept."""
        return self.manifests / f"{sha256}.json"

    def version_manifest_of(self, sha256: str) -> Path:
        """Return where the manifest of an earlier version with a hash is kept."""
        return self.manifests / f"version-{sha256}.json"

    def version_folder(self, version: str, sha256: str) -> Path:
        """Return where an earlier version stands whose manifest has a hash."""
        return self.versions / f"{version}-{sha256[:16]}"

    def shown(self) -> str:
        """Return the id of the release that is shown, or nothing."""
        return self.current.readlink().name if self.current.is_symlink() else ""


def purged_in(store: Path) -> Path:
    """Return where it is kept what was removed from the releases of a store."""
    return store / "purged"


def editions_of(store: Path) -> tuple[Place, ...]:
    """Return the editions that a store holds, by name."""
    return tuple(Place(store, path.name) for path in sorted(store.iterdir()) if (path / "releases").is_dir())


def is_store(folder: Path) -> bool:
    """Return whether a folder is a store."""
    return (folder / STORE_FILE).is_file()
