"""What stands at the address of a record that was taken back: when and why, whom to ask, and what to read instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.content.purged import Purged
from macros.content.record import Record
from macros.frozen import frozen
from macros.site import words
from macros.site.views.parts import Entry, LinkTo, Scene

UNNAMED = "This page was withdrawn"


@frozen
class Tombstone:
    """The notice at one address. It says nothing of the record but what the record says may stay."""

    address: str
    title: str
    said: str
    reason: str
    ask: LinkTo | None
    instead: Entry | None
    example: bool = False


def tombstones(scene: Scene, gone: Iterable[Record]) -> Iterator[Tombstone]:
    """Yield the notice for each record that was taken back. Whom to ask and what to read instead are named only where
    the edition holds them."""
    for record in gone:
        fields, taken = record.fields, record.fields.withdrawn
        if taken is not None:
            yield Tombstone(
                record.address, record.title if taken.show_title else UNNAMED,
                f"Withdrawn on {words.day(taken.on)}.", taken.reason,
                scene.link(f"contacts/{fields.owner}") if fields.owner else None,
                _entry(scene, taken.replaced_by.partition("#")[0]) if taken.replaced_by else None, fields.example,
            )


def purged_notice(gone: Purged) -> Tombstone:
    """Return the notice at the address of a record that was purged and is in the project no longer."""
    return Tombstone(f"{gone.id}/", UNNAMED, f"Withdrawn on {words.day(gone.on)}.", gone.reason, None, None)


def _entry(scene: Scene, id_: str) -> Entry | None:
    record = scene.library.records.get(id_)
    return scene.entry(record) if record else None


def kept_words(record: Record) -> tuple[str, ...]:
    """Return the words of a record that its notice says: no secret, although the record is outside."""
    taken = record.fields.withdrawn
    if taken is None:
        return ()
    return (taken.reason, record.title) if taken.show_title else (taken.reason,)
