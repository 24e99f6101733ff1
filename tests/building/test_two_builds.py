"""Built for real, two projects that differ in what an edition does not hold give the same site, to the byte."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.support.built import Site
from tests.support.canaries import EDITIONS, Files, Planted, planted_records, wider_records
from tests.support.project import small_project

pytestmark = [pytest.mark.build, pytest.mark.slow]


def _files(records: Iterable[tuple[Files, list[Planted]]]) -> Files:
    return {path: data for files, _ in records for path, data in files.items()}


def _built(root: Path, into: Path, files: Files, edition: str) -> Site:
    project = small_project(root, "minimal", into / "project")
    for path, data in files.items():
        file = project.root / "briefings" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    answer = project.build(into / "site", edition)
    assert answer.code == 0, answer.said
    return Site(into / "site")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_site_and_what_search_holds_are_the_same_whatever_the_records_outside_say(
    root: Path, tmp_path: Path, edition: str
) -> None:
    one, other = planted_records(7), planted_records(8)
    files = wider_records([held[0].record for _, held in one.values()])
    first = _built(root, tmp_path / "first", files | _files(one.values()), edition)
    differ = (other[key] if edition not in held[0].editions else one[key] for key, (_, held) in one.items())
    second = _built(root, tmp_path / "second", files | _files(differ), edition)
    assert {p: d for p, d in first.files.items() if not p.startswith("search/index/")} == {
        p: d for p, d in second.files.items() if not p.startswith("search/index/")
    }
    assert first.fragments == second.fragments
    assert first.indexed == second.indexed
