"""The settings of each host: goldens hold what is hosted, as values, and every file that comes of it.

A golden begins with a sentence about what it shows. The block `hosted` is JSON; each other block is a file, with the
word `inside` where the host takes it from the top of the site and `beside` where it stands in a folder of its own.
Instead of files there may be one block `refused`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from macros.content.records.base import Audience
from macros.content.settings import Hosting
from macros.publish.hosts import HOSTS, Hosted, Unsuitable
from macros.publish.policy import Policy

GOLDENS = sorted((Path(__file__).resolve().parent / "hosts").glob("*.golden"))
_BLOCK = re.compile(r"^=== (.+) ===\n", re.MULTILINE)


def _blocks(path: Path) -> tuple[str, dict[str, str]]:
    """Return the sentence at the top of a golden, and its blocks by their names."""
    about, *rest = _BLOCK.split(path.read_text("utf-8"))
    return about, dict(zip(rest[::2], rest[1::2], strict=True))


def _hosted(text: str) -> tuple[str, Hosted]:
    said = json.loads(text)
    hosted = Hosted(
        Audience(said["edition"]), Policy(tuple(said["scripts"])), Hosting.model_validate(said["hosting"]),
        tuple((old, new) for old, new in said["moved"]), tuple(said["gone"]),
        tuple(said.get("earlier", ())),
    )
    return said["host"], hosted


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_the_files_are_what_the_golden_holds(path: Path, *, update_goldens: bool) -> None:
    about, blocks = _blocks(path)
    given = blocks.pop("hosted")
    host, hosted = _hosted(given)
    try:
        found = {f"{file.name} {'inside' if file.inside else 'beside'}": file.text for file in HOSTS[host].files(hosted)}
    except Unsuitable as error:
        found = {"refused": f"{error}\n"}
    if update_goldens:
        written = {"hosted": given, **found}
        path.write_text(about + "".join(f"=== {name} ===\n{text}" for name, text in written.items()), encoding="utf-8")
        return
    assert found == blocks


def test_every_host_has_a_golden_of_an_edition_for_everybody_and_of_one_that_is_not() -> None:
    held = {(host, hosted.restricted) for host, hosted in (_hosted(_blocks(path)[1]["hosted"]) for path in GOLDENS)}
    assert held == {(host, restricted) for host in HOSTS for restricted in (False, True)}
