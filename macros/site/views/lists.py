"""Lists of anything: one static page for each facet value, sort and so many items as settings say.

Combining facets is search's work; here every link is a page that exists, so lists need no script. What is in a
list (records, recommendations, gaps) is made by the module that knows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from macros.content.settings import Reading
from macros.frozen import frozen
from macros.site import words
from macros.site.views.facets import Facet, FacetGroup, Item, Orders, ValuesView, count, facets_of, value_addresses
from macros.site.views.glance import GlanceRow
from macros.site.views.parts import LinkTo, Value


@frozen
class Sort:
    """One order of a list: what its address ends in, what a link to it says, what its own pages say."""

    slug: str
    words: str
    said: str


@frozen
class Lead:
    """What stands above a list: a template in `overrides/hub/leads/` and the value that it draws."""

    template: str
    value: object


@frozen
class Sibling:
    """A list of the same place, with its number of records; `here` for the list that shows it."""

    words: str
    address: str
    count: int
    here: bool


@frozen
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
    rows: tuple[GlanceRow, ...] = ()
    """Each entry as a row, where it is drawn as a table."""
    follow: tuple[LinkTo, ...] = ()
    """The feed of what the list is of, as Atom and as JSON Feed, on its first page."""
    values: tuple[ValuesView, ...] = ()
    """The pages of all values of those facets that have too many for each page, on its first page."""


@frozen
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
    searched: bool = True
    lead: Lead | None = None
    columns: tuple[str, ...] = ()
    """The labels of its columns, where a table tells more than a list of summaries."""
    siblings: tuple[Sibling, ...] = ()
    follow: tuple[LinkTo, ...] = ()


def listing_pages(reading: Reading, of: ListOf) -> Iterator[ListingView]:
    """Yield every page of a list: whole and for each facet value, as many entries to a page as settings say. The whole
    list has two orders where there is something to sort, a filtered one where it does not fit one page and they differ.
    The work grows with the items and their facet values."""
    orders = sorted(of.items, key=lambda item: item.keys[0]), sorted(of.items, key=lambda item: item.keys[1])
    faceted = len(of.items) >= reading.facet_from
    facets = facets_of(of.address, of.items, orders) if faceted else ()
    whole = tuple(facet.group for facet in facets)
    yield from _pages(reading, of, None, orders, whole, tuple(_values(of, f) for f in facets if f.group.more))
    for n, facet in enumerate(facets):
        for held in facet.held:
            chosen = (*whole[:n], facet.with_chosen(held.value.slug), *whole[n + 1 :])
            yield from _pages(reading, of, held.value, (held.items, held.turned), chosen)


def facet_addresses(reading: Reading, of: ListOf) -> Mapping[tuple[str, str], str]:
    """Return the address of each page of one facet value that a list has, by the value's key and slug."""
    return value_addresses(of.address, of.items) if len(of.items) >= reading.facet_from else {}


def value_address(reading: Reading, of: ListOf, value: tuple[str, str], number: int) -> str | None:
    """Return the address of the page that has the so many items of a list with a facet value (key, slug): the list itself
    where all have it, None where the list is too short to be filtered."""
    if number == len(of.items):
        return of.address
    key, slug = value
    return f"{of.address}{key}/{slug}/" if len(of.items) >= reading.facet_from else None


def _values(of: ListOf, facet: Facet) -> ValuesView:
    label = facet.group.label
    point = f"Choose one to see what of the list has it. {words.count(count(of.items), of.one, of.many)} in all."
    crumbs = (*of.crumbs, LinkTo(of.title, of.address))
    return ValuesView(facet.address, of.kind, f"{of.title}: {label[:1].lower()}{label[1:]}", point, crumbs, facet.choices)


def _pages(
    reading: Reading, of: ListOf, value: Value | None, orders: Orders, facets: tuple[FacetGroup, ...],
    values: tuple[ValuesView, ...] = (),
) -> Iterator[ListingView]:
    base = of.address if value is None else f"{of.address}{value.key}/{value.slug}/"
    default, other = of.sorts
    turned = f"{base}{other.slug}/"
    turns = len(of.items) >= reading.facet_from and (
        len(orders[0]) > 1 if value is None
        # Gaps of one kind, for example, have no order by kind.
        else len(orders[0]) > reading.page_size and any(one is not other for one, other in zip(*orders, strict=True))
    )
    to_other, back = LinkTo(other.words, turned) if turns else None, LinkTo(default.words, base)
    for page in _sorted_pages(reading, of, value, facets, orders[0], (base, default.said, to_other)):
        yield replace(page, values=values) if page.first and values else page
    if turns:
        yield from _sorted_pages(reading, of, value, facets, orders[1], (turned, other.said, back))


def _sorted_pages(
    reading: Reading, of: ListOf, value: Value | None, facets: tuple[FacetGroup, ...], ordered: Sequence[Item],
    order: tuple[str, str, LinkTo | None],
) -> Iterator[ListingView]:
    """Yield the pages of one order: its address, what it is called, the way to the other one."""
    address, said, other = order
    size = reading.page_size
    pages = max(1, -(-len(ordered) // size))
    total, before = count(ordered), 0
    for number in range(1, pages + 1):
        start = (number - 1) * size
        shown = ordered[start : start + size]
        first, counted = number == 1 and value is None and address == of.address, count(shown)
        yield ListingView(
            address=_page(address, number), kind=of.kind, title=of.title, point=of.point, crumbs=of.crumbs,
            said=_said(of, value, total, before, before + counted, pages),
            entries=tuple([item.entry for item in shown]), facets=facets, sorted=said, other_sort=other,
            previous=LinkTo(f"Previous {size}", _page(address, number - 1)) if number > 1 else None,
            following=LinkTo(f"Next {min(size, len(ordered) - start - size)}", _page(address, number + 1))
            if number < pages else None,
            empty=of.empty, noun=of.many, kinds=of.several_types, first=first, whole=value is None, searched=of.searched,
            lead=of.lead if first else None, siblings=of.siblings, columns=of.columns,
            rows=tuple([item.row for item in shown if item.row]), follow=of.follow if first else (),
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


__all__ = [
    "FacetGroup", "Item", "Lead", "ListOf", "ListingView", "Sibling", "Sort", "ValuesView", "facet_addresses", "listing_pages",
    "value_address",
]
