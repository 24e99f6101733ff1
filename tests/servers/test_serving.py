"""nginx and Apache with the written settings: what they add to every answer, and what they never give away."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from macros.content.settings import Hosting
from macros.publish.hosts import Hosted
from macros.publish.policy import Policy
from macros.publish.releases.layout import WITHDRAWN
from tests.servers.served import Answer, Served

pytestmark = [pytest.mark.server, pytest.mark.build]

PAGE, ASSET, EXPORT = "/seven-minute/hostile/", "/assets/css/hub.css", "/data/records.csv"
LOST, OLD, GONE = "/no-such-page/", "/seven-minute/old-name/", "/seven-minute/qxwithdrawnqx/"
ANSWERS = {PAGE: 200, "/": 200, ASSET: 200, EXPORT: 200, "/feed.xml": 200, "/search/index/pagefind.js": 200, LOST: 404, OLD: 301,
           GONE: 410, "/seven-minute": 301, "/assets/": None, "/.git/config": 404}
"""Addresses of every sort, and what they are answered with; None where servers differ."""
TRICKS = (
    "/..%2foutside.txt", "/..%2Foutside.txt", "/%2e%2e/outside.txt", "/%2e%2e%2foutside.txt", "/../outside.txt",
    "/..%5coutside.txt", "/assets/../../outside.txt", "/assets/%2e%2e/%2e%2e/outside.txt", "/assets..%2f../outside.txt",
    "/..%252foutside.txt", "//../outside.txt", "/.%00./outside.txt", "/outside.txt", "/..;/outside.txt",
    "/%c0%ae%c0%ae/outside.txt",
    "/.git/config", "//.git/config", "/%2egit/config", "/.%67it/config", "/assets/../.git/config", "/./.git/config", "/.env",
    "/%2Eenv", "/..%2fserved-nginx-public.host/nginx.conf", "/..%2fserved-apache-public.host/apache.conf", "/nginx.conf",
    "/apache.conf", "/served-nginx-public.host/nginx.conf", "/.host/nginx.conf", "/mkdocs.yml", "/briefings/data/use.csv",
)
"""Ways out of the folder, and to what servers' owners leave lying about."""


def _headers(server: Served, answer: Answer) -> dict[str, str]:
    """Return what every answer must carry, with the policy as the server gives it."""
    policy = answer.one("Content-Security-Policy")
    wanted = dict(Hosted(server.edition, Policy(()), Hosting()).headers())
    bare = re.sub(r" 'sha256-[A-Za-z0-9+/=]{44}'", "", policy)
    assert bare == wanted["Content-Security-Policy"]
    return {**wanted, "Content-Security-Policy": policy}


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_carries_every_header_once(server: Served, path: str) -> None:
    answer = server.ask(path)
    wanted = _headers(server, answer)
    assert {name: answer.all(name) for name in wanted} == {name: [value] for name, value in wanted.items()}
    assert answer.status == ANSWERS[path] or (ANSWERS[path] is None and answer.status in (403, 404))


def test_the_policy_names_the_themes_scripts_and_nothing_unsafe(server: Served) -> None:
    policy = server.ask(PAGE).one("Content-Security-Policy")
    assert policy.count("'sha256-") >= 5
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert "http" not in policy


def test_pages_are_kept_for_minutes_and_files_with_a_hash_for_a_year(server: Served) -> None:
    files = server.files()
    style = next(path for path in files if re.fullmatch(r"assets/stylesheets/main\.\w{8}\.min\.css", path))
    fragment = next(path for path in files if path.startswith("search/index/fragment/"))
    assert server.ask(f"/{style}").one("Cache-Control") == "public, max-age=31536000, immutable"
    assert server.ask(f"/{fragment}").one("Cache-Control") == "public, max-age=31536000, immutable"
    assert server.ask("/assets/fonts/atkinson-next-400-normal.woff2").one("Cache-Control") == "public, max-age=604800"
    for path in ("/", PAGE, ASSET, EXPORT, "/search/index/pagefind-entry.json"):
        assert server.ask(path).one("Cache-Control") == "public, max-age=300"


@pytest.mark.parametrize("path", [LOST, "/assets/stylesheets/main.00000000.min.css", "/search/index/fragment/en_0.pf_fragment"])
def test_what_is_not_there_is_the_sites_own_page_and_is_not_kept_for_long(server: Served, path: str) -> None:
    answer = server.ask(path)
    assert answer.status == 404
    assert answer.body == server.files()["404.html"]
    assert "immutable" not in "".join(answer.all("Cache-Control"))


def test_what_was_taken_back_is_gone_and_a_notice_says_why(server: Served) -> None:
    answer = server.ask(GONE)
    assert answer.status == 410
    assert answer.body == server.files()[f"{GONE.strip('/')}/index.html"]
    assert b"The step qxwithdrawnqx was wrong." in answer.body
    assert WITHDRAWN.encode() in answer.body
    named = server.ask(f"{GONE}index.html")
    assert (named.status, named.body) == (410, answer.body)


@pytest.mark.parametrize(("old", "new"), [
    (OLD, "/seven-minute/moved/"), ("/sar/older-name/", "/seven-minute/moved/"), ("/briefings/", "/seven-minute/"),
])
def test_old_addresses_lead_on_for_good(server: Served, old: str, new: str) -> None:
    answer = server.ask(old)
    assert answer.status == 301
    assert answer.one("Location").removeprefix(server.address.rstrip("/")) == new
    assert server.ask(new).status == 200


def test_a_folder_without_its_slash_leads_to_the_one_with_it(server: Served) -> None:
    answer = server.ask("/seven-minute/hostile")
    assert answer.status == 301
    assert answer.one("Location").removeprefix(server.address.rstrip("/")) == PAGE


