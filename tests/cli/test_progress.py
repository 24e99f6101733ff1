"""How far long work is: on a terminal one line that grows, in a log a plain line now and then."""

from __future__ import annotations

from io import StringIO

from macros.cli.progress import Progress


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
