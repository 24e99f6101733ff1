"""Tables beside records: CSV with declared columns, every problem with file, row and column.

What Excel really writes (a byte order mark, semicolons, Windows-1252) is refused with how to mend it: to
guess would change figures in silence.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from macros.content.invalid import explain_invalid
from macros.content.plain import INVISIBLE, Path, Plain
from macros.content.records.base import Row
from macros.content.source import Source
from macros.diagnostics import Code, Diagnostic, Span, at_most, clipped, suggestion
from macros.diagnostics import catalogue as c

MAX_TABLE = 200_000
"""Bytes. The longest table we know has a few hundred rows."""
MAX_ROWS = 5_000
_MARK = b"\xef\xbb\xbf"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cells:
    """The rows of a table as they were read, each with where it stands."""

    source: Source
    rows: tuple[Any, ...]
    """Filled-in forms of the table's row."""
    lines: tuple[int, ...]
    """The line of the file on which each row begins."""
    spans: tuple[dict[str, Span], ...]
    """Where each column's cell stands in each row."""

    def span_of(self, number: int, column: str) -> Span:
        """Return where a cell stands: row `number` from 0, by its column."""
        return self.spans[number].get(column) or Span(self.lines[number], 1)

    def problem(self, code: Code, number: int, column: str, message: str, help_: str = "") -> Diagnostic:
        """Return a finding about a cell, with its row and column in words."""
        return self.source.problem(code, self.span_of(number, column), f"Row {number + 1}, column {column}: {message}", help_)


def columns_of(row: type[Row]) -> tuple[str, ...]:
    """Return the columns of a table in their order."""
    return tuple(row.model_fields)


def read_table(path: str, data: bytes, row: type[Row]) -> tuple[Cells, tuple[Diagnostic, ...]]:
    """Return the rows of a table and everything wrong with them. Where its encoding, its separator or
    its first line are wrong, nothing else is looked for. Never raises for bad input."""
    none = Cells(Source(path, ""), (), (), ())
    if problem := _unreadable(path, data):
        return none, (problem,)
    text = data.decode("utf-8").replace("\r\n", "\n")
    source = Source(path, text)
    none = Cells(source, (), (), ())
    head = text.split("\n", 1)[0]
    columns = columns_of(row)
    if problem := _wrong_header(source, head, columns):
        return none, (problem,)
    hidden = list(_invisible(source))
    try:
        read = list(_cells(text))[1:]
    except csv.Error as error:
        unclosed = "end" in str(error)
        message = "A cell that begins with a double quote does not end." if unclosed else "A double quote stands within a cell."
        return none, (*at_most(hidden), source.problem(c.TABLE_SHAPE, Span(1, 1), message))
    table, found = _filled(source, read, row)
    return table, tuple(at_most((*hidden, *found, *_between(table, row))))


def _invisible(source: Source) -> Iterator[Diagnostic]:
    for number, written in enumerate(source.text.split("\n"), 1):
        for match in INVISIBLE.finditer(written):
            message = f"An invisible character (U+{ord(match[0]):04X}) stands here."
            yield source.problem(c.CONTROL_CHARACTER, Span(number, match.start() + 1), message)


Placed = list[tuple[str, Span]]
"""The cells of a row, each with where it stands."""


def _filled(source: Source, read: Sequence[tuple[int, Placed]], row: type[Row]) -> tuple[Cells, list[Diagnostic]]:
    """Return every row that has the right shape as a filled-in form, and what is wrong with the others."""
    columns = columns_of(row)
    found: list[Diagnostic] = []
    rows: list[Row] = []
    lines: list[int] = []
    spans: list[dict[str, Span]] = []
    for number, (line, cells) in enumerate(read):
        if number == MAX_ROWS:
            said = f"The table has more than {MAX_ROWS:,} rows; reading ends here."
            found.append(source.problem(c.TABLE_TOO_LARGE, Span(line, 1), said))
            break
        if not any(cell for cell, _ in cells):
            found.append(source.problem(c.TABLE_SHAPE, Span(line, 1), f"Row {number + 1} is empty.", "Delete the line."))
        elif len(cells) != len(columns):
            message = f"Row {number + 1} has {len(cells)} cells; the table has {len(columns)} columns."
            found.append(source.problem(c.TABLE_SHAPE, Span(line, 1, max(1, len(source.line(line)))), message))
        else:
            made, wrong = _row(source, row, number, line, cells)
            found += wrong
            if made is not None:
                rows.append(made)
                lines.append(line)
                spans.append({name: span for name, (_, span) in zip(columns, cells, strict=True)})
    return Cells(source, tuple(rows), tuple(lines), tuple(spans)), found


def _unreadable(path: str, data: bytes) -> Diagnostic | None:
    """Return why a table cannot be read at all, or nothing."""
    empty = Source(path, "")
    if len(data) > MAX_TABLE:
        message = f"This table is larger than {MAX_TABLE // 1000} KB, and was not read."
        return empty.problem(c.TABLE_TOO_LARGE, Span(1, 1), message)
    if not data.strip():
        return empty.problem(c.TABLE_SHAPE, Span(1, 1), "This table is empty.", c.TABLE_HEADER.fix)
    if data.startswith(_MARK):
        return empty.problem(c.TABLE_ENCODING, Span(1, 1), "The table begins with a byte order mark.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")
        sign = data[error.start : error.start + 1].decode("cp1252", "ignore")
        guess = f" In Windows-1252 it would be “{sign}”." if sign.isprintable() and sign else ""
        message = f"The byte 0x{data[error.start]:02X} is not UTF-8 text.{guess}"
        return empty.problem(c.TABLE_ENCODING, Span(line, len(before) + 1), message)
    return None


