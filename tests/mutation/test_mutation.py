"""The tests of what keeps people safe notice faults: at least 85 in 100 of the small changes made to that code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation.mutating import mutants

ROOMS = {"guard": 120, "edition": 120, "suppression": 60, "sanitiser": 120}
"""How many faults of each are tried at most: what can be tried in five minutes or so."""
AT_LEAST = 85
SEED = 4


def _changes(source: str) -> list[str]:
    return [f"{one.was} -> {one.is_now}" for one in mutants(source)]


@pytest.mark.parametrize(("source", "made"), [
    ("a < b", ["a < b -> a <= b"]),
    ("a is not None", ["a is not None -> a is None"]),
    ("a and b", ["a and b -> a or b"]),
    ("not a", ["not a -> a"]),
    ("a + 1", ["a + 1 -> a - 1", "1 -> 2"]),
    ("a = True", ["True -> False"]),
    ("a = 'b'", ["'b' -> 'XXb'"]),
    ("a = {'b', 'c'}", ["{'b', 'c'} -> {'c'}", "{'b', 'c'} -> {'b'}"]),
    ("def f():\n    return a", ["return a -> return None"]),
    ("def f():\n    return None", []),
    ("a += b", ["a += b -> pass"]),
    ("f(a)", ["f(a) -> pass"]),
    ("x = a if b else c", ["a if b else c -> a if not b else c"]),
    ("for a in b:\n    continue", ["continue -> break"]),
])
def test_each_kind_of_fault_is_made_once(source: str, made: list[str]) -> None:
    assert _changes(source) == made


@pytest.mark.parametrize("source", [
    '"""Words."""', "import a", "__all__ = ['a']", "def f(a: int | str) -> 'b': ...", "@f(1)\nclass A: ...", "a = f'b{c}'",
    "a: 'b'",
])
def test_what_only_says_what_the_code_is_stays(source: str) -> None:
    assert _changes(source) == []


def test_a_mutant_differs_from_its_source_in_one_place() -> None:
    assert [one.source for one in mutants("a = 1\nb = 1")] == ["a = 2\nb = 1", "a = 1\nb = 2"]


@pytest.mark.slow
@pytest.mark.parametrize("room", ROOMS)
def test_tests_notice_85_in_100_faults_in_what_keeps_people_safe(room: str, root: Path, tmp_path: Path) -> None:
    written = tmp_path / "score.json"
    asked = ("--room", room, "--most", str(ROOMS[room]), "--seed", str(SEED), "--to", str(written))
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutation.run", *asked], cwd=root, capture_output=True, text=True, check=False, timeout=1800,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    print(done.stdout)  # noqa: T201  # the score, with those that nobody noticed
    score = json.loads(written.read_text("utf-8"))["rooms"][room]
    assert 100 * score["noticed"] >= AT_LEAST * score["tried"], done.stdout
