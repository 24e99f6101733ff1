"""What an edition showed on a day, from the ledger and the manifests: which release, when, and its page of a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from macros.content.records.kinds import LONDON
from macros.publish.releases import ledger
from macros.publish.releases.inventory import Fact, fact_of
from macros.publish.releases.layout import EARLIER, Place
from macros.publish.releases.ledger import Entry
from macros.publish.releases.manifest import manifest_in, read_version


@dataclass(frozen=True, slots=True)
class Page:
    """A record's page in a release: its path and hash, and the file where the release is kept and the file is as it was."""

    path: str
    sha256: str
    file: Path | None


@dataclass(frozen=True, slots=True)
class Showing:
    """A release that an edition showed for some of a day."""

    entry: Entry
    until: str
    """The moment at which another took its place, or nothing while none has."""
    kept: bool
    """Whether its files are still there."""
    pages: tuple[Page, ...] = ()


def showings(place: Place, day: dt.date, record: str = "") -> tuple[Showing, ...]:
    """Return what an edition showed on a day in London, in order; with a record's id, its page and those of earlier versions.

    Raises `Refused` where the ledger, or a manifest that is needed, cannot be read.
    """
    return tuple(_told(place, entry, after, record) for entry, after in _on(ledger.entries(place), day))


def clock_ran_back(held: tuple[Entry, ...]) -> tuple[str, ...]:
    """Return where the clock of a publisher cannot have been right: an entry before the one that it follows."""
    return tuple(
        f"entry {after.number} of the ledger is of {after.at}, and the one before it of {entry.at}: a clock was wrong"
        for entry, after in pairwise(held) if after.moment < entry.moment
    )


def _on(held: tuple[Entry, ...], day: dt.date) -> Iterator[tuple[Entry, Entry | None]]:
    begins = dt.datetime.combine(day, dt.time(), LONDON)
    ends = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), LONDON)
    for number, entry in enumerate(held):
        after = held[number + 1] if number + 1 < len(held) else None
        if entry.moment < ends and (after is None or after.moment > begins):
            yield entry, after


def _told(place: Place, entry: Entry, after: Entry | None, record: str) -> Showing:
    folder = place.releases / entry.release
    pages = tuple(_pages(place, entry, folder, record.strip("/"))) if record else ()
    return Showing(entry, after.at if after else "", folder.is_dir(), pages)


def _pages(place: Place, entry: Entry, folder: Path, record: str) -> Iterator[Page]:
    manifest, _ = manifest_in(place.manifest_of(entry.manifest))
    name = f"{record}/index.html"
    files = {name: manifest.files.get(name)}
    for version in manifest.versions[1:]:
        kept = place.version_manifest_of(version.tree)
        files[f"{EARLIER}/{version.version}/{name}"] = read_version(kept.read_bytes(), str(kept)).get(name)
    for path, fact in files.items():
        if fact:
            yield Page(path, fact.sha256, folder / path if _is(folder / path, fact) else None)


def _is(path: Path, fact: Fact) -> bool:
    return path.is_file() and fact_of(path) == fact
