"""Settings for Apache, with mod_auth_openidc where readers must be known: a file for a council's own virtual host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.publish.hosts.hosted import LIFETIMES, Hosted, HostFile, in_order

FILE = "apache.conf"
_COMPRESSED = (
    "text/html", "text/css", "text/plain", "text/csv", "text/calendar", "text/xml", "text/javascript",
    "application/javascript", "application/json", "application/xml", "image/svg+xml",
)
_ABOUT = """\
# The {edition} edition of the Learning Hub, for Apache 2.4.26 or later with mod_alias, mod_deflate, mod_dir, mod_headers,
# mod_mime and mod_rewrite{module}. Written by `hub.py build --host apache`: build again instead of changing it.
# It belongs inside a virtual host that says what only you know:
#
#   Define HUB_ROOT …                  # the folder of the built site, or the link `current` of a store of releases
#   <VirtualHost *:443>
#       ServerName …
#       SSLEngine on
#       SSLCertificateFile …
{sign_in}#       Include …/apache.conf          # this file
#   </VirtualHost>
"""
_SIGN_IN = """\
#       OIDCProviderMetadataURL …      # who your readers are; the secrets are not for this file
#       OIDCClientID …
#       OIDCClientSecret …
#       OIDCCryptoPassphrase …
#       OIDCRedirectURI /-/signed-in
"""


def files(hosted: Hosted) -> tuple[HostFile, ...]:
    """Return the one file. Raises `Unsuitable` for an address that cannot stand in it."""
    about = _ABOUT.format(
        edition=hosted.edition, module=", and with mod_auth_openidc" if hosted.restricted else "",
        sign_in=_SIGN_IN if hosted.restricted else "",
    )
    return (HostFile(FILE, "\n".join([about, *_lines(hosted)]) + "\n"),)


def _lines(hosted: Hosted) -> Iterator[str]:
    yield "<IfDefine !HUB_ROOT>"
    yield '    Error "HUB_ROOT is not defined: it is the folder of the built site"'
    yield "</IfDefine>"
    yield 'DocumentRoot "${HUB_ROOT}"'
    yield "ServerSignature Off"
    yield "TraceEnable Off"
    yield "AddDefaultCharset utf-8"
    yield "AddCharset utf-8 .css .csv .ics .js .json .svg .xml"
    yield "AddType text/calendar .ics"
    yield "AddType text/csv .csv"
    yield f"AddOutputFilterByType DEFLATE {' '.join(_COMPRESSED)}"
    yield ""
    for name, value in hosted.headers():
        yield f'Header always set {name} "{value}"'
    yield f'Header always set Cache-Control "{hosted.page_cache}"'
    yield ""
    yield '<Directory "${HUB_ROOT}">'
    yield "    Options SymLinksIfOwnerMatch"  # a site holds no links; mod_rewrite asks for the option
    yield "    AllowOverride None"
    yield "    DirectoryIndex index.html"
    yield from (f"    {line}" for line in _instead(hosted))
    if not hosted.restricted:
        yield "    Require all granted"
    yield "</Directory>"
    if hosted.restricted:
        # A location, so that it holds for every address and not for files alone.
        yield '<Location "/">'
        yield "    AuthType openid-connect"
        yield "    AuthzSendForbiddenOnFailure On"
        yield "    <RequireAny>"
        yield from (f'        Require claim "{hosted.hosting.claim}:{role}"' for role in hosted.roles)
        yield "    </RequireAny>"
        yield "</Location>"
    yield ""
    yield "ErrorDocument 404 /404.html"
    yield "ErrorDocument 410 /404.html"
    for address in in_order(hosted.gone):
        yield f'<Location "/{address}">'
        yield f"    ErrorDocument 410 /{address}index.html"
        yield "</Location>"
    for version in hosted.earlier:
        yield f'<Location "/v/{version}/">'
        yield f"    ErrorDocument 404 /v/{version}/404.html"
        yield "</Location>"
    yield r'RedirectMatch 404 "/\.(?!well-known/)"'
    for lifetime in LIFETIMES:
        yield f'<LocationMatch "^/+(?:{"|".join(re.escape(begins) for begins in lifetime.begins)})">'
        yield (
            f'    Header always set Cache-Control "{hosted.cache(lifetime)}" '
            "\"expr=%{REQUEST_STATUS} in {'200', '206', '304'}\""
        )
        yield "</LocationMatch>"


def _instead(hosted: Hosted) -> Iterator[str]:
    """Yield what answers for old addresses. mod_alias would answer before it is known who reads, in a location too;
    the rules of a folder come after that."""
    moved = dict(hosted.moved)
    old = in_order(tuple(moved))
    gone = in_order(hosted.gone)
    if old or gone:
        yield "RewriteEngine On"
    yield from (f'RewriteRule "{_page(address)}" "/{in_order((moved[address],))[0]}" [R=301,L]' for address in old)
    # Not once more for the notice itself, which the server asks for when it has said that the page is gone.
    for address in gone:
        yield 'RewriteCond "%{ENV:REDIRECT_STATUS}" "!=410"'
        yield f'RewriteRule "{_page(address)}" "-" [G]'


def _page(address: str) -> str:
    return f"^{re.escape(address)}(?:index\\.html)?$"
