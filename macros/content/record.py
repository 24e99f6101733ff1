"""A record as read: its id, its front matter, its body, and where each stands in its file."""

from __future__ import annotations

import calendar
import datetime as dt
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from macros.content.body import Body, Link, count_words, links_in, minutes
from macros.content.plain import Path, in_words
from macros.content.records.base import Audience, Fields, Status
from macros.content.records.record_type import RecordType
from macros.content.source import Source
from macros.content.tables import Cells
from macros.diagnostics import Code, Diagnostic, Span

ROOT = "briefings"


def last_day(when: str) -> dt.date:
    """Return the last day of a day, a month or a year."""
    year, month, day = (*(int(p) for p in when.split("-")), 0, 0)[:3]
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


@dataclass(frozen=True, eq=False)
class Record:
    """One record, read once: the same object wherever it is spoken of."""

    type: RecordType
    slug: str
    fields: Fields
    body: Body
    source: Source
    tables: Mapping[str, Cells] = field(default_factory=dict)
    """The rows of each table that the record names, by the field that names it."""

    @cached_property
    def id(self) -> str:
        """`folder/slug`: permanent, and the record's address."""
        return f"{self.type.folder}/{self.slug}"

    @cached_property
    def address(self) -> str:
        """The address of its page from the top of the site, ending in a slash."""
        return f"{self.id}/"

    @property
    def path(self) -> str:
        """Its file, from the project's root."""
        return self.source.path

    @cached_property
    def title(self) -> str:
        """What its page is called."""
        return self.fields.title

    @property
    def is_draft(self) -> bool:
        """Whether it may still lack what others need."""
        return self.fields.status is Status.DRAFT

    @property
    def audience(self) -> Audience:
        """Who may read it."""
        return self.fields.audience

    @cached_property
    def changed(self) -> dt.date | None:
        """The day of its newest version, else the day it was published."""
        return self.fields.changes[-1].on if self.fields.changes else self.fields.published

    @cached_property
    def source_day(self) -> dt.date | None:
        """The day by which it counts as a source: what its type declares, a month or a year by its last day, else the day
        it was published."""
        value = self._source_value
        if isinstance(value, str):
            value = last_day(value)
        if isinstance(value, dt.datetime):
            value = value.date()
        return value if isinstance(value, dt.date) else self.fields.published

    def has_begun(self, today: dt.date) -> bool:
        """Return whether what it is about has begun: its day has come, or the month or year that stands for it."""
        value = self._source_value
        if isinstance(value, str):
            return value <= today.isoformat()[: len(value)]
        return self.source_day is not None and self.source_day <= today

    @cached_property
    def _source_value(self) -> object:
        value: object = self.fields
        for step in self.type.found_on:
            value = getattr(value, step, None)
        return value

    @property
    def version(self) -> int | None:
        """The number of its newest version."""
        return self.fields.changes[-1].version if self.fields.changes else None

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link and picture of its body, in order."""
        return links_in(self.source.body, self.body.line)

    @cached_property
    def attachments(self) -> tuple[tuple[Link, str], ...]:
        """Each link of its body to a document and not to a page, with its file, from the project's root. Such a link
        leads to a PDF, or into the record's own folder."""
        own = f"{ROOT}/{self.id}/"
        local = ((x, x.target.partition("#")[0]) for x in self.links if not x.image and ":" not in x.target.split("/", 1)[0])
        found = ((link, self.file_at(target)) for link, target in local if target)
        return tuple((link, path) for link, path in found if path.lower().endswith(".pdf") or path.startswith(own))

    @cached_property
    def words(self) -> int:
        """How many words its parts hold."""
        return sum(part.words for part in self.body.parts)

    @cached_property
    def words_in_all(self) -> int:
        """Everything that a reader reads: title, point, parts, questions."""
        asked = sum(count_words(q) for q in self.fields.value_of("questions", ()))
        return self.words + asked + count_words(self.fields.title) + count_words(self.fields.summary)

    @property
    def minutes(self) -> int:
        """Reading time, whole minutes, rounded up."""
        return minutes(self.words_in_all)

    def file_at(self, target: str) -> str:
        """Return the file, from the project's root, that a path as its body writes it leads to."""
        return posixpath.normpath(posixpath.join(self._folder, target))

    @cached_property
    def _folder(self) -> str:
        return posixpath.dirname(self.path)

    def place_of(self, *path: str | int) -> Span | None:
        """Return where a value of the front matter stands."""
        return self.source.front.span_of(path)

    def rows(self, name: str) -> tuple[Any, ...]:
        """Return the rows of the table that a field names; none where it names none."""
        return self.tables[name].rows if name in self.tables else ()

    def problem(self, code: Code, path: Path, message: str, help_: str = "") -> Diagnostic:
        """Return a finding about a value of the front matter, or of a table: (field, row, column)."""
        if table := self._table_of(path):
            return table.source.problem(code, table.spans[int(path[1])][str(path[2])], message, help_)
        return self.source.problem(code, self.source.front.span_of(path), message, help_)

    def in_words(self, path: Path) -> str:
        """Return the way to a value for the beginning of a message: `period.end`, or `Row 4, column theme`."""
        table = self._table_of(path)
        return table.in_words(int(path[1]), str(path[2])) if table else in_words(path)

    def _table_of(self, path: Path) -> Cells | None:
        return self.tables.get(str(path[0])) if len(path) == 3 else None

    def body_problem(self, code: Code, line: int, message: str, help_: str = "") -> Diagnostic:
        """Return a finding about a line of the body."""
        text = self.source.line(line)
        return self.source.problem(code, Span(line, 1, max(1, len(text))), message, help_)
