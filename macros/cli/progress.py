"""Progress: a line that grows on a terminal, and a plain line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

_ON_A_TERMINAL, _IN_A_LOG = 0.2, 10.0
"""Seconds between two lines. A log is read afterwards, and work that is done sooner has said what it did."""


class Progress:
    """How many of how many are done, and about how long it still takes."""

    def __init__(
        self, doing: str, what: str = "files", out: TextIO | None = None, clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Say what is being done, and to what; lines go to `out`, otherwise to the standard error."""
        self._doing, self._what, self._out, self._clock = doing, what, out or sys.stderr, clock
        self._grows = self._out.isatty()
        self._began = self._last = clock()

    def __call__(self, done: int, of: int) -> None:
        """Hear how far it is."""
        now, ended = self._clock(), done >= of
        if now - self._last < (_ON_A_TERMINAL if self._grows else _IN_A_LOG) and not (ended and self._grows):
            return
        self._last = now
        left = (now - self._began) / done * (of - done) if done else 0.0
        told = f"{self._doing}: {done:,} of {of:,} {self._what}, {100 * done // of if of else 100} %, {left:.0f} s left"
        line = f"\r\033[K{'' if ended else told}" if self._grows else f"{told}\n"
        print(line, end="", file=self._out, flush=True)


class Steps:
    """Progress of work in several steps, each with its own name."""

    def __init__(self) -> None:
        """Begin with none."""
        self._steps: dict[str, Progress] = {}

    def __call__(self, doing: str, done: int, of: int) -> None:
        """Hear how far a step is."""
        if doing not in self._steps:
            self._steps[doing] = Progress(doing)
        self._steps[doing](done, of)
