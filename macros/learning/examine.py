"""The whole way from bytes to a library, as one pure function: what the doors and the tests call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from macros.content.edition import COMPUTED, Edition, select
from macros.content.load import load
from macros.content.record import Record
from macros.content.records.base import Audience
from macros.content.settings import Rules, Settings
from macros.content.telling import Telling, nobody
from macros.diagnostics import Diagnostic, errors, in_order
from macros.frozen import frozen
from macros.learning.across import told_across
from macros.learning.gaps import gaps
from macros.learning.library import Library, link, narrowed
from macros.learning.thread import threads
from macros.learning.titles import title_problems
from macros.learning.unlinked import problems, use_problems


@frozen
class Examined:
    """Every record whose file and form are right, and everything wrong with and between all of them."""

    records: tuple[Record, ...]
    diagnostics: tuple[Diagnostic, ...]
    everything: Library
    """All of them joined, whoever may read them, and those that could be read in part."""
    widest: Mapping[str, Audience]
    """The settings' rules for folders: the widest audience that each of these may have."""


def examine(files: Mapping[str, bytes], settings: Settings, today: dt.date, telling: Telling = nobody) -> Examined:
    """Return all records of the files and all problems in one run, whatever edition is wanted."""
    loaded = load(files, settings, telling)
    everything = link((*loaded.records, *loaded.refused), use=loaded.use.rows if loaded.use else ())
    found = [*loaded.diagnostics, *problems(everything, today, loaded.unreadable), *title_problems(loaded.records)]
    found += told_across(loaded.records, settings.rules, today, settings.widest)
    if loaded.use:
        found += use_problems(loaded.use, everything, loaded.unreadable)
    return Examined(loaded.records, in_order(found), everything, settings.widest)


def advice(examined: Examined, rules: Rules, today: dt.date) -> tuple[Diagnostic, ...]:
    """Return the gaps of everything that is out, as the managers edition sees them, at their places in the files.
    None while any error stands: what could not be read would look as if it were missing."""
    if errors(examined.diagnostics):
        return ()
    _, library = library_of(examined, Audience.MANAGERS, today)
    return in_order(gap.diagnostic() for gap in gaps(library, threads(library, rules, today), rules, today))


def library_of(examined: Examined, audience: Audience, today: dt.date, *, preview: bool = False) -> tuple[Edition, Library]:
    """Return one edition and the library of its records: all that goes on to the pages."""
    edition = select(examined.records, audience, today, preview=preview, widest=examined.widest)
    return edition, narrowed(examined.everything, edition.records, edition.outside, with_use=audience in COMPUTED)
