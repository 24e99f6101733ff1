"""Titles that are equal, or nearly so: readers could not tell the pages apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from macros.content.record import Record
from macros.diagnostics import Diagnostic
from macros.diagnostics import catalogue as c

_WORDS = re.compile(r"[^\W_]+")


def title_problems(records: Iterable[Record]) -> Iterator[Diagnostic]:
    """Yield an error for each title used twice in a type, and a warning for near ones.

    Near are titles that one letter left out makes equal. Titles that differ in a figure or a single
    letter ("Adult B", "2025") are meant to, and are never near.
    """
    same: dict[tuple[str, str], Record] = {}
    near: dict[tuple[str, str, tuple[str, ...]], Record] = {}
    for record in records:
        words = _WORDS.findall(record.title.casefold())
        key = (record.type.folder, " ".join(words) or record.title)
        if first := same.get(key):
            yield record.problem(c.SAME_TITLE, ("title",), f"title: the record '{first.id}' has the same title.")
            continue
        same[key] = record
        marks = tuple(w for w in words if len(w) == 1 or w.isdigit())
        text = "".join(w for w in words if len(w) > 1 and not w.isdigit())
        seen: dict[str, Record] = defaultdict()
        for variant in {text, *(text[:n] + text[n + 1 :] for n in range(len(text)))}:
            place = (record.type.folder, variant, marks)
            if (other := near.get(place)) and other.id not in seen:
                seen[other.id] = other
            near.setdefault(place, record)
        for other in seen.values():
            yield record.problem(c.NEAR_TITLE, ("title",), f"title: nearly the same as '{other.id}': “{other.title}”.")
