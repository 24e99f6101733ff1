"""How much it costs to join a library: linking, states, gaps and views, after everything has been read.

`python -m tests.bench.join --sizes 1000,5000,20000 --repeat 3` measures each size in a process of its own and
prints medians of CPU seconds, and how they grow. What is in and out stands in README.md.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from tests.bench.bench import JOBS_FILE, make_library

PARTS = ("link", "states", "gaps", "views", "in all")
IN_ALL, MOST_SECONDS, AT = "in all", 3.0, 5000
MOST_GROWTH, FROM, TO = 4.5, 5000, 20_000
"""The bounds: CPU seconds in all at 5,000 records, and how often as much it may be at 20,000."""


def join(sizes: Sequence[int], repeat: int, top: Path) -> dict[int, dict[str, float]]:
    """Return the medians of each part's CPU seconds at every size."""
    found = {}
    for size in sizes:
        root = top / str(size)
        root.mkdir()
        make_library(root, size)
        runs = [_run(root) for _ in range(repeat)]
        found[size] = {part: statistics.median(run[part] for run in runs) for part in PARTS}
    return found


def _run(root: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, str(JOBS_FILE), "join", str(root)], check=True, capture_output=True, text=True)
    held: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**held, IN_ALL: sum(held.values())}


def join_table(found: dict[int, dict[str, float]]) -> str:
    """Return the figures as a table, how they grow, and the bounds under it."""
    lines = [f"{'records':>16}{''.join(f'{part:>10}' for part in PARTS)}  CPU seconds"]
    lines += [f"{size:>16,}{''.join(f'{held[part]:>10.2f}' for part in PARTS)}" for size, held in found.items()]
    for below, above in pairwise(found):
        grown = "".join(f"{_ratio(found, above, below, part):>8.2f} ×" for part in PARTS)
        lines.append(f"{f'{below:,} to {above:,}':>16}{grown}  records {above / below:.2f} ×")
    return "\n".join([*lines, "", *_verdicts(found)])


def _ratio(found: dict[int, dict[str, float]], above: int, below: int, part: str) -> float:
    return found[above][part] / max(found[below][part], 0.001)


def _verdicts(found: dict[int, dict[str, float]]) -> list[str]:
    grown = _ratio(found, TO, FROM, IN_ALL) if FROM in found and TO in found else None
    figures = (
        (f"in all at {AT:,}", found[AT][IN_ALL] if AT in found else None, MOST_SECONDS, "s CPU"),
        (f"in all from {FROM:,} to {TO:,}", grown, MOST_GROWTH, "×"),
    )
    return [
        f"{name:<28} {'not measured' if value is None else f'{value:.2f} {unit}':<14} at most {bound} {unit}"
        f"{'' if value is None else '  OK' if value <= bound else '  over'}"
        for name, value, bound, unit in figures
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.join", description=__doc__)
    parser.add_argument("--sizes", default="1000,5000", help="how many records, such as 1000,5000,20000")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each size; the medians are shown")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="hub-join-") as held:
        print(join_table(join([int(s) for s in args.sizes.split(",")], args.repeat, Path(held))))  # noqa: T201 - what it is for
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
