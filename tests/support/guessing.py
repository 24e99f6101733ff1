"""Whole numbers that somebody does not know, what is known of them together, and which of them that tells.

Ranges are narrowed by every line until nothing changes. A number that is left one value is told. Of one that is left
several, a second set of numbers is looked for that agrees with everything that is known: once found, it is the proof
that nobody can tell. Where none is found, the number counts as told.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Cell = tuple[str | int, ...]
"""A count by where it stands: the id of its record, and its way in it."""
Known = dict[Cell, int]
Range = tuple[int, int]
MOST = 10_000_000
"""Nobody thinks that any count is above this."""
TRIES = 400
"""Steps of the search for a second set of numbers."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of several numbers together: each times its factor, added up, is from `low` to `high`."""

    terms: tuple[tuple[Cell, int], ...]
    low: int | None
    high: int | None
    why: str


def adds_up(parts: Iterable[Cell], total: Cell, why: str) -> Line:
    """Return that numbers add up to another."""
    return Line((*((part, 1) for part in parts), (total, -1)), 0, 0, why)


def at_most(part: Cell, whole: Cell, why: str) -> Line:
    """Return that a number is not above another."""
    return Line(((part, 1), (whole, -1)), None, 0, why)


def is_true(line: Line, numbers: Mapping[Cell, int]) -> bool:
    """Return whether a line holds for numbers that are all known."""
    found = sum(factor * numbers[cell] for cell, factor in line.terms)
    return (line.low is None or found >= line.low) and (line.high is None or found <= line.high)


class Puzzle:
    """Everything that is known, and what follows."""

    def __init__(self, ranges: Mapping[Cell, Range], lines: Sequence[Line]) -> None:
        """Narrow every range by every line; what contradicts itself is an error of whoever read it."""
        self._lines = lines
        self._of: dict[Cell, list[int]] = {}
        for n, line in enumerate(lines):
            for cell, _ in line.terms:
                self._of.setdefault(cell, []).append(n)
        found = self._narrowed(dict(ranges), range(len(lines)))
        assert found is not None, "what was read contradicts itself"
        self.ranges = found

    def told(self, cells: Collection[Cell]) -> dict[Cell, int]:
        """Return the cells that are left one value, with it."""
        return {cell: self.ranges[cell][0] for cell in cells if self.ranges[cell][0] == self.ranges[cell][1]}

    def undecided(self, cells: Collection[Cell], truth: Mapping[Cell, int]) -> set[Cell]:
        """Return the cells that are left several values, but of which no second one was found that fits. `truth` is one set
        of numbers that fits; a second is looked for near it, and each that is found serves all cells in which it differs."""
        left = {cell for cell in cells if self.ranges[cell][0] < self.ranges[cell][1]}
        for cell in sorted(left, key=str):
            if cell in left and (second := next(self.others(cell, truth), None)):
                left -= {other for other, number in second.items() if number != truth[other]}
        return left

    def others(self, cell: Cell, truth: Mapping[Cell, int]) -> Iterator[Known]:
        """Yield other numbers that fit as well, each for the cell and for all that are joined to it, nearest first."""
        low, high = self.ranges[cell]
        near = [truth[cell] + step for step in (1, -1, 2, -2, 3, -3)]
        beside = self._beside(cell)
        for number in dict.fromkeys([*(n for n in near if low <= n <= high), low, high]):
            if number != truth[cell]:
                tried = self._narrowed({**self.ranges, cell: (number, number)}, self._of.get(cell, ()))
                for found in self._filled(tried, beside, truth, [TRIES]) if tried is not None else ():
                    yield {c: found[c][0] for c in beside}

    def _beside(self, cell: Cell) -> list[Cell]:
        """Return the open cells that lines join to this one, it too."""
        seen = dict.fromkeys([cell])
        for one in (waiting := [cell]):
            fresh = dict.fromkeys(
                c for n in self._of.get(one, ()) for c, _ in self._lines[n].terms
                if c not in seen and self.ranges[c][0] < self.ranges[c][1]
            )
            seen |= fresh
            waiting += fresh
        return list(seen)

    def _filled(
        self, ranges: dict[Cell, Range], cells: list[Cell], truth: Mapping[Cell, int], tries: list[int]
    ) -> Iterator[dict[Cell, Range]]:
        """Yield ranges of one number for each of the cells, those nearest to the truth first, until tries run out."""
        cell = next((c for c in cells if ranges[c][0] < ranges[c][1]), None)
        if cell is None:
            yield ranges
            return
        low, high = ranges[cell]
        first = min(max(truth[cell], low), high)
        for number in dict.fromkeys([first, *(n for n in (first + 1, first - 1, low, high) if low <= n <= high)]):
            tries[0] -= 1
            if tries[0] < 0:
                return
            tried = self._narrowed({**ranges, cell: (number, number)}, self._of.get(cell, ()))
            if tried is not None:
                yield from self._filled(tried, cells, truth, tries)

    def _narrowed(self, ranges: dict[Cell, Range], first: Iterable[int]) -> dict[Cell, Range] | None:
        """Return the ranges as far as lines narrow them; nothing where a line cannot hold."""
        waiting = deque(first)
        queued = set(waiting)
        while waiting:
            n = waiting.popleft()
            queued.discard(n)
            line = self._lines[n]
            ends = [(f * ranges[c][f < 0], f * ranges[c][f > 0]) for c, f in line.terms]
            least, most = sum(e[0] for e in ends), sum(e[1] for e in ends)
            if (line.high is not None and least > line.high) or (line.low is not None and most < line.low):
                return None
            for (cell, factor), (own_least, own_most) in zip(line.terms, ends, strict=True):
                low, high = ranges[cell]
                if low == high:
                    continue
                above = None if line.high is None else line.high - (least - own_least)
                below = None if line.low is None else line.low - (most - own_most)
                if factor < 0:
                    above, below = (None if below is None else -below), (None if above is None else -above)
                size = abs(factor)
                new = (
                    low if below is None else max(low, -(-below // size)), high if above is None else min(high, above // size),
                )
                if new != (low, high):
                    if new[0] > new[1]:
                        return None
                    ranges[cell] = new
                    waiting += (more := [m for m in self._of[cell] if m not in queued])
                    queued |= set(more)
                    # The ends were of the old range: they are worked out anew when the line is read again.
                    if n not in queued:
                        waiting.append(n)
                        queued.add(n)
                    break
        return ranges
