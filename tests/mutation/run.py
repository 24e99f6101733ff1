"""Runs the tests of a room on each mutant of its modules, in a process of its own, and says how many they notice.

Run it as `python -m tests.mutation.run` from the project's folder; `--help` names its options.
"""

from __future__ import annotations

import argparse
import ast
import json
import math
import os
import random
import resource
import sys
import time
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

import hypothesis
import nh3
import phonenumbers
import pydantic
import pytest

from tests.mutation.mutating import Mutant, mutants

ROOT = Path(__file__).parents[2]

LOADED = (hypothesis, nh3, phonenumbers, pydantic)
"""Loaded once, before the processes part; nothing of the project is."""
SECONDS = 90
"""So long a room's tests may take of the processor without a change. With one, three times what they took: more is for ever."""

UNTIMED = "not costs_what_its_length_does"
"""A busy machine would fail tests that measure time, and so notice what they do not."""


@dataclass(frozen=True, slots=True)
class Room:
    """Modules, and the tests that must notice a fault in them, quickest first."""

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = (
    Room("guard", tuple(
        f"macros/content/guard/{name}.py" for name in (
            "allowed", "contacts", "dates", "known", "names", "normalise", "numbers", "references", "roles", "runs", "scan",
            "signs",
        )
    ), (
        "tests/guard/test_figures.py", "tests/guard/test_disguises.py", "tests/guard/test_words.py", "tests/guard/test_shapes.py",
        "tests/guard/test_guard.py", "tests/guard/test_properties.py", "tests/guard/test_signs.py",
    )),
    Room("edition", ("macros/content/edition.py",), ("tests/content/test_edition.py",)),
    Room("suppression", tuple(f"macros/learning/{name}.py" for name in ("suppression", "numbers", "ties")), (
        "tests/learning/test_suppression.py", "tests/learning/test_numbers.py", "tests/learning/test_ties.py",
    )),
    Room("sanitiser", ("macros/site/safe_html.py",), ("tests/site/test_safe_html.py",)),
)


def sample(room: Room, most: int, seed: int) -> tuple[int, list[tuple[str, Mutant]]]:
    """Return how many mutants a room's modules have, and at most so many of them, the same for the same seed."""
    every = [(module, one) for module in room.modules for one in mutants((ROOT / module).read_text("utf-8"))]
    if len(every) <= most:
        return len(every), every
    picked = random.Random(seed).sample(range(len(every)), most)  # noqa: S311  # the same for the same seed
    return len(every), [every[n] for n in sorted(picked)]


def noticed(room: Room, module: str, source: str, seconds: int) -> tuple[bool, int]:
    """Return whether a test fails, or does not end in so many seconds of the processor, where the module has this source;
    and how many it took."""
    if (child := os.fork()) == 0:
        _tests_with(room, module, source, seconds)
    _, status, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status) != 0, math.ceil(used.ru_utime + used.ru_stime)


def _tests_with(room: Room, module: str, source: str, seconds: int) -> None:
    """Run the room's tests with the module's source exchanged, and end the process with what pytest says."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    path, code = str(ROOT / module), compile(ast.parse(source), str(ROOT / module), "exec")
    real = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        return code if self.path == path else real(self, fullname)

    setattr(SourceFileLoader, "get_code", get_code)  # noqa: B010  # its type has another name for the first argument
    hypothesis.settings.register_profile(
        "mutants", derandomize=True, max_examples=40, deadline=None, database=None,
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate), suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("mutants")
    os.chdir(ROOT)
    os._exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-k", UNTIMED, *room.tests])))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Judge a sample of each room's mutants, print those that nobody noticed, and write the score."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--room", choices=[room.name for room in ROOMS])
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--to", type=Path)
    asked = parser.parse_args()
    os.nice(10)
    score: dict[str, dict[str, int]] = {}
    for room in ROOMS:
        if asked.room not in (None, room.name):
            continue
        failed, took = noticed(room, room.modules[0], (ROOT / room.modules[0]).read_text("utf-8"), SECONDS)
        if failed:
            _say(f"{room.name}: its tests fail without a change.")
            return 2
        began, found = time.monotonic(), 0
        whole, picked = sample(room, asked.most, asked.seed)
        for module, one in picked:
            if noticed(room, module, one.source, 3 * took)[0]:
                found += 1
            else:
                _say(f"{module}:{one.line}: {one.was}  ->  {one.is_now}")
        score[room.name] = {"mutants": whole, "tried": len(picked), "noticed": found}
        _say(f"{room.name}: {found} of {len(picked)} noticed ({whole} in all), {time.monotonic() - began:.0f} s")
    if asked.to:
        asked.to.write_text(json.dumps({"seed": asked.seed, "rooms": score}, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
