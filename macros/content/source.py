"""One file of bytes as front matter and body, each with its exact place in the file."""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache

from macros.content.plain import INVISIBLE, Plain, Problem, read_plain
from macros.diagnostics import MOST_OF_A_KIND, START, Code, Diagnostic, Span
from macros.diagnostics import catalogue as c
from macros.frozen import frozen

MAX_BYTES = 1_000_000
MAX_FRONT_MATTER = 64_000
FENCE = "---"
_CLOSING = re.compile(r"\n---[^\S\n]*+(?![^\n])")
_DASHES = re.compile("[-\u2010-\u2015\u2212]+")
_PLAIN = "Write three plain hyphens and nothing else: --- (a word processor turns hyphens into a dash)."
_MARK = b"\xef\xbb\xbf"


@frozen
class Source:
    """A file as read: its text with Unix line ends, its front matter and its body."""

    path: str
    """From the project's root, with forward slashes."""
    text: str
    front: Plain = field(default_factory=Plain)
    body: str = ""
    body_line: int = 1
    """The line of the file that the body begins on."""
    readable: bool = False
    """Whether the front matter could be read; if not, only the body is checked further."""

    def line(self, number: int) -> str:
        """Return one line of the file, or nothing where it has fewer."""
        lines = _lines(self.text)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def problem(self, code: Code, span: Span | None, message: str, help_: str = "") -> Diagnostic:
        """Return a finding about this file; without a place it is about the opening `---`."""
        at = span or START
        return Diagnostic(code, self.path, at, message, help_ or code.fix, self.line(at.line))


def read_source(path: str, data: bytes) -> tuple[Source, tuple[Diagnostic, ...]]:
    """Return the parts of a file and everything wrong with how it is written down.

    CRLF line ends, as Windows writes them, read the same as LF. Bytes that are no UTF-8, a byte order
    mark, an empty file, one over 1,000,000 bytes and missing fences are errors (B001 to B008).
    Never raises for bad input.
    """
    empty = Source(path, "")
    found: list[Diagnostic] = []
    if len(data) > MAX_BYTES:
        message = f"This file is larger than {MAX_BYTES / 1_000_000:.0f} MB, and was not read."
        return empty, (empty.problem(c.TOO_LARGE, Span(1, 1), message),)
    if data.startswith(_MARK):
        found.append(empty.problem(c.BYTE_ORDER_MARK, Span(1, 1), "The file begins with a byte order mark."))
        data = data.removeprefix(_MARK)
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return empty, (*found, not_utf8(path, data, error.start, c.NOT_UTF8))
    if not text.strip():
        return empty, (*found, empty.problem(c.EMPTY_FILE, Span(1, 1), "This file is empty."))
    source = Source(path, text)
    hidden = _invisible(source)
    found += hidden
    opening = text.partition("\n")[0]
    if opening.rstrip() != FENCE:
        found.append(_not_opened(source, opening))
        return source, tuple(found)
    closing = _CLOSING.search(text, len(opening))
    if closing is None:
        found.append(_not_closed(source, _lines(text)))
        return source, tuple(found)
    yaml_text = text[len(opening) + 1 : closing.start() + 1] or "\n"
    if len(yaml_text) > MAX_FRONT_MATTER:
        message = f"The front matter has {len(yaml_text):,} characters; the limit is {MAX_FRONT_MATTER:,}."
        found.append(source.problem(c.FRONT_MATTER_TOO_LARGE, START, message))
        return source, tuple(found)
    # Places stay right because a sign that can be seen stands for each that cannot.
    front, problems = read_plain(INVISIBLE.sub("\ufffd", yaml_text) if hidden else yaml_text, first_line=2)
    found += [_located(source, p) for p in problems]
    return Source(
        path, text, front, text[closing.end() + 1 :], text.count("\n", 0, closing.end()) + 2,
        readable=all(p.code in (c.DUPLICATE_KEY, c.CONTROL_CHARACTER) for p in problems),
    ), tuple(found)


def _not_opened(source: Source, first: str) -> Diagnostic:
    """Return a finding at the first line, which was meant to be a line of three hyphens."""
    message, help_ = "The file does not begin with a line of three hyphens.", ""
    if not first.strip() and next(filter(str.strip, _lines(source.text))).rstrip() == FENCE:
        help_ = "Delete the empty lines above the first line of hyphens."
    elif _DASHES.fullmatch(first.strip()):
        help_ = _PLAIN
    return source.problem(c.NO_OPENING_FENCE, Span(1, 1, max(1, len(first))), message, help_)


def _not_closed(source: Source, lines: list[str]) -> Diagnostic:
    """Return a finding at the line that was meant to close the front matter, or where there is none at the opening one."""
    meant = next((n for n, line in enumerate(lines[1:], 2) if _DASHES.fullmatch(line.strip())), None)
    if meant is None:
        return source.problem(c.NO_CLOSING_FENCE, START, "The front matter that begins here is not closed.")
    message = "This line seems to close the front matter, and is not three plain hyphens at the beginning of the line."
    return source.problem(c.NO_CLOSING_FENCE, Span(meant, 1, len(lines[meant - 1])), message, _PLAIN)


def _located(source: Source, problem: Problem) -> Diagnostic:
    return source.problem(problem.code, problem.span, problem.message, problem.help)


def not_utf8(path: str, data: bytes, start: int, code: Code) -> Diagnostic:
    """Return a finding about the first byte that is no UTF-8, with the sign that it was meant to be."""
    shown = data.decode("utf-8", "replace").replace("\r\n", "\n")
    before = data[:start].decode("utf-8").replace("\r\n", "\n")
    span = Span(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    sign = data[start : start + 1].decode("cp1252", "ignore")
    guess = f" In an old Windows encoding it would be “{sign}”." if sign.isprintable() and sign else ""
    return Source(path, shown).problem(code, span, f"The byte 0x{data[start]:02X} is not UTF-8 text.{guess}")


def _invisible(source: Source) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    if not INVISIBLE.search(source.text):
        return found
    for number, line in enumerate(_lines(source.text), 1):
        for match in INVISIBLE.finditer(line):
            if len(found) == MOST_OF_A_KIND:
                return found
            message = f"An invisible character (U+{ord(match[0]):04X}) stands here."
            found.append(source.problem(c.CONTROL_CHARACTER, Span(number, match.start() + 1), message))
    return found


@lru_cache(maxsize=8)
def _lines(text: str) -> list[str]:
    """Many findings about one file must not split it many times."""
    return text.split("\n")
