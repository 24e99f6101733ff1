"""Tables beside records: CSV with declared columns, every problem with file, row and column.

What Excel really writes (a byte order mark, semicolons, Windows-1252) is refused with how to mend it: to
guess would change figures in silence. Rows are numbered as a spreadsheet numbers them: the first line,
with the names of the columns, is row 1.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from pydantic import ValidationError

from macros.content.between_rows import between
from macros.content.invalid import explain_invalid
from macros.content.plain import INVISIBLE, Path, Places, Plain
from macros.content.records.base import Row
from macros.content.source import Source, not_utf8
from macros.diagnostics import MOST_OF_A_KIND, Code, Diagnostic, Span, at_most, clipped, suggestion
from macros.diagnostics import catalogue as c
from macros.frozen import frozen

MAX_TABLE = 200_000
"""Bytes. The longest table we know has a few hundred rows."""
MAX_ROWS = 5_000
_MARK = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOK = b"PK\x03\x04"
_CELL = re.compile(r'(?:"(?:[^"]|"")*+"|(?!")[^,\n]*+)(?=[,\n]|\Z)')
"""A cell that is written as it should be: in quotes, or without them at its beginning."""


@frozen
class Cells:
    """The rows of a table as they were read, each with where it stands."""

    source: Source
    rows: tuple[Any, ...] = ()
    """Filled-in forms of the table's row."""
    numbers: tuple[int, ...] = ()
    """The number of each row in the file; the names of the columns are row 1."""
    spans: tuple[dict[str, Span], ...] = ()
    """Where each column's cell stands in each row."""

    def in_words(self, index: int, column: str) -> str:
        """Return which cell it is, for the beginning of a message: `Row 4, column value`."""
        return f"Row {self.numbers[index]}, column {column}"

    def problem(self, code: Code, index: int, column: str, message: str, help_: str = "") -> Diagnostic:
        """Return a finding about a cell of `rows[index]`, with its row and column in words."""
        return self.source.problem(code, self.spans[index][column], f"{self.in_words(index, column)}: {message}", help_)


def columns_of(row: type[Row]) -> tuple[str, ...]:
    """Return the columns of a table in their order."""
    return tuple(row.model_fields)


def read_table(path: str, data: bytes, row: type[Row]) -> tuple[Cells, tuple[Diagnostic, ...]]:
    """Return the rows of a table and everything wrong with them. Where its encoding, its separator or
    its first line are wrong, nothing else is looked for. Never raises for bad input."""
    if problem := _unreadable(path, data):
        return Cells(Source(path, "")), (problem,)
    source = Source(path, data.decode("utf-8").replace("\r\n", "\n"))
    hidden = list(islice(_invisible(source), MOST_OF_A_KIND))
    # Places stay right because a sign that can be seen stands for each that cannot.
    written = _written(INVISIBLE.sub("\ufffd", source.text) if hidden else source.text)
    if written.rows and (problem := _wrong_header(source, written, columns_of(row))):
        return Cells(source), (problem,)
    if len(written.rows) > MAX_ROWS + 1:
        message = f"This table has more than {MAX_ROWS:,} rows, and was not read."
        return Cells(source), (source.problem(c.TABLE_TOO_LARGE, Span(written.rows[MAX_ROWS + 1].line, 1), message),)
    table, found = _filled(source, written, row)
    if written.failed:
        found.append(_failed(source, written))
    said = between(table.rows, table.numbers, row, whole=not found)
    found += [table.problem(code, index, column, message, help_) for code, index, column, message, help_ in said]
    return table, tuple(at_most((*hidden, *found)))


def _invisible(source: Source) -> Iterator[Diagnostic]:
    if not INVISIBLE.search(source.text):
        return
    for number, written in enumerate(source.text.split("\n"), 1):
        for match in INVISIBLE.finditer(written):
            message = f"An invisible character (U+{ord(match[0]):04X}) stands here."
            yield source.problem(c.CONTROL_CHARACTER, Span(number, match.start() + 1), message)


