"""Pages that lead from an old address to the new one, without a script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from macros.frozen import frozen
from macros.learning.library import Library
from macros.site.urls import absolute, relative

MOVED, LATEST = "This page has moved", "The latest version of this page"
"""Why a page leads to another: for good, or while its version is the latest."""


@frozen
class Redirect:
    """An old address and where it leads."""

    address: str
    to: str
    title: str


def alias_redirects(library: Library) -> Iterator[Redirect]:
    """Yield a redirect for each earlier id of each record of an edition."""
    for record in library.records.values():
        for alias in record.fields.aliases:
            yield Redirect(f"{alias}/", record.address, record.title)


def redirect_page(redirect: Redirect, site_url: str, said: str) -> str:
    """Return the whole page: it moves on at once, and says where to for those whose browser does not."""
    to = escape(relative(redirect.address, redirect.to), quote=True)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">\n'
        f"<title>{said}: {escape(redirect.title)}</title>\n"
        f'<meta http-equiv="refresh" content="0; url={to}">\n'
        f'<link rel="canonical" href="{escape(absolute(site_url, redirect.to), quote=True)}"></head>\n'
        f'<body><p>{said}. <a href="{to}">{escape(redirect.title)}</a></p></body></html>\n'
    )
