"""An author's part to HTML, once: Markdown without raw HTML, links resolved, then sanitised."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET
from typing import Any

from markdown import Markdown, util
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import InlineProcessor, Treeprocessor

from macros.content.record import ROOT, Record
from macros.learning.library import Library, is_local, resolve
from macros.site.safe_html import clean
from macros.site.urls import relative

_SIGNS = {
    "backtick": ("`",), "escape": ("\\",), "link": ("](",), "image_link": ("](",), "autolink": ("<",), "automail": ("<",),
    "linebreak": ("  \n",), "em_strong": ("*", "_"), "footnote": ("[^",),
}
"""One of these a text must hold for an inline pattern to be worth trying."""
_BETWEEN = "\x05"
"""Stands between parts while they are rendered. No record holds it: control characters are refused (B007)."""
_UNUSED_INLINE = ("html", "entity", "reference", "image_reference", "short_reference", "short_image_ref")


class PartRenderer:
    """Renders parts of a library's records. One Markdown instance serves all of them: making one for
    each page costs about a twelfth of a build."""

    def __init__(self, library: Library) -> None:
        """Prepare for the records of a library; links to others become plain words."""
        self._library = library
        self._footnotes: Any = FootnoteExtension(UNIQUE_IDS=True, BACKLINK_TITLE="Back to the text, note {}")
        self._markdown = Markdown(
            extensions=[
                AdmonitionExtension(), FencedCodeExtension(), self._footnotes, SaneListExtension(),
                SmartyExtension(smart_dashes=False, smart_ellipses=False), TableExtension(use_align_attribute=True),
            ],
            output_format="html",
        )
        self._markdown.preprocessors.deregister("html_block")
        self._markdown.parser.blockprocessors.deregister("reference")
        self._markdown.parser.blockprocessors.deregister("setextheader")
        for name in _UNUSED_INLINE:
            self._markdown.inlinePatterns.deregister(name, strict=False)
        smarty: Any = self._markdown.treeprocessors["smarty"]
        self._markdown.treeprocessors.register(_Inline(self._markdown, self._markdown.inlinePatterns, _SIGNS), "inline", 20)
        self._markdown.treeprocessors.register(_Inline(self._markdown, smarty.inlinePatterns, {}, "'\""), "smarty", 6)
        self._links = _Links(self._markdown)
        self._markdown.treeprocessors.register(self._links, "hub_links", 0)

    def parts(self, record: Record) -> tuple[str, ...]:
        """Return the parts of a record as HTML that holds nothing the policy does not name.

        They are rendered in one go, a mark between them, since each go has its price; only footnotes,
        which Markdown gathers at the end, must stay with their own part.
        """
        self._links.on = (self._library, record)
        if "[^" in record.source.body:
            return tuple(self._html(part.text, part.number) for part in record.body.parts)
        if not record.body.parts:
            return ()
        html = self._html(f"\n\n{_BETWEEN}\n\n".join(part.text for part in record.body.parts), 0)
        return tuple(part.strip("\n") for part in html.split(f"<p>{_BETWEEN}</p>"))

    def _html(self, text: str, number: int) -> str:
        self._markdown.reset()
        self._footnotes.unique_prefix = number
        return clean(self._markdown.convert(text))


class _Inline(InlineProcessor):
    """Markdown's own, which tries a pattern only on a text that holds its sign: most texts hold none,
    and trying them all is half the cost of rendering. What comes out is the same."""

    def __init__(self, markdown: Markdown, patterns: Any, signs: dict[str, tuple[str, ...]], any_of: str = "") -> None:
        """Take patterns by name; a text without one of the characters `any_of`, if there are any, is left alone."""
        super().__init__(markdown)
        self.inlinePatterns = patterns
        ordered = list(patterns)  # which puts the names in order too
        self._tried = [(signs.get(item.name, ("",)), pattern) for item, pattern in zip(patterns._priority, ordered, strict=True)]  # noqa: SLF001
        self._any_of = any_of

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - its own names
        apply: Any = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        if isinstance(data, util.AtomicString) or (self._any_of and not any(sign in data for sign in self._any_of)):
            return data
        start = 0
        while patternIndex < len(self._tried):
            signs, pattern = self._tried[patternIndex]
            matched = False
            if signs[0] in data or signs[-1] in data:
                data, matched, start = apply(pattern, data, patternIndex, start)
            if not matched:
                start, patternIndex = 0, patternIndex + 1  # noqa: N806
        return data


class _Links(Treeprocessor):
    """Resolves links between records and dresses tables; runs last, over the finished tree."""

    on: tuple[Library, Record]

    def run(self, root: ET.Element) -> None:
        """Change the tree in place."""
        library, record = self.on
        for element in root.iter("a"):
            target = element.get("href", "")
            if target.startswith("#") or not is_local(target):
                continue
            id_, fragment = resolve(record, target)
            if other := library.records.get(id_):
                to = f"{other.address}#{fragment}" if fragment else other.address
                element.set("href", relative(record.address, to))
            else:
                element.tag = "span"
                element.attrib.clear()
        for element in root.iter("img"):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(record.path), element.get("src", "")))
            element.set("src", relative(record.address, path.removeprefix(f"{ROOT}/")))
        for parent in list(root.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[position] = _scrolling(child)


def _scrolling(table: ET.Element) -> ET.Element:
    """Wide tables scroll by themselves on a phone, and by keyboard."""
    table.set("class", "hub-table")
    for head in table.iter("th"):
        head.set("scope", "col")
    box = ET.Element("div", {"class": "hub-scroll", "tabindex": "0", "role": "region", "aria-label": "Table"})
    box.tail, table.tail = table.tail, None
    box.append(table)
    return box
