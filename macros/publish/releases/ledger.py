"""What an edition showed, from when on: entries that only grow, each with the hash of the one before."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from macros.publish.releases.disk import Disk
from macros.publish.releases.layout import Place, Refused
from macros.publish.releases.manifest import digest

PUBLISHED, BACK, FOUND = "published", "rolled back", "found"
"""What may have happened. `found`: a release was shown although nothing said so, because a publish ended in the middle."""
_NAME = re.compile(r"\d{8}\.json")


@dataclass(frozen=True, slots=True)
class Entry:
    """From `at` on the edition showed a release."""

    number: int
    event: str
    release: str
    manifest: str
    """The SHA-256 of its manifest."""
    version: str
    commit: str
    today: str
    at: str
    """The moment by the publisher's clock, in UTC, like 2026-11-25T09:30:00+00:00."""
    approved_by: str = ""
    previous: str = ""
    """The SHA-256 of the entry before."""

    @property
    def moment(self) -> dt.datetime:
        """Return the moment as a value."""
        return dt.datetime.fromisoformat(self.at)


def entry_bytes(entry: Entry) -> bytes:
    """Return an entry as it is written."""
    return (json.dumps(asdict(entry), ensure_ascii=False, indent=1) + "\n").encode()


def entries(place: Place) -> tuple[Entry, ...]:
    """Return every entry, oldest first. Raises `Refused` where one cannot be read."""
    return tuple(entry for entry, _ in _read(place.ledger))


def breaks(place: Place) -> Iterator[str]:
    """Yield what shows that the ledger is not what was written: a gap, or a hash that does not fit."""
    before = ""
    for number, (entry, data) in enumerate(_read(place.ledger), 1):
        if entry.number != number:
            yield f"the ledger of {place.edition} has entry {entry.number} where {number} should be"
        if entry.previous != before:
            yield f"entry {entry.number} of the ledger of {place.edition} does not fit the one before: one of them was changed"
        before = digest(data)


def append(disk: Disk, place: Place, entry: Entry) -> Entry:
    """Write an entry behind the last one, and return it with its number and the hash of that one."""
    held = list(_read(place.ledger))
    number = held[-1][0].number + 1 if held else 1
    entry = replace(entry, number=number, previous=digest(held[-1][1]) if held else "")
    name = f"{number:08}.json"
    disk.folder(place.ledger)
    disk.put(place.staging / f"ledger-{name}", place.ledger / name, entry_bytes(entry))
    return entry


def taken_back(held: tuple[Entry, ...]) -> frozenset[str]:
    """Return the releases and the commits that were rolled back and not shown again since."""
    back: set[str] = set()
    shown: tuple[str, ...] = ()
    for entry in held:
        if entry.event == BACK:
            back.update(shown)
        shown = (entry.release, entry.commit)
        back.difference_update(shown)
    return frozenset(back)


def _read(folder: Path) -> Iterator[tuple[Entry, bytes]]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if _NAME.fullmatch(path.name):
            data = path.read_bytes()
            try:
                entry = Entry(**json.loads(data))
                entry.moment  # noqa: B018 - raises where it is no moment
            except (ValueError, TypeError):
                raise Refused(f"{path} is no entry of a ledger. Bring it back from a backup.") from None
            yield entry, data
