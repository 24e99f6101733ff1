"""The options that build, serve and check share: which edition, which day."""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import os

from macros.content.records.base import Audience
from macros.publish.refusal import REFUSED

AS_IT_WAS = "Nothing was changed. To do it, say the same without --dry-run."
"""What a dry run ends with."""


def add_edition(parser: argparse.ArgumentParser) -> None:
    """Add --edition and --today."""
    parser.add_argument(
        "--edition", choices=[str(a) for a in Audience], help="for whom; otherwise HUB_EDITION, otherwise staff"
    )
    add_today(parser)


def add_today(parser: argparse.ArgumentParser) -> None:
    """Add --today."""
    parser.add_argument("--today", metavar="DATE", type=_day, help="the day that counts as today, like 2026-11-22")


def add_dry_run(parser: argparse.ArgumentParser) -> None:
    """Add --dry-run, which every verb that writes has."""
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and change nothing")


def into_environment(args: argparse.Namespace) -> None:
    """Hand what was asked to the build, which may be started by MkDocs as well, by its environment."""
    if getattr(args, "edition", None):
        os.environ["HUB_EDITION"] = args.edition
    if getattr(args, "today", None):
        os.environ["HUB_TODAY"] = args.today.isoformat()
    os.environ["HUB_PREVIEW"] = "1" if getattr(args, "drafts", False) else "0"
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


def without_refusals() -> None:
    """Keep MkDocs from logging why a build was refused: the verbs print it in full."""
    logging.getLogger("mkdocs.commands.build").addFilter(lambda record: REFUSED not in record.getMessage())


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day; write it like 2026-11-22") from None
