"""Where a record came from and what it led to, several steps along the golden thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from macros.content.record import Record
from macros.content.records.base import Status
from macros.frozen import frozen
from macros.learning.library import Edge, Library

DEPTH = 3
"""So many steps are followed from a record; the record at the end leads on to its own."""
WIDTH = 4
"""So many records are shown of what one step leads to; all of them at the first."""
ACTS_ON = "recommendations.themes"
"""The one reference that is no edge of the thread itself: what a recommendation acts on is what it led to."""


@frozen
class Step:
    """A record on the way, by which reference it stands there, and what stands beyond it."""

    record: Record
    edge: Edge
    beyond: tuple[Step, ...]
    more: bool
    """Whether more stands beyond it than is shown here."""


@frozen
class Lineage:
    """The ways to and from one record."""

    came_from: tuple[Step, ...]
    led_to: tuple[Step, ...]


Edges = Mapping[str, Sequence[Edge]]


def lineages(library: Library) -> Callable[[Record], Lineage]:
    """Return a function from a record to where it came from and what it led to.

    The edges are sorted once. From each record at most `WIDTH` edges are followed, `DEPTH` steps far, and
    nothing twice, so the work grows with records and references, however they hang together.
    """
    up = {id_: _ordered(library, [e for e in edges if e.thread], lambda e: e.target) for id_, edges in library.links.items()}
    down: dict[str, list[Edge]] = {}
    for id_, edges in library.backlinks.items():
        if led := _ordered(library, [e for e in edges if e.thread and _shown(library, e.source)], lambda e: e.source):
            down[id_] = led
    acts = {
        id_: _ordered(library, list({e.target: e for e in edges if e.field == ACTS_ON}.values()), lambda e: e.target)
        for id_, edges in library.links.items()
    }

    def walk(start: str, along: Edges, far: Callable[[Edge], str], seen: set[str], depth: int) -> tuple[tuple[Step, ...], bool]:
        fresh: list[Edge] = []
        for edge in along.get(start, ()):
            if far(edge) not in seen:
                seen.add(far(edge))
                fresh.append(edge)
        shown = fresh if depth == 1 else fresh[:WIDTH]
        steps = []
        for number, edge in enumerate(shown):
            # At the first step all are shown, but only of so many is it shown what stands beyond.
            go_on = depth < DEPTH and number < WIDTH
            beyond, more = walk(far(edge), along, far, seen, depth + 1) if go_on else ((), bool(along.get(far(edge))))
            steps.append(Step(library.records[far(edge)], edge, beyond, more))
        return tuple(steps), len(fresh) > len(shown)

    def lineage(record: Record) -> Lineage:
        came, _ = walk(record.id, up, lambda e: e.target, {record.id}, 1)
        led, _ = walk(record.id, down, lambda e: e.source, {record.id}, 1)
        themes = tuple(Step(library.records[e.target], e, (), more=False) for e in acts.get(record.id, ()))
        return Lineage(came, (*led, *themes))

    return lineage


def _shown(library: Library, id_: str) -> bool:
    return library.records[id_].fields.status is not Status.SUPERSEDED


def _ordered(library: Library, edges: list[Edge], far: Callable[[Edge], str]) -> list[Edge]:
    """Oldest first: that is the way the thread runs."""
    return sorted(edges, key=lambda e: (_day(library.records[far(e)]), far(e), e.fragment))


def _day(record: Record) -> dt.date:
    return step_day(record) or dt.date.max


def step_day(record: Record) -> dt.date | None:
    """Return the day by which a record stands in the thread: a source by what it is about, else by its publishing."""
    return record.source_day if record.type.source_kind else record.fields.published
