"""What readers get from nginx and Apache before a record is purged, and after it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from macros.cli import hold, purge, verify
from macros.content.records.base import Audience
from macros.publish.releases.layout import MANIFEST, Place
from macros.publish.unpacked import unpacked
from tests.cli.asking import ask
from tests.servers.conftest import apache_command, nginx_command, running, virtual_host
from tests.servers.served import Served
from tests.support.ports import free_ports
from tests.support.published import EARLIER, Kept
from tests.support.purging import ASKED, HARM, WHY, once_purged, to_purge

pytestmark = [pytest.mark.server, pytest.mark.build]


@dataclass(frozen=True, slots=True)
class Server:
    """A server by its name, and where its program is."""

    name: str
    program: Path

    @contextmanager
    def on(self, kept: Kept, workshop: Path, name: str) -> Iterator[Served]:
        """Serve what a store shows, from where the server's own user can read it."""
        store = workshop / f"{name}-{self.name}"
        shutil.copytree(kept.store, store, symlinks=True)
        shown = Place(store, "public").current
        (port,) = free_ports(1)
        place = workshop / f"{self.name}-{port}"
        command = (
            nginx_command(self.program, place, port, shown) if self.name == "nginx"
            else apache_command(self.program, place, (port,), virtual_host(port, shown))
        )
        with running(command, port, place):
            yield Served(port, shown, Audience.PUBLIC)


@pytest.fixture(params=["nginx", "apache"])
def server(request: pytest.FixtureRequest) -> Server:
    """One server, then the other."""
    return Server(request.param, request.getfixturevalue(f"{request.param}_program"))


def test_after_a_purge_its_address_is_gone_with_a_notice_and_no_answer_has_a_word_of_it(
    root: Path, tmp_path_factory: pytest.TempPathFactory, workshop: Path, server: Server,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with server.on(to_purge(root, tmp_path_factory), workshop, "before-purge") as before:
        page = before.ask(f"/{HARM}/")
        assert (page.status, b"zebra" in page.body) == (200, True)
    purged = once_purged(root, tmp_path_factory)
    with server.on(purged, workshop, "after-purge") as after:
        for path in (f"/{HARM}/", f"/v/{EARLIER}/{HARM}/"):
            page = after.ask(path)
            assert WHY.encode() in page.body
            assert b"<!--hub:withdrawn-->" in page.body
        assert after.ask(f"/{HARM}/").status == 410
        assert ask(verify, root, f"http://127.0.0.1:{after.port}/", "--earlier", str(purged.store / "public")) == 0
        assert "All as published" in capsys.readouterr().out
        named = json.loads(after.ask(f"/{MANIFEST}").body)["files"]
        assert any(path.startswith("search/index/") for path in named)
        for path in named:
            for held in unpacked(after.ask(f"/{path}").body):
                assert b"zebra" not in held.lower(), path


def test_while_a_record_is_held_its_page_is_served_and_a_purge_is_refused(
    root: Path, tmp_path_factory: pytest.TempPathFactory, workshop: Path, server: Server,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept = to_purge(root, tmp_path_factory)
    with server.on(kept, workshop, "held") as served:
        held = workshop / f"held-{server.name}"
        store = ("--to", str(held))
        why = ("--reason", "A claim has been made.", "--approved-by", "Monitoring officer")
        assert ask(hold, kept.project.root, HARM, *why, *store) == 0
        assert ask(purge, kept.project.root, *ASKED, *store) == 1
        assert "legal hold" in capsys.readouterr().out
        page = served.ask(f"/{HARM}/")
        assert (page.status, b"zebra" in page.body) == (200, True)
        assert ask(verify, root, f"http://127.0.0.1:{served.port}/", "--manifest", str(held / "public/current")) == 0
        assert ask(hold, kept.project.root, HARM, *why, *store, "--lift") == 0
        assert ask(purge, kept.project.root, *ASKED, *store, "--dry-run") == 0
