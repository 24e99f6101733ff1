"""Say what a code such as B104 means: what the rule protects, and what to do about it."""

from __future__ import annotations

import argparse
import sys
import textwrap
from pathlib import Path

from macros.diagnostics import Code, suggestion
from macros.diagnostics.catalogue import CATALOGUE

_WIDTH = 88
_LOOKALIKES = str.maketrans("OIL", "011")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `explain`."""
    parser.add_argument("code", nargs="?", metavar="CODE", help="a code or its name; without, every code is listed")


def run(args: argparse.Namespace, _root: Path) -> int:
    """Print the explanation of one code, or the list of all; 2 if there is no such code."""
    if not args.code:
        print(listing())
        return 0
    code = find(args.code)
    if code is None:
        unknown = f"there is no code '{args.code}'.{nearest(args.code)}"
        print(f"explain: {unknown} python3 hub.py explain lists them all.", file=sys.stderr)
        return 2
    print(explanation(code))
    return 0


def find(said: str) -> Code | None:
    """Return the code of an id or a name, in capitals or not."""
    return CATALOGUE.get(said.upper()) or next((c for c in CATALOGUE.values() if c.name == said.lower()), None)


def nearest(said: str) -> str:
    """Return " Did you mean …?" for an unknown code: first of its own family, B1 for B199, then by name."""
    id_ = said.upper().translate(_LOOKALIKES)
    if id_ in CATALOGUE:
        return f" Did you mean '{id_}'?"
    family = [known for known in CATALOGUE if known[:2] == id_[:2]]
    return suggestion(id_, family) or suggestion(said.lower(), [code.name for code in CATALOGUE.values()])


def explanation(code: Code) -> str:
    """Return what a code means, in lines of at most 88 characters."""
    why, fix = (textwrap.fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ") for text in (code.why, code.fix))
    return f"{code.id} {code.name} ({code.severity})\n\nWhy\n{why}\n\nWhat to do\n{fix}"


def listing() -> str:
    """Return every code with its name, in order; what is no error says so."""
    rows = (f"{code.id}  {code.name}" + ("" if code.severity == "error" else f" ({code.severity})") for code in in_order())
    return "\n".join(rows) + "\n\npython3 hub.py explain CODE says what one means."


def in_order() -> list[Code]:
    """Return every code in the order of the ids."""
    return [CATALOGUE[id_] for id_ in sorted(CATALOGUE)]
