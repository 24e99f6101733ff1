"""Settings for Azure Static Web Apps: one JSON file that the service takes from the top of the site."""

from __future__ import annotations

import json
from typing import Any

from macros.publish.hosts.hosted import LIFETIMES, Hosted, HostFile, Unsuitable, in_order

FILE = "staticwebapp.config.json"
MOST_BYTES = 20_000
"""The service takes no more than 20 KB."""
SIGN_IN = "/.auth/login/aad"
"""Microsoft Entra ID, the council's own accounts; the service's other ready-made ways in are closed."""
_CLOSED = ("/.auth/login/github", "/.auth/login/twitter")
_TYPES = {
    ".csv": "text/csv; charset=utf-8", ".ics": "text/calendar; charset=utf-8", ".pagefind": "application/octet-stream",
    ".pf_filter": "application/octet-stream", ".pf_fragment": "application/octet-stream",
    ".pf_index": "application/octet-stream", ".pf_meta": "application/octet-stream", ".sqlite": "application/octet-stream",
}


def files(hosted: Hosted) -> tuple[HostFile, ...]:
    """Return the one file.

    The service stops at the first rule that fits, so the specific ones come first and the one that refuses whoever
    has no role comes last. Where it would be too large, old addresses are left to the pages that lead on, and then notices of
    what was withdrawn to answer with 200. Raises `Unsuitable` where it would be too large even so, or for an address that
    cannot stand in it.
    """
    for moved, gone in ((hosted.moved, hosted.gone), ((), hosted.gone), ((), ())):
        text = json.dumps(_settings(hosted, moved, gone), indent=1) + "\n"
        if len(text.encode()) <= MOST_BYTES:
            return (HostFile(FILE, text, inside=True),)
    raise Unsuitable(f"{FILE} would be larger than the {MOST_BYTES:,} bytes that Azure Static Web Apps takes.")


def _settings(hosted: Hosted, moved: tuple[tuple[str, str], ...], gone: tuple[str, ...]) -> dict[str, Any]:
    readers = list(hosted.roles) or ["anonymous"]
    to = dict(moved)
    routes: list[dict[str, Any]] = [{"route": f"/{FILE}", "statusCode": 404}]
    routes += [{"route": address, "statusCode": 404} for address in _CLOSED]
    routes += [
        # The file's own name: that also fits the folder with and without a slash, and the other way round it does not.
        {"route": f"/{old}index.html", "redirect": f"/{in_order((to[old],))[0]}", "statusCode": 301, "allowedRoles": readers}
        for old in in_order(tuple(to))
    ]
    routes += [
        # What is given out and the status are said apart: the notice, with the word that the page is gone.
        {"route": f"/{address}index.html", "rewrite": f"/{address}index.html", "statusCode": 410, "allowedRoles": readers}
        for address in in_order(gone)
    ]
    routes += [
        {"route": f"/{begins}*", "headers": {"Cache-Control": hosted.cache(lifetime)}, "allowedRoles": readers}
        for lifetime in LIFETIMES for begins in lifetime.begins if begins.endswith("/")
    ]
    routes.append({"route": "/*", "allowedRoles": readers})
    overrides: dict[str, Any] = {"404": {"rewrite": "/404.html", "statusCode": 404}}
    if hosted.restricted:
        overrides["401"] = {"redirect": f"{SIGN_IN}?post_login_redirect_uri=.referrer", "statusCode": 302}
    return {
        "trailingSlash": "always",
        "routes": routes,
        "responseOverrides": overrides,
        "globalHeaders": {**dict(hosted.headers()), "Cache-Control": hosted.page_cache},
        "mimeTypes": _TYPES,
    }
