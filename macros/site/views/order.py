"""What records are sorted by: their day, then their title as a reader looks for it."""

from __future__ import annotations

from functools import cache

from macros.content.record import Record


def by_date(record: Record) -> tuple[int, str, str]:
    """Return what records are sorted by, newest first, equal days by title."""
    return (-(record.changed.toordinal() if record.changed else 0), sort_title(record.title), record.id)


@cache
def sort_title(title: str) -> str:
    """Return what a title is sorted by: without its articles, figures before letters."""
    text = title.casefold().lstrip("“‘\"'(")
    for article in ("the ", "a ", "an "):
        text = text.removeprefix(article)
    return text
