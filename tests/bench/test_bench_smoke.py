"""The benchmark runs and says all it promises; how fast it is is not tested."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from macros.content.records.registry import record_types
from macros.learning.thread import State, threads
from macros.publish.checked import check_project
from tests.bench.bench import NAMES, bench, make_library, table
from tests.bench.join import PARTS, join, join_table
from tests.bench.library import counts, synthetic_library
from tests.bench.releases import measure
from tests.bench.releases import table as releases_table

TODAY = dt.date(2026, 11, 22)


@pytest.mark.slow
def test_the_benchmark_of_a_small_library_has_a_figure_for_every_job(tmp_path: Path) -> None:
    said = table(bench([30], 1, tmp_path))
    for name in (*NAMES.values(), "search apart"):
        (line,) = [x for x in said.splitlines() if x.startswith("      30  ") and x[10:34].strip() == name]
        assert any(part.replace(".", "").isdigit() for part in line[34:].split())
    for bound in ("build of 1,000 beside stock", "build from 1,000 to 5,000", "check of 5,000"):
        assert bound in said


@pytest.mark.slow
def test_joining_has_a_figure_for_every_part_and_how_it_grows(tmp_path: Path) -> None:
    said = join_table(join([30, 60], 1, tmp_path))
    for size in ("30", "60"):
        (line,) = [x for x in said.splitlines() if x.split()[:1] == [size] and " to " not in x]
        assert len(line.split()) == 1 + len(PARTS)
    assert "30 to 60" in said


def test_a_library_is_the_same_for_the_same_size_and_seed() -> None:
    assert dict(synthetic_library(40)) == dict(synthetic_library(40))
    assert dict(synthetic_library(40, seed=1)) != dict(synthetic_library(40, seed=2))


def test_a_library_has_the_records_that_were_asked_for_of_every_type() -> None:
    held = [path for path, _ in synthetic_library(100) if path.endswith(".md")]
    assert len(held) == 100
    assert sum(counts(1000).values()) == 1000
    assert set(counts(100)) == {path.partition("/")[0] for path in held} == set(record_types())


def test_themes_and_recommendations_grow_with_the_library() -> None:
    assert [counts(size)["themes"] for size in (1000, 5000, 20_000)] == [60, 300, 1200]
    assert 3 * counts(5000)["sar"] + counts(5000)["reviews"] == 2000


def test_nothing_is_wrong_in_a_library_and_its_themes_go_round_the_loop(tmp_path: Path) -> None:
    make_library(tmp_path, 150)
    checked = check_project(tmp_path, TODAY)
    assert checked.diagnostics == ()
    assert checked.settings
    assert checked.examined
    found = threads(checked.examined.everything, checked.settings.rules, TODAY).values()
    assert any(thread.reopened for thread in found)
    assert {State.IMPROVED, State.NO_CHANGE} <= {cycle.state for thread in found for cycle in thread.cycles}


@pytest.mark.slow
def test_releases_have_a_figure_for_all_that_they_take_with_histories_in(tmp_path: Path) -> None:
    measured = measure(3, 40, tmp_path)
    said = releases_table(measured)
    for name in ("publish a new version", "publish one changed page", "rollback", "verify the release"):
        assert any(line.startswith(name) for line in said.splitlines()), name
    assert (tmp_path / "store/staff/current/history/pages/1/index.html").is_file()
    assert len(measured.versions) == 3
    assert measured.one_page.files < 10 < measured.versions[-1].files
