"""What is looked for in a built site: marks of everything that its edition does not hold.

A sentence of six words or more leaves its runs of words, a title of four or more its words, and a record its id, its
earlier ids and the names of its files. What the edition says as well, in a record or a page that it holds, is
nobody's secret.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property

from macros.frozen import frozen
from macros.publish.unpacked import resolved, words


class Mark(StrEnum):
    """What kind of fingerprint it is."""

    SENTENCE = "sentence"
    TITLE = "title"
    ID = "id"
    FILE = "file name"


SENTENCE, TITLE = 6, 4
"""Words that a sentence and a title must have: shorter ones are found where they were not taken from."""
SURE = 8
"""Words in a row that make a finding, or the whole of a shorter sentence."""
BEGINS = {Mark.SENTENCE: (4, 3), Mark.TITLE: (3, 2)}
"""Of sentences that are looked for whole, and of titles: the words in a run, and the first runs that are kept, one of which
every so manieth run of a text must hit."""
_ENDS = re.compile(rb"(?<=[.!?])[^\w<]+|\n\s*\n|\n\s*(?=[-*+#>|]|[0-9]+\.)")
_LINK = re.compile(r"\]\([^()\s]*\)")
_BEHIND = re.compile(r"\.[a-z0-9]+|/")
_IN_PATH = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./_")
_NAME = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")

Run = tuple[bytes, ...]


@frozen
class Outside:
    """One record or page that an edition does not hold: what to call it, its text in pieces, its title, its ids and
    earlier ids, and the names of its files."""

    name: str
    texts: tuple[str, ...]
    title: str = ""
    ids: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class Fingerprints:
    """The marks of what is outside, and the search for them."""

    def __init__(
        self, outside: Iterable[Outside], inside: Iterable[str] = (), spared: Collection[str] = (), own: Callable[[], str] = str,
    ) -> None:
        """Take the marks of what is outside. `inside` are the texts of what the edition holds, and `own` gives the site's own
        words: both are read only where something is found, since what they say as well is no leak. `spared` are ids and
        names of files that the edition has too."""
        self._outside = {one.name: one for one in outside}
        self._inside_texts, self._own_words = inside, own
        self._runs: dict[Run, str] = {}
        self._shared: dict[Run, set[str]] = defaultdict(set)
        self._begun: dict[Mark, dict[Run, list[tuple[Run, str]]]] = {kind: defaultdict(list) for kind in BEGINS}
        self._names: dict[bytes, list[tuple[str, str, Mark]]] = defaultdict(list)
        self._counts = dict.fromkeys(Mark, 0)
        for one in self._outside.values():
            for sentence in _sentences(one.texts):
                self._counts[Mark.SENTENCE] += 1
                if len(sentence) < SURE:
                    self._begin(Mark.SENTENCE, tuple(sentence), one.name)
                else:
                    self._add(dict.fromkeys(_runs(sentence, SENTENCE), one.name), one.name)
            title = tuple(_words_of(one.title))
            if len(title) >= TITLE:
                self._counts[Mark.TITLE] += 1
                self._begin(Mark.TITLE, title, one.name)
            for kind, names in ((Mark.ID, one.ids), (Mark.FILE, one.files)):
                for name in (name for name in names if name not in spared and posixpath.basename(name) not in spared):
                    self._counts[kind] += 1
                    self._names[posixpath.splitext(posixpath.basename(name))[0].encode()].append((name, one.name, kind))
        self._elsewhere: dict[bytes, bool] = {}
        self._wanted, self._lasts = frozenset(self._runs), frozenset(self._names)
        self._heads = {kind: frozenset(runs) for kind, runs in self._begun.items()}

    def _add(self, runs: dict[Run, str], name: str) -> None:
        for run in self._runs.keys() & runs.keys():
            self._shared[run] |= {self._runs[run], name}
        self._runs.update(runs)

    def _begin(self, kind: Mark, whole: Run, name: str) -> None:
        size, step = BEGINS[kind]
        for start in range(step):
            self._begun[kind][whole[start : start + size]].append((whole, name))

    def __bool__(self) -> bool:
        """Return whether there is anything to look for."""
        return any(self._counts.values())

    def count(self) -> dict[str, int]:
        """Return how many things of each kind left marks."""
        return {str(kind): number for kind, number in self._counts.items()}

    def own_runs(self, name: str) -> Iterator[bytes]:
        """Yield each run of words of a source that makes a finding, unless the rest or the site itself says it as well."""
        for sentence in _sentences(self._outside[name].texts):
            for run in _runs(sentence, SURE):
                if self._leaks(run, _line(run)):
                    yield b" ".join(run)

    def in_words(self, held: Sequence[bytes]) -> Iterator[tuple[str, Mark]]:
        """Yield (whose it is, what kind) for each sentence and title in the words of a text."""
        # Eight words in a row hold three runs of six, so every third run of the text is enough; of shorter ones likewise.
        found = self._wanted.intersection(_runs(held, SENTENCE, SURE - SENTENCE + 1))
        begun = [
            (kind, whole, name) for kind, heads in self._heads.items() if heads
            for head in heads.intersection(_runs(held, *BEGINS[kind])) for whole, name in self._begun[kind][head]
        ]
        if not found and not begun:
            return
        said = _line(held)
        for name in {self._runs[run] for run in found}.union(*(self._shared.get(run, ()) for run in found)):
            if any(self._leaks(run, said) for run in self._sure(name, found)):
                yield name, Mark.SENTENCE
        yield from ((name, kind) for kind, whole, name in begun if self._leaks(whole, said))

    def _sure(self, name: str, found: Collection[Run]) -> Iterator[Run]:
        """Yield the runs of a source that are long enough to be sure and hold one that was found."""
        for sentence in _sentences(self._outside[name].texts):
            if not set(_runs(sentence, SENTENCE)).isdisjoint(found):
                for run in _runs(sentence, SURE):
                    if not set(_runs(run, SENTENCE)).isdisjoint(found):
                        yield run

    def _leaks(self, run: Run, said: bytes) -> bool:
        """Return whether a text says what neither the rest of the edition nor the site itself says."""
        line = _line(run)
        if line not in said:
            return False
        if line not in self._elsewhere:
            self._elsewhere[line] = line in self._inside or line in self._own
        return not self._elsewhere[line]

    def in_names(self, path: str, text: bytes, held: Iterable[bytes]) -> Iterator[tuple[str, Mark]]:
        """Yield (whose it is, what kind) for each id and name of a file in the text of the file at a path. `held` are the text's
        words."""
        for last in sorted(self._lasts.intersection(held)):
            places = list(_places(text, last))
            for name, source, kind in self._names[last]:
                if any(self._is(name, kind, path, place) for place in places):
                    yield source, kind

    def _is(self, name: str, kind: Mark, path: str, place: tuple[str, str]) -> bool:
        """Return whether a way through folders, with what follows it, is that of a name."""
        way, rest = place
        if kind is Mark.FILE:
            file = posixpath.basename(name)
            return posixpath.basename(way) + rest == file and file not in self._own_text
        if way == name or way.endswith(f"/{name}"):
            # The reference of fields names a record as an example: that is no link to one.
            return rest.startswith("/") or "/" in way.removesuffix(name) or f"{name}`" not in self._own_text
        here = posixpath.normpath(posixpath.join(posixpath.dirname(path), way))
        return rest.startswith("/") and path.endswith(".html") and here == name

    @cached_property
    def _inside(self) -> bytes:
        return b"".join(_line(_words_of(text)) for text in self._inside_texts)

    @cached_property
    def _own_text(self) -> str:
        return self._own_words()

    @cached_property
    def _own(self) -> bytes:
        return _line(_words_of(self._own_text))


def _places(text: bytes, last: bytes) -> Iterator[tuple[str, str]]:
    """Yield each way through folders that ends with a name, and the signs after it."""
    lowered = text.lower()
    at = lowered.find(last)
    while at >= 0:
        end, start = at + len(last), at
        if not (end < len(text) and text[end] in _NAME):
            while start and text[start - 1] in _IN_PATH:
                start -= 1
            rest = bytes(lowered[end : end + 6]).decode("latin-1")
            behind = _BEHIND.match(rest)
            yield lowered[start:end].decode("ascii"), behind[0] if behind else ""
        at = lowered.find(last, end)


def _sentences(texts: Iterable[str]) -> Iterator[list[bytes]]:
    """Yield the words of each sentence that is long enough. The end of a line is no end of a sentence."""
    for text in texts:
        for part in _ENDS.split(_bare(text)):
            if len(held := words(part)) >= SENTENCE:
                yield held


def _words_of(text: str) -> list[bytes]:
    return words(_bare(text))


def _bare(text: str) -> bytes:
    return resolved((_LINK.sub("]", text) if "](" in text else text).encode())


def _runs(held: Sequence[bytes], size: int, step: int = 1) -> Iterator[Run]:
    """Return every run of so many words, or every so manieth."""
    return zip(*(held[start::step] for start in range(size)), strict=False)


def _line(held: Sequence[bytes]) -> bytes:
    return b" ".join((b"", *held, b""))
