"""Rules about dates and versions: oldest first, nothing ends before it begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from macros.content.plain import in_words
from macros.content.record import Record
from macros.content.records.registry import AppendOnly, notes, values_at
from macros.content.settings import Settings
from macros.diagnostics import Diagnostic
from macros.diagnostics import catalogue as c


def check_order(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """Lists that only grow stand in the order of their dates."""
    for note in notes(record.type.fields, AppendOnly):
        for way, entries in values_at(record.fields, note.path):
            for number, (before, after) in enumerate(pairwise(entries), 1):
                if after.on < before.on:
                    message = f"{in_words((*way, number))}: {after.on} is before {before.on}, the date of the entry above."
                    yield record.problem(c.OUT_OF_ORDER, (*way, number, "on"), message)


def check_versions(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """Versions count 1, 2, 3 without gaps."""
    for number, change in enumerate(record.fields.changes, 1):
        if change.version != number:
            message = f"changes[{number}].version: is {change.version}; it should be {number}."
            yield record.problem(c.VERSION_NUMBER, ("changes", number - 1, "version"), message)
            return


def check_spans(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """What has a start and an end begins before it ends."""
    for name in type(record.fields).model_fields:
        value = getattr(record.fields, name)
        start, end = getattr(value, "start", None), getattr(value, "end", None)
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
            yield record.problem(c.ORDER_OF_DATES, (name, "end"), f"{name}: ends on {end}, before it starts on {start}.")


def check_published_first(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """The first version is not older than the day of publication by accident of a mistyped year."""
    published, changes = record.fields.published, record.fields.changes
    if published and changes and changes[-1].on < published:
        message = f"changes: the newest entry, {changes[-1].on}, is older than published: {published}."
        yield record.problem(c.ORDER_OF_DATES, ("changes", len(changes) - 1, "on"), message)