def _wrong_header(source: Source, head: str, columns: Sequence[str]) -> Diagnostic | None:
    """Return what is wrong with the first line, or nothing."""
    span = Span(1, 1, max(1, len(head)))
    if "," not in head and (";" in head or "\t" in head) and len(columns) > 1:
        sign = "semicolons" if ";" in head else "tabs"
        return source.problem(c.TABLE_SEPARATOR, span, f"The cells are separated by {sign}, not by commas.")
    names = head.split(",")
    if tuple(names) == tuple(columns):
        return None
    help_ = f"Write this as the first line: {','.join(columns)}"
    for number, name in enumerate(names):
        if name not in columns:
            at = Span(1, sum(len(n) + 1 for n in names[:number]) + 1, max(1, len(name)))
            message = f"There is no column '{clipped(name)}' here.{suggestion(name, columns)}"
            return source.problem(c.TABLE_HEADER, at, message, help_)
    missing = [name for name in columns if name not in names]
    wrong = f"The column '{missing[0]}' is missing." if missing else "The columns stand in another order, or twice."
    return source.problem(c.TABLE_HEADER, span, wrong, help_)


def _cells(text: str) -> Iterator[tuple[int, Placed]]:
    """Yield (line, cells with their places) for each row. A cell with a line break counts where it begins."""
    lines = text.split("\n")
    reader = csv.reader(iter([f"{line}\n" for line in lines[: len(lines) - (not lines[-1])]]), strict=True)
    began = 1
    for cells in reader:
        raw, at, placed = lines[began - 1], 0, []
        for cell in cells:
            quoted = raw[at : at + 1] == '"'
            length = len(cell) + cell.count('"') + 2 if quoted else len(cell)
            first = len(cell.split("\n", 1)[0]) + (1 if quoted else 0)
            placed.append((cell.strip(), Span(began, min(at, len(raw)) + 1, max(1, min(length, first + 1 if quoted else first)))))
            at += length + 1
        yield began, placed or [("", Span(began, 1))]
        began = reader.line_num + 1


def _row(source: Source, row: type[Row], number: int, line: int, cells: Placed) -> tuple[Row | None, list[Diagnostic]]:
    columns = columns_of(row)
    spans: dict[Path, Span] = {(name,): span for name, (_, span) in zip(columns, cells, strict=True)}
    plain = Plain({}, dict(spans), dict(spans))
    wrong: list[Diagnostic] = []
    filled: dict[str, Any] = {}
    for name, (cell, span) in zip(columns, cells, strict=True):
        if cell:
            filled[name] = cell
        elif row.model_fields[name].is_required():
            message = f"Row {number + 1}, column {name}: this cell is empty."
            wrong.append(source.problem(c.TABLE_EMPTY_CELL, span, message))
    if wrong:
        return None, wrong
    try:
        return row.model_validate(filled), []
    except ValidationError as error:
        found = explain_invalid(error, row, plain, source)
        return None, [
            source.problem(d.code, Span(line, d.span.column, d.span.length), f"Row {number + 1}, column {d.message}", d.help)
            for d in found
        ]


def _between(table: Cells, row: type[Row]) -> Iterator[Diagnostic]:
    """Yield what is wrong between cells: a count above its denominator, a row twice, periods that overlap
    or leave a hole, or end before they begin."""
    timed = "start" in row.model_fields
    for number, one in enumerate(table.rows):
        for part, whole in row.BOUNDED:
            count, of = getattr(one, part), getattr(one, whole)
            if count is not None and of is not None and count > of:
                yield table.problem(c.COUNT_ABOVE_WHOLE, number, part, f"{count} is more than {whole}: {of}.")
        if timed and one.end < one.start:
            message = f"the period ends before it starts on {one.start}."
            yield table.problem(c.TABLE_PERIOD, number, "end", message, c.ORDER_OF_DATES.fix)
    yield from _twice(table, row)
    if row.STEADY:
        yield from _unsteady(table, row)


def _twice(table: Cells, row: type[Row]) -> Iterator[Diagnostic]:
    seen: dict[tuple[Any, ...], int] = {}
    for number, one in enumerate(table.rows):
        key = tuple(getattr(one, name) for name in row.KEY)
        if key in seen and key:
            message = f"row {seen[key] + 1} has the same {', '.join(row.KEY)}."
            yield table.problem(c.TABLE_ROW_TWICE, number, row.KEY[0], message)
        seen.setdefault(key, number)


def _unsteady(table: Cells, row: type[Row]) -> Iterator[Diagnostic]:
    """Yield periods of the same group that overlap, or between which something is missing."""
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    others = tuple(name for name in row.KEY if name not in ("start", "end"))
    for number, one in enumerate(table.rows):
        groups[tuple(getattr(one, name) for name in others)].append(number)
    for numbers in groups.values():
        ordered = sorted(numbers, key=lambda n: (table.rows[n].start, table.rows[n].end))
        for before, after in pairwise(ordered):
            end, start = table.rows[before].end, table.rows[after].start
            if start <= end and table.rows[before].start != start:
                message = f"the period that starts on {start} overlaps the one of row {before + 1}, which ends on {end}."
                yield table.problem(c.TABLE_PERIOD, after, "start", message)
            elif start > end + _DAY:
                message = f"there is no row for {end + _DAY} to {start - _DAY}."
                help_ = "Add the missing period, or a row that says it is 0."
                yield table.problem(c.TABLE_PERIOD, after, "start", message, help_)
