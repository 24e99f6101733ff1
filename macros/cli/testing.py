"""`test`: every check of the code and every test, and by name whatever did not run."""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from macros.cli import unrun
from macros.cli.browser import ADVICE, install_browser, installed_browser
from macros.cli.unrun import LEFT_OUT, Unrun
from macros.frozen import frozen

_LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as c; sys.argv[0] = 'lint-imports'; c()"
_NO_TESTS = 5
"""What pytest ends with where it was given nothing to run."""


@frozen
class Step:
    """One tool: what it is called, the module that must be installed, and how Python runs it."""

    name: str
    module: str
    command: tuple[str, ...]


CODE_CHECKS = (
    Step("ruff", "ruff", ("-m", "ruff", "check", ".")),
    Step("mypy", "mypy", ("-m", "mypy")),
    Step("import-linter", "importlinter", ("-c", _LINT_IMPORTS)),
)

EPILOG = """\
In this order: ruff, mypy, import-linter, pytest. Where there is no Chrome, Edge or Chromium, one is installed first.
With PYTEST_ARGS only pytest runs, on what you name, and nothing is installed:
  python3 hub.py test tests/content
  python3 hub.py test -- -k "self_neglect" -x
Tests marked slow run with --slow. The test of a fresh clone (marked clone) sets everything up again, so it runs
only with --clone, and alone; .ci/run does so last.
--all fails on whatever did not run, except slow tests without --slow, and the clone test, which has its own run.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `test`."""
    parser.epilog = EPILOG
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--slow", action="store_true", help="run the slow tests too")
    which.add_argument("--clone", action="store_true", help="run only the README's two commands in a fresh clone")
    parser.add_argument("--all", action="store_true", help="fail on anything that did not run")
    parser.add_argument("pytest_args", nargs="*", metavar="PYTEST_ARGS", help="handed on to pytest; put -- before its options")


def run(args: argparse.Namespace, root: Path) -> int:
    """Run the checks and tests, print what became of each and what did not run; return 0 if all is well."""
    narrowed = bool(args.pytest_args) or args.clone
    browser = installed_browser() or ("" if narrowed else install_browser())
    if not (browser or narrowed):
        print(ADVICE, file=sys.stderr)
        return 1
    print(f"Browser: {browser or 'none found, so its tests will not run'}", flush=True)
    results: dict[str, str] = {}
    if not narrowed:
        results |= {step.name: _run(step, root, os.environ) for step in CODE_CHECKS}
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "unrun.jsonl"
        environment = {**os.environ, "HUB_BROWSER": browser, unrun.VARIABLE: str(written)}
        step = Step("pytest", "pytest", ("-m", "pytest", *pytest_arguments(args.pytest_args, slow=args.slow, clone=args.clone)))
        results["pytest"] = _run(step, root, environment)
        missed = unrun.read(written)
    if args.clone:  # everything else has its own run
        missed = tuple(one for one in missed if one.why != LEFT_OUT)
    if args.pytest_args:
        missed = (*(Unrun(step.name, LEFT_OUT) for step in CODE_CHECKS), *missed)
    print(f"\n{summary(results, missed)}", flush=True)
    held_against = tuple(one for one in missed if counts(one, slow=args.slow)) if args.all else ()
    if held_against:
        print(f"--all: {len(held_against)} of these should have run.", flush=True)
    failed = bool(held_against) or any(result != "passed" for result in results.values())
    one = "Mend what failed. One test alone:  python3 hub.py test tests/FOLDER/FILE.py -- -k NAME"
    print(f"Tested {root}. {one if failed else 'Nothing failed: commit it.'}", flush=True)
    return 1 if failed else 0


def pytest_arguments(given: Sequence[str], *, slow: bool, clone: bool) -> tuple[str, ...]:
    """Return what pytest is started with: on every core, the wanted marks, then what the caller adds."""
    if clone:
        return ("-p", "macros.cli.unrun", "-m", "clone", "-s", *given)
    marks = "not clone" if slow else "not slow and not clone"
    return ("-p", "macros.cli.unrun", "-n", "auto", "-m", marks, *given)


def counts(one: Unrun, *, slow: bool) -> bool:
    """Return whether --all holds it against a run that this did not run."""
    left_out = one.why == LEFT_OUT
    return not (left_out and ("clone" in one.marks or ("slow" in one.marks and not slow)))


def summary(results: Mapping[str, str], missed: Iterable[Unrun]) -> str:
    """Return a line for each tool, then a line for everything that did not run."""
    width = max(map(len, results), default=0)
    lines = ["Summary", *(f"  {name:<{width}}  {result}" for name, result in results.items())]
    names = [f"  {one.name}: {_why(one)}" for one in missed]
    lines += [f"Did not run ({len(names)}):", *names] if names else ["Everything ran."]
    return "\n".join(lines)


def _why(one: Unrun) -> str:
    if one.why != LEFT_OUT:
        return one.why
    if "clone" in one.marks:
        return "runs with --clone"
    return "runs with --slow" if "slow" in one.marks else LEFT_OUT


def _run(step: Step, root: Path, environment: Mapping[str, str]) -> str:
    """Run one tool, its output going straight to the reader, and return what became of it in a word or two."""
    print(f"\n== {step.name} ==", flush=True)
    if importlib.util.find_spec(step.module) is None:
        return "not installed"
    done = subprocess.run([sys.executable, *step.command], cwd=root, env=environment, stdin=subprocess.DEVNULL, check=False)
    if done.returncode == 0:
        return "passed"
    return "no test ran" if step.name == "pytest" and done.returncode == _NO_TESTS else "failed"
