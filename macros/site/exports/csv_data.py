"""A table as CSV: UTF-8, a first line of names, RFC 4180, and no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io

from macros.site.exports.tables import Cell, DataTable

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet run a cell. Only text is made harmless: a number below nothing stays a number.
The last four are the wide forms of the first four, which East Asian versions take for them."""


def csv_bytes(table: DataTable) -> bytes:
    """Return the whole file."""
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([harmless(cell) for cell in row] for row in table.rows)
    return held.getvalue().encode()


def harmless(cell: Cell) -> str | int | float:
    """Return what is written for a cell: text that begins like a formula gets an apostrophe before it."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA) else cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else cell
