"""Words that mean the same as those of a text, from the rings of the settings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from string import ascii_letters, digits

from macros.content.settings import Settings

_SIGNS = f"{ascii_letters}{digits}_".encode()
_SPLIT = bytes(sign if sign in _SIGNS else 32 for sign in range(256)).lower()
"""For each byte itself, a capital as a small letter, and a space for what is no plain letter or figure."""


def also_meant(settings: Settings) -> Callable[[str], list[str]]:
    """Return a function from a text to the words that mean the same as some of its words, whatever their case."""
    rings = {word.lower(): ring.words for ring in settings.synonyms for word in ring.words}
    pieces = {word: frozenset(_pieces(word)) for word in rings}
    wanted = frozenset(piece for own in pieces.values() for piece in own)
    words_of: dict[bytes, list[str]] = defaultdict(list)
    for word, own in pieces.items():
        words_of[min(own, default=b"")].append(word)

    def more(text: str) -> list[str]:
        # Most words are in no text, and a set tells so far quicker than a pattern.
        found = wanted.intersection(_pieces(text))
        likely = [word for piece in (b"", *found) for word in words_of.get(piece, ())]
        there = sorted([word for word in likely if pieces[word] <= found], key=lambda word: (-len(word), word))
        seen = set(_pattern(tuple(there)).findall(text.lower())) if there else set()
        return [word for w in sorted(seen) for word in rings[w] if word.lower() not in seen]

    return more


def _pieces(text: str) -> list[bytes]:
    """Return the runs of plain letters and figures of a text. Where a text has a word, it has all of the word's."""
    return text.encode().translate(_SPLIT).split()


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")
