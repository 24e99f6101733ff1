"""What rows of a table say together: counts and their denominators, a row twice, periods that do not join or agree."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from macros.content.records.base import Row
from macros.diagnostics import MOST_OF_A_KIND, Code
from macros.diagnostics import catalogue as c

Said = tuple[Code, int, str, str, str]
"""A code, a row by its index, its column, what is wrong, and what to do where the code does not say it."""
_DAY = dt.timedelta(days=1)
_BOTH = "Check both figures at their source."


def between(rows: Sequence[Any], numbers: Sequence[int], row: type[Row], *, whole: bool) -> Iterator[Said]:
    """Yield what is wrong between cells: a count above its denominator or below nought, a row twice, two totals of one
    period, periods that end before they begin, overlap or leave a hole. `numbers` are the rows' numbers in their file;
    unless the table is there as a `whole`, holes are not looked for, since a row that could not be read may fill them."""
    unsteady = _unsteady(rows, numbers, row, whole=whole)
    for found in (_above(rows, row), _backwards(rows, row), _twice(rows, numbers, row), _unlike(rows, numbers, row), unsteady):
        yield from islice(found, MOST_OF_A_KIND)


def _above(rows: Sequence[Any], row: type[Row]) -> Iterator[Said]:
    for index, one in enumerate(rows):
        for part, total in row.BOUNDED:
            count, of = getattr(one, part), getattr(one, total)
            if count is not None and of is not None and count > of:
                yield c.COUNT_ABOVE_WHOLE, index, part, f"{count} is more than {total}: {of}.", ""
            elif count is not None and of is not None and count < 0:
                yield c.WRONG_VALUE, index, part, f"{count} is less than 0, and it is a part of {total}: {of}.", _BOTH


def _backwards(rows: Sequence[Any], row: type[Row]) -> Iterator[Said]:
    for index, one in enumerate(rows) if "start" in row.model_fields else ():
        if one.end < one.start:
            yield c.TABLE_PERIOD, index, "end", f"the period ends before it starts on {one.start}.", c.ORDER_OF_DATES.fix


def _twice(rows: Sequence[Any], numbers: Sequence[int], row: type[Row]) -> Iterator[Said]:
    seen: dict[tuple[Any, ...], int] = {}
    for index, one in enumerate(rows) if row.KEY else ():
        key = tuple(getattr(one, name) for name in row.KEY)
        if key in seen:
            yield c.TABLE_ROW_TWICE, index, row.KEY[0], f"row {seen[key]} has the same {', '.join(row.KEY)}.", ""
        seen.setdefault(key, numbers[index])


def _unlike(rows: Sequence[Any], numbers: Sequence[int], row: type[Row]) -> Iterator[Said]:
    """Yield what should be the same in every row of a period and is not: of two totals, one would be lost."""
    seen: dict[tuple[Any, ...], tuple[int, Any]] = {}
    for index, one in enumerate(rows):
        for name in row.ALIKE:
            number, first = seen.setdefault((one.start, one.end, name), (numbers[index], getattr(one, name)))
            if getattr(one, name) != first:
                message = f"{getattr(one, name)} is not the {first} of row {number}, of the same period."
                yield c.COUNTS_DISAGREE, index, name, message, ""


def _unsteady(rows: Sequence[Any], numbers: Sequence[int], row: type[Row], *, whole: bool) -> Iterator[Said]:
    """Yield periods of the same group that overlap, or between which something is missing."""
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    others = tuple(name for name in row.KEY if name not in ("start", "end"))
    for index, one in enumerate(rows) if row.STEADY else ():
        if one.start <= one.end:
            groups[tuple(getattr(one, name) for name in others)].append(index)
    for indices in groups.values():
        first, *later = sorted(indices, key=lambda n: (rows[n].start, rows[n].end))
        last = first  # the row that reaches furthest
        for index in later:
            start, end = rows[index].start, rows[last].end
            same = (start, rows[index].end) == (rows[last].start, end)  # said already: a row twice
            if start <= end and not same:
                message = f"the period that starts on {start} overlaps the one of row {numbers[last]}, which ends on {end}."
                yield c.TABLE_PERIOD, index, "start", message, ""
            elif start > end + _DAY and whole:
                help_ = "Add the missing period, or a row that says it is 0."
                yield c.TABLE_PERIOD, index, "start", f"there is no row for {end + _DAY} to {start - _DAY}.", help_
            last = index if rows[index].end > end else last
