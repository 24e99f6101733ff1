"""What the benchmark measures, one job a process: `jobs.py JOB FOLDER [PROFILE]`.

Run as a file, in the library's own folder, so that nothing but the job counts. With a third argument
the job runs under cProfile and leaves its figures in that file.
"""
# ruff: noqa: PLC0415 - each job imports what it needs, after the library's folder is on the path, and no more

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from macros.content.record import Record

TODAY = "2026-11-22"


def check(root: Path) -> int:
    """Read everything and say what is wrong: nothing, or the library is no fair one."""
    from macros.cli import check as verb

    return verb.run(_asked(verb.add_arguments, "--today", TODAY), root)


def build(root: Path) -> int:
    """Build the staff edition, search apart."""
    from macros.cli import build as verb

    os.environ["HUB_SEARCH"] = "0"
    return verb.run(_asked(verb.add_arguments, "--today", TODAY, "--out", str(root / "site")), root)


def search(root: Path) -> int:
    """Index the built site."""
    from macros.content.records.registry import record_types
    from macros.publish.search import index_site

    site = root / "site"
    held = index_site(site, [folder for folder in record_types() if (site / folder).is_dir()])
    print(f"{held.pages} pages indexed")  # noqa: T201
    return 0


def join(root: Path) -> int:
    """Link what was read, work states and gaps out, and make every view; print the CPU seconds of each as JSON.

    The collector rests, as it does in a build. Some views hold HTML: Markdown, square codes and charts are
    left out here, and counted where pages are built.
    """
    import datetime as dt

    from macros.content.edition import select
    from macros.content.load import load, read_files
    from macros.content.records.base import Audience
    from macros.content.settings import SETTINGS_FILE, read_settings
    from macros.learning.library import link, narrowed
    from macros.site.pages import site_pages
    from macros.site.views.parts import Scene

    settings, (files, _) = read_settings((root / SETTINGS_FILE).read_bytes()).settings, read_files(root)
    if settings is None:
        return 1
    loaded = load(files, settings)
    edition = select(loaded.records, Audience.STAFF, dt.date.fromisoformat(TODAY))
    gc.disable()
    marks = [time.process_time()]
    everything = link(loaded.records, use=loaded.use.rows if loaded.use else ())
    library = narrowed(everything, edition.records, edition.outside)
    scene = Scene(edition, library, settings, "https://learning.example.gov.uk/")
    for work in (lambda: scene.threads, lambda: scene.gaps, lambda: None):
        marks.append(time.process_time())
        work()
    took: dict[str, list[float]] = defaultdict(list)
    last = marks[-1]
    with _nothing_drawn():
        for page in site_pages(scene, "Learning"):
            now = time.process_time()
            took[page.template].append(now - last)
            last = now
    marks.append(time.process_time())
    for template, each in sorted(took.items(), key=lambda pair: -sum(pair[1])):
        print(f"{sum(each):>8.2f} s  {len(each):>7,} pages  {template}")  # noqa: T201
    parts = ("link", "states", "gaps", "views")
    print(json.dumps(dict(zip(parts, (b - a for a, b in pairwise(marks)), strict=True))))  # noqa: T201
    return 0


@contextmanager
def _nothing_drawn() -> Iterator[None]:
    """Leave out what draws HTML within the views."""
    from macros.site.charts import bar_chart
    from macros.site.code import SquareCodes
    from macros.site.markdown import PartRenderer

    def no_parts(_: PartRenderer, record: Record) -> tuple[str, ...]:
        return ("",) * len(record.body.parts)

    def nothing(*_: object) -> str:
        return ""

    without: list[tuple[Any, str, Callable[..., Any]]] = [(PartRenderer, "parts", no_parts), (SquareCodes, "svg", nothing)]
    charting = [module for module in sys.modules.values() if getattr(module, "bar_chart", None) is bar_chart]
    without += [(module, "bar_chart", nothing) for module in charting]
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in without]
    for owner, name, instead in without:
        setattr(owner, name, instead)
    yield
    for owner, name, draw in before:
        setattr(owner, name, draw)


def stock(root: Path) -> int:
    """Build the same Markdown with stock MkDocs and Material, search off."""
    return _stock(root, "mkdocs.yml")


def stock_search(root: Path) -> int:
    """Build the same Markdown with stock MkDocs and Material and its own search."""
    return _stock(root, "mkdocs-search.yml")


def _stock(root: Path, config: str) -> int:
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    mkdocs_build(load_config(str(root / "stock" / config)))
    return 0


def _asked(add: Callable[[argparse.ArgumentParser], None], *arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add(parser)
    return parser.parse_args(arguments)


COMMANDS = ("check", "build")
"""These end as our own command does; the stock ones end as `mkdocs` does, which lets Python clean up."""
JOBS: dict[str, Callable[[Path], int]] = {
    "check": check, "build": build, "search": search, "join": join, "stock": stock, "stock-search": stock_search,
}


def main(job: str, folder: str, profile: str = "") -> int:
    """Run one job; with a profile file, under the profiler."""
    root = Path(folder).resolve()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    sys.path[0] = str(root)
    if not profile:
        code = JOBS[job](root)
        if job in COMMANDS:
            from macros.cli import leave

            leave(code)
        return code
    watched = cProfile.Profile()
    code = watched.runcall(JOBS[job], root)
    watched.dump_stats(profile)
    return code


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
