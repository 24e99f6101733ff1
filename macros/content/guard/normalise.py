"""Text as a reader sees it, with the way back: what hides a value from a search is taken away.

Undone are compatibility forms (NFKD: full-width, superscript, mathematical), figures and letters in boxes, digits of
other scripts, marks over letters, signs that nobody sees, entities, escapes of YAML, JSON and addresses, inline tags and
comments, and Markdown's marks for emphasis and code. A block tag becomes a line end; texts within tags (alternative text,
titles, addresses) stay.
Everything is linear in the length of the text: each pattern is bounded and none goes back.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from macros.frozen import frozen

_USUAL = "’‘“”…£é•·×→≤≥½"
"""Signs that are no ASCII, are common, and hide nothing."""
_HIDING = re.compile(
    rf"(?P<tag><!--(?:[^-]|-(?!->)){{0,100}}+-->|</?[A-Za-z][^<>]{{0,2000}}+>)"
    r"|(?P<entity>&(?:#0*\d{1,7};?|#[xX]0*[0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};))"
    r"|(?P<escape>\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|[^A-Za-z0-9\n&<]|\n[ \t]*|[nt](?![A-Za-z])|(?=[&<])))"
    r"|(?P<percent>%(?:20|2[bBdDeE]|40|3[0-9]))"
    r"|(?P<mark>[*_`~]+)"
    rf"|(?P<sign>[^\x00-\x7f{_USUAL}]+)"
)
_MAY_HIDE = re.compile(rf"[^\x00-$'-)+-;=-\[\]\^{{-}}a-z\x7f{_USUAL}]")
"""Any sign but the usual ones: not `< & \\ % * _ ` ~`, no ASCII. One class of signs is found many times faster than a choice."""
_ZEROS = re.compile(r"(#[xX]?)0+(?=[0-9a-fA-F])")
_DRESSED = re.compile(
    r"(?:NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER|REGIONAL INDICATOR SYMBOL LETTER|LATIN LETTER SMALL CAPITAL) ([A-Z])"
)
"""Names of signs that are a letter in a box or the like, which no standard form undoes."""
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(
    r"""\b(?:alt|title|content|aria-label|placeholder|value|summary|label|href)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE,
)
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
})


@frozen
class Normal:
    """Normalised text, and where each stretch of it came from."""

    text: str
    starts: tuple[int, ...]
    """Where each stretch begins in `text`."""
    origins: tuple[int, ...]
    """Where it began in what was written."""
    lengths: tuple[int, ...]
    """How many signs it was written with; 0 where it was copied as it is."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return from where to where a stretch of `text` stood in what was written."""
        last = max(start, end - 1)
        number = self._stretch(last)
        length = self.lengths[number]
        until = self.origins[number] + (length or last - self.starts[number] + 1)
        return self._origin(start), until

    def _stretch(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def _origin(self, at: int) -> int:
        number = self._stretch(at)
        return self.origins[number] + (0 if self.lengths[number] else at - self.starts[number])


class _Made:
    """A normalised text as it grows."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.starts, self.origins, self.lengths = [0], [0], [0]
        self.size = 0

    def add(self, text: str, origin: int, length: int) -> None:
        """Add text that was written at `origin` with `length` signs; 0 for text that is copied."""
        if text:
            self.parts.append(text)
            self.starts.append(self.size)
            self.origins.append(origin)
            self.lengths.append(length)
            self.size += len(text)


def normalise(written: str) -> Normal:
    """Return the text as it is searched. Never raises, whatever the text."""
    made = _Made()
    _append(made, written, 0)
    return Normal("".join(made.parts), tuple(made.starts), tuple(made.origins), tuple(made.lengths))


def _append(made: _Made, written: str, shift: int) -> None:
    at = 0
    for sign in _MAY_HIDE.finditer(written):
        if sign.start() < at or not (match := _HIDING.match(written, sign.start())):
            continue
        start, end = match.span()
        made.add(written[at:start], shift + at, 0)
        if match.lastgroup == "tag":
            _append_tag(made, match[0], shift + start)
        else:
            made.add(_seen(match.lastgroup or "", match[0]), shift + start, end - start)
        at = end
    made.add(written[at:], shift + at, 0)


def _append_tag(made: _Made, tag: str, origin: int) -> None:
    """A tag is nothing to a reader, or a line end, but some of its attributes are read."""
    name = _TAG_NAME.match(tag)
    if name and name[1].lower() not in _INLINE:
        made.add("\n", origin, len(tag))
    if "=" in tag:
        for match in _ATTRIBUTE.finditer(tag):
            number = 1 if match[1] is not None else 2
            made.add("\n", origin, len(tag))
            _append(made, match[number], origin + match.start(number))
            made.add("\n", origin + match.end(number), 1)


def _seen(kind: str, written: str) -> str:
    if kind == "mark":
        return ""
    if kind == "percent":
        return bytes.fromhex(written[1:]).decode("ascii")
    if kind == "entity":
        return _plain(html.unescape(_ZEROS.sub(r"\1", written)))
    if kind == "escape":
        if len(written) == 1:  # before an entity or a tag, which stays one outside Markdown
            return ""
        if written[1] in "uxU":
            number = int.from_bytes(bytes.fromhex(written[2:]))
            return _plain(chr(number)) if number <= 0x10FFFF else written
        return {"n": "\n", "t": "\t", "\n": "", "_": " "}.get(written[1], _plain(written[1]))
    return _plain(written)


@lru_cache(maxsize=4096)
def _plain(written: str) -> str:
    """Return signs as a keyboard would write them: one for each, or none where nobody sees it."""
    return "".join(_one(sign) for sign in written)


def _one(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign in "\n\t":
        return sign
    if kind in ("Cf", "Cc", "Mn", "Me") or sign in "\u115f\u1160\u3164\uffa0":
        return ""
    if kind == "Nd":
        return str(unicodedata.digit(sign))
    if kind == "No" and unicodedata.numeric(sign).is_integer():
        return str(int(unicodedata.numeric(sign)))
    if kind == "Pd" or sign == "\u2212":
        return "-"
    if kind in ("Zs", "Zl", "Zp"):
        return " " if kind == "Zs" else "\n"
    if letter := _LETTERS.get(sign):
        return letter
    if dressed := _DRESSED.fullmatch(unicodedata.name(sign, "")):
        return dressed[1]
    return "".join(s for s in unicodedata.normalize("NFKD", sign) if unicodedata.category(s) not in ("Cf", "Mn"))


_CYRILLIC = "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
_CYRILLIC_SMALL = "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456"
_GREEK = "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
_OTHER_SIGNS = "\u2044\u2215\u3002\uff61\u2800"
_LETTERS = dict(zip(
    _CYRILLIC + _CYRILLIC_SMALL + _GREEK + _OTHER_SIGNS, "ABEKMHOPCTYX" + "aeopcyxi" + "ABEZHIKMNOPTYX" + "//.. ", strict=True,
))
"""Letters of other alphabets that nobody can tell from ours; slashes of mathematics, points of addresses, an empty sign."""
