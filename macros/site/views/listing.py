"""Lists of records: one static page for each facet value, sort and fifty records.

Combining facets is search's work; here every link is a page that exists, so lists need no script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from macros.content.record import Record
from macros.content.records.base import RecordType
from macros.content.records.feedback import WithVoices
from macros.content.records.meeting import Scheduled
from macros.content.records.registry import record_types
from macros.site import words
from macros.site.views.events import coming
from macros.site.views.glance import Cell, cells
from macros.site.views.parts import Entry, LinkTo, Scene, Value
from macros.site.views.voices import voices

BY_DATE, BY_TITLE = "by-date", "by-title"
SORTS = {BY_DATE: "newest first", BY_TITLE: "by title"}


@dataclass(frozen=True, slots=True)
class Choose:
    """One link of a facet: a value, how many records have it, and whether this page shows it."""

    words: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet with its values; the first is “all”."""

    label: str
    choices: tuple[Choose, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands above a list: a template in `overrides/hub/leads/` and the value that it draws."""

    template: str
    value: object


@dataclass(frozen=True, slots=True)
class Sibling:
    """A list of the same place, with its number of records; `here` for the list that shows it."""

    words: str
    address: str
    count: int
    here: bool


@dataclass(frozen=True, slots=True)
class ListingView:
    """One page of a list."""

    address: str
    kind: str
    title: str
    point: str
    crumbs: tuple[LinkTo, ...]
    said: str
    entries: tuple[Entry, ...]
    facets: tuple[FacetGroup, ...]
    sort: str
    other_sort: LinkTo | None
    previous: LinkTo | None
    following: LinkTo | None
    empty: str
    noun: str
    kinds: bool
    """Whether entries say their type: where the list has several."""
    first: bool
    """Whether it is the first page of the whole list: the one in the sitemap."""
    lead: Lead | None = None
    """What stands above the list, on its first page."""
    siblings: tuple[Sibling, ...] = ()
    """The lists of the same place; none where it is the only one."""
    columns: tuple[str, ...] = ()
    """The labels of its columns, where it is drawn as a table."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    """The cells of each entry, where it is drawn as a table."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """What a list is of: its address, its words, its records, and whether dates lead."""

    address: str
    kind: str
    title: str
    point: str
    crumbs: tuple[LinkTo, ...]
    records: tuple[Record, ...]
    dated: bool
    one: str = "page"
    many: str = "pages"
    empty: str = "Nothing here yet."
    several_types: bool = False
    without: frozenset[str] = frozenset()
    """Facets that this list does not offer: a theme's list is one value of a facet already."""
    lead: Lead | None = None
    columns: tuple[str, ...] = ()
    """The labels of its columns, where a table tells more than a list of summaries."""
    siblings: tuple[Sibling, ...] = ()


def listing_pages(scene: Scene, of: ListOf) -> Iterator[ListingView]:
    """Yield every page of a list: whole and for each facet value, in two sorts where there is something to
    sort, as many entries to a page as settings say. A list that leaves facets out has both sorts as a whole only."""
    faceted = len(of.records) >= scene.settings.reading.facet_from
    values = _values(scene, of) if faceted else {}
    groups = _groups(values, len(of.records))
    facets = _facets(of, groups)
    yield from _pages(scene, of, None, of.records, facets, faceted=faceted)
    for by_slug in groups.values():
        for value, records in by_slug.values():
            yield from _pages(scene, of, value, records, facets, faceted=True)


Groups = dict[str, dict[str, tuple[Value, tuple[str, ...]]]]


def _values(scene: Scene, of: ListOf) -> dict[str, tuple[Value, ...]]:
    found = {}
    for record in of.records:
        own = tuple(v for v in scene.values(record) if v.key not in of.without)
        if of.several_types:
            own = (Value("type", record.type.folder, record.type.name, "Type"), *own)
        found[record.id] = own
    if of.several_types:
        shared = _shared_keys(of.records, found)
        found = {id_: tuple(v for v in values if v.key in shared) for id_, values in found.items()}
    return found


def _shared_keys(records: Iterable[Record], found: dict[str, tuple[Value, ...]]) -> set[str]:
    """A list of several types offers the facets that more than one of its types has."""
    types: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for value in found[record.id]:
            types[value.key].add(record.type.folder)
    return {key for key, folders in types.items() if len(folders) > 1} | {"type"}


def _groups(values: dict[str, tuple[Value, ...]], total: int) -> Groups:
    """Facets that tell something: at least two values, or one that not every record has."""
    held: dict[str, dict[str, tuple[Value, list[str]]]] = defaultdict(dict)
    for id_, own in values.items():
        for value in dict.fromkeys(own):
            held[value.key].setdefault(value.slug, (value, []))[1].append(id_)
    made: Groups = {}
    for key, by_slug in held.items():
        # A value that every record has would filter nothing.
        telling = [pair for pair in by_slug.values() if len(pair[1]) < total]
        if not telling:
            continue
        ordered = sorted(telling, key=lambda pair: pair[0].label.lower(), reverse=key == "year")
        made[key] = {value.slug: (value, tuple(ids)) for value, ids in ordered}
    # What tells least comes last.
    return {key: made[key] for key in sorted(made, key=lambda k: (k == "status", k == "year"))}


def _pages(
    scene: Scene, of: ListOf, value: Value | None, records: Sequence[Record | str], facets: tuple[FacetGroup, ...], *,
    faceted: bool,
) -> Iterator[ListingView]:
    own = [scene.library.records[r] if isinstance(r, str) else r for r in records]
    base = of.address if value is None else f"{of.address}{value.key}/{value.slug}/"
    default, other = (BY_DATE, BY_TITLE) if of.dated else (BY_TITLE, BY_DATE)
    view = ListingView(
        base, of.kind, of.title, of.point, of.crumbs, "", (), _chosen(facets, value, base), default, None, None, None,
        of.empty, of.many, of.several_types, first=False, columns=of.columns, siblings=of.siblings,
    )
    # A list that is one value of a filter already is not turned again for each filter within it.
    turns = faceted and len(own) > 1 and (value is None or not of.without)
    yield from _sorted_pages(scene, view, own, of, value, LinkTo(SORTS[other], f"{base}{other}/") if turns else None)
    if turns:
        turned = replace(view, address=f"{base}{other}/", sort=other)
        yield from _sorted_pages(scene, turned, own, of, value, LinkTo(SORTS[default], base))


def _sorted_pages(
    scene: Scene, view: ListingView, records: list[Record], of: ListOf, value: Value | None, other: LinkTo | None
) -> Iterator[ListingView]:
    ordered = sorted(records, key=_by_title if view.sort == BY_TITLE else by_date)
    size = scene.settings.reading.page_size
    pages = max(1, -(-len(ordered) // size))
    for number in range(1, pages + 1):
        start = (number - 1) * size
        shown = ordered[start : start + size]
        first = number == 1 and value is None and view.address == of.address
        yield replace(
            view,
            address=_page(view.address, number),
            said=_said(of, value, len(ordered), start, len(shown), pages),
            entries=tuple(scene.entry(r) for r in shown),
            rows=tuple(cells(scene, r) for r in shown) if view.columns else (),
            other_sort=other,
            previous=LinkTo(f"Previous {size}", _page(view.address, number - 1)) if number > 1 else None,
            following=LinkTo(f"Next {min(size, len(ordered) - start - size)}", _page(view.address, number + 1))
            if number < pages else None,
            first=first,
            lead=of.lead if first else None,
        )


def _page(address: str, number: int) -> str:
    return address if number == 1 else f"{address}page/{number}/"


def _said(of: ListOf, value: Value | None, total: int, start: int, shown: int, pages: int) -> str:
    text = words.count(total, of.one, of.many)
    if value is not None:
        text = f"{text} · {value.group}: {value.label}"
    if pages > 1:
        text = f"{text} · {start + 1} to {start + shown} shown"
    return text


def _facets(of: ListOf, groups: Groups) -> tuple[FacetGroup, ...]:
    """Return every facet with “all” chosen."""
    made = []
    for key, by_slug in groups.items():
        choices = [Choose("All", len(of.records), of.address, chosen=True)]
        choices += [Choose(v.label, len(ids), f"{of.address}{key}/{v.slug}/", chosen=False) for v, ids in by_slug.values()]
        made.append(FacetGroup(next(iter(by_slug.values()))[0].group, tuple(choices)))
    return tuple(made)


def _chosen(facets: tuple[FacetGroup, ...], value: Value | None, base: str) -> tuple[FacetGroup, ...]:
    """Return the facets with one value chosen. The other facets stay the same objects, so that they are drawn once a list."""
    if value is None:
        return facets
    return tuple(_choose(g, base) if any(c.address == base for c in g.choices) else g for g in facets)


def _choose(group: FacetGroup, base: str) -> FacetGroup:
    turned = (replace(c, chosen=c.address == base) if c.chosen != (c.address == base) else c for c in group.choices)
    return FacetGroup(group.label, tuple(turned))



def _by_title(record: Record) -> tuple[str, str]:
    return (sort_title(record.title), record.id)


def by_date(record: Record) -> tuple[int, str, str]:
    """Return what records are sorted by, newest first, equal days by title."""
    return (-(record.changed.toordinal() if record.changed else 0), sort_title(record.title), record.id)


def sort_title(title: str) -> str:
    """Return what a title is sorted by: without its articles, figures before letters."""
    text = title.casefold().lstrip("“‘\"'(")
    for article in ("the ", "a ", "an "):
        text = text.removeprefix(article)
    return text


def type_lists(scene: Scene) -> Iterator[ListOf]:
    """Yield the list of each type that has records in this edition."""
    held = _by_type(scene)
    for folder, records in held.items():
        type_ = record_types()[folder]
        place = next((p.title for p in scene.settings.places if p.id == type_.place), "All of one type")
        yield ListOf(
            f"{folder}/", place, type_.plural, type_.purpose, (), records, type_.dated, lead=_lead(scene, type_),
            columns=tuple(column.label for column in type_.glance), siblings=_siblings(held, type_.place, folder),
        )


def _by_type(scene: Scene) -> dict[str, tuple[Record, ...]]:
    held: dict[str, list[Record]] = {folder: [] for folder in record_types()}
    for record in scene.listed:
        held[record.type.folder].append(record)
    return {folder: tuple(records) for folder, records in held.items() if records}


def _siblings(held: Mapping[str, tuple[Record, ...]], place: str, here: str) -> tuple[Sibling, ...]:
    """Return the lists of a place, the one that carries its name first."""
    own = [f for f in held if record_types()[f].place == place]
    if len(own) < 2:
        return ()
    ordered = sorted(own, key=lambda f: (f != place, record_types()[f].plural.lower()))
    return tuple(Sibling(record_types()[f].plural, f"{f}/", len(held[f]), f == here) for f in ordered)


def _lead(scene: Scene, type_: RecordType) -> Lead | None:
    """Return what stands above a type's list: what is to come, or what people said."""
    if issubclass(type_.fields, Scheduled):
        return Lead("coming", coming(scene, type_.folder))
    if issubclass(type_.fields, WithVoices) and type_.folder == type_.place:
        said = voices(scene, type_)
        return Lead("voices", said) if said else None
    return None


def place_lists(scene: Scene) -> Iterator[ListOf]:
    """Yield a list for each place that is not one type's own address and has several types."""
    held = _by_type(scene)
    for place in scene.settings.places:
        folders = [f for f in held if record_types()[f].place == place.id]
        if len(folders) > 1 and place.id not in folders:
            kinds = sorted(record_types()[f].plural for f in folders)
            records = tuple(r for r in scene.listed if r.type.place == place.id)
            yield ListOf(
                f"{place.id}/", "Place", place.title, f"{', '.join(kinds)}.", (), records, dated=True,
                several_types=True, siblings=_siblings(held, place.id, ""),
            )
