"""Every page of an edition, as (address, template, view): what the doors draw and write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from macros.authoring.reference import reference
from macros.content.purged import Purged
from macros.content.record import Record
from macros.content.records.registry import record_types
from macros.frozen import frozen
from macros.learning.lineage import lineages
from macros.learning.related import related_to
from macros.site.exports.feeds import follow_links, followed, name_of
from macros.site.markdown import PartRenderer
from macros.site.texts import RecordText
from macros.site.views import pages as own
from macros.site.views import rules
from macros.site.views.as_text import text_of
from macros.site.views.data import data_view
from macros.site.views.due import due_views
from macros.site.views.events import calendar_views
from macros.site.views.gaps import gap_list, gaps_views
from macros.site.views.history import published
from macros.site.views.listing import place_lists, type_lists
from macros.site.views.lists import ListingView, ListOf, listing_pages
from macros.site.views.on_theme import OnTheme, on_themes
from macros.site.views.parts import LinkTo, Scene
from macros.site.views.quarters import BY_TITLE, matrix_views
from macros.site.views.record import RecordView, record_view
from macros.site.views.tracker import action_list, tracker_views
from macros.site.views.withdrawn import purged_notice, tombstones
from macros.site.views.work import work_of

THEME_LAYOUT = "theme"


@frozen
class SitePage:
    """One page: where it stands, what draws it, what it shows."""

    address: str
    template: str
    title: str
    description: str
    view: Any
    record: Record | None = None
    in_sitemap: bool = True
    follow: tuple[LinkTo, ...] = ()
    """The feed of what the page is of, as Atom and as JSON Feed; that of the whole site is named on every page."""
    text: RecordText | None = None
    """What a record's page says, kept where it is being published."""


def site_pages(
    scene: Scene, site_name: str, taken_back: Sequence[Record] = (), purged: Sequence[Purged] = (),
) -> Iterator[SitePage]:
    """Yield every page that comes from records, each once, in an order that never varies.

    What was `taken_back` from the edition has a notice at its address, and so has what was `purged` and is no record any longer.
    Links in texts lead to the former; no list, feed, export or sitemap has either.
    """
    renderer = PartRenderer(scene.library, taken_back)
    related, lineage, reading = related_to(scene.library), lineages(scene.library), scene.settings.reading
    feeds = followed(scene)
    tracked, missing = action_list(scene), gap_list(scene)
    work = work_of(scene, tracked, missing)
    types = tuple(type_lists(scene))
    on_theme = on_themes(scene, types)
    for record in scene.library.records.values():
        theme: OnTheme | None = None
        follow: tuple[LinkTo, ...] = ()
        if record.type.layout == THEME_LAYOUT:
            follow = follow_links(record.address, name_of(scene, record.address)) if record.address in feeds else ()
            theme = on_theme(record, follow)
        view = record_view(scene, renderer, record, related(record), lineage(record), theme, work(record))
        yield from _record_pages(scene, record, view, follow)
    for of in (*types, *place_lists(scene)):
        for listing in listing_pages(reading, _with_feed(scene, of, feeds)):
            yield _list_page(listing)
            yield from _values_pages(listing)
    found = scene.months
    for az in own.az_views(scene):
        first = az.address == "az/"
        yield SitePage(az.address, "hub/az.html", "A to Z", "Every title on this site, in order.", az, in_sitemap=first)
    changed = list(own.month_views(scene, found, site_name))
    for month in changed:
        title, first = f"What changed in {month.title}", "/page/" not in month.address
        yield SitePage(month.address, "hub/changes.html", title, month.said, month, in_sitemap=first)
    newest = changed[0] if changed else own.MonthView("changes/", "What changed", (), "Nothing has changed yet.", None, None, ())
    latest = replace(newest, address="changes/")
    yield SitePage(latest.address, "hub/changes.html", "What changed", "What is new and what changed, month by month.", latest)
    for month_of in calendar_views(scene):
        title = f"{month_of.crumbs[0].words} in {month_of.title}"
        yield SitePage(month_of.address, "hub/calendar.html", title, month_of.said, month_of)
    yield from _of_the_thread(scene)
    yield from _to_do(scene, tracked, missing)
    if scene.computed:
        for type_ in record_types().values():
            title, fields = f"Fields of {type_.plural}", reference(type_, scene.settings)
            yield SitePage(f"about/fields/{type_.folder}/", "hub/fields.html", title, type_.purpose, fields)
    about_data = "Everything in this edition as files, and what every column means."
    yield SitePage("data/", "hub/data.html", "Data", about_data, data_view(scene))
    yield SitePage("search/", "hub/search.html", "Search", "Search everything in this edition.", own.search_view(scene, found))
    yield from _notices(scene, taken_back, purged)


