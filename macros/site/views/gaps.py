"""Gaps: what is missing, overdue or not measured, by owner and by kind. For staff and managers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from macros.diagnostics import Code
from macros.learning.gaps import Gap
from macros.site import words
from macros.site.views.actions import owner_link
from macros.site.views.lists import Item, ListingView, ListOf, Sort, facet_addresses, listing_pages
from macros.site.views.order import sort_title
from macros.site.views.parts import LinkTo, Scene, Value
from macros.site.views.tracker import SourceOf, owner_value, source_of, whose_value

ADDRESS = "gaps/"
BY_OWNER, BY_KIND = Sort("by-owner", "by owner", "By owner"), Sort("by-kind", "by kind", "By kind")


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap, with its record, its owner, and what would close it."""

    kind: str
    code: str
    source: SourceOf
    message: str
    owner: LinkTo
    closes: str


@dataclass(frozen=True, slots=True)
class GapsView:
    """One page of the gaps, under their number in words."""

    listing: ListingView
    said: str
    tallies: tuple[tuple[str, tuple[tuple[LinkTo, int], ...]], ...]
    """How many each owner has, and how many there are of each kind; on the first page."""


def gaps_views(scene: Scene, of: ListOf) -> Iterator[GapsView]:
    """Yield every page of the gaps; one that says so where there are none."""
    tallies = (_tally(scene, of, "owner", "By owner"), _tally(scene, of, "kind", "By kind"))
    owners = len(tallies[0][1])
    said = f"{words.count(len(of.items), 'gap', 'gaps')}, {words.count(owners, 'owner', 'owners')}."
    for listing in listing_pages(scene.settings.reading, of):
        yield GapsView(listing, said, tallies if listing.first else ())


def gap_list(scene: Scene) -> ListOf:
    """Return the list of every gap of the edition."""
    return ListOf(
        ADDRESS, "What is missing", "Gaps",
        "What is missing, overdue or not measured, and what would close it. We would rather say it first.", (),
        tuple(_item(scene, gap) for gap in scene.gaps), (BY_OWNER, BY_KIND), one="gap", many="gaps", searched=False,
        empty="Nothing is missing, overdue or unmeasured by the rules of this site.",
    )


def kind_of(code: Code) -> str:
    """Return what readers see a kind of gap called."""
    return code.name.replace("-", " ").capitalize()


def place_of(gap: Gap) -> str:
    """Return the place on the record's page that the gap is at: one recommendation, or none."""
    made = getattr(gap.record.fields, "recommendations", ())
    return made[int(gap.way[1])].id if gap.way[0] == "recommendations" else ""


def _item(scene: Scene, gap: Gap) -> Item:
    owner = owner_value(scene, gap.owner)
    values = (owner, Value("kind", gap.code.name, kind_of(gap.code), "Kind"), whose_value(scene, gap.record))
    source = source_of(gap.record, place_of(gap))
    row = GapRow(kind_of(gap.code), gap.code.id, source, gap.message, owner_link(scene, gap.owner), gap.closes)
    place = (sort_title(gap.record.title), gap.record.id, tuple(map(str, gap.way)))
    owned = (owner.rank, sort_title(owner.label))
    return Item(row, values, ((owned, gap.code.id, place), (gap.code.id, owned, place)))


def _tally(scene: Scene, of: ListOf, key: str, title: str) -> tuple[str, tuple[tuple[LinkTo, int], ...]]:
    """Return how many gaps have each value of a facet, most first, each with its page."""
    counts = Counter(value for item in of.items for value in item.values if value.key == key)
    pages = facet_addresses(scene.settings.reading, of)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].label))
    return title, tuple((LinkTo(value.label, pages.get((key, value.slug))), number) for value, number in ordered)
