"""The tables of a record's page: which count a number is, its row and its column say."""

from __future__ import annotations

import re
from typing import Any

from selectolax.lexbor import LexborNode

from macros.content.record import Record
from macros.content.records.audits import Finding, Grades
from macros.content.records.developing import Leavers
from macros.content.records.feedback import AnswerRow, ThemeCountRow
from macros.content.records.figures import PointRow
from macros.site import words
from tests.support.guessing import Line
from tests.support.reading import Read, text_of, where


def read_table(read: Read, record: Record, caption: str, table: LexborNode) -> None:
    """Read a table by its caption."""
    rows = [[text_of(cell) for cell in row.css("th, td")] for row in table.css("tbody tr")]
    heads = [text_of(cell) for cell in table.css("thead th")]
    for rows_of, begins, reader in _TABLES:
        if caption.startswith(begins) and (name := where(record, rows_of)):
            reader(read, record, name, heads, rows)


def _series(read: Read, record: Record, name: str, heads: list[str], rows: list[list[str]]) -> None:
    at = points_of(record, name)
    for head, *cells in rows:
        for column, text in zip(heads[1:], cells, strict=True):
            group, _, _ = column.partition(": share")
            n = at.get((head, "" if group in ("All", "Value", "Share") else group))
            n = at.get((head, next(iter(groups_of(record, name))))) if n is None and len(groups_of(record, name)) == 1 else n
            if n is None:
                continue
            part, of = (record.id, name, n, "value"), (record.id, name, n, "denominator")
            is_share = column == "Share" or column.endswith(": share")
            if is_share:
                read.share(part, (of,), text)
            elif match := re.fullmatch(r"(\S+) of (\S+)", text):
                read.number(part, match[1])
                read.number(of, match[2])
            else:
                read.number(part, text)


def groups_of(record: Record, name: str) -> dict[str, None]:
    """Return the parts of a series in order; the whole is the empty one."""
    return dict.fromkeys(row.group or "" for row in record.rows(name))


def points_of(record: Record, name: str) -> dict[tuple[str, str], int]:
    """Return the rows of a series by the words for their period, and their part."""
    return {(words.span(row.start, row.end), row.group or ""): n for n, row in enumerate(record.rows(name))}


def _by_theme(read: Read, record: Record, name: str, heads: list[str], rows: list[list[str]]) -> None:
    held = record.rows(name)
    themes = list(dict.fromkeys(row.theme for row in held))
    for at, (_, *cells) in enumerate(rows):
        for head, text in zip(heads[1:], cells, strict=True):
            own = [n for n, row in enumerate(held) if words.span(row.start, row.end) == head]
            if at < len(themes):
                for n in (n for n in own if held[n].theme == themes[at]):
                    read.number((record.id, name, n, "count"), text)
            else:
                read.number((record.id, name, own[0], "received"), text)


def _parts(part: str, whole_: str) -> Any:
    """Return what reads rows that say `3 of 20` and then `15%`, one for each group or row."""

    def reader(read: Read, record: Record, name: str, heads: list[str], rows: list[list[str]]) -> None:
        for n, cells in enumerate(rows):
            one, of = (record.id, name, n, part), (record.id, name, n, whole_)
            for text in cells[1:]:
                if match := re.fullmatch(r"(\S+) of (\S+)", text):
                    read.number(one, match[1])
                    read.number(of, match[2])
            read.share(one, (of,), cells[heads.index("Share")])

    return reader


def _graded(read: Read, record: Record, name: str, _: list[str], rows: list[list[str]]) -> None:
    named = {f.replace("_", " ").capitalize(): (record.id, name, f) for f in Grades.model_fields}
    for label, number, share in rows:
        read.number(named[label], number)
        read.share(named[label], tuple(named.values()), share)


def _left(read: Read, record: Record, name: str, _: list[str], rows: list[list[str]]) -> None:
    for n, cells in enumerate(rows):
        progressed = (record.id, name, n, "progressed")
        read.number(progressed, cells[1])
        if match := re.match(r"([0-9]+)", cells[2]):
            read.lines.append(Line(((progressed, 1),), int(match[1]), None, "so many of them left"))


_TABLES = (
    (PointRow, "The same figures", _series), (PointRow, "Figures by period", _series),
    (ThemeCountRow, "How many were about each theme", _by_theme),
    (AnswerRow, "Answers", _parts("agreed", "answered")), (Finding, "Themes, each with", _parts("present", "applicable")),
    (Grades, "Files by grade", _graded), (Leavers, "Who progressed", _left),
)
