"""The Content-Security-Policy: what a browser may run and load on our pages, as a value.

The theme writes a few scripts into every page, and one of them differs with the depth of the page's folder. They
are allowed by their hashes. The hashes are taken from a build without content: hashing pages that authors wrote
would allow an attacker's script as readily as the theme's.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator

from macros.frozen import frozen

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_LOADED = re.compile(r"(?:^|\s)src\s*=", re.IGNORECASE)
_DATA = re.compile(r"""(?:^|\s)type\s*=\s*["']?application/(?:ld\+)?json["']?(?:\s|$)""", re.IGNORECASE)
"""What a browser never runs, and so needs no hash: the theme's configuration."""
_FIRST = re.compile(r'<meta charset="?utf-8"?>', re.IGNORECASE)

NONE, SELF = "'none'", "'self'"


class NoPlace(Exception):
    """A page has no place for the policy; the text says what is missing."""


@frozen
class Policy:
    """What browsers are told, given the hashes (`sha256-…`) of the scripts that may stand in a page."""

    scripts: tuple[str, ...]

    @property
    def directives(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return each rule with what it allows, the strictest first rule for whatever has none of its own.

        Search is a WebAssembly program, which `wasm-unsafe-eval` allows and nothing else. It runs without a
        worker: an author's `id="__config"` could make the theme start one, so there is none.
        """
        hashes = tuple(f"'{one}'" for one in self.scripts)
        return (
            ("default-src", (NONE,)),
            ("script-src", (SELF, "'wasm-unsafe-eval'", *hashes)),
            ("style-src", (SELF,)),
            ("img-src", (SELF, "data:")),  # the theme's style sheet draws its signs from data:
            ("font-src", (SELF,)),
            ("connect-src", (SELF,)),
            ("worker-src", (NONE,)),
            ("object-src", (NONE,)),
            ("base-uri", (NONE,)),
            ("form-action", (SELF,)),  # the search box
            ("frame-ancestors", (NONE,)),
        )

    def header(self) -> str:
        """Return the value of the header."""
        return _written(self.directives)

    def meta(self) -> str:
        """Return the value for a page's own head. Browsers do not take `frame-ancestors` from there."""
        return _written(rule for rule in self.directives if rule[0] != "frame-ancestors")


def _written(rules: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    return "; ".join(" ".join((name, *values)) for name, values in rules)


def inline_scripts(html: str) -> Iterator[str]:
    """Yield the text of every script that stands in a page and that a browser runs."""
    for attributes, text in _SCRIPT.findall(html):
        if not (_LOADED.search(attributes) or _DATA.search(attributes)):
            yield text.replace("\r\n", "\n")


def hash_of(script: str) -> str:
    """Return how a policy names the text of a script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def policy_of(pages: Iterable[str]) -> Policy:
    """Return the policy that allows exactly the scripts of these pages; they must be free of content."""
    return Policy(tuple(sorted({hash_of(script) for html in pages for script in inline_scripts(html)})))


def strays(html: str, policy: Policy) -> tuple[str, ...]:
    """Return the scripts of a page that the policy does not allow: no reader would ever run them."""
    return tuple(script for script in inline_scripts(html) if hash_of(script) not in policy.scripts)


def with_policy(html: str, policy: Policy) -> str:
    """Return the page with the policy in its head, for a host that sets no headers. Raises `NoPlace`.

    It stands right behind the character set, so it holds for all that follows.
    """
    found = _FIRST.search(html)
    if not found:
        raise NoPlace("a page has no <meta charset> to put the policy behind")
    tags = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy.meta()}">'
        '<meta name="referrer" content="same-origin">'
    )
    return f"{html[:found.end()]}{tags}{html[found.end():]}"
