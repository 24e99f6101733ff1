"""Build one edition of the site into a folder.

The last good site stays until the next one is whole: while any error stands, nothing is written.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import time
from pathlib import Path

from macros.cli.asked import AS_IT_WAS, add_dry_run, add_edition, into_environment
from macros.cli.bare import BareFailed, bare_pages
from macros.cli.confined import build_confined
from macros.cli.edition import NotBuilt, build_edition
from macros.cli.progress import Steps
from macros.cli.report import report
from macros.content.settings import Hosting
from macros.diagnostics import errors
from macros.publish.built import built_files
from macros.publish.checked import check_project
from macros.publish.hosts import HOSTS, Hosted, HostFile, Unsuitable
from macros.publish.leaks import Leaked, Look, look, write_report
from macros.publish.policy import Policy, policy_of
from macros.publish.prepare import Prepared
from macros.publish.request import BadRequest, Request, request_from
from macros.publish.serving import BESIDE, Stray, depth_of, for_host, hosted, write_beside
from macros.publish.stage import staged


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `build`."""
    add_edition(parser)
    parser.add_argument("--out", metavar="DIR", help="where to; otherwise the folder site")
    # Whatever an input managed to run in the sandbox must not have written what a web server reads.
    judged_or_published = parser.add_mutually_exclusive_group()
    judged_or_published.add_argument(
        "--sandbox", action="store_true",
        help="build without network, environment or other files, and with an end to memory and time (Linux with bubblewrap)",
    )
    judged_or_published.add_argument(
        "--host", choices=list(HOSTS), help="also write the settings of this web server or service: headers, redirects, access"
    )
    add_dry_run(parser)


def run(args: argparse.Namespace, root: Path) -> int:
    """Build; 0 when the site stands, 1 when it was refused and the last one left as it is."""
    into_environment(args)
    out = Path(args.out or root / "site").resolve()
    if why := _not_into(out, root):
        print(f"build: {why}")
        return 2
    try:
        request = request_from(os.environ, dt.datetime.now(dt.UTC))
        if args.host:  # what a host cannot serve is refused before a long build, not after it
            HOSTS[args.host].files(Hosted(request.audience, Policy(()), Hosting()))
    except (BadRequest, Unsuitable) as error:
        print(f"build: {error}")
        return 2
    if args.dry_run or args.sandbox:
        return _would(root, request, out, sandbox=args.sandbox) if args.dry_run else build_confined(root, out, request)
    started = time.monotonic()
    beside: tuple[HostFile, ...] = ()
    try:
        with staged(out) as stage:
            made = build_edition(root, request, stage)
            looked = made.looked
            if args.host:
                policy = policy_of(bare_pages(root, depth_of(stage), request.today.isoformat()))
                beside = for_host(stage, args.host, hosted(made.prepared, policy, made.site_url, args.host))
                looked = look(built_files(stage), made.prepared.apart.fingerprints(root))  # what was written for the host as well
    except (NotBuilt, Unsuitable, Stray, BareFailed, Leaked) as error:
        print(error if isinstance(error, NotBuilt) else f"build: {error}")
        print(f"Nothing was built; {out} is as it was.")
        return 1
    if beside:
        with staged(out.with_name(out.name + BESIDE)) as folder:
            write_beside(folder, beside)
    if looked:
        _tell(out, made.prepared, looked)
    pages = sum(path.endswith(".html") for path in looked.hashes) if looked else 0
    print(
        f"Built the {request.audience} edition of {request.today} in {time.monotonic() - started:.1f} seconds: "
        f"{pages:,} pages in {out}\nTo look at it: python3 hub.py serve --edition {request.audience}"
    )
    if args.host:
        where = out.with_name(out.name + BESIDE) if beside else out
        print(f"Settings for {HOSTS[args.host].title} are in {where}; docs/project/hosting.md says what to do with them.")
    return 0


def _would(root: Path, request: Request, out: Path, *, sandbox: bool) -> int:
    """Say what would be built, or what refuses it; 0 when it may be built. What is for a sandbox is not read outside it."""
    found = () if sandbox else check_project(root, request.today, telling=Steps()).diagnostics
    if errors(found):
        print(f"{report(errors(found))}\nNothing would be built; {out} would stay as it is. Mend this first.")
        return 1
    instead = "in place of the site that is there" if out.exists() else "which is not there yet"
    where = " in a sandbox" if sandbox else ""
    print(f"Would build the {request.audience} edition of {request.today}{where} into {out}, {instead}.\n{AS_IT_WAS}")
    return 0


def _tell(out: Path, prepared: Prepared, looked: Look) -> None:
    """Write the report on the last look, and say what was found in the records."""
    asked = prepared.request
    write_report(out, looked, {
        "edition": str(asked.audience), "day": asked.today.isoformat(), "preview": asked.preview,
        "outside": len(prepared.apart.outside),
    })
    if prepared.diagnostics:
        print(report(prepared.diagnostics))


def _not_into(out: Path, root: Path) -> str:
    """Return why a site cannot be put into a folder, or nothing."""
    if out == root.resolve() or out in root.resolve().parents or (root / "docs").resolve() in (out, *out.parents):
        return f"{out} holds the project itself; choose another folder."
    if out.exists() and any(out.iterdir()) and not (out / "404.html").is_file():
        return f"{out} holds something that is no built site; choose an empty folder, so that nothing is lost."
    return ""
