"""Build an edition and put it out as the latest release of a store.

Readers see the last release until the next one is whole and proved, and then the next one. Whatever ends this in between is
cleaned up by the next publish. Earlier versions are kept beside the latest.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from macros.cli.asked import AS_IT_WAS, add_dry_run, add_today, into_environment
from macros.cli.bare import BareFailed
from macros.cli.edition import BuiltEdition, NotBuilt
from macros.cli.forgotten import gone_for_good, refuse_its_words, refuse_what_was_purged
from macros.cli.progress import Progress
from macros.cli.released import lock_hash, lock_of, pinned, release_site
from macros.cli.store import add_edition, add_store, not_whole, place_of, refused_by_disk
from macros.cli.verify import verified_at
from macros.content.history import commit_here, descends, files_at
from macros.content.purged import as_text
from macros.publish.built import built_files
from macros.publish.hosts import Unsuitable
from macros.publish.releases.disk import Disk
from macros.publish.releases.inventory import paths_in
from macros.publish.releases.layout import Key, Place, Refused
from macros.publish.releases.pruning import KEPT
from macros.publish.releases.publication import Overtaken, Shown, Wanted, Way, publish, refuse_what_was_overtaken, standing
from macros.publish.releases.texts import kept_before, past_in, paths_beside
from macros.publish.releases.upkeep import shown_in
from macros.publish.releases.webroot import Before
from macros.publish.request import PURGED, BadRequest, Request, request_from
from macros.publish.serving import Stray
from macros.publish.sound import look_through
from macros.publish.told import in_words, told_beside
from macros.site.views.history import HistoryView


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `publish`."""
    add_store(parser)
    add_edition(parser)
    add_today(parser)
    parser.add_argument("--version", required=True, help="what this version of the site is called, like 2026.11")
    parser.add_argument("--alias", action="append", metavar="NAME", help="another name of the latest version; otherwise latest")
    parser.add_argument("--approved-by", default="", metavar="ROLE", help="which role approved the release: a role, never a name")
    parser.add_argument("--keep", type=int, default=KEPT, metavar="N", help=f"how many releases to keep; otherwise {KEPT}")
    parser.add_argument("--new", action="store_true", help="the folder is there and empty, and no disk is missing from it")
    parser.add_argument("--force", action="store_true", help="also what does not follow the release shown, or was rolled back")
    parser.add_argument("--take-lock", action="store_true", help="take the lock from a machine that has died")
    parser.add_argument("--url", metavar="URL", help="the site's address: every file is fetched from there once it is shown")
    parser.add_argument("--headers", metavar="FILE", help="lines like 'Cookie: …' to fetch with, for a site behind a sign-in")
    add_dry_run(parser)


def run(args: argparse.Namespace, root: Path) -> int:
    """Publish; 0 when the release is shown, 1 when it was refused and the last one is still shown, or when the server does not
    give out what is shown; 2 when asked wrongly."""
    into_environment(args)
    started = time.monotonic()
    here = commit_here(root)
    if here.wrong:
        print(f"publish: {here.wrong}")
        return 2
    try:
        try:
            return _published(args, root, here.commit, started)
        except Overtaken as overtaken:
            print(f"{overtaken} Building again, with what it shows as a part of the past.")
            return _published(args, root, here.commit, started)
    except (BadRequest, Refused, NotBuilt, Unsuitable, Stray, BareFailed) as error:
        print(f"publish: {error}\nNothing was published.")
        return 1
    except OSError as error:
        return refused_by_disk("publish", error, args)


def _published(args: argparse.Namespace, root: Path, commit: str, started: float) -> int:
    """Build what is asked for and show it, say so, and return the exit code. Raises `Overtaken` where somebody else published
    while it was built."""
    lock, place = lock_of(root), place_of(args)
    # The lock is not held while the site is built, which takes long: whether this is still shown is asked once it is.
    last = shown_in(place)
    os.environ[PURGED] = as_text(gone_for_good(root, place))
    request = request_from(os.environ, dt.datetime.now(dt.UTC))
    key = Key(commit, str(request.audience), request.today.isoformat(), lock_hash(lock), args.version)
    way = Way(
        Disk(), lambda: dt.datetime.now(dt.UTC), lambda old, new: descends(root, old, new), args.force, args.keep,
        args.take_lock, args.new,
    )
    same = standing(place, key, way)
    if args.dry_run:
        if not (same or way.force):
            refuse_what_was_purged(root, request, place)
        print(_would(place, key, same))
        return 0
    wanted = Wanted(key, platform.python_version(), pinned(lock), tuple(args.alias or ("latest",)), args.approved_by)
    shown = same or _made(root, request, place, last, wanted, way)
    print(_said(place, key, shown, way.disk, time.monotonic() - started))
    return verified_at(args.url, args.headers, place.current) if args.url else 0


