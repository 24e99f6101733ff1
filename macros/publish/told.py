"""What a release would tell beside the one before it: hidden counts that somebody works out who has kept both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from macros.content.edition import select
from macros.content.load import load
from macros.content.record import Record
from macros.content.records.base import Audience
from macros.content.settings import Settings
from macros.learning.numbers import small_numbers
from macros.learning.two_releases import told_by_both

MOST_NAMED = 10


def told_beside(
    earlier: Mapping[str, bytes], on: dt.date, now: Iterable[Record], audience: Audience, settings: Settings,
) -> tuple[str, ...]:
    """Return, for each count that the last release and this one tell together, the record's file and where in it the count
    stands; never the count. `earlier` are the records' files of the last release, made on the day `on`; `now` the records of
    the edition that is to come out. Counts are hidden by today's settings in both."""
    small = small_numbers(audience, settings.rules)
    before = {record.id: record for record in select(load(earlier, settings).records, audience, on).records}
    return tuple(
        f"{record.path}: {', '.join(str(step) for step in path)}"
        for record in now if record.id in before
        for path in sorted(told_by_both(small, before[record.id], record), key=str)
    )


def in_words(told: tuple[str, ...], release: str) -> str:
    """Return why a release is refused, and what to do."""
    more = f"\n  and {len(told) - MOST_NAMED} more" if len(told) > MOST_NAMED else ""
    places = "\n  ".join(told[:MOST_NAMED])
    return (
        f"Whoever kept {release} could work out {len(told)} hidden counts from both releases:\n  {places}{more}\n"
        "Leave the figures beside them as they were, or put the period's figures together with the next. Where a count was put "
        "right and may be known, say --force."
    )
