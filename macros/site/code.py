"""The square code on print that leads back to the page."""

from __future__ import annotations

from itertools import groupby

import segno

BORDER = 2
"""Light squares on every side, without which a reader does not see where the code begins."""


def square_code(text: str) -> str:
    """Return a QR code as the path of an SVG drawing: `viewBox` size, a space, then the path data."""
    code = segno.make(text, error="l", micro=False, boost_error=False, mask=2)
    size = len(code.matrix) + 2 * BORDER
    return f'<svg viewBox="0 0 {size} {size}"><path stroke="#000" d="{_strokes(code.matrix)}"/></svg>'


def _strokes(matrix: tuple[bytearray, ...]) -> str:
    """Return a stroke for every run of dark squares, row by row, each move told from the last stroke's end."""
    made: list[str] = []
    x, y = 0.0, 0.0
    for row, squares in enumerate(matrix):
        at = 0
        for dark, run in groupby(squares):
            length = len(list(run))
            if dark:
                to_x, to_y = at + BORDER, row + BORDER + 0.5
                made.append(f"m{to_x - x:g} {to_y - y:g}h{length}" if made else f"M{to_x} {to_y:g}h{length}")
                x, y = to_x + length, to_y
            at += length
    return "".join(made)
