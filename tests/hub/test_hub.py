"""hub.py: the decisions it takes before anything is installed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import hub
from macros.cli import VERBS


def test_an_old_python_is_refused_in_one_line_that_names_both_versions() -> None:
    said = hub.python_problem((3, 10))
    assert said == "Python 3.10 is too old: the hub needs 3.11 or later."


@pytest.mark.parametrize("version", [(3, 11), (3, 14), (4, 0)])
def test_a_python_from_3_11_on_will_do(version: tuple[int, int]) -> None:
    assert hub.python_problem(version) == ""


def test_where_ensurepip_is_missing_the_package_to_install_is_named() -> None:
    said = hub.venv_problem((3, 12), ["ensurepip"])
    assert "apt-get install python3-venv" in said
    assert "python3.12-venv" in said
    assert "\n" not in said


def test_where_nothing_is_missing_nothing_is_said() -> None:
    assert hub.venv_problem((3, 12), []) == ""


def test_nothing_is_installed_while_something_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name)
    monkeypatch.setattr(hub, "set_up", lambda _: pytest.fail("it went on to install"))
    assert hub.main(["serve"]) == 1
    assert capsys.readouterr().err.startswith("Python's ensurepip is missing")


def test_a_set_up_that_fails_ends_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(_: Path) -> Path:
        raise subprocess.CalledProcessError(1, "pip")

    monkeypatch.setattr(hub, "set_up", fail)
    assert hub.main(["serve"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_python_of_a_venv_is_where_each_system_puts_it() -> None:
    assert hub.venv_python(Path("v"), "posix") == Path("v/bin/python")
    assert hub.venv_python(Path("v"), "nt") == Path("v/Scripts/python.exe")


class TestNeedsInstall:
    WANTED = hub.stamp_for(b"a==1\n", (3, 11, 7))

    @pytest.fixture
    def venv(self, tmp_path: Path) -> Path:
        """A finished set-up."""
        python = hub.venv_python(tmp_path)
        python.parent.mkdir()
        python.touch()
        (tmp_path / hub.STAMP).write_text(self.WANTED, encoding="utf-8")
        return tmp_path

    def test_a_finished_set_up_is_kept(self, venv: Path) -> None:
        assert not hub.needs_install(venv, self.WANTED)

    def test_a_missing_one_is_made(self, tmp_path: Path) -> None:
        assert hub.needs_install(tmp_path / "nowhere", self.WANTED)

    def test_one_that_never_finished_is_made_again(self, venv: Path) -> None:
        (venv / hub.STAMP).unlink()
        assert hub.needs_install(venv, self.WANTED)

    def test_one_whose_python_is_gone_is_made_again(self, venv: Path) -> None:
        hub.venv_python(venv).unlink()
        assert hub.needs_install(venv, self.WANTED)

    def test_other_packages_need_another_one(self, venv: Path) -> None:
        assert hub.needs_install(venv, hub.stamp_for(b"a==2\n", (3, 11, 7)))

    def test_another_python_needs_another_one(self, venv: Path) -> None:
        assert hub.needs_install(venv, hub.stamp_for(b"a==1\n", (3, 12, 0)))

    def test_line_ends_of_the_requirements_do_not_matter(self, venv: Path) -> None:
        assert not hub.needs_install(venv, hub.stamp_for(b"a==1\r\n", (3, 11, 7)))


@pytest.mark.parametrize("arguments", [[], ["--help"], ["help"]])
def test_without_a_command_the_help_is_shown_and_nothing_is_installed(root: Path, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "hub.py").write_bytes((root / "hub.py").read_bytes())
    done = subprocess.run(
        [sys.executable, str(tmp_path / "hub.py"), *arguments], capture_output=True, text=True, encoding="utf-8", check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: python3 hub.py COMMAND")
    assert [path.name for path in tmp_path.iterdir()] == ["hub.py"]


def test_the_help_names_every_verb_and_no_other() -> None:
    listed = [line.split()[0] for line in hub.HELP.splitlines() if line.startswith("  ")]
    assert sorted(listed) == sorted(VERBS)
