"""Values that nobody changes: equal by what they hold, light, and guarded by mypy."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from macros.frozen import frozen

CHANGING = """\
from macros.frozen import frozen

@frozen
class Point:
    x: int

Point(1).x = 2
"""


@frozen
class Point:
    """A value to test with."""

    x: int
    name: str = ""


def test_values_are_equal_and_hash_alike_where_their_fields_are() -> None:
    assert {Point(1), Point(1), Point(1, "a")} == {Point(1), Point(1, "a")}


def test_a_value_has_no_room_for_a_field_that_was_not_declared() -> None:
    with pytest.raises(AttributeError):
        setattr(Point(1), "y", 2)  # noqa: B010 - mypy refuses the plain way, which is what the next test is about


def test_mypy_refuses_to_change_a_value(root: Path, tmp_path: Path) -> None:
    (tmp_path / "changing.py").write_text(CHANGING, encoding="utf-8")
    mypy = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(root / "pyproject.toml"), "--cache-dir", str(tmp_path / "cache"),
         str(tmp_path / "changing.py")],
        cwd=root, capture_output=True, text=True, check=False,
    )
    assert re.findall(r'Property "(\w)" defined in "Point" is read-only', mypy.stdout) == ["x"]


def test_no_class_is_frozen_in_the_slow_way_where_it_needs_nothing_else(root: Path) -> None:
    slow = "@dataclass(frozen=True, slots=True)\n"
    assert [path.name for path in (root / "macros").rglob("*.py") if slow in path.read_text("utf-8")] == []
