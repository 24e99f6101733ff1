"""Rules about how a body is written: plain Markdown, no code, no markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from macros.content.body import Body, half_links_in, lines_of, links_in, unclosed_code, without_code_spans
from macros.content.source import Source
from macros.diagnostics import Diagnostic, Span, clipped, suggestion
from macros.diagnostics import catalogue as c

CALLOUTS = ("note", "warning", "voice")
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_HTML = re.compile(r"<(?=[A-Za-z/!?])(?!(?:https?://|mailto:)[^\s<>]++>)[^>\n]{0,60}>?")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*$")
_ATTRIBUTES = re.compile(r"\{:?\s*[#.][A-Za-z_][^{}\n]*\}|\{:\s[^{}\n]*\}")
_CALLOUT = re.compile(r"\s*!!!\s*([A-Za-z-]*)")
_HEADING = re.compile(r"#{1,6}(?:[^#\s]|\s*$)")
_BULLET = re.compile("[ \t]*[\u2022\u2023\u25aa\u25cf\u25e6\u00b7]\\s")
_NESTED = re.compile(r"[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]*+){51}")
_BRACKET = re.compile(r"[\[\]]")
_MAY_NEST = re.compile(r"\n[ \t]*(?:[ \t]{150}|(?:(?:[-*+>]|\d{1,9}[.)])[ \t]*+){51})")
_LONG = re.compile(r"[^\n]{52}")
_LESS = "Use at most a few levels: a list within a list, or a new part."
_MOST_SPACES = 200
_MOST_OPEN = 50
"""How deep lists, quotes and brackets may go: what turns Markdown into pages takes ever longer, or gives up, beyond."""
_REFERENCE = re.compile(r" {0,3}\[(?!\^)[^\[\]]+\]:\s*\S")
_ODD_LINE = re.compile("\n[ \t]*(?:#(?!#{1,5} \\S)|=|-(?! \\S)|\\[[^\\[\\]\n]+\\]:|[\u2022\u2023\u25aa\u25cf\u25e6\u00b7])")
_ODD_CALLOUT = re.compile(rf"!!!(?! (?:{'|'.join(CALLOUTS)})(?![A-Za-z-]))")


def check_dialect(source: Source, body: Body) -> Iterator[Diagnostic]:
    """Yield every construct that records do not use, with its place."""
    if _may_be_odd(source.body):
        yield from _odd_lines(source, body)
    if (opened := unclosed_code(source.body)) is not None:
        at = body.line + opened
        yield source.problem(c.UNCLOSED_CODE, Span(at, 1, len(source.line(at))), "This line begins code that does not end.")
    yield from _too_deep(source, body)
    yield from _links(source, body)


def _may_be_odd(text: str) -> bool:
    """Return whether any line can hold what records do not use: most texts are done with here, without a look at each line."""
    return (
        any(sign in text for sign in ("<", "{", "`", "~~~"))
        or bool(_ODD_CALLOUT.search(text))
        or bool(_ODD_LINE.search(f"\n{text}"))
    )


def _odd_lines(source: Source, body: Body) -> Iterator[Diagnostic]:
    previous = ""
    for number, raw, code in lines_of(source.body):
        at = body.line + number
        if code:
            previous = ""
            continue
        line = without_code_spans(raw)
        for match in _HTML.finditer(line) if "<" in line else ():
            span = Span(at, match.start() + 1, len(match[0]))
            yield source.problem(c.RAW_HTML, span, f"“{clipped(match[0])}” is HTML, which records do not use.")
        for match in _ATTRIBUTES.finditer(line) if "{" in line else ():
            span = Span(at, match.start() + 1, len(match[0]))
            yield source.problem(c.ATTRIBUTE_LIST, span, f"“{clipped(match[0])}” is an attribute list, which records do not use.")
        if line.lstrip(" ")[:1] in ("#", "=", "-"):
            yield from _headings(source, line, previous, at)
        if "[" in line and _REFERENCE.match(line):
            message = "The address of a link stands apart from its words."
            yield source.problem(c.BAD_LINK, Span(at, 1, len(line)), message, "Write the link in one place: [words](address).")
        if _BULLET.match(line) and not _BULLET.match(previous):
            sign = line.lstrip()[0]
            message = f"This line begins with the sign {sign}, which makes no list: what follows runs on in one paragraph."
            yield source.problem(c.PASTED_LIST, Span(at, line.index(sign) + 1, 1), message)
        if "!!!" in line:
            yield from _callouts(source, line, at)
        previous = line


def _too_deep(source: Source, body: Body) -> Iterator[Diagnostic]:
    """Yield what would stop a build, or hold it up for hours."""
    if source.body.count("[") <= _MOST_OPEN and not (_LONG.search(source.body) and _MAY_NEST.search(f"\n{source.body}")):
        return
    held = 0
    for number, line, code in lines_of(source.body):
        span = Span(body.line + number, 1, len(line))
        if not code and (_NESTED.match(line) or _far_in(line)):
            yield source.problem(c.TOO_DEEP, span, "This line is nested too deep for a list or a quote.", _LESS)
        held = 0 if code else _open_after(line, held)
        if held > _MOST_OPEN:
            said = f"More than {_MOST_OPEN} brackets are opened in this paragraph and not closed."
            yield source.problem(c.TOO_DEEP, span, said, "Close each bracket, or take it out.")
            held = 0


def _far_in(line: str) -> bool:
    return len(line) > _MOST_SPACES and line[:_MOST_SPACES].isspace() and not line.isspace()


def _open_after(line: str, before: int) -> int:
    """Return how many brackets are open at the deepest place of a line, or after it where that is not too many."""
    if not line.strip():
        return 0
    if "[" not in line and "]" not in line:
        return before
    held = before
    for sign in _BRACKET.findall(line):
        held = held + 1 if sign == "[" else max(0, held - 1)
        if held > _MOST_OPEN:
            break
    return held


def _headings(source: Source, line: str, previous: str, at: int) -> Iterator[Diagnostic]:
    if line.startswith("# "):
        yield source.problem(c.TOP_HEADING, Span(at, 1, len(line)), "This heading has a single #, like the title of the page.")
    elif line.startswith("#") and _HEADING.match(line):
        signs = line[: len(line) - len(line.lstrip("#"))]
        wrong = "has no words" if not line.strip("# \t") else f"has no space after {signs}"
        yield source.problem(c.BAD_HEADING, Span(at, 1, len(line)), f"This heading {wrong}.")
    if _UNDERLINE.match(line) and previous.strip() and not previous.startswith("#"):
        yield source.problem(c.SETEXT_HEADING, Span(at, 1, len(line)), "This line turns the one above into a heading.")


def _callouts(source: Source, line: str, at: int) -> Iterator[Diagnostic]:
    callout = _CALLOUT.match(line)
    if not callout or callout[1] in CALLOUTS:
        return
    span = Span(at, callout.start(1) + 1, len(callout[1])) if callout[1] else Span(at, line.index("!") + 1, 3)
    said = f"'{clipped(callout[1])}' is no kind of call-out" if callout[1] else "This call-out has no kind"
    yield source.problem(
        c.UNKNOWN_CALLOUT, span, f"{said}; there are {', '.join(CALLOUTS)}.{suggestion(callout[1], CALLOUTS)}"
    )


def _links(source: Source, body: Body) -> Iterator[Diagnostic]:
    for link in links_in(source.body, body.line):
        span = Span(link.line, link.column, link.length)
        if link.image and not any(sign.isalnum() for sign in html.unescape(link.text)):
            yield source.problem(c.NO_ALT_TEXT, span, "This picture has no alternative text.")
        head = link.target.split("#", 1)[0].split("/", 1)[0]
        scheme = head.split(":", 1)[0].lower() if ":" in head else ""
        if link.image and scheme:
            message = f"This picture is fetched from “{clipped(link.target)}”, outside the site."
            yield source.problem(c.BAD_LINK, span, message, c.MISSING_IMAGE.fix)
        elif not link.target:
            yield source.problem(c.BAD_LINK, span, "This link has no address.")
        elif scheme and scheme not in SCHEMES:
            message = f"This link leads to “{clipped(link.target)}”, which begins with {clipped(scheme)}:."
            yield source.problem(c.BAD_LINK, span, message)
        elif not link.image and not scheme and link.target.startswith(("/", "\\")):
            message = f"“{clipped(link.target)}” is not a path from this file."
            yield source.problem(c.BAD_LINK, span, message, c.BROKEN_LINK.fix)
    for line, column in half_links_in(source.body, body.line):
        message = "This looks like a link, but is not written as [words](address)."
        help_ = "Leave no spaces in the address and no brackets in the words; put a title in double quotes."
        yield source.problem(c.BAD_LINK, Span(line, column, 2), message, help_)

