"""Days in words."""

from __future__ import annotations

import datetime as dt

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)
"""Spelt out: the library's own names follow the machine's language, and asking for them takes eight times as long."""


def day(value: dt.date) -> str:
    """Return `22 November 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
