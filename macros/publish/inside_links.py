"""Whether every link within a built site leads somewhere: to a file of the site and, with a `#`, to a place on that page."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from macros.publish.built import Built

_LED = re.compile(
    rb"""<(?:a|link|use|img|script|source|form)\s(?:[^>]*?\s)?(?:href|src|action)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))"""
    rb"""|<meta\s[^>]*http-equiv=["']?refresh\b[^>]*?url=([^"'>]+)|\sdata-(?:index|vocabulary|synonyms)="([^"]*)\"""",
    re.IGNORECASE,
)
_PLACE = re.compile(rb"""\sid=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_PAGE = "index.html"


@dataclass(frozen=True, slots=True, order=True)
class Broken:
    """A link that leads nowhere: on which page, as it is written there, and what is missing."""

    page: str
    link: str
    why: str

    def in_words(self) -> str:
        """Return it as a line of a report."""
        return f"{self.page}: {self.link} leads to {self.why}"


class InsideLinks:
    """The links and places of one site, gathered a file at a time: a page may lead to one that is read later."""

    def __init__(self, site_url: str, beside: Collection[str] = ()) -> None:
        """Take the address that the site is built for, and the paths that will stand beside it, where links may lead too."""
        self._beside = beside
        parts = urlsplit(site_url)
        self._host, self._top = f"{parts.scheme}://{parts.netloc}", f"{parts.path.rstrip('/')}/"
        self._files: set[str] = set()
        self._places: dict[str, frozenset[str]] = {}
        self._wanted: dict[tuple[str, str], tuple[str, str]] = {}

    def at(self, file: Built) -> None:
        """Read one file."""
        self._files.add(file.path)
        if not file.path.endswith(".html"):
            return
        self._places[file.path] = frozenset(_written(_PLACE, file.data))
        for link in set(_written(_LED, file.data)):
            if target := self._target(file.path, link):
                self._wanted.setdefault(target, (file.path, link))

    def broken(self) -> tuple[Broken, ...]:
        """Return the links that lead nowhere, in order; of several that lead to one place, the first that was read."""
        found = []
        for (path, place), (page, link) in self._wanted.items():
            if path in self._beside:
                continue
            if path not in self._files:
                found.append(Broken(page, link, "no file"))
            elif place and path.endswith(".html") and place not in self._places[path]:
                found.append(Broken(page, link, f"no place on {path}"))
        return tuple(sorted(found))

    def _target(self, page: str, link: str) -> tuple[str, str] | None:
        """Return the file and the place that a link leads to; None where it leaves the site's host."""
        parts = urlsplit(urljoin(f"{self._host}{self._top}{quote(page)}", link))
        if f"{parts.scheme}://{parts.netloc}" != self._host:
            return None
        path, place = unquote(parts.path), unquote(parts.fragment)
        if not path.startswith(self._top):
            return path, place  # beside the site, where no file is
        path = path.removeprefix(self._top)
        return (f"{path}{_PAGE}" if not path or path.endswith("/") else path), place


def _written(pattern: re.Pattern[bytes], page: bytes) -> Iterator[str]:
    for match in pattern.finditer(page):
        yield html.unescape((match[match.lastindex or 0]).decode("utf-8", "replace"))
