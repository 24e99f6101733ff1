"""A built site as its readers and their browsers meet it: pages, links, places, and what search holds."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from macros.publish.unpacked import unpacked, words

ADDRESS = "https://learning.example.gov.uk/"
_LINKS = {
    ("a", "href"), ("link", "href"), ("use", "href"), ("img", "src"), ("script", "src"), ("source", "src"), ("form", "action"),
}
_PAGEFIND = b"pagefind_dcd"
"""What each file of the search index begins with, once it is unpacked."""
_WITHIN_A_LINE = {
    "a", "abbr", "b", "code", "em", "i", "kbd", "mark", "path", "small", "span", "strong", "sup", "svg", "time", "use",
}


@dataclass(slots=True)
class Page:
    """What is in one page of HTML."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""

    def links(self) -> Iterator[str]:
        """Yield every address that the page leads to or loads."""
        for tag, attributes in self.tags:
            for name, value in attributes.items():
                if (tag, name) in _LINKS or name in ("data-index", "data-vocabulary", "data-synonyms"):
                    yield value
            if tag == "meta" and attributes.get("http-equiv") == "refresh":
                yield attributes["content"].partition("url=")[2]

    def ids(self) -> list[str]:
        """Return the places of the page that a link can lead to."""
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    def one(self, tag: str, **wanted: str) -> dict[str, str]:
        """Return the attributes of the one tag that has these values."""
        named = {name.replace("_", "-"): value for name, value in wanted.items()}
        found = [a for t, a in self.tags if t == tag and named.items() <= a.items()]
        assert len(found) == 1, f"{len(found)} of <{tag} {named}>"
        return found[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._quiet = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._apart(tag)
        if tag in ("script", "style"):
            self._quiet = tag

    def handle_endtag(self, tag: str) -> None:
        self._apart(tag)
        if tag == self._quiet:
            self._quiet = ""

    def _apart(self, tag: str) -> None:
        if tag not in _WITHIN_A_LINE:
            self.page.text += " "

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.page.text += data


def read_page(html: str) -> Page:
    """Return what is in a page of HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.text = " ".join(reader.page.text.split())
    return reader.page


@dataclass(frozen=True)
class Site:
    """A built site in a folder."""

    folder: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file by its path from the top."""
        return {p.relative_to(self.folder).as_posix(): p.read_bytes() for p in sorted(self.folder.rglob("*")) if p.is_file()}

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page of HTML by its path from the top."""
        return {path: read_page(data.decode("utf-8")) for path, data in self.files.items() if path.endswith(".html")}

    def page(self, address: str) -> Page:
        """Return the page at an address such as `sar/adult-b/`."""
        return self.pages[f"{address}index.html" if not address or address.endswith("/") else address]

    def source(self, address: str) -> str:
        """Return the HTML of the page at an address."""
        return self.files[f"{address}index.html"].decode("utf-8")

    def redirects(self) -> set[str]:
        """Return the paths of the pages that only lead on to another."""
        return {path for path, page in self.pages.items() if any(a.get("http-equiv") == "refresh" for _, a in page.tags)}

    @cached_property
    def fragments(self) -> dict[str, dict[str, Any]]:
        """What search holds of each page, by its address: content, filters, meta."""
        held = (gzip.decompress(data) for path, data in self.files.items() if path.endswith(".pf_fragment"))
        found = [json.loads(data.removeprefix(_PAGEFIND)) for data in held]
        return {one["url"].removeprefix("/"): one for one in found}

    @cached_property
    def indexed(self) -> dict[str, Counter[bytes]]:
        """Every word in the search index by the kind of file: how files are named and cut differs from build to build."""
        found: dict[str, Counter[bytes]] = {}
        for path, data in self.files.items():
            if path.startswith("search/index/") and not path.endswith((".pf_meta", "pagefind-entry.json")):
                *_, texts = unpacked(data)
                found.setdefault(path.rpartition(".")[2], Counter()).update(words(texts))
        return found

    def where(self, word: str) -> list[str]:
        """Return the files that hold a word anywhere: in their name, their bytes, or their unpacked bytes."""
        return [path for path, data in self._lowered.items() if word.encode() in data or word in path.lower()]

    @cached_property
    def _lowered(self) -> dict[str, bytes]:
        return {path: b"\n".join(unpacked(data)).lower() for path, data in self.files.items()}

    def database(self, path: str) -> str:
        """Return everything in an SQLite file as the commands that would make it."""
        return _dumped(self.files[path])

    def broken_links(self) -> list[str]:
        """Return each link of a page that leads to no file of the site, or to no place on that page."""
        places = {path: set(page.ids()) for path, page in self.pages.items()}
        found = []
        for path, page in self.pages.items():
            here = urljoin(ADDRESS, path.removesuffix("index.html"))
            for link in page.links():
                full = urljoin(here, link)
                if not full.startswith(ADDRESS):
                    continue
                target = urlsplit(full)
                file = unquote(target.path).removeprefix("/")
                file = f"{file}index.html" if not file or file.endswith("/") else file
                fragment = unquote(target.fragment)
                if file not in self.files:
                    found.append(f"{path}: {link} leads to no file")
                elif fragment and fragment not in places.get(file, set()):
                    found.append(f"{path}: {link} leads to no place on {file}")
        return found


def _dumped(data: bytes) -> str:
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(data)
        return "\n".join(made.iterdump())
