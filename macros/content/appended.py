"""What may only grow: two states of the records, compared through their declarations.

What was written is compared, not what it is taken for, so that a record can still be compared with an older
version after the fields of its type have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from macros.content.plain import Path, in_words
from macros.content.record import ROOT
from macros.content.records.base import Status
from macros.content.records.kinds import AppendOnly, FirstStays
from macros.content.records.record_type import RecordType
from macros.content.records.registry import Note, Pattern, notes, record_types
from macros.content.source import Source, read_source
from macros.diagnostics import Code, Diagnostic, Span, clipped, in_order
from macros.diagnostics import catalogue as c
from macros.frozen import frozen


@frozen
class Compared:
    """What the new state did to the old one that it may not do."""

    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[str, ...]
    """Files of the old state whose front matter nobody can read, so that they were not compared."""


def compare(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Compared:
    """Return entries rewritten or removed, records removed, first values changed, and review dates that
    moved alone (B801 to B805). A record that was a draft may change freely; one that cannot be read now
    is reported by the other checks. A renamed record is followed by its aliases."""
    found: list[Diagnostic] = []
    unread: list[str] = []
    renamed: dict[str, str] | None = None
    for path, data in before.items():
        if after.get(path) == data or len(path.split("/")) != 3:
            continue
        old = _read(path, data)
        if not old.readable:
            unread.append(path)
            continue
        if old.front.data.get("status", str(Status.DRAFT)) == str(Status.DRAFT):
            continue
        if path in after:
            found += _changes(old, path, after[path])
            continue
        if renamed is None:
            renamed = _aliases(after)
        holder = renamed.get(_id(path))
        if holder is None:
            message = f"{_id(path)} was published, and its file is gone."
            found.append(Diagnostic(c.RECORD_REMOVED, path, Span(1, 1), message, c.RECORD_REMOVED.fix))
        elif holder not in before:  # else two records became one, which has a history of its own
            found += _changes(old, holder, after[holder])
    return Compared(in_order(found), tuple(sorted(unread)))


def _read(path: str, data: bytes) -> Source:
    return read_source(path, data)[0]


def _id(path: str) -> str:
    return path.removeprefix(f"{ROOT}/").removesuffix(".md")


def _aliases(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the file that each earlier id leads to."""
    found: dict[str, str] = {}
    for path, data in files.items():
        if path.endswith(".md") and b"aliases" in data:
            said = _read(path, data).front.data.get("aliases")
            found |= {alias: path for alias in said if isinstance(alias, str)} if isinstance(said, list) else {}
    return found


def _changes(old: Source, path: str, data: bytes) -> Iterator[Diagnostic]:
    """Yield what a record's new version did to its old one."""
    type_, new = record_types().get(path.split("/")[1]), _read(path, data)
    if type_ is None or not new.readable:
        return
    if new.front.data.get("status") == str(Status.DRAFT):
        message = f"status: was {old.front.data['status']}, and is draft now, so that the page would be gone."
        yield _value(new, c.RECORD_REMOVED, ("status",), message, _NO_DRAFT)
    for note in notes(type_.fields, AppendOnly):
        for one, other in _pairs(old.front.data, new.front.data, note.path):
            yield from _entries(new, one, other)
    seen: set[Path] = set()
    for note in _first_values(type_):
        for one, other in _pairs(old.front.data, new.front.data, note.path[:-1]):
            yield from _first_value(new, one, other, note.path[-1], seen)
    yield from _only_the_date(old, new)


_NO_DRAFT = "Set status: published again. To take the page back, set status: withdrawn with the day and the reason."


@cache
def _first_values(type_: RecordType) -> tuple[Note, ...]:
    return notes(type_.fields, FirstStays)


@frozen
class _Found:
    """A value of one state, and the way to it."""

    way: Path
    value: Any


_MISSING = object()
"""Stands for a value that is not there, in a group that is."""
_GONE = object()
"""Stands for a value whose group is not there either."""


def _pairs(old: Any, new: Any, pattern: Pattern) -> Iterator[tuple[_Found, _Found]]:
    """Yield what a pattern leads to in the old state beside what it leads to in the new one. Entries of a
    list on the way are matched by their id, wherever they stand."""
    held = [(_Found((), old), _Found((), new))]
    for step in pattern:
        held = list(_entered(held) if step == "*" else ((_within(a, step), _within(b, step)) for a, b in held))
    yield from (pair for pair in held if pair[0].value not in (_MISSING, _GONE))


def _within(found: _Found, step: str) -> _Found:
    value = found.value.get(step, _MISSING) if isinstance(found.value, dict) else _GONE
    return _Found((*found.way, step), value)


