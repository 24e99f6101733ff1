"""What an edition showed, from when on, and what was removed or kept by a hold: entries that only grow, each with the hash of the
one before."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from macros.frozen import frozen
from macros.publish.releases.disk import Disk
from macros.publish.releases.layout import Place, Refused
from macros.publish.releases.manifest import digest

PUBLISHED, BACK, FOUND = "published", "rolled back", "found"
"""What may have been shown. `found`: a release was shown although nothing said so, because a publish ended in the middle."""
PURGING, PURGED, DONE = "purge begun", "purged", "purge done"
"""A record is being removed; a release took the place of one that held it, shown or not; no kept release holds it any more."""
HELD, LIFTED = "held", "hold lifted"
"""A record must be kept by law from then on; it need not any longer."""
_SHOWS = (PUBLISHED, BACK, FOUND)
_SELDOM = ("record", "reason", "instead", "gone")
_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)
_NAME = re.compile(r"\d{8}\.json")


@frozen
class Entry:
    """From `at` on the edition showed a release; or what happened to a record. Of a record, the release may be empty."""

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
    record: str = ""
    """The id of the record that was removed or held."""
    reason: str = ""
    instead: str = ""
    """The release whose place another took."""
    gone: tuple[str, ...] = ()
    """The SHA-256 of each manifest that was removed, that of the release `instead` of which another stands first."""

    @property
    def moment(self) -> dt.datetime:
        """Return the moment as a value."""
        return dt.datetime.fromisoformat(self.at)


def entry_bytes(entry: Entry) -> bytes:
    """Return an entry as it is written."""
    told = {name: value for name, value in asdict(entry).items() if value or name not in _SELDOM}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


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


def showing(held: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the entries by which readers came to see another release, oldest first."""
    shown: list[Entry] = []
    for entry in held:
        if entry.event in _SHOWS or (entry.event == PURGED and shown and shown[-1].manifest == entry.gone[0]):
            shown.append(entry)
    return tuple(shown)


def taken_back(held: tuple[Entry, ...]) -> frozenset[str]:
    """Return the releases and the commits that were rolled back and not shown again since, with what took their place."""
    back: set[str] = set()
    shown: tuple[str, ...] = ()
    for entry in held:
        if entry.event == PURGED:
            back.update({entry.release} if entry.instead in back else ())
            shown = (entry.release, entry.commit) if entry.instead in shown else shown
        elif entry.event in _SHOWS:
            if entry.event == BACK:
                back.update(shown)
            shown = (entry.release, entry.commit)
            back.difference_update(shown)
    return frozenset(back)


def replaced(held: tuple[Entry, ...]) -> dict[str, Entry]:
    """Return, by the SHA-256 of its manifest, what took the place of each release from which something was removed. One of the
    same id may be published again."""
    return {entry.gone[0]: entry for entry in held if entry.event == PURGED}


def gone(held: tuple[Entry, ...]) -> dict[str, Entry]:
    """Return, by its SHA-256, why each manifest that was removed is gone."""
    return {sha256: entry for entry in held for sha256 in entry.gone}


def unfinished(held: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the purges that began and did not come to their end."""
    open_: dict[str, Entry] = {}
    for entry in held:
        if entry.event == PURGING:
            open_[entry.record] = entry
        elif entry.event == DONE:
            open_.pop(entry.record, None)
    return tuple(open_.values())


def purges(held: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return, for each record that was removed, the entry with which that began first."""
    began: dict[str, Entry] = {}
    for entry in held:
        if entry.event == PURGING:
            began.setdefault(entry.record, entry)
    return tuple(began.values())


def holds(held: tuple[Entry, ...]) -> dict[str, Entry]:
    """Return, by its id, why each record must be kept that is under a hold."""
    kept: dict[str, Entry] = {}
    for entry in held:
        if entry.event == HELD:
            kept[entry.record] = entry
        elif entry.event == LIFTED:
            kept.pop(entry.record, None)
    return kept


def _read(folder: Path) -> Iterator[tuple[Entry, bytes]]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if _NAME.fullmatch(path.name):
            data = path.read_bytes()
            try:
                told = json.loads(data)
                entry = Entry(**{**told, "gone": tuple(told.get("gone", ()))})
                entry.moment - _LONG_AGO  # raises where it is no moment, or one without its zone
            except (ValueError, TypeError):
                raise Refused(f"{path} is no entry of a ledger. Bring it back from a backup.") from None
            yield entry, data
