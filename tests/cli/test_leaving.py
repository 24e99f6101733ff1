"""A command ends at once, and still says all it has to say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from macros.diagnostics.catalogue import CATALOGUE


def _ended(root: Path, *asked: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "macros.cli", *asked], cwd=root, capture_output=True, text=True, encoding="utf-8", check=False,
    )


@pytest.mark.parametrize(("asked", "code"), [("explain B104", 0), ("explain B999", 2), ("no-such-verb", 2)])
def test_a_command_ends_with_its_code(root: Path, asked: str, code: int) -> None:
    assert _ended(root, *asked.split()).returncode == code


def test_all_that_a_command_says_arrives_where_nobody_waits_for_each_line(root: Path) -> None:
    said = _ended(root, "explain").stdout
    assert [code for code in CATALOGUE if code not in said] == []


def test_a_command_whose_reader_has_gone_ends_without_a_traceback(root: Path) -> None:
    with subprocess.Popen([sys.executable, "-m", "macros.cli", "explain", "B104"], cwd=root, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as ended:
        assert ended.stdout is not None
        assert ended.stderr is not None
        ended.stdout.close()
        assert "Traceback" not in ended.stderr.read()


def test_nothing_of_ours_waits_for_the_end_of_the_program(root: Path) -> None:
    waiting = ("atexit", "weakref.finalize", "mkdtemp")
    texts = {path.name: path.read_text("utf-8") for path in (root / "macros").rglob("*.py")}
    held = [f"{name}: {word}" for name, text in texts.items() for word in waiting if word in text]
    assert held == []
