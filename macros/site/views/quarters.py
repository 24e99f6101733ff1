"""Themes by quarter: one theme's counts, and all themes beside one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from macros.content.record import Record
from macros.content.records.recommendations import Domain
from macros.frozen import frozen
from macros.learning.quarters import Quarter, Turn, last_quarters, sightings_by_quarter, sources, turns
from macros.learning.sightings import Sighting
from macros.learning.thread import Thread
from macros.site import words
from macros.site.charts import Bar, BarChart, bar_chart
from macros.site.states import rank, share_words, theme_state
from macros.site.views.order import sort_title
from macros.site.views.parts import LinkTo, Scene
from macros.site.words import State

BY_TITLE, BY_STATE = "themes/by-quarter/", "themes/by-quarter/by-state/"
TURNS = {Turn.DETECTED: State("alert", "Detected", "attend"), Turn.IMPROVED: State("up", "Improved", "good"),
         Turn.REOPENED: State("again", "Reopened", "attend")}
ENDS = ("March", "June", "September", "December")
STARTS = ("January", "April", "July", "October")


@frozen
class QuarterRow:
    """One quarter of a theme: how many sources saw it, what audits counted."""

    name: str
    sources: int
    audits: tuple[str, ...]
    turns: tuple[State, ...]


@frozen
class QuartersView:
    """The last quarters of a theme."""

    rows: tuple[QuarterRow, ...]
    chart: str
    """The counts of sources as bars, as HTML."""
    example: bool
    """Whether what it counts is example content."""
    any: bool


@frozen
class CellView:
    """One theme in one quarter."""

    sources: int
    turns: tuple[State, ...]


@frozen
class MatrixRow:
    """One theme over the quarters."""

    link: LinkTo
    state: State
    since: str
    cells: tuple[CellView, ...]


@frozen
class MatrixGroup:
    """The themes of one domain."""

    title: str
    rows: tuple[MatrixRow, ...]


@frozen
class MatrixView:
    """All themes over the last quarters."""

    address: str
    crumbs: tuple[LinkTo, ...]
    said: str
    sorted_by: str
    other: LinkTo
    heads: tuple[tuple[str, str], ...]
    """Each quarter as its months and its year."""
    groups: tuple[MatrixGroup, ...]
    turns: tuple[State, ...]
    example: bool


def quarter_name(quarter: Quarter) -> str:
    """Return `July to September 2026`."""
    return f"{STARTS[quarter.number - 1]} to {ENDS[quarter.number - 1]} {quarter.year}"


def short_quarter(quarter: Quarter) -> tuple[str, str]:
    """Return the months and the year of a quarter for the head of a column."""
    return f"{STARTS[quarter.number - 1][:3]} to {ENDS[quarter.number - 1][:3]}", str(quarter.year)


def quarters_view(scene: Scene, thread: Thread) -> QuartersView:
    """Return the last quarters of a theme with how many sources saw it in each, and what audits counted."""
    found, turned = sightings_by_quarter(thread), turns(thread)
    rows = tuple(
        QuarterRow(
            " ".join(short_quarter(quarter)), sources(found.get(quarter, ())), tuple(_counted(found.get(quarter, ()))),
            tuple(TURNS[t] for t in turned.get(quarter, ())),
        )
        for quarter in last_quarters(scene.today)
    )
    example = any(scene.library.records[s.record].fields.example for own in found.values() for s in own)
    return QuartersView(rows, bar_chart(_chart(scene, rows)), example, any=any(row.sources or row.audits for row in rows))


def _chart(scene: Scene, rows: tuple[QuarterRow, ...]) -> BarChart:
    quarters, most = last_quarters(scene.today), max(rows, key=lambda row: row.sources)
    bars = tuple(
        # A quarter by its first month: more would not fit below a bar.
        Bar(f"{STARTS[q.number - 1][:3]} {q.year}", row.sources, str(row.sources), any(s.tone == "attend" for s in row.turns))
        for q, row in zip(quarters, rows, strict=True)
    )
    newest = words.count(rows[-1].sources, "source", "sources")
    said = (
        f"Most in {quarter_name(quarters[rows.index(most)])}: {words.count(most.sources, 'source', 'sources')}. "
        f"{newest} so far in {quarter_name(quarters[-1])}. Where it was detected or reopened the bar has another colour."
    )
    return BarChart("Sources that saw it, by quarter", said, bars, unit="sources")


def _counted(sightings: tuple[Sighting, ...]) -> Iterator[str]:
    for sighting in sightings:
        if sighting.share is not None:
            kind = f"{sighting.audit_kind.label}: " if sighting.audit_kind else ""
            yield f"{kind}{share_words(sighting)}"


def matrix_views(scene: Scene) -> Iterator[MatrixView]:
    """Yield all themes by quarter, by title and by state."""
    themes = [(r, t) for r in scene.listed if (t := scene.thread(r))]
    if not themes:
        return
    quarters = last_quarters(scene.today)
    type_ = themes[0][0].type
    rows = {record.id: _row(record, thread, quarters) for record, thread in themes}
    seen = sum(any(c.sources for c in row.cells) for row in rows.values())
    said = f"{words.count(seen, 'theme was', 'themes were')} seen in the last two years, of {len(rows)}."
    titled = sorted(themes, key=lambda p: (sort_title(p[0].title), p[0].id))
    view = MatrixView(
        BY_TITLE, (LinkTo(type_.plural, f"{type_.folder}/"),), said, "By title", LinkTo("by state", BY_STATE),
        tuple(short_quarter(q) for q in quarters), tuple(_groups(titled, rows)), tuple(TURNS.values()),
        example=any(scene.library.records[s.record].fields.example for _, t in themes for s in t.sightings),
    )
    yield view
    needy = sorted(titled, key=lambda p: rank(p[1]))
    yield replace(view, address=BY_STATE, sorted_by="By state", other=LinkTo("by title", BY_TITLE),
                  groups=tuple(_groups(needy, rows)))


def _groups(themes: list[tuple[Record, Thread]], rows: dict[str, MatrixRow]) -> Iterator[MatrixGroup]:
    """Domains in their own order, each with its themes in the order given."""
    in_domains = sorted(themes, key=lambda p: _domain(p[0])[0])
    for (_, label), own in groupby(in_domains, key=lambda p: _domain(p[0])):
        yield MatrixGroup(label, tuple(rows[record.id] for record, _ in own))


def _domain(record: Record) -> tuple[int, str]:
    domain = record.fields.value_of("domain")
    order = list(Domain)
    return (order.index(domain), domain.label) if isinstance(domain, Domain) else (len(order), "No domain")


def _row(record: Record, thread: Thread, quarters: tuple[Quarter, ...]) -> MatrixRow:
    found, turned = sightings_by_quarter(thread), turns(thread)
    cells = []
    for quarter in quarters:
        number = sources(found.get(quarter, ()))
        cells.append(CellView(number, tuple(TURNS[t] for t in turned.get(quarter, ()))))
    since = f"since {words.short_day(thread.since)}" if thread.since else ""
    return MatrixRow(LinkTo(record.title, record.address), theme_state(thread), since, tuple(cells))
