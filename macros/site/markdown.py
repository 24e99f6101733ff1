"""An author's part to HTML, once: Markdown without raw HTML, links resolved, then sanitised."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import Any

from markdown import Markdown
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from macros.content.record import ROOT, Record
from macros.learning.library import Library, is_local, resolve
from macros.site.quotes import Quotes
from macros.site.safe_html import clean
from macros.site.urls import relative
from macros.site.usual import UsualBlocks

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
        quotes = Quotes(self._markdown)
        self._markdown.treeprocessors.register(quotes, "hub_quotes", 6)
        self._links = _Links(self._markdown)
        self._links.notices = {record.id: record.address for record in taken_back}
        self._markdown.treeprocessors.register(self._links, "hub_links", 0)
        self._usual = UsualBlocks(quotes.set_in, self._links.address)

    def parts(self, record: Record) -> tuple[str, ...]:
        """Return the parts of a record as HTML that holds nothing the policy does not name."""
        self._links.stand_on(self._library, record)
        return tuple(self._usual.html(part.text) or self._html(part.text, part.number) for part in record.body.parts)

    def _html(self, text: str, number: int) -> str:
        self._markdown.reset()
        self._footnotes.unique_prefix = number
        return clean(self._markdown.convert(text)).strip("\n")


class _Links(Treeprocessor):
    """Resolves links between records and dresses tables; runs last, over the finished tree."""

    notices: Mapping[str, str]
    """The addresses of notices by the ids of what was taken back. No place on the page is left to lead to."""

    def stand_on(self, library: Library, record: Record) -> None:
        """Resolve links from now on as they lead from a record's page."""
        self._on = (library, record)
        self._documents = {link.target: path for link, path in record.attachments}

    def run(self, root: ET.Element) -> None:
        """Change the tree in place."""
        _, record = self._on
        for element in root.iter("a"):
            address = self.address(element.get("href", ""))
            if address is None:
                element.tag = "span"
                element.attrib.clear()
            else:
                element.set("href", address)
        for element in root.iter("img"):
            path = record.file_at(element.get("src", ""))
            element.set("src", relative(record.address, path.removeprefix(f"{ROOT}/")))
        if root.find(".//table") is None:
            return
        for parent in list(root.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[position] = _scrolling(child)

    def address(self, target: str) -> str | None:
        """Return what a link is written with on the record's page, or nothing where this edition has no page for it."""
        if target.startswith("#") or not is_local(target):
            return target
        to = self._leads_to(target)
        return relative(self._on[1].address, to) if to else None

    def _leads_to(self, target: str) -> str:
        """Return the address that a link leads to from the top of the site, or nothing."""
        library, record = self._on
        if document := self._documents.get(target):
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
