"""Projects in a folder of their own: the code of this one, other records, built by the real commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

CODE = ("macros", "overrides")
TODAY = "2026-11-25"
_COMMAND = "import sys; from pathlib import Path; from macros.cli import main; raise SystemExit(main(sys.argv[1:], Path.cwd()))"
_OURS = ("HUB_", "PYTEST_", "SOURCE_DATE_EPOCH")
"""What an environment may hold of the run that we are in."""
_LONGEST_WAIT = 300
"""Seconds that one worker waits for what another makes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command ended with, and everything that it said."""

    code: int
    said: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder: `mkdocs.yml`, `macros/`, `overrides/`, `docs/`, `briefings/`."""

    root: Path

    def hub(self, *arguments: str, **said: str) -> Answer:
        """Run a verb of `hub.py` in the project, as `hub.py` does once it is set up; `said` stands in the environment."""
        return self.run([sys.executable, "-c", _COMMAND, *arguments], self.root, said)

    def build(self, out: Path, edition: str = "staff", *more: str) -> Answer:
        """Run `build` on the day that all tests are on; `more` are further arguments."""
        return self.hub("build", "--edition", edition, "--today", TODAY, "--out", str(out), *more)

    def mkdocs(self, out: Path, at: Path | None = None, **said: str) -> Answer:
        """Run plain `mkdocs build --strict`, from the project or from another folder."""
        command = ["-m", "mkdocs", "build", "--strict", "-f", str(self.root / "mkdocs.yml"), "-d", str(out)]
        return self.run([sys.executable, *command], at or self.root, {"HUB_TODAY": TODAY, **said})

    def run(self, command: list[str], at: Path, said: Mapping[str, str] | None = None) -> Answer:
        """Run a command without anything in its environment that this run of the tests put there."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(_OURS)}
        environment |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", **(said or {})}
        done = subprocess.run(
            command, cwd=at, env=environment, capture_output=True, text=True, encoding="utf-8",
            stdin=subprocess.DEVNULL, check=False,
        )
        return Answer(done.returncode, done.stdout + done.stderr)

    def write(self, path: str, text: str) -> Path:
        """Write a file of the project, making its folder."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file


def small_project(root: Path, site: str, into: Path) -> Project:
    """Return a project made of the code and the settings of `root` and of the records of `tests/sites/<site>`.

    The code is linked, or copied where the system allows no links. `settings.yml` beside the records says
    which of the settings differ; the bar at the top is the real one.
    """
    data = root / "tests" / "sites" / site
    into.mkdir(parents=True, exist_ok=True)
    for name in CODE:
        try:
            (into / name).symlink_to(root / name, target_is_directory=True)
        except OSError:
            shutil.copytree(root / name, into / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("briefings", "docs"):
        shutil.copytree(data / name, into / name)
    differs = data / "settings.yml"
    settings = yaml.safe_load(differs.read_text(encoding="utf-8")) if differs.is_file() else {"macro_pages": ["index.md"]}
    (into / "mkdocs.yml").write_text(_configuration(root, settings), encoding="utf-8")
    return Project(into)


def copied_project(root: Path, into: Path) -> Project:
    """Return a project that shares nothing with `root`: all of its code, for a test that adds to the code."""
    for name in (*CODE, "docs", "briefings"):
        shutil.copytree(root / name, into / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(root / "mkdocs.yml", into)
    return Project(into)


def real_site(root: Path, factory: pytest.TempPathFactory, edition: str) -> Path:
    """Return the project's own records as a built site, made once in a run of the tests."""

    def make(folder: Path) -> None:
        answer = Project(root).build(folder, edition)
        assert answer.code == 0, answer.said

    return once(factory, f"site-real-{edition}", make)


def full_site(root: Path, factory: pytest.TempPathFactory, edition: str) -> Path:
    """Return the site that holds one of everything, hostile text included, made once in a run of the tests."""
    return once(factory, f"site-full-{edition}", lambda made: build_small(root, "full", edition, made))


def build_small(root: Path, site: str, edition: str, made: Path, *more: str) -> None:
    """Build one of the small sites into a folder, with its project beside it; `more` are further arguments."""
    project = small_project(root, site, made.with_name(f"{made.name}-project"))
    answer = project.build(made, edition, *more)
    assert answer.code == 0, answer.said


def _configuration(root: Path, settings: Mapping[str, Any]) -> str:
    made = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    made["nav"] = [{"Home": "index.md"}]
    made["extra"]["hub"] |= settings
    return str(yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=1000))


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that is made once in a run of the tests, whichever worker asks for it first."""
    top = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent
    folder, done = top / name, top / f"{name}.done"
    with _alone(top / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            done.touch()
    return folder


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock that is a folder: making one fails where it is there, on every system."""
    end = time.monotonic() + _LONGEST_WAIT
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            assert time.monotonic() < end, f"{lock.name} was never released"
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.rmdir()
