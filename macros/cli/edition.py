"""One edition, built into a folder by MkDocs."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.exceptions import MkDocsException

from macros.cli.asked import without_refusals
from macros.cli.configured import configured
from macros.cli.progress import Steps
from macros.cli.report import report
from macros.content.records.kinds import LONDON
from macros.content.telling import TOLD
from macros.frozen import frozen
from macros.publish.leaks import LOOK, Look
from macros.publish.prepare import PAST, SLOT, Prepared
from macros.publish.request import Request
from macros.site.past import Past

SELECTOR = {"provider": "mike"}
"""What makes the theme look for `versions.json` and offer the versions in it. Only a release has that file."""


@frozen
class BuiltEdition:
    """What was built: from which records, for which address, and what the last look at it read."""

    prepared: Prepared
    site_url: str
    looked: Look | None


class NotBuilt(Exception):
    """The edition could not be built; the text says why, with every error of the records."""


def build_edition(root: Path, request: Request, into: Path, past: Past | None = None) -> BuiltEdition:
    """Build what is asked for into a folder that is there, and return what it was made from.

    With a past every page lets its reader choose a version, and tells what came before. Raises `NotBuilt`.
    """
    without_refusals()
    # The day of the build, not the moment, is what MkDocs writes into its files.
    midnight = dt.datetime.combine(request.today, dt.time(), LONDON)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(midnight.timestamp()))
    os.environ["HUB_TODAY"] = request.today.isoformat()
    prepared: Prepared | None = None
    try:
        config = configured(root, into, strict=True)
        config["extra"][TOLD] = Steps()
        if past:
            config["extra"] |= {"version": SELECTOR, PAST: past}
        try:
            build(config)
        finally:
            prepared = config["extra"].get(SLOT)
        looked = config["extra"].get(LOOK)
    except (MkDocsException, SystemExit) as error:
        raise NotBuilt(report(prepared.diagnostics) if prepared and prepared.errors else f"build: {error}") from None
    if prepared is None:
        raise NotBuilt("build: mkdocs.yml does not name macros/hooks.py under hooks, so there are no records.")
    return BuiltEdition(prepared, config.site_url or "/", looked)
