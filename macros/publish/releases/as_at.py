"""What an edition showed on a day, from the ledger and the manifests: which release, when, and its page of a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, zip_longest
from pathlib import Path

from macros.content.records.kinds import LONDON
from macros.frozen import frozen
from macros.publish.releases import ledger
from macros.publish.releases.inventory import Fact, fact_of
from macros.publish.releases.layout import EARLIER, Place
from macros.publish.releases.ledger import Entry
from macros.publish.releases.manifest import manifest_in, read_version


@frozen
class Page:
    """A record's page in a release: its path and hash, and the file where the release is kept and the file is as it was."""

    path: str
    sha256: str
    file: Path | None
    as_then: bool = True
    """Whether it is what was shown. It is not where a purge has changed it since."""


@frozen
class Showing:
    """A release that an edition showed for some of a day."""

    entry: Entry
    until: str
    """The moment at which another took its place, or nothing while none has."""
    kept: bool
    """Whether its files are still there."""
    pages: tuple[Page, ...] = ()
    purged: tuple[Entry, ...] = ()
    """What was removed from it since. The pages are then those of the release that stands in its place."""


def showings(place: Place, day: dt.date, record: str = "") -> tuple[Showing, ...]:
    """Return what an edition showed on a day in London, in order; with a record's id, its page and those of earlier versions.

    Raises `Refused` where the ledger, or a manifest that is needed, cannot be read.
    """
    begins = dt.datetime.combine(day, dt.time(), LONDON)
    ends = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), LONDON)
    held = ledger.entries(place)
    shown = ledger.showing(held)
    return tuple(
        _told(place, entry, after, held, record) for entry, after in zip_longest(shown, shown[1:])
        if entry.moment < ends and (after is None or after.moment > begins)
    )


def clock_ran_back(held: tuple[Entry, ...]) -> tuple[str, ...]:
    """Return where the clock of a publisher cannot have been right: an entry before the one that it follows."""
    return tuple(
        f"entry {after.number} of the ledger is of {after.at}, and the one before it of {entry.at}: a clock was wrong"
        for entry, after in pairwise(held) if after.moment < entry.moment
    )


def _told(place: Place, entry: Entry, after: Entry | None, held: tuple[Entry, ...], record: str) -> Showing:
    instead, purged = ledger.replaced(held), []
    release, sha256 = entry.release, entry.manifest
    while sha256 in instead:
        purged.append(instead[sha256])
        release, sha256 = purged[-1].release, purged[-1].manifest
    if not purged and sha256 in (removed := ledger.gone(held)):  # its files went before, and its manifest named too much
        purged.append(removed[sha256])
    folder = place.releases / release
    pages = tuple(_pages(place, sha256, folder, record.strip("/"), held)) if record else ()
    if not purged:
        pages = tuple(replace(page, as_then=True) for page in pages)
    return Showing(entry, after.at if after else "", bool(release) and folder.is_dir(), pages, tuple(purged))


def _pages(place: Place, sha256: str, folder: Path, record: str, held: tuple[Entry, ...]) -> Iterator[Page]:
    removed = ledger.gone(held)
    if not sha256 or sha256 in removed:
        return
    manifest, _ = manifest_in(place.manifest_of(sha256))
    name = f"{record}/index.html"
    files = {name: manifest.files.get(name)}
    for version in manifest.versions[1:]:
        if version.tree not in removed:
            kept = place.version_manifest_of(version.tree)
            files[f"{EARLIER}/{version.version}/{name}"] = read_version(kept.read_bytes(), str(kept)).get(name)
    changed = manifest.cleaned.changed if manifest.cleaned else ()
    for path, fact in files.items():
        if fact:
            yield Page(path, fact.sha256, folder / path if _is(folder / path, fact) else None, path not in changed)


def _is(path: Path, fact: Fact) -> bool:
    return path.is_file() and fact_of(path) == fact
