"""Addresses: where pages stand, and how one leads to another."""

from __future__ import annotations

from urllib.parse import quote


def relative(from_address: str, to_address: str) -> str:
    """Return the link from one page to another. Both are addresses from the top of the site, such as
    `sar/adult-b/`; the top itself is the empty text. A fragment on the second is kept."""
    target, _, fragment = to_address.partition("#")
    here, there = from_address.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    path = "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"
    return f"{path}#{fragment}" if fragment else path


def absolute(site_url: str, address: str) -> str:
    """Return the full web address of a page."""
    return f"{site_url.rstrip('/')}/{address}"


def file_of(address: str) -> str:
    """Return the file that a page's address is served from."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def quoted(text: str) -> str:
    """Return a text as it stands in a link."""
    return quote(text, safe="")


def mailto(mailbox: str, subject: str, body: str) -> str:
    """Return a link that opens a message with a subject and lines to fill in, both quoted: what many messages share,
    and what one says twice, is quoted once."""
    return f"mailto:{mailbox}?subject={subject}&body={body}"
