"""Apache with mod_auth_openidc and a real provider: who may read which edition, and nobody else any of it."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import cache
from html import unescape
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

import pytest

from tests.servers.served import EDITIONS, Served

pytestmark = [pytest.mark.server, pytest.mark.build]

READS = {
    "nobody": ("public",),
    "stranger": ("public",),
    "partner": ("public", "partners"),
    "staff": ("public", "partners", "staff"),
    "manager": ("public", "partners", "staff", "managers"),
}
"""Who may read which editions. A stranger signs in as well as anybody, and has no role."""
KINDS = {"page": "/seven-minute/hostile/", "search index": "/search/index/pagefind-entry.json", "export": "/data/records.csv"}
_FORM = re.compile(r'<form[^>]* action="([^"]+)"')
Cookies = Callable[[str, str], str]


@pytest.fixture(scope="session")
def cookies(signing_in: dict[str, Served]) -> Cookies:
    """Return what the browser of somebody sends to the host of an edition, once they have signed in there."""

    @cache
    def signed_in(who: str, edition: str) -> str:
        if who == "nobody" or edition == "public":
            return ""
        jar = CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        browser.addheaders = [("Accept", "text/html")]
        page, where = _opened(browser, f"{signing_in[edition].address}seven-minute/")
        for _ in range(3):
            form = _FORM.search(page)
            if not form or "interaction" not in form[1]:
                break
            fields = urlencode({"prompt": "login", "login": who, "password": "any"}).encode()
            page, where = _opened(browser, urljoin(where, unescape(form[1])), fields)
        session = [cookie for cookie in jar if cookie.name.startswith("mod_auth_openidc_session")]
        assert session, f"{who} could not sign in: {page[:400]}"
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in session)

    return signed_in


def _opened(browser: urllib.request.OpenerDirector, address: str, fields: bytes | None = None) -> tuple[str, str]:
    try:
        with browser.open(address, fields, timeout=20) as answer:
            return answer.read().decode(), answer.geturl()
    except urllib.error.HTTPError as refused:  # a stranger ends at a page that refuses them
        return refused.read().decode(), refused.geturl()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("who", READS)
def test_each_reads_what_is_theirs_and_nothing_else(
    signing_in: dict[str, Served], cookies: Cookies, who: str, edition: str, kind: str,
) -> None:
    server, path = signing_in[edition], KINDS[kind]
    file = f"{path[1:]}index.html" if path.endswith("/") else path[1:]
    held = cookies(who, edition)
    answer = server.send(path, "GET", {"Accept": "*/*", "Sec-Fetch-Mode": "cors", **({"Cookie": held} if held else {})})
    if edition in READS[who]:
        assert answer.status == 200
        assert answer.body == server.files()[file]
    else:
        assert answer.status == (401 if who == "nobody" else 403)
        assert answer.body != server.files()[file]
        assert b"<article" not in answer.body
    assert answer.one("Content-Security-Policy")


@pytest.mark.parametrize("edition", [name for name in EDITIONS if name != "public"])
def test_a_browser_without_a_sign_in_is_sent_to_the_provider(signing_in: dict[str, Served], edition: str) -> None:
    answer = signing_in[edition].ask(KINDS["page"], Accept="text/html")
    assert answer.status == 302
    assert "/auth?" in answer.one("Location")
    assert b"<article" not in answer.body


@pytest.mark.parametrize("path", [
    "/", "//", "/./", "/%2e/", "/404.html", "/seven-minute", "/seven-minute/old-name/", "/sar/older-name/", "/briefings/",
    "/seven-minute/qxwithdrawnqx/", "/feed.xml", "/robots.txt", "/sitemap.xml", "/assets/css/hub.css", "/assets/",
    "/no-such-page/", "/data/hub.sqlite", "/search/vocabulary.json", "/.well-known/x",
    "/events/all.ics", "/-/", "/-/signed-in/../data/records.csv",
    "/-/signed-in/data/records.csv", "/data/records.csv?x=/-/signed-in",
])
@pytest.mark.parametrize("edition", [name for name in EDITIONS if name != "public"])
def test_no_address_of_an_edition_says_anything_to_somebody_unknown(
    signing_in: dict[str, Served], edition: str, path: str,
) -> None:
    answer = signing_in[edition].ask(path, Accept="application/json")
    assert answer.status == 401
    assert answer.all("Location") == []


@pytest.mark.parametrize("edition", ["staff", "managers"])
def test_a_sign_in_at_a_wider_edition_opens_no_other(signing_in: dict[str, Served], cookies: Cookies, edition: str) -> None:
    answer = signing_in[edition].ask(KINDS["page"], Cookie=cookies("partner", "partners"))
    assert answer.status in (401, 403)


@pytest.mark.parametrize("held", ["mod_auth_openidc_session=made-up", "mod_auth_openidc_session=", "OIDC_CLAIM_roles=managers"])
def test_a_made_up_sign_in_is_none(signing_in: dict[str, Served], held: str) -> None:
    answer = signing_in["managers"].ask(KINDS["page"], Cookie=held, Accept="application/json", OIDC_CLAIM_roles="managers")
    assert answer.status == 401


def test_old_addresses_and_lost_pages_work_for_those_who_may_read(signing_in: dict[str, Served], cookies: Cookies) -> None:
    server, held = signing_in["staff"], cookies("staff", "staff")
    assert server.ask("/seven-minute/old-name/", Cookie=held).status == 301
    assert server.ask("/seven-minute/qxwithdrawnqx/", Cookie=held).status == 410
    lost = server.ask("/no-such-page/", Cookie=held)
    assert (lost.status, lost.body) == (404, server.files()["404.html"])
    assert server.ask("/", Cookie=held).one("Cache-Control") == "private, no-cache"
