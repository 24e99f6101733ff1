"""How much CPU and memory the hub takes, beside stock MkDocs and Material on the same Markdown.

`python -m tests.bench.bench --sizes 100,1000,5000 --repeat 3 [--all-types] [--json FILE]` measures; with
`--profile check|build|join --size N` it shows where the time goes. Nothing here fails by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import pstats
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.library import synthetic_library

PROJECT = Path(__file__).resolve().parents[2]
JOBS_FILE = Path(__file__).resolve().parent / "jobs.py"
COPIED = ("macros", "overrides", "docs", "mkdocs.yml")
ROWS = ("check", "build", "search", "stock", "stock-search")
NAMES = {
    "check": "check", "build": "build, search off", "search": "search index", "stock": "stock, search off",
    "stock-search": "stock with its search",
}
AGAINST_STOCK, GROWTH, CHECK_SECONDS = 1.3, 5.5, 10.0
"""The bounds, for a library of five types: build at 1,000 beside stock; build from 1,000 to 5,000; check of 5,000, in CPU
seconds."""
STOCK = """\
site_name: Stock
site_url: https://learning.example.gov.uk/
docs_dir: docs
site_dir: ../stock-site
theme: {{name: material, font: false}}
plugins: [{plugins}]
markdown_extensions: [tables, footnotes, admonition, fenced_code, sane_lists, toc]
nav: [index.md]
validation: {{nav: {{omitted_files: ignore}}}}
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one job took: seconds, seconds of all cores, and the peak of its largest process in MiB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Row:
    """One job at one size: the medians of its runs."""

    size: int
    job: str
    runs: int
    cost: Cost


def make_library(root: Path, size: int, *, five: bool = False) -> None:
    """Make a project with a library of this size, and the same Markdown as a stock MkDocs project."""
    for name in COPIED:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(PROJECT / name, root / name)
    stock = root / "stock"
    for path, text in synthetic_library(size, five=five):
        # The peer gets the pages; a table would be a file that it copies.
        for top in (root / "briefings", *([stock / "docs"] if path.endswith(".md") else [])):
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).write_text(text, encoding="utf-8")
    (stock / "docs" / "index.md").write_text("# Stock\n\nThe records are out of nav.\n", encoding="utf-8")
    for name, plugins in (("mkdocs", ""), ("mkdocs-search", "search")):
        (stock / f"{name}.yml").write_text(STOCK.format(plugins=plugins), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(root / "macros")], check=True)


def measure(job: str, root: Path) -> Cost:
    """Run one job cold in a process of its own and return what it and its children took.

    What an earlier run wrote is moved away, and deleted when all is measured: some file systems pass over
    the places of thousands of files that have just been deleted, one by one, for each new file.
    """
    written = {"build": "site", "search": "site/search/index", "stock": "stock-site", "stock-search": "stock-site"}
    if job in written and (left := root / written[job]).exists():
        left.rename(Path(tempfile.mkdtemp(prefix="left-", dir=root)) / left.name)
    log = root / f"{job}.log"
    with log.open("wb") as out:
        started = time.perf_counter()
        child = subprocess.Popen([sys.executable, str(JOBS_FILE), job, str(root)], stdout=out, stderr=subprocess.STDOUT, cwd=root)
        # wait4 tells of this child and its own children only; RUSAGE_CHILDREN would keep the largest of all jobs.
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"bench: {job} ended with {child.returncode}:\n{log.read_text('utf-8', 'replace')[-3000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 2**20)


def bench(sizes: Sequence[int], repeat: int, top: Path, *, five: bool = False) -> list[Row]:
    """Return the medians of every job at every size. The jobs take turns, so that a busy moment of
    the machine falls on all of them."""
    rows = []
    for size in sizes:
        root = top / str(size)
        root.mkdir()
        make_library(root, size, five=five)
        runs: dict[str, list[Cost]] = {job: [] for job in ROWS}
        for _ in range(repeat):
            for job in ROWS:
                runs[job].append(measure(job, root))
        rows += [Row(size, job, repeat, _median(costs)) for job, costs in runs.items()]
    return rows


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(values) for values in zip(*((c.wall, c.cpu, c.memory) for c in costs), strict=True)))


