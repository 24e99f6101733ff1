"""Tables: whatever stands in the file, it is read or refused, quickly, and with a place."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from macros.content.records.base import Row
from macros.content.records.feedback import AnswerRow, ThemeCountRow
from macros.content.records.figures import PointRow
from macros.content.records.use import Use
from macros.content.tables import MAX_ROWS, MAX_TABLE, columns_of, read_table
from macros.diagnostics import Diagnostic, Severity

PATH = "briefings/measures/reviews/series.csv"
HEAD = "start,end,group,value,denominator\n"
ROWS: tuple[type[Row], ...] = (PointRow, ThemeCountRow, AnswerRow, Use)
QUICK = settings(max_examples=200, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))

CELLS = st.sampled_from([
    "2026-01-01", "2026-03-31", "2026-04-01", "2025-02-30", "7", "7.25", "012", "-1", "", " ", '""', '"a, b"',
    '"a\nb"', '"a ""b"""', '"open', 'mid"dle', '"a"b', "=1+1", "team", "é", "\u200b", "\r", "\x00", "a b", "x" * 300, ";", "\t",
])
LINES = st.lists(st.lists(CELLS, max_size=8).map(",".join), max_size=8)


def points(*rows: str) -> tuple[Diagnostic, ...]:
    """What is wrong with a series of these rows."""
    return read_table(PATH, (HEAD + "".join(f"{row}\n" for row in rows)).encode(), PointRow)[1]


def places(found: tuple[Diagnostic, ...]) -> list[str]:
    """Each finding as `code line:column+length`."""
    return [f"{d.code.id} {d.span.line}:{d.span.column}+{d.span.length}" for d in found]


def hold(data: bytes, row: type[Row]) -> None:
    """What must be true of every table: a place within the file, no row without a reason."""
    table, found = read_table(PATH, data, row)
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    for problem in found:
        assert 1 <= problem.span.line <= len(lines)
        line = lines[problem.span.line - 1]
        assert 1 <= problem.span.column <= len(line) + 1
        assert 1 <= problem.span.length <= max(1, len(line) - problem.span.column + 1)
        assert problem.line_text in ("", line)
        assert problem.message
        assert problem.help
    for number, spans in zip(table.numbers, table.spans, strict=True):
        assert number >= 2
        assert [*spans] == [*columns_of(row)]


@given(st.binary(max_size=300), st.sampled_from(ROWS))
@example(b"\xef\xbb\xbf", PointRow)
@example(b"\xff\xfea\x00", PointRow)
@example(b"PK\x03\x04", Use)
@QUICK
def test_whatever_the_bytes_they_are_read_or_refused_with_a_place(data: bytes, row: type[Row]) -> None:
    hold(data, row)
    hold(",".join(columns_of(row)).encode() + b"\n" + data, row)


@given(LINES, st.sampled_from(ROWS), st.sampled_from(["\n", "\r\n", "\r"]))
@QUICK
def test_whatever_the_cells_every_finding_has_its_place(lines: list[str], row: type[Row], ends: str) -> None:
    hold(ends.join([",".join(columns_of(row)), *lines, ""]).encode(), row)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"]), min_size=1, max_size=20)
                .filter(str.strip), min_size=1, max_size=5, unique_by=lambda s: " ".join(s.split())))
@QUICK
def test_a_quoted_cell_holds_any_text_and_its_place_is_where_its_quote_stands(names: list[str]) -> None:
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    text = "standard,agreed,answered,comparator\n" + "".join(f"{cell},1,2,\n" for cell in quoted)
    table, found = read_table(PATH, text.encode(), AnswerRow)
    assert found == ()
    assert [row.standard for row in table.rows] == [" ".join(name.split()) for name in names]
    for spans, cell in zip(table.spans, quoted, strict=True):
        assert (spans["standard"].column, spans["standard"].length) == (1, len(cell))
        assert spans["agreed"].column == len(cell) + 2


def test_cells_after_one_with_line_breaks_have_their_own_line_and_column() -> None:
    text = 'standard,agreed,answered,comparator\n"We are\nheard",8,3,x\n'
    assert places(read_table(PATH, text.encode(), AnswerRow)[1]) == ["B107 3:12+1"]
    text = 'standard,agreed,answered,comparator\n"We are\nheard", 8 ,3,\n'
    assert places(read_table(PATH, text.encode(), AnswerRow)[1]) == ["B707 3:9+1"]


