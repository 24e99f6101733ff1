"""The pages under `docs/`: each says who may read it, or the build ends."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from macros.content.records.base import Audience
from macros.content.source import read_source
from macros.diagnostics import START, Diagnostic, Span, clipped, suggestion
from macros.diagnostics import catalogue as c

REQUIRED = ("index.md", "about/index.md", "about/accessibility.md")
"""Pages that the frame of every page leads to."""


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page under `docs/`, by its path from there, and who may read it."""

    path: str
    audience: Audience

    def in_edition(self, edition: Audience) -> bool:
        """Return whether an edition holds the page: its own audience or a wider one."""
        return self.audience.width <= edition.width

    @property
    def address(self) -> str:
        """Its address from the top of the site."""
        stem = self.path.removesuffix(".md")
        if stem == "index" or stem.endswith("/index"):
            return stem.removesuffix("index")
        return f"{stem}/"


def read_own_pages(files: Mapping[str, bytes]) -> tuple[tuple[OwnPage, ...], tuple[Diagnostic, ...]]:
    """Return the pages under `docs/` (path from there → bytes) and what is wrong with their front matter.

    MkDocs reads on when front matter is broken; here that ends the build, since an audience could be lost.
    """
    pages: list[OwnPage] = []
    found: list[Diagnostic] = []
    choices = [str(a) for a in Audience]
    for path in sorted(p for p in files if p.endswith(".md") and not p.startswith("project/")):
        source, wrong = read_source(f"docs/{path}", files[path])
        found += wrong
        if wrong:
            continue
        said = source.front.data.get("audience")
        if said in choices:
            pages.append(OwnPage(path, Audience(said)))
            continue
        near = suggestion(said, choices) if isinstance(said, str) else ""
        unknown = f"audience: '{clipped(str(said))}' is not one of {', '.join(choices)}.{near}"
        message = unknown if said else "audience: is missing."
        span = source.front.span_of(("audience",)) or START
        found.append(source.problem(c.PAGE_AUDIENCE, span, message))
    return tuple(pages), tuple(found)


def missing_pages(files: Container[str]) -> tuple[Diagnostic, ...]:
    """Return a finding for each page under `docs/` that every page leads to and that is not there."""
    message = "This page is missing; the footer of every page leads to it."
    lacking = (path for path in REQUIRED if path not in files)
    return tuple(Diagnostic(c.MISSING_PAGE, f"docs/{path}", Span(1, 1), message, c.MISSING_PAGE.fix) for path in lacking)
