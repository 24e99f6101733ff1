"""What was said, agreed, passed on or put before leaders, and what came of it."""

from __future__ import annotations

import datetime as dt

from macros.content.records.feedback import Remedy, SaidDid, WorkedEvidence
from macros.content.records.measures import Raised
from macros.content.records.meeting import EventAction
from macros.content.records.practice import Briefed
from macros.site import words
from macros.site.views.actions import owner_link
from macros.site.views.sections.blocks import Block, Listing, Pair, Pairs, Said, Table, plain
from macros.site.views.sections.telling import Drawer, Telling
from macros.site.words import State, in_words


def said_did(told: Telling) -> tuple[Block, ...]:
    """Return what people said beside what was done about it."""
    return (Pairs(("You said", "We did"), tuple(
        Pair(p.said, p.did, (*((in_words(p.on),) if p.on else ()), f"Did it help? {p.evidence or 'Not yet measured.'}"))
        for p in told.value
    )),)


def remedies(told: Telling) -> tuple[Block, ...]:
    """Return what was agreed, by when, whether it was done in time, and what shows it."""
    rows = []
    for r in told.value:
        shows = plain(r.evidence) if r.evidence else Said(plain("Not recorded here").links, unsaid=True)
        rows.append((plain(r.text), plain(_unbroken(r.due)), Said(state=_done(told, r.due, r.done_on)), shows))
    return (Table("What was agreed", ("What was agreed", "Due", "Done?", "What shows it"), tuple(rows)),)


def _done(told: Telling, due: dt.date, done_on: dt.date | None) -> State:
    """Return whether something was done, and whether in time. That it is late is told where states are."""
    if done_on is not None:
        late = (done_on - due).days
        after = f", {words.count(late, 'day', 'days')} late" if late > 0 else ", in time"
        return State("done", f"{words.short_day(done_on)}{after}")
    late = (told.scene.today - due).days
    if told.scene.computed and late > 0:
        return State("alert", f"{words.count(late, 'day', 'days')} overdue", "attend")
    return State("open", "Not recorded as done")


def _unbroken(day: dt.date) -> str:
    return words.short_day(day).replace(" ", "\u00a0")


def agreed(told: Telling) -> tuple[Block, ...]:
    """Return what a meeting agreed to do, who does it, by when, and whether it was done."""
    rows = []
    for action in told.value:
        due = plain(_unbroken(action.due) if action.due else "No date")
        state = _done(told, action.due or dt.date.max, action.done_on)
        if action.due is None and action.done_on:
            state = State("done", words.short_day(action.done_on))
        rows.append((plain(action.text), Said((owner_link(told.scene, action.owner),)), due, Said(state=state)))
    return (Table("What was agreed", ("What is to be done", "Who", "Due", "Done?"), tuple(rows)),)


def raised(told: Telling) -> tuple[Block, ...]:
    """Return when a measure was put before leaders, and what they did."""
    rows = [
        (plain(_unbroken(r.on)), plain(r.to), plain(r.did) if r.did else Said(plain("Not recorded").links, unsaid=True))
        for r in told.value
    ]
    return (Table("Put before leaders", ("When", "To whom", "What leaders did"), tuple(rows)),)


def briefed(told: Telling) -> tuple[Block, ...]:
    """Return who was told, and when."""
    return (Table("Who was told", ("Who", "When"), tuple((plain(b.whom), plain(in_words(b.on))) for b in told.value)),)


def worked(told: Telling) -> tuple[Block, ...]:
    """Return the signs that a change worked, each with what kind of sign it is."""
    return (Listing(tuple(plain(e.note, e.kind.label) for e in told.value)),)


DRAWERS: dict[type, Drawer] = {
    SaidDid: said_did, Remedy: remedies, EventAction: agreed, Raised: raised, Briefed: briefed, WorkedEvidence: worked,
}
