"""How far long work is: on a terminal one line that grows, in a log a plain line now and then."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest

from macros.cli import check
from macros.cli.progress import Progress, Steps
from macros.content.records.base import Audience
from macros.publish.checked import check_project
from macros.publish.prepare import prepare
from macros.publish.request import Request
from tests.cli.asking import ask


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def _told(out: StringIO, seconds: int, of: int) -> str:
    """What work says that takes a second a file."""
    now = 0.0
    progress = Progress("Fetching", out=out, clock=lambda: now)
    for done in range(1, seconds + 1):
        now = float(done)
        progress(done, of)
    return out.getvalue()


def test_a_terminal_sees_files_percent_and_time_left_on_one_line() -> None:
    assert _told(_Terminal(), 2, 40) == (
        "\r\033[KFetching: 1 of 40 files, 2 %, 39 s left\r\033[KFetching: 2 of 40 files, 5 %, 38 s left"
    )


def test_the_line_is_gone_when_the_work_is_done() -> None:
    assert _told(_Terminal(), 2, 2).endswith("\r\033[K")


def test_a_log_gets_a_plain_line_every_ten_seconds() -> None:
    assert _told(StringIO(), 25, 40) == "Fetching: 10 of 40 files, 25 %, 30 s left\nFetching: 20 of 40 files, 50 %, 20 s left\n"


def test_a_log_gets_nothing_of_work_that_is_soon_done() -> None:
    assert _told(StringIO(), 9, 9) == ""


def test_a_terminal_is_not_written_to_for_every_one_of_many_files() -> None:
    out, now = _Terminal(), 0.0
    progress = Progress("Reading", out=out, clock=lambda: now)
    for done in range(1, 10_001):
        now = done / 10_000
        progress(done, 10_001)
    assert out.getvalue().count("Reading") <= 5


def test_how_far_reading_and_the_look_for_personal_data_are_is_told_of_every_file(project: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    check_project(project, dt.date(2026, 11, 25), telling=lambda *told: heard.append(told))
    records = [p for p in (project / "briefings").rglob("*") if p.is_file()]
    assert [told for told in heard if told[0] == "Reading"] == [
        ("Reading", number, len(records)) for number in range(1, len(records) + 1)
    ]
    looked = [told for told in heard if told[0] == "Looking for personal data"]
    assert [done for _, done, _ in looked] == list(range(1, len(looked) + 1))
    assert looked[-1][1] == looked[-1][2] > len(records)


def test_check_shows_on_a_terminal_how_far_reading_is(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = _Terminal()
    monkeypatch.setattr("sys.stderr", out)
    monkeypatch.setattr("macros.cli.progress._ON_A_TERMINAL", 0.0)
    assert ask(check, project, "--today", "2026-11-25") == 0
    assert "\r\033[KReading: 1 of 2 files, 50 %, " in out.getvalue()


def test_steps_have_a_clock_each(monkeypatch: pytest.MonkeyPatch) -> None:
    out = _Terminal()
    monkeypatch.setattr("sys.stderr", out)
    monkeypatch.setattr("macros.cli.progress._ON_A_TERMINAL", 0.0)
    steps = Steps()
    steps("Reading", 1, 2)
    steps("Writing", 3, 4)
    assert [line.partition(",")[0] for line in out.getvalue().split("\r\033[K")[1:]] == [
        "Reading: 1 of 2 files", "Writing: 3 of 4 files",
    ]


def test_how_far_the_making_of_pages_is_is_told_of_every_record(project: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    request = Request(Audience.PUBLIC, dt.date(2026, 11, 25))
    made = prepare(project, request, "https://learning.example.gov.uk/", "Hub", telling=lambda *told: heard.append(told))
    assert not made.errors
    assert [told for told in heard if told[0] == "Making pages"] == [("Making pages", 1, 2), ("Making pages", 2, 2)]
