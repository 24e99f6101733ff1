"""A pytest plugin that writes down, by name, every test that did not run.

`test` asks for it with `-p macros.cli.unrun` and names a file in HUB_UNRUN. With several processes, pytest-xdist's
workers choose the tests and its controller hears what became of them; each adds its own lines to the file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest

from macros.frozen import frozen

VARIABLE = "HUB_UNRUN"
LEFT_OUT = "left out by the choice of tests"


@frozen
class Unrun:
    """A test that did not run, why, and the marks it carries."""

    name: str
    why: str
    marks: tuple[str, ...] = ()


def read(path: Path) -> tuple[Unrun, ...]:
    """Return what was written down, each test once, sorted by name."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = {(row["name"], row["why"]): Unrun(row["name"], row["why"], tuple(row["marks"])) for row in map(json.loads, lines)}
    return tuple(found[key] for key in sorted(found))


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Write down what `-m`, `-k` and the like left out; every worker leaves out the same, so one writes."""
    if os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0":
        _write(Unrun(item.nodeid, LEFT_OUT, tuple(mark.name for mark in item.iter_markers())) for item in items)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Write down a test that skipped itself; one that is expected to fail did run."""
    if "PYTEST_XDIST_WORKER" not in os.environ and report.skipped and not hasattr(report, "wasxfail"):
        _write([Unrun(report.nodeid, f"skipped: {_reason(report.longrepr)}")])


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Write down a whole file that skipped itself."""
    if "PYTEST_XDIST_WORKER" not in os.environ and report.skipped:
        _write([Unrun(report.nodeid, f"skipped: {_reason(report.longrepr)}")])


def _write(found: Iterable[Unrun]) -> None:
    if path := os.environ.get(VARIABLE):
        with Path(path).open("a", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{json.dumps(asdict(one))}\n" for one in found)


def _reason(longrepr: object) -> str:
    """The words of a skip, which pytest gives as (file, line, "Skipped: words")."""
    text = str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)
    return text.removeprefix("Skipped: ")
