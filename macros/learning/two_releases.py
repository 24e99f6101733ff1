"""Two releases of one edition, compared: which hidden counts somebody works out who has kept the earlier one.

A build knows only its own content. A count that was shown before it was hidden, or a total that changed by one
beside counts that did not, tells what no single release tells. Whoever makes a release asks `told_by_both` with the
records of both, and `told_alone` with the rows of a table whose rows stand alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from macros.content.record import Record
from macros.content.records.base import Form, Row
from macros.learning.numbers import Counted, Path, SmallNumbers, Sum, counted, unit_of
from macros.learning.suppression import worked_out
from macros.learning.ties import Known, Tie

Told = Mapping[Path, tuple[Path, ...]]
"""Counts, each with those by which the two releases tell it: itself, where one of them shows it."""


def told_by_both(small: SmallNumbers, earlier: Record, later: Record) -> Told:
    """Return the counts of a record, hidden in one of two releases, that both together tell, and by which counts.

    Rows of tables and entries of lists are known by their key, as ("series", "2026-01-01", "2026-03-31", "North", "value");
    those that declare none by their place. A reader is taken to believe that what one release hides is what the other shows:
    that is so unless it was put right between them, and then the total says by how much. Asks nothing but the two records.
    """
    before, after = _by_key(counted(small, earlier), earlier), _by_key(counted(small, later), later)
    shown_before = before.cells.keys() - before.hidden - before.unprinted
    shown_after = after.cells.keys() - after.hidden - after.unprinted
    found: dict[Path, tuple[Path, ...]] = {}
    for cell, by in (*_told(before, shown_after), *_told(after, shown_before)):
        found.setdefault(cell, by)
    return found | {cell: (cell,) for cell in after.hidden & shown_before}


def told_alone(small: SmallNumbers, earlier: Iterable[Row], later: Iterable[Row]) -> Told:
    """Return the counts of rows that stand alone, hidden now, that the earlier release showed: nothing else can tell them."""
    shown = {path for path, is_hidden in _alone(small, earlier) if not is_hidden}
    return {path: (path,) for path, is_hidden in _alone(small, later) if is_hidden and path in shown}


def _alone(small: SmallNumbers, rows: Iterable[Row]) -> Iterator[tuple[Path, bool]]:
    for row in rows:
        for name in type(row).model_fields:
            unit, number = unit_of(row, name), getattr(row, name)
            if unit and number is not None:
                yield (*_key_of(row), name), small.hides(unit, number)


def _told(table: Counted, elsewhere: frozenset[Path] | set[Path]) -> Iterator[tuple[Path, tuple[Path, ...]]]:
    """Yield the hidden counts that can be worked out in one release with what the other shows of the rest, and what of it."""
    known = Known(table.cells, table.sums, table.ties, table.most)
    closed = table.hidden | table.unprinted
    for cell in table.hidden:
        away = closed - (elsewhere - {cell})
        if cell in worked_out(table.cells, away, list(table.sums)) or known.told(away, (cell,)):
            yield cell, tuple(sorted(_joined(known, cell, closed - away), key=str))


def _joined(known: Known, cell: Path, shown: frozenset[Path]) -> Iterator[Path]:
    """Yield those of the counts that the other release shows that stand in one sum or tie with this one, else all."""
    lines = [*((s.total, *s.parts) for s in known.sums), *((t.whole, *t.parts) for t in known.ties)]
    near = {c for line in lines if cell in line for c in line} & shown
    yield from near or shown


def _by_key(table: Counted, record: Record) -> Counted:
    """Return the same counts, those of tables and lists by what their rows are about: rows move between releases."""
    names = _names(table.cells, record)
    return Counted(
        {names[path]: number for path, number in table.cells.items()},
        frozenset(names[p] for p in table.hidden), frozenset(names[p] for p in table.unprinted),
        tuple(Sum(names[s.total], tuple(names[p] for p in s.parts)) for s in table.sums),
        tuple(Tie(tuple(names[p] for p in t.parts), names[t.whole], t.equal) for t in table.ties),
        {names[path]: number for path, number in table.most.items()},
    )


def _names(paths: Iterable[Path], record: Record) -> dict[Path, Path]:
    """Return each path with the key of its row or entry in place of its number; of several with one key, with which it is."""
    seen: Counter[Path] = Counter()
    found: dict[Path, Path] = {}
    for path in paths:
        name = _key(path, record)
        seen[name] += 1
        found[path] = name if seen[name] == 1 else (*name, seen[name])
    return found


def _key(path: Path, record: Record) -> Path:
    if len(path) < 3 or not isinstance(path[1], int):
        return path
    held: Any = record.rows(str(path[0])) if path[0] in record.tables else getattr(record.fields, str(path[0]))
    return (path[0], *(_key_of(held[path[1]]) or (path[1],)), *path[2:])


def _key_of(form: Form) -> Path:
    return tuple(str(getattr(form, name)) for name in type(form).KEY)
