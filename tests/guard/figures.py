"""How much the guard finds of a labelled set, and how much of what it finds is right: `python -m tests.guard.figures`.

`lines.jsonl` has a line for each text: what must be found in it, whether it is a look-alike (`hard`), a value as people
write it (`plain`) or a hidden one (`disguised`), and whether it was held out: lines that were held out were not looked at
while the rules were made. Every value is invented: test ranges, prefixes, areas and numbers that nobody is ever given.
A finding is right when the line expects its kind; more than one of a kind in a line counts once.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.content.guard.contacts import dialled
from macros.content.guard.known import Known
from macros.content.guard.scan import scan_text
from macros.diagnostics.catalogue import CATALOGUE

LINES = Path(__file__).with_name("lines.jsonl")
HELPLINES = ("0808 157 0101", "0808 157 0202", "03069 990 123", "03069 990456", "03069 990 777", "0800 1111")
KNOWN = Known(frozenset(filter(None, map(dialled, HELPLINES))), frozenset({"learning@example.gov.uk"}), ("LAS-#######",))
KINDS = tuple(code.name for code in CATALOGUE.values() if code.id.startswith("P10"))
"""The structured kinds, which are errors."""
WARNED = tuple(code.name for code in CATALOGUE.values() if code.id.startswith("P12"))


@dataclass(frozen=True, slots=True)
class Line:
    """One text of the set."""

    text: str
    kinds: frozenset[str]
    sort: str
    held: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Of one kind: found and right, found and wrong, missed."""

    kind: str
    right: int
    wrong: int
    missed: int

    @property
    def recall(self) -> float:
        """Of what is there, how much was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def precision(self) -> float:
        """Of what was found, how much was there."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0


def read_lines() -> tuple[Line, ...]:
    """Return the labelled set."""
    rows = map(json.loads, LINES.read_text(encoding="utf-8").splitlines())
    return tuple(Line(row["text"], frozenset(row["kinds"]), row["sort"], row["held"]) for row in rows)


def kinds_in(text: str) -> frozenset[str]:
    """Return the kinds that the guard finds in a text."""
    return frozenset(diagnostic.code.name for diagnostic, _ in scan_text("line.md", text, KNOWN))


def scores(lines: Iterable[Line], kinds: Sequence[str] = (*KINDS, *WARNED)) -> tuple[Score, ...]:
    """Return the score of each kind."""
    pairs = [(line.kinds, kinds_in(line.text)) for line in lines]
    return tuple(_score(kind, pairs) for kind in kinds)


def _score(kind: str, pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> Score:
    right = sum(kind in want and kind in got for want, got in pairs)
    wrong = sum(kind not in want and kind in got for want, got in pairs)
    return Score(kind, right, wrong, sum(kind in want and kind not in got for want, got in pairs))


def table(lines: Sequence[Line]) -> str:
    """Return the scores as a table, with all errors and all warnings together at its end."""
    each = scores(lines)
    together = (("all errors", KINDS), ("all warnings", WARNED))
    rows = [*each, *(_sum(name, [s for s in each if s.kind in kinds]) for name, kinds in together)]
    head = f"{'kind':<28}{'there':>7}{'found':>7}{'wrong':>7}{'recall':>9}{'precision':>11}"
    return "\n".join([head, *map(_row, rows)])


def _row(s: Score) -> str:
    return f"{s.kind:<28}{s.right + s.missed:>7}{s.right:>7}{s.wrong:>7}{s.recall:>9.1%}{s.precision:>11.1%}"


def _sum(name: str, each: Sequence[Score]) -> Score:
    return Score(name, sum(s.right for s in each), sum(s.wrong for s in each), sum(s.missed for s in each))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables: all lines, and those that were held out; with --lines what is wrong or missed in the others."""
    parser = argparse.ArgumentParser(prog="python -m tests.guard.figures", description=__doc__)
    parser.add_argument("--lines", action="store_true", help="show the lines that are wrong or missed, those held out aside")
    asked = parser.parse_args(arguments)
    lines = read_lines()
    counts = ", ".join(f"{sum(line.sort == sort for line in lines)} {sort}" for sort in ("hard", "plain", "disguised"))
    print(f"{len(lines)} lines: {counts}; {sum(line.held for line in lines)} held out.\n\n{table(lines)}")  # noqa: T201 - what it is for
    print(f"\nHeld out alone:\n\n{table([line for line in lines if line.held])}")  # noqa: T201
    for line in lines if asked.lines else ():
        if not line.held and (got := kinds_in(line.text)) != line.kinds:
            print(f"{sorted(line.kinds)} but {sorted(got)}: {line.text!r}")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
