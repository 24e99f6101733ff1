"""What signs a text holds, told in one quick walk: of most texts it shows that there is no number of a person in them.

Each answer errs on the side of looking: it is “no” only where the patterns of a kind cannot match.
"""

from __future__ import annotations

import re

from macros.frozen import frozen

_LETTERS = b"EFGHIJKLMNOPQRSTUVWXYZefghijklmnopqrstuvwxyz" + bytes(range(0x80, 0x100))
_SHAPES = bytes(
    ord("0" if sign in b"0123456789" else "d" if sign in b"ABCDabcd" else "a" if sign in _LETTERS else ".") for sign in range(256)
)
"""Each byte's shape: `0` a digit, `d` a letter from A to D, `a` another letter. What is no ASCII counts as a letter: some
signs are one, when small and capital letters are the same."""
_PARTS = b" \t.-()>\n" + "·".encode()
"""What may stand between the digits of one number (`runs.BETWEEN`)."""
_POSTCODE = re.compile(rb"[ad]0[0ad]?[^0ad]*0[^0ad]{0,2}[ad]")


@frozen
class Signs:
    """What a text holds."""

    lower: str
    """The text in small letters."""
    figures: bool
    """Any digit at all."""
    runs: bool
    """Digits that `runs` yields: nine with nothing between them but what may part a number, five side by side, or six with
    such letters around them as a National Insurance number has."""
    postcodes: bool
    """A digit straight behind a letter, as the first half of a postcode has, or its one exception."""


def signs_of(text: str) -> Signs:
    """Return what a normalised text holds."""
    lower, written = text.lower(), text.encode("utf-8", "replace")
    shape = written.translate(_SHAPES)
    if b"0" not in shape:
        return Signs(lower, figures=False, runs=False, postcodes=False)
    together = written.translate(_SHAPES, _PARTS)
    runs = b"00000" in shape or any(sought in together for sought in (b"000000000", b"a000000d", b"d000000d"))
    return Signs(lower, figures=True, runs=runs, postcodes=_half(shape, b"a0") or _half(shape, b"d0") or "gir" in lower)


def _half(shape: bytes, start: bytes) -> bool:
    """Return whether the first half of a postcode may stand in a text, with a digit and a letter of the second behind it."""
    at = shape.find(start)
    while at >= 0:
        if _POSTCODE.match(shape, at):
            return True
        at = shape.find(start, at + 1)
    return False
