"""Charts: what is drawn, what is read out, and what may not be in them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal

import pytest

from macros.site.charts import DENSE_FROM, FITS, KEY_FITS, TALL, Bar, BarChart, Line, bar_chart

QUARTERS = ("Jan 2025", "Apr 2025", "Jul 2025", "Oct 2025", "Jan 2026")
CHART = BarChart(
    "Share of files", "Rises to 30% in July 2025.",
    tuple(Bar(label, value, f"{value}%", value > 20) for label, value in zip(QUARTERS, (15, 19, 30, 26, 5), strict=True)),
    Line(20, "Rule T1: 20%"), "per cent",
)
SVG = "{http://www.w3.org/2000/svg}"


def parsed(chart: BarChart) -> ET.Element:
    return ET.fromstring(bar_chart(chart))  # noqa: S314


def drawn(chart: BarChart) -> ET.Element:
    found = parsed(chart).find(f"{SVG}svg")
    assert found is not None
    return found


def texts(chart: BarChart, class_: str) -> list[str]:
    return [t.text or "" for t in drawn(chart).iter(f"{SVG}text") if class_ in t.attrib["class"].split()]


def bars(chart: BarChart) -> list[tuple[float, float]]:
    """The upper edge and the height of each bar."""
    return [(float(r.attrib["y"]), float(r.attrib["height"])) for r in drawn(chart).iter(f"{SVG}rect")]


def test_it_is_a_picture_with_a_name_and_a_description() -> None:
    svg = drawn(CHART)
    named = {e.attrib["id"]: (e.text or "").strip() for e in svg if "id" in e.attrib}
    assert svg.attrib["role"] == "img"
    assert named[svg.attrib["aria-labelledby"]] == "Share of files, per cent"
    assert named[svg.attrib["aria-describedby"]] == "Rises to 30% in July 2025."


def test_two_charts_of_a_page_share_no_id() -> None:
    one, two = (set(re.findall(r' id="([^"]+)"', bar_chart(c))) for c in (CHART, replace(CHART, title="Other")))
    assert one
    assert two
    assert not one & two


def test_colours_and_styles_are_left_to_the_stylesheet() -> None:
    html = bar_chart(CHART)
    assert not re.search(r"<style|<script|style=|fill=|stroke=|#[0-9a-fA-F]{3}|\son[a-z]+=", html)


def test_the_same_chart_is_drawn_the_same() -> None:
    assert bar_chart(CHART) == bar_chart(replace(CHART))


def test_bars_are_as_high_as_their_values_and_stand_on_one_line() -> None:
    found = bars(CHART)
    assert len({round(y + height, 1) for y, height in found}) == 1
    highest = max(height for _, height in found)
    assert [round(height / highest * 30) for _, height in found] == [15, 19, 30, 26, 5]


def test_every_bar_has_its_value_above_it_and_those_that_need_attention_are_bold_too() -> None:
    assert texts(CHART, "c-value") == ["15%", "19%", "30%", "26%", "5%"]
    assert texts(CHART, "c-strong") == ["30%", "26%"]


def test_words_are_drawn_after_bars_and_lines_so_that_nothing_covers_them() -> None:
    order = [e.tag.removeprefix(SVG) for e in drawn(CHART)]
    last_shape = max(n for n, tag in enumerate(order) if tag in ("rect", "path"))
    values = [n for n, e in enumerate(drawn(CHART)) if "c-value" in e.attrib.get("class", "")]
    assert last_shape < min(values)


def test_a_year_stands_once_below_its_first_bar() -> None:
    assert texts(CHART, "c-period") == ["2025", "Jan", "Apr", "Jul", "Oct", "2026", "Jan"]


def test_a_hidden_count_and_a_missing_one_have_no_bar_but_a_sign() -> None:
    holes = replace(CHART, bars=(Bar("Jan 2025", 9, "9"), Bar("Apr 2025", None, "*"), Bar("Jul 2025", None, "–")))
    assert len(bars(holes)) == 1
    assert texts(holes, "c-value") == ["9", "*", "–"]


@pytest.mark.parametrize("value", [12, 14, 16, 18, 19, 20])
def test_no_line_runs_through_a_value(value: int) -> None:
    near = replace(CHART, bars=(Bar("Jan 2025", value, str(value)), Bar("Apr 2025", 40, "40")))
    lines = [p.attrib["d"] for p in drawn(near).iter(f"{SVG}path") if p.attrib["class"] == "c-limit"]
    at = float(lines[0].split(",")[-1])
    (label, _) = (float(t.attrib["y"]) for t in drawn(near).iter(f"{SVG}text") if "c-value" in t.attrib["class"])
    assert not label - TALL < at < label + 2
    assert label <= bars(near)[0][0]


def test_the_line_stands_where_its_value_is() -> None:
    lines = [p.attrib["d"] for p in drawn(CHART).iter(f"{SVG}path") if p.attrib["class"] == "c-limit"]
    at = float(lines[0].split(",")[-1])
    (top, height), (above, _) = bars(CHART)[2], bars(CHART)[1]
    assert at == pytest.approx(top + height * 10 / 30, abs=0.2)
    assert at < above
    assert texts(CHART, "c-key") == ["Rule T1: 20%"]


def test_a_line_above_every_bar_is_still_within_the_chart() -> None:
    high = replace(CHART, line=Line(Decimal(90), "Target: 90%"))
    assert max(height for _, height in bars(high)) < 70
    lines = [p.attrib["d"] for p in drawn(high).iter(f"{SVG}path") if p.attrib["class"] == "c-limit"]
    assert all(float(d.split(",")[-1]) >= 0 for d in lines)


def test_values_below_nought_hang_from_the_line_of_nought() -> None:
    below = replace(CHART, line=None, bars=(Bar("2024", 10, "10"), Bar("2025", -5, "-5")))
    (up, up_height), (down, down_height) = bars(below)
    assert up + up_height == pytest.approx(down)
    assert down_height == pytest.approx(up_height / 2, abs=0.2)


@pytest.mark.parametrize("count", [0, 1])
def test_no_bar_or_one_is_drawn_without_trouble(count: int) -> None:
    assert len(bars(replace(CHART, bars=CHART.bars[:count]))) == count


def test_nought_everywhere_is_drawn_without_trouble() -> None:
    assert bars(BarChart("T", "D", (Bar("2024", 0, "0"), Bar("2025", 0, "0"))))[0][1] == 0


def test_what_an_author_writes_is_text() -> None:
    chart = BarChart('<b>"T"', "<script>", (Bar("<i>", 1, "<u>"),) * 9, Line(1, "<s>"), "<em>")
    assert not re.search(r"<(b|script|i|u|s|em)>", bar_chart(chart))
    assert drawn(chart) is not None


def test_a_label_of_the_line_that_is_as_long_as_allowed_needs_no_scrolling() -> None:
    one = replace(CHART, bars=CHART.bars[:2], line=Line(20, "x" * KEY_FITS))
    assert float(drawn(one).attrib["width"]) <= FITS


def test_a_wide_chart_scrolls_within_a_frame_that_the_keyboard_reaches() -> None:
    wide = replace(CHART, bars=CHART.bars * 3)
    assert parsed(wide).attrib == {
        "class": "hub-chart__plot", "tabindex": "0", "role": "group", "aria-label": "Share of files",
    }
    assert parsed(CHART).attrib == {"class": "hub-chart__plot"}
    assert float(drawn(CHART).attrib["width"]) <= FITS


def test_of_very_many_bars_the_telling_ones_are_labelled() -> None:
    values = [20, *range(1, DENSE_FROM), 99, 30]
    many = BarChart("T", "D", tuple(Bar(f"Apr {2000 + n}", v, str(v), v == 8) for n, v in enumerate(values)))
    assert texts(many, "c-value") == ["1", "8", "99"]
    assert len(bars(many)) == len(values)
    assert len(texts(many, "c-period")) < 2 * len(values)
