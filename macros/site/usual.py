"""Most of what authors write, to HTML at once: paragraphs, lists and call-outs of plain words, bold words and links.

What comes back is what Markdown and the policy make of the same text (tests/site/test_usual.py), at a tenth of their price.
Nothing here can be markup: a text with any sign that Markdown, its extensions or HTML may act on is left to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from macros.content.checks.dialect import CALLOUTS

_SIGN = r"[^\x00-\x1f\x7f-\xa0\u2028\u2029\\`*_~<>&|\[\]]"
"""What means nothing but itself within a line."""
_WORDS = rf"(?!\s){_SIGN}++(?<!\s)"
_TARGET = r"(?:https?://)?[A-Za-z0-9.#][A-Za-z0-9./#?=_-]*+"
_MARKED = re.compile(rf"\*\*({_WORDS})\*\*|\[(?<!!\[)({_WORDS})\]\(({_TARGET})\)")
_PLAIN = re.compile(rf"{_SIGN}*+")
_FIRST = r"(?:[^\W\d_]|[“‘\"'(])"
"""What begins no other kind of block: those begin with a sign or a figure."""
_LINE = re.compile(rf"{_FIRST}{_SIGN}*+(?<!\s)")
_MARKED_LINE = re.compile(rf"(?:{_FIRST}|\*\*|\[).*+(?<!\s)")
_CALLOUT = re.compile(rf"!!! ({'|'.join(CALLOUTS)}) \"([^\"]+)\"")
_NUMBERED = re.compile(r"[0-9]{1,9}\. ")
_INDENT = "    "


class UsualBlocks:
    """Writes parts whose blocks are all of a usual kind."""

    def __init__(self, set_quotes: Callable[[str], str], leads_to: Callable[[str], str | None]) -> None:
        """Take how quotes are set, and what address a target has on the page that is written: None where no page is there."""
        self._set_quotes = set_quotes
        self._leads_to = leads_to

    def html(self, text: str) -> str | None:
        """Return the HTML of a part, or nothing where it holds what is not usual."""
        made: list[str] = []
        in_callout = before_list = False
        for block in text.split("\n\n"):
            in_list = False
            if in_callout and block.startswith(_INDENT):
                html = self._tagged("p", block[len(_INDENT) :])
            else:
                if in_callout:
                    made.append("</div>")
                    in_callout = False
                if block.startswith("!!! "):
                    in_callout, html = True, self._callout(block)
                elif block.startswith(("- ", "1. ")):
                    in_list = True
                    html = None if before_list else self._list(block)
                else:
                    html = self._tagged("p", block)
            if html is None:
                return None
            made.append(html)
            before_list = in_list
        if in_callout:
            made.append("</div>")
        return "\n".join(made)

    def _callout(self, block: str) -> str | None:
        """Return the beginning of a call-out."""
        if not (found := _CALLOUT.fullmatch(block)) or (title := self._words(found[2])) is None:
            return None
        return f'<div class="admonition {found[1]}">\n<p class="admonition-title">{title}</p>'

    def _list(self, block: str) -> str | None:
        lines = block.split("\n")
        if block[0] == "-":
            tag, items = "ul", [line[2:] for line in lines if line.startswith("- ")]
        else:
            tag, items = "ol", [line[found.end() :] for line in lines if (found := _NUMBERED.match(line))]
        made = [html for item in items if (html := self._tagged("li", item))]
        return "\n".join((f"<{tag}>", *made, f"</{tag}>")) if len(made) == len(lines) else None

    def _tagged(self, tag: str, line: str) -> str | None:
        words = self._words(line)
        return f"<{tag}>{words}</{tag}>" if words else None

    def _words(self, line: str) -> str | None:
        """Return a line with its bold words and links as HTML, or nothing where it holds any other sign."""
        if _LINE.fullmatch(line):
            return self._quoted(line)
        pieces = _MARKED.split(line)
        if len(pieces) == 1 or not (_MARKED_LINE.fullmatch(line) and _PLAIN.fullmatch("".join(pieces[::4]))):
            return None
        made = [self._quoted(pieces[0])]
        for at in range(1, len(pieces), 4):
            bold, words, target, after = pieces[at : at + 4]
            made.append(f"<strong>{self._quoted(bold)}</strong>" if bold else self._link(self._quoted(words), target))
            made.append(self._quoted(after))
        return "".join(made)

    def _quoted(self, text: str) -> str:
        return self._set_quotes(text) if "'" in text or '"' in text else text

    def _link(self, words: str, target: str) -> str:
        address = self._leads_to(target)
        return f"<span>{words}</span>" if address is None else f'<a href="{address}" rel="noopener noreferrer">{words}</a>'
