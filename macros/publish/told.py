"""What a release would tell beside the one before it: hidden counts that somebody works out who has kept both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from macros.content.edition import COMPUTED, select
from macros.content.load import load
from macros.content.record import Record
from macros.content.records.base import Audience
from macros.content.records.use import USE_TABLE, Use
from macros.content.settings import Settings
from macros.frozen import frozen
from macros.learning.numbers import Path, small_numbers
from macros.learning.two_releases import Told, told_alone, told_by_both

MOST_NAMED = 10
MOST_BY = 3
"""So many of the counts that tell another are named."""


@frozen
class TellTale:
    """A hidden count that two releases tell together, and by what: never its number."""

    file: str
    count: Path
    by: tuple[Path, ...]

    def __str__(self) -> str:
        """Return where it stands and what tells it."""
        if self.by == (self.count,):
            return f"{self.file}: {_words(self.count)}. It was shown in the last release."
        named = "; ".join(_words(path) for path in self.by[:MOST_BY])
        more = f" and {len(self.by) - MOST_BY} more" if len(self.by) > MOST_BY else ""
        return f"{self.file}: {_words(self.count)}. It is told by what only one of the two releases hides: {named}{more}."


def told_beside(
    earlier: Mapping[str, bytes], on: dt.date, now: Iterable[Record], audience: Audience, settings: Settings,
    use: Iterable[Use] = (),
) -> tuple[TellTale, ...]:
    """Return each count that the last release and this one tell together. `earlier` are the records' files of the last
    release, made on the day `on`; `now` the records of the edition that is to come out, and `use` its records of use, which
    editions without states do not have. Counts are hidden by today's settings in both. A record that was given another name
    is compared with what it was before."""
    small, loaded = small_numbers(audience, settings.rules), load(earlier, settings)
    before = {record.id: record for record in select(loaded.records, audience, on, widest=settings.widest).records}
    found: list[TellTale] = []
    for record in now:
        was = next((before[id_] for id_ in (record.id, *record.fields.aliases) if id_ in before), None)
        found += _of(record.path, told_by_both(small, was, record)) if was else ()
    if audience in COMPUTED and loaded.use:
        found += _of(USE_TABLE, told_alone(small, loaded.use.rows, use))
    return tuple(found)


def _of(file: str, told: Told) -> Iterator[TellTale]:
    for path, by in sorted(told.items(), key=str):
        yield TellTale(file, path, by)


def _words(path: Path) -> str:
    return ", ".join(str(step) for step in path if step != "None")


def in_words(told: tuple[TellTale, ...], release: str) -> str:
    """Return why a release is refused: what is told, by what, and what to do."""
    more = f"\n  and {len(told) - MOST_NAMED} more" if len(told) > MOST_NAMED else ""
    places = "\n  ".join(str(one) for one in told[:MOST_NAMED])
    return (
        f"Whoever kept {release} could work out {len(told)} hidden counts from both releases:\n  {places}{more}\n"
        "Leave the figures beside them as they were, or put the period's figures together with the next. Where a count was put "
        "right and may be known, say --force."
    )


__all__ = ["TellTale", "in_words", "told_beside"]
