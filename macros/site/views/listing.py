"""Lists of records: of each type and of each place."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from macros.content.record import Record
from macros.content.records.feedback import WithVoices
from macros.content.records.kinds import Choice
from macros.content.records.meeting import Scheduled
from macros.content.records.quality import QualityStatement
from macros.content.records.record_type import PUBLISHED, RecordType
from macros.content.records.registry import record_types
from macros.site.views.events import coming
from macros.site.views.glance import glance_row
from macros.site.views.lists import Item, Lead, ListOf, Sibling, Sort
from macros.site.views.order import by_date, sort_title
from macros.site.views.parts import Scene, Value
from macros.site.views.quality import overview
from macros.site.views.standing import tally
from macros.site.views.voices import voices

BY_DATE, BY_TITLE = Sort("by-date", "newest first", "Newest first"), Sort("by-title", "by title", "By title")


def record_items(
    scene: Scene, records: tuple[Record, ...], *, dated: bool, several_types: bool = False,
    columns: bool = False, first_by: str = "",
) -> tuple[Item, ...]:
    """Return records as the items of a list, by date first or by title first, where `first_by` names a field by its
    choice before that. A list too short to be filtered asks for no values."""
    order = _by_its_day if columns else by_date
    values: Mapping[str, tuple[Value, ...]] = {}
    if len(records) >= scene.settings.reading.facet_from:
        values = _values(scene, records, several_types=several_types)
    return tuple(
        Item(
            scene.entry(record), values.get(record.id, ()),
            (order(record), _by_title(record)) if dated else ((_chosen(record, first_by), _by_title(record)), order(record)),
            glance_row(scene, record) if columns else None,
        )
        for record in records
    )


def _values(scene: Scene, records: Iterable[Record], *, several_types: bool) -> Mapping[str, tuple[Value, ...]]:
    found = {}
    for record in records:
        own = scene.values(record)
        if several_types:
            own = (_of_type(record.type.folder, record.type.name), *own)
        found[record.id] = own
    if several_types:
        shared = _shared_keys(records, found)
        found = {id_: tuple(v for v in values if v.key in shared) for id_, values in found.items()}
    return found


@cache
def _of_type(folder: str, name: str) -> Value:
    return Value("type", folder, name, "Type")


def _shared_keys(records: Iterable[Record], found: dict[str, tuple[Value, ...]]) -> set[str]:
    """A list of several types offers the facets that more than one of its types has."""
    types: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for value in found[record.id]:
            types[value.key].add(record.type.folder)
    return {key for key, folders in types.items() if len(folders) > 1} | {"type"}


def sorts(*, dated: bool, first_by: str = "") -> tuple[Sort, Sort]:
    """Return the two orders of a list of records, the one that leads first."""
    if dated:
        return BY_DATE, BY_TITLE
    return (Sort(f"by-{first_by}", f"by {first_by}", f"By {first_by}, then by title") if first_by else BY_TITLE), BY_DATE


def _chosen(record: Record, field: str) -> int:
    """Return which of its choices a field has, in the order of their declaration; what has none stands last."""
    choice: Choice | None = getattr(record.fields, field) if field else None
    return sys.maxsize if choice is None else list(type(choice)).index(choice)


def _by_title(record: Record) -> tuple[str, str]:
    return (sort_title(record.title), record.id)


def _by_its_day(record: Record) -> tuple[int, str, str]:
    """A table shows what records are about, so the newest there is what is about the newest day, as its type
    declares it; of types that declare none, what changed last."""
    day = record.source_day if record.type.found_on != PUBLISHED else record.changed
    return (-(day.toordinal() if day else 0), sort_title(record.title), record.id)


def type_lists(scene: Scene) -> Iterator[ListOf]:
    """Yield the list of each type that has records in this edition."""
    held = _by_type(scene)
    for folder, records in held.items():
        type_ = records[0].type
        place = next((p.title for p in scene.settings.places if p.id == type_.place), "All of one type")
        yield ListOf(
            f"{folder}/", place, type_.plural, type_.purpose, (),
            record_items(scene, records, dated=type_.dated, columns=bool(type_.glance), first_by=type_.first_by),
            sorts(dated=type_.dated, first_by=type_.first_by),
            lead=_lead(scene, type_), columns=tuple(column.label for column in type_.glance),
            siblings=_siblings(held, type_.place, folder),
        )


def _by_type(scene: Scene) -> dict[str, tuple[Record, ...]]:
    held: dict[str, list[Record]] = {folder: [] for folder in record_types()}
    for record in scene.listed:
        held.setdefault(record.type.folder, []).append(record)
    return {folder: tuple(records) for folder, records in held.items() if records}


def _siblings(held: Mapping[str, tuple[Record, ...]], place: str, here: str) -> tuple[Sibling, ...]:
    """Return the lists of a place, the one that carries its name first."""
    own = {f: records[0].type for f, records in held.items() if records[0].type.place == place}
    if len(own) < 2:
        return ()
    ordered = sorted(own, key=lambda f: (f != place, own[f].plural.lower()))
    return tuple(Sibling(own[f].plural, f"{f}/", len(held[f]), f == here) for f in ordered)


def _lead(scene: Scene, type_: RecordType) -> Lead | None:
    """Return what stands above a type's list: what is to come, what people said, where themes or statements stand."""
    if issubclass(type_.fields, Scheduled):
        return Lead("coming", coming(scene, type_.folder))
    if issubclass(type_.fields, WithVoices) and type_.folder == type_.place:
        said = voices(scene, type_)
        return Lead("voices", said) if said else None
    if type_.layout == "theme" and scene.threads:
        return Lead("states", tally(scene))
    if issubclass(type_.fields, QualityStatement):
        return Lead("statements", overview(scene, tuple(r for r in scene.listed if r.type is type_)))
    return None


def place_lists(scene: Scene) -> Iterator[ListOf]:
    """Yield a list for each place that is not one type's own address and has several types."""
    held = _by_type(scene)
    for place in scene.settings.places:
        folders = [f for f, records in held.items() if records[0].type.place == place.id]
        if len(folders) > 1 and place.id not in folders:
            kinds = sorted(held[f][0].type.plural for f in folders)
            records = tuple(r for r in scene.listed if r.type.place == place.id)
            yield ListOf(
                f"{place.id}/", "Place", place.title, f"{', '.join(kinds)}.", (),
                record_items(scene, records, dated=True, several_types=True), sorts(dated=True), several_types=True,
                siblings=_siblings(held, place.id, ""),
            )
