"""Values that nobody changes: equal by what they hold, light, and guarded by mypy."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def _classes(made: Callable[[type[Any]], Any]) -> dict[str, Any]:
    """Return classes of nought, one and two fields, and one that builds on another, made by a decorator."""

    @made
    class Nothing:
        """A value without a field."""

    @made
    class One:
        """A value of one field."""

        x: Any

    @made
    class Two:
        """A value of two fields, one of which says nothing of what it is."""

        x: Any
        y: Any = field(default=0, repr=False)

    @made
    class More(Two):
        """A value that builds on another."""

        z: Any = field(default=0, compare=False)

    return {"": Nothing, "x": One, "xy": Two, "xyz": More}


OURS, PLAIN = _classes(frozen), _classes(dataclass(slots=True, unsafe_hash=True))
HELD = st.sampled_from((0, 1, 1.0, True, "a", "", None, (), (1, "a")))
VALUES = st.sampled_from(tuple(OURS)).flatmap(lambda names: st.tuples(st.just(names), st.tuples(*(HELD for _ in names))))


@given(left=VALUES, right=VALUES)
def test_values_are_compared_and_shown_as_those_of_a_dataclass(left: tuple[str, Any], right: tuple[str, Any]) -> None:
    ours, plain = ([classes[names](*held) for names, held in (left, right)] for classes in (OURS, PLAIN))
    assert (ours[0] == ours[1]) is (plain[0] == plain[1])
    assert (hash(ours[0]) == hash(ours[1])) is (hash(plain[0]) == hash(plain[1]))
    assert [repr(value) for value in ours] == [repr(value) for value in plain]


def test_a_class_keeps_its_own_way_to_be_compared_and_shown() -> None:
    @frozen
    class Loud:
        """A word, however loud."""

        word: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Loud) and other.word.lower() == self.word.lower()

        def __hash__(self) -> int:
            return hash(self.word.lower())

        def __repr__(self) -> str:
            return self.word.upper()

    assert {Loud("a"), Loud("A")} == {Loud("a")}
    assert repr(Loud("a")) == "A"


def test_a_value_that_holds_itself_is_shown() -> None:
    inside: list[object] = []
    inside.append(OURS["x"](inside))
    assert repr(inside) == "[_classes.<locals>.One(x=[...])]"
