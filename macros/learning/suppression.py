"""What else to hide, so that no hidden number of a table can be worked out from its totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from macros.frozen import frozen

Cell = TypeVar("Cell", bound=Hashable)
Amount = int | Decimal
_OUTSIDE = -1
"""The end of a cell that stands in one sum only."""


@frozen
class Sum:
    """A total that readers know, by its cell, and the cells that add up to it."""

    total: Any
    parts: tuple[Any, ...]


def with_others(
    cells: Mapping[Cell, Amount], own: frozenset[Cell], sums: list[Sum], unprinted: frozenset[Cell]
) -> frozenset[Cell]:
    """Return `own` and as many more printed cells that none of what is hidden can be worked out: each could be
    at least two numbers from nought up, whatever is shown. `unprinted` cells count as hidden from the start;
    they are guarded only where they are in `own`, and never returned."""
    web = _Web(cells, sums)
    closed: set[Any] = set(own | unprinted)
    while True:
        guarded = closed - (unprinted - own)
        more = web.with_the_only_one(closed, guarded) or web.with_what_is_known(closed, guarded)
        if not more:
            return frozenset(closed - unprinted)
        closed |= more


def worked_out(cells: Mapping[Cell, Amount], away: frozenset[Cell], sums: list[Sum]) -> frozenset[Cell]:
    """Return the hidden cells that can have but one number, where all others are known and the sums hold."""
    web = _Web(cells, sums)
    return frozenset(web.fixed(set(away)))


class _Web:
    """Cells as the lines between the sums that they stand in.

    A table whose cells stand in two sums at most, a row's and a column's, is a network: the hidden numbers can
    change only along rings of hidden cells, one up, the next down, and none below nought. A cell on no such
    ring can have but one number. Sums that cross in another way are no network; there, all cells are taken
    for worked out until every one is hidden.
    """

    def __init__(self, cells: Mapping[Cell, Amount], sums: list[Sum]) -> None:
        self._order = {cell: n for n, cell in enumerate(cells)}
        self._totals = frozenset(s.total for s in sums)
        self._cells, self._sums = cells, sums
        self._signs: dict[Any, list[tuple[int, int]]] = defaultdict(list)
        for n, made in enumerate(sums):
            self._signs[made.total].append((n, -1))
            for part in made.parts:
                self._signs[part].append((n, 1))
        self._tangled = any(len(ends) > 2 for ends in self._signs.values())
        self._turn = self._turned()
        self._ends = {} if self._tangled else {cell: self._ends_of(ends) for cell, ends in self._signs.items()}

    def _turned(self) -> list[int]:
        """Return for each sum whether it is read the other way round, so that each cell leaves one of its
        sums and enters the other."""
        turn = [0] * len(self._sums)
        for first in range(len(turn)):
            waiting = [first] if not turn[first] else []
            turn[first] = turn[first] or 1
            while waiting:
                here = waiting.pop()
                for cell in (self._sums[here].total, *self._sums[here].parts):
                    if len(self._signs[cell]) == 1:
                        continue
                    sign = next(s for n, s in self._signs[cell] if n == here)
                    for there, other in self._signs[cell]:
                        want = -turn[here] * sign * other
                        if there != here and not turn[there]:
                            turn[there] = want
                            waiting.append(there)
                        elif there != here and turn[there] != want:
                            self._tangled = True
        return turn

    def _ends_of(self, ends: list[tuple[int, int]]) -> tuple[int, int]:
        """Return the sum that a cell leaves and the one that it enters."""
        out = into = _OUTSIDE
        for n, sign in reversed(ends):
            if sign == self._turn[n]:
                out = n
            else:
                into = n
        return out, into

    def with_the_only_one(self, closed: set[Any], guarded: set[Any]) -> set[Any]:
        """Return the cell to hide with the only hidden one of a sum; none where every sum hides none or several.
        A part goes before a total, one that another hidden cell already crosses before others, then the smallest."""
        crossed = {n: [c for c in self._cells_of(n) if c in closed] for n in range(len(self._sums))}
        for n, away in crossed.items():
            if len(away) == 1 and away[0] in guarded:
                others = [c for c in self._cells_of(n) if c not in closed]
                lone = [c for c in others if not any(crossed[m] for m, _ in self._signs[c] if m != n)]
                return {self._cheapest(others, lone)}
        return set()

    def with_what_is_known(self, closed: set[Any], guarded: set[Any]) -> set[Any]:
        """Return the cell to hide with the first guarded one that can still have but one number: the next
        smallest that shares a sum with it, else the nearest. None where every guarded cell can change."""
        ways = self._ways(closed)
        for cell in sorted(guarded & self._signs.keys(), key=self._size):
            if not self._can_change(cell, ways, closed):
                beside = [c for n, _ in self._signs[cell] for c in self._cells_of(n) if c not in closed]
                if beside:
                    return {self._cheapest(beside)}
                if joined := self._joined(cell, closed):
                    return {joined[0]}
        return set()

    def fixed(self, closed: set[Any]) -> list[Any]:
        """Return the hidden cells that can have but one number; one in no sum can have any."""
        ways = self._ways(closed)
        return [c for c in self._order if c in closed and c in self._signs and not self._can_change(c, ways, closed)]

    def _cells_of(self, n: int) -> tuple[Any, ...]:
        return (self._sums[n].total, *self._sums[n].parts)

    def _cheapest(self, cells: Collection[Any], rather_not: Collection[Any] = ()) -> Any:
        return min(cells, key=lambda c: (c in self._totals, c in rather_not, *self._size(c)))

    def _size(self, cell: Any) -> tuple[Amount, int]:
        return self._cells[cell], self._order[cell]

    def _joined(self, cell: Any, closed: set[Any]) -> list[Any]:
        """Return the cells that are not hidden and that sums join to this one, nearest first."""
        seen = dict.fromkeys([cell])
        for one in (waiting := [cell]):
            fresh = [c for n, _ in self._signs[one] for c in self._cells_of(n) if c not in seen]
            seen |= dict.fromkeys(fresh)
            waiting += dict.fromkeys(fresh)
        return [c for c in seen if c not in closed]

    def _ways(self, closed: set[Any]) -> dict[int, list[tuple[int, Any]]]:
        """Return where hidden cells lead from each sum: up always, down where there is something to take."""
        ways: dict[int, list[tuple[int, Any]]] = defaultdict(list)
        for cell in closed & self._ends.keys():
            out, into = self._ends[cell]
            ways[out].append((into, cell))
            if self._cells[cell] >= 1:
                ways[into].append((out, cell))
        return ways

    def _can_change(self, cell: Any, ways: Mapping[int, list[tuple[int, Any]]], closed: set[Any]) -> bool:
        if self._tangled:
            return all(c in closed for n, _ in self._signs[cell] for c in self._cells_of(n))
        out, into = self._ends[cell]
        return _leads(ways, into, out, cell) or (self._cells[cell] >= 1 and _leads(ways, out, into, cell))


def _leads(ways: Mapping[int, list[tuple[int, Any]]], start: int, end: int, without: Any) -> bool:
    """Return whether hidden cells lead from one sum to another without the cell in question."""
    seen = {start}
    for here in (waiting := [start]):
        if here == end:
            return True
        fresh = [to for to, cell in ways.get(here, ()) if cell != without and to not in seen]
        seen |= set(fresh)
        waiting += dict.fromkeys(fresh)
    return False
