"""Evidence for a quality statement from the records that name it, and how much each piece carries.

The rule, which the site prints (`about/rules/#strength`):

- *Strong*: measured and compared. A recommendation that helped, a theme that a later round found improved, a
  measure that moved the right way by enough.
- *Partial*: counted, done or shown in one example, and not compared.
- *Assertion only*: somebody says so.
- *Against*: measured and worse, unchanged or found again; overdue; upheld; an example that did not work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from macros.content.edition import is_current
from macros.content.record import Record, last_day
from macros.content.records.audits import Audit, FindingKind, WithFindings
from macros.content.records.feedback import Decision, DecisionOutcome, Feedback, Involvement, Survey
from macros.content.records.figures import Direction, PointRow, WithFigures
from macros.content.records.measures import Measure
from macros.content.records.practice import CaseStudy, Programme, Sides
from macros.content.records.quality import QualityStatement, Strength
from macros.content.records.recommendations import EvidenceKind, Impact, Progress
from macros.content.records.use import Use
from macros.content.records.vocabulary import Theme
from macros.content.settings import Rules
from macros.frozen import frozen
from macros.learning.actions import Action
from macros.learning.days import day
from macros.learning.library import Library
from macros.learning.numbers import Path
from macros.learning.thread import State, Thread

NAMED = "quality_statements"
"""The field by which a record is evidence for a statement."""


@frozen
class Piece:
    """One piece of evidence: from which record and day, what it shows, and how much it carries."""

    record: Record
    on: dt.date | None
    says: str
    strength: Strength
    against: bool = False
    """Whether it speaks against the statement being met."""
    fragment: str = ""
    """The recommendation that it is about."""
    example: bool = False
    """Whether it rests on made-up records, though its own record may not be one."""


@frozen
class Basis:
    """What evidence is worked out from besides the record itself."""

    library: Library
    rules: Rules
    today: dt.date
    threads: Mapping[str, Thread]
    """By slug; none where the edition shows no states."""
    hidden: Callable[[Record], frozenset[Path]]
    """The counts of a record that the edition hides."""
    actions: Callable[[Record], tuple[Action, ...]]
    """The recommendations of a record as they stand."""
    used: Mapping[str, Sequence[Use]]
    """The records of use of each briefing, by its slug."""
    computed: bool
    """Whether the edition shows what is worked out: what is overdue, shares of files."""


def naming(statement: Record, library: Library, today: dt.date) -> tuple[Record, ...]:
    """Return the current records that name a statement, each once, by id."""
    sources = sorted({e.source for e in library.backlinks.get(statement.id, ()) if e.field == NAMED})
    return tuple(record for record in map(library.records.__getitem__, sources) if is_current(record, today))


def evidence_days(statement: Record, named: Iterable[Record], today: dt.date) -> Iterator[dt.date]:
    """Yield the days of a statement's evidence: of its own items that are no gap, and of the current records that name
    it (`naming`), are about the same body and have begun. A month or a year counts by its last day, and never by one to
    come."""
    fields = statement.fields
    for item in fields.evidence if isinstance(fields, QualityStatement) else ():
        if item.on and item.strength is not Strength.GAP and item.on <= today.isoformat()[: len(item.on)]:
            yield min(last_day(item.on), today)
    for record in named:
        if record.fields.about_body == fields.about_body and record.has_begun(today) and (on := record.source_day):
            yield min(on, today)


def evidence(named: Iterable[Record], basis: Basis) -> tuple[Piece, ...]:
    """Return what the records that name a statement (`naming`) show, the strongest first, then the newest."""
    found = (piece for record in named for piece in pieces(record, basis))
    return tuple(sorted(found, key=_weight))


_RANKS = {strength: number for number, strength in enumerate(Strength)}


def _weight(piece: Piece) -> tuple[int, int, str, str]:
    day = piece.on.toordinal() if piece.on else 0
    return (_RANKS[piece.strength], -day, piece.record.id, piece.fragment)


def pieces(record: Record, basis: Basis) -> tuple[Piece, ...]:
    """Return what one record shows; where it shows nothing that was counted or done, that it says so. A theme is a
    word and says nothing by itself, and what is to come has shown nothing yet."""
    if isinstance(record.fields, Theme):
        return tuple(_theme(record, basis))
    on = record.source_day
    found = (*_recommendations(record, basis), *_findings(record, basis), *_own(record, basis))
    if found or (on and not record.has_begun(basis.today)):
        return found
    return (Piece(record, on, record.fields.summary, Strength.ASSERTION),)


def _theme(record: Record, basis: Basis) -> Iterator[Piece]:
    thread = basis.threads.get(record.slug)
    if thread is None or not thread.cycles:
        return
    example = any(basis.library.records[s.record].fields.example for s in thread.sightings)
    newest = next((r for r in reversed(thread.cycles[-1].rechecks) if r.result), None)
    if newest:
        now, then = newest.sighting, newest.against
        counts = f"found in {now.present} of {now.applicable} files, before in {then.present} of {then.applicable}"
        result = {State.IMPROVED: "improved", State.WORSE: "is worse"}.get(thread.state, "did not change")
        worse = thread.state is not State.IMPROVED
        yield Piece(record, thread.since, f"The theme {result}: {counts}.", Strength.STRONG, worse, example=example)
    elif thread.reopened:
        on = thread.cycles[-1].detection.on
        says = "The theme had improved and was detected again."
        yield Piece(record, on, says, Strength.STRONG, against=True, example=example)


def _recommendations(record: Record, basis: Basis) -> Iterator[Piece]:
    for action in basis.actions(record):
        if piece := _action(action, basis):
            yield piece


def _action(action: Action, basis: Basis) -> Piece | None:
    id_, name = action.recommendation.id, f"Recommendation {action.recommendation.id.removeprefix('r')}"
    if action.measured:
        on, helped = action.measured.on, action.impact is Impact.IMPROVED
        kinds = {e.kind for e in action.measured.evidence}
        kind = "outcome" if EvidenceKind.OUTCOME in kinds else "practice"
        said = {Impact.IMPROVED: "helped", Impact.WORSE: "made it worse"}.get(action.impact, "brought no change")
        notes = " ".join(e.note for e in action.measured.evidence if e.kind is not EvidenceKind.OUTPUT)
        shown = f" ({kind} evidence). {notes}" if notes else f". {action.measured.note}"
        return Piece(action.record, on, f"{name} {said}{shown}", Strength.STRONG, not helped, id_)
    if action.status is Progress.IMPLEMENTED:
        says = f"{name} is implemented. Whether it helped is not measured."
        return Piece(action.record, action.updates[-1].on, says, Strength.PARTIAL, fragment=id_)
    if basis.computed and action.due and action.days_late(basis.today):
        says = f"{name} was due by {day(action.due)} and is not done."
        return Piece(action.record, action.due, says, Strength.PARTIAL, against=True, fragment=id_)
    return None


def _findings(record: Record, basis: Basis) -> Iterator[Piece]:
    """Shares of files are small numbers of files: only where they may be shown."""
    fields, on = record.fields, record.source_day
    for finding in fields.findings if isinstance(fields, WithFindings) and basis.computed else ():
        theme = basis.library.records.get(f"themes/{finding.theme}")
        if theme is None:
            continue
        counts = f"{theme.title}: in {finding.present} of {finding.applicable} files"
        if finding.kind is FindingKind.STRENGTH:
            yield Piece(record, on, f"{counts}, as a strength.", Strength.PARTIAL)
        elif basis.rules.detected.met(finding.present, finding.applicable):
            yield Piece(record, on, f"{counts}, as a concern.", Strength.PARTIAL, against=True)


def _own(record: Record, basis: Basis) -> Iterator[Piece]:
    """Yield what the fields of the record's own kind show."""
    fields, on = record.fields, record.source_day
    if isinstance(fields, Measure):
        yield from _measure(record, fields, basis)
    elif isinstance(fields, Decision):
        yield from _decision(record, fields)
    elif isinstance(fields, CaseStudy):
        yield Piece(record, on, fields.summary, Strength.PARTIAL, fields.how_it_went is Sides.DID_NOT_WORK)
    elif isinstance(fields, Involvement) and fields.worked:
        yield Piece(record, on, " ".join(w.note for w in fields.worked), Strength.PARTIAL)
    elif isinstance(fields, Programme) and fields.outcomes:
        yield Piece(record, on, " ".join(fields.outcomes), Strength.PARTIAL)
    elif counted := _counted(record, basis):
        yield Piece(record, on, counted, Strength.PARTIAL)
    elif record.type.shares:
        yield from _used(record, basis)