def _notices(scene: Scene, taken_back: Sequence[Record], purged: Sequence[Purged]) -> Iterator[SitePage]:
    for notice in (*tombstones(scene, taken_back), *map(purged_notice, purged)):
        yield SitePage(notice.address, "hub/withdrawn.html", notice.title, notice.said, notice, in_sitemap=False)


def _of_the_thread(scene: Scene) -> Iterator[SitePage]:
    """Yield the rules, which everybody may read, and what is worked out by them."""
    said = "How the states on this site are worked out."
    yield SitePage(rules.ADDRESS, "hub/rules.html", "The rules", said, rules.rules_view(scene.settings))
    for matrix in matrix_views(scene):
        first = matrix.address == BY_TITLE
        title = "Themes by quarter" if first else "Themes by quarter, by state"
        yield SitePage(matrix.address, "hub/by-quarter.html", title, matrix.said, matrix, in_sitemap=first)


def _to_do(scene: Scene, tracked: ListOf, missing: ListOf) -> Iterator[SitePage]:
    """Yield the tracker of actions, and, where states are shown, the gaps and the reviews due."""
    for tracker in tracker_views(scene, tracked):
        page = tracker.listing
        yield SitePage(page.address, "hub/actions.html", page.title, page.point, tracker, in_sitemap=page.first)
        yield from _values_pages(page)
    if not scene.computed:
        return
    for gaps in gaps_views(scene, missing):
        page = gaps.listing
        yield SitePage(page.address, "hub/gaps.html", page.title, page.point, gaps, in_sitemap=page.first)
        yield from _values_pages(page)
    for due in due_views(scene):
        yield SitePage(due.address, "hub/due.html", "Reviews due", due.said, due, in_sitemap=due.previous is None)


def _record_pages(scene: Scene, record: Record, view: RecordView, follow: tuple[LinkTo, ...]) -> Iterator[SitePage]:
    """Yield the page of a record, and where the site is being published the page of its history, once there is some."""
    text = text_of(view) if scene.past else None
    told, history = published(scene, record, text) if text else (None, None)
    shown = replace(view, published=told) if told else view
    template = f"hub/{record.type.layout}.html"
    yield SitePage(record.address, template, record.title, record.fields.summary, shown, record, follow=follow, text=text)
    if history:
        about = f"What changed in “{record.title}” from version to version of this site."
        yield SitePage(history.address, "hub/history.html", f"History of {record.title}", about, history, in_sitemap=False)


def _values_pages(listing: ListingView) -> Iterator[SitePage]:
    """Yield the pages of all values of those facets of a list that have too many for every page."""
    for values in listing.values:
        yield SitePage(values.address, "hub/values.html", values.title, values.said, values, in_sitemap=False)


def _list_page(view: ListingView) -> SitePage:
    return SitePage(view.address, "hub/listing.html", view.title, view.point, view, in_sitemap=view.first, follow=view.follow)


def _with_feed(scene: Scene, of: ListOf, feeds: frozenset[str]) -> ListOf:
    """Return the list with the links to its feed, where anything changed in it."""
    return replace(of, follow=follow_links(of.address, name_of(scene, of.address))) if of.address in feeds else of