def _entered(held: Iterable[tuple[_Found, _Found]]) -> Iterator[tuple[_Found, _Found]]:
    for old, new in held:
        ids: dict[Any, int] = {}
        for number, entry in enumerate(_listed(new.value)):
            ids.setdefault(_said(_id_of(entry)), number)
        for number, entry in enumerate(_listed(old.value)):
            at = ids.get(_said(_id_of(entry)))
            other = _Found(new.way, _GONE) if at is None else _Found((*new.way, at), new.value[at])
            yield _Found((*old.way, number), entry), other


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _id_of(entry: Any) -> Any:
    return entry.get("id") if isinstance(entry, dict) else None


def _entries(new: Source, old: _Found, now: _Found) -> Iterator[Diagnostic]:
    """Yield what became of the entries of a list that only grows."""
    was = [_said(entry) for entry in _listed(old.value)]
    if now.value is not _MISSING and not isinstance(now.value, list):
        return  # its group is gone, or it is no list: both are said elsewhere
    have = [_said(entry) for entry in _listed(now.value)]
    if have[: len(was)] == was:
        return
    left = list(have)
    lost = [number for number, entry in enumerate(was) if not _taken(left, entry)]
    for number in lost:
        name = in_words((*old.way, number))
        if number < len(have) and have[number] in left:
            message = f"{name}: was published with other words{_when(old.value[number])}."
            yield _value(new, c.REWRITTEN, (*now.way, number), message)
        else:
            yield _at(new, c.REMOVED, now.way, f"{name}: is gone{_when(old.value[number])}.")
    if not lost:
        number = next(n for n, entry in enumerate(was) if have[n] != entry)
        message = f"{in_words((*now.way, number))}: another entry stood here; the order was changed."
        yield _value(new, c.REWRITTEN, (*now.way, number), message, _ORDER)


_ORDER = "Put the entries back into the order that they had, and new ones at the end."


def _taken(left: list[Any], entry: Any) -> bool:
    """Take an entry out of a list, and return whether it was there."""
    if entry in left:
        left.remove(entry)
        return True
    return False


def _when(entry: Any) -> str:
    day = entry.get("on") if isinstance(entry, dict) else None
    return f": the entry of {clipped(day)}" if isinstance(day, str) else ""


def _first_value(new: Source, old: _Found, now: _Found, name: str, seen: set[Path]) -> Iterator[Diagnostic]:
    """Yield where the first value of a field is another one now, or where its group is gone."""
    if not isinstance(old.value, dict):
        return
    if now.value is _GONE:
        if old.way not in seen:
            seen.add(old.way)
            said = _id_of(old.value) or in_words(old.way)
            message = f"{in_words(old.way[:-1])}: {clipped(str(said))} was published, and is gone."
            help_ = "Put it back under its id. Say in an update what became of it."
            yield _at(new, c.FIRST_VALUE_CHANGED, old.way[:-1], message, help_)
        return
    was, have = old.value.get(name), now.value.get(name) if isinstance(now.value, dict) else None
    if _said(was) != _said(have):
        way = (*now.way, name)
        message = f"{in_words(way)}: was {_in_words(was)}, and is {_in_words(have)} now."
        place = _at if have is None else _value
        yield place(new, c.FIRST_VALUE_CHANGED, way, message)


def _only_the_date(old: Source, new: Source) -> Iterator[Diagnostic]:
    """Yield a review date that moved on while nothing else changed, so that no review was recorded."""
    was, have = _due(old.front.data), _due(new.front.data)
    if not (was and have and have > was) or _but_due(old.front.data) != _but_due(new.front.data):
        return
    if old.body.split() == new.body.split():
        message = f"review.due: moved from {was} to {have}, and nothing else changed."
        yield _value(new, c.ONLY_DATE_MOVED, ("review", "due"), message)


def _due(data: Mapping[str, Any]) -> str:
    review = data.get("review")
    due = review.get("due") if isinstance(review, dict) else None
    return due if isinstance(due, str) else ""


def _but_due(data: Mapping[str, Any]) -> Any:
    review = data["review"]
    return _said({**data, "review": {name: value for name, value in review.items() if name != "due"}})


def _said(value: Any) -> Any:
    """Return a value as it is compared: where its lines are broken does not count, nor the order of its fields."""
    if isinstance(value, dict):
        return tuple(sorted((name, _said(inner)) for name, inner in value.items()))
    if isinstance(value, list):
        return tuple(_said(inner) for inner in value)
    return " ".join(value.split()) if isinstance(value, str) else value


def _in_words(value: Any) -> str:
    return "not there" if value is None else f"“{clipped(value)}”" if isinstance(value, str) else "something else"


def _value(new: Source, code: Code, way: Path, message: str, help_: str = "") -> Diagnostic:
    return new.problem(code, new.front.span_of(way), message, help_)


def _at(new: Source, code: Code, way: Path, message: str, help_: str = "") -> Diagnostic:
    """Return a finding about what is not there: at the nearest group or field that is."""
    spans = (new.front.keys.get(way[:end]) or new.front.span_of(way[:end]) for end in range(len(way), 0, -1))
    return new.problem(code, next((span for span in spans if span), None), message, help_)
