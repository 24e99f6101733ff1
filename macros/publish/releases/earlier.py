"""A page of an earlier version of the site: as it was, with a notice above it that leads to the same page in the latest.

Nothing in the notice names the latest version, so it stays as it is when a newer one comes out. It changes only when the
page comes into the latest or goes from it.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable

from macros.publish.releases.layout import EARLIER, VERSION, WITHDRAWN

NOTICE_HERE = "<!--hub:notice-->"
"""Where a page wants its notice; one without such a place has it at the top of its body."""
_BEGIN, _END = "<!--hub:earlier-->", "<!--/hub:earlier-->"
_NOTICE = re.compile(f"{re.escape(_BEGIN)}.*?{re.escape(_END)}", re.DOTALL)
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_MOVES_ON = re.compile(r'<meta\s+http-equiv="?refresh', re.IGNORECASE)
_FROM_TOP = re.compile(r'(\s(?:href|src|action)=["\']?)/(?!/)')
_TO_VERSION = re.compile(rf'(\s(?:href|data-[\w-]+)=")((?:\.\./)*){EARLIER}/(?={VERSION.pattern}/)')
"""A way to a version of the site, from a page of the latest. From an earlier one the others stand beside its own folder."""
_CONFIG = re.compile(r'(?<=<script id="__config" type="application/json">).*?(?=</script>)', re.DOTALL)
_VALUE_FROM_TOP = re.compile(r'(": ")/(?!/)')
"""An address in what the theme's script is told, the one among them from which it works out which version it is in."""
LOST = "404.html"
"""The page for what is not there: a server shows it at any address, so its links begin at the top."""


def as_earlier(page: str, path: str, version: str, *, in_latest: bool, withdrawn: bool = False) -> str:
    """Return a page as it stands in an earlier version, where it had a notice already with that renewed.

    `path` is from the top of its version; `withdrawn` says that a notice stands there in the latest. A page that only leads on
    elsewhere stays as it is.
    """
    if _MOVES_ON.search(page):
        return page
    bare = _TO_VERSION.sub(r"\1\2../", _NOTICE.sub("", page))
    if path == LOST and bare == page:
        bare = _FROM_TOP.sub(rf"\g<1>/{EARLIER}/{version}/", bare)
        bare = _CONFIG.sub(lambda told: _VALUE_FROM_TOP.sub(rf"\g<1>/{EARLIER}/{version}/", told[0]), bare)
    withdrawn = withdrawn and WITHDRAWN not in bare
    notice = _notice(path, version, in_latest=in_latest, withdrawn=withdrawn)
    if NOTICE_HERE in bare:
        return bare.replace(NOTICE_HERE, f"{NOTICE_HERE}{notice}", 1)
    if found := _BODY.search(bare):
        return f"{bare[:found.end()]}{notice}{bare[found.end():]}"
    return bare


def _notice(path: str, version: str, *, in_latest: bool, withdrawn: bool) -> str:
    to = "/" if path == LOST else latest_from(path if in_latest else "", f"{EARLIER}/{version}/{path}")
    if path == LOST:
        told, way = "", "Go to the latest version"
    elif withdrawn:
        told, way = "<strong>This page was withdrawn later. Do not follow it.</strong>", "Read why in the latest version"
    elif in_latest:
        told, way = "It may be out of date.", "Read this page in the latest version"
    else:
        told, way = "This page is not in the latest version.", "Go to the latest version"
    return (
        f'{_BEGIN}<aside class="hub-earlier" aria-label="Earlier version"><p>This is version {version} of the site, '
        f'kept as it was. {told} <a class="hub-noprint" href="{to}">{way}</a></p></aside>{_END}'
    )


def latest_from(path: str, here: str) -> str:
    """Return the way from a page to one of the latest version, whatever folder the site is served from."""
    folder = posixpath.dirname(here)
    tail = path.removesuffix("index.html") if posixpath.basename(path) == "index.html" else path
    return f"{posixpath.relpath('.', folder)}/{tail}"


def versions_json(latest: str, aliases: Iterable[str], earlier: Iterable[str]) -> tuple[bytes, bytes]:
    """Return what the theme's selector reads, in mike's format: at the top of the site, and in the folder of earlier versions.

    The selector takes a version for a folder beside that of the page. The latest stands at the top, so from there it is `.`
    and the others are in `v/`; from an earlier one it is `..` and the others are beside it.
    """
    old = tuple(earlier)
    named = tuple(aliases)

    def listed(newest: str, before: str) -> bytes:
        rows = [
            {"version": newest, "title": latest, "aliases": list(named)},
            *({"version": f"{before}{version}", "title": version, "aliases": []} for version in old),
        ]
        return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()

    return listed(".", f"{EARLIER}/"), listed("..", "")
