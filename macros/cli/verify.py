"""Compare every published file with what was published: in a store, in one release, or as a server gives it out.

A file that is missing, changed or extra is named, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from macros.cli.progress import Progress, Steps
from macros.publish.releases.layout import MANIFEST, Refused
from macros.publish.releases.manifest import manifest_in
from macros.publish.releases.served import Reader, verify_url
from macros.publish.releases.verification import Verified, ever_given_out, verify_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `verify`."""
    parser.add_argument("where", metavar="DIR|URL", help="a store, an edition of it, a release, or the address of a site")
    parser.add_argument(
        "--manifest", metavar="FILE", help="of a URL: hold it against this manifest (or the folder's), not the server's own",
    )
    parser.add_argument(
        "--earlier", metavar="DIR", help="of a URL: an edition of a store; files of its earlier releases must be gone",
    )
    parser.add_argument("--headers", metavar="FILE", help="of a URL: lines like 'Cookie: …' to send, for a site behind a sign-in")


def run(args: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - every verb is run so
    """Verify; 0 when all is as it was published, 1 when something is not, 2 when there is nothing to compare."""
    if "://" in args.where:
        return verified_at(args.where, args.headers, Path(args.manifest) if args.manifest else None, args.earlier)
    next_ = "To prove what a server gives out:  python3 hub.py verify URL --manifest STORE/EDITION/current"
    return _told(args.where, lambda: verify_folder(Path(args.where), _reading, Steps()), next_)


def verified_at(url: str, headers: str | None, manifest: Path | None, earlier: str | None = None) -> int:
    """Fetch every file from a server, say what is wrong, and return the exit code."""
    next_ = "What it showed on a day:  python3 hub.py as-at DAY --to DIR, with the folder that holds the releases"
    return _told(url, lambda: _served(url, headers, manifest, earlier), next_)


def _told(where: str, verify: Callable[[], Verified], next_: str) -> int:
    started = time.monotonic()
    try:
        verified = verify()
    except Refused as refused:
        print(f"verify: {refused}")
        return 2
    for line in verified.wrong:
        print(line)
    for line in (*verified.explained, *verified.unseen):
        print(line)
    count = f"{verified.files:,} files of {verified.releases:,} release{'' if verified.releases == 1 else 's'}"
    done = f"{count}, in {where} ({time.monotonic() - started:.1f} seconds). Nothing was changed."
    if verified.wrong:
        print(f"{len(verified.wrong):,} wrong, of {done}")
        print(
            "What is shown is wrong?  python3 hub.py rollback --to DIR --edition EDITION shows the release before. "
            "Anything else: bring it back from a backup."
        )
        return 1
    print(f"All as published: {done}\n{next_}")
    return 0


def _reading(name: str) -> None:
    print(f"Reading {name}", flush=True)


def _served(url: str, headers: str | None, manifest: Path | None, earlier: str | None) -> Verified:
    known = b""
    if manifest:
        path = manifest / MANIFEST if manifest.is_dir() else manifest
        manifest_in(path)
        known = path.read_bytes()
    gone = ever_given_out(Path(earlier)) if earlier else ()
    return verify_url(Reader(url, _headers(headers)), Progress("Fetching"), known, gone)


def _headers(path: str | None) -> dict[str, str]:
    """Return the headers in a file: arguments can be seen by others on the machine, so what lets somebody in is none. Raises
    `Refused` where it holds something else."""
    if not path:
        return {}
    try:
        lines = [line.partition(":") for line in Path(path).read_text("ascii").splitlines() if line.strip()]
    except UnicodeDecodeError:
        lines = [("", "", "")]
    if not all(name.strip() and colon for name, colon, _ in lines):
        raise Refused(f"{path} is no list of headers. Write each on a line of its own, like Cookie: …, in plain ASCII.")
    return {name.strip(): value.strip() for name, _, value in lines}
