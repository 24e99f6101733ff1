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

from jinja2 import BytecodeCache, ChoiceLoader, DictLoader, Environment, Template, pass_context
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from macros.site.pages import SitePage
from macros.site.urls import absolute
from macros.site.views.pages import Shell

# Records cannot hold control characters, so nothing that an author writes is taken for one of these.
_OPEN, _CLOSE, _SLOT, _UP = "\x01", "\x02", "\x03", "\x04"
_NEAR = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_TIDY = re.compile(r"[a-z0-9][a-z0-9-]*/(?:[A-Za-z0-9][\w.-]*/?)*(?:#[\w-]*)?")
"""An address that the way to it can be read from: no dots for folders, nothing outside the site."""
_CONTENT_ALONE = "{% block hub_content %}{% endblock %}"


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


class Compiled(BytecodeCache):
    """Keeps templates compiled while one build lasts: the theme's are needed by MkDocs and by ours, each in
    an environment of its own."""

    def __init__(self) -> None:
        """Begin with none."""
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if its template was compiled before."""
        if held := self._held.get(bucket.key):
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._held[bucket.key] = bucket.bytecode_to_string()


class Drawing:
    """Draws the pages of one build, one after the other."""

    def __init__(
        self, environment: Environment, context: Mapping[str, Any], shell: Shell, site_url: str,
        relative: Callable[[str, str], str],
    ) -> None:
        """Prepare to draw with the theme's environment and context; `relative` gives the way to an address from a page."""
        self._context = {**context, "hub": shell, "base_url": f"{_OPEN}.{_CLOSE}"}
        self._shell, self._site_url, self._relative = shell, site_url, relative
        self._folder = ""
        """The first folder of the page being drawn: all that a mark depends on."""
        self._kept: dict[tuple[Any, ...], tuple[Any, str]] = {}
        self._frames: dict[tuple[Any, ...], list[str]] = {}
        self._folder_of: dict[str, str] = {}
        self._whole = self._marking(environment)
        self._alone = self._marking(environment)
        loaders = [DictLoader({"main.html": _CONTENT_ALONE}), *([environment.loader] if environment.loader else [])]
        self._alone.loader = ChoiceLoader(loaders)

    def html(self, page: SitePage) -> str:
        """Return the whole page."""
        self._folder = page.address.partition("/")[0]
        template = self._alone.get_template(page.template)
        if set(template.blocks) == {"hub_content"}:
            made = self._in_frame(page, template)
        else:
            # It changes more of the frame than what stands in it.
            context = {**self._context, "view": page.view, "page": self._standing(page)}
            made = _unescaped(self._whole.get_template(page.template).render(context))
        made = made.replace(_UP, "../" * page.address.count("/"))
        return _NEAR.sub(self._way_from(page.address), made)

    def _marking(self, environment: Environment) -> Environment:
        """Return the theme's environment, writing marks for addresses and keeping what is drawn once."""
        made = environment.overlay()
        tag = environment.filters["script_tag"]

        # A context keeps the compiler from working a mark out once and for all. The theme's own take it too, and so
        # the same compiled templates do for both.
        @pass_context
        def url(_: object, address: object) -> str:
            return self._mark(str(address))

        @pass_context
        def script_tag(_: object, script: object) -> Markup:
            # The theme's own puts its base before each address; from there the mark is found.
            html = tag({"page": None, "base_url": _OPEN}, script)
            return Markup(re.sub(f'{_OPEN}/([^"]*)', lambda m: self._mark(m[1]), html))  # noqa: S704

        made.filters = {**environment.filters, "url": url, "script_tag": script_tag}
        made.globals = {**environment.globals, "once": self._once}
        return made

    def _mark(self, address: str) -> str:
        """Return what stands for an address until the page is whole. To another first folder the way is
        up to the top and down again, the same from every page of this one."""
        folder = self._folder_of.get(address)
        if folder is None:
            folder = self._folder_of[address] = address.partition("/")[0] if _TIDY.fullmatch(address) else ""
        return f"{_UP}{address}" if folder and folder != self._folder else f"{_OPEN}{address}{_CLOSE}"

    def _way_from(self, here: str) -> Callable[[re.Match[str]], str]:
        above = [here[: len(here) - len(rest)] for rest in _rests(here)]

        def way(match: re.Match[str]) -> str:
            to = match[1]
            if self._folder_of.get(to):
                for up, folder in enumerate(above):
                    if to.startswith(folder):
                        return f"{'../' * up}{to[len(folder):]}" or "./"
            return self._relative(to, here)

        return way

    def _standing(self, page: SitePage) -> Standing:
        canonical = absolute(self._site_url, page.address) if self._site_url else ""
        return Standing(page.address, page.title, canonical, meta={"title": page.title, "description": page.description})

    def _in_frame(self, page: SitePage, template: Template) -> str:
        made = self._frame(page.address).copy()
        standing = self._standing(page)
        slots = {
            "title": str(escape(page.title)),
            "description": str(escape(page.description or self._context["config"].site_description or "")),
            "canonical": standing.canonical_url,
            "head": self._head(page),
            "content": template.render({**self._context, "view": page.view, "page": standing}),
        }
        for number in range(1, len(made), 2):
            made[number] = slots[made[number]]
        return "".join(made)

    def _head(self, page: SitePage) -> str:
        tags = self._alone.get_template("hub/search-tags.html").render(view=page.view) if hasattr(page.view, "tags") else ""
        return tags + (self._alone.get_template("hub/feed-links.html").render(follow=page.follow) if page.follow else "")

    def _frame(self, address: str) -> list[str]:
        """Return the frame as text and names of slots by turns. It differs by the first folder, and by the
        place that is marked in the bar."""
        key = (self._folder, *((any(address.startswith(s) for s in p.starts), p.address == address) for p in self._shell.places))
        if key not in self._frames:
            standing = Standing(
                address, _slot("title"), _slot("canonical") if self._site_url else "", _slot("content"),
                {"title": _slot("title"), "description": _slot("description")},
            )
            made = self._whole.get_template("main.html").render({**self._context, "page": standing, "head": _slot("head")})
            self._frames[key] = _unescaped(made).split(_SLOT)
        return self._frames[key]

    def _once(self, macro: Any, value: Any, *args: Any) -> str:
        """Return a value as a macro draws it, drawn at its first use in each first folder. The value is
        held, so that its identity stays its own."""
        key = (self._folder, macro.name, id(value), *args)
        if key not in self._kept:
            self._kept[key] = (value, macro(value, *args))
        return self._kept[key][1]


def _rests(here: str) -> list[str]:
    """Return what stands below the page's folder, below the one above it, and so on: "", "b/", "a/b/"."""
    steps = here.split("/")[:-1]
    return ["".join(f"{s}/" for s in steps[len(steps) - n :]) for n in range(len(steps) + 1)]


def _slot(name: str) -> str:
    return f"{_SLOT}{name}{_SLOT}"


def _unescaped(html: str) -> str:
    """A mark within the theme's settings for scripts was written as JSON."""
    for sign in (_OPEN, _CLOSE, _UP):
        html = html.replace(f"\\u{ord(sign):04x}", sign)
    return html
