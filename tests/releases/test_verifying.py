"""Comparing every file with what was published: on disk, and as a server gives it out."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from macros.cli import rollback, verify
from macros.publish.releases.inventory import fact_of_bytes
from macros.publish.releases.layout import MANIFEST
from macros.publish.releases.served import Got, said_of
from macros.publish.releases.verification import verify_folder
from tests.cli.asking import ask
from tests.releases.publishing import SITE, Shelf

PAGE = "sar/adult-p/index.html"
LINKED = {**SITE, "index.html": '<html><body><a href="sar/adult-p/">P</a> <a href="/old/">Old</a></body></html>'}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_text(text, "utf-8")


DAMAGE: list[tuple[str, Callable[[Path], None]]] = [
    (f"missing: {PAGE}", lambda site: (site / PAGE).unlink()),
    (f"changed: {PAGE}", lambda site: _write(site / PAGE, "x")),
    (f"changed: {PAGE}", lambda site: _write(site / PAGE, SITE[PAGE].replace("P", "Q"))),
    ("extra: old/index.html", lambda site: _write(site / "old/index.html", "x")),
]


@pytest.mark.parametrize(("said", "damage"), DAMAGE)
def test_a_file_that_is_missing_changed_or_extra_is_named(
    shelf: Shelf, capsys: pytest.CaptureFixture[str], said: str, damage: Callable[[Path], None],
) -> None:
    shelf.publish(1, LINKED)
    damage(shelf.place.current.resolve())
    for folder in (shelf.place.store, shelf.place.top, shelf.place.current):
        assert ask(verify, folder, str(folder)) == 1
        assert said in capsys.readouterr().out


def test_a_store_an_edition_and_a_release_that_are_whole_are_said_to_be(
    shelf: Shelf, capsys: pytest.CaptureFixture[str],
) -> None:
    shelf.publish(1)
    shelf.publish(2)
    for folder, count in ((shelf.place.store, 2), (shelf.place.top, 2), (shelf.place.current, 1)):
        assert ask(verify, folder, str(folder)) == 0
        assert f"All as published: {5 * count} files of {count} release" in capsys.readouterr().out


def test_how_far_the_reading_of_each_release_and_version_is_can_be_heard(shelf: Shelf) -> None:
    shelf.publish(1, version="2026.10")
    shown = shelf.publish(2, version="2026.11").release
    heard: list[tuple[str, int, int]] = []
    verify_folder(shelf.place.top, lambda _: None, lambda *told: heard.append(told))
    read = [(done, of) for doing, done, of in heard if doing == f"Reading {shown}"]
    assert read == [(number, len(read)) for number in range(1, len(read) + 1)]
    assert len(read) > len(SITE)
    (version,) = shelf.place.versions.iterdir()
    assert (f"Reading {version.name}", 1, len(SITE) + 1) in heard


def test_a_folder_that_is_no_release_is_said_to_be_none(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(verify, shelf.folder, str(shelf.folder)) == 2
    assert "no store" in capsys.readouterr().out


def test_a_release_with_a_manifest_of_its_own_making_is_found_out(shelf: Shelf) -> None:
    first = shelf.publish(1)
    shelf.publish(2)
    folder = shelf.place.releases / first.release
    _write(folder / MANIFEST, (folder / MANIFEST).read_text("utf-8").replace('"approved_by": null', '"approved_by": "Nobody"'))
    assert "has a manifest that was never published" in "\n".join(verify_folder(shelf.place.store, print).wrong)


def test_a_kept_manifest_that_was_changed_is_found_out(shelf: Shelf) -> None:
    first = shelf.publish(1)
    path = shelf.place.manifest_of(first.manifest)
    _write(path, path.read_text("utf-8").replace('"approved_by": null', '"approved_by": "Nobody"'))
    assert "is not the one that was published" in "\n".join(verify_folder(shelf.place.store, print).wrong)


class _Server(http.server.SimpleHTTPRequestHandler):
    """A server that gives out a folder, and says nothing about it."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(shelf: Shelf) -> Iterator[str]:
    """What readers see, over HTTP."""
    shelf.publish(1, LINKED)
    handler = functools.partial(_Server, directory=str(shelf.place.current))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_every_file_is_fetched_and_compared_and_what_cannot_be_seen_is_said(
    shelf: Shelf, served: str, capsys: pytest.CaptureFixture[str],
) -> None:
    assert ask(verify, shelf.folder, served) == 0
    said = capsys.readouterr().out
    assert "All as published: 5 files of 1 release" in said
    assert "found only where a page or an earlier manifest leads to it" in said


@pytest.mark.parametrize(("said", "damage"), DAMAGE)
def test_what_a_server_gives_out_wrongly_is_named(
    shelf: Shelf, served: str, capsys: pytest.CaptureFixture[str], said: str, damage: Callable[[Path], None],
) -> None:
    damage(shelf.place.current.resolve())
    assert ask(verify, shelf.folder, served) == 1
    assert said.replace("old/index.html", "old/") in capsys.readouterr().out


