"""Start a record: a draft with a note about each field, which passes every check as it is."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path

from macros.authoring.scaffold import Scaffold, scaffold, slug_for, title_problem
from macros.cli.asked import AS_IT_WAS, add_dry_run, add_today, into_environment
from macros.cli.report import report
from macros.content.record import ROOT
from macros.content.records.base import Audience
from macros.content.records.registry import record_types
from macros.content.settings import SETTINGS_FILE, read_settings
from macros.diagnostics import suggestion
from macros.publish.request import BadRequest, today_from


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `new`."""
    parser.add_argument("type", metavar="TYPE", help=f"the folder of its type: {', '.join(record_types())}")
    parser.add_argument("title", metavar="TITLE", help="what its page is called; the file name is made from it")
    parser.add_argument("--audience", metavar="AUDIENCE", help=f"who may read it: {_audiences()}; there is no default")
    add_today(parser)
    add_dry_run(parser)


def run(args: argparse.Namespace, root: Path) -> int:
    """Write the draft and say where it is and what comes next; 2 if it was asked for wrongly."""
    if wrong := asked_wrongly(args.type, args.title, args.audience):
        return _refused(wrong)
    read = read_settings((root / SETTINGS_FILE).read_bytes())
    if read.settings is None:
        print(report(read.diagnostics), file=sys.stderr)
        return 1
    into_environment(args)
    try:
        today = today_from(os.environ, dt.datetime.now(dt.UTC))
    except BadRequest as error:
        return _refused(str(error))
    type_, audience = record_types()[args.type], Audience(args.audience)
    made = scaffold(type_, args.title, audience, read.settings, today)
    if existing := _existing(root, made):
        free = _free(root, args.type, slug_for(type_, args.title))
        return _refused(
            f"{existing} is there already, and nothing was changed. Edit that file, or choose a title that says how "
            f"this one differs. The file name {free}.md would be free."
        )
    if args.dry_run:
        print(f"Would make {made.path}, a draft for {audience.label.lower()}:\n\n{made.text}\n{AS_IT_WAS}")
        return 0
    _write(root, made)
    print(f"Made {made.path}: a draft, for {audience.label.lower()}. No reader sees it yet.")
    print("What to do next:")
    print("  1. Fill in the summary, the fields and the parts. The notes in the file say what each is for.")
    print(f"  2. python3 hub.py check {made.path}")
    print("  3. python3 hub.py serve --drafts  shows it as a page.")
    print("  4. When it is agreed, set status: published and fill in what the notes call needed.")
    return 0


def asked_wrongly(type_: str, title: str, audience: str | None) -> str:
    """Return what is wrong with the request and what to write instead, or nothing."""
    if type_ not in record_types():
        near = suggestion(type_.lower(), record_types()) or suggestion(type_.lower().rstrip("s"), record_types())
        return f"there is no type '{type_}'.{near} The types are: {', '.join(record_types())}."
    if wrong := title_problem(title):
        return wrong
    if not audience:
        return f"say who may read it, with --audience and one of {_audiences()}. There is no default."
    names = [str(a) for a in Audience]
    if audience not in names:
        return f"there is no audience '{audience}'.{suggestion(audience.lower(), names)} Use one of {_audiences()}."
    return ""


def _audiences() -> str:
    return ", ".join(str(a) for a in Audience)


def _refused(message: str) -> int:
    print(f"new: {message}", file=sys.stderr)
    return 2


def _existing(root: Path, made: Scaffold) -> str:
    """Return the path of a file that has the name already, in whatever capitals, or nothing."""
    path = root / made.path
    names = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
    return next((f"{Path(made.path).parent.as_posix()}/{name}" for name in names if name.lower() == path.name), "")


def _free(root: Path, folder: str, slug: str) -> str:
    taken = {p.name.lower() for p in (root / ROOT / folder).iterdir()}
    return next(f"{slug}-{n}" for n in range(2, len(taken) + 3) if f"{slug}-{n}.md" not in taken)


def _write(root: Path, made: Scaffold) -> None:
    path = root / made.path
    path.parent.mkdir(parents=True, exist_ok=True)
    # "x" refuses a file that appeared since we looked, and a link in its place.
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(made.text)
