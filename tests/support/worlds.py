"""The same council with other numbers where counts are hidden: whoever cannot tell the two apart cannot know the numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from macros.content.record import Record
from macros.content.records.use import Use
from macros.learning.numbers import Path
from macros.site.views.parts import Scene
from tests.support.file_counts import used
from tests.support.guessing import Cell


def with_numbers(record: Record, new: Mapping[Path, int]) -> Record:
    """Return the record with other numbers at these places."""
    fields = _changed(record.fields, {way: n for way, n in new.items() if way[0] not in record.tables})
    tables = {
        name: replace(cells, rows=tuple(
            _changed(row, {way[2:]: n for way, n in new.items() if way[:2] == (name, at)}) for at, row in enumerate(cells.rows)
        ))
        for name, cells in record.tables.items()
    }
    return replace(record, fields=fields, tables=tables)


def _changed(held: Any, new: Mapping[Path, int]) -> Any:
    if not new:
        return held
    if () in new:
        return type(held)(new[()])
    below: dict[Any, dict[Path, int]] = defaultdict(dict)
    for way, number in new.items():
        below[way[0]][way[1:]] = number
    if isinstance(held, tuple):
        return tuple(_changed(one, below[at]) for at, one in enumerate(held))
    return held.model_copy(update={name: _changed(getattr(held, name), ways) for name, ways in below.items()})


def other_world(scene: Scene, new: Mapping[Cell, int]) -> Scene:
    """Return the edition with other numbers at these places. The same counts are hidden in both: what hiding them says is
    for other tests."""
    of: dict[Any, dict[Path, int]] = defaultdict(dict)
    for cell, number in new.items():
        of[cell[0]][cell[1:]] = number
    records = {id_: with_numbers(one, of[id_]) if id_ in of else one for id_, one in scene.library.records.items()}
    use = tuple(_used_by(row, new.get(used(row))) for row in scene.library.use)
    made = replace(
        scene, library=replace(scene.library, records=MappingProxyType(records), use=use),
        edition=replace(scene.edition, records=tuple(records[one.id] for one in scene.edition.records)),
        exact={},
    )
    for one in scene.library.records.values():
        made._hidden[one.id] = scene.hidden(one)  # what both have in common
    return made


def _used_by(row: Use, number: int | None) -> Use:
    return row if number is None else row.model_copy(update={"headcount": number})

