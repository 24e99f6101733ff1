"""An author's part to HTML, once: Markdown without raw HTML, links resolved, then sanitised."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import Any

from markdown import Markdown, util
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import InlineProcessor, Treeprocessor, UnescapeTreeprocessor

from macros.content.record import ROOT, Record
from macros.learning.library import Library, is_local, resolve
from macros.site.quotes import PlainText, Quotes
from macros.site.safe_html import clean
from macros.site.urls import relative

SIGNS = {
    "backtick": ("`",), "escape": ("\\",), "link": ("](",), "image_link": ("](",), "autolink": ("<",), "automail": ("<",),
    "linebreak": ("  \n",), "em_strong": ("*", "_"), "footnote": ("[^",),
}
"""One of these a text must hold for an inline pattern to be worth trying."""
_ANY_SIGN = tuple(dict.fromkeys(sign for signs in SIGNS.values() for sign in signs))
_BETWEEN = "\x05"
"""Stands between parts while they are rendered. No record holds it: control characters are refused (B007)."""
_UNUSED_INLINE = ("html", "entity", "reference", "image_reference", "short_reference", "short_image_ref")


class PartRenderer:
    """Renders parts of a library's records. One Markdown instance serves all of them: making one for
    each page costs about a twelfth of a build."""

    def __init__(self, library: Library, taken_back: Iterable[Record] = ()) -> None:
        """Prepare for the records of a library. Links to what was taken back lead to its notice, and those to any other
        record become plain words."""
        self._library = library
        self._footnotes: Any = FootnoteExtension(UNIQUE_IDS=True, BACKLINK_TITLE="Back to the text, note {}")
        self._markdown = Markdown(
            extensions=[
                AdmonitionExtension(), FencedCodeExtension(), self._footnotes, SaneListExtension(),
                TableExtension(use_align_attribute=True),
            ],
            output_format="html",
        )
        self._markdown.preprocessors.deregister("html_block")
        self._markdown.parser.blockprocessors.deregister("reference")
        self._markdown.parser.blockprocessors.deregister("setextheader")
        for name in _UNUSED_INLINE:
            self._markdown.inlinePatterns.deregister(name, strict=False)
        self._markdown.parser.blockprocessors.register(_Paragraph(self._markdown.parser), "hub_paragraph", 200)
        self._markdown.treeprocessors.register(_Plain(self._markdown), "hub_plain", 21)
        self._markdown.treeprocessors.register(_Inline(self._markdown), "inline", 20)
        self._markdown.treeprocessors.register(Quotes(self._markdown), "hub_quotes", 6)
        self._markdown.treeprocessors.register(_Unescape(self._markdown), "unescape", 0)
        self._links = _Links(self._markdown)
        self._links.notices = {record.id: record.address for record in taken_back}
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


class _Paragraph(ParagraphProcessor):
    """Takes a line that can be nothing but a paragraph before all other kinds of block are tried on it."""

    def test(self, parent: ET.Element, block: str) -> bool:  # noqa: ARG002 - Markdown's own signature
        """Return whether the block is one line that begins with a letter: every other kind begins with a sign or figure."""
        return block[:1].isalpha() and "\n" not in block


class _Plain(Treeprocessor):
    """Marks texts without any sign of inline markup, most of all, so that none is looked for in them."""

    def run(self, root: ET.Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            text = element.text
            if text and not isinstance(text, util.AtomicString) and not any(sign in text for sign in _ANY_SIGN):
                element.text = PlainText(text)


class _Inline(InlineProcessor):
    """Markdown's own, which tries a pattern only on a text that holds its sign. What comes out is the same."""

    def __init__(self, markdown: Markdown) -> None:
        """Take the patterns that the instance has now."""
        super().__init__(markdown)
        patterns: Any = markdown.inlinePatterns
        ordered = list(patterns)  # which puts the names in order too
        self._tried = [(SIGNS[item.name], pattern) for item, pattern in zip(patterns._priority, ordered, strict=True)]  # noqa: SLF001

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - its own names
        apply: Any = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        if isinstance(data, util.AtomicString):
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


class _Unescape(UnescapeTreeprocessor):
    """Markdown's own, which looks for escaped characters only where there are some."""

    def unescape(self, text: str) -> str:
        """Return the text with its escaped characters as they were written."""
        return super().unescape(text) if util.STX in text else text


class _Links(Treeprocessor):
    """Resolves links between records and dresses tables; runs last, over the finished tree."""

    on: tuple[Library, Record]
    notices: Mapping[str, str]
    """The addresses of notices by the ids of what was taken back. No place on the page is left to lead to."""

    def run(self, root: ET.Element) -> None:
        """Change the tree in place."""
        _, record = self.on
        documents = {link.target: path for link, path in record.attachments}
        for element in root.iter("a"):
            target = element.get("href", "")
            if target.startswith("#") or not is_local(target):
                continue
            if to := self._leads_to(target, documents):
                element.set("href", relative(record.address, to))
            else:
                element.tag = "span"
                element.attrib.clear()
        for element in root.iter("img"):
            path = record.file_at(element.get("src", ""))
            element.set("src", relative(record.address, path.removeprefix(f"{ROOT}/")))
        if root.find(".//table") is None:
            return
        for parent in list(root.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[position] = _scrolling(child)

    def _leads_to(self, target: str, documents: Mapping[str, str]) -> str:
        """Return the address that a link leads to, or nothing where this edition has no page for it."""
        library, record = self.on
        if document := documents.get(target):
            page = re.search(r"#page=\d{1,4}$", target)
            return document.removeprefix(f"{ROOT}/") + (page[0] if page else "")
        id_, fragment = resolve(record, target)
        if other := library.records.get(id_):
            return f"{other.address}#{fragment}" if fragment else other.address
        return self.notices.get(id_, "")


def _scrolling(table: ET.Element) -> ET.Element:
    """Wide tables scroll by themselves on a phone, and by keyboard."""
    table.set("class", "hub-table")
    for head in table.iter("th"):
        head.set("scope", "col")
    box = ET.Element("div", {"class": "hub-scroll", "tabindex": "0", "role": "region", "aria-label": "Table"})
    box.tail, table.tail = table.tail, None
    box.append(table)
    return box
