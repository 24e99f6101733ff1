"""Lists of anything: one static page for each facet value, sort and so many items as settings say.

Combining facets is search's work; here every link is a page that exists, so lists need no script. What is in a
list (records, recommendations, gaps) is made by the module that knows it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from macros.content.settings import Reading
from macros.site import words
from macros.site.views.glance import Cell
from macros.site.views.parts import LinkTo, Value

MOST_CHOICES = 40
"""So many values of a facet are on every page of a list; a page of their own has all of them, where there are more."""


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
    more: LinkTo | None = None
    """The page of all its values, where not all of them are here."""


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
    """The items of one facet value, in the order of the whole list and in its other one."""

    value: Value
    items: list[Item] = field(default_factory=list)
    turned: list[Item] = field(default_factory=list)


Groups = dict[str, dict[str, _Held]]
Orders = tuple[Sequence[Item], Sequence[Item]]


@dataclass(frozen=True, slots=True)
class _Facet:
    """A facet as pages show it. Of many values only the most used are on every page: with all of them, each new
    value would make every other page longer."""

    group: FacetGroup
    """With “all” chosen."""
    choices: tuple[Choose, ...]
    """Every value, none chosen."""
    places: Mapping[str, int]
    """The position of each value among all of them, by its slug."""
    shown: tuple[int, ...]
    """The positions of those that are on every page."""


def listing_pages(reading: Reading, of: ListOf) -> Iterator[ListingView]:
    """Yield every page of a list: whole and for each facet value, in two orders where there is something to
    sort, as many entries to a page as settings say. The work grows with the items and their facet values."""
    faceted = len(of.items) >= reading.facet_from
    orders = sorted(of.items, key=lambda item: item.keys[0]), sorted(of.items, key=lambda item: item.keys[1])
    groups = _groups(of.items) if faceted else {}
    _put_in_order(groups, orders)
    facets = _facets(of, groups)
    yield from _pages(reading, of, None, orders, facets, faceted=faceted)
    for by_slug in groups.values():
        for held in by_slug.values():
            yield from _pages(reading, of, held.value, (held.items, held.turned), facets, faceted=True)


def facet_addresses(reading: Reading, of: ListOf) -> Mapping[tuple[str, str], str]:
    """Return the address of each page of one facet value that a list has, by the value's key and slug."""
    groups = _groups(of.items) if len(of.items) >= reading.facet_from else {}
    return {(key, slug): f"{of.address}{key}/{slug}/" for key, by_slug in groups.items() for slug in by_slug}


def _groups(items: Sequence[Item]) -> Groups:
    """Facets that tell something: at least two values, or one that not every item has."""
    found: dict[str, dict[str, _Held]] = defaultdict(dict)
    for item in items:
        for value in item.values:
            held = found[value.key].get(value.slug)
            if held is None:
                held = found[value.key][value.slug] = _Held(value)
            if not held.items or held.items[-1] is not item:
                held.items.append(item)
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


def _put_in_order(groups: Groups, orders: Orders) -> None:
    """Sort the items of every value, by going through the sorted list once instead of sorting for each value."""
    for by_slug in groups.values():
        for held in by_slug.values():
            held.items, held.turned = [], []
    for item in orders[0]:
        for held in _holding(groups, item):
            if not held.items or held.items[-1] is not item:
                held.items.append(item)
    for item in orders[1]:
        for held in _holding(groups, item):
            if not held.turned or held.turned[-1] is not item:
                held.turned.append(item)


def _holding(groups: Groups, item: Item) -> Iterator[_Held]:
    for value in item.values:
        if held := groups.get(value.key, {}).get(value.slug):
            yield held


def _pages(
    reading: Reading, of: ListOf, value: Value | None, orders: Orders, facets: Mapping[str, _Facet], *, faceted: bool,
) -> Iterator[ListingView]:
    base = of.address if value is None else f"{of.address}{value.key}/{value.slug}/"
    default, other = of.sorts
    shown = tuple(_chosen(facet, value.slug) if value and key == value.key else facet.group for key, facet in facets.items())
    turns = faceted and len(orders[0]) > 1 and (value is None or of.turns_filtered)
    turned = f"{base}{other.slug}/"
    to_other, back = LinkTo(other.words, turned) if turns else None, LinkTo(default.words, base)
    yield from _sorted_pages(reading, of, value, shown, orders[0], (base, default.said, to_other))
    if turns:
        yield from _sorted_pages(reading, of, value, shown, orders[1], (turned, other.said, back))


