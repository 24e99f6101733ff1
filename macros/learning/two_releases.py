"""Two releases of one edition, compared: which hidden counts somebody works out who has kept the earlier one.

A build knows only its own content. A count that was shown before it was hidden, or a total that changed by one
beside counts that did not, tells what no single release tells. Whoever makes a release asks `told_by_both` with the
records of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.content.record import Record
from macros.learning.numbers import Counted, Path, SmallNumbers, Sum, counted
from macros.learning.suppression import Amount, worked_out


def told_by_both(small: SmallNumbers, earlier: Record, later: Record) -> frozenset[Path]:
    """Return the counts of a record, hidden in one of two releases, that both together tell.

    Rows of tables are known by their key, as ("series", "2026-01-01", "2026-03-31", "North", "value"), entries of lists by
    their place. A reader is taken to believe that what one release hides is what the other shows: that is so unless it was
    put right between them, and then the total says by how much. Asks nothing but the two records.
    """
    before, after = _by_key(counted(small, earlier), earlier), _by_key(counted(small, later), later)
    shown_before = before.cells.keys() - before.hidden - before.unprinted
    shown_after = after.cells.keys() - after.hidden - after.unprinted
    still = after.hidden & shown_before
    return frozenset({*still, *_told(before, shown_after), *_told(after, shown_before)})


def _told(table: Counted, elsewhere: frozenset[Path] | set[Path]) -> Iterator[Path]:
    """Yield the hidden counts that can be worked out in one release with what the other shows of the rest."""
    for cell in table.hidden:
        away = (table.hidden | table.unprinted) - (elsewhere - {cell})
        if cell in worked_out(table.cells, away, list(table.sums)):
            yield cell


def _by_key(table: Counted, record: Record) -> Counted:
    """Return the same counts, those of tables by what their rows are about: rows move between releases."""
    names: Mapping[Path, Path] = {path: _key(path, record) for path in table.cells}
    cells: dict[Path, Amount] = {names[path]: number for path, number in table.cells.items()}
    return Counted(
        cells, frozenset(names[p] for p in table.hidden), frozenset(names[p] for p in table.unprinted),
        tuple(Sum(names[s.total], tuple(names[p] for p in s.parts)) for s in table.sums),
    )


def _key(path: Path, record: Record) -> Path:
    if path[0] not in record.tables:
        return path
    row = record.rows(str(path[0]))[int(path[1])]
    return (path[0], *(str(getattr(row, name)) for name in type(row).KEY), *path[2:])
