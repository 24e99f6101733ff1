"""Views to pages: the theme's frame drawn once, what stands in it drawn for each page, addresses last.

Most of a page is the same on thousands of them. So the templates write every address as a mark, and
only when a page is put together does a mark become the way from there; till then, what was drawn for
one page serves all others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, Environment, Template
from markupsafe import Markup, escape

from macros.site.pages import SitePage
from macros.site.urls import absolute
from macros.site.views.pages import Shell

# Records cannot hold control characters, so nothing that an author writes is taken for one of these.
_OPEN, _CLOSE, _SLOT = "\x01", "\x02", "\x03"
_ADDRESS = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*/(?:[A-Za-z0-9][\w.-]*/?)*(?:#[\w-]*)?")
"""An address that needs no tidying: the way to it from another first folder is up to the top and down again."""
_CONTENT_ALONE = "{% block hub_content %}{% endblock %}"


def mark(address: object) -> str:
    """Return an address as templates write it while the page it stands on is not known."""
    return f"{_OPEN}{address}{_CLOSE}"


def drawn(macro: Callable[..., str], value: Any, *args: Any) -> str:
    """Return a value drawn by a template's macro: what `once` is where nothing is kept."""
    return macro(value, *args)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the theme's templates ask of a page."""

    url: str
    title: str
    canonical_url: str
    content: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    toc: tuple[()] = ()
    is_homepage: bool = False
    previous_page: None = None
    next_page: None = None


class Drawing:
    """Draws the pages of one build."""

    def __init__(
        self, environment: Environment, context: Mapping[str, Any], shell: Shell, site_url: str, relative: Callable[[str, str], str]
    ) -> None:
        """Prepare to draw with the theme's environment and context; `relative` gives the way to an address from a page."""
        self._context = {**context, "hub": shell, "base_url": mark(".")}
        self._shell, self._site_url, self._relative = shell, site_url, relative
        self._kept: dict[tuple[Any, ...], tuple[Any, str]] = {}
        self._frames: dict[tuple[Any, ...], list[str]] = {}
        self._first: dict[str, str] = {}
        self._whole = self._marking(environment)
        self._alone = self._marking(environment)
        loaders = [DictLoader({"main.html": _CONTENT_ALONE}), *([environment.loader] if environment.loader else [])]
        self._alone.loader = ChoiceLoader(loaders)

    def _marking(self, environment: Environment) -> Environment:
        made = environment.overlay()
        tag = environment.filters["script_tag"]

        def script_tag(script: object) -> Markup:
            """The theme's own, told that all addresses begin with the mark."""
            return Markup(re.sub(rf'{_OPEN}/([^"]*)', rf"{_OPEN}\1{_CLOSE}", tag({"page": None, "base_url": _OPEN}, script)))  # noqa: S704

        made.filters = {**environment.filters, "url": mark, "script_tag": script_tag}
        made.globals = {**environment.globals, "once": self._once}
        return made

    def html(self, page: SitePage) -> str:
        """Return the whole page."""
        template = self._alone.get_template(page.template)
        if set(template.blocks) == {"hub_content"}:
            made = "".join(self._in_frame(page, template))
        else:
            context = {**self._context, "view": page.view, "page": self._standing(page)}
            made = _unescaped(self._whole.get_template(page.template).render(context))
        return _ADDRESS.sub(self._way_from(page.address), made)

    def _standing(self, page: SitePage) -> Standing:
        canonical = absolute(self._site_url, page.address) if self._site_url else ""
        return Standing(page.address, page.title, canonical, meta={"title": page.title, "description": page.description})

    def _in_frame(self, page: SitePage, template: Template) -> list[str]:
        made = self._frame(page.address).copy()
        standing = self._standing(page)
        said = page.description or self._context["config"].site_description or ""
        slots = {
            "title": str(escape(page.title)),
            "description": str(escape(said)),
            "canonical": standing.canonical_url,
            "head": self._tags.render(view=page.view),
            "content": template.render({**self._context, "view": page.view, "page": standing}),
        }
        for number in range(1, len(made), 2):
            made[number] = slots[made[number]]
        return made

    @property
    def _tags(self) -> Template:
        return self._alone.get_template("hub/search-tags.html")

    def _frame(self, address: str) -> list[str]:
        """Return the frame as text and names of slots by turns. It differs by the place that is marked in the bar."""
        key = tuple((any(address.startswith(s) for s in p.starts), p.address == address) for p in self._shell.places)
        if key not in self._frames:
            standing = Standing(
                address, _slot("title"), _slot("canonical") if self._site_url else "", _slot("content"),
                {"title": _slot("title"), "description": _slot("description")},
            )
            made = self._whole.get_template("main.html").render({**self._context, "page": standing, "head": _slot("head")})
            self._frames[key] = _unescaped(made).split(_SLOT)
        return self._frames[key]

    def _once(self, macro: Any, value: Any, *args: Any) -> str:
        """Return a value as a macro draws it, drawn at its first use; the value is held, so that its identity stays its own."""
        key = (macro.name, id(value), *args)
        if key not in self._kept:
            self._kept[key] = (value, macro(value, *args))
        return self._kept[key][1]

    def _way_from(self, here: str) -> Callable[[re.Match[str]], str]:
        first, up = here.partition("/")[0], "../" * here.count("/")

        def way(match: re.Match[str]) -> str:
            to = match[1]
            at = self._first.get(to)
            if at is None:
                at = self._first[to] = to.partition("/")[0] if _PLAIN.fullmatch(to) else ""
            return f"{up}{to}" if at and at != first else self._relative(to, here)

        return way


def _slot(name: str) -> str:
    return f"{_SLOT}{name}{_SLOT}"


def _unescaped(html: str) -> str:
    """A mark within the theme's settings for scripts was written as JSON."""
    return html.replace("\\u0001", _OPEN).replace("\\u0002", _CLOSE)
