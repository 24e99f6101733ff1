"""Charts: bars by period as SVG, drawn when the site is built. No script, no style within, no colour:
classes take the colours of the scheme, of print and of forced colours from the stylesheet.

A chart is one way to read figures; the table beside it is the other, and always there (`chart` in
`overrides/hub/sections.html` draws both).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import drawsvg
from markupsafe import escape

from macros.frozen import frozen

SLOT, DENSE_SLOT = 48, 26
"""Width that a bar has with its labels, and where there are too many for a label each."""
DENSE_FROM = 17
"""From so many bars on only the telling ones are labelled; the table has the others."""
FITS = 288
"""What a page 320 pixels wide has room for: a wider chart scrolls within its frame."""
HEIGHT, KEY, ABOVE, BELOW = 180, 28, 24, 44
"""Of the bars, of the line's key, of the highest label, of the periods below."""
LETTER, KEY_LETTER = 9.2, 8.2
"""Width of a sign of a value, all of them figures, and of a letter of words; both rounded up."""
KEY_FITS = int((FITS - 34) / KEY_LETTER)
"""Letters that the label of a line may have, to be seen whole on a narrow page."""
TALL = 14
"""How far a value's label reaches above the line that it is written on."""
_YEAR = re.compile(r"(.*?) ?([0-9]{4})")


@frozen
class Bar:
    """One period. Without a value there is no bar, and `shown` says why: `*` where it is hidden, `–` where
    there is none."""

    label: str
    """The period in few letters: Apr 2025, or 2025/26. A year at its end stands below, once for its bars."""
    value: Decimal | int | float | None
    shown: str
    """The value as it is printed above the bar."""
    attend: bool = False
    """Whether it needs attention: the bar is warm and its label bold."""


@frozen
class Line:
    """A level to compare the bars with."""

    value: Decimal | int | float
    label: str
    """What it is, with its value: Target: 20 days."""


@frozen
class BarChart:
    """A chart with everything that it says."""

    title: str
    """What it shows. Read out as its name; on one page no two charts have the same."""
    description: str
    """What a reader sees in it, in a sentence or two: highest, lowest, newest, how it stands to the line."""
    bars: tuple[Bar, ...]
    line: Line | None = None
    unit: str = ""
    """What the values are, for a name that says it: per cent, days, people."""


