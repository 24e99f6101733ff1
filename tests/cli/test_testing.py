"""`hub.py test`: which browser, which tests, and that nothing is left out without a word."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from macros.cli import testing, unrun
from macros.cli.browser import find_browser, usual_places
from macros.cli.unrun import LEFT_OUT, Unrun


def _nothing(_: str) -> None:
    return None


def _parsed(*arguments: str) -> argparse.Namespace:
    """Read arguments as the command line does: as those of a verb."""
    parser = argparse.ArgumentParser()
    sub = parser.add_subparsers().add_parser("test")
    testing.add_arguments(sub)
    return parser.parse_args(["test", *arguments])


class TestTheBrowser:
    def test_the_one_that_was_asked_for_comes_first(self) -> None:
        path = find_browser({"CHROME_PATH": "/mine"}, "linux", on_path=lambda name: f"/bin/{name}", is_file=lambda _: True)
        assert path == "/mine"

    def test_one_that_was_asked_for_and_is_not_there_is_passed_over(self) -> None:
        path = find_browser({"CHROME_PATH": "/gone"}, "linux", on_path=lambda name: f"/bin/{name}", is_file=lambda _: False)
        assert path == "/bin/chromium-headless-shell"

    @pytest.mark.parametrize("name", ["chromium-headless-shell", "google-chrome", "msedge", "chromium", "chromium-browser"])
    def test_chrome_edge_and_chromium_are_found_on_the_path(self, name: str) -> None:
        path = find_browser({}, "linux", on_path={name: f"/bin/{name}"}.get, is_file=lambda _: False)
        assert path == f"/bin/{name}"

    @pytest.mark.parametrize(("platform", "place"), [
        ("darwin", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("darwin", "/Users/a/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
        ("win32", r"C:\Program Files\Google\Chrome\Application\chrome.exe"),
        ("win32", r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"),
    ])
    def test_it_is_found_where_macos_and_windows_put_it(self, platform: str, place: str) -> None:
        environment = {
            "HOME": "/Users/a", "PROGRAMFILES": r"C:\Program Files", "PROGRAMFILES(X86)": r"C:\Program Files (x86)",
        }
        assert find_browser(environment, platform, on_path=_nothing, is_file=lambda path: path == place) == place

    def test_where_there_is_none_nothing_is_returned(self) -> None:
        assert find_browser({}, "linux", on_path=_nothing, is_file=lambda _: False) == ""

    def test_linux_has_no_place_but_the_path(self) -> None:
        assert list(usual_places("linux", {"HOME": "/home/a"})) == []


class TestWhichTests:
    def test_slow_tests_and_the_clone_are_left_out_unless_asked_for(self) -> None:
        assert "not slow and not clone" in testing.pytest_arguments([], slow=False, clone=False)
        assert "not clone" in testing.pytest_arguments([], slow=True, clone=False)

    def test_the_clone_runs_alone(self) -> None:
        arguments = testing.pytest_arguments([], slow=False, clone=True)
        assert arguments[arguments.index("-m") + 1] == "clone"
        assert "auto" not in arguments

    def test_what_the_caller_names_is_handed_on(self) -> None:
        args = _parsed("--all", "tests/content", "--", "-k", "tabs", "-x")
        assert args.all
        assert args.pytest_args == ["tests/content", "-k", "tabs", "-x"]

    def test_slow_and_clone_exclude_each_other(self) -> None:
        with pytest.raises(SystemExit):
            _parsed("--slow", "--clone")


class TestWhatDidNotRun:
    @pytest.mark.parametrize(("one", "slow", "held"), [
        (Unrun("t", "skipped: no network"), False, True),
        (Unrun("t", LEFT_OUT), False, True),
        (Unrun("t", LEFT_OUT, ("slow",)), False, False),
        (Unrun("t", LEFT_OUT, ("slow",)), True, True),
        (Unrun("t", LEFT_OUT, ("clone",)), False, False),
        (Unrun("t", "skipped: no git", ("clone",)), False, True),
    ])
    def test_all_holds_it_against_the_run_unless_it_has_its_own(self, one: Unrun, slow: bool, held: bool) -> None:
        assert testing.counts(one, slow=slow) is held

    def test_the_summary_names_each_and_how_to_run_it(self) -> None:
        missed = (Unrun("a", "skipped: no network"), Unrun("b", LEFT_OUT, ("slow",)), Unrun("c", LEFT_OUT, ("clone",)))
        assert testing.summary({"ruff": "passed", "import-linter": "failed"}, missed) == (
            "Summary\n  ruff           passed\n  import-linter  failed\n"
            "Did not run (3):\n  a: skipped: no network\n  b: runs with --slow\n  c: runs with --clone"
        )

    def test_where_everything_ran_the_summary_says_so(self) -> None:
        assert testing.summary({"ruff": "passed"}, ()) == "Summary\n  ruff  passed\nEverything ran."

    @pytest.mark.parametrize("processes", ["0", "2"])
    def test_what_kept_each_test_from_running_is_written_down(self, root: Path, tmp_path: Path, processes: str) -> None:
        (tmp_path / "test_some.py").write_text(
            "import pytest\n"
            "def test_runs(): pass\n"
            "@pytest.mark.slow\ndef test_slow(): pass\n"
            "@pytest.mark.skip(reason='not here')\ndef test_skipped(): pass\n"
            "def test_gives_up(): pytest.skip('no such thing')\n"
            "@pytest.mark.xfail(strict=True)\ndef test_known(): assert False\n",
            encoding="utf-8",
        )
        (tmp_path / "test_none.py").write_text("import pytest\npytest.importorskip('no_such_module')\n", encoding="utf-8")
        (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = slow\n", encoding="utf-8")
        written = tmp_path / "unrun.jsonl"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        environment |= {"PYTHONPATH": str(root), unrun.VARIABLE: str(written)}
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "macros.cli.unrun", "-n", processes, "-m", "not slow"],
            cwd=tmp_path, env=environment, check=True, capture_output=True,
        )
        assert [(one.name, one.why.split(",")[0], one.marks) for one in unrun.read(written)] == [
            ("test_none.py", "skipped: could not import 'no_such_module': No module named 'no_such_module'", ()),
            ("test_some.py::test_gives_up", "skipped: no such thing", ()),
            ("test_some.py::test_skipped", "skipped: not here", ()),
            ("test_some.py::test_slow", LEFT_OUT, ("slow",)),
        ]
