"""The numbers of drawn pages, as somebody reads and measures them: words, tables, shares, sentences, and bars with a ruler.

A page says no more than a reader sees. Which count a number is, it says by its headings, and by which record it links to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.content.record import Record
from macros.content.records.audits import Grades, Moderation
from macros.content.records.base import Fields
from macros.content.records.developing import Leavers
from macros.content.records.figures import Figure, PointRow
from macros.content.records.kinds import Of, Shown, Told, Whole
from macros.content.records.record_type import RecordType
from macros.content.records.registry import notes
from macros.content.records.vocabulary import Theme
from macros.site import words
from tests.support.guessing import Cell
from tests.support.page_charts import read_chart
from tests.support.page_tables import read_table
from tests.support.page_themes import read_theme
from tests.support.reading import HIDDEN, NUMBER, Read, text_of, to, where


def read_pages(records: Mapping[str, Record], pages: Iterable[tuple[str, str]]) -> Read:
    """Return all that pages say of the counts of these records. Pages are addresses and HTML, with links from the top."""
    read = Read()
    by_address = {record.address: record for record in records.values()}
    for address, html in pages:
        read.pages += 1
        tree = LexborHTMLParser(html)
        if own := by_address.get(address):
            _record_page(read, own, tree)
            if isinstance(own.fields, Theme):
                read_theme(read, by_address, own, tree)
        _lists(read, by_address, tree)
        _sentences(read, by_address, tree)
    return read


# A record's own page ----------------------------------------------------------------
def _record_page(read: Read, record: Record, tree: LexborHTMLParser) -> None:
    labels = _labels(record.type)
    for row in tree.css("dl.hub-facts > div, dl.hub-told > div"):
        label, said = text_of(row.css_first("dt")), text_of(row.css_first("dd"))
        if label in labels:
            read.number((record.id, *labels[label]), said)
        if label == "Grade changed" and (match := re.match(r"(\S+) of (\S+)", said)):
            read.number((record.id, "moderation", "changed"), match[1])
            read.number((record.id, "moderation", "files"), match[2])
    for table in tree.css("table.hub-table"):
        read_table(read, record, text_of(table.css_first("caption")), table)
    for n, figure in enumerate(tree.css(".hub-figures .hub-figure")):
        _figure(read, record, n, figure)
    for chart in tree.css(".hub-chart"):
        read_chart(read, record, chart)
    for strong in tree.css(".hub-notice strong"):
        if (match := re.fullmatch(rf"A small sample: ({NUMBER})\.", text_of(strong))) and ("n",) in labels.values():
            read.sentences += 1
            read.number((record.id, "n"), match[1])


@cache
def _labels(type_: RecordType) -> dict[str, tuple[str, ...]]:
    """Return the words beside a count of the front matter, with the way to it."""
    counts = {note.path for note in notes(type_.fields, Of)}
    found: dict[str, tuple[str, ...]] = {"Graded twice": ("moderation", "files")}
    for kind in (Shown, Told):
        found |= {note.remark.label: note.path for note in notes(type_.fields, kind) if note.path in counts and note.remark.label}
    for note in notes(type_.fields, Whole):
        found["Made"] = note.path
    return found


def _figure(read: Read, record: Record, n: int, figure: LexborNode) -> None:
    number, of = (record.id, "figures", n, "number"), (record.id, "figures", n, "denominator")
    _alone(read, number, text_of(figure.css_first(".hub-figure__n")))
    for note in figure.css(".hub-meta span"):
        if match := re.fullmatch(r"Out of (\S+?)(?:: (\S+%|–))?", text_of(note)):
            read.number(of, match[1])
            read.share(number, (of,), match[2] or "")


def _alone(read: Read, cell: Cell, text: str) -> None:
    """A figure as its source writes it, such as 1 in 5, is no number."""
    if text == HIDDEN or re.fullmatch(NUMBER, text):
        read.number(cell, text)


# Lists, packs, sentences ----------------------------------------------------------------
def _lists(read: Read, by_address: Mapping[str, Record], tree: LexborHTMLParser) -> None:
    for row in tree.css("table.hub-glance tbody tr"):
        if record := by_address.get(to(row)):
            for cell in row.css("td"):
                _glance(read, record, str(cell.attributes["data-label"]), text_of(cell))
    for item in tree.css("ul.hub-numbers li"):
        if record := by_address.get(to(item)):
            _alone(read, (record.id, "figures", 0, "number"), text_of(item.css_first(".hub-numbers__n")))


def _glance(read: Read, record: Record, label: str, text: str) -> None:
    """A table of records shows the newest entry of a list, or of a table."""
    path = next((g.path for g in record.type.glance if g.label == label), "")
    first, *rest = path.split(".")
    value: Any = record.rows(first) if first in record.tables else getattr(record.fields, first, None)
    way: Cell = (record.id, first, len(value) - 1, *rest) if isinstance(value, tuple) and rest else (record.id, first, *rest)
    form: Any = value[-1] if isinstance(value, tuple) and value else value if rest else record.fields
    if not isinstance(form, Figure | PointRow | Fields | Grades | Moderation | Leavers) or not _counts(type(form), str(way[-1])):
        return
    read.number(way, text)
    of = next((w for p, w in form.BOUNDED if p == way[-1]), "")
    if match := re.fullmatch(rf"({NUMBER}) of ({NUMBER}) \((.*)\)", text):
        read.number((*way[:-1], of), match[2])
        read.share(way, ((*way[:-1], of),), match[3])


@cache
def _counts(form: Any, name: str) -> bool:
    return any(note.path == (name,) for note in notes(form, Of))


def _sentences(read: Read, by_address: Mapping[str, Record], tree: LexborHTMLParser) -> None:
    """What a pack says of each record that it links to."""
    titles = {record.slug: record.title for record in by_address.values() if record.type.folder == "themes"}
    for row in tree.css("table.hub-table--evidence tbody tr, #counter ~ * li, section[aria-labelledby=counter] li"):
        record = by_address.get(to(row).partition("#")[0])
        says = text_of(row.css_first("th, p"))
        if record is None:
            continue
        for pattern, cells in _said_of(record, titles):
            if match := re.match(pattern, says):
                read.sentences += 1
                for cell, text in zip(cells, match.groups(), strict=False):
                    if text and not (text.endswith("%")):
                        read.number(cell, text)
                    elif text:
                        read.share(cells[0], cells[1:2], text)


def _said_of(record: Record, titles: Mapping[str, str]) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Yield how sentences about a record begin, with the counts that they name in order."""
    id_ = record.id
    yield rf"({NUMBER}) files looked at\.", ((id_, "sample"),)
    yield rf"({NUMBER}) answers\.", ((id_, "n"),)
    yield rf"({NUMBER}) received\.", ((id_, "received"),)
    for n, figure in enumerate(getattr(record.fields, "figures", ())):
        yield rf"({NUMBER}) {re.escape(figure.label)}\.", ((id_, "figures", n, "number"),)
    for n, found in enumerate(getattr(record.fields, "findings", ())):
        if found.theme in titles:
            title = re.escape(titles[found.theme])
            as_ = f"{title}: in ({NUMBER}) of ({NUMBER}) files, as a {found.kind}"
            yield as_, ((id_, "findings", n, "present"), (id_, "findings", n, "applicable"))
    if (name := where(record, PointRow)) is not None:
        for n, row in enumerate(record.rows(name)):
            cells = ((id_, name, n, "value"), (id_, name, n, "denominator"))
            if row.group is None:
                value, by = rf"({NUMBER})(?: of ({NUMBER}) \((\S+)\))?", rf" by {words.day(row.end)}"
                yield rf"{value}(?: .*)?{by}\.$", (*cells, cells[0])
                yield rf"(?:Better|Worse|No clear change): {value}{by},", (*cells, cells[0])
                yield rf"(?:Better|Worse|No clear change): [^:]*, {value}{by} \(", (*cells, cells[0])
