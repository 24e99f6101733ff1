"""All tables of an edition as one SQLite file, the same to the byte for the same edition."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing

from macros.learning.numbers import HIDDEN
from macros.site.exports.tables import Cell, Column, DataTable, Kind

PAGE_SIZE = 4096
_VERSION = slice(96, 100)
"""Where SQLite writes which release of it made the file: all that would differ between machines."""
_TYPES = {Kind.TEXT: "TEXT", Kind.NUMBER: "NUMERIC", Kind.YES: "INTEGER", Kind.DAY: "TEXT", Kind.TIME: "TEXT"}
_COLUMNS = (Column("name", Kind.TEXT, ""), Column("text", Kind.TEXT, ""))
_MEANINGS = tuple(Column(name, Kind.TEXT, "") for name in ("table_name", "column_name", "holds", "meaning"))


def sqlite_bytes(tables: Iterable[DataTable], about: Mapping[str, str]) -> bytes:
    """Return the database: the tables, `about` (whose file it is) and `meanings` (what each column means).

    Ids refer to `records`, and are indexed. What an edition hides is empty here: a mark in a column of
    numbers would be added up as nothing.
    """
    held = (*tables, DataTable("about", "", _COLUMNS, tuple(about.items()), "name"))
    meanings = tuple(_meanings(held))
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        made.execute("PRAGMA auto_vacuum = NONE")
        made.execute("BEGIN")
        for table in (*held, DataTable("meanings", "", _MEANINGS, meanings)):
            _write(made, table)
        made.execute("COMMIT")
        made.execute("VACUUM")
        data = bytearray(made.serialize())
    data[_VERSION] = bytes(4)
    return bytes(data)


def _write(made: sqlite3.Connection, table: DataTable) -> None:
    """Names are those of declared fields: letters, figures and underscores."""
    lines = [_declared(column, table) for column in table.columns]
    made.execute(f'CREATE TABLE "{table.name}" ({", ".join(lines)})')
    marks = ", ".join("?" * len(table.columns))
    hides = tuple(n for n, column in enumerate(table.columns) if column.counts)
    rows = (_without_marks(row, hides) for row in table.rows) if hides else table.rows
    made.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608 - a declared name, as said above
    for column in table.columns:
        if column.to:
            made.execute(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")')


def _declared(column: Column, table: DataTable) -> str:
    key = " PRIMARY KEY" if column.name == table.key else ""
    refers = f' REFERENCES "{column.to}" ("id")' if column.to else ""
    return f'"{column.name}" {_TYPES[column.kind]}{key}{refers}'


def _without_marks(row: tuple[Cell, ...], hides: tuple[int, ...]) -> list[Cell]:
    made = list(row)
    for n in hides:
        made[n] = None if row[n] == HIDDEN else row[n]
    return made


def _meanings(tables: Iterable[DataTable]) -> Iterator[tuple[str, str, str, str]]:
    for table in tables:
        if table.meaning:
            yield from ((table.name, c.name, str(c.kind), c.meaning) for c in table.columns)
