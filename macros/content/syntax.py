"""What a YAML parser stumbled over, in words for an author: where the slip is, and how to mend it."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

_NO_SPACE = re.compile(r"^\s*(?:- )?([A-Za-z_]+):[^\s:]")
_NO_COLON = re.compile(r"^\s*(?:- )?[A-Za-z_]+(?: |$)(?!.*: )")
_VALUE = re.compile(r"^\s*(?:- )?(?:[^\s:]+: +)?(?=\S)")
_INDENTATION = "Fields of one group begin in the same column. Indent a group with two spaces more than its name."


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
    if "flow" in said:
        sign = lines[opened[0]][opened[1] : opened[1] + 1] or "["
        close = {"[": "]", "{": "}"}.get(sign, "]")
        return Slip(*opened, 1, f"the bracket {sign} is opened here and not closed.",
                    f"Close it with {close}, or put quotes round the whole value if the bracket belongs to the text.")
    if "quoted" in said and "escape" in said:
        return Slip(*at, 1, "a backslash stands in a text with double quotes.", "Use single quotes round the value, or no backslash.")
    if "quoted" in said:
        sign = lines[opened[0]][opened[1] : opened[1] + 1]
        return Slip(*opened, 1, f"the quote {sign} is opened here and not closed.", f"Close it with {sign} at the end of the value.")
    if "alias" in said or "anchor" in said or "cannot start any token" in said or "tag" in said or "directive" in said:
        sign = lines[opened[0]][opened[1] : opened[1] + 1]
        if sign == "\t":
            return Slip(*opened, 1, "a tab stands at the beginning of this line.", "Replace each tab with two spaces.")
        return Slip(*opened, 1, f"a value cannot begin with the sign {sign} unless it stands in quotes.", _quote(lines, opened))
    if "document start" in said:
        return Slip(*at, 1, "the front matter ended above, and something follows.", "Remove the line of dots, or what stands after it.")
    if "block sequence entries" in said:
        return Slip(*at, 1, "a hyphen begins an entry of a list, which cannot stand on this line.",
                    "Put the list on the lines below, one entry a line, or put quotes round a text that begins with a hyphen.")
    if "simple key" in said:
        return _no_colon(lines, opened)
    if "mapping values" in said:
        return _stray_colon(lines, at)
    return _misfit(lines, at)


def _place(mark: yaml.Mark | None, lines: list[str]) -> tuple[int, int]:
    """Return a place that lies within the text: a parser that ran out of text points behind it."""
    line, column = (mark.line, mark.column) if mark else (0, 0)
    while line and (line >= len(lines) or not lines[line].strip()):
        line, column = line - 1, len(lines[min(line, len(lines)) - 1])
    return line, min(column, max(0, len(lines[line]) - 1))


def _quote(lines: list[str], at: tuple[int, int]) -> str:
    text = lines[at[0]][at[1] :].strip()
    if not text or len(text) > 60 or '"' in text:
        return "Put double quotes round the whole value."
    return f'Put quotes round the whole value: "{text}".'


def _no_colon(lines: list[str], at: tuple[int, int]) -> Slip:
    return Slip(at[0], at[1], max(1, len(lines[at[0]].rstrip()) - at[1]), "no colon stands after the name of a field.",
                "Write the name, a colon, a space and the value, such as: audience: staff")


def _stray_colon(lines: list[str], at: tuple[int, int]) -> Slip:
    """A second colon in one line, or a line above that is no field, so that this one seems to go on with it."""
    line, column = at
    text = lines[line]
    value = _VALUE.match(text)
    start = value.end() if value else 0
    above = next((n for n in range(line - 1, -1, -1) if lines[n].strip()), None)
    if not 0 < start < column or ": " not in text[:column]:
        if above is not None and (glued := _NO_SPACE.match(lines[above])):
            where = glued.start(1)
            return Slip(above, where, len(glued[1]) + 1, f"no space stands after the colon of {glued[1]}.", f"Write a space after it: {glued[1]}: …")
        if above is not None and _NO_COLON.match(lines[above]) and ": " not in lines[above] and not lines[above].rstrip().endswith(":"):
            return _no_colon(lines, (above, _indent(lines[above])))
        if above is not None and _indent(text) > _indent(lines[above]):
            return Slip(line, _indent(text), 1, "this line is indented further than the one above, which already has a value.", _INDENTATION)
    return Slip(line, column, 1, "a second colon stands in this line.", _quote(lines, (line, start)))


def _misfit(lines: list[str], at: tuple[int, int]) -> Slip:
    """Something follows a value that was already complete, or a line begins in the wrong column."""
    line, column = at
    text = lines[line]
    before = text[:column].rstrip()
    value = _VALUE.match(text)
    start = value.end() if value else 0
    if before and start < len(before):
        closing = before[-1]
        if closing in "'\"]}" and text[start] in "'\"[{":
            what = "quote" if closing in "'\"" else "bracket"
            return Slip(line, column, max(1, len(text.rstrip()) - column), f"text follows the closing {what}.",
                        "Put double quotes round the whole value." if "'" in text[start:] and '"' not in text[start:]
                        else "Put single quotes round the whole value, or leave the inner ones out." if what == "quote"
                        else _quote(lines, (line, start)))
    if before.strip() in "]}" or text[column : column + 1] in ("]", "}"):
        return Slip(line, column, 1, "a bracket is closed here that was not opened.", "Remove it, or put quotes round the whole value.")
    if text[column : column + 2] in ("- ", "-"):
        return Slip(line, column, 1, "an entry of a list stands here, but the field above already has a value.",
                    "Put the name of the list on the line above, with a colon and nothing after it.")
    return Slip(line, column, max(1, len(text.rstrip()) - column), "this line does not fit the lines above: it begins in another column.", _INDENTATION)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
