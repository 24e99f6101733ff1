"""A thousand publishes behind nginx while readers read, a third of them killed at a step by chance: no answer is a bad one."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from macros.content.records.base import Audience
from macros.content.settings import Hosting
from macros.publish.hosts import HOSTS, Hosted
from macros.publish.policy import Policy
from macros.publish.releases.disk import Teller, say_nothing
from macros.publish.releases.publication import publish
from macros.publish.releases.verification import verify_folder
from tests.releases.publishing import SITE, Shelf
from tests.servers.conftest import free_ports, nginx_command, running
from tests.servers.served import Served

pytestmark = [pytest.mark.server, pytest.mark.slow]

PUBLISHES, KILLED, READERS = 1000, 300, 4
A_VERSION = 250
"""Publishes until the site gets a new version."""
STEPS = 30
"""Within so many steps a publish is killed; it takes a few more, so some end by themselves first."""
SEED = 20261125
PAGE, HOME = "sar/adult-p/index.html", "index.html"


def _pages(number: int) -> dict[str, str]:
    """Return pages that differ from one publish to the next, each state whole or not at all."""
    return {**SITE, HOME: f"<html><body>home {number % 7}</body></html>", PAGE: f"<html><body>page {number % 5}</body></html>"}


def _settings(_scripts: tuple[str, ...], earlier: tuple[str, ...]) -> dict[str, str]:
    hosted = replace(Hosted(Audience.PUBLIC, Policy(()), Hosting()), earlier=earlier)
    return {file.name: file.text for file in HOSTS["nginx"].files(hosted)}


def _publish(shelf: Shelf, number: int, tell: Teller = say_nothing) -> None:
    wanted = shelf.wanted(number + 1, version=f"1.{max(0, number - 1) // A_VERSION + min(number, 1)}")
    site = shelf.site(_pages(number))
    try:
        publish(shelf.place, wanted, site, shelf.way(tell, keep=3), _settings)
    finally:
        shutil.rmtree(site)


def _killed(shelf: Shelf, number: int, step: int) -> bool:
    """Publish in a process of its own that is killed at a step, and return whether it came so far."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status)
    heard = 0

    def tell(_step: str, _path: Path) -> None:
        nonlocal heard
        heard += 1
        if heard == step:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        _publish(shelf, number, tell)
    finally:
        os._exit(0)


def _reading(server: Served, good: Callable[[str, int, bytes], bool], paths: tuple[str, ...], folder: Path, name: int) -> int:
    """Read in a process of its own until the folder holds `over`, write down what was answered, and return its number."""
    child = os.fork()
    if child:
        return child
    answers, bad = 0, []
    try:
        while not (folder / "over").exists():
            for path in paths:
                answer = server.ask(path)
                answers += 1
                if not good(path, answer.status, answer.body):
                    bad.append([path, answer.status, answer.body[:80].decode("utf-8", "replace")])
        (folder / f"reader-{name}.json").write_text(json.dumps({"answers": answers, "bad": bad}), "utf-8")
    finally:
        os._exit(0)


def test_a_thousand_publishes_under_load_with_kills_by_chance_give_no_bad_answer(nginx_program: Path, workshop: Path) -> None:
    (port,) = free_ports(1)
    folder = workshop / f"loaded-{port}"
    folder.mkdir()
    shelf = Shelf(folder, edition="public")
    _publish(shelf, 0)
    _publish(shelf, 1)
    whole = {
        "/": {_pages(n)[HOME].encode() for n in range(7)}, "/sar/adult-p/": {_pages(n)[PAGE].encode() for n in range(5)},
        "/assets/hub.css": {SITE["assets/hub.css"].encode()},
        "/v/1.0/sar/adult-p/": {(shelf.place.current / "v/1.0" / PAGE).read_bytes()},
    }

    def good(path: str, status: int, body: bytes) -> bool:
        return status == 200 and body in whole[path]

    chance = random.Random(SEED)  # noqa: S311 - which step it is need only be the same each time
    to_kill = frozenset(chance.sample(range(2, PUBLISHES), KILLED))
    died = 0
    place = workshop / f"nginx-{port}"
    with running(nginx_command(nginx_program, place, port, shelf.place.current), port, place):
        server = Served(port, shelf.place.current, Audience.PUBLIC)
        readers = [_reading(server, good, tuple(whole), folder, name) for name in range(READERS)]
        try:
            for number in range(2, PUBLISHES):
                if number in to_kill:
                    died += _killed(shelf, number, chance.randint(1, STEPS))
                else:
                    _publish(shelf, number)
        finally:
            (folder / "over").touch()
            for reader in readers:
                os.waitpid(reader, 0)
    told = [json.loads((folder / f"reader-{name}.json").read_text("utf-8")) for name in range(READERS)]
    answers = sum(one["answers"] for one in told)
    print(f"{PUBLISHES} publishes, {died} killed, {answers} answers")  # noqa: T201 - what decision 025 states, with pytest -s
    assert [bad for one in told for bad in one["bad"]] == []
    assert died > KILLED * 0.9
    assert answers > PUBLISHES * 2
    _publish(shelf, PUBLISHES)
    assert verify_folder(shelf.place.store, print).wrong == ()
    assert list(shelf.place.staging.iterdir()) == []
