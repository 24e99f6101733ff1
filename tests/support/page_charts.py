"""The charts of a record's page: bars measured with a ruler, what stands above them, and what is read out in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from selectolax.lexbor import LexborNode

from macros.content.record import Record
from macros.content.records.figures import PointRow
from tests.support.guessing import Cell, Line
from tests.support.page_tables import groups_of, points_of
from tests.support.reading import NUMBER, WIDTH, Read, text_of, where


def read_chart(read: Read, record: Record, chart: LexborNode) -> None:
    """Read a chart of a series; what it shows stands in the table beside it, row by row."""
    name, table = where(record, PointRow), chart.css_first("table")
    if name is None or table is None or not text_of(table.css_first("caption")).startswith("The same figures"):
        return
    groups = groups_of(record, name)
    group = "" if "" in groups else next(iter(groups))
    at = points_of(record, name)
    spans = [text_of(row) for row in table.css("tbody th")]
    shares = "Share" in "".join(text_of(h) for h in table.css("thead th")) or ": share" in text_of(table.css_first("thead"))
    cells = [_charted(record, name, at.get((span, group)), shares) for span in spans]
    svg = chart.css_first("svg")
    assert svg is not None
    _alt_text(read, cells, spans, text_of(svg.css_first("desc")), shares)
    _bars(read, cells, svg, shares)


def _charted(record: Record, name: str, n: int | None, shares: bool) -> tuple[Cell, ...]:
    if n is None:
        return ()
    part = (record.id, name, n, "value")
    return (part, (record.id, name, n, "denominator")) if shares else (part,)


def _alt_text(read: Read, cells: list[tuple[Cell, ...]], spans: list[str], said: str, shares: bool) -> None:
    for match in re.finditer(rf"(?:Highest|Lowest|Newest): ({NUMBER}%?)[^.]*? in ((?:\w+ )*?\w+ [0-9]{{4}})\.", said):
        own = next((c for c, span in zip(cells, spans, strict=True) if span == match[2]), ())
        if own:
            read.sentences += 1
            read.share(own[0], own[1:], match[1]) if shares else read.number(own[0], match[1])


def _bars(read: Read, cells: list[tuple[Cell, ...]], svg: LexborNode, shares: bool) -> None:
    labels = [(_pixels(t, "x"), t.text(strip=True)) for t in svg.css("text.c-value")]
    drawn = [{k: _pixels(r, k) for k in ("x", "width", "height")} for r in svg.css("rect")]
    if not drawn:
        return
    slot = _slot(drawn)
    bars = {int(b["x"] // slot): b["height"] for b in drawn}
    named = {int(x // slot): text for x, text in labels}
    # Pixels for one of what is drawn, from every bar that has its value above it, and from the target.
    units = [_unit(bars[n], named[n]) for n in bars if re.fullmatch(rf"{NUMBER}%?", named.get(n, ""))]
    axis, target = svg.css_first("path.c-axis"), svg.css_first("path.c-limit")
    if target is not None and (match := re.search(rf"Target: ({NUMBER}%?)", text_of(svg.css_first("text.c-key")))):
        units.append(_unit(_level(axis) - _level(target), match[1]))
    known = [u for u in units if u]
    for n, height in bars.items():
        read.bars += 1
        if n < len(cells) and cells[n] and known:
            least, most = max(u[0] for u in known), min(u[1] for u in known)
            read.measured(cells[n], max(height - WIDTH, Fraction(0)) / most, (height + WIDTH) / least)
    highest = max(bars, key=lambda n: bars[n])
    for n, height in bars.items() if not known and not shares else ():
        # Without a value anywhere bars tell how many times one is another.
        if n != highest and n < len(cells) and cells[n] and cells[highest]:
            read.lines += _ratio(cells[n][0], height, cells[highest][0], bars[highest])


def _ratio(one: Cell, short: Fraction, other: Cell, long: Fraction) -> Iterator[Line]:
    yield Line(((one, int(100 * (long - WIDTH))), (other, -int(100 * (short + WIDTH)))), None, 0, "two bars")
    yield Line(((one, int(100 * (long + WIDTH))), (other, -int(100 * (short - WIDTH)))), 0, None, "two bars")


def _slot(drawn: list[dict[str, Fraction]]) -> int:
    """Return the room that each bar has: three quarters of it are the bar, an eighth is before it."""
    wide = int(drawn[0]["width"])
    fitting = [s for s in range(wide, 2 * wide + 8) if s - s // 4 == wide]
    return next((s for s in fitting if all((b["x"] - s // 8) % s == 0 for b in drawn)), fitting[0])


def _unit(height: Fraction, text: str) -> tuple[Fraction, Fraction] | None:
    value = Fraction(text.rstrip("%").replace(",", ""))
    blur = Fraction(1, 2) if text.endswith("%") else Fraction(0)
    if value <= blur or height <= WIDTH:
        return None
    return (height - WIDTH) / (value + blur), (height + WIDTH) / (value - blur)


def _pixels(node: LexborNode, name: str) -> Fraction:
    return Fraction(str(node.attributes[name]))


def _level(path: LexborNode | None) -> Fraction:
    assert path is not None
    found = re.match(r"M[0-9.]+,([0-9.]+)", str(path.attributes["d"]))
    assert found
    return Fraction(found[1])
