"""Gaps: what is missing, overdue or not measured, by owner and by kind. For staff and managers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, partial
from itertools import groupby
from operator import attrgetter

from macros.content.records.recommendations import Recommendation
from macros.diagnostics import Code
from macros.frozen import frozen
from macros.learning.gaps import Gap
from macros.site import words
from macros.site.views.actions import owner_link
from macros.site.views.lists import Item, ListingView, ListOf, Sort, facet_addresses, listing_pages
from macros.site.views.order import sort_title
from macros.site.views.parts import LinkTo, Scene, Value
from macros.site.views.tracker import SourceOf, owner_value, source_of, whose_value

ADDRESS = "gaps/"
BY_OWNER, BY_KIND = Sort("by-owner", "by owner", "By owner"), Sort("by-kind", "by kind", "By kind")


@frozen
class GapRow:
    """One gap, with its record, its owner, and what would close it."""

    kind: str
    code: str
    source: SourceOf
    message: str
    owner: LinkTo
    closes: str


@frozen
class GapsView:
    """One page of the gaps, under their number in words."""

    listing: ListingView
    said: str
    tallies: tuple[tuple[str, tuple[tuple[LinkTo, int], ...]], ...]
    """How many each owner has, and how many there are of each kind; on the first page."""


def gaps_views(scene: Scene, of: ListOf) -> Iterator[GapsView]:
    """Yield every page of the gaps; one that says so where there are none."""
    pages = facet_addresses(scene.settings.reading, of)
    tallies = (_tally(of, pages, "owner", "By owner"), _tally(of, pages, "kind", "By kind"))
    owners = len(tallies[0][1])
    said = f"{words.count(len(of.items), 'gap', 'gaps')}, {words.count(owners, 'owner', 'owners')}."
    for listing in listing_pages(scene.settings.reading, of):
        yield GapsView(listing, said, tallies if listing.first else ())


def gap_list(scene: Scene) -> ListOf:
    """Return the list of every gap of the edition."""
    # Thousands of gaps have the same few owners and kinds: what is said of each is made once.
    owned, whose = cache(partial(_owned, scene)), cache(partial(whose_value, scene))

    def item(gap: Gap, kind: Value) -> Item:
        record, (owner, link, by_owner) = gap.record, owned(gap.owner)
        row = GapRow(kind.label, gap.code.id, source_of(record, place_of(gap)), gap.message, link, gap.remedy)
        place = (sort_title(record.title), record.id, tuple(map(str, gap.way)))
        values = (owner, kind, whose(record.fields.about_body))
        return Item(row, values, ((by_owner, gap.code.id, place), (gap.code.id, by_owner, place)))

    items: list[Item] = []
    for code, own in groupby(scene.gaps, key=attrgetter("code")):
        kind = Value("kind", code.name, kind_of(code), "Kind")
        items += [item(gap, kind) for gap in own]
    return ListOf(
        ADDRESS, "What is missing", "Gaps",
        "What is missing, overdue or not measured, and what would close it. We would rather say it first.", (),
        tuple(items), (BY_OWNER, BY_KIND), one="gap", many="gaps", searched=False,
        empty="Nothing is missing, overdue or unmeasured by the rules of this site.",
    )


def _owned(scene: Scene, owner: str | None) -> tuple[Value, LinkTo, tuple[int, str]]:
    """Return who answers for a gap as a facet value, as a link, and what owners are sorted by."""
    value = owner_value(scene, owner)
    return value, owner_link(scene, owner), (value.rank, sort_title(value.label))


def kind_of(code: Code) -> str:
    """Return what readers see a kind of gap called."""
    return code.name.replace("-", " ").capitalize()


def place_of(gap: Gap) -> str:
    """Return the place on the record's page that the gap is at: one recommendation, or none."""
    if gap.way[0] != "recommendations":
        return ""
    of: Recommendation = gap.record.fields.value_of("recommendations")[int(gap.way[1])]
    return of.id


def _tally(
    of: ListOf, pages: Mapping[tuple[str, str], str], key: str, title: str
) -> tuple[str, tuple[tuple[LinkTo, int], ...]]:
    """Return how many gaps have each value of a facet, most first, each with its page."""
    counts = Counter((value.slug, value.label) for item in of.items for value in item.values if value.key == key)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0][1]))
    return title, tuple((LinkTo(label, pages.get((key, slug))), number) for (slug, label), number in ordered)
