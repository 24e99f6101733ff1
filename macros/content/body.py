"""The body of a record as parts: a `## ` heading and what stands under it, with places."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from macros.frozen import frozen

WORDS_A_MINUTE = 200
# Quantifiers that never give back (`*+`) keep a hostile line from costing more than its length.
_FENCE = re.compile(r"^ {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_LINK = re.compile(r"\[([^\[\]\\]*+(?:\\.[^\[\]\\]*+)*+)\]\(([^()\s]*+(?:\([^()\s]*+\))?+[^()\s]*+)(?:\s+\"[^\"]*\")?\)")
_LINK_END = re.compile(r"\](?<!\\\])(?=\()")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]:?")
_MARKS = re.compile(r"[*_`~>#|]+|^[ \t]*(?:(?:[-+]|\d+[.)])\s|!!!\s*\w+)|:?-{3,}:?", re.MULTILINE)
_WORD = re.compile(r"[^\W_](?:[\w’'.,/-]*[\w%])?%?")
_NO_WORD = re.compile(r"\n[ \t]*(?:[0-9]+[.)](?=\s)|!!!\s*\w+)")
"""What `_MARKS` takes out although it has letters or figures."""
_APART = bytes(n if chr(n).isalnum() and n < 128 else ord(" ") for n in range(256))
_WITHIN = b"'.,/-"
"""Signs that stand within words vanish, all others part them: what is then left between spaces are the words of `_WORD`."""
_HEADING = re.compile(r"\n##( [^\n]*)")
_TICKS = re.compile(r"`+")


@dataclass(frozen=True)
class Part:
    """One part of a body. `line` is where its heading stands in the file."""

    number: int
    title: str
    text: str
    line: int

    @property
    def slug(self) -> str:
        """The id of the part on its page; titles may change, links to `part-3` stay."""
        return f"part-{self.number}"

    @cached_property
    def words(self) -> int:
        """How many words a reader reads in this part, its title and alternative text included."""
        return count_words(self.title) + count_words(self.text)


@frozen
class Body:
    """The parts of a body, and text before the first heading (which is an error)."""

    parts: tuple[Part, ...]
    before: str
    line: int


@frozen
class Link:
    """A link or picture in a body, as written, with its place in the file."""

    image: bool
    text: str
    target: str
    line: int
    column: int
    length: int
    """Of what stands on its first line."""


def split_parts(text: str, first_line: int) -> Body:
    """Return the body split at `## ` headings outside code; `first_line` is its line in the file."""
    code = {number for number, _, code in lines_of(text) if code} if _has_fences(text) else ()
    lines, number, at = f"\n{text}", -1, 0
    found: list[tuple[int, re.Match[str]]] = []
    for heading in _HEADING.finditer(lines):
        number += lines.count("\n", at, heading.start() + 1)
        at = heading.start() + 1
        if number not in code:
            found.append((number, heading))
    ends = [*(heading.start() for _, heading in found), len(lines)]
    parts = (
        Part(count, _title(heading[1]), lines[heading.end() : ends[count]].strip("\n"), first_line + number)
        for count, (number, heading) in enumerate(found, 1)
    )
    return Body(tuple(parts), lines[: ends[0]].strip(), first_line)


def _title(heading: str) -> str:
    """Return the words of a heading, which may close with the sign that it begins with."""
    words = heading.strip()
    return (re.sub(r"\s#+$", "", f" {words}").strip() if words.endswith("#") else words) or "?"


def lines_of(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield (number from 0, line, whether it belongs to a fenced code block) for each line."""
    if _has_fences(text):
        yield from ((number, line, opened is not None) for number, line, opened, _ in _fenced(text))
    else:
        yield from ((number, line, False) for number, line in enumerate(text.split("\n")))


def unclosed_code(text: str) -> int | None:
    """Return the number from 0 of the line that opens a code block which never ends."""
    if not _has_fences(text):
        return None
    opened, closes = None, False
    for _, _, opened, closes in _fenced(text):  # noqa: B007 - the last ones are wanted
        pass
    return None if closes else opened


def _has_fences(text: str) -> bool:
    """Most texts have none, and are read several times."""
    return "```" in text or "~~~" in text


