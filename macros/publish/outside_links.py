"""Whether the pages of other sites that ours leads to still answer.

Each host is asked one question at a time, and no body is read. An answer that a program cannot judge, such as a refusal,
is doubtful and not broken.
"""

from __future__ import annotations

import html
import http.client
import ipaddress
import re
import socket
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import IO
from urllib.parse import quote, urlsplit

from macros.publish.built import Built
from macros.publish.changed_pages import as_text

AT_ONCE = 8
"""Hosts asked at the same time."""
NAMED = 3
"""Pages named beside each link."""
_LINK = re.compile(rb"""<a\s[^>]*?\bhref=["']?(https?://[^"'\s>]+)""", re.IGNORECASE)
_GONE = (404, 410)


class Verdict(StrEnum):
    """What an answer says of a link."""

    ANSWERS = "answers"
    DOUBTFUL = "doubtful"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A link, what became of it, why, and the pages that it stands on."""

    url: str
    verdict: Verdict
    why: str
    pages: tuple[str, ...]


class _Inside(OSError):
    """The address belongs to a network of one's own."""


def outside_links(files: Iterable[Built], but: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
    """Return every address of another site with the pages that lead there, but none that begins with one of `but`."""
    found: dict[str, set[str]] = defaultdict(set)
    ours = tuple(but)
    for file in files:
        if file.path.endswith(".html"):
            for link in _LINK.findall(file.data):
                url = html.unescape(link.decode("utf-8", "replace")).partition("#")[0]
                if not url.startswith(ours):
                    found[url].add(file.path.removesuffix("index.html"))
    return {url: tuple(sorted(pages)) for url, pages in sorted(found.items())}


def asked(links: Mapping[str, tuple[str, ...]], timeout: float, told: Callable[[int, int], None], *, inside: bool) -> list[Link]:
    """Ask for every link and return what became of it, by address.

    `timeout` is in seconds, for each wait. Servers with an address of no public network are asked only with `inside`: whoever
    writes a record must not make our machines ask their neighbours. `told` hears how many of how many were asked.
    """
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in links:
        hosts[url.split("/", 3)[2].lower()].append(url)
    opener = _opener(inside=inside)
    found: list[Link] = []

    def of_host(urls: list[str]) -> list[Link]:
        return [Link(url, *_answer(opener, url, timeout), links[url]) for url in urls]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for some in pool.map(of_host, hosts.values()):
            found += some
            told(len(found), len(links))
    return sorted(found)


def as_markdown(links: Iterable[Link]) -> str:
    """Return the links that do not answer, in Markdown, and how many do."""
    every = list(links)
    lines = ["## Links to other sites", ""]
    for heading, verdict in (("Broken", Verdict.BROKEN), ("Doubtful: look for yourself", Verdict.DOUBTFUL)):
        if some := [link for link in every if link.verdict is verdict]:
            lines += [f"### {heading} ({len(some):,})", "", *(_line(link) for link in some), ""]
    answering = sum(link.verdict is Verdict.ANSWERS for link in every)
    return "\n".join([*lines, f"{answering:,} of {len(every):,} links answer."]) + "\n"


def _line(link: Link) -> str:
    more = f" and {len(link.pages) - NAMED:,} more" if len(link.pages) > NAMED else ""
    return f"- {as_text(link.url)} {as_text(link.why)}, on {', '.join(as_text('/' + page) for page in link.pages[:NAMED])}{more}"


def _answer(opener: urllib.request.OpenerDirector, url: str, timeout: float) -> tuple[Verdict, str]:
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
        host.encode("idna")
    except (ValueError, UnicodeError):
        return Verdict.BROKEN, "is no address"
    if not host or port == 0:
        return Verdict.BROKEN, "is no address"
    plain = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
    question = urllib.request.Request(plain, headers={"User-Agent": "Learning-Hub-links", "Accept": "*/*"})  # noqa: S310 - http(s) only
    last = (Verdict.DOUBTFUL, "")
    for _ in range(2):  # a server may have a bad moment
        try:
            with opener.open(question, timeout=timeout):
                return Verdict.ANSWERS, ""
        except urllib.error.HTTPError as error:
            error.close()
            last = (Verdict.BROKEN if error.code in _GONE else Verdict.DOUBTFUL, f"was answered with {error.code}")
            if error.code < 500:
                return last
        except urllib.error.URLError as error:
            last = _unanswered(error.reason)
        except (OSError, http.client.HTTPException, ValueError) as error:
            last = _unanswered(error)
    return last


def _unanswered(reason: object) -> tuple[Verdict, str]:
    if isinstance(reason, _Inside):
        return Verdict.DOUBTFUL, "stands in a network of its own and was not asked"
    if isinstance(reason, socket.gaierror) and reason.errno == socket.EAI_NONAME:  # any other is a fault of our own line
        return Verdict.BROKEN, "has a host that nobody knows"
    if isinstance(reason, TimeoutError):
        return Verdict.DOUBTFUL, "did not answer in time"
    return Verdict.DOUBTFUL, f"did not answer: {reason}"


class _NoOtherScheme(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str,
    ) -> urllib.request.Request | None:
        """Follow to pages of the web alone."""
        if not newurl.lower().startswith(("http://", "https://")):
            raise urllib.error.HTTPError(req.full_url, code, msg, headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _outside(connection: http.client.HTTPConnection) -> None:
    """Raise `_Inside` where a connection leads to no public network. The name is asked for once, so it cannot change between."""
    address = ipaddress.ip_address(connection.sock.getpeername()[0].partition("%")[0])
    if not address.is_global or address.is_multicast:
        connection.close()
        raise _Inside


class _Http(http.client.HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _outside(self)


class _Https(http.client.HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _outside(self)


class _HttpHandler(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Http, req)


class _HttpsHandler(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Https, req)


def _opener(*, inside: bool) -> urllib.request.OpenerDirector:
    def handlers() -> Iterator[urllib.request.BaseHandler]:
        yield _NoOtherScheme()
        if not inside:
            yield from (_HttpHandler(), _HttpsHandler())

    return urllib.request.build_opener(*handlers())
