"""Asking a verb as the command line does."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def ask(verb: Any, root: Path, *arguments: str) -> int:
    """Run a verb's module with its own arguments and return its exit code."""
    parser = argparse.ArgumentParser()
    verb.add_arguments(parser)
    result: int = verb.run(parser.parse_args(arguments), root)
    return result
