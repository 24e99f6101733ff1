"""Servers of tests that start side by side, or one after the other, do not take each other's place."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.support.ports import EACH, FIRST, WORKERS, free_ports


def test_no_port_is_given_twice() -> None:
    given = [port for _ in range(200) for port in free_ports(1)]
    assert len(set(given)) == len(given)


def test_no_port_is_one_that_this_system_hands_out_by_itself() -> None:
    handed_out = Path("/proc/sys/net/ipv4/ip_local_port_range")
    first = int(handed_out.read_text().split()[0]) if handed_out.is_file() else 49_152
    assert first >= FIRST + WORKERS * EACH


def test_a_port_in_use_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        taken, (free,) = listening.getsockname()[1], free_ports(1)
        assert free_ports(1, iter((taken, free))) == (free,)
