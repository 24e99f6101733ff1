"""Gaps: what is missing, overdue or unmeasured, with who answers for it and what would close it.

A gap is advice. It is worked out from what an edition holds on a day, and only of records that are out and
not replaced. What the rules are is told at each of them below; their numbers are settings.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache

from macros.content.edition import is_current
from macros.content.plain import Path
from macros.content.record import Record
from macros.content.records.base import Row
from macros.content.records.feedback import Decision
from macros.content.records.figures import WithFigures
from macros.content.records.kinds import Shown
from macros.content.records.meeting import Cascade
from macros.content.records.practice import Programme
from macros.content.records.quality import QualityStatement, Strength
from macros.content.records.recommendations import EvidenceKind, Progress
from macros.content.records.registry import notes
from macros.content.records.vocabulary import Theme
from macros.content.settings import Rules
from macros.diagnostics import Code, Diagnostic, clipped
from macros.diagnostics.catalogue import gaps as c
from macros.frozen import frozen
from macros.learning.actions import actions_of
from macros.learning.days import day
from macros.learning.due import is_moved, latest_due
from macros.learning.evidence import evidence_days, naming
from macros.learning.library import Library
from macros.learning.thread import State, Thread, months_before

OVERSIGHT = {"limit": "the limit", "approver": "who approves", "check": "how it is checked", "how_often": "how often"}
"""What a programme's oversight must say, in words."""
FROM_A_SOURCE = "Find a published source that says it, and add it here. Until then the gap stays."
"""What would close a gap that the source on another body leaves: nobody here can answer for it."""
SHOWING = (EvidenceKind.PRACTICE, EvidenceKind.OUTCOME)
"""Evidence that something changed, and not only that something was done."""


@frozen
class Gap:
    """One thing that is missing, in one record."""

    code: Code
    record: Record
    way: Path
    """Where in the front matter it would be mended."""
    owner: str | None
    """Who answers for it: the name of a file in briefings/contacts/, or None where nobody is named."""
    message: str
    closes: str
    """What would close it; the fields that it is written in stand in brackets."""

    @property
    def remedy(self) -> str:
        """What would close it, for readers who never see a field."""
        return re.sub(r" \([a-z_]+(?:, [a-z_]+)*\)", "", self.closes)

    def diagnostic(self) -> Diagnostic:
        """Return the gap as `check` says it, at its place in the record's file."""
        return self.record.problem(self.code, self.way, self.message, self.closes)


@frozen
class _Known:
    """What the rules look at besides the record, grouped once."""

    library: Library
    threads: Mapping[str, Thread]
    rules: Rules
    today: dt.date
    used: frozenset[str]
    """The briefings that a team recorded the use of."""


def gaps(library: Library, threads: Mapping[str, Thread], rules: Rules, today: dt.date) -> tuple[Gap, ...]:
    """Return every gap of a library, by code and record. The work grows with the records and what refers
    to them. A gap in a record about another body says whose it is, and tells what its source leaves out as exactly that."""
    known = _Known(library, threads, rules, today, frozenset(row.briefing for row in library.use if row.on <= today))
    found: list[Gap] = []
    for record in library.records.values():  # by id
        if is_current(record, today):
            own = [gap for rule in RULES for gap in rule(record, known)]
            found += sorted(own, key=lambda gap: tuple(map(str, gap.way))) if len(own) > 1 else own
    return tuple(sorted(found, key=lambda gap: gap.code.id))


def _gap(
    code: Code, record: Record, way: Path, message: str, *, owner: str | None = None, closes: str = "", untold: str = "",
) -> Gap:
    """`untold` is what the source leaves out, where the record is about another body: it may well exist there."""
    about = record.fields.about_body
    if about and untold:
        message, closes = f"The source text does not describe {untold}.", FROM_A_SOURCE
    whose = f"About {about}: {message[:1].lower()}{message[1:]}" if about else message
    return Gap(code, record, way, owner or record.fields.owner, whose, closes or code.fix)


# The thread ---------------------------------------------------------------------
def _no_briefing(record: Record, known: _Known) -> Iterator[Gap]:
    """Detected, not improved since, and no briefing on or after the day of its latest detection."""
    thread = known.threads.get(record.slug) if isinstance(record.fields, Theme) else None
    if thread and thread.cycles and not thread.cycles[-1].shared and thread.state is not State.IMPROVED:
        on = thread.cycles[-1].detection.on
        message = f"The theme was detected on {day(on)}; no briefing on it has come out since."
        yield _gap(c.NO_BRIEFING, record, ("title",), message)


