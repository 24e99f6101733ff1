"""B8 history: what may only grow."""

from __future__ import annotations

from macros.diagnostics import Severity
from macros.diagnostics.codes import code

REWRITTEN = code(
    "B801", "entry-rewritten",
    "Versions, updates and past reviews are the record's history. An entry that was published is never changed.",
    "Put the entry back as it was, and add a new one below it that says what is different.",
)
REMOVED = code(
    "B802", "entry-removed",
    "Versions, updates and past reviews are the record's history. An entry that was published is never removed.",
    "Put the entry back. If it was wrong, add a new one below it that says so.",
)
RECORD_REMOVED = code(
    "B803", "record-removed",
    "A record that was published keeps its address for ever. Deleted, it would take its history with it.",
    "Put the file back with status: withdrawn and the reason, or name this id under aliases of the record that replaces it.",
)
FIRST_VALUE_CHANGED = code(
    "B804", "first-value-changed",
    "The first owner, date and answer of a recommendation stay; what changes is said in an update.",
    "Put the value back, and add an update with the new one.",
)
ONLY_DATE_MOVED = code(
    "B805", "only-the-date-moved",
    "The only change is a later review date. That is no review: nobody can tell whether anyone looked.",
    "Add an entry to reviews with its outcome and reason.",
    Severity.WARNING,
)
