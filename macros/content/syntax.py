"""What a YAML parser stumbled over, in words for an author: where the slip is, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import yaml

_NO_SPACE = re.compile(r"^\s*(?:- )?([A-Za-z_]+):[^\s:]")
_NO_COLON = re.compile(r"^\s*(?:- )?[A-Za-z_]+(?: |$)(?!.*: )")  # a word or words, and no colon
_JOINED = re.compile(r"^[ \u00a0]*\u00a0|(?<=:)\u00a0|(?<=-)\u00a0")
"""A space that does not break, where a plain one has a meaning."""
_VALUE = re.compile(r"^\s*(?:- )?(?:[^\s:]+: +)?(?=\S)")
_CURLY = "“”„‘’"
_DOUBLE = "Put double quotes round the whole value."
_INDENTATION = "Fields of one group begin in the same column. Indent a group with two spaces more than its name."


LONGEST_EXAMPLE = 60
At = tuple[int, int]
"""A line and a column, from 0."""


class Slip(NamedTuple):
    """Where, counted from 0 within the text, and two sentences."""

    line: int
    column: int
    length: int
    message: str
    help: str


def explain_syntax(error: yaml.MarkedYAMLError, lines: list[str]) -> Slip:
    """Return the slip behind a parser's error. The parser names the place where it gave up; the slip
    is often before it, such as the bracket that is not closed."""
    said = f"{error.context or ''} {error.problem or ''}"
    at = _place(error.problem_mark, lines)
    opened = _place(error.context_mark, lines) if error.context_mark else at
    for line in (opened[0], at[0]):
        if joined := _JOINED.search(lines[line]):
            return _joined(line, joined)
    for words, explain in _KINDS:
        if any(word in said for word in words):
            return explain(lines, opened, at)
    return _misfit(lines, opened, at)


def _joined(line: int, found: re.Match[str]) -> Slip:
    message = "A space that does not break (U+00A0) stands here; it looks like a plain one."
    help_ = "Replace it with a plain space. Text that is copied from Word or a web page often brings it along."
    return Slip(line, found.start(), len(found[0]), message, help_)


def _bracket(lines: list[str], opened: At, _: At) -> Slip:
    sign = _sign(lines, opened) or "["
    close = "}" if sign == "{" else "]"
    help_ = f"Close it with {close}, or put quotes round the whole value if the bracket belongs to the text."
    return Slip(*opened, 1, f"The bracket {sign} is opened here and not closed.", help_)


def _escape(_: list[str], __: At, at: At) -> Slip:
    help_ = "Use single quotes round the value, or no backslash."
    return Slip(*at, 1, "A backslash stands in a text with double quotes.", help_)


def _open_quote(lines: list[str], opened: At, _: At) -> Slip:
    sign = _sign(lines, opened)
    return Slip(*opened, 1, f"The quote {sign} is opened here and not closed.", f"Close it with {sign} at the end of the value.")


def _bad_start(lines: list[str], opened: At, _: At) -> Slip:
    sign = _sign(lines, opened)
    if sign == "\t":
        return Slip(*opened, 1, "A tab stands at the beginning of this line.", "Replace each tab with two spaces.")
    message = f"A value cannot begin with the sign {sign} unless it stands in quotes."
    return Slip(*opened, 1, message, _quoted(lines, opened))


def _second_form(lines: list[str], _: At, at: At) -> Slip:
    help_ = "Remove the line of dots, or what stands after it."
    length = max(1, len(lines[at[0]].rstrip()) - at[1])
    return Slip(*at, length, "The front matter ended above, and something follows.", help_)


def _block_text(_: list[str], __: At, at: At) -> Slip:
    help_ = "Begin the text on the next line, indented, or put quotes round a value that begins with | or >."
    return Slip(*at, 1, "Text follows the sign for a text over several lines.", help_)


def _early_hyphen(_: list[str], __: At, at: At) -> Slip:
    help_ = "Put the list on the lines below, one entry a line, or put quotes round a text that begins with a hyphen."
    return Slip(*at, 1, "A hyphen begins an entry of a list, which cannot stand on this line.", help_)


def _place(mark: yaml.Mark | None, lines: list[str]) -> At:
    """Return a place that lies within the text: a parser that ran out of text points behind it."""
    line, column = (mark.line, mark.column) if mark else (0, 0)
    while line and (line >= len(lines) or not lines[line].strip()):
        line, column = line - 1, len(lines[min(line, len(lines)) - 1])
    return line, min(column, max(0, len(lines[line]) - 1))


def _sign(lines: list[str], at: At) -> str:
    return lines[at[0]][at[1] : at[1] + 1]


def _quoted(lines: list[str], at: At) -> str:
    return quoted(lines[at[0]][at[1] :])


def quoted(value: str) -> str:
    """Return the advice to put a value into quotes, with what it then looks like where that is short."""
    text = _bare(value.strip())
    if not text or len(text) > LONGEST_EXAMPLE or '"' in text:
        return _DOUBLE
    return f'Put quotes round the whole value: "{text}".'


def _bare(text: str) -> str:
    """Return a value without the curly quotes that a word processor put where straight ones were meant."""
    return text[1:-1].strip() if len(text) > 2 and text[0] in _CURLY and text[-1] in f'{_CURLY}"' else text


def _no_colon(lines: list[str], opened: At, _: At) -> Slip:
    line, column = opened
    if glued := _NO_SPACE.match(lines[line]):
        return _no_space(line, glued)
    length = max(1, len(lines[line].rstrip()) - column)
    help_ = (
        "Write the name, a colon, a space and the value, such as: audience: staff. "
        "A value that goes on belongs on the line above."
    )
    return Slip(line, column, length, "No colon stands after the name of a field.", help_)


def _no_space(line: int, glued: re.Match[str]) -> Slip:
    message = f"No space stands after the colon of {glued[1]}."
    return Slip(line, glued.start(1), len(glued[1]) + 1, message, f"Write a space after the colon: {glued[1]}: …")


def _stray_colon(lines: list[str], _: At, at: At) -> Slip:
    """A second colon in one line, or a line above that is no field, so that this one seems to go on with it."""
    line, column = at
    text = lines[line]
    start = _value_start(text)
    above = next((n for n in range(line - 1, -1, -1) if lines[n].strip()), None)
    if above is None or (0 < start < column and ": " in text[:column]):
        return Slip(line, column, 1, "A second colon stands in this line.", _quoted(lines, (line, start)))
    if glued := _NO_SPACE.match(lines[above]):
        return _no_space(above, glued)
    if _NO_COLON.match(lines[above]) and not lines[above].rstrip().endswith(":"):
        first = (above, _indent(lines[above]))
        return _no_colon(lines, first, first)
    message = "This line is indented further than the one above, which already has a value."
    return Slip(line, _indent(text), 1, message, _INDENTATION)


def _misfit(lines: list[str], _: At, at: At) -> Slip:
    """Something follows a value that was already complete, or a line begins in the wrong column."""
    line, column = at
    text = lines[line]
    rest = max(1, len(text.rstrip()) - column)
    before, start = text[:column].rstrip(), _value_start(text)
    if text[column : column + 1] in ("]", "}"):
        message = "A bracket is closed here that was not opened."
        return Slip(line, column, 1, message, "Remove it, or put quotes round the whole value.")
    if start < len(before) and before[-1] in "'\"]}" and text[start] in "'\"[{":
        what = "quote" if before[-1] in "'\"" else "bracket"
        return Slip(line, column, rest, f"Text follows the closing {what}.", _requoted(text[start:].strip()))
    if text[column:].startswith("-"):
        message = "An entry of a list stands here, but the field above already has a value."
        return Slip(line, column, 1, message, "Put the name of the list on the line above, with a colon and nothing after it.")
    return Slip(line, column, rest, "This line begins in a column that does not fit the lines above.", _INDENTATION)


def _requoted(value: str) -> str:
    """Return how to quote a value that has quotes or brackets within it."""
    if '"' not in value:
        bare = value[1:-1] if value[0] == value[-1] == "'" else value
        return f'Put double quotes round the whole value: "{bare}"' if len(bare) < LONGEST_EXAMPLE else _DOUBLE
    if re.match(r'".* ".*"$', value):
        value = value[1:-1]  # the outer quotes are the author's for the whole value, and no part of it
    return f"Put single quotes round the whole value: '{value}'" if "'" not in value else "Leave the inner quotes out."


def _value_start(text: str) -> int:
    """Return the column of the value in a line such as `name: value`."""
    match = _VALUE.match(text)
    return match.end() if match else 0


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


_KINDS: tuple[tuple[tuple[str, ...], Callable[[list[str], At, At], Slip]], ...] = (
    (("flow",), _bracket),
    (("escape",), _escape),
    (("quoted",), _open_quote),
    (("alias", "anchor", "cannot start any token", "tag", "directive"), _bad_start),
    (("block scalar",), _block_text),
    (("document start",), _second_form),
    (("block sequence entries",), _early_hyphen),
    (("simple key",), _no_colon),
    (("mapping values",), _stray_colon),
)
"""What a parser's words are about, the most telling first."""
