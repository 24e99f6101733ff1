"""Which pages differ between two built sites, for whoever judges a proposed change by what readers would see."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from macros.frozen import frozen
from macros.publish.built import Built
from macros.publish.leaks import INDEX

SHOWN = 200
"""Pages listed under each heading: a summary of a job holds 1 MiB."""
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
_MAIN = re.compile(rb"<main\b.*</main>", re.DOTALL)
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:@])")


@dataclass(frozen=True, slots=True, order=True)
class Page:
    """A page: its address from the top of the site, and its title."""

    address: str
    title: str


@frozen
class Changed:
    """How the later of two sites differs from the earlier; pages by address."""

    new: tuple[Page, ...] = ()
    gone: tuple[Page, ...] = ()
    other: tuple[Page, ...] = ()
    """Pages whose own part reads otherwise."""
    framed: int = 0
    """Pages that differ only in what stands round that part, such as the menu."""
    files: int = 0
    """Other files that are new, gone or different; the search index, which differs each time, is none of them."""


@frozen
class _Read:
    title: str
    main: bytes
    sha256: str


def changed_pages(before: Iterable[Built], after: Iterable[Built]) -> Changed:
    """Return which pages are new, gone or different, so that nobody has to open them all.

    A page is compared by its `<main>`: a new entry in a menu would else change every page.
    """
    (old, old_files), (new, new_files) = _read(before), _read(after)
    both = sorted(old.keys() & new.keys())
    other = [path for path in both if old[path].main != new[path].main]
    framed = [path for path in both if old[path].main == new[path].main and old[path].sha256 != new[path].sha256]
    return Changed(
        _pages(new, new.keys() - old.keys()), _pages(old, old.keys() - new.keys()), _pages(new, other), len(framed),
        len({path for path, _ in old_files.items() ^ new_files.items()}),
    )


def as_markdown(changed: Changed) -> str:
    """Return the list in Markdown; titles are text in it, whatever signs they hold."""
    lines = ["## Pages that changed", ""]
    for heading, pages in (("New", changed.new), ("Changed", changed.other), ("Gone", changed.gone)):
        lines += _listed(heading, pages)
    if not (changed.new or changed.other or changed.gone):
        lines += ["No page reads otherwise.", ""]
    if changed.framed:
        lines.append(f"Only round their own part: {_counted(changed.framed, 'page')}.")
    if changed.files:
        lines.append(f"Not pages: {_counted(changed.files, 'file')} differ.")
    return "\n".join(lines).rstrip() + "\n"


def as_text(text: str) -> str:
    """Return words for Markdown in which no sign of theirs means anything."""
    return _SIGNS.sub(r"\\\1", html.escape(" ".join(text.split()), quote=False))


def _read(files: Iterable[Built]) -> tuple[dict[str, _Read], dict[str, str]]:
    pages: dict[str, _Read] = {}
    others: dict[str, str] = {}
    for file in files:
        if file.path.endswith(".html"):
            title, main = _TITLE.search(file.data), _MAIN.search(file.data)
            told = html.unescape(title[1].decode("utf-8", "replace")) if title else ""
            pages[file.path] = _Read(told, main[0] if main else file.data, file.sha256)
        elif not file.path.startswith(INDEX):
            others[file.path] = file.sha256
    return pages, others


def _pages(read: Mapping[str, _Read], paths: Iterable[str]) -> tuple[Page, ...]:
    return tuple(sorted(Page(f"/{path.removesuffix('index.html')}", read[path].title) for path in paths))


def _listed(heading: str, pages: tuple[Page, ...]) -> Iterator[str]:
    if not pages:
        return
    yield from (f"### {heading}: {_counted(len(pages), 'page')}", "")
    yield from (f"- {as_text(page.address)} {as_text(page.title)}".rstrip() for page in pages[:SHOWN])
    if len(pages) > SHOWN:
        yield f"- and {len(pages) - SHOWN:,} more"
    yield ""


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