def _recommendations(record: Record, known: _Known) -> Iterator[Gap]:
    """Nobody named for what is not done; past its day and not done; done, and nothing shows that it helped."""
    for action in actions_of(record):
        way, name = ("recommendations", action.number), f"Recommendation {action.recommendation.id.removeprefix('r')}"
        if action.owner is None and action.status not in (Progress.IMPLEMENTED, Progress.NOT_ACCEPTED):
            untold = f"who owns {name[:1].lower()}{name[1:]}"
            yield _gap(c.NO_OWNER, record, way, f"{name} has no owner.", untold=untold)
        if action.due and action.days_late(known.today):
            message = f"{name} was due by {day(action.due)} and is not implemented."
            yield _gap(c.OVERDUE, record, (*way, "due"), message, owner=action.owner)
        if action.status is Progress.IMPLEMENTED and not any(e.kind in SHOWING for u in action.updates for e in u.evidence):
            message = f"{name} is implemented; nothing shows whether it helped."
            yield _gap(c.NO_EVIDENCE, record, (*way, "updates"), message, owner=action.owner)


def _briefings(record: Record, known: _Known) -> Iterator[Gap]:
    """A briefing that names nothing it was learned from; one that no team has used, where uses are recorded at all."""
    if not record.type.shares:
        return
    if not record.fields.learned_from:
        yield _gap(c.FROM_NOTHING, record, ("title",), "The briefing does not say what it was learned from.")
    if known.library.use and record.slug not in known.used:
        yield _gap(c.NEVER_USED, record, ("title",), "No team has recorded that it used the briefing.")


# Evidence -----------------------------------------------------------------------
def _evidence(record: Record, known: _Known) -> Iterator[Gap]:
    """The newest evidence is old or undated; all that is written down is assertion or a gap."""
    fields = record.fields
    if not isinstance(fields, QualityStatement):
        return
    newest = max(evidence_days(record, naming(record, known.library, known.today), known.today), default=None)
    if newest is None:
        said = "No evidence for the statement has a date." if fields.evidence else "The statement has no evidence."
        yield _gap(c.OLD_EVIDENCE, record, ("evidence",), said)
    elif newest < months_before(known.today, known.rules.evidence_months):
        message = f"The newest evidence for the statement is from {day(newest)}, over {known.rules.evidence_months} months ago."
        yield _gap(c.OLD_EVIDENCE, record, ("evidence",), message)
    if fields.evidence and all(e.strength in (Strength.ASSERTION, Strength.GAP) for e in fields.evidence):
        yield _gap(c.ALL_ASSERTION, record, ("evidence",), "All evidence for the statement is assertion or a gap.")


# Keeping ------------------------------------------------------------------------
def _review(record: Record, known: _Known) -> Iterator[Gap]:
    """The day of the review has passed; or it is later than the interval after anybody last looked, by over a month."""
    review = record.fields.review
    if review is None:
        return
    if review.due < known.today:
        yield _gap(c.REVIEW_OVERDUE, record, ("review", "due"), f"The review was due by {day(review.due)}.")
    latest = latest_due(record, known.today)
    if latest and is_moved(record, known.today):
        message = f"The next review is on {day(review.due)}, later than every {review.every} months since somebody last looked."
        closes = f"Record the review (reviews), or put the date back to {day(latest)} at the latest."
        yield _gap(c.ONLY_THE_DATE, record, ("review", "due"), message, closes=closes)


def _oversight(record: Record, _: _Known) -> Iterator[Gap]:
    """Somebody may do something, and one of limit, approver, check and how often is not said."""
    fields = record.fields
    if not isinstance(fields, Programme) or not fields.who_may:
        return
    missing = [said for name, said in OVERSIGHT.items() if not getattr(fields.oversight, name, None)]
    if missing:
        said = " or ".join(missing)
        message = f"It says who may do what under the programme, and not {said}."
        yield _gap(c.NO_OVERSIGHT, record, ("oversight",), message, untold=f"{said}, though it says who may do what")


