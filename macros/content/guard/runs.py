"""Runs of digits, however they are split: by spaces, hyphens, points, brackets or a line end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from macros.frozen import frozen

BETWEEN = r"[ \t.\-()·]*+(?:\n[ \t>]*+)?"
"""What may stand between two digits of one number: a page shows any number of spaces as one."""
_RUN = re.compile(rf"\d(?:{BETWEEN}\d){{4,}}+")
_GROUP = re.compile(r"\d+")
MOST_GROUPS = 6
"""Groups of one number; see `whole_run` for more."""


@frozen
class Group:
    """Some digits beside one another."""

    digits: str
    start: int
    end: int


@frozen
class Stretch:
    """Groups of one run that follow one another."""

    groups: tuple[Group, ...]
    whole: bool
    """Whether it is all of its run."""

    @property
    def digits(self) -> str:
        """The digits alone."""
        return "".join(group.digits for group in self.groups)

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.groups[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.groups[-1].end

    @property
    def shape(self) -> tuple[int, ...]:
        """How many digits each group has."""
        return tuple(len(group.digits) for group in self.groups)

    @property
    def one_by_one(self) -> bool:
        """Whether each digit stands alone."""
        return len(self.groups) == len(self.digits)


def runs(text: str) -> Iterator[tuple[Group, ...]]:
    """Yield the groups of each run of nine digits or more and of six, and in other runs each group of five to eight."""
    for match in _RUN.finditer(text):
        sizes = [len(group) for group in _GROUP.findall(match[0])]
        size, longest = sum(sizes), max(sizes)
        if size == 6 or size >= 9 or longest >= 5:
            groups = tuple(Group(m[0], m.start(), m.end()) for m in _GROUP.finditer(text, *match.span()))
            if size == 6 or size >= 9:
                yield groups
            else:
                yield from ((group,) for group in groups if len(group.digits) >= 5)


def stretches(groups: tuple[Group, ...], sizes: range, starts: Iterable[int] | None = None) -> Iterator[Stretch]:
    """Yield each stretch of whole groups with as many digits as `sizes` allow, the longest first from each group;
    `starts` are the groups that it may begin with, where not with any."""
    for first in range(len(groups)) if starts is None else starts:
        size, ends = 0, []
        for last in range(first, min(len(groups), first + MOST_GROUPS)):
            size += len(groups[last].digits)
            if size >= sizes.stop:
                break
            if size in sizes:
                ends.append(last)
        for last in reversed(ends):
            yield Stretch(groups[first : last + 1], whole=first == 0 and last == len(groups) - 1)


def whole_run(groups: tuple[Group, ...], sizes: range) -> Stretch | None:
    """Return all of a run where it has more groups than `stretches` looks at and as many digits as `sizes` allow:
    a number may be split at every digit, but only where nothing else stands beside it."""
    if MOST_GROUPS < len(groups) < sizes.stop and sum(len(group.digits) for group in groups) in sizes:
        return Stretch(groups, whole=True)
    return None