def test_windows_line_ends_read_the_same_as_others() -> None:
    text = f'{HEAD}2026-01-01,2026-03-31,"North, and\nSouth",7.5,\n2026-04-01,2026-06-30,"North, and\nSouth",8,\n'
    unix, _ = read_table(PATH, text.encode(), PointRow)
    windows, found = read_table(PATH, text.replace("\n", "\r\n").encode(), PointRow)
    assert found == ()
    assert windows.rows == unix.rows
    assert windows.spans == unix.spans


def test_a_first_line_in_quotes_and_cells_with_spaces_round_them_are_read() -> None:
    text = '"start","end","group","value","denominator"\n2026-01-01 , 2026-03-31,  ,7,\n'
    table, found = read_table(PATH, text.encode(), PointRow)
    assert found == ()
    assert table.rows[0].group is None


def test_rows_are_numbered_as_a_spreadsheet_numbers_them_whatever_stands_before() -> None:
    found = points("2026-01-01,2026-03-31,,x,", "2026-04-01,2026-06-30,,9,3")
    assert [d.message.split(":")[0] for d in found] == ["Row 2, column value", "Row 3, column value"]


def test_everything_wrong_with_a_row_is_said_at_once() -> None:
    assert places(points("2026-02-30,,,x,1")) == ["B706 2:12+1", "B109 2:1+10", "B107 2:14+1"]


def test_a_part_of_a_whole_is_not_below_nought_and_a_value_by_itself_may_be() -> None:
    (found,) = points("2026-01-01,2026-03-31,,-7,20")
    assert found.code.id == "B107"
    assert found.message == "Row 2, column value: -7 is less than 0, and it is a part of denominator: 20."
    assert points("2026-01-01,2026-03-31,,-7,") == ()


def test_all_that_came_in_is_one_number_in_a_period() -> None:
    text = (
        "start,end,theme,count,received\n2026-01-01,2026-03-31,delay,4,30\n2026-01-01,2026-03-31,carers,3,31\n"
        "2026-04-01,2026-06-30,delay,4,31\n"
    )
    (found,) = read_table(PATH, text.encode(), ThemeCountRow)[1]
    assert (found.code.id, found.message) == ("B711", "Row 3, column received: 31 is not the 30 of row 2, of the same period.")


def test_a_row_that_cannot_be_read_leaves_no_hole() -> None:
    first, second, third = "2026-01-01,2026-03-31,,1,", "2026-04-01,2026-06-30,,x,", "2026-07-01,2026-09-30,,3,"
    assert places(points(first, second, third)) == ["B107 3:24+1"]
    assert places(points(first, third)) == ["B708 3:1+10"]


@pytest.mark.parametrize(("rows", "wrong"), [
    (["2026-01-01,2026-03-31,,1,", "2026-01-01,2026-06-30,,1,"], ["B708 3:1+10"]),
    (["2026-01-01,2026-12-31,,1,", "2026-02-01,2026-02-28,,1,", "2026-06-01,2026-06-30,,1,"], ["B708 3:1+10", "B708 4:1+10"]),
    (["2026-01-01,2026-03-31,,1,", "2026-03-31,2026-06-30,,1,"], ["B708 3:1+10"]),
    (["2026-01-01,2026-03-31,A,1,", "2026-01-01,2026-03-31,B,1,", "2026-07-01,2026-09-30,C,1,"], []),
    (["2026-01-01,2026-03-31,,1,", "2026-01-01,2026-03-31,,2,"], ["B709 3:1+10"]),
    (["2026-04-01,2026-06-30,,2,", "2026-01-01,2026-03-31,,1,"], []),
    (["2026-04-01,2026-03-31,,2,", "2026-01-01,2026-03-31,,1,"], ["B708 2:12+10"]),
])  # fmt: skip
def test_periods_join(rows: list[str], wrong: list[str]) -> None:
    assert places(points(*rows)) == wrong


