"""What search knows of a page: its filters, its dates, and the words that people type instead."""

from __future__ import annotations

import re

from macros.content.record import Record
from macros.content.settings import Settings
from macros.frozen import frozen
from macros.learning.library import Library
from macros.site.views.parts import LinkTo, Scene

LABELS = {"type": "Type", "theme": "Theme", "year": "Year", "role": "For", "status": "Status"}
"""The facets of search by their keys, as search calls them; lists offer more."""


@frozen
class SearchTags:
    """Filters as (facet label, value), a date to sort by, and other words for what the page says."""

    filters: tuple[tuple[str, str], ...]
    date: str
    called: tuple[str, ...]
    """What people call this type of page."""
    words: tuple[str, ...]


@frozen
class SearchView:
    """The search page, and the same ways in without script."""

    types: tuple[LinkTo, ...]
    themes: tuple[LinkTo, ...]
    months: tuple[LinkTo, ...]
    earlier: tuple[LinkTo, ...] = ()
    """The search pages of earlier versions of the site, the newest first."""


def search_tags(scene: Scene, record: Record) -> SearchTags:
    """Return what search knows of a record's page besides its text."""
    filters = [("Type", record.type.name)]
    filters += [(LABELS[v.key], v.label) for v in scene.values(record) if v.key in LABELS]
    other: list[str] = list(record.fields.value_of("synonyms", ()))
    for theme in record.fields.themes:
        if known := scene.library.records.get(f"themes/{theme}"):
            other += [known.title, *known.fields.value_of("synonyms", ())]
    text = " ".join([record.title, record.fields.summary, record.source.body, *other, *record.type.also_called])
    other += scene.also_meant(text)
    return SearchTags(
        tuple(dict.fromkeys(filters)), record.changed.isoformat() if record.changed else "0000-00-00",
        record.type.also_called, tuple(dict.fromkeys(other)),
    )


def vocabulary(library: Library, settings: Settings) -> tuple[str, ...]:
    """Return the site's own words for “did you mean”: titles, themes, synonyms, and what they are made of."""
    words: set[str] = set()
    for record in library.records.values():
        words |= set(re.findall(r"[a-z]{4,}", record.title.lower()))
        if record.type.layout == "theme":
            words |= {record.title.lower(), *(s.lower() for s in record.fields.value_of("synonyms", ()))}
    words |= {w.lower() for ring in settings.synonyms for w in ring.words}
    return tuple(sorted(words))


def synonym_rings(library: Library, settings: Settings) -> tuple[tuple[str, ...], ...]:
    """Return the words that search takes for one another: of the types, the themes and the settings."""
    types = {r.type.folder: r.type for r in library.records.values()}
    rings = [(t.name, *t.also_called) for t in types.values()]
    rings += [(r.title, *also) for r in library.records.values() if (also := r.fields.value_of("synonyms", ()))]
    rings += [ring.words for ring in settings.synonyms]
    return tuple(tuple(dict.fromkeys(ring)) for ring in rings if len(set(ring)) > 1)