def _used(record: Record, basis: Basis) -> Iterator[Piece]:
    """A briefing that was used is something done; what came of it is another question."""
    uses = [row for row in basis.used.get(record.slug, ()) if row.on <= basis.today]
    teams = {row.team for row in uses}
    if teams:
        known = (basis.library.records.get(f"contacts/{team}") for team in teams)
        example = any(team is not None and team.fields.example for team in known)
        says = f"Used by {len(teams)} {'team' if len(teams) == 1 else 'teams'}."
        yield Piece(record, max(row.on for row in uses), says, Strength.PARTIAL, example=example)


def _counted(record: Record, basis: Basis) -> str:
    """Return the first count that a record gives and that may be shown."""
    fields, hidden = record.fields, basis.hidden(record)
    if isinstance(fields, Audit) and fields.sample is not None and ("sample",) not in hidden:
        return f"{fields.sample} files looked at. {fields.summary}"
    if isinstance(fields, Survey) and fields.n is not None and ("n",) not in hidden:
        return f"{fields.n} answers. {fields.summary}"
    if isinstance(fields, Feedback) and fields.received is not None and ("received",) not in hidden:
        return f"{fields.received} received. {fields.summary}"
    for number, figure in enumerate(fields.figures if isinstance(fields, WithFigures) else ()):
        if figure.number is not None and ("figures", number, "number") not in hidden:
            return f"{figure.said or figure.number} {figure.label}."
        if figure.said and figure.number is None:
            return f"{figure.said} {figure.label}."
    return ""


