"""The counts of the files that an edition gives away: JSON, CSV and SQLite, each read as a program reads it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from macros.content.record import Record
from macros.content.records.base import Form
from macros.content.records.kinds import Choice, Of
from macros.content.records.registry import notes, record_types
from macros.content.records.use import Use
from macros.site.exports.files import export_files
from macros.site.views.parts import Scene
from tests.support.guessing import Cell

USE = "use"
"""The one table that no record owns: its counts stand in files alone."""


def given_files(scene: Scene) -> dict[str, bytes]:
    """Return every file that an edition gives away."""
    return {f.address: f.data for f in export_files(scene, "Learning")}


def exported(scene: Scene, files: Mapping[str, bytes]) -> Iterator[tuple[Cell, Any]]:
    """Yield every place for a count in any file of an edition, with what stands there."""
    held = json.loads(files["data/hub.json"])
    for data in held["records"]:
        record = scene.library.records[data["id"]]
        for note in notes(type(record.fields), Of):
            yield from _in_fields(record, data.get("fields", {}), note.path)
        for name, rows in data.get("tables", {}).items():
            yield from _in_rows(record, name, rows)
    yield from _use(scene, held.get("use", []))
    for name, rows in (*_csv(files), *_sqlite(files)):
        if name == USE:
            yield from _use(scene, rows)
        else:
            yield from _in_tables(scene, name, rows)


def _in_fields(record: Record, data: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[Cell, Any]]:
    if "*" in path:
        yield from _in_rows(record, path[0], data.get(path[0], []))
        return
    held: Any = data
    for step in path:
        held = held.get(step) if held else None
    if held is not None:
        yield (record.id, *path), held


def _in_rows(record: Record, name: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Cell, Any]]:
    """Rows stand in their order; those that are about what is not in the edition are left out."""
    forms: Sequence[Form] = record.rows(name) if name in record.tables else getattr(record.fields, name)
    at = -1
    for row in rows:
        at = next(n for n in range(at + 1, len(forms)) if _same(row, forms[n]))
        for note in notes(type(forms[at]), Of):
            if note.path[0] in row:
                yield (record.id, name, at, note.path[0]), row[note.path[0]]


def _same(row: Mapping[str, Any], form: Form) -> bool:
    """Return whether a row of a file is this group: by its words, of a reference by its end."""
    said = {name: getattr(form, name) for name in type(form).model_fields if name != "said"}
    texts = {name: str(value) for name, value in said.items() if isinstance(value, str | dt.date | Choice)}
    return all(str(row.get(name) or "").endswith(text) and row.get(name) for name, text in texts.items())


def _use(scene: Scene, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Cell, Any]]:
    for row in rows:
        yield used(next(use for use in scene.library.use if _same(row, use))), row["headcount"]


def used(row: Use) -> Cell:
    """Return the place of how many took part in one use of a briefing."""
    return (USE, row.team, row.briefing, str(row.on), "headcount")


def _in_tables(scene: Scene, name: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Cell, Any]]:
    of: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        of[row["record"]].append(row)
    for id_, own in of.items():
        record = scene.library.records[id_]
        yield from _in_rows(record, name.removeprefix(f"{record.type.folder}_"), own)


def _tables() -> list[str]:
    return ["figures", "findings", USE, *(
        f"{type_.folder}_{name}" for type_ in record_types().values() for name in ("series", "activity", "by_theme", "answers")
        if name in type_.fields.model_fields
    )]


def _csv(files: Mapping[str, bytes]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for name in _tables():
        if data := files.get(f"data/{name.replace('_', '-')}.csv"):
            yield name, list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def _sqlite(files: Mapping[str, bytes]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    base = sqlite3.connect(":memory:")
    base.deserialize(files["data/hub.sqlite"])
    base.row_factory = sqlite3.Row
    held = {row["name"] for row in base.execute("SELECT name FROM sqlite_master")}
    for name in _tables():
        if name in held:
            yield name, [dict(row) for row in base.execute(f'SELECT * FROM "{name}"')]  # noqa: S608  # names of our own
    base.close()
