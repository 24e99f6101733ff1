"""A quality statement: score, commitment, evidence by category and strength, and its known gaps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from macros.content.record import Record
from macros.content.records.quality import Category, QualityStatement, Score, Strength
from macros.site import words

MARKS = {Strength.STRONG: "strong", Strength.PARTIAL: "partial", Strength.ASSERTION: "said", Strength.GAP: "gap"}


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One piece of evidence."""

    text: str
    caveat: str
    on: str
    mark: str
    strength: str
    gap: bool
    would_close: str


@dataclass(frozen=True, slots=True)
class CategoryView:
    """All evidence of one category, strongest first."""

    title: str
    slug: str
    items: tuple[EvidenceView, ...]
    said: str


@dataclass(frozen=True, slots=True)
class QualityView:
    """What a quality statement's page shows besides what every record shows."""

    score: int
    score_label: str
    assessed: str
    commitment: str
    categories: tuple[CategoryView, ...]
    strengths: tuple[tuple[str, str], ...]
    gaps: tuple[EvidenceView, ...]
    counter: tuple[tuple[str, str], ...]


def quality_view(record: Record) -> QualityView | None:
    """Return what is particular to a quality statement, or nothing for other records."""
    fields = record.fields
    if not isinstance(fields, QualityStatement):
        return None
    scored = fields.score not in (None, Score.NOT_PUBLISHED)
    views = [
        (e, EvidenceView(
            e.text, e.caveat or "", words.when(e.on) if e.on else "", MARKS[e.strength], e.strength.label,
            e.strength is Strength.GAP, e.would_close or "",
        ))
        for e in fields.evidence
    ]
    order = list(Strength)
    views.sort(key=lambda pair: order.index(pair[0].strength))
    categories = []
    for category in Category:
        own = tuple(v for e, v in views if e.category is category)
        if own:
            counts = Counter(e.strength for e, _ in views if e.category is category)
            said = ", ".join(f"{counts[s]} {s.label.lower()}" for s in Strength if counts[s])
            categories.append(CategoryView(category.label, f"evidence-{category.value}", own, said))
    return QualityView(
        score=int(str(fields.score)) if scored and fields.score else 0,
        score_label=fields.score.label if fields.score else "Not published here",
        assessed=f"{fields.assessed_body}, {words.when(fields.assessed_on)}" if fields.assessed_on else "",
        commitment=fields.commitment or "",
        categories=tuple(categories),
        strengths=tuple((MARKS[s], s.label) for s in Strength),
        gaps=tuple(v for _, v in views if v.gap),
        counter=tuple((e.text, e.caveat or "") for e in fields.counter_evidence),
    )
