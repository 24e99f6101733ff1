"""Records that were removed from what was published: an earlier state is built again as if each had been taken back before."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pydantic import ValidationError

from macros.content.record import Record
from macros.content.records.base import Status, Withdrawal
from macros.frozen import frozen


@frozen
class Purged:
    """One record that was removed: its id, the day, and why, in words that stand at its address from then on."""

    id: str
    on: dt.date
    reason: str


def fits_notice(reason: str) -> bool:
    """Return whether a reason can stand in a notice: one line of text, as `withdrawn: reason` of a record is."""
    try:
        _withdrawal(Purged("", dt.date.min, reason))
    except ValidationError:
        return False
    return bool(reason.strip())


def taken_out(records: Iterable[Record], purged: Iterable[Purged]) -> Iterator[Record]:
    """Yield the records, of which those that were purged are withdrawn. A draft stays one: nobody was shown it, so nobody needs
    a notice. Nothing of an earlier withdrawal is kept, its title and reason included."""
    gone = {one.id: one for one in purged}
    for record in records:
        one = gone.get(record.id)
        if one is None or record.fields.status is Status.DRAFT:
            yield record
            continue
        fields = record.fields.model_copy(update={"status": Status.WITHDRAWN, "withdrawn": _withdrawal(one)})
        yield replace(record, fields=fields)


def as_text(purged: Iterable[Purged]) -> str:
    """Return what is purged as a text for the environment of a build."""
    return json.dumps([[one.id, one.on.isoformat(), one.reason] for one in purged])


def from_text(text: str) -> tuple[Purged, ...]:
    """Return what such a text says. Raises `ValueError` for any other."""
    return tuple(Purged(str(id_), dt.date.fromisoformat(on), str(reason)) for id_, on, reason in json.loads(text or "[]"))


def _withdrawal(one: Purged) -> Withdrawal:
    return Withdrawal.model_validate({"on": one.on, "reason": one.reason})
