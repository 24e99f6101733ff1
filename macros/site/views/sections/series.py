"""Values by period: as a chart with its table, and as a table of themes by period; the answers of a survey."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from macros.content.records.feedback import AnswerRow, ThemeCountRow
from macros.content.records.figures import Direction, PointRow
from macros.content.records.measures import Comparator
from macros.frozen import frozen
from macros.learning.numbers import HIDDEN
from macros.site import words
from macros.site.charts import KEY_FITS, Bar, BarChart, Line, bar_chart
from macros.site.views.sections.blocks import Block, Chart, Facts, Said, Table, plain
from macros.site.views.sections.telling import Drawer, Telling, figures, share

Span = tuple[dt.date, dt.date]
NONE = "–"
"""What stands where a period has no value."""
_DAY = dt.timedelta(days=1)


@frozen
class _Series:
    """The rows of a series by period and group, in the unit that they are shown in."""

    told: Telling
    unit: str
    """In words; per cent where the values are parts of a whole."""
    cells: dict[tuple[Span, str], int]
    spans: tuple[Span, ...]
    """Every period in order, with one more for each hole between them."""
    groups: tuple[str, ...]
    of_whole: bool

    def value(self, span: Span, group: str) -> Decimal | None:
        """Return what is charted: the value, or its share of the whole; nothing where it is hidden or missing."""
        n = self.cells.get((span, group))
        if n is None or self.told.is_hidden(n, "value") or (self.of_whole and self.told.is_hidden(n, "denominator")):
            return None
        row = self.told.value[n]
        if not self.of_whole:
            return Decimal(row.value)
        return 100 * Decimal(row.value) / row.denominator if row.denominator else None

    def shown(self, value: Decimal, *, short: bool = False) -> str:
        """Return a value with its unit; in short only a sign for per cent."""
        if self.unit.lower() in ("per cent", "percent", "%"):
            return f"{figures(_rounded(value) if self.of_whole else value)}%"
        # What follows a comma says more of the unit than a label has room for.
        return figures(value) if short or not self.unit else f"{figures(value)} {self.unit.partition(',')[0]}"


def series(told: Telling) -> tuple[Block, ...]:
    """Return a series: the whole, or its only part, as a chart; every part in the table beside it."""
    made = _series(told)
    if "" not in made.groups and len(made.groups) > 1:
        return (_table(made, "Figures by period"),)
    group = "" if "" in made.groups else made.groups[0]
    target = told.record.fields.value_of("target")
    line = Line(target, _target(made, target)) if target is not None else None
    title = f"{told.record.title}{f': {group}' if group else ''}"
    chart = BarChart(title, _description(made, group), tuple(_bar(made, span, group) for span in made.spans), line, made.unit)
    caption = f"{title}{f', in {made.unit}' if made.unit else ''}. Each bar is named by the first month of its period."
    return (Chart(bar_chart(chart), caption, told.record.fields.example, _table(made, "The same figures")),)


def _target(made: _Series, value: Decimal) -> str:
    """Return the words beside a target's line; the caption has the unit where they would be too many."""
    words = f"Target: {made.shown(value)}"
    return words if len(words) <= KEY_FITS else f"Target: {made.shown(value, short=True)}"


def _series(told: Telling) -> _Series:
    cells = {((row.start, row.end), row.group or ""): n for n, row in enumerate(told.value)}
    of_whole = any(row.denominator is not None for row in told.value)
    unit = "per cent" if of_whole else told.record.fields.value_of("unit") or ""
    groups = tuple(dict.fromkeys(row.group or "" for row in told.value))
    return _Series(told, unit, cells, tuple(_with_gaps(sorted({span for span, _ in cells}))), groups, of_whole)


def _with_gaps(spans: list[Span]) -> list[Span]:
    """Return the periods with one more for each hole between them, so that a hole is seen."""
    found: list[Span] = []
    for span in spans:
        if found and span[0] > found[-1][1] + _DAY:
            found.append((found[-1][1] + _DAY, span[0] - _DAY))
        found.append(span)
    return found


def _bar(made: _Series, span: Span, group: str) -> Bar:
    label, value, n = words.short_span(*span), made.value(span, group), made.cells.get((span, group))
    if value is None:
        return Bar(label, None, HIDDEN if n is not None and made.told.is_hidden(n, "value") else NONE)
    target, good = (made.told.record.fields.value_of(name) for name in ("target", "good"))
    short = 0 if target is None else value - target if good is Direction.DOWN else target - value if good is Direction.UP else 0
    return Bar(label, value, made.shown(value, short=True), attend=short > 0 and made.told.scene.computed)


