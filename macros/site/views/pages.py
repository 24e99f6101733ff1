"""The site's own pages: home, A to Z, what changed, search; and the shell around every page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from macros.content.record import Record
from macros.content.records.base import Status
from macros.content.records.registry import record_types
from macros.frozen import frozen
from macros.learning.changes import Changed, Month
from macros.learning.library import Edge
from macros.site import words
from macros.site.exports.about import EXAMPLE
from macros.site.exports.feeds import follow_links
from macros.site.views import tracker
from macros.site.views.cascade import PackView, pack_view
from macros.site.views.order import sort_title
from macros.site.views.parts import Entry, LinkTo, Scene
from macros.site.views.searching import SearchView

HUNDRED = 100


@frozen
class PlaceView:
    """One place of the bar at the top."""

    title: str
    address: str
    starts: tuple[str, ...]
    """The beginnings of addresses that belong to it."""


@frozen
class Shell:
    """What surrounds every page: from settings, edition and day only."""

    site_name: str
    organisation: str
    notice: str
    places: tuple[PlaceView, ...]
    concern_lead: str
    concern: str
    concern_page: str
    edition: str
    built: str
    classification: str
    preview: bool
    feedback: str
    example: str = EXAMPLE
    """What stands on paper above a page that shows example content."""


@frozen
class HomeView:
    """The front page."""

    pages: str
    week: Entry | None
    week_questions: str
    month: LinkTo | None
    themes: tuple[tuple[LinkTo, str], ...]
    examples: tuple[str, ...]


@frozen
class LetterView:
    """All titles under one letter."""

    letter: str
    entries: tuple[Entry, ...]


@frozen
class AzView:
    """One page of the A to Z. A long one has a page a letter."""

    address: str
    letters: tuple[LinkTo, ...]
    shown: tuple[LetterView, ...]
    total: str


@frozen
class MonthView:
    """What changed in one month."""

    address: str
    title: str
    entries: tuple[Entry, ...]
    said: str
    previous: LinkTo | None
    following: LinkTo | None
    months: tuple[LinkTo, ...]
    newer_page: LinkTo | None = None
    older_page: LinkTo | None = None
    pack: PackView | None = None
    """For the managers' network, on the first page of a month."""
    follow: tuple[LinkTo, ...] = follow_links("", "everything that changes")


def shell(scene: Scene, site_name: str) -> Shell:
    """Return what surrounds every page of the edition."""
    marks = {str(r.fields.classification.value) for r in scene.library.records.values()}
    settings = scene.settings
    return Shell(
        site_name, settings.organisation.name, settings.organisation.notice or "", tuple(places(scene)),
        settings.concern.lead, settings.concern.text, settings.concern.page or "",
        scene.edition.audience.label, words.day(scene.today),
        "OFFICIAL-SENSITIVE" if "OFFICIAL-SENSITIVE" in marks else "OFFICIAL", scene.edition.preview, settings.feedback,
    )


def places(scene: Scene) -> Iterator[PlaceView]:
    """Yield the places that have something to show: a page, or types with records in this edition."""
    yield PlaceView("Home", "", ())
    for place in scene.settings.places:
        folders = sorted({r.type.folder for r in scene.listed if r.type.place == place.id})
        starts = tuple(f"{f}/" for f in folders)
        if f"{place.id}/" == tracker.ADDRESS and scene.actions:
            yield PlaceView(place.title, tracker.ADDRESS, (tracker.ADDRESS, *starts))
        elif place.page:
            yield PlaceView(place.title, place.page, (place.page, *starts))
        elif len(folders) == 1 or place.id in folders:
            yield PlaceView(place.title, f"{place.id if place.id in folders else folders[0]}/", (f"{place.id}/", *starts))
        elif folders:
            yield PlaceView(place.title, f"{place.id}/", (f"{place.id}/", *starts))


