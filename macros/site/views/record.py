"""The page of a record: everything that it shows, of itself and of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from macros.content.record import Record
from macros.content.records.base import Status
from macros.content.records.quality import QualityStatement
from macros.content.records.recommendations import WithContentNote
from macros.diagnostics.catalogue import gaps
from macros.frozen import frozen
from macros.learning.evidence import NAMED
from macros.learning.library import BODY
from macros.learning.lineage import Lineage
from macros.site import words
from macros.site.markdown import PartRenderer
from macros.site.urls import absolute, mailto, quoted
from macros.site.views.actions import RecommendationView, recommendation_view
from macros.site.views.history import ChangeView, Published
from macros.site.views.lineage import LineageView, lineage_view
from macros.site.views.on_theme import OnTheme
from macros.site.views.parts import Entry, Fact, LinkTo, Scene
from macros.site.views.quality import QualityView, quality_facts, quality_view
from macros.site.views.searching import SearchTags, search_tags
from macros.site.views.sections import sections
from macros.site.views.sections.blocks import Section
from macros.site.views.thread import ThreadView, thread_view
from macros.site.views.work import WorkGroup
from macros.site.words import State

LISTED = ("themes", "recommendations.themes")
"""Fields whose backlinks the list on a theme's page shows."""
MOST_FACTS = 4
"""So many facts stand at the head of a page, beside its review; the others under “About this page”."""
MOST_BACKLINKS = 8
"""So many records that refer here are shown as entries; the others as titles under one summary."""
USED_LINES = (
    "Team:", "Date:", "Led by (role):", "How many people:", "One change that we will make:", "", "Please write no names.",
)
"""What a team fills in when it tells that it used a briefing."""
_SUGGEST, _USED, _BRIEFING, _LINE = map(quoted, ("Suggest a change: ", "We used: ", "Briefing: ", "\r\n"))
_USED_LINES = quoted("".join(f"\r\n{line}" for line in USED_LINES))


@frozen
class PartView:
    """One part of the text."""

    number: int
    slug: str
    title: str
    html: str
    do: bool


@frozen
class Notice:
    """Something that needs attention before the reader goes on."""

    label: str
    strong: str
    text: str
    link: LinkTo | None = None
    attend: bool = True


@frozen
class Group:
    """Records that refer to this one by one field."""

    label: str
    entries: tuple[Entry, ...]
    more: tuple[LinkTo, ...]


@frozen
class PastReviewView:
    """One review that took place."""

    on: str
    role: str
    outcome: str
    reason: str


@frozen
class SourceView:
    """Where a statement can be checked."""

    title: str
    publisher: str
    url: str | None
    read_on: str


@frozen
class RecordView:
    """Everything that a record's page shows."""

    address: str
    layout: str
    kind: str
    title: str
    point: str
    example: bool
    about_body: str
    """The body that it is about, where that is not ours."""
    watermark: str
    crumbs: tuple[LinkTo, ...]
    facts: tuple[Fact, ...]
    about: tuple[Fact, ...]
    notices: tuple[Notice, ...]
    content_note: str
    support: str
    parts: tuple[PartView, ...]
    dense: bool
    intro: str
    also: tuple[str, ...]
    questions: tuple[str, ...]
    use_link: str
    qr: str
    quality: QualityView | None
    sections: tuple[Section, ...]
    recommendations: tuple[RecommendationView, ...]
    thread: ThreadView | None
    lineage: LineageView
    groups: tuple[Group, ...]
    related: tuple[Entry, ...]
    versions: tuple[ChangeView, ...]
    reviews: tuple[PastReviewView, ...]
    owner: LinkTo | None
    review: State | None
    review_every: str
    version: str
    sources: tuple[SourceView, ...]
    suggest: str
    suggest_on_forge: bool
    classification: str
    tags: SearchTags
    on_theme: OnTheme | None = None
    """What is on it, where it is a theme."""
    work: tuple[WorkGroup, ...] = ()
    """What an owner has to do."""
    published: Published | None = None
    """Which versions of the site it was in, where it is being published."""