def _table(made: _Series, caption: str) -> Table:
    names = [group or ("All" if len(made.groups) > 1 else "Value") for group in made.groups]
    columns = ["Period"]
    for name in names:
        columns += [name, f"{name}: share" if len(names) > 1 else "Share"] if made.of_whole else [name]
    rows = tuple((plain(words.span(*span)), *(c for g in made.groups for c in _cells(made, span, g))) for span in made.spans)
    unit = "" if made.of_whole or not made.unit else f", in {made.unit}"
    return Table(f"{caption}{unit}", tuple(columns), rows, frozenset(range(1, len(columns))), wide=len(columns) > 4)


def _cells(made: _Series, span: Span, group: str) -> list[Said]:
    n = made.cells.get((span, group))
    if n is None:
        return [Said(plain("Not measured").links, unsaid=True), *([plain(NONE)] if made.of_whole else [])]
    row, value = made.told.value[n], made.told.amount(made.told.value[n].value, n, "value")
    if not made.of_whole:
        return [plain(value if value == HIDDEN else made.shown(row.value, short=True))]
    if row.denominator is None:
        return [plain(value), plain(NONE)]
    of = made.told.amount(row.denominator, n, "denominator")
    return [plain(f"{value} of {of}"), plain(HIDDEN if HIDDEN in (value, of) else share(row.value, row.denominator))]


def _description(made: _Series, group: str) -> str:
    """Return in words what the bars show: the highest, the lowest and the newest value, and how many lack."""
    known = [(value, span) for span in made.spans if (value := made.value(span, group)) is not None]
    if not known:
        return f"{words.count(len(made.spans), 'period', 'periods')}, none of them with a value that is shown."
    named = (("Highest", max(known)), ("Lowest", min(known)), ("Newest", known[-1]))
    said = [f"{name}: {made.shown(value)} in {words.span(*at)}." for name, (value, at) in named]
    if len(known) < len(made.spans):
        said.append(f"{words.count(len(made.spans) - len(known), 'period has', 'periods have')} no value that is shown.")
    return " ".join(said)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def comparator(told: Telling) -> tuple[Block, ...]:
    """Return what a measure is compared with."""
    other, made = told.value, _series(replace(told, value=told.record.rows("series")))
    shown = f"{other.name}: {made.shown(other.value)}" if other.value is not None else other.name
    unknown = "" if other.value is not None else "Its value is not known here."
    return (Facts((("Compared with", (plain(shown, unknown, other.period or ""),)),)),)


def by_theme(told: Telling) -> tuple[Block, ...]:
    """Return counts as a table with a row for each theme and a column for each period, and all that came in."""
    spans = sorted({(row.start, row.end) for row in told.value})
    cells = {(row.theme, (row.start, row.end)): n for n, row in enumerate(told.value)}

    def count(theme: str, span: Span) -> str:
        n = cells.get((theme, span))
        return told.amount(told.value[n].count, n, "count") if n is not None else NONE

    rows = [
        (Said((told.reference("themes", theme),)), *(plain(count(theme, span)) for span in spans))
        for theme in dict.fromkeys(row.theme for row in told.value)
    ]
    whole = [next(n for n, row in enumerate(told.value) if (row.start, row.end) == span) for span in spans]
    rows.append((plain("All that came in"), *(plain(told.amount(told.value[n].received, n, "received")) for n in whole)))
    columns = ("Theme", *(words.span(*span) for span in spans))
    numbers = frozenset(range(1, len(columns)))
    return (Table("How many were about each theme, by period", columns, tuple(rows), numbers, wide=True),)


def answers(told: Telling) -> tuple[Block, ...]:
    """Return a survey's answers: how many of those who answered agreed, and the comparator's share."""
    compared = any(row.comparator is not None for row in told.value)
    rows = []
    for n, row in enumerate(told.value):
        agreed, of = told.amount(row.agreed, n, "agreed"), told.amount(row.answered, n, "answered")
        cells = [
            plain(row.standard), plain(f"{agreed} of {of}"),
            plain(HIDDEN if HIDDEN in (agreed, of) else share(row.agreed, row.answered)),
        ]
        if compared:
            cells.append(plain(f"{figures(row.comparator)}%" if row.comparator is not None else NONE))
        rows.append(tuple(cells))
    columns = ("Standard or question", "Agreed", "Share", *(("Comparator",) if compared else ()))
    return (Table("Answers", columns, tuple(rows), frozenset(range(1, len(columns)))),)


DRAWERS: dict[type, Drawer] = {PointRow: series, ThemeCountRow: by_theme, AnswerRow: answers, Comparator: comparator}