def table(rows: Sequence[Row]) -> str:
    """Return the figures as one table, each beside its peer of the same run, and the bounds under it."""
    held = {(r.size, r.job): r.cost for r in rows}
    lines = [f"{'records':>8}  {'job':<24}{'wall s':>9}{'CPU s':>9}{'MiB':>8}  beside stock (CPU)"]
    for size in dict.fromkeys(r.size for r in rows):
        stock = held[(size, "stock")].cpu
        own_search, its_search = held[(size, "search")].cpu, held[(size, "stock-search")].cpu - stock
        for job in ROWS:
            cost = held[(size, job)]
            lines.append(_line(size, NAMES[job], cost, f"{cost.cpu / stock:.2f} ×" if job != "stock" else ""))
        lines.append(f"{size:>8,}  {'search apart':<24}{'':>9}{own_search:>9.2f}{'':>8}  its own: {its_search:.2f} s")
    return "\n".join([*lines, "", *verdicts(held)])


def _line(size: int, name: str, cost: Cost, beside: str) -> str:
    return f"{size:>8,}  {name:<24}{cost.wall:>9.2f}{cost.cpu:>9.2f}{cost.memory:>8.0f}  {beside}".rstrip()


def verdicts(held: dict[tuple[int, str], Cost]) -> list[str]:
    """Return a line for each bound: OK, over, or not measured at the sizes that were asked for."""
    def ratio(above: tuple[int, str], below: tuple[int, str]) -> float | None:
        return held[above].cpu / held[below].cpu if above in held and below in held else None

    figures = (
        ("build of 1,000 beside stock", ratio((1000, "build"), (1000, "stock")), AGAINST_STOCK, "×"),
        ("build from 1,000 to 5,000", ratio((5000, "build"), (1000, "build")), GROWTH, "×"),
        ("check of 5,000", held[(5000, "check")].cpu if (5000, "check") in held else None, CHECK_SECONDS, "s CPU"),
    )
    return [
        f"{name:<28} {'not measured' if value is None else f'{value:.2f} {unit}':<14} at most {bound} {unit}"
        f"{'' if value is None else '  OK' if value <= bound else '  over'}"
        for name, value, bound, unit in figures
    ]


def profile(job: str, size: int, top: Path, *, five: bool = False) -> None:
    """Print the forty functions that a job spends its time in, and the forty it spends it under."""
    make_library(top, size, five=five)
    done = top / "profile"
    subprocess.run([sys.executable, str(JOBS_FILE), job, str(top), str(done)], check=True, stdout=subprocess.DEVNULL)
    for order in ("tottime", "cumulative"):
        pstats.Stats(str(done)).sort_stats(order).print_stats(40)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, or profile, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench", description=__doc__)
    parser.add_argument("--sizes", default="100,1000", help="how many records, such as 100,1000,5000")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each job; the medians are shown")
    parser.add_argument("--all-types", action="store_true", help="a library of all types, not of the five that have bounds")
    parser.add_argument("--json", metavar="FILE", help="write the figures to a file too")
    parser.add_argument("--profile", choices=("check", "build", "join", "stock"), help="show where this job spends its time")
    parser.add_argument("--size", type=int, default=1000, help="of the library that is profiled")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as held:
        if args.profile:
            profile(args.profile, args.size, Path(held), five=not args.all_types)
            return 0
        rows = bench([int(s) for s in args.sizes.split(",")], args.repeat, Path(held), five=not args.all_types)
    print(table(rows))  # noqa: T201 - what it is for
    if args.json:
        Path(args.json).write_text(json.dumps([asdict(r) for r in rows], indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
