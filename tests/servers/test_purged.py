"""What readers get from nginx before a record is purged, and after it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from macros.cli import hold, purge, verify
from macros.content.records.base import Audience
from macros.publish.releases.layout import MANIFEST, Place
from macros.publish.unpacked import unpacked
from tests.cli.asking import ask
from tests.servers.conftest import free_ports, nginx_command, running
from tests.servers.served import Served
from tests.support.published import EARLIER, Kept
from tests.support.purging import ASKED, HARM, WHY, once_purged, to_purge

pytestmark = [pytest.mark.server, pytest.mark.build]


@contextmanager
def _served(kept: Kept, workshop: Path, program: Path, name: str) -> Iterator[Served]:
    """Serve what a store shows, from where the server's own user can read it."""
    store = workshop / name
    shutil.copytree(kept.store, store, symlinks=True)
    shown = Place(store, "public").current
    (port,) = free_ports(1)
    place = workshop / f"nginx-{port}"
    with running(nginx_command(program, place, port, shown), port, place):
        yield Served(port, shown, Audience.PUBLIC)


def test_after_a_purge_its_address_is_gone_with_a_notice_and_no_answer_has_a_word_of_it(
    root: Path, tmp_path_factory: pytest.TempPathFactory, workshop: Path, nginx_program: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with _served(to_purge(root, tmp_path_factory), workshop, nginx_program, "before-purge") as before:
        page = before.ask(f"/{HARM}/")
        assert (page.status, b"zebra" in page.body) == (200, True)
    purged = once_purged(root, tmp_path_factory)
    with _served(purged, workshop, nginx_program, "after-purge") as after:
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
    root: Path, tmp_path_factory: pytest.TempPathFactory, workshop: Path, nginx_program: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept = to_purge(root, tmp_path_factory)
    with _served(kept, workshop, nginx_program, "held") as served:
        store = ("--to", str(workshop / "held"))
        why = ("--reason", "A claim has been made.", "--approved-by", "Monitoring officer")
        assert ask(hold, kept.project.root, HARM, *why, *store) == 0
        assert ask(purge, kept.project.root, *ASKED, *store) == 1
        assert "legal hold" in capsys.readouterr().out
        page = served.ask(f"/{HARM}/")
        assert (page.status, b"zebra" in page.body) == (200, True)
        assert ask(verify, root, f"http://127.0.0.1:{served.port}/", "--manifest", str(workshop / "held/public/current")) == 0
        assert ask(hold, kept.project.root, HARM, *why, *store, "--lift") == 0
        assert ask(purge, kept.project.root, *ASKED, *store, "--dry-run") == 0