def record_view(
    scene: Scene, renderer: PartRenderer, record: Record, related: tuple[Record, ...], lineage: Lineage,
    on_theme: OnTheme | None = None, work: tuple[WorkGroup, ...] = (),
) -> RecordView:
    """Return the view of a record. It depends on nothing but its arguments."""
    fields: Any = record.fields
    rule = record.type.parts_rule
    owner = scene.library.records.get(f"contacts/{fields.owner}") if fields.owner else None
    own_thread = scene.thread(record)
    thread = thread_view(scene, own_thread) if own_thread else None
    quality = quality_view(scene, record)
    facts = (*(thread.facts if thread else quality_facts(scene, record, quality) if quality else ()), *_facts(scene, record))
    on_forge = bool(scene.settings.suggest and scene.edition.audience in scene.settings.suggest_in)
    questions: tuple[str, ...] = fields.value_of("questions", ())
    review = words.review_state(record, scene.today, computed=scene.computed)
    title = quoted(record.title)
    return RecordView(
        address=record.address,
        layout=record.type.layout,
        kind=_kind(record),
        title=record.title,
        point=fields.summary,
        example=fields.example,
        about_body=fields.about_body or "",
        watermark=_watermark(scene, record),
        crumbs=(LinkTo(record.type.plural, f"{record.type.folder}/"),),
        facts=(*facts[:MOST_FACTS], *((Fact("Review", (), review),) if review else ())),
        about=facts[MOST_FACTS:],
        notices=tuple(notices(scene, record)),
        content_note=(fields.content_note or "") if isinstance(fields, WithContentNote) else "",
        support=scene.settings.organisation.support,
        parts=_parts(record, renderer.parts(record)),
        dense=bool(rule and record.words > rule.dense_words),
        intro=fields.value_of("definition") or fields.value_of("remit") or "",
        also=fields.value_of("synonyms", ()),
        questions=questions,
        use_link=_use_link(scene, record, title) if questions else "",
        qr=scene.codes.svg(absolute(scene.site_url, record.address)) if rule else "",
        quality=quality,
        sections=sections(scene, record),
        recommendations=tuple(recommendation_view(scene, action) for action in scene.actions_of(record)),
        thread=thread,
        lineage=lineage_view(scene, record, lineage),
        groups=tuple(_groups(scene, record, on_theme.ids if on_theme else frozenset())),
        related=tuple(scene.entry(r) for r in related),
        versions=tuple([
            ChangeView(c.version, words.short_day(c.on), c.on.isoformat(), c.note, c.approved_by)
            for c in reversed(fields.changes)
        ]),
        reviews=tuple(PastReviewView(words.day(r.on), r.role, r.outcome.label, r.reason) for r in reversed(fields.reviews)),
        owner=LinkTo(owner.title, owner.address) if owner else None,
        review=review,
        review_every=words.count(fields.review.every, "month", "months") if fields.review else "",
        version=f"Version {record.version}, {words.day(record.changed)}" if record.version and record.changed else "",
        sources=tuple(SourceView(s.title, s.publisher, s.url, words.day(s.read_on)) for s in fields.sources),
        suggest=(scene.settings.suggest or "").replace("{path}", record.path) if on_forge
        else mailto(scene.settings.feedback, _SUGGEST + title, quoted(absolute(scene.site_url, record.address)) + _LINE),
        suggest_on_forge=on_forge,
        classification=str(fields.classification.value),
        tags=search_tags(scene, record),
        on_theme=on_theme,
        work=work,
    )


def _kind(record: Record) -> str:
    number = record.fields.value_of("number")
    return f"{record.type.name} {number}" if number else record.type.name


def _watermark(scene: Scene, record: Record) -> str:
    """Return what stands across a page that readers do not have yet, or have no longer: a preview shows it."""
    if not scene.edition.preview:
        return ""
    state = words.status_state(record, scene.today)
    hidden = record.fields.status in (Status.DRAFT, Status.WITHDRAWN) or bool(
        record.fields.published and record.fields.published > scene.today
    )
    return state.words if hidden and state else ""


