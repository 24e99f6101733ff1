"""Front matter as nearly everybody writes it, read line by line: names and values, lists and groups one below the other.

What comes back is the data that YAML's own parser gives (tests/content/test_usual.py), at a third of its price. A text with
anything else, such as a note, a value over several lines or a slip, is left to that parser, which says where each value stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_UNSEEN = r"\x00-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff"
_FIRST = r"[^\W_]|[“‘(£]"
"""What a value without quotes may begin with and be nothing but text."""
_SHORT = rf"(?:{_FIRST})[^{_UNSEEN}#:,?\[\]{{}}]*+(?<!\s)"
"""A value without quotes within a list or a group on one line, where more signs mean something."""
_QUOTED = rf"\"[^{_UNSEEN}\"\\]*+\""
_ONE = rf"(?:{_SHORT}|{_QUOTED})"
_NAME = r"[a-z][a-z_]*+"
_GROUP = rf"\{{{_NAME}: {_ONE}(?:, {_NAME}: {_ONE})*+\}}"

_LINE = re.compile(rf"( *+)(- )?(?:({_NAME}):(?: (.+))?|(.+))")
_TEXT = re.compile(rf"(?:{_FIRST})[^{_UNSEEN}#:]*+(?:(?::(?=\S)|(?<=\S)#)[^{_UNSEEN}#:]*+)*+(?<!\s)|{_QUOTED}")
_LIST = re.compile(rf"\[{_ONE}(?:, {_ONE})*+\]")
_GROUP_ALONE = re.compile(_GROUP)
_GROUPS = re.compile(rf"\[{_GROUP}(?:, {_GROUP})*+\]")
_EACH = re.compile(_ONE)
_EACH_PAIR = re.compile(rf"({_NAME}): ({_ONE})")
_NOTHING = "null"
"""The one word that stands for no value."""
_STEP = 2
_DEEPEST = 6
_MOST = 1_000
"""Lines and commas of a text that is far from any limit."""


class _Unusual(Exception):
    """The text is left to the parser."""


def usual_data(text: str) -> dict[str, Any] | None:
    """Return front matter as data, its values text; None where anything in it is not usual."""
    lines = text.split("\n")
    if lines.pop() or len(lines) + text.count(",") > _MOST:
        return None
    try:
        return _read(lines)
    except _Unusual:
        return None


def _read(lines: list[str]) -> dict[str, Any]:
    top: dict[str, Any] = {}
    within: list[tuple[int, Any]] = [(0, top)]
    """The groups and lists that a line may go on with, each with the column of its entries."""
    empty = ""
    """The name of the line above, where its value begins on this one."""
    for line in lines:
        if not (found := _LINE.fullmatch(line)):
            raise _Unusual
        indent, dash, name, value, entry = found.groups()
        column = len(indent)
        holder = _holder(within, column, list if dash else dict, empty)
        empty = ""
        if entry and dash:
            holder.append(_value(entry))
            continue
        if dash:
            holder.append({})
            holder = holder[-1]
            within.append((column + _STEP, holder))
        if not name or name in holder:
            raise _Unusual
        if value:
            holder[name] = _value(value)
        else:
            empty = name
    if empty or not top:
        raise _Unusual
    return top


def _holder(within: list[tuple[int, Any]], column: int, kind: type, empty: str) -> Any:
    """Return the group or list that a line goes on with, or begins under an empty name; those that end above it are left."""
    if empty:
        above, group = within[-1]
        if column != above + _STEP or len(within) > _DEEPEST:
            raise _Unusual
        group[empty] = kind()
        within.append((column, group[empty]))
    while within[-1][0] > column:
        within.pop()
    begun, holder = within[-1]
    if begun != column or not isinstance(holder, kind):
        raise _Unusual
    return holder


def _value(written: str) -> Any:
    if _TEXT.fullmatch(written):
        return _text(written)
    if _LIST.fullmatch(written):
        return [_text(one) for one in _EACH.findall(written)]
    if _GROUP_ALONE.fullmatch(written):
        return _group(written)
    if _GROUPS.fullmatch(written):
        return [_group(one) for one in _GROUP_ALONE.findall(written)]
    raise _Unusual


def _group(written: str) -> dict[str, str]:
    pairs: Iterable[tuple[str, str]] = _EACH_PAIR.findall(written)
    made: dict[str, str] = {}
    for name, one in pairs:
        if name in made:
            raise _Unusual
        made[name] = _text(one)
    return made


def _text(written: str) -> str:
    if written == _NOTHING:
        raise _Unusual
    return written[1:-1] if written[0] == '"' else written
