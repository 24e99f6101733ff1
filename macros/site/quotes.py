"""Typographic quotes: set by the rules of Python-Markdown's `smarty`, without its second walk of every text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from html import unescape
from typing import Any

from markdown import Markdown
from markdown.extensions.smarty import SmartyExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

_APOSTROPHE = re.compile(r"'(?<=\w')(?=[^\W\d_])")
"""Within a word; whatever stands around it, the rules make it the same."""
_SET = re.compile(f"{STX}q([0-9]+){ETX}")
"""What has been set already, by number. The rules know these two characters as the end of what they may look at."""


class Quotes(Treeprocessor):
    """Sets the quotes of a finished tree, but not those in code."""

    def __init__(self, markdown: Markdown) -> None:
        """Take the rules from the extension, and let quotes be escaped as it does."""
        super().__init__(markdown)
        extension = SmartyExtension(smart_dashes=False, smart_ellipses=False)
        extension.extendMarkdown(markdown)
        markdown.treeprocessors.deregister("smarty")
        self._rules = [_Rule(pattern) for pattern in extension.inlinePatterns]

    def run(self, root: ET.Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            if element.text and _has_quotes(element.text):
                element.text = self.set_in(element.text)
            if element.tail and _has_quotes(element.tail):
                element.tail = self.set_in(element.tail)

    def set_in(self, text: str) -> str:
        """Return the text with its quotes set."""
        if '"' not in text:
            plain = _APOSTROPHE.sub("’", text)
            if "'" not in plain:
                return plain
        made: list[str] = []
        for rule in self._rules:
            if all(quote in text for quote in rule.quotes):
                text = rule.apply(text, made)
        return _SET.sub(lambda match: made[int(match[1])], text)


class _Rule:
    """One of the extension's patterns: where it finds quotes, and what it makes of them."""

    def __init__(self, pattern: Any) -> None:
        self._found = pattern.getCompiledRegExp()
        self._made: Iterable[int | str] = [p if isinstance(p, int) else unescape(p) for p in pattern.replace]
        made = "".join(p for p in self._made if isinstance(p, str))
        self.quotes = "".join(straight for straight, curly in (("'", "‘’"), ('"', "“”")) if set(curly) & set(made))

    def apply(self, text: str, made: list[str]) -> str:
        """Return the text with a number in place of all that the rule sets, and put that into the list."""
        at = 0
        while match := self._found.search(text, at):
            mark = f"{STX}q{len(made)}{ETX}"
            made.append("".join(match[p] if isinstance(p, int) else p for p in self._made))
            text = f"{text[: match.start()]}{mark}{text[match.end() :]}"
            at = match.start() + len(mark)
        return text


def _has_quotes(text: str) -> bool:
    return ("'" in text or '"' in text) and not isinstance(text, AtomicString)
