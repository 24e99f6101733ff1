"""What the tests of several verbs begin with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A project with the records of the smallest site and the settings of this one."""
    made = tmp_path / "project"
    shutil.copytree(root / "tests/sites/minimal", made)
    shutil.copy(root / "mkdocs.yml", made)
    return made
