"""What is asked of a build or a check: which edition, on which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from macros.content.purged import Purged, from_text
from macros.content.records.base import Audience
from macros.content.records.kinds import LONDON
from macros.frozen import frozen

PURGED = "HUB_PURGED"
"""In the environment: what was removed from the store that a site is built for."""


class BadRequest(Exception):
    """The edition or the day that was asked for does not exist; the text says what to write."""


@frozen
class Request:
    """What to build: for whom, on which day, with or without what is not out, with or without search."""

    audience: Audience
    today: dt.date
    preview: bool = False
    search: bool = True
    purged: tuple[Purged, ...] = ()
    """What was removed from the store: it is in no page, and a notice stands at its address."""


def request_from(environment: Mapping[str, str], now: dt.datetime) -> Request:
    """Return what the environment asks for: HUB_EDITION (else staff), HUB_TODAY, else the day of
    SOURCE_DATE_EPOCH, else today in London; HUB_PREVIEW=1; HUB_SEARCH=0; HUB_PURGED, which `purge` hands on. Raises
    `BadRequest`."""
    wanted = environment.get("HUB_EDITION") or str(Audience.STAFF)
    if wanted not in [str(a) for a in Audience]:
        raise BadRequest(f"there is no edition '{wanted}'; the editions are {', '.join(str(a) for a in Audience)}.")
    return Request(
        Audience(wanted), today_from(environment, now), environment.get("HUB_PREVIEW") == "1",
        environment.get("HUB_SEARCH") != "0", from_text(environment.get(PURGED, "")),
    )


def today_from(environment: Mapping[str, str], now: dt.datetime) -> dt.date:
    """Return the day that counts as today. Raises `BadRequest` for a day that does not exist."""
    if said := environment.get("HUB_TODAY"):
        try:
            return dt.date.fromisoformat(said)
        except ValueError:
            raise BadRequest(f"'{said}' is not a day; write it like 2026-11-22.") from None
    if epoch := environment.get("SOURCE_DATE_EPOCH"):
        if not epoch.isdigit():
            raise BadRequest(f"SOURCE_DATE_EPOCH is '{epoch}'; it must be whole seconds since 1970.")
        return dt.datetime.fromtimestamp(int(epoch), tz=LONDON).date()
    return now.astimezone(LONDON).date()
