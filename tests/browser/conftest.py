"""The project's own staff edition, served on this machine, and a browser to read it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import MappingProxyType
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from macros.cli.bare import bare_pages
from macros.content.records.base import Audience
from macros.content.settings import Hosting
from macros.publish.hosts import Hosted
from macros.publish.policy import Policy, policy_of
from macros.publish.releases.layout import MANIFEST
from macros.publish.releases.manifest import manifest_in
from macros.publish.serving import depth_of
from tests.support.project import TODAY, once, real_site
from tests.support.published import two_versions

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--font-render-hinting=none",
)
"""What keeps a browser from talking to anybody but us, and has one without windows set text as it is set on desks and paper."""
WIDE = {"width": 1280, "height": 900}
Opened = Callable[..., Page]


class _Server(SimpleHTTPRequestHandler):
    """Serves files, 404.html where there is none, and says nothing."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, more: Mapping[str, str], **named: Any) -> None:
        """Send these headers with every answer."""
        self._more = more
        super().__init__(*args, **named)

    def end_headers(self) -> None:
        """Send our headers last."""
        for name, value in self._more.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where there is none."""
        lost = Path(self.directory) / "404.html"
        if code != 404 or not lost.is_file():
            super().send_error(code, message, explain)
            return
        body = lost.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def _served(folder: Path, headers: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Server, directory=str(folder), more=headers))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site_folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built staff edition of the project's own content."""
    return real_site(root, tmp_path_factory, "staff")


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """Its address."""
    with _served(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Serve another folder until the tests end, with some headers more, and return its address."""
    open_: list[Any] = []

    def start(folder: Path, headers: Mapping[str, str] = MappingProxyType({})) -> str:
        held = _served(folder, headers)
        open_.append(held)
        return held.__enter__()

    yield start
    for held in open_:
        held.__exit__(None, None, None)


@pytest.fixture(scope="session")
def policy(root: Path, site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Policy:
    """The policy of the project, from a build without content."""

    def make(folder: Path) -> None:
        folder.mkdir()
        made = policy_of(bare_pages(root, depth_of(site_folder), TODAY))
        (folder / "policy.txt").write_text("\n".join(made.scripts), encoding="utf-8")

    return Policy(tuple((once(tmp_path_factory, "policy", make) / "policy.txt").read_text("utf-8").split()))


@pytest.fixture(scope="session")
def headers(policy: Policy) -> Mapping[str, str]:
    """The headers that every host is told to send."""
    return dict(Hosted(Audience.STAFF, policy, Hosting()).headers())


@pytest.fixture(scope="session")
def guarded(serve: Callable[..., str], site_folder: Path, headers: Mapping[str, str]) -> str:
    """The address of the project's own staff edition under the policy."""
    return serve(site_folder, headers)


@pytest.fixture(scope="session")
def published(root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]) -> str:
    """The address of a site that is out in two versions, with the headers that its servers send."""
    current = two_versions(root, tmp_path_factory).store / "public/current"
    manifest, _ = manifest_in(current / MANIFEST)
    scripts = tuple(sorted({script for version in manifest.versions for script in version.scripts}))
    sent: Mapping[str, str] = dict(Hosted(Audience.PUBLIC, Policy(scripts), Hosting()).headers())
    return serve(current, sent)


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[Callable[..., BrowserContext]]:
    """Make a reader who has never been here: nothing stored, nothing cached."""
    made: list[BrowserContext] = []

    def arrive(**wishes: Any) -> BrowserContext:
        context = browser.new_context(**{"base_url": site, "viewport": WIDE, "reduced_motion": "reduce", **wishes})
        context.set_default_timeout(10_000)
        made.append(context)
        return context

    yield arrive
    for context in made:
        context.close()


@pytest.fixture
def page(reader: Callable[..., BrowserContext]) -> Page:
    """A page of a reader at a desk."""
    return reader().new_page()
