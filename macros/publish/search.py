"""The search index: Pagefind over the record bodies of the built edition, in our own folder."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from macros.frozen import frozen

INDEX = "search/index"
"""Where the index stands in the site; beside the search page, so nothing is fetched from elsewhere."""
KEPT = ("pagefind.js", "pagefind-entry.json")
"""Of Pagefind's files we serve its engine; its ready-made interfaces stay out (375 KB that nobody asks for), and its
worker, which the content security policy does not let start."""


class SearchFailed(Exception):
    """The index could not be made; the text says why."""


@frozen
class Indexed:
    """What the index holds."""

    pages: int


def index_site(site: Path, folders: Iterable[str]) -> Indexed:
    """Make the index of the records' pages in a built site and return what it holds.

    Only `<folder>/<slug>/index.html` of the given folders is read; lists repeat what records say.
    Raises `SearchFailed` if Pagefind fails, with its last words.
    """
    held = sorted(folders)
    if not held:
        return Indexed(0)
    names = held[0] if len(held) == 1 else "{" + ",".join(held) + "}"
    command = [
        sys.executable, "-m", "pagefind", "--site", str(site), "--output-path", str(site / INDEX),
        "--glob", f"{names}/*/index.html", "--force-language", "en", "--quiet",
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SearchFailed((done.stderr or done.stdout).strip().splitlines()[-1:] or "pagefind ended without a word")
    for path in sorted((site / INDEX).iterdir()):
        if path.is_file() and path.name.startswith("pagefind") and path.name not in KEPT and not path.name.endswith(".pf_meta"):
            path.unlink()
    entry = json.loads((site / INDEX / "pagefind-entry.json").read_text("utf-8"))
    return Indexed(sum(language["page_count"] for language in entry["languages"].values()))