@pytest.mark.parametrize(("text", "place", "words"), [
    ('2026-01-01,2026-03-31,"North,7,\n', "B705 2:23+9", "never closed"),
    ('2026-01-01,2026-03-31,"North" and,7,\n', "B705 2:23+14", "behind the closing quote"),
    ('2026-01-01,2026-03-31,"A\nB",7,\n2026-04-01,2026-06-30,"A"\n"B",7,\n', "B705 4:1+25", "3 cells"),
    ('2026-01-01,2026-03-31,"A\nB","7\n', "B705 3:4+2", "never closed"),
    (f'2026-01-01,2026-03-31,{"x" * 140_000},7,\n', "B710 2:23+140003", "131,072 characters"),
])  # fmt: skip
def test_a_cell_that_cannot_be_told_from_the_next_is_named(text: str, place: str, words: str) -> None:
    found = read_table(PATH, (HEAD + text).encode(), PointRow)[1]
    assert place in places(found)
    assert words in " ".join(d.message for d in found)


def test_what_stands_before_a_broken_cell_is_checked_all_the_same() -> None:
    found = read_table(PATH, (HEAD + '2026-01-01,2026-03-31,,x,\n2026-04-01,2026-06-30,"open,3,\n').encode(), PointRow)[1]
    assert places(found) == ["B107 2:24+1", "B705 3:23+8"]


BOMBS = {
    "quotes": b'"' * MAX_TABLE,
    "odd quotes": b'"' * (MAX_TABLE - 1),
    "commas": b"," * MAX_TABLE,
    "line ends": b"\n" * MAX_TABLE,
    "returns": b"\r" * MAX_TABLE,
    "semicolons": b";" * MAX_TABLE,
    "nothing": b"\0" * MAX_TABLE,
    "an over-long table": b"a" * 1_000_001,
}
BODIES = {
    "quotes": '"' * 199_000,
    "odd quotes": '"' * 199_001,
    "quoted quotes": ',,"' + '"' * 130_000,
    "a quoted comma again and again": '",' * 99_000,
    "commas": "," * 199_000,
    "line ends": "\n" * 199_000,
    "line ends in a quote": ',,"' + "\n" * 130_000 + '",,',
    "rows of nothing": ",,,,\n" * 39_000,
    "rows of wrong cells": "x,x,x,x,x\n" * 19_000,
    "rows too short": "x\n" * 99_000,
    "invisible signs": "\u200b" * 66_000,
    "invisible signs and line ends": "\u200b\n" * 49_000,
    "returns": "\r" * 199_000,
    "one period again and again": "2026-01-01,2026-01-02,,1,\n" * 6_000,
    "one long cell": f"2026-01-01,2026-01-02,{'x' * 130_000},1,\n",
    "a cell of spaces": f"2026-01-01,2026-01-02,{' ' * 130_000},x,\n",
    "quotes within cells": 'a"b,' * 49_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_every_bomb_is_refused_in_under_50_milliseconds(name: str) -> None:
    assert _seconds(BOMBS[name], PointRow) < 0.05


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("row", [PointRow, Use])
def test_a_bomb_below_the_right_first_line_is_refused_as_fast(name: str, row: type[Row]) -> None:
    assert _seconds(f"{','.join(columns_of(row))}\n{BODIES[name]}".encode()[:MAX_TABLE], row) < 0.05


def test_the_longest_table_that_is_read_is_read_and_one_row_more_is_not() -> None:
    row = "s{},1,2,\n"
    text = "standard,agreed,answered,comparator\n" + "".join(row.format(n) for n in range(MAX_ROWS))
    table, found = read_table(PATH, text.encode(), AnswerRow)
    assert (len(table.rows), found) == (MAX_ROWS, ())
    table, found = read_table(PATH, (text + row.format("x")).encode(), AnswerRow)
    assert (len(table.rows), places(found)) == (0, [f"B710 {MAX_ROWS + 2}:1+1"])


def _seconds(data: bytes, row: type[Row]) -> float:
    """The best of three, since other work on the machine counts too. What is timed must be refused."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        _, found = read_table(PATH, data, row)
        taken.append(time.process_time() - began)
        assert any(d.severity is Severity.ERROR for d in found)
    return min(taken)
