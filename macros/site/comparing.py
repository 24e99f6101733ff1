"""How one text differs from another: block by block, and within a block that was rewritten, word by word.

Whoever takes what is the same and what was added has the new text; what is the same and what was removed, the old one. The
script of the page that compares any two versions does the same in the reader's browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from macros.frozen import frozen
from macros.site.texts import Block

ALIKE = 0.5
"""Two blocks of which at least so much is the same are one that was rewritten; otherwise one went and another came."""
AROUND = 1
"""Blocks that are shown before and after a change; a longer run that is the same is told by its length."""
_WORD = re.compile(r"\S+\s*|\s+")


class How(StrEnum):
    """What became of a piece."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@frozen
class Piece:
    """Words that stayed, came or went together."""

    how: How
    text: str


@frozen
class Line:
    """A block in both texts, or in one of them; more than one piece where it was rewritten."""

    kind: str
    pieces: tuple[Piece, ...]

    @property
    def how(self) -> How | None:
        """Return what became of the whole block, or nothing where only words of it changed."""
        return self.pieces[0].how if len(self.pieces) == 1 else None


@frozen
class Unchanged:
    """So many blocks in a row that are the same in both texts."""

    blocks: int


def compared(old: Sequence[Block], new: Sequence[Block]) -> tuple[Line, ...]:
    """Return every block of two texts in an order that keeps that of both, with what became of it."""
    lines: list[Line] = []
    for how, a0, a1, b0, b1 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            lines += [_whole(How.SAME, block) for block in new[b0:b1]]
        else:
            lines += _rewritten(old[a0:a1], new[b0:b1])
    return tuple(lines)


def shortened(lines: Sequence[Line]) -> tuple[Line | Unchanged, ...]:
    """Return the lines with long runs that are the same told by their length, but for what stands beside a change."""
    made: list[Line | Unchanged] = []
    run: list[Line] = []
    for line in lines:
        if line.how is How.SAME:
            run.append(line)
        else:
            made += _short(run, first=not made, last=False)
            made.append(line)
            run = []
    return (*made, *_short(run, first=not made, last=True))


def _short(run: list[Line], *, first: bool, last: bool) -> list[Line | Unchanged]:
    before, after = 0 if first else AROUND, 0 if last else AROUND
    hidden = len(run) - before - after
    if hidden < 2:
        return [*run]
    return [*run[:before], Unchanged(hidden), *run[len(run) - after:]]


def _rewritten(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Line]:
    """Yield what went and what came in one place: in pairs that are alike, the others each for itself."""
    for number in range(max(len(old), len(new))):
        was, now = (side[number] if number < len(side) else None for side in (old, new))
        if was and now and was.kind == now.kind and (pieces := _by_word(was.text, now.text)):
            yield Line(now.kind, pieces)
            continue
        if was:
            yield _whole(How.REMOVED, was)
        if now:
            yield _whole(How.ADDED, now)


def _by_word(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of a text that was rewritten, or nothing where too little of it is left."""
    was, now = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if matcher.ratio() < ALIKE:
        return ()
    pieces: list[Piece] = []
    for how, a0, a1, b0, b1 in matcher.get_opcodes():
        if how == "equal":
            pieces.append(Piece(How.SAME, "".join(now[b0:b1])))
            continue
        pieces += [
            Piece(kind, "".join(words)) for kind, words in ((How.REMOVED, was[a0:a1]), (How.ADDED, now[b0:b1])) if words
        ]
    return tuple(pieces)


def _whole(how: How, block: Block) -> Line:
    return Line(block.kind, (Piece(how, block.text),))
