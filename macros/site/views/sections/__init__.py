"""The sections of a record's page, from what its type declares of its fields and from what the record says.

Nothing here asks for a type. A field says by `Told` under which heading it is told; the kind of its value says
how. A field that says nothing, such as one of a new type, is told under `REST` by its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from macros.content.record import Record
from macros.content.records.base import Fields, Form, Period, Row
from macros.content.records.kinds import Placed, Sample, Shown, Silent, Table, Told, Whole
from macros.content.records.meeting import Scheduled
from macros.content.records.registry import notes
from macros.site import words
from macros.site.views.parts import LinkTo, Scene
from macros.site.views.sections import figures, findings, replies, series, trust
from macros.site.views.sections.blocks import Block, Facts, Listing, Quote, Said, Section, Words, plain
from macros.site.views.sections.blocks import Table as Drawn
from macros.site.views.sections.telling import Drawer, Telling, label_of

NOT_DESCRIBED = "not_described"
"""The common field in which what sources leave out is gathered: what authors write, and what stands empty."""
REST = Told("More about it")
"""Where fields stand that do not say where they are told."""
DRAWERS: dict[type, Drawer] = {
    **figures.DRAWERS, **findings.DRAWERS, **series.DRAWERS, **replies.DRAWERS, **trust.DRAWERS,
}


def sections(scene: Scene, record: Record) -> tuple[Section, ...]:
    """Return the sections of a record's page in the order of its fields, those before the text first."""
    by_heading: dict[str, list[tuple[Told, Telling]]] = {}
    left_out: list[str] = []
    hidden, traceless = scene.hidden(record), _traceless(type(record.fields))
    for name, told in declared(type(record.fields)).items():
        value = record.rows(name) if name in record.tables else getattr(record.fields, name)
        if (value is None or value == ()) and name in traceless and not (name == NOT_DESCRIBED and left_out):
            continue
        telling = Telling(scene, record, name, value, hidden)
        if telling.value in (None, ()) and told.missing and not told.label and record.fields.sources:
            # What an author says in the same words and more is not said once again.
            written = any(told.missing in said for said in record.fields.not_described)
            left_out += [told.missing] if _asked(told, telling) and not written else []
        elif name == NOT_DESCRIBED and left_out:
            by_heading.setdefault(told.heading, []).append((told, replace(telling, value=(*telling.value, *left_out))))
        else:
            by_heading.setdefault(told.heading, []).append((told, telling))
    if not by_heading:
        return ()
    parts = {part.title.casefold() for part in record.body.parts}
    made = [s for heading, fields in by_heading.items() if (s := _section(_apart(heading, parts), fields))]
    return (*(s for s in made if s.first), *(s for s in made if not s.first))


def _apart(heading: str, parts: set[str]) -> str:
    """Return a heading that no part of the text has: two alike cannot be told apart when they are read out."""
    return f"{heading}, in short" if heading.casefold() in parts else heading


@cache
def declared(model: type[Fields]) -> dict[str, Told]:
    """Return the fields that sections tell, each with how: as it is declared, or as the rest."""
    told = {n.path[0]: n.remark for n in notes(model, Told) if len(n.path) == 1}
    elsewhere = {n.path[0] for kind in (Shown, Placed, Silent) for n in notes(model, kind) if len(n.path) == 1}
    own = [name for name in model.model_fields if name not in Fields.model_fields]
    common = [name for name in model.model_fields if name in told and name not in own]
    return {name: told.get(name, REST) for name in (*own, *common) if name in told or name not in elsewhere}


@cache
def _traceless(model: type[Fields]) -> frozenset[str]:
    """Return the fields that leave no trace where they are empty: no words that say so, and no place or sentence for what
    else stands under their heading."""
    told = declared(model)
    under = Counter(one.heading for one in told.values())
    return frozenset(
        name for name, one in told.items()
        if not (one.missing or one.given) and (under[one.heading] == 1 or not (one.first or one.side))
    )


def _section(heading: str, fields: list[tuple[Told, Telling]]) -> Section | None:
    """Return a section: unlabelled words first, then facts, then what has a shape of its own."""
    said: list[Block] = []
    facts: list[tuple[str, tuple[Said, ...]]] = []
    shaped: list[Block] = []
    for told, telling in fields:
        # A count of nought is said like any other: where it left no trace, a missing row would tell a hidden one.
        if (telling.value in (None, ()) or telling.value is False) and not _asked(told, telling):
            continue
        blocks = _blocks(told, telling)
        for block in blocks:
            if isinstance(block, Facts):
                facts += block.rows
            else:
                (said if isinstance(block, Words) else shaped).append(block)
    if not (said or facts or shaped):
        return None
    scene, record = fields[0][1].scene, fields[0][1].record
    facts += _calendar(record, [t.name for _, t in fields])
    blocks = (*said, *((Facts(tuple(facts)),) if facts else ()), *shaped)
    names = {t.name for _, t in fields}
    note = (Words((f"* {scene.small.note}",)),) if any(path[0] in names for path in scene.hidden(record)) else ()
    side = next((told.side for told, _ in fields if told.side), "")
    return Section(f"told-{_slug(heading)}", heading, (*blocks, *note), side, any(told.first for told, _ in fields))


