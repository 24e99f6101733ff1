"""What an author meant by a value that cannot be taken as it is, to be copied from the message."""

from __future__ import annotations

import re
from typing import Any

LONGEST_EXAMPLE = 60
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? ([0-9]{4})")


def day_meant(value: Any) -> str:
    """Return " Did you mean '2026-04-03'?" for a day as people in Britain write it, or nothing.

    It is turned round for the author to copy, and never in silence: whether 3/4 is a day in April nobody but the author knows.
    """
    text = value.strip("“”‘’\"' ") if isinstance(value, str) else ""
    if match := re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", text):
        year, month, day = match[3], match[2], match[1]
    elif match := re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{2})", text):
        year, month, day = f"20{match[3]}", match[2], match[1]
    elif (match := _IN_WORDS.fullmatch(text)) and (named := _month_of(match[2])):
        year, month, day = match[3], named, match[1]
    elif match := re.fullmatch(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})", text):
        year, month, day = match[1], match[2], match[3]
    else:
        return ""
    return f" Did you mean '{year}-{month:0>2}-{day:0>2}'?" if int(month) <= 12 and int(day) <= 31 else ""


def _month_of(word: str) -> str:
    """Return the number of a month by the first three letters of its name, or nothing."""
    first = word[:3].casefold()
    return str(_MONTHS.index(first) + 1) if first in _MONTHS else ""


def text_with_colon(value: dict[Any, Any]) -> str:
    """Return, in quotes, the line of text that its colon made a name and a value of; nothing where it was no such line."""
    said = [f"{name}: {rest}" for name, rest in value.items() if isinstance(rest, str) and '"' not in f"{name}{rest}"]
    return f'"{said[0]}"' if len(said) == len(value) == 1 and len(said[0]) <= LONGEST_EXAMPLE else ""
