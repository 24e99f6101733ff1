"""Settings for nginx: a file that stands in the `server` block that a council writes itself."""

from __future__ import annotations

from collections.abc import Iterator

from macros.publish.hosts.hosted import LIFETIMES, Hosted, HostFile, in_order

FILE = "nginx.conf"
ASKED = "/-/may-read"
"""Where nginx asks whether a reader may read; the council's own settings say who answers."""
_COMPRESSED = (
    "text/css", "text/plain", "text/csv", "text/calendar", "text/xml", "text/javascript", "application/javascript",
    "application/json", "application/xml", "image/svg+xml",
)
_ABOUT = """\
# The {edition} edition of the Learning Hub, for nginx 1.18 or later. Written by `hub.py build --host nginx`: build again
# instead of changing it. It belongs inside a server block that says what only you know:
#
#   server {{
#       listen 443 ssl;
#       server_name …;
#       ssl_certificate …;
#       root …;                        # the folder of the built site, or the link `current` of a store of releases
{sign_in}#       include …/nginx.conf;          # this file
#   }}
"""
_SIGN_IN = """\
#       location = {asked} {{      # answers 2xx where the reader holds one of $hub_roles, 401 where nobody is
#           internal;               # signed in, 403 otherwise; without it every request ends in an error
#           …
#       }}
"""


def files(hosted: Hosted) -> tuple[HostFile, ...]:
    """Return the one file. Raises `Unsuitable` for an address that cannot stand in it."""
    sign_in = _SIGN_IN.format(asked=ASKED) if hosted.restricted else ""
    lines = [_ABOUT.format(edition=hosted.edition, sign_in=sign_in), *_lines(hosted)]
    return (HostFile(FILE, "\n".join(lines) + "\n"),)


def _lost(earlier: tuple[str, ...]) -> Iterator[str]:
    """Yield which page stands for one that is not there: of an earlier version its own."""
    if not earlier:
        yield "error_page 404 410 /404.html;"
        yield "location = /404.html { internal; }"
        return
    yield "set $hub_lost /404.html;"
    for version in earlier:
        yield f'if ($uri ~ "^/v/{version.replace(".", "[.]")}/") {{ set $hub_lost /v/{version}/404.html; }}'
    yield "error_page 404 410 $hub_lost;"
    yield r'location ~ "^/(?:v/[^/]+/)?404[.]html$" { internal; }'


def _lines(hosted: Hosted) -> Iterator[str]:
    # A location that adds a header of its own loses those of the server: each repeats them all.
    security = [f'add_header {name} "{value}" always;' for name, value in hosted.headers()]
    yield "index index.html;"
    yield "autoindex off;"
    yield "server_tokens off;"
    yield "absolute_redirect off;"
    yield "charset utf-8;"
    yield f"charset_types text/html {' '.join(_COMPRESSED)};"
    yield "include mime.types;"
    yield "types { text/calendar ics; text/csv csv; }"
    yield "gzip on;"
    yield "gzip_vary on;"
    yield "gzip_min_length 1000;"
    yield f"gzip_types {' '.join(_COMPRESSED)};"
    yield ""
    yield from security
    yield f'add_header Cache-Control "{hosted.page_cache}" always;'
    yield ""
    if hosted.restricted:
        yield f'set $hub_roles "{",".join(hosted.roles)}";'
        yield f"auth_request {ASKED};"
        yield ""
    yield from _lost(hosted.earlier)
    yield r"location ~ /\.(?!well-known/) { return 404; }"
    for lifetime in LIFETIMES:
        yield f'location ~ "^/(?:{"|".join(begins.replace(".", "[.]") for begins in lifetime.begins)})" {{'
        yield from (f"    {line}" for line in security)
        yield f'    add_header Cache-Control "{hosted.cache(lifetime)}";'
        yield "    try_files $uri =404;"
        yield "}"
    yield "location / { try_files $uri @folder; }"
    yield "location ~ /$ { try_files ${uri}index.html =404; }"
    yield "location @folder {"
    yield "    if (-f $document_root$uri/index.html) { return 301 $uri/; }"
    yield "    return 404;"
    yield "}"
    # Looking for a file that is nowhere comes after the question who reads; a plain `return` would come before it.
    moved = dict(hosted.moved)
    for number, old in enumerate(in_order(tuple(moved)), 1):
        yield f"location = /{old} {{ try_files /.nowhere @moved{number}; }}"
        yield f"location @moved{number} {{ return 301 /{in_order((moved[old],))[0]}; }}"
    for number, address in enumerate(in_order(hosted.gone), 1):
        for asked in (address, f"{address}index.html"):
            yield f"location = /{asked} {{ error_page 410 @gone{number}; try_files /.nowhere =410; }}"
        yield f"location @gone{number} {{ try_files /{address}index.html =410; }}"
