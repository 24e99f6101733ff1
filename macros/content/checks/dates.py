"""Rules about dates and versions: oldest first, nothing ends before it begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from macros.content.plain import in_words
from macros.content.record import Record
from macros.content.records.base import Form
from macros.content.records.registry import AppendOnly, notes, pairs, values_at
from macros.content.settings import Settings
from macros.diagnostics import Diagnostic
from macros.diagnostics import catalogue as c

LONGEST_MEETING = dt.timedelta(days=14)


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
    """What has a beginning and an end begins before it ends; a meeting does not end as it begins."""
    for pair in pairs(record.type.fields, "ORDERED"):
        for way, form in values_at(record.fields, pair.path):
            first, second, at = _day_at(form, pair.first), _day_at(form, pair.second), pair.second.split(".")
            if first is None or second is None or not (second < first or (second == first and isinstance(first, dt.datetime))):
                continue
            message = f"{in_words((*way, *at))}: {_written(second)} is not after {pair.first}: {_written(first)}."
            if second < first:
                message = message.replace("is not after", "is before")
            yield record.problem(c.ORDER_OF_DATES, (*way, *at), message)


def _day_at(form: Form, way: str) -> dt.date | None:
    """Return the day or moment at the end of a way, where it is there."""
    return next((value for _, value in values_at(form, tuple(way.split(".")))), None)


def _written(day: dt.date) -> str:
    return f"{day:%Y-%m-%dT%H:%M}" if isinstance(day, dt.datetime) else str(day)


def check_length_of_meeting(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """A meeting of more than two weeks is a slip in its month or year."""
    start, end = record.fields.value_of("start"), record.fields.value_of("end")
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime) and end - start > LONGEST_MEETING:
        message = f"end: {_written(end)} is {(end - start).days} days after start; at most {LONGEST_MEETING.days} are likely."
        help_ = "Check both dates. Make a record for each day of a series of meetings."
        yield record.problem(c.ORDER_OF_DATES, ("end",), message, help_)


def check_remedies(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """What was agreed with a decision falls due after it, unless it had been done before."""
    decided = record.fields.value_of("decided_on")
    for number, remedy in enumerate(record.fields.value_of("remedies", ()) if decided else ()):
        if remedy.due < decided and not (remedy.done_on and remedy.done_on <= decided):
            way = ("remedies", number, "due")
            yield record.problem(c.ORDER_OF_DATES, way, f"{in_words(way)}: {remedy.due} is before decided_on: {decided}.")


def check_published_first(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """The first version is not older than the day of publication by accident of a mistyped year."""
    published, changes = record.fields.published, record.fields.changes
    if published and changes and changes[-1].on < published:
        message = f"changes: the newest entry, {changes[-1].on}, is older than published: {published}."
        yield record.problem(c.ORDER_OF_DATES, ("changes", len(changes) - 1, "on"), message)