@pytest.mark.parametrize("path", ["//evil.example/%2e%2e", "//evil.example/..", "/%0d%0aSet-Cookie:%20a=b", "//evil.example"])
def test_no_redirect_leads_away_or_carries_a_header_of_the_asker(server: Served, path: str) -> None:
    answer = server.ask(path)
    assert not [where for where in answer.all("Location") if "evil" in where]
    assert answer.all("Set-Cookie") == []


@pytest.mark.parametrize("path", [PAGE, ASSET, EXPORT, "/feed.xml", "/data/hub.json", "/assets/images/hub.svg"])
def test_text_is_compressed_where_the_reader_takes_it(server: Served, path: str) -> None:
    plain, packed = server.ask(path), server.ask(path, Accept_Encoding="gzip")
    if len(plain.body) > 1000:
        assert packed.one("Content-Encoding") == "gzip"
        assert len(packed.body) < len(plain.body)
    assert packed.text() == plain.body
    assert plain.all("Content-Encoding") == []
    if len(plain.body) > 1000:
        assert "Accept-Encoding" in plain.one("Vary")


def test_what_the_browser_has_is_not_sent_again(server: Served) -> None:
    day = server.ask(PAGE).one("Last-Modified")
    assert server.ask(PAGE, If_Modified_Since=day).status == 304


def test_no_folder_is_listed(server: Served) -> None:
    files = server.files()
    folders = {path.rpartition("/")[0] for path in files} | {"assets", "search/index"}
    bare = sorted(folder for folder in folders if folder and f"{folder}/index.html" not in files)
    assert len(bare) > 5
    for folder in bare:
        answer = server.ask(f"/{folder}/")
        assert answer.status in (403, 404), folder
        if answer.body == files["404.html"]:
            continue
        inside = [path.rpartition("/")[2] for path in files if path.rpartition("/")[0] == folder]
        assert not [name for name in inside if name.encode() in answer.body], folder


@pytest.mark.parametrize("path", TRICKS)
def test_nothing_outside_the_site_and_no_settings_are_served(server: Served, path: str) -> None:
    answer = server.ask(path)
    assert answer.status in (400, 403, 404), answer.status
    assert b"qxplantedqx" not in answer.body
    assert b"Written by" not in answer.body


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE"])
def test_a_site_is_only_read(server: Served, method: str) -> None:
    assert server.ask(PAGE, method).status in (403, 404, 405)


def test_every_file_arrives_as_it_was_built(server: Served) -> None:
    files = server.files()
    assert len(files) > 150
    moved = {"briefings/", "develop/", "reviews/", OLD[1:], "sar/older-name/"}
    for path, data in files.items():
        address = path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path
        if address in moved or path == "404.html":
            continue
        answer = server.ask(f"/{address}")
        assert answer.status == (410 if f"/{address}" == GONE else 200), path
        assert answer.body == data, path


@pytest.mark.parametrize(("path", "kind"), [
    (PAGE, "text/html; charset=utf-8"), (ASSET, "text/css; charset=utf-8"), ("/assets/js/search.js", "javascript; charset=utf-8"),
    (EXPORT, "text/csv; charset=utf-8"), ("/events/all.ics", "text/calendar; charset=utf-8"),
    ("/data/hub.json", "application/json"), ("/assets/images/hub.svg", "image/svg+xml"),
])
def test_files_say_what_they_are_because_browsers_may_not_guess(server: Served, path: str, kind: str) -> None:
    said = server.ask(path).one("Content-Type")
    assert kind in said.lower().replace("; ", ";").replace(";", "; ")


def test_a_server_says_little_about_itself(server: Served) -> None:
    assert not re.search(r"nginx/\d", "".join(server.ask(LOST).all("Server")))
    assert b"Apache/" not in server.ask("/assets/").body


ROLE = (
    "location = /-/may-read { internal; if ($http_x_role = '') { return 401; } set $asked $hub_roles:$http_x_role; "
    r'if ($asked !~ "(^|,)([a-z]+)(,.*)?:\2$") { return 403; } return 204; }'
)
"""A sign-in that believes what a reader says: it shows that nginx asks, and does as it is told."""


@pytest.mark.parametrize("path", ["/", PAGE, ASSET, EXPORT, "/search/index/pagefind-entry.json", LOST, OLD, GONE, "/seven-minute",
                                  "/404.html", "/assets/stylesheets/", "//", "/%2e/"])
def test_nginx_answers_nobody_before_it_has_asked_who_it_is(nginx: Callable[..., Served], path: str) -> None:
    server = nginx("staff", ROLE)
    assert server.ask(path).status == 401
    assert server.ask(path, X_Role="partners").status == 403
    assert server.ask(path, X_Role="staff").status == server.ask(path, X_Role="managers").status
    assert server.ask(path, X_Role="staff").status in (200, 301, 404, 410)


def test_nginx_lets_those_with_a_role_read(nginx: Callable[..., Served]) -> None:
    server = nginx("staff", ROLE)
    for path in ("/", PAGE, EXPORT):
        answer = server.ask(path, X_Role="staff")
        assert answer.status == 200
        assert answer.one("Cache-Control") == "private, no-cache"


@pytest.mark.parametrize("path", ["/", PAGE, EXPORT, OLD, LOST, ASSET, "/-/may-read"])
def test_nginx_without_anyone_to_ask_gives_nothing_away(nginx: Callable[..., Served], path: str) -> None:
    answer = nginx("staff").ask(path)
    assert answer.status == 500
    assert b"<article" not in answer.body
