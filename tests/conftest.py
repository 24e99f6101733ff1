"""What every test may ask for: the project's folder, the day, and a browser."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.cli.browser import installed_browser

_TOLD = ("HUB_", "SOURCE_DATE_EPOCH")


@pytest.fixture(autouse=True)
def _asked_for_by_no_test_before() -> Iterator[None]:
    """Let what a verb tells its build by the environment end with the test that ran it: later tests start builds of their own."""
    before = {name: value for name, value in os.environ.items() if name.startswith(_TOLD)}
    yield
    for name in [name for name in os.environ if name.startswith(_TOLD)]:
        del os.environ[name]
    os.environ.update(before)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def today() -> dt.date:
    """The day that every test is on, so that none turns red overnight."""
    return dt.date(2026, 11, 25)


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Where a browser stands: the one that `hub.py test` found, or one found now."""
    path = os.environ.get("HUB_BROWSER") or installed_browser()
    if not path:
        pytest.skip("there is no Chrome, Edge or Chromium: python3 hub.py test installs one")
    return path
