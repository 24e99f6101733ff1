"""Somebody who wants the hidden counts: reads all that is published, and tries to work each of them out."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from macros.site.exports.files import export_files
from macros.site.views.parts import Scene

Cell = tuple[str, ...]
"""A count by what it is about: record, table, period, group, column."""
Known = dict[Cell, int]
TABLES = {"measures": ("series", "group"), "feedback": ("by_theme", "theme")}
COUNTS = {"series": ("value",), "by_theme": ("count", "received")}


@dataclass(frozen=True, slots=True)
class Line:
    """Cells that add up to another one, or not above it where `at_most`."""

    parts: tuple[Cell, ...]
    total: Cell
    at_most: bool = False


def read(scene: Scene) -> tuple[Known, set[Cell]]:
    """Return the counts that any export of an edition shows, and all that it has a place for."""
    files = {f.address: f.data for f in export_files(scene, "Learning")}
    known: Known = {}
    every: set[Cell] = set()
    for cell, value in (*_in_json(files), *_in_csv(files), *_in_sqlite(files)):
        every.add(cell)
        if value not in ("*", "", None):
            number = int(value)
            assert known.setdefault(cell, number) == number, f"{cell} is not the same in every export"
    return known, every


def _in_json(files: Mapping[str, bytes]) -> Iterator[tuple[Cell, Any]]:
    for record in json.loads(files["data/hub.json"])["records"]:
        for table, rows in record.get("tables", {}).items():
            for row in rows:
                for column in COUNTS[table]:
                    yield _cell(record["id"], table, row, column), row.get(column)
        fields = record.get("fields", {})
        for name, value in (*fields.get("grades", {}).items(), *(("sample", fields[n]) for n in ("sample",) if n in fields)):
            yield (record["id"], "grades", name), value
        for name in ("received", "well_founded", "to_ombudsman"):
            if name in fields:
                yield (record["id"], "fields", name), fields[name]


def _cell(record: str, table: str, row: Mapping[str, Any], column: str) -> Cell:
    group = row.get(TABLES[record.partition("/")[0]][1]) or ""
    return (record, table, row["start"], group, column)


def _in_csv(files: Mapping[str, bytes]) -> Iterator[tuple[Cell, Any]]:
    for folder, (table, _) in TABLES.items():
        name = f"data/{folder}-{table.replace('_', '-')}.csv"
        for row in csv.DictReader(io.StringIO(files[name].decode(), newline="")):
            for column in COUNTS[table]:
                yield _cell(row["record"], table, row, column), row[column]


def _in_sqlite(files: Mapping[str, bytes]) -> Iterator[tuple[Cell, Any]]:
    base = sqlite3.connect(":memory:")
    base.deserialize(files["data/hub.sqlite"])
    base.row_factory = sqlite3.Row
    for folder, (table, _) in TABLES.items():
        for row in base.execute(f'SELECT * FROM "{folder}_{table}"'):  # noqa: S608  # names of our own
            for column in COUNTS[table]:
                yield _cell(row["record"], table, dict(row), column), row[column]
    base.close()


def lines(every: set[Cell]) -> list[Line]:
    """Return all that readers know of how the counts belong together: a whole and its groups, a count and what it is of."""
    made: list[Line] = []
    for record, table in sorted({(c[0], c[1]) for c in every}):
        own = sorted(c for c in every if c[:2] == (record, table))
        if table == "grades":
            made.append(Line(tuple(c for c in own if c[2] != "sample"), (record, table, "sample")))
        elif table == "fields":
            made += [Line((c,), (record, table, "received"), at_most=True) for c in own if c[2] != "received"]
        elif table == "series":
            for start in sorted({c[2] for c in own}):
                made.append(Line(tuple(c for c in own if c[2] == start and c[3]), (record, table, start, "", "value")))
        else:
            made += [Line((c,), (*c[:4], "received"), at_most=True) for c in own if c[4] == "count"]
    return [line for line in made if line.parts and line.total in every]


def shared_out(every: set[Cell], truth: Known) -> list[Line]:
    """Return the themes of a period that share out all complaints of it: readers see it where nothing is hidden."""
    made: list[Line] = []
    for record, start in sorted({(c[0], c[2]) for c in every if c[1] == "by_theme"}):
        own = sorted(c for c in every if c[0] == record and c[1] == "by_theme" and c[2] == start)
        parts = tuple(c for c in own if c[4] == "count")
        total = next(c for c in own if c[4] == "received")
        if len(parts) > 1 and sum(truth[c] for c in parts) == truth[total]:
            made.append(Line(parts, total))
    return made


def told(truth: Known, known: Known, constraints: Sequence[Line]) -> set[Cell]:
    """Return the hidden counts of which no second number was found that agrees with all that is known.

    A second number is looked for within two of the true one, other hidden counts moving with it: one that is found is
    proof that nobody can tell; none that is found is taken for a count that is told.
    """
    hidden = [c for c in truth if c not in known]
    return {
        cell for cell in hidden
        if not any(_filled(cell, truth[cell] + step, truth, known, constraints) for step in (1, -1, 2, -2))
    }


def _filled(cell: Cell, number: int, truth: Known, known: Known, constraints: Sequence[Line]) -> bool:
    """Return whether the hidden cells can be filled in with this cell at this number."""
    if number < 0:
        return False
    return _mended({**truth, cell: number}, frozenset({cell}), known, constraints)


def _mended(values: Known, fixed: frozenset[Cell], known: Known, constraints: Sequence[Line]) -> bool:
    """Return whether some other hidden cells can change so that every line holds again."""
    for line in constraints:
        over = sum(values[p] for p in line.parts) - values[line.total]
        if over == 0 or (line.at_most and over < 0):
            continue
        ways = [(p, values[p] - over) for p in line.parts] + [(line.total, values[line.total] + over)]
        return any(
            _mended({**values, c: n}, fixed | {c}, known, constraints)
            for c, n in ways if c not in fixed and c not in known and n >= 0
        )
    return True


def rows_that_tell_a_share(html: str) -> list[str]:
    """Return the rows of a page's tables that have a hidden count and a share beside it."""
    rows = re.findall(r"<tr\b.*?</tr>", html, re.DOTALL)
    plain = [re.sub(r"<[^>]+>", " ", row) for row in rows]
    return [row for row in plain if re.search(r"(?<!\S)\*(?!\S)", row) and "%" in row]


def bars(html: str) -> int:
    """Return how many bars a page's charts have: each has a length that can be measured."""
    return len(re.findall(r"<rect\b[^>]*\bc-bar\b", html))
