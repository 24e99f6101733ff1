"""Facets of lists: their values, what has each of them, and which of them stand on every page."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from macros.frozen import frozen
from macros.site.views.glance import GlanceRow
from macros.site.views.parts import LinkTo, Value

MOST_CHOICES = 40
"""So many values of a facet are on every page of a list; where there are more, a page of their own has all of them."""


@frozen
class Item:
    """Something in a list: what is drawn of it, its facet values, and what it is sorted by in either order."""

    entry: Any
    values: tuple[Value, ...]
    keys: tuple[Any, Any]
    row: GlanceRow | None = None
    """Its row, where the list is drawn as a table of labels and values."""
    counted: bool = True
    """Whether it is one of the things that the list counts, and not a remark among them."""


@frozen
class Choose:
    """One link of a facet: a value, how many items have it, and whether this page shows it."""

    words: str
    count: int
    address: str
    chosen: bool


@frozen
class FacetGroup:
    """A facet with its values; the first is “all”."""

    label: str
    choices: tuple[Choose, ...]
    more: LinkTo | None = None
    """The page of all its values, where not all of them are here."""


@frozen
class ValuesView:
    """The page of all values of one facet of a list."""

    address: str
    kind: str
    title: str
    said: str
    crumbs: tuple[LinkTo, ...]
    choices: tuple[Choose, ...]


Orders = tuple[Sequence[Item], Sequence[Item]]
"""Items in the order of their list, and in its other one."""


@dataclass(slots=True, eq=False)
class Held:
    """The items of one facet value, in both orders, and how many they are."""

    value: Value
    number: int = 0
    items: list[Item] = field(default_factory=list)
    turned: list[Item] = field(default_factory=list)


Groups = dict[str, dict[str, Held]]
_counted = attrgetter("counted")


@frozen
class Facet:
    """A facet as pages show it. Of many values only the most used are on every page: with all of them, each new
    value would make every other page longer."""

    address: str
    """Of the page of all values, where there is one."""
    held: tuple[Held, ...]
    group: FacetGroup
    """With “all” chosen."""
    choices: tuple[Choose, ...]
    """Every value, none chosen."""
    places: Mapping[str, int]
    """The position of each value among all of them, by its slug."""
    shown: tuple[int, ...]
    """The positions of those that are on every page."""

    def with_chosen(self, slug: str) -> FacetGroup:
        """Return the facet with one value chosen, which stands in its place even where few have it. The other values
        stay the same objects, so that they are drawn once a list."""
        own = self.places[slug]
        at = bisect_left(self.shown, own)
        after = at + 1 if self.shown[at : at + 1] == (own,) else at
        (everything, *shown), chosen = self.group.choices, self.choices[own]
        return FacetGroup(self.group.label, (
            Choose(everything.words, everything.count, everything.address, chosen=False),
            *shown[:at],
            Choose(chosen.words, chosen.count, chosen.address, chosen=True),
            *shown[after:],
        ), self.group.more)


def facets_of(address: str, items: Sequence[Item], orders: Orders) -> tuple[Facet, ...]:
    """Return the facets of a list that tell something, with the items of each value in both orders."""
    found, holding = _values_of(items)
    # The sorted lists are gone through once, instead of sorting for each value.
    for item in orders[0]:
        for held in holding[id(item)]:
            held.items.append(item)
    for item in orders[1]:
        for held in holding[id(item)]:
            held.turned.append(item)
    everything = Choose("All", count(items), address, chosen=True)
    groups = _telling(found, len(items))
    return tuple(_facet(f"{address}{key}/", tuple(by_slug.values()), everything) for key, by_slug in groups.items())


def value_addresses(address: str, items: Sequence[Item]) -> Mapping[tuple[str, str], str]:
    """Return the address of the page of each value, by its key and slug."""
    groups = _telling(_values_of(items)[0], len(items))
    return {(key, slug): f"{address}{key}/{slug}/" for key, by_slug in groups.items() for slug in by_slug}


def count(items: Sequence[Item]) -> int:
    """Return how many of the items are counted."""
    return sum(map(_counted, items))


def _facet(address: str, held: tuple[Held, ...], everything: Choose) -> Facet:
    choices = tuple(Choose(h.value.label, count(h.items), f"{address}{h.value.slug}/", chosen=False) for h in held)
    shown, more = tuple(range(len(choices))), None
    if len(choices) > MOST_CHOICES:
        most = sorted(enumerate(choices), key=lambda pair: (-pair[1].count, pair[0]))[:MOST_CHOICES]
        shown, more = tuple(sorted(n for n, _ in most)), LinkTo(f"All {len(choices):,}", address)
    group = FacetGroup(held[0].value.group, (everything, *(choices[n] for n in shown)), more)
    return Facet(address, held, group, choices, {h.value.slug: n for n, h in enumerate(held)}, shown)


def _values_of(items: Sequence[Item]) -> tuple[Groups, dict[int, list[Held]]]:
    """Return the values of the items by key and slug, still without items, and those that each item has, by the item's
    identity. An item that says a value twice has it once."""
    found: Groups = defaultdict(dict)
    known: dict[int, Held] = {}  # by identity: most items share their values, and to compare them takes longer
    holding: dict[int, list[Held]] = {}
    for item in items:
        own = holding[id(item)] = []
        for value in item.values:
            held = known.get(id(value))
            if held is None:
                held = known[id(value)] = found[value.key].setdefault(value.slug, Held(value))
            if held not in own:
                held.number += 1
                own.append(held)
    return found, holding


def _telling(found: Groups, number: int) -> Groups:
    """Facets that tell something: at least two values, or one that not every one of so many items has."""
    made: Groups = {}
    for key, by_slug in found.items():
        # A value that every item has would filter nothing.
        telling = [held for held in by_slug.values() if held.number < number]
        if not telling:
            continue
        ordered = sorted(telling, key=lambda held: (held.value.rank, held.value.label.lower()), reverse=key == "year")
        made[key] = {held.value.slug: held for held in ordered}
    # What tells least comes last.
    return {key: made[key] for key in sorted(made, key=lambda k: (k == "status", k == "year"))}
