"""Actions: every recommendation of the site in one tracker. Whether it was done, and whether it helped, stand apart."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial

from macros.content.checks.recommendations import REFUSED
from macros.content.record import Record
from macros.content.records.recommendations import Accepted, EvidenceKind, Impact, Progress
from macros.diagnostics.catalogue import gaps as c
from macros.frozen import frozen
from macros.learning.actions import CLOSED, Action
from macros.site import words
from macros.site.views.actions import DONE, HELPED, NOT_APPLICABLE, owner_link, reason_label, reason_rule
from macros.site.views.lists import Item, ListingView, ListOf, Sort, listing_pages
from macros.site.views.order import sort_title
from macros.site.views.parts import LinkTo, Scene, Value
from macros.site.words import State

ADDRESS = "actions/"
BY_DUE = Sort("by-due", "what is still to do first", "What is still to do comes first, by due date")
BY_SOURCE = Sort("by-source", "by source", "By source")
_ATTENTION = {
    code.id: Value("attention", code.name, said, "Needs attention") for code, said in (
        (c.OVERDUE, "Overdue"), (c.NO_EVIDENCE, "Done, no evidence that it helped"), (c.NO_OWNER, "No owner named"),
    )
}
"""Gaps of a recommendation by their code, as a reader filters by them."""
_STATE = {state: Value("state", str(state).replace("_", "-"), state.label, "Done?", rank) for rank, state in enumerate(Progress)}
_IMPACT = {
    impact: Value("impact", str(impact).replace("_", "-"), HELPED[impact].words, "Did it help?", rank)
    for rank, impact in enumerate(Impact)
}
_NO_IMPACT = Value("impact", "not-applicable", NOT_APPLICABLE.words, "Did it help?", len(Impact))
LAST = dt.date.max.toordinal()


@frozen
class SourceOf:
    """The record that a row is from."""

    link: LinkTo
    kind: str
    about: str
    """The other body that it is about, or nothing."""
    example: bool


@frozen
class ActionRow:
    """One recommendation as it stands."""

    text: LinkTo
    source: SourceOf
    owner: LinkTo
    due: str
    overdue: str
    done: State
    done_notes: tuple[str, ...]
    helped: State
    helped_notes: tuple[str, ...]
    answer: str
    """The answer, where it is not a plain yes."""
    reason: str
    reason_label: str
    reason_rule: str


@frozen
class UnlistedRow:
    """Recommendations that a review made and that are not here."""

    text: str
    note: str
    source: SourceOf


@frozen
class TrackerView:
    """One page of the tracker, under the numbers of the whole of it in words."""

    listing: ListingView
    said: tuple[str, ...]


def tracker_views(scene: Scene, of: ListOf) -> Iterator[TrackerView]:
    """Yield every page of the tracker; none where the edition holds no recommendation."""
    said = tuple(_said(scene))
    for listing in listing_pages(scene.settings.reading, of) if of.items else ():
        yield TrackerView(listing, said)


def action_list(scene: Scene) -> ListOf:
    """Return the list of every recommendation, and of each review that made more than are published."""
    attention = _attention(scene)
    # Thousands of actions have the same few owners, sources, bodies and years: the value of each is made once.
    owner, whose = cache(partial(owner_value, scene)), cache(partial(whose_value, scene))
    source, year = cache(_source_value), cache(_year_value)

    def item(action: Action) -> Item:
        record, closed = action.record, action.status in CLOSED
        due = action.due.toordinal() if action.due else LAST
        title = sort_title(record.title)
        refused = action.status is Progress.NOT_ACCEPTED
        values = (
            _STATE[action.status],
            _NO_IMPACT if refused else _IMPACT[action.impact],
            *attention.get((record.id, action.number), ()),
            owner(action.owner),
            source(record.type.folder, record.type.name),
            whose(record.fields.about_body),
            year(action.due.year if action.due else None),
        )
        by_due = (closed, -due if closed and action.due else due, title, record.id, action.number)
        row = _row(scene, action, NOT_APPLICABLE if refused else HELPED[action.impact])
        return Item(row, values, (by_due, (title, record.id, action.number)))

    def remarks(record: Record) -> Iterator[Item]:
        """A review may have made more recommendations than stand in its record."""
        made = record.fields.value_of("recommendations_made")
        if made is not None and (missing := made - len(record.fields.value_of("recommendations", ()))) > 0:
            title = sort_title(record.title)
            values = (source(record.type.folder, record.type.name), whose(record.fields.about_body))
            keys = ((True, LAST, title, record.id, made), (title, record.id, made))
            yield Item(_unlisted(record, missing, made), values, keys, counted=False)

    unlisted = (remark for record in scene.listed for remark in remarks(record))
    return ListOf(
        ADDRESS, "Recommendation tracker", "Actions",
        "Every recommendation, from every source. Doing it is one thing. Showing that it helped is another.", (),
        (*map(item, scene.actions), *unlisted), (BY_DUE, BY_SOURCE), one="action", many="actions", searched=False,
    )


def _attention(scene: Scene) -> dict[tuple[str, int], tuple[Value, ...]]:
    found: dict[tuple[str, int], tuple[Value, ...]] = {}
    for gap in scene.gaps:
        if value := _ATTENTION.get(gap.code.id):
            key = (gap.record.id, int(gap.way[1]))
            found[key] = (*found.get(key, ()), value)
    return found


def _row(scene: Scene, action: Action, impact: State) -> ActionRow:
    of, late = action.recommendation, action.days_late(scene.today)
    refused = action.accepted in REFUSED
    return ActionRow(
        text=LinkTo(of.text, f"{action.record.address}#{of.id}"),
        source=source_of(action.record),
        owner=owner_link(scene, action.owner),
        due=words.short_day(action.due) if action.due else "No date",
        overdue=f"{words.count(late, 'day', 'days')} overdue" if late and scene.computed else "",
        done=DONE[action.status],
        done_notes=(*(u.note for u in action.updates[-1:]), *_evidence(action, (EvidenceKind.OUTPUT,))),
        helped=impact,
        helped_notes=tuple(_evidence(action, (EvidenceKind.PRACTICE, EvidenceKind.OUTCOME))),
        answer=action.accepted.label if action.accepted in (Accepted.PARTLY, Accepted.NOT_STATED) else "",
        reason=action.reason or "" if refused else "",
        reason_label=reason_label(action),
        reason_rule=reason_rule(action),
    )


def _evidence(action: Action, kinds: tuple[EvidenceKind, ...]) -> Iterator[str]:
    """Yield the evidence of some kinds in the newest update that has any, each with its kind."""
    for update in reversed(action.updates):
        found = [f"{e.kind.label.partition(':')[0]} evidence: {e.note}" for e in update.evidence if e.kind in kinds]
        if found:
            yield from found
            return


def _unlisted(record: Record, missing: int, made: int) -> UnlistedRow:
    return UnlistedRow(
        f"{missing} of {made} not published",
        f"The review made {words.count(made, 'recommendation', 'recommendations')}. What the others say is not published, "
        "so they are not here.", source_of(record),
    )


def _said(scene: Scene) -> Iterator[str]:
    """Yield the numbers in sentences. What is about another body is counted apart."""
    ours = [a for a in scene.actions if not a.record.fields.about_body]
    states = Counter(a.status for a in ours)
    implemented = [a for a in ours if a.status is Progress.IMPLEMENTED]
    impacts = Counter(a.impact for a in implemented)
    shown = impacts[Impact.IMPROVED]
    yield f"{len(implemented)} implemented, of which {shown} {'has' if shown == 1 else 'have'} shown impact."
    rest = (
        (impacts[Impact.NO_CHANGE], "made no change"), (impacts[Impact.WORSE], "made things worse"),
        (impacts[Impact.NOT_YET_MEASURED], "not yet measured"),
    )
    if any(number for number, _ in rest):
        yield f"Of the others: {', '.join(f'{number} {what}' for number, what in rest if number)}."
    going = [(states[s], s.label.lower()) for s in Progress if s is not Progress.IMPLEMENTED and states[s]]
    if going:
        yield f"{', '.join(f'{number} {what}' for number, what in going)}."
    late = sum(a.days_late(scene.today) > 0 for a in ours) if scene.computed else 0
    if late:
        yield f"{late} {'is' if late == 1 else 'are'} overdue."
    if others := len(scene.actions) - len(ours):
        yield f"{others} more {'is' if others == 1 else 'are'} about another body and not in these numbers."


def source_of(record: Record, place: str = "") -> SourceOf:
    """Return the record that a row is from, with a link to it or to a place on its page."""
    address = f"{record.address}#{place}" if place else record.address
    return SourceOf(LinkTo(record.title, address), record.type.name, record.fields.about_body or "", record.fields.example)


def owner_value(scene: Scene, owner: str | None) -> Value:
    """Return the facet value of an owner. No file has a name with `_`, so none is taken for who is not there."""
    link = owner_link(scene, owner)
    slug = owner if owner and link.address else "not_here" if owner else "not_named"
    return Value("owner", slug, link.words, "Owner", 0 if link.address else 1)


def whose_value(scene: Scene, about: str | None) -> Value:
    """Return the facet value of the body that a record is about: another one, or our own."""
    slug = "-".join("".join(ch if ch.isalnum() else " " for ch in about.lower()).split()) if about else "own"
    return Value("about", slug, about or scene.settings.organisation.name, "About", 1 if about else 0)


def _source_value(folder: str, name: str) -> Value:
    return Value("source", folder, name, "Source")


def _year_value(year: int | None) -> Value:
    return Value("year", str(year), str(year), "Due in") if year else Value("year", "none", "No date", "Due in")
