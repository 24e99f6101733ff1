"""Rules about where a record stands in its life, and who may see it."""

from __future__ import annotations

from collections.abc import Iterator

from macros.content.invalid import how_to_add
from macros.content.plain import in_words
from macros.content.record import Record
from macros.content.records.base import Audience, Classification, Status
from macros.content.records.registry import Listed, needed, notes, pairs, values_at
from macros.content.settings import Settings
from macros.diagnostics import Diagnostic, Span, clipped, suggestion
from macros.diagnostics import catalogue as c

TO_WRITE = "To write:"
"""What the reminders begin with that `new` puts in the place of text."""


def check_needed(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """A record that is more than a draft has every field that its type needs."""
    if record.is_draft:
        return
    for name in sorted(needed(record.type)):
        if getattr(record.fields, name) in (None, ()):
            message = f"{name}: is missing; a record with status {record.fields.status} needs it."
            yield record.source.problem(c.MISSING_FIELD, None, message, how_to_add(name, record.type.fields))


def check_written(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """A record that is more than a draft holds none of the reminders that `new` writes."""
    if record.is_draft or TO_WRITE not in record.source.text:
        return
    for number, line in enumerate(record.source.text.split("\n"), 1):
        if (at := line.find(TO_WRITE)) >= 0:
            span = Span(number, at + 1, len(TO_WRITE))
            yield record.source.problem(c.NOT_WRITTEN_YET, span, "A reminder of what to write stands here.")


def check_status_fields(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """superseded_by goes with status superseded, and withdrawn with status withdrawn, both ways."""
    for field, status in (("superseded_by", Status.SUPERSEDED), ("withdrawn", Status.WITHDRAWN)):
        held = getattr(record.fields, field) is not None
        if held and record.fields.status is not status:
            message = f"{field}: is there, but the status is {record.fields.status}."
            yield record.problem(c.NOT_NEEDED_YET, (field,), message, f"Set status: {status}, or remove {field}:.")
        if not held and record.fields.status is status:
            message = f"{field}: is missing; a record with status {status} needs it."
            yield record.source.problem(c.MISSING_FIELD, None, message, how_to_add(field, record.type.fields))


def check_together(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """In a record that is more than a draft, fields that say one thing together are both there."""
    for pair in () if record.is_draft else pairs(record.type.fields, "TOGETHER"):
        for way, form in values_at(record.fields, pair.path):
            there = [name for name in (pair.first, pair.second) if getattr(form, name) is not None]
            if len(there) == 1:
                other = pair.second if there[0] == pair.first else pair.first
                message = f"{in_words((*way, there[0]))}: is there, but {other}: is missing."
                yield record.problem(c.ONE_WITHOUT_OTHER, (*way, there[0]), message)


def check_folder(record: Record, settings: Settings) -> Iterator[Diagnostic]:
    """A record's audience is no wider than the settings' rule for its folder."""
    widest = settings.widest.get(record.type.folder)
    if widest is not None and record.audience.width < widest.width:
        message = f"audience: {record.audience} is wider than the rule for {record.type.folder}/, {widest}."
        yield record.problem(c.FOLDER_AUDIENCE, ("audience",), message)


def check_classification(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """OFFICIAL-SENSITIVE content is for managers only."""
    sensitive = record.fields.classification is Classification.OFFICIAL_SENSITIVE
    if sensitive and record.audience is not Audience.MANAGERS:
        message = f"classification: OFFICIAL-SENSITIVE does not go with audience {record.audience}."
        yield record.problem(c.CLASSIFICATION, ("classification",), message)


def check_listed(record: Record, settings: Settings) -> Iterator[Diagnostic]:
    """What a field takes from a list of the settings is in that list."""
    for note in notes(record.type.fields, Listed):
        known = settings.listed(note.remark.setting)
        for way, value in values_at(record.fields, note.path):
            if value not in known:
                message = f"{in_words(way)}: '{clipped(value)}' is not one of {', '.join(known)}.{suggestion(value, known)}"
                help_ = f"Use one of them; they are listed under extra: hub: {note.remark.setting}: in mkdocs.yml."
                yield record.problem(c.UNKNOWN_CHOICE, way, message, help_)
