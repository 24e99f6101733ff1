"""Ports for the servers of tests."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from itertools import cycle

FIRST, EACH, WORKERS = 10_000, 1_000, 20
"""Below those that systems hand out by themselves (from 32768 on Linux, 49152 elsewhere), a range for each worker: neither
another worker nor a connection of a browser can take a port between its choice and the server's start."""


def _range() -> Iterator[int]:
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % WORKERS
    return cycle(range(FIRST + worker * EACH, FIRST + (worker + 1) * EACH))


_PORTS = _range()


def free_ports(count: int, of: Iterator[int] = _PORTS) -> tuple[int, ...]:
    """Return ports that nobody listens on and that nothing in this process had before: folders are named after them."""
    chosen: list[int] = []
    while len(chosen) < count:
        port = next(of)
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                chosen.append(port)
    return tuple(chosen)
