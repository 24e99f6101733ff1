"""Ask whether the pages of other sites that a built site leads to still answer, and list in Markdown those that do not.

This needs the network. Run it beside the checks and not in them: another site's bad night is no fault of a change.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from macros.cli.progress import Progress
from macros.content.settings import SETTINGS_FILE, read_settings
from macros.publish.built import built_files
from macros.publish.outside_links import Verdict, as_markdown, asked, outside_links


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `links`."""
    parser.add_argument("site", metavar="DIR", help="the folder of a built site")
    parser.add_argument("--timeout", type=_seconds, default=20.0, metavar="SECONDS", help="how long to wait; otherwise 20")
    parser.add_argument("--inside", action="store_true", help="also ask servers of your own network, or through your proxy")


def run(args: argparse.Namespace, root: Path) -> int:
    """Ask; 0 when no link is broken, 1 when one is, 2 where the folder holds no site."""
    site = Path(args.site)
    if not (site / "index.html").is_file():
        print(f"links: {site} holds no built site. Build one with: python3 hub.py build --out {site}")
        return 2
    links = outside_links(built_files(site), _suggesting(root))
    found = asked(links, args.timeout, Progress("Asking", "links"), inside=args.inside)
    print(as_markdown(found), end="")
    # The list may go into a file, so what was done is told apart.
    count = Counter(link.verdict for link in found)
    next_ = "Mend them in the records, build again, and ask again." if count[Verdict.BROKEN] else "Ask again another night."
    print(
        f"Asked {len(found):,} links of {site}: {count[Verdict.BROKEN]:,} broken, {count[Verdict.DOUBTFUL]:,} doubtful. "
        f"Nothing was changed.\n{next_}", file=sys.stderr,
    )
    return int(count[Verdict.BROKEN] > 0)


def _suggesting(root: Path) -> tuple[str, ...]:
    """Return how the addresses begin where readers suggest a change: they ask for a sign-in, a page each."""
    settings = read_settings((root / SETTINGS_FILE).read_bytes()).settings
    return (settings.suggest.partition("{")[0],) if settings and settings.suggest else ()


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 600:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of seconds between 0 and 600")
    return seconds
