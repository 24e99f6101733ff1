"""Say what each edition showed on a day, with the release, its hash and the commit: what staff could read then.

With a record's id, such as seven-minute/first-visit, also its page as it stood, and its hash.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from macros.cli.store import add_store, store_of
from macros.content.records.kinds import LONDON
from macros.publish.releases import ledger
from macros.publish.releases.as_at import Showing, clock_ran_back, showings
from macros.publish.releases.holding import ever_shown
from macros.publish.releases.layout import Place, Refused, editions_of, is_store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `as-at`."""
    parser.add_argument("day", type=_day, metavar="DAY", help="like 2026-03-14; a day in London")
    parser.add_argument("record", nargs="?", default="", metavar="RECORD", help="a record's id, like seven-minute/first-visit")
    add_store(parser)


def run(args: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - every verb is run so
    """Answer; 0 when the ledgers are whole, 1 when one was changed and so proves nothing, 2 when there is no store."""
    doubts = 0
    try:
        store = store_of(args)
        if not is_store(store):
            print(f"as-at: {store} holds no releases.")
            return 2
        places = editions_of(store)
        for place in places:
            print("\n".join(_told(place, args.day, args.record)))
            for said in (*ledger.breaks(place), *clock_ran_back(ledger.entries(place))):
                doubts += 1
                print(f"  doubtful  {said}")
    except Refused as refused:
        print(f"as-at: {refused}")
        return 2
    if args.day > dt.datetime.now(LONDON).date():
        print(f"{args.day.isoformat()} has not come yet: this is what is shown now.")
    if args.record and not ever_shown(store, record := args.record.strip("/")):
        print(f"No release that is known ever had a page of {record}. Is the id right?")
    print(f"Answered from the ledgers of {', '.join(place.edition for place in places)} in {store}. Nothing was changed.")
    if doubts:
        print("What is doubtful proves nothing. Compare the hashes with those that publish printed and you kept elsewhere.")
        return 1
    print(f"To prove that every file is as it was published:  python3 hub.py verify {store}")
    return 0


def _told(place: Place, day: dt.date, record: str) -> Iterator[str]:
    found = showings(place, day, record)
    yield f"{place.edition}, {day.isoformat()}" + ("" if found else ": nothing was published yet")
    for showing in found:
        yield from _lines(place, showing, record)


def _lines(place: Place, showing: Showing, record: str) -> Iterator[str]:
    entry = showing.entry
    yield f"  release   {entry.release}, version {entry.version}"
    yield f"  shown     from {_clock(entry.at)}" + (f" until {_clock(showing.until)}" if showing.until else ", and still")
    yield f"  manifest  sha256 {entry.manifest}"
    yield f"  commit    {entry.commit}"
    if entry.approved_by:
        yield f"  approved  by {entry.approved_by}"
    for one in showing.purged:
        by = f", approved by {one.approved_by}" if one.approved_by else ""
        yield f"  purged    {one.record} was removed from it on {_clock(one.at)}{by}: {one.reason}"
        yield "            what was shown then is kept no longer; the manifest above proves a copy kept elsewhere"
        if one.release:
            yield f"            in its place stands {one.release}, manifest sha256 {one.manifest}"
    if record and not showing.pages:
        yield f"  record    {record} had no page in it"
    for page in showing.pages:
        yield f"  record    {page.path}"
        yield f"            sha256 {page.sha256}"
        if not page.as_then:
            yield "            the purge changed it: this is not what was shown"
        if page.file:
            yield f"            {page.file}"
        elif showing.kept:
            yield "            the file in the store is not as it was published: python3 hub.py verify says more"
    if not showing.kept and not showing.purged:
        yield (
            f"  files     kept no longer. The same content: git checkout {entry.commit[:10]}, then "
            f"python3 hub.py build --edition {place.edition} --today {entry.today}"
        )
        yield "            what pages say of versions is missing there; the hash above proves a copy kept elsewhere"


def _clock(at: str) -> str:
    return dt.datetime.fromisoformat(at).astimezone(LONDON).strftime("%Y-%m-%d %H:%M:%S %Z")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day; write it like 2026-03-14") from None
