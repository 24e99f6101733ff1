"""What the guard finds: a stretch of normalised text, what it seems to be, and its value without spaces."""

from __future__ import annotations

from typing import NamedTuple

from macros.diagnostics import Code


class Found(NamedTuple):
    """One finding in normalised text, from `start` to before `end`."""

    code: Code
    start: int
    end: int
    value: str
    """Letters and digits alone, small: what an entry of the list of allowed values is compared with."""


def found(code: Code, text: str, start: int, end: int) -> Found:
    """Return a finding about a stretch of the text, its value worked out."""
    return Found(code, start, end, bare(text[start:end]))


def bare(value: str) -> str:
    """Return letters, digits, `@` and `+` of a value, small: however it is spaced, it is one value."""
    return "".join(sign for sign in value.lower() if sign.isalnum() or sign in "@+")
