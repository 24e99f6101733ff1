"""Lists of anything: one static page for each facet value, sort and so many items as settings say.

Combining facets is search's work; here every link is a page that exists, so lists need no script. What is in a
list (records, recommendations, gaps) is made by the module that knows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from macros.content.settings import Reading
from macros.site import words
from macros.site.views.glance import Cell
from macros.site.views.parts import LinkTo, Value


@dataclass(frozen=True, slots=True)
class Sort:
    """One order of a list: what its address ends in, what a link to it says, what its own pages say."""

    slug: str
    words: str
    said: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a list: what is drawn of it, its facet values, and what it is sorted by in either order."""

    entry: Any
    values: tuple[Value, ...]
    keys: tuple[Any, Any]
    cells: tuple[Cell, ...] = ()
    """The cells of its row, where the list is drawn as a table of labels and values."""
    counted: bool = True
    """Whether it is one of the things that the list counts, and not a remark among them."""


@dataclass(frozen=True, slots=True)
class Choose:
    """One link of a facet: a value, how many items have it, and whether this page shows it."""

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
    entries: tuple[Any, ...]
    facets: tuple[FacetGroup, ...]
    sorted: str
    """The order of this page, in words."""
    other_sort: LinkTo | None
    previous: LinkTo | None
    following: LinkTo | None
    empty: str
    noun: str
    kinds: bool
    """Whether entries say their type: where the list has several."""
    first: bool
    """Whether it is the first page of the whole list: the one in the sitemap."""
    whole: bool = True
    """Whether it is of the whole list, and not of one facet value."""
    searched: bool = True
    """Whether search finds what is in the list, so that it can combine filters."""
    lead: Lead | None = None
    """What stands above the list, on its first page."""
    siblings: tuple[Sibling, ...] = ()
    """The lists of the same place; none where it is the only one."""
    columns: tuple[str, ...] = ()
    """The labels of its columns, where it is drawn as a table."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    """The cells of each entry, where it is drawn as a table."""
    follow: tuple[LinkTo, ...] = ()
    """The feed of what the list is of, as Atom and as JSON Feed, on its first page."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """What a list is of: its address, its words, its items, and its two orders, the first of which leads."""

    address: str
    kind: str
    title: str
    point: str
    crumbs: tuple[LinkTo, ...]
    items: tuple[Item, ...]
    sorts: tuple[Sort, Sort]
    one: str = "page"
    many: str = "pages"
    empty: str = "Nothing here yet."
    several_types: bool = False
    turns_filtered: bool = True
    """Whether a filtered list has both orders as well: not where the list itself is one value of a filter already."""
    searched: bool = True
    lead: Lead | None = None
    columns: tuple[str, ...] = ()
    """The labels of its columns, where a table tells more than a list of summaries."""
    siblings: tuple[Sibling, ...] = ()
    follow: tuple[LinkTo, ...] = ()


@dataclass(slots=True)
class _Held:
    """The items of one facet value."""

    value: Value
    items: list[Item] = field(default_factory=list)


Groups = dict[str, dict[str, _Held]]


def listing_pages(reading: Reading, of: ListOf) -> Iterator[ListingView]:
    """Yield every page of a list: whole and for each facet value, in two orders where there is something to
    sort, as many entries to a page as settings say. The work grows with the items and their facet values."""
    faceted = len(of.items) >= reading.facet_from
    groups = _groups(of.items) if faceted else {}
    facets = _facets(of, groups)
    yield from _pages(reading, of, None, of.items, facets, faceted=faceted)
    for by_slug in groups.values():
        for held in by_slug.values():
            yield from _pages(reading, of, held.value, held.items, facets, faceted=True)


def facet_addresses(reading: Reading, of: ListOf) -> Mapping[tuple[str, str], str]:
    """Return the address of each page of one facet value that a list has, by the value's key and slug."""
    groups = _groups(of.items) if len(of.items) >= reading.facet_from else {}
    return {(key, slug): f"{of.address}{key}/{slug}/" for key, by_slug in groups.items() for slug in by_slug}