def _decision(record: Record, fields: Decision) -> Iterator[Piece]:
    upheld = fields.outcome is DecisionOutcome.UPHELD
    if upheld or fields.outcome is DecisionOutcome.NOT_UPHELD:
        says = f"A complaint was {'upheld' if upheld else 'not upheld'}: {fields.category}."
        yield Piece(record, fields.decided_on, says, Strength.PARTIAL, upheld)


def _measure(record: Record, fields: Measure, basis: Basis) -> Iterator[Piece]:
    """A measure against its own first period. It carries much where it moved by as many points, or as large a part
    of its first value, as a theme must move to have changed."""
    hidden = basis.hidden(record)
    rows: list[PointRow] = [
        row for at, row in enumerate(record.rows("series"))
        if row.group is None and not hidden & {("series", at, "value"), ("series", at, "denominator")}
    ]
    shown = sorted(rows, key=lambda row: row.end)
    if not shown:
        return
    first, last = shown[0], shown[-1]
    then, now = _value(first), _value(last)
    if first is last or fields.good in (None, Direction.SAME) or not then:
        yield Piece(record, last.end, f"{_said(last)} {fields.unit} by {day(last.end)}.", Strength.PARTIAL)
        return
    moved = now - then if first.denominator else 100 * (now - then) / then
    enough = abs(moved) >= basis.rules.recheck.points
    better = (moved > 0) is (fields.good is Direction.UP)
    how = ("Better" if better else "Worse") if enough else "No clear change"
    says = f"{how}: {_said(first)} by {day(first.end)}, {_said(last)} by {day(last.end)} ({fields.unit})."
    yield Piece(record, last.end, says, Strength.STRONG if enough else Strength.PARTIAL, enough and not better)


def _value(row: PointRow) -> Decimal:
    """Return a point of a series: the share of a hundred where it is a part of a whole."""
    return 100 * row.value / row.denominator if row.denominator else row.value


def _said(row: PointRow) -> str:
    return f"{row.value} of {row.denominator} ({round(_value(row))}%)" if row.denominator else str(row.value)
