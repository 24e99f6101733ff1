"""List the pages that differ between two built sites, in Markdown.

Build both for the same edition and day, or what is due will differ as well.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from macros.publish.built import built_files
from macros.publish.changed_pages import as_markdown, changed_pages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `changed`."""
    parser.add_argument("before", metavar="BEFORE", help="the folder of the earlier site")
    parser.add_argument("after", metavar="AFTER", help="the folder of the later site")


def run(args: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - every verb is run so
    """Print the list; 0 whether or not anything differs, 2 where a folder holds no site."""
    before, after = Path(args.before), Path(args.after)
    for site in (before, after):
        if not (site / "index.html").is_file():
            print(f"changed: {site} holds no built site. Build one with: python3 hub.py build --out {site}")
            return 2
    found = changed_pages(built_files(before), built_files(after))
    print(as_markdown(found), end="")
    # The list may go into a file, so what was done is told apart.
    pages = len(found.new) + len(found.other) + len(found.gone)
    print(
        f"Compared {before} with {after}: {pages:,} pages differ. Nothing was changed.\n"
        f"To look at them, open them in {after}.", file=sys.stderr,
    )
    return 0
