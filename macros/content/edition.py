"""All records to one edition: what one readership sees on one day. It fails closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from macros.content.record import Record
from macros.content.records.base import Audience, Status
from macros.frozen import frozen

NO_RULES: Mapping[str, Audience] = MappingProxyType({})
"""No folder is narrower than its records say."""
COMPUTED = frozenset({Audience.STAFF, Audience.MANAGERS})
"""The editions that show what is worked out: states, gaps, queues, use."""


@frozen
class Edition:
    """The records of one edition, sorted by id, and which ids exist outside it (never shown)."""

    audience: Audience
    today: dt.date
    preview: bool
    records: tuple[Record, ...]
    outside: frozenset[str]


def is_out(record: Record, today: dt.date) -> bool:
    """Return whether the record is shown to anyone on the day: no draft, not withdrawn, not to come."""
    fields = record.fields
    return fields.status not in (Status.DRAFT, Status.WITHDRAWN) and fields.published is not None and fields.published <= today


def is_current(record: Record, today: dt.date) -> bool:
    """Return whether a record is out and not replaced: only then is something still to be done about it."""
    return is_out(record, today) and record.fields.status is not Status.SUPERSEDED


def was_out(record: Record, today: dt.date) -> bool:
    """Return whether the record was shown and was taken back."""
    fields = record.fields
    return fields.status is Status.WITHDRAWN and fields.published is not None and fields.published <= today


def may_read(audience: Audience, record: Record, widest: Mapping[str, Audience] = NO_RULES) -> bool:
    """Return whether an edition may hold the record: its own audience or a wider one.

    `widest` are the settings' rules for folders: each can take readers away, none can add any. A record of a type
    that needs the check of a person, and lacks it, is for managers only.
    """
    if record.type.folder in widest and widest[record.type.folder].width > audience.width:
        return False
    if record.type.needs_sign_off and record.fields.sign_off is None:
        return audience is Audience.MANAGERS
    return record.audience.width <= audience.width


def select(
    records: Iterable[Record], audience: Audience, today: dt.date, *, preview: bool = False,
    widest: Mapping[str, Audience] = NO_RULES,
) -> Edition:
    """Return the edition of an audience on a day; a preview also holds what is not out."""
    inside: list[Record] = []
    outside: set[str] = set()
    for record in sorted(records, key=lambda r: r.id):
        if may_read(audience, record, widest) and (preview or is_out(record, today)):
            inside.append(record)
        else:
            outside.add(record.id)
    return Edition(audience, today, preview, tuple(inside), frozenset(outside))
