"""`serve` takes its port before it builds anything, and says so where it cannot have it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from macros.cli import serve
from tests.cli.asking import ask


def test_a_port_that_is_taken_is_told_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUB_TODAY", "2026-11-22")
    with socket.create_server((serve.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        assert ask(serve, tmp_path, "--port", str(port)) == 2
    said = capsys.readouterr().out
    assert f"serve: port {port} cannot be used (Address already in use)." in said
    assert f"Try another, such as --port {port + 1}" in said
    assert "Building" not in said


@pytest.mark.parametrize("port", ["0", "65536", "99999999", "-1", "http"])
def test_a_port_that_no_computer_has_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], port: str) -> None:
    with pytest.raises(SystemExit):
        ask(serve, tmp_path, f"--port={port}")
    assert f"'{port}' is no port; write a number from 1 to 65535, like 8000" in capsys.readouterr().err
