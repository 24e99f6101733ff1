"""Feeds of what changed: Atom (RFC 4287) and JSON Feed 1.1, of the site, of each type and of each theme.

A version of a record is an entry, the same in every feed that it is in. Its id is the record's address
and the number of the version, so it stays what it is while the record lives.
"""

from __future__ import annotations

import datetime as dt
import json
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any

from macros.content.record import Record
from macros.content.records.kinds import LONDON
from macros.content.records.registry import record_types
from macros.frozen import frozen
from macros.learning.changes import Changed
from macros.site.exports.about import EXAMPLE, LICENCE
from macros.site.urls import absolute
from macros.site.views.parts import LinkTo, Scene

MOST = 50
"""Entries of a feed: the newest."""
ATOM, JSON = "feed.xml", "feed.json"
"""What a feed is called, in the folder of what it is of."""
THEMES = "themes"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_LANGUAGE = "en-GB"


@frozen
class Feed:
    """One feed: the folder it stands in (empty for the whole site), its words, its newest entries."""

    folder: str
    title: str
    point: str
    entries: tuple[Changed, ...]


def feeds(scene: Scene, site_name: str) -> Iterator[Feed]:
    """Yield the feed of the site, then those of types and themes in which something changed."""
    held = _by_folder(scene)
    yield Feed("", f"{site_name}: what changed", "New pages, and new versions of earlier ones.", tuple(held.pop("", ())))
    for folder, entries in sorted(held.items()):
        name = name_of(scene, folder)
        yield Feed(folder, f"{site_name}: {name}", f"What changed in {name}.", tuple(entries))


def followed(scene: Scene) -> frozenset[str]:
    """Return the folders that have a feed of their own, such as `sar/` and `themes/recording/`."""
    changed = (r for r in scene.library.records.values() if any(change.on <= scene.today for change in r.fields.changes))
    return frozenset(folder for record in changed for folder in _folders(scene, record)) - {""}


def follow_links(folder: str, name: str) -> tuple[LinkTo, ...]:
    """Return the links to a feed and to the same as JSON Feed, in words that say what it is of."""
    return LinkTo(f"feed of {name}", f"{folder}{ATOM}"), LinkTo("the same as JSON Feed", f"{folder}{JSON}")


def name_of(scene: Scene, folder: str) -> str:
    """Return what a feed's folder is called: a theme's title, or a type's plural."""
    record = scene.library.records.get(folder.rstrip("/"))
    return f"the theme {record.title}" if record else record_types()[folder.rstrip("/")].plural


def _by_folder(scene: Scene) -> dict[str, list[Changed]]:
    """Return the newest changes of each feed, newest first: every change is looked at once."""
    held: dict[str, list[Changed]] = defaultdict(list)
    for changed in chain.from_iterable(month.entries for month in scene.months):
        for folder in _folders(scene, changed.record):
            if len(held[folder]) < MOST:
                held[folder].append(changed)
    return held


def _folders(scene: Scene, record: Record) -> Iterator[str]:
    yield from ("", f"{record.type.folder}/")
    if record.type.folder == THEMES:
        yield record.address
    yield from (f"{THEMES}/{t}/" for t in dict.fromkeys(record.fields.themes) if f"{THEMES}/{t}" in scene.library.records)


class Written:
    """Writes the feeds of one edition; an entry is written once, whatever feeds it is in."""

    def __init__(self, scene: Scene) -> None:
        """Prepare; nothing is written yet."""
        self._scene = scene
        self._author = scene.settings.organisation.name
        self._xml, self._json = cache(self._xml_entry), cache(self._json_item)

    def atom(self, feed: Feed) -> bytes:
        """Return the feed as Atom. One without entries was updated on the edition's day."""
        made = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": _LANGUAGE})
        here = self._url(f"{feed.folder}{ATOM}")
        _add(made, "id", here)
        _add(made, "title", feed.title)
        _add(made, "subtitle", feed.point)
        _add(made, "updated", moment(feed.entries[0].change.on if feed.entries else self._scene.today))
        ET.SubElement(made, "link", {"rel": "self", "type": "application/atom+xml", "href": here})
        ET.SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": self._url(_page(feed))})
        _add(ET.SubElement(made, "author"), "name", self._author)
        _add(made, "rights", LICENCE)
        head = ET.tostring(made, encoding="unicode").removesuffix("</feed>")
        entries = "\n".join(self._xml(entry) for entry in feed.entries)
        return f'<?xml version="1.0" encoding="utf-8"?>\n{head}\n{entries}\n</feed>\n'.encode()

    def json(self, feed: Feed) -> bytes:
        """Return the feed as JSON Feed."""
        head = {
            "version": _JSON_FEED, "title": feed.title, "description": feed.point, "home_page_url": self._url(_page(feed)),
            "feed_url": self._url(f"{feed.folder}{JSON}"), "language": _LANGUAGE, "authors": [{"name": self._author}],
        }
        items = ",\n".join(self._json(entry) for entry in feed.entries)
        return f'{_text(head)[:-1]}, "items": [\n{items}\n]}}\n'.encode()

    def _url(self, address: str) -> str:
        return absolute(self._scene.site_url, address)

    def _id(self, changed: Changed) -> str:
        return f"{self._url(changed.record.address)}#v{changed.change.version}"

    def _themes(self, record: Record) -> Iterator[Record]:
        held = (self._scene.library.records.get(f"{THEMES}/{t}") for t in dict.fromkeys(record.fields.themes))
        return (theme for theme in held if theme)

    def _xml_entry(self, changed: Changed) -> str:
        record, made = changed.record, ET.Element("entry")
        _add(made, "id", self._id(changed))
        _add(made, "title", _title(changed))
        _add(made, "updated", moment(changed.change.on))
        ET.SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": self._url(record.address)})
        ET.SubElement(made, "category", {"term": record.type.folder, "label": record.type.name})
        for theme in self._themes(record):
            ET.SubElement(made, "category", {"term": theme.id, "label": theme.title})
        _add(made, "summary", record.fields.summary)
        _add(made, "content", _said(changed)).set("type", "text")
        return ET.tostring(made, encoding="unicode")

    def _json_item(self, changed: Changed) -> str:
        record, change = changed.record, changed.change
        return _text({
            "id": self._id(changed), "url": self._url(record.address), "title": _title(changed),
            "summary": record.fields.summary, "content_text": _said(changed), "date_published": moment(change.on),
            "tags": [record.type.name, *(theme.title for theme in self._themes(record))],
            "_learning_hub": {"version": change.version, "example": record.fields.example},
        })


def moment(day: dt.date) -> str:
    """Return the beginning of a day in London as an RFC 3339 time."""
    return dt.datetime.combine(day, dt.time(), LONDON).isoformat()


def _page(feed: Feed) -> str:
    return feed.folder or "changes/"


def _title(changed: Changed) -> str:
    title = changed.record.title if changed.is_new else f"{changed.record.title}, version {changed.change.version}"
    return f"{title} (example content)" if changed.record.fields.example else title


def _said(changed: Changed) -> str:
    """Return what changed, and what must be said of fictional content."""
    example = f" {EXAMPLE}" if changed.record.fields.example else ""
    return f"{'New' if changed.is_new else f'Version {changed.change.version}'}: {changed.change.note}{example}"


def _add(parent: ET.Element, tag: str, text: str) -> ET.Element:
    made = ET.SubElement(parent, tag)
    made.text = text
    return made


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