def _made(root: Path, request: Request, place: Place, last: Before | None, wanted: Wanted, way: Way) -> Shown:
    """Build the edition with the settings of its servers, and publish it."""
    if not way.force:
        refuse_what_was_purged(root, request, place)
    with tempfile.TemporaryDirectory(prefix="learning-hub-", ignore_cleanup_errors=True) as folder:
        site = Path(folder) / "site"
        site.mkdir()
        after = last.digest if last else ""
        try:
            kept = kept_before(place, last, wanted.key.version)
            past = past_in(kept, wanted.key.version)
        except Refused:
            refuse_what_was_overtaken(shown_in(place), after)  # what is read may go while it is read
            raise
        whole = release_site(root, request, site, past)
        if not way.force:
            _tells_nothing_new(root, request, last, whole.made)
            refuse_its_words(place, site)
        looked = look_through(built_files(site), whole.made.site_url, paths_beside(kept))
        if not way.force and (wrong := looked.refusal()):
            raise Refused(wrong)
        print(f"Looked through {looked.in_words()}.")
        for line in _withheld(whole.made):
            print(line)
        told = replace(way, disk=_telling(sum(1 for _ in paths_in(site))))
        held = whole.made.prepared.held
        complete = replace(wanted, scripts=whole.policy.scripts, moved=whole.moved, held=held, after=after)
        shown = publish(place, complete, site, told, whole.settings)
        way.disk.shared, way.disk.written, way.disk.bytes_written = told.disk.shared, told.disk.written, told.disk.bytes_written
        return shown


def _tells_nothing_new(root: Path, request: Request, last: Before | None, made: BuiltEdition) -> None:
    """Raise `Refused` where the release that is shown and the one to come tell a hidden count together."""
    scene, settings = made.prepared.scene, made.prepared.settings
    if last is None or scene is None or settings is None:
        return
    earlier = files_at(root, last.manifest.key.commit)
    if earlier.wrong:
        raise Refused(f"The release that is shown cannot be compared with this one: {earlier.wrong}")
    day = dt.date.fromisoformat(last.manifest.key.today)
    library = scene.library
    if told := told_beside(earlier.files, day, library.records.values(), request.audience, settings, library.use):
        raise Refused(in_words(told, last.manifest.release))


def _withheld(made: BuiltEdition) -> Iterator[str]:
    """Yield which texts of earlier versions are not shown again in histories, and what to do about it."""
    found = [
        f"  {stage.page.address}" for page in made.prepared.pages if isinstance(page.view, HistoryView)
        for stage in page.view.stages if stage.withheld
    ]
    if found:
        yield "Not compared, because they say what this edition does not hold any more or what may point to a person:"
        yield from found
        yield "Readers can still open them. docs/project/forgetting.md says how to remove them."


def _telling(of: int) -> Disk:
    progress, done = Progress("Publishing"), 0

    def tell(step: str, _: Path) -> None:
        nonlocal done
        done += step in ("share", "copy")
        progress(min(done, of), of)

    return Disk(tell)


def _would(place: Place, key: Key, same: Shown | None) -> str:
    if same:
        return f"Nothing would change: {place.edition} shows {same.release} already."
    instead = f"instead of {last}" if (last := place.shown()) else "as the first"
    return f"Would build {key.release} as version {key.version} and show it in {place.current}, {instead}.\n{AS_IT_WAS}"


def _said(place: Place, key: Key, shown: Shown, disk: Disk, took: float) -> str:
    if not shown.changed:
        return (
            f"Nothing was changed: {place.edition} shows {shown.release} already, made of the same commit, day and packages. "
            "Who approved it stays as it was.\n"
            f"To prove it:   python3 hub.py verify {place.top}   (or the site's address)"
        )
    shared = f", {disk.shared:,} shared with the release before" if shown.before else ""
    lines = [
        f"Published version {key.version} of the {place.edition} edition of {key.today} in {took:.1f} seconds.",
        f"  release   {shown.release}, in {place.current}",
        f"  manifest  sha256 {shown.manifest}",
        f"  files     {disk.written:,} new ({disk.bytes_written / 1e6:.1f} MB){shared}",
        f"  versions  {', '.join(shown.versions)}",
    ]
    if shown.pruned:
        lines.append(f"  removed   {', '.join(shown.pruned)}")
    if shown.spared:
        lines.append(f"  held      {', '.join(shown.spared)}, which show a record under a legal hold")
    if shown.settings_changed:
        lines.append(f"The settings of nginx and Apache in {place.current_host} changed: let your server read them again.")
    lines += [
        f"To prove it:   python3 hub.py verify {place.top}   (or the site's address)",
        *([f"To take back:  python3 hub.py rollback --to {place.store} --edition {place.edition}"] if shown.before else []),
        *not_whole(place),
    ]
    return "\n".join(lines)
