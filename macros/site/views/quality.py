"""A quality statement: score, commitment, evidence by category and strength, and its known gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from macros.content.record import Record
from macros.content.records.quality import Category, EvidenceItem, QualityStatement, Score, Strength
from macros.frozen import frozen
from macros.learning.scores import MOST, STATEMENTS, Overall, overall
from macros.site import words
from macros.site.views.pack import MARKS, PackView, counted, is_example, pack_view, strengths, strengths_said
from macros.site.views.parts import Fact, LinkTo, Scene
from macros.site.views.rules import ADDRESS
from macros.site.views.sections.telling import NOT_IN_EDITION
from macros.site.words import State

RULES = LinkTo("How strength is worked out", f"{ADDRESS}#strength")


@frozen
class EvidenceView:
    """One piece of evidence."""

    text: str
    caveat: str
    on: str
    mark: str
    strength: str
    gap: bool
    would_close: str


@frozen
class CategoryView:
    """All evidence of one category, strongest first."""

    title: str
    slug: str
    items: tuple[EvidenceView, ...]
    said: str


@frozen
class PublishedView:
    """An overall score as it was published."""

    number: int
    said_by: str
    caveat: str


@frozen
class QualityView:
    """What a quality statement's page shows besides what every record shows."""

    score: int
    score_label: str
    assessed: str
    overall: PublishedView | None
    commitment: str
    categories: tuple[CategoryView, ...]
    strengths: tuple[tuple[str, str], ...]
    gaps: tuple[EvidenceView, ...]
    counter: tuple[tuple[str, str], ...]
    pack: PackView
    rules: LinkTo


def quality_view(scene: Scene, record: Record) -> QualityView | None:
    """Return what is particular to a quality statement, or nothing for other records."""
    fields = record.fields
    if not isinstance(fields, QualityStatement):
        return None
    order = list(Strength)
    items = sorted(fields.evidence, key=lambda e: order.index(e.strength))
    categories = []
    for category in Category:
        own = [e for e in items if e.category is category]
        if own:
            said = strengths_said(Counter(e.strength for e in own))
            categories.append(CategoryView(category.label, f"evidence-{category.value}", tuple(_evidence(e) for e in own), said))
    published = fields.published_overall
    return QualityView(
        score=score_of(fields) or 0,
        score_label=fields.score.label if fields.score else "Not published here",
        assessed=f"{fields.assessed_body}, {words.when(fields.assessed_on)}" if fields.assessed_on else "",
        overall=PublishedView(published.number, published.said_by, published.caveat) if published else None,
        commitment=fields.commitment or "",
        categories=tuple(categories),
        strengths=tuple((MARKS[s], s.label) for s in Strength),
        gaps=tuple(_evidence(e) for e in items if e.strength is Strength.GAP),
        counter=tuple((e.text, e.caveat or "") for e in fields.counter_evidence),
        pack=pack_view(scene, record),
        rules=RULES,
    )


def quality_facts(scene: Scene, record: Record, view: QualityView) -> Iterator[Fact]:
    """Yield how new the evidence is, and how much is known to be missing."""
    yield Fact("Newest evidence", (LinkTo(_newest(scene, record)),))
    if missing := len(view.gaps) + view.pack.gaps_in_all:
        yield Fact("Known gaps", (), State("alert", words.count(missing, "gap", "gaps"), "attend"))


def _newest(scene: Scene, record: Record) -> str:
    """Return the day of the newest evidence in words; an edition without states does not show what records are evidence."""
    newest = scene.newest_evidence(record)
    return words.day(newest) if newest else "No date" if scene.computed else NOT_IN_EDITION


def score_of(fields: QualityStatement) -> int | None:
    """Return the score as a number, or None where it is not published here."""
    return int(str(fields.score)) if fields.score not in (None, Score.NOT_PUBLISHED) else None


def _evidence(item: EvidenceItem) -> EvidenceView:
    return EvidenceView(
        item.text, item.caveat or "", words.when(item.on) if item.on else "", MARKS[item.strength], item.strength.label,
        item.strength is Strength.GAP, item.would_close or "",
    )


@frozen
class StatementRow:
    """One statement in the overview."""

    number: int
    link: LinkTo
    score: str
    newest: str
    strengths: tuple[tuple[str, str], ...]
    """How many pieces carry how much: a mark and its words."""
    none: str
    """What is said where there are no pieces."""
    example: bool
    """Whether example content is counted."""


@frozen
class OverviewView:
    """All statements beside one another, and what is known of the whole."""

    rows: tuple[StatementRow, ...]
    calculated: str
    published: tuple[tuple[PublishedView, LinkTo], ...]
    rules: LinkTo


def overview(scene: Scene, records: tuple[Record, ...]) -> OverviewView:
    """Return all statements beside one another, in the order of their numbers."""
    held = [(r, r.fields) for r in records if isinstance(r.fields, QualityStatement)]
    held.sort(key=lambda pair: (pair[1].number or 99, pair[0].id))
    bodies = {f.assessed_body for _, f in held if score_of(f) is not None}
    scores = {f.number: score_of(f) for _, f in held if score_of(f) is not None}
    made = overall([scores.get(number) for number in range(1, STATEMENTS + 1)]) if len(bodies) == 1 else None
    return OverviewView(
        tuple(_row(scene, r, f) for r, f in held), _calculated(made),
        tuple(
            (PublishedView(f.published_overall.number, f.published_overall.said_by, f.published_overall.caveat),
             LinkTo(r.title, r.address))
            for r, f in held if f.published_overall
        ),
        LinkTo("How strength and the overall percentage are worked out", f"{ADDRESS}#evidence"),
    )


def _calculated(made: Overall | None) -> str:
    if made is None:
        return "Not worked out: it needs all nine scores of one council, and they are not in our records."
    rating = f"which falls in the band “{made.rating.lower()}”" if made.rating else "which falls between two bands: no rating"
    return f"{made.total} of {MOST}, or {made.per_cent:.1f}%, {rating}. Calculated locally."


def _row(scene: Scene, record: Record, fields: QualityStatement) -> StatementRow:
    found = scene.evidence(record)
    counts = Counter(e.strength for e in fields.evidence) + strengths(found)
    score = score_of(fields)
    return StatementRow(
        fields.number or 0, LinkTo(record.title, record.address), f"{score} of 4" if score else "Not published here",
        _newest(scene, record),
        tuple((MARKS[s], counted(counts[s], s)) for s in Strength if counts[s]),
        "No evidence yet" if scene.computed else NOT_IN_EDITION, any(is_example(p) for p in found),
    )
