"""A thousand publishes behind nginx under wrk's load, a third of them killed at a step by chance: no answer is a bad one.

wrk asks as fast as it is answered and counts what failed; beside it four readers compare each answer with what may stand there.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
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
from macros.publish.releases.texts import kept_before, past_in
from macros.publish.releases.upkeep import shown_in
from macros.publish.releases.verification import verify_folder
from macros.site.past import Past, stages
from macros.site.texts import TEXT, Block, RecordText, address_of_history, address_of_text, text_bytes
from tests.releases.publishing import SITE, Shelf
from tests.servers.conftest import nginx_command, running
from tests.servers.served import Served
from tests.support.ports import free_ports

pytestmark = [pytest.mark.server, pytest.mark.slow]

PUBLISHES, KILLED, READERS = 1000, 300, 4
CONNECTIONS, AN_HOUR = 4, "3600s"
"""What wrk keeps open, in one thread, and for how long it would ask if it were not told to end."""
A_VERSION = 250
"""Publishes until the site gets a new version."""
STEPS = 34
"""Within so many steps a publish is killed; it takes a few more, so some end by themselves first."""
SEED = 20261125
RECORD = "sar/adult-p"
PAGE, HOME = f"{RECORD}/index.html", "index.html"
HISTORY, TEXT_FILE = f"{address_of_history(RECORD)}index.html", address_of_text(RECORD)
TOLD = re.compile(rb"<!doctype html><html><body>history(, page [0-4])+</body></html>")
"""A whole page with the history of a record, whatever texts its versions had when a publish was killed."""
WRK_ASKED = re.compile(r"^ *(\d+) requests in", re.MULTILINE)
WRK_FAILED = re.compile(r"Non-2xx or 3xx responses|Socket errors")
"""Lines of wrk's summary: the second stands there only where something failed."""


def _text(number: int) -> RecordText:
    return RecordText("Adult P", (Block(TEXT, f"page {number % 5}"),))


def _pages(number: int) -> dict[str, str]:
    """Return pages that differ from one publish to the next, each state whole or not at all."""
    return {**SITE, HOME: f"<html><body>home {number % 7}</body></html>", PAGE: f"<html><body>page {number % 5}</body></html>"}


def _histories(number: int, past: Past) -> dict[str, str]:
    """Return what a publish with this past makes of it: the text, the page with its history and its permanent address."""
    on = f"url=../../../../{RECORD}/"
    told = "".join(f", {stage.text.blocks[0].text}" for stage in stages(past, (RECORD,), _text(number)))
    return {
        TEXT_FILE: text_bytes(_text(number)).decode(),
        HISTORY: f"<!doctype html><html><body>history{told}</body></html>",
        f"v/{past.version}/{PAGE}": f'<html><head><meta http-equiv="refresh" content="0; {on}"></head></html>',
    }


def _settings(_scripts: tuple[str, ...], earlier: tuple[str, ...]) -> dict[str, str]:
    hosted = replace(Hosted(Audience.PUBLIC, Policy(()), Hosting()), earlier=earlier)
    return {file.name: file.text for file in HOSTS["nginx"].files(hosted)}


def _publish(shelf: Shelf, number: int, tell: Teller = say_nothing) -> None:
    version = f"1.{max(0, number - 1) // A_VERSION + min(number, 1)}"
    last = shown_in(shelf.place)
    past = past_in(kept_before(shelf.place, last, version), version)
    wanted = shelf.wanted(number + 1, version=version, after=last.digest if last else "")
    site = shelf.site({**_pages(number), **_histories(number, past)})
    try:
        publish(shelf.place, wanted, site, shelf.way(tell, keep=3), _settings)
    finally:
        shutil.rmtree(site)


def _killed(shelf: Shelf, number: int, step: int) -> bool:
    """Publish in a process of its own that is killed at a step, and return whether it came so far."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        shutil.rmtree(shelf.folder / f"site-{shelf.sites + 1}", ignore_errors=True)  # which it had no time to remove
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


def test_a_thousand_publishes_under_load_with_kills_by_chance_give_no_bad_answer(
    nginx_program: Path, wrk_program: Path, workshop: Path
) -> None:
    (port,) = free_ports(1)
    folder = workshop / f"loaded-{port}"
    folder.mkdir()
    shelf = Shelf(folder, edition="public")
    _publish(shelf, 0)
    _publish(shelf, 1)
    whole = {
        "/": {_pages(n)[HOME].encode() for n in range(7)}, "/sar/adult-p/": {_pages(n)[PAGE].encode() for n in range(5)},
        "/assets/hub.css": {SITE["assets/hub.css"].encode()},
        **{f"/v/1.0/{path}": {(shelf.place.current / "v/1.0" / path).read_bytes()} for path in (PAGE, HISTORY, TEXT_FILE)},
        f"/{TEXT_FILE}": {text_bytes(_text(n)) for n in range(5)},
    }
    paths = (*whole, f"/{address_of_history(RECORD)}")

    def good(path: str, status: int, body: bytes) -> bool:
        return status == 200 and (body in whole[path] if path in whole else bool(TOLD.fullmatch(body)))

    chance = random.Random(SEED)  # noqa: S311 - which step it is need only be the same each time
    to_kill = frozenset(chance.sample(range(2, PUBLISHES), KILLED))
    died = 0
    place = workshop / f"nginx-{port}"
    with running(nginx_command(nginx_program, place, port, shelf.place.current), port, place):
        server = Served(port, shelf.place.current, Audience.PUBLIC)
        readers = [_reading(server, good, paths, folder, name) for name in range(READERS)]
        load = subprocess.Popen(
            [str(wrk_program), "-t", "1", "-c", str(CONNECTIONS), "-d", AN_HOUR, f"http://127.0.0.1:{port}/sar/adult-p/"],
            stdout=subprocess.PIPE, text=True,
        )
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
            load.send_signal(signal.SIGINT)  # it ends then as if its time were over
            summary = load.communicate()[0]
    told = [json.loads((folder / f"reader-{name}.json").read_text("utf-8")) for name in range(READERS)]
    answers = sum(one["answers"] for one in told)
    asked = WRK_ASKED.search(summary)
    print(f"{PUBLISHES} publishes, {died} killed, {answers} answers compared")  # noqa: T201 - what decision 025 states, with -s
    print(summary)  # noqa: T201 - the same
    assert asked, summary
    assert int(asked[1]) > PUBLISHES
    assert not WRK_FAILED.search(summary), summary
    assert [bad for one in told for bad in one["bad"]] == []
    assert died > KILLED * 0.9
    assert answers > PUBLISHES * 2
    _publish(shelf, PUBLISHES)
    assert shelf.text(HISTORY).count("page") > 1
    assert verify_folder(shelf.place.store, print).wrong == ()
    assert list(shelf.place.staging.iterdir()) == []
