"""The square code on print that leads back to the page.

Coding a text is slow, but linear: where two texts of one length differ, their codes differ by the same
squares whatever else they say. So the codes of a library's many addresses are made of a few, by
turning the squares that known differences turn; only an address that differs in a new way is coded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from functools import cache

import segno

from macros.frozen import frozen

BORDER = 2
"""Light squares on every side, without which a reader does not see where the code begins."""
_RUN = re.compile("[0\n]*1+")
_AS_FIGURES = bytes.maketrans(b"\0\1", b"01")


@frozen
class _Coded:
    """A text as a number, its first letter lowest; how wide its code is; its squares row by row as a number."""

    letters: int
    width: int
    squares: int


@frozen
class SquareCodes:
    """Draws codes, and remembers how those of one length and size differ."""

    _first: dict[int, _Coded] = field(default_factory=dict)
    """The first text of each length in bytes: the one that others are told from."""
    _turned: dict[int, dict[int, tuple[int, int]]] = field(default_factory=dict)
    """For each width the known differences, no two with the same highest bit, by that bit: letters and squares."""

    def svg(self, text: str) -> str:
        """Return the QR code of a text as an SVG drawing, a path of strokes."""
        data = text.encode()
        first = self._first.get(len(data)) or self._first.setdefault(len(data), _coded(data))
        known = self._turned.setdefault(first.width, {})
        rest, squares = int.from_bytes(data, "little") ^ first.letters, first.squares
        while rest and (difference := known.get(rest.bit_length())):
            rest ^= difference[0]
            squares ^= difference[1]
        if rest:
            exact = _coded(data).squares
            known[rest.bit_length()] = (rest, squares ^ exact)
            squares = exact
        size = first.width + 2 * BORDER
        return f'<svg viewBox="0 0 {size} {size}"><path stroke="#000" d="{_strokes(squares, first.width)}"/></svg>'


def _coded(data: bytes) -> _Coded:
    # One mode, mask and level for all: what differs is the text alone.
    matrix = segno.make(data, error="l", micro=False, boost_error=False, mask=2, mode="byte").matrix
    return _Coded(int.from_bytes(data, "little"), len(matrix), int(b"".join(matrix).translate(_AS_FIGURES), 2))


def _strokes(squares: int, width: int) -> str:
    """Return a stroke for every run of dark squares, row by row, each move told from the last stroke's end.
    The first begins in the corner, which is dark in every code."""
    figures = f"{squares:0{width * width}b}"
    rows = "\n".join([figures[at : at + width] for at in range(0, width * width, width)])
    strokes = "".join(map(_stroke(width), _RUN.findall(rows)))
    return f"M{BORDER} {BORDER + 0.5}{strokes.removeprefix('m0 0')}"


@cache
def _stroke(width: int) -> Callable[[str], str]:
    """Return what gives the stroke of a run of dark squares in a code of a width, with the move to it over the light ones
    and the ends of rows before. A code has some three hundred, and most are in other codes as well."""

    @cache
    def stroke(run: str) -> str:
        light = run.rstrip("1")
        rows = light.count("\n")
        return f"m{len(light) - rows - rows * width} {rows}h{len(run) - len(light)}"

    return stroke
