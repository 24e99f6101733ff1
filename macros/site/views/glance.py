"""A record at a glance: the few values by which those of its type are compared in a table."""

from __future__ import annotations

from functools import cache
from typing import Any

from macros.content.record import Record
from macros.content.records.base import Form
from macros.content.records.kinds import Ref, Sample
from macros.content.records.record_type import Glance
from macros.content.records.registry import Note, notes, values_at
from macros.frozen import frozen
from macros.learning.numbers import HIDDEN, Path
from macros.site.views.parts import Entry, LinkTo, Scene
from macros.site.views.sections.telling import per_cent
from macros.site.words import in_words, mailbox

NOT_DESCRIBED = "Not described"
"""What stands where another body's source is silent: we know what it says, not what the body does without."""
LONGEST = 240
"""Characters of a cell; a longer text is cut at a word, and the page has all of it."""


@frozen
class Cell:
    """One value of a row, under its column's label; links where it names records."""

    label: str
    links: tuple[LinkTo, ...]
    said: bool
    """Whether the record says it; if not, the words say that it does not."""


@frozen
class GlanceRow:
    """A record as a row: its entry, whose title is the link, and a cell for each column."""

    entry: Entry
    cells: tuple[Cell, ...]


def glance_row(scene: Scene, record: Record) -> GlanceRow:
    """Return the record as a row of its type's table."""
    return GlanceRow(scene.entry(record), cells(scene, record))


def cells(scene: Scene, record: Record) -> tuple[Cell, ...]:
    """Return what the record's type shows of it in a table, a cell for each of its columns."""
    return tuple(_cell(scene, record, column) for column in record.type.glance)


def _cell(scene: Scene, record: Record, column: Glance) -> Cell:
    if column.given and not getattr(record.fields, column.given):
        return Cell(column.label, (LinkTo(NOT_DESCRIBED if record.fields.about_body else column.otherwise),), said=False)
    if note := _reference(type(record.fields), column.path):
        slugs = dict.fromkeys(slug for _, slug in values_at(record.fields, note.path))
        found = tuple(x for x in (scene.link(f"{note.remark.to}/{slug}") for slug in slugs) if x)
    else:
        found = _words(scene, record, column.path) or (_words(scene, record, column.also) if column.also else ())
    missing = NOT_DESCRIBED if record.fields.about_body else column.missing
    return Cell(column.label, found or (LinkTo(missing),), bool(found))


def _words(scene: Scene, record: Record, path: str) -> tuple[LinkTo, ...]:
    way, value = _value(record, path)
    if value in (None, "", ()):
        return ()
    if isinstance(value, str) and value.startswith("https://"):
        return (LinkTo("Online"),)  # a whole address is nothing to read; the record's page leads there
    shown = HIDDEN if way in scene.hidden(record) else f"{in_words(value)}{_said_of(scene, record, way, value)}"
    return (LinkTo(_short(shown), mailbox(value)),)


def _said_of(scene: Scene, record: Record, way: Path, value: Any) -> str:
    """Return what a number cannot be read without: out of how many it is, that it is a small
    sample, or that it is in per cent."""
    if way[0] in _samples(type(record.fields)) and value < scene.settings.rules.small_sample:
        return ", a small sample"
    if sign := per_cent(record, str(way[0])):
        return sign
    return _of_whole(scene, record, way, value)


def _of_whole(scene: Scene, record: Record, way: Path, value: Any) -> str:
    """Return ` of 130 (80%)` for a count in a table whose row also says out of how many."""
    if len(way) != 3 or way[0] not in record.tables:
        return ""
    row = record.rows(str(way[0]))[int(way[1])]
    whole = next((name for part, name in row.BOUNDED if part == way[2]), "")
    of = getattr(row, whole) if whole else None
    if not of or (*way[:2], whole) in scene.hidden(record):
        return ""
    return f" of {in_words(of)} ({round(100 * value / of)}%)"


def _value(record: Record, path: str) -> tuple[Path, Any]:
    """Return what a path leads to, with the exact way there; of a list of groups, or of a table, the newest
    entry's."""
    first, *rest = path.split(".")
    held: Any = record.rows(first) if first in record.tables else getattr(record.fields, first)
    way: Path = (first,)
    for step in rest:
        if isinstance(held, tuple):
            way, held = (*way, len(held) - 1), held[-1] if held else None
        way, held = (*way, step), getattr(held, step, None)
    return way, held


@cache
def _samples(model: type[Form]) -> frozenset[str]:
    """Return the fields of a form that say how many answered."""
    return frozenset(str(n.path[0]) for n in notes(model, Sample))


@cache
def _reference(model: type[Form], path: str) -> Note | None:
    """Return what is declared of a column that holds references, wherever in the form they stand."""
    same = (n for n in notes(model, Ref) if ".".join(step for step in n.path if step != "*") == path)
    return next(same, None)


def _short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rsplit(' ', 1)[0].rstrip(',;:.')} …"