def _facts(scene: Scene, record: Record) -> tuple[Fact, ...]:
    facts = list(scene.facts(record))
    rule = record.type.parts_rule
    if rule:
        facts.insert(0, Fact("Time to read", (LinkTo(words.count(record.minutes, "minute", "minutes")),)))
    return tuple(facts)


def _parts(record: Record, drawn: Sequence[str]) -> tuple[PartView, ...]:
    rule = record.type.parts_rule
    numbers, said = (rule.do_parts, rule.do_words.lower()) if rule else ((), "")
    return tuple([
        PartView(part.number, part.slug, part.title, html, do=part.number in numbers and said in part.title.lower())
        for part, html in zip(record.body.parts, drawn, strict=True)
    ])


def notices(scene: Scene, record: Record) -> list[Notice]:
    """Return what a reader must know before the page itself: replaced, under review, cancelled, late."""
    fields, found = record.fields, []
    if fields.status is Status.SUPERSEDED and fields.superseded_by:
        found.append(Notice(
            "Replaced", "This page has been replaced.", "It is kept so that old links still work. Use this instead:",
            scene.link(fields.superseded_by.partition("#")[0]) or LinkTo("Not in this edition"),
        ))
    if fields.status is Status.WITHDRAWN and fields.withdrawn:
        found.append(Notice("Withdrawn", f"Withdrawn on {words.day(fields.withdrawn.on)}.", fields.withdrawn.reason))
    if fields.status is Status.UNDER_REVIEW:
        found.append(Notice(
            "Under review", "This page is under review.",
            "You can still use it. Ask its owner before you rely on a detail.",
            LinkTo("Owner and review", f"{record.address}#owner"),
        ))
    if fields.value_of("cancelled"):
        found.append(Notice("Cancelled", "Cancelled.", "It does not take place."))
    found += [
        Notice(words.LATE[gap.code.id], "The answer is overdue.", gap.message)
        for gap in scene.gaps_of.get(record.id, ()) if gap.code is gaps.NOT_ANSWERED
    ]
    if scene.computed and fields.review and fields.review.due < scene.today:
        late = words.count((scene.today - fields.review.due).days, "day", "days")
        found.append(Notice(
            "Review overdue", f"The review of this page is {late} overdue.",
            f"It was due by {words.day(fields.review.due)}. Check names of teams and local steps before you use them.",
            LinkTo("Owner and review", f"{record.address}#owner"),
        ))
    return found


def _groups(scene: Scene, record: Record, listed: frozenset[str]) -> list[Group]:
    """Backlinks by the words that their field has for them. What the page's list, or the ways along the
    thread, show is not repeated."""
    shown = isinstance(record.fields, QualityStatement) and scene.computed  # its pack has the records that name it
    held: dict[tuple[bool, str], set[str]] = defaultdict(set)
    for edge in scene.library.backlinks.get(record.id, ()):
        if edge.thread or edge.source in scene.replaced or edge.source in listed:
            continue
        if (shown and edge.field == NAMED) or (listed and edge.field in LISTED):
            continue
        held[edge.field == BODY, edge.back].add(edge.source)
    made, seen = [], set[str]()
    for key in sorted(held):
        ordered = sorted(held[key] - seen, key=scene.places.__getitem__)
        seen |= held[key]
        if ordered:
            first, rest = ordered[:MOST_BACKLINKS], ordered[MOST_BACKLINKS:]
            entries = tuple([scene.entry(scene.library.records[id_]) for id_ in first])
            made.append(Group(key[1], entries, tuple([link for id_ in rest if (link := scene.link(id_))])))
    return made


def _use_link(scene: Scene, record: Record, title: str) -> str:
    """Return the link that writes to say that a briefing was used; `title` is its own, quoted."""
    version = quoted(f" (version {record.version or 1})")
    return mailto(scene.settings.record_of_use, _USED + title, _BRIEFING + title + version + _USED_LINES)