def _measured(record: Record, known: _Known) -> Iterator[Gap]:
    """A learning system or a programme that no current record names under `measures`, with no outcomes of its own."""
    fields = record.fields
    programme = fields if isinstance(fields, Programme) else None
    if not (fields.system or programme) or (programme and programme.outcomes):
        return
    edges = known.library.backlinks.get(record.id, ())
    if not any(e.field == "measures" and is_current(known.library.records[e.source], known.today) for e in edges):
        what = f"The learning system “{clipped(fields.system, 100)}”" if fields.system else "The programme"
        untold = f"a measure of {what[:1].lower()}{what[1:]}"
        yield _gap(c.NO_MEASURE, record, ("system",) if fields.system else ("title",), f"{what} has no measure.", untold=untold)


# Counts --------------------------------------------------------------------------
def _denominators(record: Record, _: _Known) -> Iterator[Gap]:
    """A part without its whole. A count is a part where its type declares that it always is (those who answered, of
    those who were asked), where an author says so of a figure, and where other rows of its table have a whole.
    That is all that can be told without guessing: 220 complaints may be all of them."""
    for name, whole in record.type.fields.BOUNDED:
        if getattr(record.fields, name) is not None and getattr(record.fields, whole) is None:
            message = f"The count “{_label(record, name)}” does not say out of how many: {_words(whole)} is not known."
            yield _gap(c.NO_DENOMINATOR, record, (name,), message)
    for number, figure in enumerate(record.fields.figures if isinstance(record.fields, WithFigures) else ()):
        if figure.part and figure.denominator is None:
            message = f"The figure “{clipped(figure.label, 100)}” is a part and does not say out of how many."
            yield _gap(c.NO_DENOMINATOR, record, ("figures", number), message)
    for field, table in record.tables.items():
        row: type[Row] | None = type(table.rows[0]) if table.rows else None
        for part, whole in _pairs(row) if row else ():
            without = [n for n, row in enumerate(table.rows) if getattr(row, whole) is None and getattr(row, part) is not None]
            if without and len(without) < len(table.rows):
                message = f"Some rows of the table {_words(field)} say out of how many, and {len(without)} do not."
                yield _gap(c.NO_DENOMINATOR, record, (field, without[0], part), message)


@cache
def _pairs(rows: type[Row]) -> tuple[tuple[str, str], ...]:
    """Return the columns of a table that count a part, with the column of its whole."""
    return tuple((part, whole) for part, whole in rows.BOUNDED if rows.model_fields[whole].default is None)


# Answers and remedies --------------------------------------------------------------
def _answer(record: Record, known: _Known) -> Iterator[Gap]:
    """A message whose answer was due and is not there."""
    fields = record.fields
    if not isinstance(fields, Cascade) or fields.answered_on or not fields.due or fields.due >= known.today:
        return
    edges = known.library.backlinks.get(record.id, ())
    if not any(e.field == "answers" and is_current(known.library.records[e.source], known.today) for e in edges):
        yield _gap(c.NOT_ANSWERED, record, ("due",), f"An answer was due by {day(fields.due)}; none is recorded.")


def _remedies(record: Record, known: _Known) -> Iterator[Gap]:
    """A remedy not done by its day, or done late with nothing that shows it."""
    for number, remedy in enumerate(record.fields.remedies if isinstance(record.fields, Decision) else ()):
        late = ((remedy.done_on or known.today) - remedy.due).days
        if late <= 0 or (remedy.done_on and remedy.evidence):
            continue
        what, when = f"The remedy “{clipped(remedy.text, 100)}”", f"due by {day(remedy.due)}"
        if remedy.done_on:
            said = f"{what} was {when} and done {late} {'day' if late == 1 else 'days'} late; nothing shows it."
        else:
            said = f"{what} was {when} and is not done."
        yield _gap(c.REMEDY_LATE, record, ("remedies", number), said)


RULES = (
    _no_briefing, _recommendations, _briefings, _evidence, _review, _oversight, _measured, _denominators, _answer,
    _remedies,
)


def _label(record: Record, name: str) -> str:
    """Return what readers see a field called."""
    return next((n.remark.label for n in notes(record.type.fields, Shown) if n.path == (name,)), _words(name).capitalize())


def _words(name: str) -> str:
    return name.replace("_", " ")
