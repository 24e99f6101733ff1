"""Read every record, every setting and every page, and say what is wrong, all in one run.

With paths, only what is about those files or folders is shown; everything is read all the same, since
a link can break in a file that nobody touched.

Gaps (what is missing, overdue or unmeasured) are advice: they follow what is wrong, and never fail a check.

With --staged, only what is staged in git is read, as it would be committed, and only rules that need one file are asked: that
takes a second, and is what the hook before each commit runs (git config core.hooksPath .githooks).

With --since, the records are also compared with a revision in git: versions, updates and past reviews
may be added to, and never changed or taken away.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path

from macros.cli.asked import add_today, into_environment
from macros.cli.progress import Steps
from macros.cli.report import FORMATS, report
from macros.content.guard.allowed import entries
from macros.diagnostics import Diagnostic, errors
from macros.learning.examine import advice
from macros.publish.checked import Checked, check_project
from macros.publish.request import BadRequest, today_from


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `check`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; without, everything")
    parser.add_argument("--format", choices=FORMATS, default="text", help="text for people, github, or json")
    parser.add_argument("--staged", action="store_true", help="only files staged in git, as they would be committed")
    parser.add_argument("--entries", action="store_true", help="print an entry for guard: allowed for each value the guard found")
    parser.add_argument("--since", metavar="REV", help="a revision, like origin/main, from which on nothing may be lost")
    add_today(parser)


def run(args: argparse.Namespace, root: Path) -> int:
    """Print the findings; 1 if any is an error, 2 if a path does not exist."""
    into_environment(args)
    wanted = []
    for path in args.paths:
        full = Path(path) if Path(path).is_absolute() else Path.cwd() / path
        if not full.exists():
            print(f"check: there is no {path} here.")
            return 2
        if root.resolve() not in (full.resolve(), *full.resolve().parents):
            print(f"check: {path} is not in this project.")
            return 2
        wanted.append(full.resolve().relative_to(root.resolve()).as_posix())
    try:
        today = today_from(os.environ, dt.datetime.now(dt.UTC))
        if args.staged:
            from macros.publish.staged import check_staged  # noqa: PLC0415 - what it reads PDFs with takes long to load

            checked = check_staged(root, today)
        else:
            checked = check_project(root, today, args.since, Steps())
    except BadRequest as error:
        print(f"check: {error}")
        return 2
    if args.entries:
        hits = tuple(hit for hit in checked.personal if not wanted or any(_about(hit[0].path, w) for w in wanted))
        print("\n".join(entries(hits, today)) or "The guard found nothing there.")
        return 0
    gaps = () if args.staged else _gaps(checked, today)
    found = (*checked.diagnostics, *gaps)
    found = tuple(d for d in found if not wanted or any(_about(d.path, w) for w in wanted))
    for path in checked.uncompared:
        print(f"check: {path} could not be read at {args.since}, and was not compared with it.", file=sys.stderr)
    print(report(found, args.format))
    if args.format != "json":  # which is for programs; what people read may go into a file, so what was done is told apart
        print(_done(root, checked, found), file=sys.stderr)
    return 1 if errors(found) else 0


def _done(root: Path, checked: Checked, found: tuple[Diagnostic, ...]) -> str:
    """Return what was done, where, and what to do next."""
    records = f"{len(checked.examined.records):,} records of {root}" if checked.examined else f"what is in {root}"
    next_ = (
        f"What a code means, and what to do:  python3 hub.py explain {found[0].code.id}" if found
        else "To look at it as a site:  python3 hub.py serve"
    )
    return f"Checked {records}. Nothing was changed.\n{next_}"


def _gaps(checked: Checked, today: dt.date) -> tuple[Diagnostic, ...]:
    return advice(checked.examined, checked.settings.rules, today) if checked.examined and checked.settings else ()


def _about(path: str, wanted: str) -> bool:
    return wanted in (".", path) or path.startswith(f"{wanted}/")
