"""The command line: a module a verb, each with `add_arguments` and `run`."""

from __future__ import annotations

import argparse
import gc
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

# Nearly all that is loaded stays till the end: to look through it after every 700 new values is a tenth of loading it.
gc.set_threshold(500_000, 10, 10)

VERBS = {
    "serve": ("serve", "preview the site on this computer, with live reload"),
    "build": ("build", "build the site into a folder"),
    "publish": ("publish", "build an edition and put it out as the latest release"),
    "rollback": ("rollback", "show an earlier release again"),
    "verify": ("verify", "compare every published file with what was published"),
    "as-at": ("as_at", "say what each edition showed on a day"),
    "purge": ("purge", "remove a record from every release that is kept"),
    "hold": ("hold", "keep a record and every release that shows it, or let it go"),
    "changed": ("changed", "list the pages that differ between two built sites"),
    "links": ("links", "ask whether the links to other sites still answer"),
    "check": ("check", "read every record and say what is wrong, where, and what to do"),
    "new": ("new", "start a record of a type"),
    "explain": ("explain", "say what a code such as B104 means"),
    "test": ("testing", "run every test"),
    "schemas": ("schemas", "write the files that editors use from the declarations"),
    "lock": ("lock", "write requirements.txt from requirements.in"),
}


def main(arguments: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Run one verb and return its exit code: 0 all well, 1 problems found, 2 asked wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    parser = argparse.ArgumentParser(prog="hub.py", description="The Learning Hub: a site from records.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    asked = sys.argv[1:] if arguments is None else arguments
    for verb, (module, help_) in VERBS.items():
        if asked and asked[0] in VERBS and verb != asked[0]:
            verbs.add_parser(verb, help=help_)  # what another verb needs is not read in for this one
            continue
        loaded = importlib.import_module(f"macros.cli.{module}")
        sub = verbs.add_parser(verb, help=help_, description=loaded.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        loaded.add_arguments(sub)
        sub.set_defaults(run=loaded.run)
    args = parser.parse_args(arguments)
    try:
        result: int = args.run(args, root or Path(__file__).resolve().parents[2])
    except OSError as error:
        print(f"hub.py: {error.filename or 'a file'} cannot be read or written: {error.strerror or error}.", file=sys.stderr)
        return 1
    return result


def leave(code: int) -> NoReturn:
    """End this program with a code, once all that it said is out, and leave its memory to the system.

    Python would first let go of every value for itself, which after a build of thousands of pages is a tenth of the work. So
    nothing may wait for the end of the program: what a verb opens, it closes.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody reads it any longer
            stream.flush()
    os._exit(code)