def _fenced(text: str) -> Iterator[tuple[int, str, int | None, bool]]:
    fence, opened = "", None
    for number, line in enumerate(text.split("\n")):
        match = _FENCE.match(line)
        if fence:
            closes = bool(match and match[1].startswith(fence) and not line.strip().strip(fence[0]))
            yield number, line, opened, closes
            if closes:
                fence, opened = "", None
        elif match:
            fence, opened = match[1], number
            yield number, line, opened, False
        else:
            yield number, line, None, False


def without_code_spans(line: str) -> str:
    """Return the line with what stands between backticks blanked out, so that columns stay right.

    Where it is not certain what is code (a backtick without its pair, or behind a backslash), nothing is
    blanked out: what is taken for code is not checked.
    """
    if "`" not in line:
        return line
    runs = list(_TICKS.finditer(line))
    if "\\`" in line:
        return line
    made, at, place = [], 0, 0
    ends: dict[int, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        ends.setdefault(len(runs[number][0]), []).append(number)
    while place < len(runs):
        size = len(runs[place][0])
        while ends[size] and ends[size][-1] <= place:
            ends[size].pop()
        if not ends[size]:
            return line
        start, close = runs[place].start(), runs[ends[size][-1]].end()
        made.append(line[at:start] + " " * (close - start))
        at, place = close, ends[size][-1] + 1
    return "".join(made) + line[at:]


def links_in(text: str, first_line: int) -> tuple[Link, ...]:
    """Return every link and picture outside code, in order, with line and column in the file."""
    return _links(text, first_line)[0]


def half_links_in(text: str, first_line: int) -> tuple[tuple[int, int], ...]:
    """Return (line, column) of each `](` that belongs to no link we read, such as one with spaces in
    its address: a renderer might take it for a link, and nobody would have checked where it leads."""
    return _links(text, first_line)[1]


@lru_cache(maxsize=8)
def _links(text: str, first_line: int) -> tuple[tuple[Link, ...], tuple[tuple[int, int], ...]]:
    if "](" not in text:
        return (), ()
    seen = text
    if "`" in text or "~~~" in text:
        seen = "\n".join(" " * len(line) if code else without_code_spans(line) for _, line, code in lines_of(text))
    found = list(_LINK.finditer(seen))
    starts = [match.start() - (seen[match.start() - 1 : match.start()] == "!") for match in found]
    links = [
        Link(
            start < match.start(), " ".join(match[1].split()), match[2], first_line + number, column,
            len(seen[start : match.end()].partition("\n")[0]),
        )
        for match, start, (number, column) in zip(found, starts, _places(seen, starts), strict=True)
    ]
    ends = {match.end(1) for match in found}
    half = [match.start() for match in _LINK_END.finditer(seen) if match.start() not in ends]
    return tuple(links), tuple((first_line + number, column) for number, column in _places(seen, half))


def _places(text: str, starts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the line, from 0, and the column, from 1, of each place; places rise, so that the text is gone through once."""
    number = begin = at = 0
    for start in starts:
        number += text.count("\n", at, start)
        begin = text.rfind("\n", at, start) + 1 or begin
        at = start
        yield number, start - begin + 1


def _without_targets(markdown: str) -> str:
    """Return the text with the words of links and pictures in their place, and without the marks of footnotes."""
    text = _LINK.sub(r" \1 ", markdown) if "](" in markdown else markdown
    return _FOOTNOTE.sub(" ", text) if "[^" in text else text


def count_words(markdown: str) -> int:
    """Return how many words a reader reads in Markdown text: alternative text and table cells too, signs not."""
    text = _without_targets(markdown)
    if not text.isascii():
        text = text.replace("’", "'")
        for sign in "“”‘–—…":
            text = text.replace(sign, '"')
    if text.isascii() and "---" not in text:  # most texts: a tenth of the price of the patterns
        return len(_NO_WORD.sub("\n", f"\n{text}").encode().translate(_APART, _WITHIN).split())
    return len(_WORD.findall(_MARKS.sub(" ", text)))


def minutes(words: int) -> int:
    """Return the reading time in whole minutes, rounded up, at 200 words a minute; at least one."""
    return max(1, math.ceil(words / WORDS_A_MINUTE))
