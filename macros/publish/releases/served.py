"""Whether a server gives out what was published: every file that the manifest names is fetched and compared."""

from __future__ import annotations

import hashlib
import http.client
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, unquote, urljoin, urlsplit

from macros.frozen import frozen
from macros.publish.releases.earlier import LOST
from macros.publish.releases.inventory import Fact
from macros.publish.releases.layout import EARLIER, MANIFEST, WITHDRAWN, Refused
from macros.publish.releases.manifest import Edited, Manifest, digest, read_manifest, read_version
from macros.publish.releases.verification import Verified

AT_ONCE = 8
_LINK = re.compile(r'\s(?:href|src)=["\']?([^"\'\s>]+)', re.IGNORECASE)
_LOC = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")
_LOOKED_AT = (".html", "sitemap.xml")
UNSEEN = "A file that is there although it should not be is found only where a page or an earlier manifest leads to it."


@frozen
class Got:
    """What a server answered to one question."""

    status: int
    data: bytes
    leads_to: str = ""


class Reader:
    """Asks one server, on a connection for each thread."""

    def __init__(self, url: str, headers: Mapping[str, str], timeout: float = 30) -> None:
        """Take the address of the site's top, and what goes with every question, such as a sign-in. Raises `Refused`."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            parts, port = urlsplit(""), None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Refused(f"{url} is no address of a site; write one that begins with https://.")
        self.base = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"
        self._parts, self._port, self._headers, self._timeout = parts, port, {**headers, "Accept-Encoding": "identity"}, timeout
        self._kept = threading.local()

    def get(self, path: str) -> Got:
        """Return the answer for a path from the site's top. Raises `Refused` where there is none."""
        target = f"{self._parts.path.rstrip('/')}/{quote(path)}"
        for last in (False, True):
            connection = getattr(self._kept, "connection", None) or self._connected()
            try:
                connection.request("GET", target, headers=self._headers)
                answer = connection.getresponse()
                return Got(answer.status, answer.read(), answer.getheader("Location") or "")
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                self._kept.connection = None
                if last:  # a connection that was kept may have been closed by the server meanwhile: one more try
                    raise Refused(f"{self.base}{path} does not answer: {error}.") from None
        raise AssertionError

    def _connected(self) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self._parts.scheme == "https" else http.client.HTTPConnection
        made = kind(self._parts.hostname or "", self._port, timeout=self._timeout)
        self._kept.connection = made
        return made


def verify_url(
    reader: Reader, told: Callable[[int, int], None], known: bytes = b"", earlier: Iterable[str] = (),
) -> Verified:
    """Return what is wrong with what a server gives out.

    `known` is the manifest to hold it against, from a place that is trusted more than the server; without it the server's own
    is taken. `earlier` are paths of files that should be gone unless the release has them. `told` hears how many files of how
    many have been compared. Raises `Refused` where there is no manifest, or no answer.
    """
    own = reader.get(MANIFEST)
    if own.status != 200:
        raise Refused(f"{reader.base}{MANIFEST} was answered with {own.status}, so there is nothing to compare with.")
    wrong: list[str] = []
    if known and known != own.data:
        wrong.append(f"changed: {MANIFEST}")
    manifest = read_manifest(known or own.data, reader.base)
    wanted = dict(manifest.files)
    for version in manifest.versions[1:]:
        wanted |= _of_version(reader, version, wrong)
    linked: set[str] = set()
    done = 0

    def one(path: str) -> tuple[str, set[str]]:
        got = reader.get(path)
        looked = got.data.decode("utf-8", "replace") if path.endswith(_LOOKED_AT) else ""
        leads = set(_named(looked, urljoin(reader.base, quote(path)), reader.base))
        return said_of(wanted[path], manifest.moved, path, got, reader.base), leads

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for said, leads in pool.map(one, sorted(wanted)):
            done += 1
            told(done, len(wanted))
            wrong += [said] if said else []
            linked |= leads
        # Of a version whose manifest is not the one published, nobody knows what it holds: that is said once, above.
        unread = tuple(
            folder for folder in (f"{EARLIER}/{version.version}/" for version in manifest.versions[1:])
            if not any(path.startswith(folder) for path in wanted)
        )
        doubtful = sorted(
            path for path in linked | {*earlier} if _unknown(wanted, manifest, path) and not path.startswith(unread)
        )
        for path, got in zip(doubtful, pool.map(reader.get, doubtful), strict=True):
            if got.status == 200:
                wrong.append(f"extra: {path}")
    return Verified(tuple(sorted(wrong)), len(wanted), 1, (UNSEEN,))


def _of_version(reader: Reader, version: Edited, wrong: list[str]) -> dict[str, Fact]:
    """Return the files of an earlier version by their paths from the site's top, and add to `wrong` what is with its manifest."""
    path = f"{EARLIER}/{version.version}/{MANIFEST}"
    got = reader.get(path)
    if got.status != 200:
        wrong.append(f"missing: {path} (answered with {got.status})")
        return {}
    if digest(got.data) != version.tree:
        wrong.append(f"changed: {path}")
        return {}
    return {f"{EARLIER}/{version.version}/{name}": fact for name, fact in read_version(got.data, path).items()}


def said_of(wanted: Fact, moved: Mapping[str, str], path: str, got: Got, base: str) -> str:
    """Return what is wrong with the answer for a path of the release, or nothing."""
    address = path.removesuffix("index.html")
    if got.status in (301, 302, 308) and address in moved:
        to = urljoin(urljoin(base, quote(path)), got.leads_to)
        return "" if to == urljoin(base, quote(moved[address])) else f"changed: {path} leads to {got.leads_to}"
    # A server shows the page for what is not there with the status that says so, also to those who ask for it by name.
    # So it does with the notice of what was withdrawn, which says of itself that it is one.
    fits = (200, 404) if path.rpartition("/")[2] == LOST else (200, 410) if WITHDRAWN.encode() in got.data else (200,)
    if got.status not in fits:
        return f"missing: {path} (answered with {got.status})"
    found = Fact(hashlib.sha256(got.data).hexdigest(), len(got.data))
    return "" if found == wanted else f"changed: {path}"


def _named(page: str, here: str, base: str) -> Iterable[str]:
    """Yield the paths within the site that a page names."""
    for told in (*_LINK.findall(page), *_LOC.findall(page)):
        try:
            url = urljoin(here, told.replace("&amp;", "&")).partition("#")[0].partition("?")[0]
        except ValueError:  # no address, whatever it is
            continue
        if url.startswith(base):
            yield unquote(url.removeprefix(base))


def _unknown(wanted: Mapping[str, Fact], manifest: Manifest, path: str) -> bool:
    """Whether an address is none of the release's own, in any of the ways in which one is written."""
    bare = path.removeprefix("./")
    page = f"{bare.rstrip('/')}/index.html".lstrip("/")
    return bare not in wanted and page not in wanted and bare not in manifest.moved and bare.rpartition("/")[2] != MANIFEST