def _sorted_pages(
    reading: Reading, of: ListOf, value: Value | None, facets: tuple[FacetGroup, ...], ordered: Sequence[Item],
    order: tuple[str, str, LinkTo | None],
) -> Iterator[ListingView]:
    """Yield the pages of one order: its address, what it is called, the way to the other one."""
    address, said, other = order
    size = reading.page_size
    pages = max(1, -(-len(ordered) // size))
    total, before = _count(ordered), 0
    for number in range(1, pages + 1):
        start = (number - 1) * size
        shown = ordered[start : start + size]
        first, counted = number == 1 and value is None and address == of.address, _count(shown)
        yield ListingView(
            address=_page(address, number), kind=of.kind, title=of.title, point=of.point, crumbs=of.crumbs,
            said=_said(of, value, total, before, before + counted, pages),
            entries=tuple([item.entry for item in shown]), facets=facets, sorted=said, other_sort=other,
            previous=LinkTo(f"Previous {size}", _page(address, number - 1)) if number > 1 else None,
            following=LinkTo(f"Next {min(size, len(ordered) - start - size)}", _page(address, number + 1))
            if number < pages else None,
            empty=of.empty, noun=of.many, kinds=of.several_types, first=first, whole=value is None, searched=of.searched,
            lead=of.lead if first else None, siblings=of.siblings, columns=of.columns,
            rows=tuple([item.cells for item in shown]) if of.columns else (), follow=of.follow if first else (),
        )
        before += counted


def _page(address: str, number: int) -> str:
    return address if number == 1 else f"{address}page/{number}/"


def _said(of: ListOf, value: Value | None, total: int, before: int, last: int, pages: int) -> str:
    text = words.count(total, of.one, of.many)
    if value is not None:
        text = f"{text} · {value.group}: {value.label}"
    if pages > 1 and last > before:
        text = f"{text} · {before + 1} to {last} shown"
    return text


def _facets(of: ListOf, groups: Groups) -> dict[str, _Facet]:
    """Return every facet by its key, with “all” chosen."""
    made = {}
    everything = Choose("All", _count(of.items), of.address, chosen=True)
    for key, by_slug in groups.items():
        choices = tuple(
            Choose(held.value.label, _count(held.items), f"{of.address}{key}/{slug}/", chosen=False)
            for slug, held in by_slug.items()
        )
        shown, more = tuple(range(len(choices))), None
        if len(choices) > MOST_CHOICES:
            most = sorted(enumerate(choices), key=lambda pair: (-pair[1].count, pair[0]))[:MOST_CHOICES]
            shown, more = tuple(sorted(n for n, _ in most)), LinkTo(f"All {len(choices):,}", f"{of.address}{key}/")
        label = next(iter(by_slug.values())).value.group
        group = FacetGroup(label, (everything, *(choices[n] for n in shown)), more)
        made[key] = _Facet(group, choices, {slug: n for n, slug in enumerate(by_slug)}, shown)
    return made


def _count(items: Sequence[Item]) -> int:
    return sum([item.counted for item in items])


def _chosen(facet: _Facet, slug: str) -> FacetGroup:
    """Return a facet with one value chosen, which is shown in its place even if few have it. The other facets of a
    page, and the other values of this one, stay the same objects, so that they are drawn once a list."""
    own = facet.places[slug]
    at = bisect_left(facet.shown, own)
    after = facet.shown[at + 1 if facet.shown[at : at + 1] == (own,) else at :]
    everything, chosen = facet.group.choices[0], facet.choices[own]
    return FacetGroup(facet.group.label, (
        Choose(everything.words, everything.count, everything.address, chosen=False),
        *(facet.choices[n] for n in facet.shown[:at]),
        Choose(chosen.words, chosen.count, chosen.address, chosen=True),
        *(facet.choices[n] for n in after),
    ), facet.group.more)
