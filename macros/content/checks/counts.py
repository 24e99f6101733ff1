"""Rules about the figures of one record: a part is never more than its whole, and parts add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from macros.content.plain import Path, in_words
from macros.content.record import Record
from macros.content.records.audits import WithFindings
from macros.content.records.kinds import Table
from macros.content.records.registry import notes, pairs, values_at
from macros.content.settings import Settings
from macros.diagnostics import Diagnostic, clipped
from macros.diagnostics import catalogue as c

_BAND = re.compile(r"([0-9]{1,6})(?: to ([0-9]{1,6}))?")


def check_parts_and_wholes(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """A count is not above its denominator, where both stand in one group of fields."""
    for pair in pairs(record.type.fields, "BOUNDED"):
        for way, form in values_at(record.fields, pair.path):
            part, whole = getattr(form, pair.first), getattr(form, pair.second)
            if part is not None and whole is not None and part > whole:
                yield _above(record, (*way, pair.first), part, pair.second, whole)


def check_within(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """No count within a group, a list or a table is above the record's own."""
    for pair in pairs(record.type.fields, "WITHIN"):
        whole = getattr(record.fields, pair.second)
        for way, value in _values(record, tuple(pair.first.split("."))) if whole is not None else ():
            count = len(value) if isinstance(value, tuple) else value
            if count > whole:
                yield _above(record, way, count, pair.second, whole)


def _above(record: Record, way: Path, part: Any, name: str, whole: Any) -> Diagnostic:
    return record.problem(c.COUNTS_DISAGREE, way, f"{record.in_words(way)}: {part} is more than {name}: {whole}.")


def _values(record: Record, steps: tuple[str, ...]) -> Iterator[tuple[Path, Any]]:
    """Yield what a pattern leads to, in the front matter or in the rows of a table."""
    field, column = steps[0], steps[-1]
    if all(note.path[0] != field for note in notes(record.type.fields, Table)):
        yield from values_at(record.fields, steps)
        return
    for number, row in enumerate(record.rows(field)):
        if (value := getattr(row, column)) is not None:
            yield (field, number, column), value


def check_sums(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """Parts add up to their total, where all of them are given."""
    for total, names in record.type.fields.ADDS_UP:
        whole = getattr(record.fields, total)
        parts = [found for name in names for found in values_at(record.fields, tuple(name.split(".")))]
        made = sum(value for _, value in parts)
        if whole is not None and len(parts) == len(names) and made != whole:
            way = parts[0][0][:-1]
            message = f"{in_words(way)}: {made} in all, but {total} is {whole}."
            yield record.problem(c.COUNTS_DISAGREE, way, message)


def check_findings_once(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """A theme stands once as a concern and once as a strength; of two, one would be lost."""
    seen: dict[tuple[str, str], int] = {}
    for number, finding in enumerate(record.fields.findings if isinstance(record.fields, WithFindings) else ()):
        key = (finding.theme, str(finding.kind))
        if key in seen:
            way = ("findings", number, "theme")
            message = f"{in_words(way)}: '{clipped(finding.theme)}' stands in findings[{seen[key]}] as a {finding.kind} already."
            yield record.problem(c.COUNTS_DISAGREE, way, message, "Put both into one finding.")
        seen.setdefault(key, number + 1)


def check_bands(record: Record, settings: Settings) -> Iterator[Diagnostic]:
    """A band of leavers is a band, no more left than had progressed, and it does not tell how many that were where the
    number is small: bands are shown to everybody."""
    for number, leavers in enumerate(record.fields.value_of("leavers", ())):
        way = ("leavers", number, "band")
        if not (band := _BAND.fullmatch(leavers.band)):
            continue
        least, most, small = int(band[1]), int(band[2] or band[1]), settings.rules.small_number
        if least == most:
            message = f"{in_words(way)}: this is one number, which every reader would see, and no band."
            yield record.problem(c.WRONG_VALUE, way, message, f"Write from what to what: 0 to {max(small - 1, 1)}.")
        elif least > most:
            message = f"{in_words(way)}: {least} is more than {most}."
            yield record.problem(c.COUNTS_DISAGREE, way, message, "Write the smaller first.")
        elif least > leavers.progressed:
            yield _above(record, way, least, "progressed", leavers.progressed)
        elif leavers.progressed < small and least > max(small - 2, 0):
            message = f"{in_words(way)}: at least {least} left, so whoever reads it knows how many progressed."
            yield record.problem(c.WRONG_VALUE, way, message, f"Begin the band lower: 0 to {most}.")
