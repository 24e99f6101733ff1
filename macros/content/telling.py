"""How far long work is, for whoever waits for it. The doors say how that is shown."""

from __future__ import annotations

from collections.abc import Callable

Telling = Callable[[str, int, int], None]
"""Hears what is being done, how many of it are done, and of how many."""
TOLD = "hub_told"
"""Where the config's `extra` holds who wants to hear."""


def nobody(_doing: str, _done: int, _of: int) -> None:
    """Hear nothing: for builds that nobody watches."""