def place_redirects(scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield (old address, address) for places whose one type has the list under its own address."""
    for place in places(scene):
        own = place.starts[0] if place.starts else ""
        if own and own != place.address:
            yield own, place.address


def home_view(scene: Scene, found: tuple[Month, ...]) -> HomeView:
    """Return the front page: one thing for the team meeting, the themes most written about, the newest month."""
    newest = [r for r in sorted(scene.listed, key=_newest) if r.type.dated]
    week = next((r for r in newest if r.fields.value_of("questions", ()) and r.fields.status is Status.PUBLISHED), None)
    asked = len(week.fields.value_of("questions", ())) if week else 0
    latest = words.month(found[0].year, found[0].month) if found else ""
    counts = sorted(
        ((t, sum(_is_of_ours(scene, e) for e in scene.library.backlinks.get(t.id, ()))) for t in scene.library.of_type("themes")),
        key=lambda pair: (-pair[1], pair[0].title),
    )
    return HomeView(
        pages=words.count(len(scene.listed), "page", "pages"),
        week=scene.entry(week) if week else None,
        week_questions=words.count(asked, "question to discuss", "questions to discuss"),
        month=LinkTo(f"Everything that changed in {latest}", f"changes/{found[0].key}/") if found else None,
        themes=tuple((LinkTo(t.title, t.address), words.count(n, "page", "pages")) for t, n in counts[:8] if n),
        examples=tuple(t.title for t, n in counts[:3] if n),
    )


def _is_of_ours(scene: Scene, edge: Edge) -> bool:
    return edge.field == "themes" and not scene.library.records[edge.source].fields.about_body


def _newest(record: Record) -> tuple[int, str]:
    return (-(record.changed.toordinal() if record.changed else 0), record.id)


def az_views(scene: Scene) -> Iterator[AzView]:
    """Yield the A to Z: one page, or, above a hundred titles, one for each letter."""
    ordered = sorted(scene.listed, key=lambda r: (sort_title(r.title), r.id))
    groups = [
        LetterView(letter, tuple(scene.entry(r) for r in records))
        for letter, records in groupby(ordered, key=lambda r: _letter(r.title))
    ]
    total = words.count(len(ordered), "title", "titles")
    if len(ordered) <= HUNDRED:
        yield AzView("az/", tuple(LinkTo(g.letter, f"az/#letter-{_anchor(g.letter)}") for g in groups), tuple(groups), total)
        return
    size = scene.settings.reading.page_size
    links = tuple(LinkTo(g.letter, f"az/{_anchor(g.letter)}/") for g in groups)
    yield AzView("az/", links, (), total)
    for group in groups:
        said = words.count(len(group.entries), "title", "titles")
        pages = [group.entries[n : n + size] for n in range(0, len(group.entries), size)]
        base = f"az/{_anchor(group.letter)}/"
        numbered = tuple(LinkTo(f"{group.letter} {n}", base if n == 1 else f"{base}page/{n}/") for n in range(1, len(pages) + 1))
        for number, entries in enumerate(pages):
            yield AzView(
                numbered[number].address or base, links if len(pages) == 1 else (*links, *numbered[1:]),
                (LetterView(group.letter, entries),), said,
            )


def _letter(title: str) -> str:
    first = sort_title(title)[:1].upper()
    return first if "A" <= first <= "Z" else "0 to 9"


def _anchor(letter: str) -> str:
    return letter.lower().replace(" ", "-")


def month_views(scene: Scene, found: tuple[Month, ...], site_name: str) -> Iterator[MonthView]:
    """Yield a page for each month in which something changed, fifty entries a page."""
    links = tuple(LinkTo(words.month(m.year, m.month), f"changes/{m.key}/") for m in found)
    size = scene.settings.reading.page_size
    for number, month in enumerate(found):
        entries = tuple(_changed_entry(scene, e) for e in month.entries)
        pages = [entries[n : n + size] for n in range(0, len(entries), size)]
        new = sum(e.is_new for e in month.entries)
        changes = words.count(len(entries) - new, "change", "changes")
        said = f"{words.count(new, 'new page', 'new pages')}, {changes} to earlier ones"
        base = f"changes/{month.key}/"
        for page, shown in enumerate(pages):
            yield MonthView(
                base if page == 0 else f"{base}page/{page + 1}/", words.month(month.year, month.month), shown, said,
                links[number + 1] if number + 1 < len(found) else None, links[number - 1] if number else None, links,
                LinkTo("Newer in this month", base if page == 1 else f"{base}page/{page}/") if page else None,
                LinkTo("Older in this month", f"{base}page/{page + 2}/") if page + 1 < len(pages) else None,
                pack_view(scene, month, site_name) if page == 0 else None,
            )


def _changed_entry(scene: Scene, changed: Changed) -> Entry:
    entry, change = scene.entry(changed.record), changed.change
    said = "New" if changed.is_new else f"Version {change.version}"
    # Spelt out: of thousands, `replace` takes several times as long.
    return Entry(
        entry.kind, entry.title, entry.address, entry.summary, (said,), change.on, entry.state, entry.example, change.note,
        entry.about,
    )


def search_view(scene: Scene, found: tuple[Month, ...]) -> SearchView:
    """Return the search page's ways in that need no script."""
    used = {r.type.folder for r in scene.listed}
    return SearchView(
        tuple(LinkTo(t.plural, f"{t.folder}/") for t in record_types().values() if t.folder in used),
        tuple(LinkTo(t.title, t.address) for t in sorted(scene.library.of_type("themes"), key=lambda r: sort_title(r.title))),
        tuple(LinkTo(words.month(m.year, m.month), f"changes/{m.key}/") for m in found),
        tuple(
            LinkTo(earlier.version, scene.past.address_in(earlier.version, "search/"))
            for earlier in reversed(scene.past.earlier)
        ) if scene.past else (),
    )
