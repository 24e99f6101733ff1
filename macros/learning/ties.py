"""What readers know of counts besides that some add up: that one is within another, that rows say the same, that the
periods of a table fill the record's own. Hidden counts must stay unknown to whoever knows all of it.

Sums that make a table are settled in `suppression`, as a network. Ties cross them in any way; so here, of each hidden
count, a second number is looked for that agrees with everything. One that is found is the proof that nobody can tell; where
none is found the count is taken for told.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from itertools import pairwise
from typing import Any

from macros.content.record import Record
from macros.content.records.base import Row
from macros.content.records.registry import pairs, values_at
from macros.frozen import frozen
from macros.learning.suppression import Amount, Cell, Sum, with_others

_DAY = dt.timedelta(days=1)
_MOST_STEPS = 3_000
"""Of the search for a second number. Where it ends without one, more is hidden than need be, never less."""


@frozen
class Tie:
    """Cells that together are not above another, or, where `equal`, are it."""

    parts: tuple[Any, ...]
    whole: Any
    equal: bool = False


@frozen
class Known:
    """All that readers know of the cells of one record: what adds up, what else is tied, and which cells stand in no sum, so
    that a hidden one of them is known to be small: with the most that it can be."""

    cells: Mapping[Any, Amount]
    sums: tuple[Sum, ...]
    ties: tuple[Tie, ...]
    most: Mapping[Any, Amount] = field(default_factory=dict)

    def told(self, closed: Collection[Any], guarded: Iterable[Any]) -> list[Any]:
        """Return the guarded cells, of those that are `closed`, that ties and sums let have but one number. Cells that no
        hidden tie reaches are left to `suppression`."""
        web = _Web(self, closed)
        return [cell for cell in guarded if web.is_tied(cell) and not web.can_differ(cell)]


def ties_of(record: Record, counts: Collection[Any]) -> tuple[Tie, ...]:
    """Return what a record's declarations tie together besides sums, of the counts that it gives: `WITHIN` of its fields,
    `ALIKE` of its tables' rows, `FILLED` of both."""
    found = (*_within(record), *_alike(record), *_filled(record))
    return tuple(t for t in found if t.whole in counts and all(part in counts for part in t.parts))


def true_ties(ties: Iterable[Tie], cells: Mapping[Cell, Amount]) -> tuple[Tie, ...]:
    """Return the ties that hold. What only mostly holds, such as that every row says the same, tells nothing where it does
    not."""
    return tuple(t for t in ties if _holds(t, cells))


def with_tied(known: Known, own: frozenset[Any], away: frozenset[Any], unprinted: frozenset[Any]) -> frozenset[Any]:
    """Return the cells to hide: those in `away`, and as many more that no small one is told by ties. Of the cells that are
    joined to a told one the smallest goes, and with it those that say the same."""
    while True:
        guarded = sorted(away | (unprinted & own), key=lambda cell: (known.cells[cell], str(cell)))
        more = next((m for cell in known.told(away | unprinted, guarded) if (m := _beside(known, cell, away | unprinted))), None)
        if more is None:
            return away
        own |= away | more
        away = with_others(known.cells, own, list(known.sums), unprinted) - unprinted


def _beside(known: Known, cell: Any, closed: frozenset[Any]) -> frozenset[Any]:
    """Return the smallest shown cell that a tie or a sum joins to this one, through as few others as may be, and its like."""
    lines = [*((s.total, *s.parts) for s in known.sums), *((t.whole, *t.parts) for t in known.ties)]
    seen = dict.fromkeys([cell])
    wholes = {t.whole for t in known.ties} | {s.total for s in known.sums}
    for one in (waiting := [cell]):
        near = [c for line in lines if one in line for c in line if c not in seen]
        if shown := [c for c in near if c not in closed]:
            chosen = min(shown, key=lambda c: (c in wholes and len(shown) > 1, known.cells[c], str(c)))
            return _with_like(known.ties, chosen)
        seen |= dict.fromkeys(near)
        waiting += dict.fromkeys(near)
    return frozenset()


def _with_like(ties: Iterable[Tie], cell: Any) -> frozenset[Any]:
    like = {cell}
    for tie in ties:
        if tie.equal and len(tie.parts) == 1 and like & {tie.whole, *tie.parts}:
            like |= {tie.whole, *tie.parts}
    return frozenset(like)


