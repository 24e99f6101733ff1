"""Actions: every recommendation of the site in one tracker. Whether it was done, and whether it helped, stand apart."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from macros.content.checks.recommendations import REFUSED
from macros.content.record import Record
from macros.content.records.recommendations import Accepted, EvidenceKind, Impact, Progress
from macros.diagnostics.catalogue import gaps as c
from macros.learning.actions import CLOSED, Action
from macros.site import words
from macros.site.views.actions import DONE, HELPED, NOT_APPLICABLE, owner_link, reason_rule
from macros.site.views.lists import Item, ListingView, ListOf, Sort, listing_pages
from macros.site.views.order import sort_title
from macros.site.views.parts import LinkTo, Scene, Value
from macros.site.words import State

ADDRESS = "actions/"
BY_DUE = Sort("by-due", "what is still to do first", "What is still to do comes first, by due date")
BY_SOURCE = Sort("by-source", "by source", "By source")
ATTENTION = {c.OVERDUE: "Overdue", c.NO_EVIDENCE: "Done, no evidence that it helped", c.NO_OWNER: "No owner named"}
"""Gaps of a recommendation, as a reader filters by them."""
LAST = dt.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class SourceOf:
    """The record that a row is from."""

    link: LinkTo
    kind: str
    about: str
    """The other body that it is about, or nothing."""
    example: bool


@dataclass(frozen=True, slots=True)
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
    reason_rule: str


@dataclass(frozen=True, slots=True)
class UnlistedRow:
    """Recommendations that a review made and that are not here."""

    text: str
    note: str
    source: SourceOf


@dataclass(frozen=True, slots=True)
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
    items = [_item(scene, action, attention.get((action.record.id, action.number), ())) for action in scene.actions]
    items += [item for record in scene.listed for item in _unlisted(scene, record)]
    return ListOf(
        ADDRESS, "Recommendation tracker", "Actions",
        "Every recommendation, from every source. Doing it is one thing. Showing that it helped is another.", (),
        tuple(items), (BY_DUE, BY_SOURCE), one="action", many="actions", searched=False,
    )


def _attention(scene: Scene) -> dict[tuple[str, int], tuple[Value, ...]]:
    found: dict[tuple[str, int], tuple[Value, ...]] = {}
    for gap in scene.gaps:
        if gap.code in ATTENTION:
            value = Value("attention", gap.code.name, ATTENTION[gap.code], "Needs attention")
            key = (gap.record.id, int(gap.way[1]))
            found[key] = (*found.get(key, ()), value)
    return found


def _item(scene: Scene, action: Action, attention: tuple[Value, ...]) -> Item:
    record, closed = action.record, action.status in CLOSED
    due = action.due.toordinal() if action.due else LAST
    title = sort_title(record.title)
    impact = NOT_APPLICABLE if action.status is Progress.NOT_ACCEPTED else HELPED[action.impact]
    helped, rank = _slug(action.impact), list(Impact).index(action.impact)
    if impact is NOT_APPLICABLE:
        helped, rank = "not-applicable", len(Impact)
    year = str(action.due.year) if action.due else "none"
    values = (
        Value("state", _slug(action.status), action.status.label, "Done?", list(Progress).index(action.status)),
        Value("impact", helped, impact.words, "Did it help?", rank),
        *attention,
        owner_value(scene, action.owner),
        Value("source", record.type.folder, record.type.name, "Source"),
        whose_value(scene, record),
        Value("year", year, year if action.due else "No date", "Due in"),
    )
    by_due = (closed, -due if closed and action.due else due, title, record.id, action.number)
    return Item(_row(scene, action, impact), values, (by_due, (title, record.id, action.number)))


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
        reason_rule=reason_rule(action),
    )


def _evidence(action: Action, kinds: tuple[EvidenceKind, ...]) -> Iterator[str]:
    """Yield the evidence of some kinds in the newest update that has any, each with its kind."""
    for update in reversed(action.updates):
        found = [f"{e.kind.label.partition(':')[0]} evidence: {e.note}" for e in update.evidence if e.kind in kinds]
        if found:
            yield from found
            return


def _unlisted(scene: Scene, record: Record) -> Iterator[Item]:
    """Yield a remark for a review that made more recommendations than stand in its record."""
    made, listed = getattr(record.fields, "recommendations_made", None), len(getattr(record.fields, "recommendations", ()))
    if made is None or made <= listed:
        return
    row = UnlistedRow(
        f"{made - listed} of {made} not published",
        f"The review made {words.count(made, 'recommendation', 'recommendations')}. What the others say is not published, "
        "so they are not here.", source_of(record),
    )
    title = sort_title(record.title)
    values = (Value("source", record.type.folder, record.type.name, "Source"), whose_value(scene, record))
    yield Item(row, values, ((True, LAST, title, record.id, made), (title, record.id, made)), counted=False)


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


def whose_value(scene: Scene, record: Record) -> Value:
    """Return the facet value of the body that a record is about."""
    about = record.fields.about_body
    slug = "-".join("".join(ch if ch.isalnum() else " " for ch in about.lower()).split()) if about else "own"
    return Value("about", slug, about or scene.settings.organisation.name, "About", 1 if about else 0)


def _slug(choice: Progress | Impact) -> str:
    return str(choice.value).replace("_", "-")
