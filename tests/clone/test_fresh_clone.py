"""The README's two commands, in a fresh clone in an empty folder, with nothing else done."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from tests.support.ports import free_ports

pytestmark = pytest.mark.clone

WAIT = 300
"""Seconds that the first page may take."""


@pytest.fixture(scope="module")
def clone(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the last commit: what another person would get."""
    folder = tmp_path_factory.mktemp("fresh") / "hub"
    subprocess.run(["git", "clone", "--quiet", "--no-local", str(root), str(folder)], check=True)
    return folder


def test_the_tests_pass_in_a_fresh_clone(clone: Path) -> None:
    """Its own run leaves this test out, so it ends there."""
    subprocess.run([_python(), "hub.py", "test"], cwd=clone, env=_newcomer(), stdin=subprocess.DEVNULL, check=True)
    left = subprocess.run(["git", "status", "--porcelain"], cwd=clone, check=True, capture_output=True, text=True)
    assert left.stdout == "", "the set-up and the tests leave files that git does not ignore"


def test_the_site_is_shown_from_a_fresh_clone(clone: Path) -> None:
    settings = yaml.compose((clone / "mkdocs.yml").read_text(encoding="utf-8"))
    assert isinstance(settings, yaml.MappingNode)
    site_name = next(value.value for key, value in settings.value if key.value == "site_name")
    (port,) = free_ports(1)
    command = [_python(), "hub.py", "serve", "--port", str(port)]
    with _running(command, clone) as server:
        assert site_name in _page(f"http://127.0.0.1:{port}/", server)


def _python() -> str:
    """The Python that made the environment we run in: a newcomer has no .venv yet."""
    return getattr(sys, "_base_executable", sys.executable)


def _newcomer() -> dict[str, str]:
    """An environment that knows nothing of the run that we are in."""
    ours = ("HUB_", "PYTEST_", "PYTHON", "VIRTUAL_ENV", "NO_MKDOCS", "SOURCE_DATE_EPOCH")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server and stop it; one that does not stop in time is ended by force, and the test fails."""
    with subprocess.Popen(command, cwd=folder, env=_newcomer(), stdin=subprocess.DEVNULL) as server:
        try:
            yield server
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                raise


def _page(address: str, server: subprocess.Popen[bytes]) -> str:
    """Return the page at an address as soon as it is served."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        assert server.poll() is None, f"the server ended with {server.returncode}"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"{address} did not answer within {WAIT} seconds")
