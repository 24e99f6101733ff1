"""What a theme's page says of the files that audits found it in: step by step of its thread, and quarter by quarter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser

from macros.content.record import Record
from macros.content.records.audits import Audit, FindingKind
from macros.learning.quarters import quarter_of
from macros.site.views.quarters import short_quarter
from tests.support.guessing import Cell
from tests.support.reading import NUMBER, Read, text_of

_FOUND = rf"({NUMBER}) of ({NUMBER}) files? \(([0-9.]+%)\)"


def read_theme(read: Read, by_address: Mapping[str, Record], theme: Record, tree: LexborHTMLParser) -> None:
    """Read the thread, where a count stands before the link to its audit, and the table of quarters, where the kind of audit
    stands before it."""
    for step in tree.css("ol.hub-thread li p"):
        for *said, address in re.findall(rf'{_FOUND} in <a href="([^"#]+)', str(step.html)):
            if address in by_address:
                _note(read, list(_found(by_address[address], theme)), said)
    for table in tree.css("table"):
        if text_of(table.css_first("caption")).startswith("By quarter"):
            for row in table.css("tbody tr"):
                quarter = text_of(row.css_first("th"))
                for kind, *said in re.findall(rf"([A-Z][^:]*): {_FOUND}", text_of(row.css("td")[-1])):
                    meant = (one for one in by_address.values() if _is_of(one, kind, quarter))
                    _note(read, [c for one in meant for c in _found(one, theme)], said)


def _note(read: Read, cells: list[Cell], said: list[str]) -> None:
    """Note a count where it can be but one audit's."""
    if len(cells) == 1:
        read.sentences += 1
        (finding,) = cells
        read.number((*finding, "present"), said[0])
        read.number((*finding, "applicable"), said[1])
        read.share((*finding, "present"), ((*finding, "applicable"),), said[2], decimals=1)


def _found(record: Record, theme: Record) -> Iterator[Cell]:
    for n, found in enumerate(record.fields.findings if isinstance(record.fields, Audit) else ()):
        if found.theme == theme.slug and found.kind is FindingKind.CONCERN:
            yield (record.id, "findings", n)


def _is_of(record: Record, kind: str, quarter: str) -> bool:
    fields = record.fields
    if not isinstance(fields, Audit) or not fields.kind or not fields.period:
        return False
    return fields.kind.label == kind and quarter.startswith(" ".join(short_quarter(quarter_of(fields.period.end))))
