"""Views to pages: the theme's frame drawn once, what stands in it drawn for each page, addresses last.

Most of a page is the same on thousands of them. So the templates write every address as a mark, and
only when a page is put together does a mark become the way from there; till then, what was drawn for
one page serves all others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, Environment, Template, pass_context
from markupsafe import Markup, escape

from macros.frozen import frozen
from macros.learning.days import day
from macros.site.pages import SitePage
from macros.site.templates import lean
from macros.site.urls import absolute
from macros.site.views.pages import Shell
from macros.site.ways import MARK, SIGNS, Ways, mark, marked

_SLOT = "\x03"
"""What stands before and behind the name of what differs on each page; no author can write it."""
_CONTENT_ALONE = "{% set shown %}{% block hub_content %}{% endblock %}{% endset %}{% include 'hub/on-paper.html' %}{{ shown }}"


def drawn(macro: Callable[..., str], value: Any, *args: Any) -> str:
    """Return a value drawn by a template's macro: what `once` is where nothing is kept."""
    return macro(value, *args)


def all_drawn(macro: Callable[..., str], values: Iterable[Any], *args: Any) -> Markup:
    """Return values drawn one after the other: what `each` is where nothing is kept."""
    return Markup("").join(macro(value, *args) for value in values)


@frozen
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


@frozen
class _Frame:
    """A frame with marks; the folders that they lead to or through; and the frame with ways, by depth and by the
    longest of those folders that the page stands in."""

    marked: str
    near: frozenset[str]
    made: dict[tuple[int, str], list[bytes]] = field(default_factory=dict)


class Drawing:
    """Draws the pages of one build, one after the other."""

    def __init__(
        self, environment: Environment, context: Mapping[str, Any], shell: Shell, site_url: str,
        relative: Callable[[str, str], str],
    ) -> None:
        """Prepare to draw with the theme's environment and context; `relative` gives the way to an address from a page."""
        self._context = {**context, "hub": shell, "base_url": mark(".")}
        self._shell, self._site_url, self._ways = shell, site_url, Ways(relative)
        self._kept: dict[tuple[Any, ...], dict[int, tuple[Any, str]]] = {}
        self._frames: dict[tuple[Any, ...], _Frame] = {}
        self._whole = self._marking(environment)
        self._alone = self._marking(environment)
        loaders = [DictLoader({"main.html": _CONTENT_ALONE}), *([environment.loader] if environment.loader else [])]
        self._alone.loader = ChoiceLoader(loaders)

    def html(self, page: SitePage) -> bytes:
        """Return the whole page, in UTF-8."""
        template = self._alone.get_template(page.template)
        if set(template.blocks) == {"hub_content"}:
            return self._in_frame(page, template)
        # It changes more of the frame than what stands in it.
        context = {**self._context, "view": page.view, "page": self._standing(page)}
        return self._ways.whole(_unescaped(self._whole.get_template(page.template).render(context)), page.address)

    def _marking(self, environment: Environment) -> Environment:
        """Return the theme's environment, writing marks for addresses and keeping what is drawn once."""
        made = environment.overlay()
        tag = environment.filters["script_tag"]

        # A context keeps the compiler from working a mark out once and for all. The theme's own take it too, and so
        # the same compiled templates do for both.
        @pass_context
        def url(_: object, address: object) -> str:
            return mark(str(address))

        @pass_context
        def script_tag(_: object, script: object) -> Markup:
            # The theme's own puts its base before each address; from there the mark is found.
            html = tag({"page": None, "base_url": MARK}, script)
            return Markup(re.sub(f'{MARK}/([^"]*)', lambda m: mark(m[1]), html))  # noqa: S704 - what the theme wrote

        made.filters = {**environment.filters, "url": url, "script_tag": script_tag, "day": day}
        made.globals = {**environment.globals, "once": self._once, "each": self._each}
        lean(made)
        return made

    def _standing(self, page: SitePage) -> Standing:
        canonical = absolute(self._site_url, page.address) if self._site_url else ""
        return Standing(page.address, page.title, canonical, meta={"title": page.title, "description": page.description})

    def _in_frame(self, page: SitePage, template: Template) -> bytes:
        made = self._frame(page.address).copy()
        standing = self._standing(page)
        slots = {
            b"title": str(escape(page.title)).encode(),
            b"description": str(escape(page.description or self._context["config"].site_description or "")).encode(),
            b"canonical": standing.canonical_url.encode(),
            b"head": self._ways.whole(self._head(page), page.address),
            b"content": self._ways.whole(
                template.render({**self._context, "view": page.view, "page": standing}), page.address
            ),
        }
        for number in range(1, len(made), 2):
            made[number] = slots[made[number]]
        return b"".join(made)

    def _head(self, page: SitePage) -> str:
        tags = self._alone.get_template("hub/search-tags.html").render(view=page.view) if hasattr(page.view, "tags") else ""
        return tags + (self._alone.get_template("hub/feed-links.html").render(follow=page.follow) if page.follow else "")

    def _frame(self, address: str) -> list[bytes]:
        """Return the frame as pieces and names of slots by turns, with the ways from an address. It differs by the place
        that is marked in the bar, and its ways by how deep the address is and how much it shares with theirs."""
        key = tuple((address.startswith(p.starts), p.address == address) for p in self._shell.places)
        if key not in self._frames:
            standing = Standing(
                address, _slot("title"), _slot("canonical") if self._site_url else "", _slot("content"),
                {"title": _slot("title"), "description": _slot("description")},
            )
            made = self._whole.get_template("main.html").render({**self._context, "page": standing, "head": _slot("head")})
            made = _unescaped(made)
            self._frames[key] = _Frame(made, frozenset(near for to in marked(made) for near in _above(to)))
        frame = self._frames[key]
        shared = max((near for near in _above(address) if near in frame.near), key=len, default="")
        depth = address.count("/")
        if (depth, shared) not in frame.made:
            frame.made[depth, shared] = self._ways.whole(frame.marked, address).split(_SLOT.encode())
        return frame.made[depth, shared]

    def _once(self, macro: Any, value: Any, *args: Any) -> str:
        """Return a value as a macro draws it, drawn at its first use. The value is held, so that its identity
        stays its own."""
        kept = self._kept.setdefault((macro.name, *args), {})
        held = kept.get(id(value))
        if held is None:
            held = kept[id(value)] = value, macro(value, *args)
        return held[1]

    def _each(self, macro: Any, values: Iterable[Any], *args: Any) -> Markup:
        """Return values as a macro draws them, one after the other, each drawn once."""
        kept = self._kept.setdefault((macro.name, *args), {})
        made = []
        for value in values:
            held = kept.get(id(value))
            if held is None:
                held = kept[id(value)] = value, macro(value, *args)
            made.append(held[1])
        return Markup("".join(made))  # noqa: S704 - what macros draw is escaped


def _above(address: str) -> list[str]:
    """Return the beginnings of an address that end with a folder: `a/` and `a/b/` of `a/b/c`."""
    return [address[: n + 1] for n, sign in enumerate(address) if sign == "/"]


def _slot(name: str) -> str:
    return f"{_SLOT}{name}{_SLOT}"


def _unescaped(html: str) -> str:
    """A mark within the theme's settings for scripts was written as JSON."""
    for sign in SIGNS:
        html = html.replace(f"\\u{ord(sign):04x}", sign)
    return html
