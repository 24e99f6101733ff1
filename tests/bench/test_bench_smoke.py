"""The benchmark runs and says all it promises; how fast it is is not tested."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.bench import NAMES, bench, table
from tests.bench.library import WORDS, counts, synthetic_library


@pytest.mark.slow
def test_the_benchmark_of_a_small_library_has_a_figure_for_every_job(tmp_path: Path) -> None:
    said = table(bench([30], 1, tmp_path))
    for name in (*NAMES.values(), "search apart"):
        (line,) = [x for x in said.splitlines() if x.startswith("      30  ") and x[10:34].strip() == name]
        assert any(part.replace(".", "").isdigit() for part in line[34:].split())
    for bound in ("build of 1,000 beside stock", "build from 1,000 to 5,000", "check of 5,000"):
        assert bound in said


def test_a_library_is_the_same_for_the_same_size_and_seed() -> None:
    assert dict(synthetic_library(40)) == dict(synthetic_library(40))
    assert dict(synthetic_library(40, seed=1)) != dict(synthetic_library(40, seed=2))


def test_a_library_has_the_records_that_were_asked_for_of_every_type() -> None:
    assert len(dict(synthetic_library(100))) == 100
    assert sum(counts(1000).values()) == 1000
    assert set(counts(1000)) == set(WORDS)
