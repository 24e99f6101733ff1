"""Compare every published file with what was published: in a store, in one release, or as a server gives it out.

A file that is missing, changed or extra is named, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from macros.cli.store import Progress
from macros.publish.releases.layout import MANIFEST, Refused
from macros.publish.releases.manifest import manifest_in
from macros.publish.releases.served import Reader, verify_url
from macros.publish.releases.verification import Verified, verify_folder


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
    started = time.monotonic()
    try:
        verified = _served(args) if "://" in args.where else verify_folder(Path(args.where), _reading)
    except Refused as refused:
        print(f"verify: {refused}")
        return 2
    for line in verified.wrong:
        print(line)
    for line in verified.unseen:
        print(line)
    count = f"{verified.files:,} files of {verified.releases:,} release{'' if verified.releases == 1 else 's'}"
    took = f"{time.monotonic() - started:.1f} seconds"
    if verified.wrong:
        print(f"{len(verified.wrong):,} wrong, of {count} ({took}). To show the release before: python3 hub.py rollback --help")
        return 1
    print(f"All as published: {count} ({took}).")
    return 0


def _reading(name: str) -> None:
    print(f"Reading {name}", flush=True)


def _served(args: argparse.Namespace) -> Verified:
    known = b""
    if args.manifest:
        named = Path(args.manifest)
        path = named / MANIFEST if named.is_dir() else named
        manifest_in(path)
        known = path.read_bytes()
    earlier = [manifest_in(path)[0] for path in sorted((Path(args.earlier) / "manifests").glob("*.json"))] if args.earlier else []
    return verify_url(Reader(args.where, _headers(args.headers)), Progress("Fetching"), known, earlier)


def _headers(path: str | None) -> dict[str, str]:
    """Return the headers in a file: arguments can be seen by others on the machine, so what lets somebody in is none."""
    if not path:
        return {}
    lines = (line.partition(":") for line in Path(path).read_text("utf-8").splitlines() if line.strip())
    return {name.strip(): value.strip() for name, _, value in lines}