@cache
def _slug(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def _asked(told: Told, telling: Telling) -> bool:
    """Return whether a page says that nothing is said: where the field has words for it, and, if it is asked
    only beside another field, where that one is filled."""
    if telling.value is False:
        return False
    return bool(told.missing or told.given) and bool(not told.given or getattr(telling.record.fields, told.given))


def _blocks(told: Told, telling: Telling) -> tuple[Block, ...]:
    model, value = type(telling.record.fields), telling.value
    if (drawer := _drawer(model, telling.name)) and (value or told.given):
        return drawer(telling)
    if value in (None, ()):
        nothing = telling.missing(told.missing, told.otherwise)
        return (Facts(((told.label, (nothing,)),)),) if told.label else (Listing((nothing,)),)
    if sample := _first(model, telling.name, Sample):
        return figures.small_sample(telling) if sample else ()
    if whole := _first(model, telling.name, Whole):
        return figures.in_all(telling, getattr(telling.record.fields, whole.of), label_of(whole.of).lower())
    return _plain(told, telling)


def _plain(told: Told, telling: Telling) -> tuple[Block, ...]:
    """Return a value that has no shape of its own: as fact, list, quotation or paragraph."""
    value, label = telling.value, told.label or (label_of(telling.name) if told is REST else "")
    if telling.name in telling.record.tables:
        return (_any_table(telling, label),)
    if told.until:
        return (Facts(((label, (plain(words.times(value, getattr(telling.record.fields, told.until))),)),)),)
    if told.quote:
        return (Quote(value),)
    if isinstance(value, Form) and not isinstance(value, Period):
        rows = telling.facts(value).rows
        return (Facts(tuple((f"{label}: {of.lower()}" if label else of, said) for of, said in rows)),)
    said = telling.said(telling.record.fields, telling.name, value)
    if (isinstance(value, tuple) and not label) or told.list:
        return (Listing(said, told.lead),)
    if label:
        return (Facts(((label, said),)),)
    if len(said) == 1 and not said[0].links[0].address:
        return (Words((said[0].links[0].words,)),)
    return (Listing(said),)


def _any_table(telling: Telling, caption: str) -> Drawn:
    """Return the rows of a table that nothing else knows how to draw, by the names of its columns."""
    rows: tuple[Row, ...] = telling.value
    names = tuple(type(rows[0]).model_fields)
    return Drawn(caption or label_of(telling.name), tuple(label_of(n) for n in names), tuple(
        tuple(_cell(telling, row, name, at) for name in names) for at, row in enumerate(rows)
    ), wide=len(names) > 4)


def _cell(telling: Telling, row: Row, name: str, at: int) -> Said:
    value = getattr(row, name)
    return telling.said(row, name, value, at, name)[0] if value is not None else Said((LinkTo("–"),))


def _calendar(record: Record, names: list[str]) -> Iterator[tuple[str, tuple[Said, ...]]]:
    """Yield the way to a calendar that holds the record, beside when it starts."""
    kind = record.fields.value_of("kind")
    if isinstance(record.fields, Scheduled) and "start" in names and kind is not None:
        address = f"{record.type.folder}/{kind}.ics"
        yield "In your calendar", (Said((LinkTo(f"Calendar of its kind: {kind.label}", address),)),)


def _drawer(model: type[Fields], name: str) -> Drawer | None:
    """Return what draws a field's values: by the kind of its rows, or of the groups that it holds."""
    rows = _first(model, name, Table)
    if rows:
        return DRAWERS.get(rows.rows)
    form = _form_of(model, name)
    return DRAWERS.get(form) if form else None


@cache
def _form_of(model: type[Fields], name: str) -> type[Form] | None:
    """Return the kind of group that a field holds, alone or in a list."""
    waiting: list[Any] = [model.model_fields[name].annotation]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, Form):
            return one
        waiting += [a for a in getattr(one, "__args__", ()) if a is not Ellipsis]
    return None


@cache
def _first(model: type[Fields], name: str, kind: type) -> Any:
    return next((n.remark for n in notes(model, kind) if n.path == (name,)), None)


__all__ = ["DRAWERS", "REST", "declared", "sections"]