def test_a_server_that_gives_out_another_release_with_its_own_manifest_is_found_by_the_manifest_that_is_trusted(
    shelf: Shelf, served: str, capsys: pytest.CaptureFixture[str],
) -> None:
    trusted = shelf.folder / "trusted.json"
    trusted.write_bytes((shelf.place.current / MANIFEST).read_bytes())
    assert ask(verify, shelf.folder, served, "--manifest", str(trusted)) == 0
    shelf.publish(2, {**LINKED, PAGE: "Another"})
    assert ask(verify, shelf.folder, served) == 0
    capsys.readouterr()
    assert ask(verify, shelf.folder, served, "--manifest", str(trusted)) == 1
    said = capsys.readouterr().out
    assert f"changed: {MANIFEST}" in said
    assert f"changed: {PAGE}" in said


def test_a_file_of_an_earlier_release_that_a_server_still_gives_out_is_found_by_its_manifest(
    shelf: Shelf, served: str, capsys: pytest.CaptureFixture[str],
) -> None:
    shelf.publish(2, {path: text for path, text in LINKED.items() if path != PAGE} | {"index.html": "<html></html>"})
    _write(shelf.place.current.resolve() / PAGE, SITE[PAGE])
    assert ask(verify, shelf.folder, served) == 0
    capsys.readouterr()
    assert ask(verify, shelf.folder, served, "--earlier", str(shelf.place.top)) == 1
    assert f"extra: {PAGE}" in capsys.readouterr().out


def test_a_file_of_an_earlier_version_that_is_gone_and_is_still_given_out_is_found(
    shelf: Shelf, served: str, capsys: pytest.CaptureFixture[str],
) -> None:
    shelf.publish(2, LINKED, version="2026.12")
    shelf.back()
    _write(shelf.place.current.resolve() / f"v/2026.11/{PAGE}", SITE[PAGE])
    assert ask(verify, shelf.folder, served, "--earlier", str(shelf.place.top)) == 1
    assert f"extra: v/2026.11/{PAGE}" in capsys.readouterr().out


def test_a_version_whose_manifest_is_another_is_told_once_and_not_file_by_file(
    shelf: Shelf, served: str, capsys: pytest.CaptureFixture[str],
) -> None:
    shelf.publish(2, LINKED, version="2026.12")
    _write(shelf.place.current.resolve() / f"v/2026.11/{MANIFEST}", "{}")
    assert ask(verify, shelf.folder, served, "--earlier", str(shelf.place.top)) == 1
    said = capsys.readouterr().out
    assert f"changed: v/2026.11/{MANIFEST}" in said
    assert "extra:" not in said


def test_a_folder_that_names_no_file_that_should_be_gone_is_refused(
    shelf: Shelf, served: str, capsys: pytest.CaptureFixture[str],
) -> None:
    for folder in (shelf.place.store, shelf.folder / "nowhere"):
        assert ask(verify, shelf.folder, served, "--earlier", str(folder)) == 2
        assert f"{folder} is no edition of a store" in capsys.readouterr().out


@pytest.mark.parametrize("data", [b"Cookie: \xff", b"Cookie=1\n"])
def test_what_is_no_header_is_refused_and_nothing_is_asked(
    shelf: Shelf, served: str, capsys: pytest.CaptureFixture[str], data: bytes,
) -> None:
    (shelf.folder / "headers").write_bytes(data)
    assert ask(verify, shelf.folder, served, "--headers", str(shelf.folder / "headers")) == 2
    assert "is no list of headers" in capsys.readouterr().out


@pytest.mark.parametrize(("address", "said"), [
    ("http://127.0.0.1:9/", "does not answer"), ("ftp://example.org/", "no address of a site"),
    ("http://127.0.0.1:port/", "no address of a site"), ("http://[::1", "no address of a site"),
])
def test_a_server_that_cannot_be_asked_is_said(
    shelf: Shelf, capsys: pytest.CaptureFixture[str], address: str, said: str,
) -> None:
    assert ask(verify, shelf.folder, address) == 2
    assert said in capsys.readouterr().out


def test_going_back_and_proving_it_takes_two_commands(shelf: Shelf, served: str, capsys: pytest.CaptureFixture[str]) -> None:
    shelf.publish(2, {**LINKED, PAGE: "Wrong"})
    assert ask(rollback, shelf.folder, "--to", str(shelf.place.store), "--edition", "staff", "--dry-run") == 0
    assert shelf.text(PAGE) == "Wrong"
    assert ask(rollback, shelf.folder, "--to", str(shelf.place.store), "--edition", "staff") == 0
    assert "is not published again unless forced" in capsys.readouterr().out
    assert ask(verify, shelf.folder, served) == 0
    assert shelf.text(PAGE) == SITE[PAGE]


@pytest.mark.parametrize(("page", "status", "said"), [
    ("<html><!--hub:withdrawn-->Withdrawn</html>", 410, ""),
    ("<html><!--hub:withdrawn-->Withdrawn</html>", 200, ""),
    ("<html><!--hub:withdrawn-->Withdrawn</html>", 404, "missing: a/index.html (answered with 404)"),
    ("<html>Here</html>", 410, "missing: a/index.html (answered with 410)"),
])
def test_only_the_notice_of_what_was_withdrawn_may_be_answered_with_gone(page: str, status: int, said: str) -> None:
    data = page.encode()
    assert said_of(fact_of_bytes(data), {}, "a/index.html", Got(status, data), "https://learning.example.gov.uk/") == said