class _Web:
    """The lines of a record, with what is hidden of it."""

    def __init__(self, known: Known, closed: Collection[Any]) -> None:
        self._known, self._closed = known, frozenset(closed)
        self._lines: list[Tie] = [*(Tie(s.parts, s.total, equal=True) for s in known.sums), *known.ties]
        self._of: dict[Any, list[Tie]] = defaultdict(list)
        for line in self._lines:
            for cell in (line.whole, *line.parts):
                self._of[cell].append(line)
        self._reached = self._reach()

    def _reach(self) -> set[Any]:
        """Return the hidden cells that a tie reaches, through other hidden ones."""
        reached = {c for tie in self._known.ties for c in (tie.whole, *tie.parts) if c in self._closed}
        for cell in (waiting := list(reached)):
            fresh = {c for line in self._of[cell] for c in (line.whole, *line.parts) if c in self._closed and c not in reached}
            reached |= fresh
            waiting += fresh
        return reached

    def is_tied(self, cell: Any) -> bool:
        return cell in self._reached

    def can_differ(self, cell: Any) -> bool:
        """Return whether some number near its own fits as well, other hidden cells changing with it."""
        steps = [_MOST_STEPS]
        for by in (1, -1, 2, -2):
            changed = {cell: self._known.cells[cell] + by}
            if self._fits(cell, changed[cell]) and self._mended(changed, list(self._of[cell]), steps):
                return True
        return False

    def _fits(self, cell: Any, number: Amount) -> bool:
        return number >= 0 and number <= self._known.most.get(cell, number)

    def _mended(self, changed: dict[Any, Amount], broken: list[Tie], steps: list[int]) -> bool:
        """Return whether further hidden cells can change so that every line holds; each changes once."""
        now = {**self._known.cells, **changed}
        line = next((one for one in broken if not _holds(one, now)), None)
        if line is None:
            return True
        steps[0] -= 1
        over = _over(line, now)
        ways = [*((part, now[part] - over) for part in line.parts), (line.whole, now[line.whole] + over)]
        return steps[0] >= 0 and any(
            self._mended({**changed, cell: number}, [*broken, *self._of[cell]], steps)
            for cell, number in ways if cell in self._closed and cell not in changed and self._fits(cell, number)
        )


def _holds(tie: Tie, cells: Mapping[Any, Amount]) -> bool:
    over = _over(tie, cells)
    return over == 0 or (over < 0 and not tie.equal)


def _over(tie: Tie, cells: Mapping[Any, Amount]) -> Amount:
    return sum(cells[part] for part in tie.parts) - cells[tie.whole]


# From the declarations ----------------------------------------------------------------
def _within(record: Record) -> Iterator[Tie]:
    for pair in pairs(record.type.fields, "WITHIN"):
        name, *rest = pair.first.split(".")
        if name in record.tables:
            ways: list[Any] = [(name, at, rest[-1]) for at in range(len(record.rows(name)))]
        else:
            ways = [way for way, value in values_at(record.fields, (name, *rest)) if not isinstance(value, tuple)]
        yield from (Tie((way,), (pair.second,)) for way in ways)


def _alike(record: Record) -> Iterator[Tie]:
    for name in record.tables:
        rows: tuple[Row, ...] = record.rows(name)
        for own in _periods(rows).values():
            for column in type(rows[own[0]]).ALIKE:
                yield from (Tie(((name, at, column),), (name, own[0], column), equal=True) for at in own[1:])


def _filled(record: Record) -> Iterator[Tie]:
    for count, period, column in record.type.fields.FILLED:
        whole, rows = getattr(record.fields, period), list(_filling(record, column))
        joined = all(later[0] == earlier[1] + _DAY for (earlier, _), (later, _) in pairwise(rows))
        if whole and rows and joined and (rows[0][0][0], rows[-1][0][1]) == (whole.start, whole.end):
            yield Tie(tuple(cell for _, cell in rows), (count,), equal=True)


def filling(record: Record) -> Iterator[tuple[tuple[dt.date, dt.date], Any]]:
    """Yield the counts of a table that make up one of the record's own (`FILLED`), each with its period, in order."""
    for _, _, column in record.type.fields.FILLED:
        yield from _filling(record, column)


def _filling(record: Record, column: str) -> Iterator[tuple[tuple[dt.date, dt.date], Any]]:
    name, _, of = column.partition(".")
    for span, own in sorted(_periods(record.rows(name)).items()) if name in record.tables else ():
        yield span, (name, own[0], of)


def _periods(rows: tuple[Row, ...]) -> dict[tuple[dt.date, dt.date], list[int]]:
    found: dict[tuple[dt.date, dt.date], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        start, end = getattr(row, "start", None), getattr(row, "end", None)
        if isinstance(start, dt.date) and isinstance(end, dt.date):
            found[start, end].append(at)
    return found
