"""A store for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.releases.publishing import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A folder in which nothing has been published yet."""
    return Shelf(tmp_path)