def bar_chart(chart: BarChart) -> str:
    """Return a chart as HTML: an SVG with name and description, in a frame that scrolls where it is wide."""
    dense = len(chart.bars) >= DENSE_FROM
    longest = max((len(words) for b in chart.bars for words in (b.shown, _within(b.label)[0])), default=0)
    slot = DENSE_SLOT if dense else max(SLOT, round(longest * LETTER) + 8)
    key = len(chart.line.label) * KEY_LETTER + 34 if chart.line else 0
    width = max(round(key), slot * len(chart.bars), slot * 3)
    top = ABOVE + (KEY if chart.line else 0)
    scale = _Scale(chart, top)
    slug = re.sub(r"[^a-z0-9]+", "-", chart.title.lower()).strip("-")
    ids = f"chart-{slug}-t", f"chart-{slug}-d"
    name = f"{chart.title}, {chart.unit}" if chart.unit else chart.title
    drawing = drawsvg.Drawing(width, top + HEIGHT + BELOW, role="img", aria_labelledby=ids[0], aria_describedby=ids[1])
    drawing.append(_Named("title", name, ids[0]))
    drawing.append(_Named("desc", chart.description, ids[1]))
    labelled = _telling(chart.bars) if dense else range(len(chart.bars))
    # Bars first, then lines, then words: what is read is never covered.
    for n, bar in enumerate(chart.bars):
        if bar.value is not None:
            class_ = "c-bar c-bar--attend" if bar.attend else "c-bar"
            y, height = scale.span(float(bar.value))
            drawing.append(drawsvg.Rectangle(n * slot + slot // 8, y, slot - slot // 4, height, class_=class_))
    drawing.append(drawsvg.Lines(0, scale.base, width, scale.base, class_="c-axis"))
    at = scale.at(float(chart.line.value)) if chart.line else None
    if chart.line and at is not None:
        drawing.append(drawsvg.Lines(0, at, width, at, class_="c-limit"))
        # At the end: where the chart scrolls, that is what is seen first.
        start = width - round(len(chart.line.label) * KEY_LETTER)
        drawing.append(drawsvg.Lines(start - 32, KEY - 16, start - 8, KEY - 16, class_="c-limit"))
        drawing.append(_words(chart.line.label, start, KEY - 10, "c-key"))
    for n in labelled:
        bar = chart.bars[n]
        y = scale.span(float(bar.value))[0] if bar.value is not None else scale.base
        if at is not None and at - 3 < y - 7 < at + TALL + 3:  # struck through, a value reads as less than nought
            y = at + 2
        drawing.append(_words(bar.shown, n * slot + slot / 2, y - 7, "c-value c-strong" if bar.attend else "c-value"))
    for words, x, line in _periods(chart.bars, slot, dense=dense):
        drawing.append(_words(words, x, scale.foot + 20 * line, "c-period"))
    svg = drawing.as_svg(header="", skip_css=True, skip_js=True).replace("<defs>\n</defs>\n", "")
    scrolls = f' tabindex="0" role="group" aria-label="{escape(chart.title)}"' if width > FITS else ""
    return f'<div class="hub-chart__plot"{scrolls}>{svg}</div>'


class _Scale:
    """Where values stand between the highest and nought, or the lowest where that is below nought."""

    def __init__(self, chart: BarChart, top: int) -> None:
        values = [float(b.value) for b in chart.bars if b.value is not None]
        values += [float(chart.line.value)] if chart.line else []
        high, low = max([0.0, *values]), min([0.0, *values])
        self._top, self._high, self._unit = top, high, HEIGHT / (high - low or 1)
        self.base = self.at(0)
        self.foot = top + HEIGHT

    def at(self, value: float) -> float:
        return round(self._top + (self._high - value) * self._unit, 1)

    def span(self, value: float) -> tuple[float, float]:
        """Return the upper edge of a bar and its height."""
        upper, lower = sorted((self.at(value), self.base))
        return upper, round(lower - upper, 1)


def _telling(bars: Sequence[Bar]) -> list[int]:
    """Return the bars to label where there is no room for all: first, last, highest, lowest, those that need
    attention and those without a value, but none right beside another."""
    with_value = [n for n, bar in enumerate(bars) if bar.value is not None]
    by_value = sorted(with_value, key=lambda n: float(bars[n].value or 0))
    others = [n for n, bar in enumerate(bars) if bar.value is None or bar.attend]
    wanted = [*by_value[-1:], *with_value[-1:], *by_value[:1], *with_value[:1], *others]
    chosen: list[int] = []
    for n in wanted:
        apart = max(2, -(-round(len(bars[n].shown) * LETTER) // DENSE_SLOT))
        if all(abs(n - other) >= apart for other in chosen):
            chosen.append(n)
    return sorted(chosen)


def _periods(bars: Sequence[Bar], slot: int, *, dense: bool) -> list[tuple[str, float, int]]:
    """Return the words below the bars as (words, middle, line): a year once, below the first of its bars."""
    found: list[tuple[str, float, int]] = []
    year_before, free = "", -1.0
    for n, bar in enumerate(bars):
        within, year = _within(bar.label)
        middle = n * slot + slot / 2
        half = max(len(within), len(year)) * LETTER / 2
        if year and year != year_before and within:
            found.append((year, max(middle, half), 2))
        words = within or year
        fits = middle - half >= free
        if words and fits and (not dense or year != year_before or not year or not n % 4):
            found.append((words, max(middle, half), 1))
            free = middle + half
        year_before = year
    return found


def _within(label: str) -> tuple[str, str]:
    """Return a label's words and the year at its end, where it has one."""
    match = _YEAR.fullmatch(label)
    return (match[1], match[2]) if match else (label, "")


class _Named(drawsvg.DrawingParentElement):  # type: ignore[misc]  # the library has no types
    """An element that names or describes the drawing, with an id to be pointed at."""

    TAG_NAME = "title"
    has_content = True

    def __init__(self, tag: str, words: str, id_: str) -> None:
        super().__init__(id=id_, children=[drawsvg.Raw(str(escape(words)))])
        self.TAG_NAME = tag


def _words(words: str, x: float, y: float, class_: str) -> drawsvg.Text:
    return drawsvg.Text(words, None, x, y, class_=class_)
