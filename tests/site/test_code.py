"""The code on print is the one that the library of codes would draw, however many were drawn before."""

from __future__ import annotations

import re

import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.site.code import BORDER, SquareCodes

ADDRESSES = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789-/"), max_size=90).map("https://example.gov.uk/".__add__)


def drawn_by_library(text: str) -> set[tuple[int, int]]:
    matrix = segno.make(text.encode(), error="l", micro=False, boost_error=False, mask=2, mode="byte").matrix
    return {(row, column) for row, squares in enumerate(matrix) for column, dark in enumerate(squares) if dark}


def squares_of(svg: str) -> set[tuple[int, int]]:
    """Follow the path's strokes and return each square, by row and column, that one of them covers."""
    start, *moves = re.split("(?=m)", svg.partition(' d="')[2].partition('"')[0])
    x, y, length = (float(n) for n in re.fullmatch(r"M(\d+) ([\d.]+)h(\d+)", start).groups())  # type: ignore[union-attr]
    strokes = [(x, y, length)]
    for move in moves:
        along, down, length = (int(n) for n in re.fullmatch(r"m(-?\d+) (-?\d+)h(\d+)", move).groups())  # type: ignore[union-attr]
        x, y = strokes[-1][0] + strokes[-1][2] + along, strokes[-1][1] + down
        strokes.append((x, y, length))
    return {(int(y) - BORDER, int(x) - BORDER + n) for x, y, length in strokes for n in range(int(length))}


@settings(deadline=None, max_examples=50)
@given(st.lists(ADDRESSES, min_size=1, max_size=20))
def test_a_code_has_the_squares_that_its_text_has_alone(addresses: list[str]) -> None:
    codes = SquareCodes()
    for address in addresses:
        assert squares_of(codes.svg(address)) == drawn_by_library(address)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(min_size=4, max_size=4), min_size=30, max_size=60))
def test_texts_of_one_length_that_differ_in_every_way_are_told_apart(texts: list[str]) -> None:
    codes = SquareCodes()
    for text in texts:
        assert squares_of(codes.svg(text)) == drawn_by_library(text)


def test_most_codes_of_a_library_are_made_of_earlier_ones() -> None:
    codes = SquareCodes()
    drawn = [codes.svg(f"https://example.gov.uk/sar/adult-{number:03}/") for number in range(1000)]
    assert len(set(drawn)) == len(drawn)
    assert sum(len(known) for known in codes._turned.values()) < 15


def test_the_drawing_leaves_a_light_border() -> None:
    assert SquareCodes().svg("https://example.gov.uk/").startswith('<svg viewBox="0 0 29 29"><path stroke="#000" d="M2 2.5h7m')
