"""The pages under `docs/`: each says who may read it, or the build ends."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import field
from typing import Any

from macros.content.body import split_parts
from macros.content.checks.dialect import check_dialect
from macros.content.file_kinds import refused_kind
from macros.content.names import name_problems
from macros.content.plain import in_words
from macros.content.records.base import Audience
from macros.content.source import Source, read_source
from macros.diagnostics import START, Diagnostic, Span, at_most, clipped, errors, suggestion
from macros.diagnostics import catalogue as c
from macros.frozen import frozen

DOCS = "docs"
FOR_CONTRIBUTORS = "docs/project/"
"""In no edition, so that only links in the file system are looked for there."""
FIELDS = ("title", "audience", "description", "hide")
"""What a page's front matter may say. Others, such as `template`, steer the program that draws the page."""
HIDDEN = ("navigation", "toc")
_PLAIN_HTML = re.compile(
    r'</?(?:a|div|table|thead|tbody|tr|th|td)'
    r'(?: (?:href="[a-z0-9./#-]*"|(?:class|role|scope|aria-label|tabindex)="[\w .,’-]*"))*>'
)
"""HTML that a page may hold: a table with headings for its rows, and a link to a page that is made from records,
neither of which Markdown can write."""
_REFUSED_IN_TEXT = {c.RAW_HTML, c.ATTRIBUTE_LIST, c.BAD_LINK, c.NO_ALT_TEXT, c.TOO_DEEP}
REQUIRED = ("index.md", "about/index.md", "about/accessibility.md")
"""Pages that the frame of every page leads to."""


@frozen
class OwnPage:
    """A page under `docs/`, by its path from there, and who may read it."""

    path: str
    audience: Audience
    said: Mapping[str, Any] = field(default_factory=dict)
    """Its front matter, read by us: what the page is drawn from."""
    text: str = ""
    """What stands below it: MkDocs would take other lines for its end as well."""

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


def read_own_pages(
    files: Mapping[str, bytes], trusted: Container[str] = ()
) -> tuple[tuple[OwnPage, ...], tuple[Diagnostic, ...]]:
    """Return the pages under `docs/` (path from there → bytes) and what is wrong with them.

    MkDocs reads on when front matter is broken; here that ends the build, since an audience could be lost.
    The text of the `trusted` pages, the maintainers' that may use macros, may hold HTML of any kind; that of
    all others only what `_PLAIN_HTML` says.
    """
    pages: list[OwnPage] = []
    found: list[Diagnostic] = []
    for path in sorted(p for p in files if p.endswith(".md") and not p.startswith("project/")):
        source, wrong = read_source(f"{DOCS}/{path}", files[path])
        wrong = (*wrong, *(() if errors(wrong) else _wrong_front(source)))
        text = () if path in trusted or not source.body else check_dialect(source, split_parts(source.body, source.body_line))
        found += (*wrong, *at_most(d for d in text if d.code in _REFUSED_IN_TEXT and not _is_plain(d)))
        if not errors(wrong):
            pages.append(OwnPage(path, Audience(source.front.data["audience"]), source.front.data, source.body))
    return tuple(pages), tuple(found)


def _is_plain(problem: Diagnostic) -> bool:
    return problem.code is c.RAW_HTML and bool(_PLAIN_HTML.match(problem.line_text, problem.span.column - 1))


def _wrong_front(source: Source) -> Iterator[Diagnostic]:
    """Yield what is wrong with the front matter of a page: who may read it most of all."""
    data, choices = source.front.data, [str(a) for a in Audience]
    said = data.get("audience")
    if said not in choices:
        near = suggestion(said, choices) if isinstance(said, str) else ""
        unknown = f"audience: '{clipped(str(said))}' is not one of {', '.join(choices)}.{near}"
        message = unknown if said else "audience: is missing."
        yield source.problem(c.PAGE_AUDIENCE, source.front.span_of(("audience",)) or START, message)
    for name, value in data.items():
        span = source.front.span_of((name,))
        if name not in FIELDS:
            message = f"{in_words((name,))}: pages have no such field.{suggestion(name, FIELDS)}"
            yield source.problem(c.UNKNOWN_FIELD, source.front.keys.get((name,)), message, f"Pages have {', '.join(FIELDS)}.")
        elif name == "hide":
            if not isinstance(value, list) or not all(one in HIDDEN for one in value):
                message = f"hide: a list of {' and '.join(HIDDEN)} belongs here."
                yield source.problem(c.WRONG_VALUE, span, message, f"Write hide: [{', '.join(HIDDEN)}].")
        elif name != "audience" and (not isinstance(value, str) or any(sign in value for sign in '<>"')):
            message = f'{name}: one line of text without the signs <, > and " belongs here.'
            yield source.problem(c.WRONG_VALUE, span, message)


def stray_own_files(files: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """Yield what stands under `docs/` (path from the root → bytes) and is no page (B211, B213), and the names that
    could not be part of a web address (B202)."""
    for path in sorted(p for p in files if not p.startswith(FOR_CONTRIBUTORS)):
        yield from name_problems(path, DOCS)
        if path.endswith(".md"):
            continue
        if kind := refused_kind(files[path]):
            message = f"This file is {kind.name}, which is not taken: {kind.why}."
            yield Diagnostic(c.REFUSED_KIND, path, Span(1, 1), message, kind.help)
        else:
            yield Diagnostic(c.STRAY_OWN_FILE, path, Span(1, 1), "This file is no page.", c.STRAY_OWN_FILE.fix)


def missing_pages(files: Container[str]) -> tuple[Diagnostic, ...]:
    """Return a finding for each page under `docs/` that every page leads to and that is not there."""
    message = "This page is missing; the footer of every page leads to it."
    lacking = (path for path in REQUIRED if path not in files)
    return tuple(Diagnostic(c.MISSING_PAGE, f"docs/{path}", Span(1, 1), message, c.MISSING_PAGE.fix) for path in lacking)
