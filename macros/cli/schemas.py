"""Write the files that editors use, from the declarations of the types: .vscode/schemas/ and the settings there."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from macros.authoring.schemas import FOLDER, SCHEMAS, schema_files, stale
from macros.cli.report import report
from macros.content.settings import SETTINGS_FILE, read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `schemas`."""
    parser.add_argument("--check", "--dry-run", action="store_true", help="write nothing; say which files are stale")


def run(args: argparse.Namespace, root: Path) -> int:
    """Write what is stale and say what was written; with --check, 1 if anything is."""
    read = read_settings((root / SETTINGS_FILE).read_bytes())
    if read.settings is None:
        print(report(read.diagnostics), file=sys.stderr)
        return 1
    wanted = schema_files(read.settings)
    old = stale(written(root), read.settings)
    for path in old:
        if args.check:
            print(f"{path} is stale.")
        elif path in wanted:
            _write(root / path, wanted[path])
            print(f"Wrote {path}.")
        else:
            (root / path).unlink()
            print(f"Removed {path}: there is no such type any more.")
    if not old:
        print(f"All {len(wanted)} files in {FOLDER}/ are as the declarations say.")
    elif args.check:
        print("Nothing was changed. python3 hub.py schemas writes them.")
    else:
        print(f"Commit what changed in {FOLDER}/ with the type, and open the editor again.")
    return 1 if args.check and old else 0


def written(root: Path) -> dict[str, str]:
    """Return the texts of the editor's files that exist, by path from the root, whatever their line ends."""
    paths = [*(root / FOLDER).glob("*.json"), *(root / SCHEMAS).glob("*.json")]
    return {p.relative_to(root).as_posix(): p.read_text(encoding="utf-8") for p in paths}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
