"""What somebody has read so far of counts on pages: numbers, marks in their place, and what shares and bars say of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

from selectolax.lexbor import LexborNode

from macros.content.record import Record
from tests.support.guessing import Cell, Known, Line

HIDDEN = "*"
NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
WIDTH = Fraction(1, 10)
"""What a ruler is wrong by: both ends of a bar are drawn to a tenth of a pixel."""
FINE = 10_000
"""Shares that were measured are taken to so small a part of a point."""


@dataclass(slots=True)
class Read:
    """What was read so far."""

    known: Known = field(default_factory=dict)
    stars: set[Cell] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)
    pages: int = 0
    numbers: int = 0
    shares: int = 0
    bars: int = 0
    sentences: int = 0

    def number(self, cell: Cell, text: str) -> None:
        """Note a number, or that there is a mark in its place. No two places may say different ones."""
        text = text.strip()
        if text.startswith(HIDDEN):
            self.stars.add(cell)
        elif match := re.match(rf"({NUMBER})(?:%|\b)", text):
            number = whole(match[1])
            if number is not None:
                self.numbers += 1
                assert self.known.setdefault(cell, number) == number, f"{cell} is {number} here and {self.known[cell]} there"

    def share(self, part: Cell, wholes: tuple[Cell, ...], text: str, decimals: int = 0) -> None:
        """Note a printed share: the part is at most half a point of its last place away from it."""
        if match := re.match(rf"({NUMBER})%", text.strip()):
            self.shares += 1
            half = Fraction(1, 2 * 10**decimals)
            self._between(part, wholes, Fraction(match[1]) - half, Fraction(match[1]) + half, f"{text} is printed")

    def measured(self, cells: tuple[Cell, ...], low: Fraction, high: Fraction) -> None:
        """Note what a bar is long, as a value, or as a share where there are a part and its whole."""
        if len(cells) == 2:
            self._between(cells[0], cells[1:], low, high, "a bar is drawn")
        else:
            self.lines.append(Line(((cells[0], 1),), ceil(low), floor(high), "a bar is drawn"))

    def _between(self, part: Cell, wholes: tuple[Cell, ...], low: Fraction, high: Fraction, why: str) -> None:
        least, most = int(low * FINE), -int(-high * FINE)
        self.lines += [
            Line(_terms(part, wholes, least), 0, None, why), Line(_terms(part, wholes, most), None, 0, why),
        ]


def _terms(part: Cell, wholes: tuple[Cell, ...], share: int) -> tuple[tuple[Cell, int], ...]:
    """Return a part less so large a share of its whole; the part may be one of several that make up the whole."""
    own = 100 * FINE - (share if part in wholes else 0)
    return ((part, own), *((cell, -share) for cell in wholes if cell != part))


def whole(text: str) -> int | None:
    """Return a whole number as it is printed, or nothing where it has a fraction."""
    number = Decimal(text.replace(",", ""))
    return int(number) if number == int(number) else None


def where(record: Record, form: type) -> str | None:
    """Return the field of a record that holds groups, or rows, of this kind."""
    for name in type(record.fields).model_fields:
        value: Any = record.rows(name) if name in record.tables else getattr(record.fields, name)
        if isinstance(value[0] if isinstance(value, tuple) and value else value, form):
            return name
    return None


def to(node: LexborNode) -> str:
    """Return where the first link of a part of a page leads."""
    link = node.css_first("a[href]")
    return str(link.attributes["href"]) if link is not None else ""


def text_of(node: LexborNode | None) -> str:
    """Return the words of a part of a page."""
    return " ".join(node.text(separator=" ").split()) if node is not None else ""