def _unreadable(path: str, data: bytes) -> Diagnostic | None:
    """Return why a table cannot be read at all, or nothing."""
    def wrong(code: Code, message: str, help_: str = "") -> Diagnostic:
        return Source(path, "").problem(code, Span(1, 1), message, help_)

    if data.startswith(_WORKBOOK):
        return wrong(c.TABLE_ENCODING, "This is an Excel workbook under the name of a table.")
    if len(data) > MAX_TABLE:
        return wrong(c.TABLE_TOO_LARGE, f"This table is larger than {MAX_TABLE // 1000} KB, and was not read.")
    if not data.removeprefix(_MARK).strip():
        return wrong(c.TABLE_SHAPE, "This table is empty.", c.TABLE_HEADER.fix)
    if data.startswith(_MARK):
        return wrong(c.TABLE_ENCODING, "The table begins with a byte order mark.")
    if data.startswith(_UTF16):
        return wrong(c.TABLE_ENCODING, "The table is UTF-16, which Excel calls “Unicode Text”.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return not_utf8(path, data, error.start, c.TABLE_ENCODING)
    if b"\r" in data and b"\n" not in data:
        return wrong(c.TABLE_ENCODING, "The lines end as on an old Macintosh, so that the table is one long line.")
    return None


# Rows and cells as they are written ---------------------------------------------
@frozen
class _Row:
    """A row as it is written: the line that it begins on, and its cells without their quotes."""

    line: int
    cells: list[str]


@frozen
class _Written:
    """The lines of a table, its rows, and the line of a row that cannot be told apart into cells."""

    lines: list[str]
    rows: list[_Row]
    failed: int = 0


def _written(text: str) -> _Written:
    """Return the rows of a text, the first line among them: no more than anybody reads, and one."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    rows: list[_Row] = []
    line = 1
    reader = csv.reader((f"{line}\n" for line in lines), strict=True)
    try:
        for cells in islice(reader, MAX_ROWS + 2):
            rows.append(_Row(line, cells or [""]))
            line = reader.line_num + 1
    except csv.Error:
        return _Written(lines, rows, line)
    return _Written(lines, rows)


def _failed(source: Source, written: _Written) -> Diagnostic:
    """Return what is wrong with the first cell of a row that does not begin and end as a cell does."""
    text = "\n".join(written.lines[written.failed - 1 :])
    at = 0
    most = csv.field_size_limit()
    while (match := _CELL.match(text, at)) and match.end() - at <= most and text.startswith(",", match.end()):
        at = match.end() + 1
    before = text[:at]
    line = written.failed + before.count("\n")
    column = at - (before.rfind("\n") + 1) + 1
    span = Span(line, column, max(1, len(written.lines[line - 1]) - column + 1))
    number, twice = len(written.rows) + 1, 'write a quote within a cell twice: "".'
    if match:
        return source.problem(c.TABLE_TOO_LARGE, span, f"Row {number}: this cell has more than {most:,} characters.")
    if re.compile(r'"(?:[^"]|"")*+"').match(text, at):
        message = f"Row {number}: something stands behind the closing quote of this cell."
        return source.problem(c.TABLE_SHAPE, span, message, f"Put double quotes round the whole cell, and {twice}")
    message = f"Row {number}: the double quote that begins this cell is never closed."
    return source.problem(c.TABLE_SHAPE, span, message, f"Close it at the end of the cell, or leave it out; {twice}")


def _spans(lines: Sequence[str], row: _Row) -> list[Span]:
    """Return where each cell of a row stands; a cell with a line break ends where its first line does."""
    spans: list[Span] = []
    line, column = row.line, 1
    for cell in row.cells:
        raw = lines[line - 1]
        quoted = raw.startswith('"', column - 1)
        *above, last = cell.split("\n")
        if above:
            spans.append(Span(line, column, len(raw) - column + 1))
            line, column = line + len(above), 1
        else:
            skipped = 0 if quoted else len(cell) - len(cell.lstrip())
            length = len(cell) + cell.count('"') + 2 if quoted else len(cell.strip())
            spans.append(Span(line, column + (skipped if length else 0), max(1, length)))
        ends = len(last) + (last.count('"') + (1 if above else 2) if quoted else 0)
        column += ends + 1
    return spans


# Rows as forms -------------------------------------------------------------------
def _wrong_header(source: Source, written: _Written, columns: Sequence[str]) -> Diagnostic | None:
    """Return what is wrong with the first line, or nothing."""
    head, names = written.lines[0], written.rows[0].cells
    span = Span(1, 1, max(1, len(head)))
    if "," not in head and (";" in head or "\t" in head) and len(columns) > 1:
        sign = "semicolons" if ";" in head else "tabs"
        return source.problem(c.TABLE_SEPARATOR, span, f"The cells are separated by {sign}, not by commas.")
    if tuple(names) == tuple(columns):
        return None
    help_ = f"Write this as the first line: {','.join(columns)}"
    for number, name in enumerate(names):
        if name not in columns:
            said = f"There is no column '{clipped(name)}' here.{suggestion(name, columns)}"
            message = said if name.strip() else f"Column {number + 1} has no name."
            return source.problem(c.TABLE_HEADER, _spans(written.lines, _Row(1, names[: number + 1]))[number], message, help_)
    missing = [name for name in columns if name not in names]
    wrong = f"The column '{missing[0]}' is missing." if missing else "The columns stand in another order, or twice."
    return source.problem(c.TABLE_HEADER, span, wrong, help_)


def _filled(source: Source, written: _Written, row: type[Row]) -> tuple[Cells, list[Diagnostic]]:
    """Return every row that is right as a filled-in form, and what is wrong with the others. After so many
    wrong rows as anybody would read the rest is not looked at."""
    found: list[Diagnostic] = []
    rows: list[Row] = []
    numbers: list[int] = []
    spans: list[dict[str, Span]] = []
    wrong_rows = 0
    for number, one in enumerate(written.rows[1:], 2):
        made, wrong, places = _row(source, written, row, number, one)
        found += wrong
        wrong_rows += bool(wrong)
        if made is not None:
            rows.append(made)
            numbers.append(number)
            spans.append(places)
        if wrong_rows == MOST_OF_A_KIND:
            break
    return Cells(source, tuple(rows), tuple(numbers), tuple(spans)), found


def _row(
    source: Source, written: _Written, row: type[Row], number: int, one: _Row
) -> tuple[Row | None, list[Diagnostic], dict[str, Span]]:
    """Return one row as a form, or everything wrong with it, and where each column's cell stands."""
    columns, line = columns_of(row), written.lines[one.line - 1]
    whole = Span(one.line, 1, max(1, len(line)))
    if not any(cell.strip() for cell in one.cells):
        return None, [source.problem(c.TABLE_SHAPE, whole, f"Row {number} is empty.", "Delete the line.")], {}
    if len(one.cells) != len(columns):
        message = f"Row {number} has {len(one.cells)} cells; the table has {len(columns)} columns."
        return None, [source.problem(c.TABLE_SHAPE, whole, message)], {}
    spans = dict(zip(columns, _spans(written.lines, one), strict=True))
    filled = {name: cell.strip() for name, cell in zip(columns, one.cells, strict=True) if cell.strip()}
    wrong = [
        source.problem(c.TABLE_EMPTY_CELL, spans[name], f"Row {number}, column {name}: this cell is empty.")
        for name in columns if name not in filled and row.model_fields[name].is_required()
    ]
    try:
        return row.model_validate(filled), [], spans
    except ValidationError as error:
        ways: dict[Path, Span] = {(name,): span for name, span in spans.items()}
        explained = explain_invalid(error, row, Plain({}, lambda: Places(ways, ways)), source)
        wrong += (
            source.problem(d.code, d.span, f"Row {number}, column {d.message}", d.help)
            for d in explained if d.code is not c.MISSING_FIELD
        )
        return None, wrong, spans