def _groups(items: Sequence[Item]) -> Groups:
    """Facets that tell something: at least two values, or one that not every item has."""
    found: dict[str, dict[str, _Held]] = defaultdict(dict)
    for item in items:
        for value in dict.fromkeys(item.values):
            found[value.key].setdefault(value.slug, _Held(value)).items.append(item)
    made: Groups = {}
    for key, by_slug in found.items():
        # A value that every item has would filter nothing.
        telling = [held for held in by_slug.values() if len(held.items) < len(items)]
        if not telling:
            continue
        ordered = sorted(telling, key=lambda held: (held.value.rank, held.value.label.lower()), reverse=key == "year")
        made[key] = {held.value.slug: held for held in ordered}
    # What tells least comes last.
    return {key: made[key] for key in sorted(made, key=lambda k: (k == "status", k == "year"))}


def _pages(
    reading: Reading, of: ListOf, value: Value | None, items: Sequence[Item], facets: tuple[FacetGroup, ...], *, faceted: bool,
) -> Iterator[ListingView]:
    base = of.address if value is None else f"{of.address}{value.key}/{value.slug}/"
    default, other = of.sorts
    view = ListingView(
        base, of.kind, of.title, of.point, of.crumbs, "", (), _chosen(facets, value, base), default.said, None, None, None,
        of.empty, of.many, of.several_types, first=False, whole=value is None, searched=of.searched, columns=of.columns,
        siblings=of.siblings,
    )
    turns = faceted and len(items) > 1 and (value is None or of.turns_filtered)
    ordered = sorted(items, key=lambda item: item.keys[0])
    yield from _sorted_pages(reading, view, ordered, of, value, LinkTo(other.words, f"{base}{other.slug}/") if turns else None)
    if turns:
        turned = replace(view, address=f"{base}{other.slug}/", sorted=other.said)
        ordered = sorted(items, key=lambda item: item.keys[1])
        yield from _sorted_pages(reading, turned, ordered, of, value, LinkTo(default.words, base))


def _sorted_pages(
    reading: Reading, view: ListingView, ordered: list[Item], of: ListOf, value: Value | None, other: LinkTo | None
) -> Iterator[ListingView]:
    size = reading.page_size
    pages = max(1, -(-len(ordered) // size))
    total, before = _count(ordered), 0
    for number in range(1, pages + 1):
        start = (number - 1) * size
        shown = ordered[start : start + size]
        first = number == 1 and value is None and view.address == of.address
        yield replace(
            view,
            address=_page(view.address, number),
            said=_said(of, value, total, before, before + _count(shown), pages),
            entries=tuple(item.entry for item in shown),
            rows=tuple(item.cells for item in shown) if view.columns else (),
            other_sort=other,
            previous=LinkTo(f"Previous {size}", _page(view.address, number - 1)) if number > 1 else None,
            following=LinkTo(f"Next {min(size, len(ordered) - start - size)}", _page(view.address, number + 1))
            if number < pages else None,
            first=first,
            lead=of.lead if first else None,
            follow=of.follow if first else (),
        )
        before += _count(shown)


def _page(address: str, number: int) -> str:
    return address if number == 1 else f"{address}page/{number}/"


def _said(of: ListOf, value: Value | None, total: int, before: int, last: int, pages: int) -> str:
    text = words.count(total, of.one, of.many)
    if value is not None:
        text = f"{text} · {value.group}: {value.label}"
    if pages > 1 and last > before:
        text = f"{text} · {before + 1} to {last} shown"
    return text


def _facets(of: ListOf, groups: Groups) -> tuple[FacetGroup, ...]:
    """Return every facet with “all” chosen."""
    made = []
    for key, by_slug in groups.items():
        choices = [Choose("All", _count(of.items), of.address, chosen=True)]
        for slug, held in by_slug.items():
            choices.append(Choose(held.value.label, _count(held.items), f"{of.address}{key}/{slug}/", chosen=False))
        made.append(FacetGroup(next(iter(by_slug.values())).value.group, tuple(choices)))
    return tuple(made)


def _count(items: Sequence[Item]) -> int:
    return sum(item.counted for item in items)


def _chosen(facets: tuple[FacetGroup, ...], value: Value | None, base: str) -> tuple[FacetGroup, ...]:
    """Return the facets with one value chosen. The other facets stay the same objects, so that they are drawn once a list."""
    if value is None:
        return facets
    return tuple(_choose(g, base) if any(c.address == base for c in g.choices) else g for g in facets)


def _choose(group: FacetGroup, base: str) -> FacetGroup:
    turned = (replace(c, chosen=c.address == base) if c.chosen != (c.address == base) else c for c in group.choices)
    return FacetGroup(group.label, tuple(turned))
