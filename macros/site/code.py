"""The square code on print that leads back to the page."""

from __future__ import annotations

import io

import segno


def square_code(text: str) -> str:
    """Return a QR code as the path of an SVG drawing: `viewBox` size, a space, then the path data."""
    code = segno.make(text, error="m", micro=False, boost_error=False, mask=2)
    held = io.BytesIO()
    code.save(held, kind="svg", xmldecl=False, svgns=False, border=2, omitsize=True, svgclass=None, lineclass=None, title=None)
    return held.getvalue().decode("ascii").strip()
