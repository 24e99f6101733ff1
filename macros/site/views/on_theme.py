"""What is on a theme, on the theme's own page: by type, the newest of each, with the way to all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from macros.content.record import Record
from macros.content.records.base import Status
from macros.content.records.record_type import RecordType
from macros.frozen import frozen
from macros.site import words
from macros.site.views.lists import ListOf, value_address
from macros.site.views.parts import Entry, LinkTo, Scene

MOST_OF_TYPE = 8
"""So many records of one type stand on a theme's page, where the list of the type has a page with all of them."""


@frozen
class OfType:
    """The records of one type that are on a theme, the newest first."""

    anchor: str
    title: str
    count: int
    entries: tuple[Entry, ...]
    everything: LinkTo | None
    """The page of the type's list with all of them, where not all are here."""


@frozen
class OnTheme:
    """Everything that is on a theme, in the order of the places that the types stand in."""

    said: str
    types: tuple[OfType, ...]
    ids: frozenset[str]
    """Of every record on the theme, shown here or behind a link."""
    long: bool
    """Whether it is more than a screen or two, so that ways to each type help."""
    follow: tuple[LinkTo, ...]
    """The theme's feed, as Atom and as JSON Feed."""


def on_themes(scene: Scene, lists: Iterable[ListOf]) -> Callable[[Record, tuple[LinkTo, ...]], OnTheme]:
    """Return a function from a theme, and the links to its feed, to what is on it; `lists` are those of the types, whose
    pages of one theme it leads to. What was replaced is left out, as from lists."""
    reading = scene.settings.reading
    lists_of = {of.address: of for of in lists}
    at = {place.id: n for n, place in enumerate(scene.settings.places)}

    def on_theme(theme: Record, follow: tuple[LinkTo, ...]) -> OnTheme:
        ids = dict.fromkeys(e.source for e in scene.library.backlinks.get(theme.id, ()) if e.field == "themes")
        records = [r for r in (scene.library.records[i] for i in ids) if r.fields.status is not Status.SUPERSEDED]
        held: dict[str, list[Record]] = defaultdict(list)
        for record in sorted(records, key=lambda record: scene.places[record.id]):
            held[record.type.folder].append(record)
        types = tuple(of_type(own[0].type, own, theme) for own in sorted(held.values(), key=place_of))
        said = words.count(len(records), "page", "pages")
        return OnTheme(said, types, frozenset(r.id for r in records), len(types) > 2 and len(records) > MOST_OF_TYPE, follow)

    def place_of(records: list[Record]) -> tuple[int, str]:
        type_ = records[0].type
        return at.get(type_.place, len(at)), type_.plural.lower()

    def of_type(type_: RecordType, records: list[Record], theme: Record) -> OfType:
        folder, number = f"{type_.folder}/", len(records)
        of = lists_of.get(folder)
        page = value_address(reading, of, ("theme", theme.slug), number) if of else None
        cut = page is not None and number > MOST_OF_TYPE
        shown = records[:MOST_OF_TYPE] if cut else records
        everything = LinkTo(f"All {number} under {type_.plural}", page) if cut else None
        return OfType(f"on-{type_.folder}", type_.plural, number, tuple(map(scene.entry, shown)), everything)

    return on_theme
