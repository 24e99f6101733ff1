"""What is wrong, where, and what to do: the values that every room returns instead of printing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from macros.frozen import frozen


class Severity(StrEnum):
    """How much a finding matters: an error stops the build, a warning does not, advice never will."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Span(NamedTuple):
    """A place in a text file: line and column count from 1, in characters; length stays on the line.

    A tuple, since every value of every record has one.
    """

    line: int
    column: int
    length: int = 1


LONGEST_NAME = 200
"""No name is longer, so nothing near is looked for."""

MOST_OF_A_KIND = 50
"""How many findings of one code in one file are worth reading; a hostile file could make a million."""

START = Span(1, 1, 3)
"""The opening `---` of a record: where a missing field is reported."""


@frozen
class Code:
    """A permanent name for one kind of problem; it is never given to another kind."""

    id: str
    name: str
    severity: Severity
    why: str
    """What the rule protects: the text of `explain`."""
    fix: str
    """What an author does about it."""


@frozen
class Diagnostic:
    """One problem in one place. `message` says what is wrong, `help` what to do about it."""

    code: Code
    path: str
    span: Span
    message: str
    help: str
    line_text: str = ""
    """The line that the span is on, as written; empty where there is none to show."""

    @property
    def severity(self) -> Severity:
        """The severity of the code: it cannot be changed for one finding."""
        return self.code.severity

    @property
    def order(self) -> tuple[str, Span, str, str]:
        """What findings are sorted by, so that a run reads the same on every machine."""
        return (self.path, self.span, self.code.id, self.message)


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings sorted by file and place, each once."""
    return tuple(sorted(set(found), key=lambda d: d.order))


def errors(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return only what stops a build."""
    return tuple(d for d in found if d.severity is Severity.ERROR)


def at_most(found: Iterable[Diagnostic], most: int = MOST_OF_A_KIND) -> Iterator[Diagnostic]:
    """Yield what is found, but no more of one code than anybody would read."""
    seen: Counter[str] = Counter()
    for problem in found:
        seen[problem.code.id] += 1
        if seen[problem.code.id] <= most:
            yield problem


def clipped(text: str, most: int = 40) -> str:
    """Return a text short enough to be quoted in a sentence; where it has words, none is cut in two."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    words = cut.rpartition(" ")[0]
    return f"{words if len(words) > most // 2 else cut}…"


def suggestion(wanted: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" for the nearest known name, or nothing where none is near."""
    near = nearest(wanted, known)
    return f" Did you mean '{near}'?" if near else ""


def nearest(wanted: str, known: Iterable[str]) -> str | None:
    """Return the known name that is nearest to what was written, capital letters aside."""
    return _nearest(wanted, tuple(known)) if len(wanted) <= LONGEST_NAME else None


@lru_cache(maxsize=1024)
def _nearest(wanted: str, known: tuple[str, ...]) -> str | None:
    """Looking through thousands of names takes time, and one wrong name often stands in many records."""
    by_lower = {name.lower(): name for name in known}
    near = get_close_matches(wanted.lower(), by_lower, n=1, cutoff=0.7)
    return by_lower[near[0]] if near else None
