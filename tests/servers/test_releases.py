"""nginx and Apache on a store of releases: what readers get while releases come and go."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from macros.cli import as_at, verify
from macros.content.records.base import Audience
from macros.content.settings import Hosting
from macros.publish.hosts import HOSTS, Hosted
from macros.publish.policy import Policy, policy_of
from macros.publish.releases.layout import MANIFEST
from macros.publish.releases.publication import publish, roll_back
from tests.cli.asking import ask
from tests.releases.publishing import Shelf
from tests.servers.conftest import apache_command, nginx_command, running, virtual_host
from tests.servers.served import Served
from tests.support.ports import free_ports
from tests.support.project import build_small, once

pytestmark = [pytest.mark.server, pytest.mark.build]

PAGE = "seven-minute/hostile/index.html"
MOVED = {"seven-minute/old-name/": "seven-minute/moved/"}
TURNS = 4
"""Releases that come and go while readers read."""


@dataclass
class Store:
    """A store, the site that is published in it, and a server on what it shows."""

    shelf: Shelf
    site: Path
    server: Served
    commits: int = 0

    def publish(self, version: str = "2026.11", page: str = "") -> str:
        """Publish the site as the next commit, with one page changed."""
        self.commits += 1
        if page:
            (self.site / PAGE).write_text(page, encoding="utf-8")
        policy = policy_of(path.read_text("utf-8") for path in self.site.rglob("*.html"))
        wanted = self.shelf.wanted(self.commits, version=version, scripts=policy.scripts, moved=MOVED)
        return publish(self.shelf.place, wanted, self.site, self.shelf.way(keep=3), _settings).release


def _settings(scripts: tuple[str, ...], earlier: tuple[str, ...]) -> dict[str, str]:
    hosted = Hosted(Audience.PUBLIC, Policy(()), Hosting(), tuple(MOVED.items()))
    made = replace(hosted, policy=Policy(scripts), earlier=earlier)
    return {file.name: file.text for name in ("nginx", "apache") for file in HOSTS[name].files(made)}


@pytest.fixture(scope="module", params=["nginx", "apache"])
def store(
    request: pytest.FixtureRequest, workshop: Path, root: Path, tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Store]:
    """Two versions of the small site behind one server, then the other. A test goes on from where the last one left it."""
    program = request.getfixturevalue(f"{request.param}_program")
    built = once(
        tmp_path_factory, "served-nginx-public",
        lambda into: build_small(root, "full", "public", into, "--host", "nginx"),
    )
    (port,) = free_ports(1)
    shelf = Shelf(workshop / f"released-{port}", edition="public")
    shelf.folder.mkdir()
    site = shelf.site({path.relative_to(built).as_posix(): "" for path in built.rglob("*") if path.is_file()})
    for path in site.rglob("*"):
        if path.is_file():
            path.write_bytes((built / path.relative_to(site)).read_bytes())
    made = Store(shelf, site, Served(port, shelf.place.current, Audience.PUBLIC))
    made.publish("2026.10")
    made.publish("2026.11")
    place = workshop / f"{request.param}-{port}"
    command = (
        nginx_command(program, place, port, shelf.place.current) if request.param == "nginx"
        else apache_command(program, place, (port,), virtual_host(port, shelf.place.current))
    )
    with running(command, port, place):
        yield made


def test_every_file_of_every_version_arrives_as_it_was_published(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(verify, store.site, store.server.address, "--manifest", str(store.shelf.place.current)) == 0
    assert "All as published" in capsys.readouterr().out


def test_readers_see_the_next_release_and_the_one_before_at_once_and_without_a_restart(store: Store) -> None:
    was = store.server.ask(f"/{PAGE}").body
    store.publish(page="<!doctype html><title>Next</title>")
    assert store.server.ask(f"/{PAGE}").body == b"<!doctype html><title>Next</title>"
    roll_back(store.shelf.place, store.shelf.way())
    assert store.server.ask(f"/{PAGE}").body == was


def test_what_as_at_tells_of_a_page_is_what_the_server_gives_out(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    record, now = PAGE.removesuffix("/index.html"), store.shelf.now.date().isoformat()
    assert ask(as_at, store.site, now, record, "--to", str(store.shelf.place.store)) == 0
    said = capsys.readouterr().out
    shown = said[said.rindex("  release   "):]
    for path in (PAGE, f"v/2026.10/{PAGE}"):
        told = hashlib.sha256(store.server.ask(f"/{path.removesuffix('index.html')}").body).hexdigest()
        assert f"  record    {path}\n            sha256 {told}\n" in shown


def test_a_browser_that_kept_a_page_of_a_release_that_was_taken_back_gets_the_other(store: Store) -> None:
    was = store.server.ask("/seven-minute/hostile/").body
    store.publish(page="<!doctype html><title>Another</title>")
    kept = store.server.ask("/seven-minute/hostile/")
    roll_back(store.shelf.place, store.shelf.way())
    again = store.server.ask(
        "/seven-minute/hostile/", If_None_Match=kept.one("ETag"), If_Modified_Since=kept.one("Last-Modified"),
    )
    assert (again.status, again.body) == (200, was)


def test_each_version_has_its_own_page_for_what_is_not_there(store: Store) -> None:
    for path, page in (("/no-such-page/", "404.html"), ("/v/2026.10/no-such-page/", "v/2026.10/404.html"),
                       ("/v/2026.10/a/b/c", "v/2026.10/404.html"), ("/v/1999/", "404.html")):
        answer = store.server.ask(path)
        assert answer.status == 404
        assert answer.body == (store.shelf.place.current / page).read_bytes(), path


def test_pages_of_earlier_versions_carry_the_same_headers_and_their_scripts_are_allowed(store: Store) -> None:
    latest, earlier = store.server.ask("/seven-minute/hostile/"), store.server.ask("/v/2026.10/seven-minute/hostile/")
    assert b"This is version 2026.10" in earlier.body
    assert earlier.one("Content-Security-Policy") == latest.one("Content-Security-Policy")
    assert earlier.one("X-Content-Type-Options") == "nosniff"


@pytest.mark.parametrize("path", [
    "/../hub-store.json", "/../ledger/00000001.json", "/..%2fmanifests/", "/../current.host/nginx.conf",
    "/%2e%2e/%2e%2e/hub-store.json", "/nginx.conf", "/v/../../ledger/",
])
def test_nothing_of_the_store_but_the_release_is_served(store: Store, path: str) -> None:
    answer = store.server.ask(path)
    assert answer.status in (400, 403, 404)
    assert b"sha256" not in answer.body


def test_readers_never_see_half_a_release_while_releases_come_and_go(store: Store) -> None:
    """Each answer is one of the two states, whole; nothing is missing for a moment."""
    pages = {b"<!doctype html><title>%d</title>" % number for number in range(2)}
    store.publish(page="<!doctype html><title>1</title>")
    bad: list[tuple[int, bytes]] = []
    answers = 0
    over = threading.Event()

    def read() -> None:
        nonlocal answers
        while not over.is_set():
            answer = store.server.ask("/seven-minute/hostile/")
            answers += 1
            if answer.status != 200 or answer.body not in pages:
                bad.append((answer.status, answer.body[:80]))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        for turn in range(TURNS):
            store.publish(page=f"<!doctype html><title>{turn % 2}</title>")
            if turn % 2:
                roll_back(store.shelf.place, store.shelf.way())
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert bad == []
    assert answers > TURNS
    assert (store.shelf.place.current / MANIFEST).is_file()
