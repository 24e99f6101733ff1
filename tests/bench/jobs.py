"""What the benchmark measures, one job a process: `jobs.py JOB FOLDER [PROFILE]`.

Run as a file, in the library's own folder, so that nothing but the job counts. With a third argument
the job runs under cProfile and leaves its figures in that file.
"""
# ruff: noqa: PLC0415 - each job imports what it needs, after the library's folder is on the path, and no more

from __future__ import annotations

import argparse
import cProfile
import os
import sys
from collections.abc import Callable
from pathlib import Path

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


JOBS: dict[str, Callable[[Path], int]] = {
    "check": check, "build": build, "search": search, "stock": stock, "stock-search": stock_search,
}


def main(job: str, folder: str, profile: str = "") -> int:
    """Run one job; with a profile file, under the profiler."""
    root = Path(folder).resolve()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    sys.path[0] = str(root)
    if not profile:
        return JOBS[job](root)
    watched = cProfile.Profile()
    code = watched.runcall(JOBS[job], root)
    watched.dump_stats(profile)
    return code


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
