"""Every test is one that runs."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest


def test_every_file_of_tests_stands_where_pytest_looks(root: Path, pytestconfig: pytest.Config) -> None:
    """Pytest passes over folders of certain names, `build` among them, without a word."""
    passed_over = pytestconfig.getini("norecursedirs")
    files = [p.relative_to(root) for p in (root / "tests").rglob("test_*.py")]
    assert files
    assert not [str(p) for p in files if any(fnmatch(part, name) for part in p.parts[:-1] for name in passed_over)]
