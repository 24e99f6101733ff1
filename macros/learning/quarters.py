"""Themes by quarter: how many sources saw each, whether it is rising, and what happened when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from macros.frozen import frozen
from macros.learning.sightings import Sighting
from macros.learning.thread import State, Thread

SHOWN = 8
"""So many quarters are looked back on: two years."""
FEWEST = 2
"""A theme rises only where at least so many sources saw it in the last two quarters."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a calendar year."""

    year: int
    number: int
    """1 to 4."""

    @property
    def start(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    def earlier(self, by: int) -> Quarter:
        """Return the quarter so many before it."""
        year, number = divmod(self.year * 4 + self.number - 1 - by, 4)
        return Quarter(year, number + 1)


class Turn(Enum):
    """What became of a theme in a quarter, where something did."""

    DETECTED = "detected"
    IMPROVED = "improved"
    REOPENED = "reopened"


@frozen
class Rise:
    """How many sources saw a theme in the last two quarters, and in the two before."""

    now: int
    before: int


def quarter_of(day: dt.date) -> Quarter:
    """Return the quarter of a day."""
    return Quarter(day.year, (day.month + 2) // 3)


def last_quarters(today: dt.date, number: int = SHOWN) -> tuple[Quarter, ...]:
    """Return the last quarters, oldest first; the last is the one of today and may not be over."""
    newest = quarter_of(today)
    return tuple(newest.earlier(n) for n in reversed(range(number)))


def sightings_by_quarter(thread: Thread) -> Mapping[Quarter, tuple[Sighting, ...]]:
    """Return what was seen or looked for of a theme, by the quarter of its day."""
    found: dict[Quarter, list[Sighting]] = defaultdict(list)
    for sighting in thread.sightings:
        found[quarter_of(sighting.on)].append(sighting)
    return {quarter: tuple(own) for quarter, own in found.items()}


def sources(sightings: tuple[Sighting, ...]) -> int:
    """Return how many sources saw the theme. A round that looked and found it in no file did not see it."""
    return len({s.record for s in sightings if s.present != 0})


def rising(thread: Thread, today: dt.date) -> Rise | None:
    """Return the rise of a theme that more sources saw in the last two quarters than in the two before,
    and at least two; None where it does not rise. The quarter of today counts as far as it has come."""
    by_quarter = sightings_by_quarter(thread)
    counts = [sources(by_quarter.get(quarter, ())) for quarter in last_quarters(today, 4)]
    before, now = sum(counts[:2]), sum(counts[2:])
    return Rise(now, before) if now > before and now >= FEWEST else None


def turns(thread: Thread) -> Mapping[Quarter, tuple[Turn, ...]]:
    """Return when a theme was detected, improved or reopened, by quarter, in order of time."""
    found: dict[Quarter, list[Turn]] = defaultdict(list)
    for number, cycle in enumerate(thread.cycles):
        found[quarter_of(cycle.detection.on)].append(Turn.REOPENED if number else Turn.DETECTED)
        if cycle.result is State.IMPROVED:
            found[quarter_of(cycle.rechecks[-1].sighting.on)].append(Turn.IMPROVED)
    return {quarter: tuple(own) for quarter, own in found.items()}
