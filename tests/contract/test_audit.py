"""The check of packages against known weaknesses fails whenever it did not look. What pip-audit answers is written here
by hand, in the shape of its JSON: no test asks a service."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BAD = {"name": "jinja2", "version": "2.10", "vulns": [{"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"], "aliases": []}]}
GOOD = {"name": "good-one", "version": "1.0", "vulns": []}
Ask = Callable[[dict[str, str]], str]


@pytest.fixture(scope="module")
def audit(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", root / ".github" / "audit" / "audit.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    lock, control = tmp_path / "lock.txt", tmp_path / "control.txt"
    pin = "Good_One==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n    # via -r x\n"
    lock.write_text(f"# made\n{pin}", encoding="utf-8")
    control.write_text("jinja2==2.10  # weak\n", encoding="utf-8")
    return lock, control


def _said(*entries: dict[str, Any]) -> str:
    return json.dumps({"dependencies": list(entries), "fixes": []})


def _answers(lock: str, control: str = _said(BAD)) -> Ask:
    return lambda wanted: control if "jinja2" in wanted else lock


def test_a_weak_control_and_a_clean_lock_file_pass(audit: ModuleType, files: tuple[Path, Path]) -> None:
    lock, control = files
    assert audit.audit([lock], control, _answers(_said(GOOD))) == []


@pytest.mark.parametrize(
    "answer", ["", "[]", "{}", "null", _said(), _said({**BAD, "vulns": []}), _said({"name": "jinja2", "skip_reason": "gone"})],
)
def test_where_the_control_is_not_found_weak_nothing_passes(audit: ModuleType, files: tuple[Path, Path], answer: str) -> None:
    lock, control = files
    said = audit.audit([lock], control, _answers(_said(GOOD), answer))
    assert said == ["The control was not found: jinja2. So nothing can be said of any package."]


def test_an_empty_control_proves_nothing(audit: ModuleType, files: tuple[Path, Path]) -> None:
    lock, control = files
    control.write_text("# nothing\n", encoding="utf-8")
    assert audit.audit([lock], control, _answers(_said(GOOD))) == [
        "The control was not found: it is empty. So nothing can be said of any package.",
    ]


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (_said({**GOOD, "vulns": [{"id": "A-1"}, {"id": "A-2"}]}), "good-one 1.0 has known weaknesses: A-1, A-2."),
        (_said({"name": "good-one", "skip_reason": "not on the index"}), "good-one 1.0 was skipped: not on the index."),
        (_said(), "good-one 1.0 was not looked at."),
        (_said({"name": "good-one", "version": "1.0"}), "good-one 1.0 was not looked at."),
        ("Traceback", "good-one 1.0 pip-audit gave no answer that can be read."),
        (_said(GOOD, {"name": "other", "skip_reason": "x"}), "other  was skipped: x."),
    ],
)
def test_a_package_that_is_weak_or_was_not_looked_at_fails(
    audit: ModuleType, files: tuple[Path, Path], answer: str, line: str
) -> None:
    lock, control = files
    assert audit.audit([lock], control, _answers(answer)) == [line]


def test_a_lock_file_that_pins_nothing_fails(audit: ModuleType, files: tuple[Path, Path]) -> None:
    lock, control = files
    lock.write_text("", encoding="utf-8")
    assert audit.audit([lock], control, _answers(_said(GOOD))) == [f"{lock.parent.name}/lock.txt pins nothing."]


def test_every_package_of_both_lock_files_is_asked_about(audit: ModuleType) -> None:
    for lock, one in zip(audit.LOCKS, ("mkdocs", "pip-audit"), strict=True):
        text = lock.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))]
        names = {line.split("==")[0].split("[")[0].replace("_", "-").replace(".", "-").lower() for line in lines}
        assert one in names
        assert audit.pins(text).keys() == names


def test_the_control_names_the_versions_that_are_known_to_be_weak(audit: ModuleType) -> None:
    assert audit.pins(audit.CONTROL.read_text(encoding="utf-8")) == {"jinja2": "2.10", "pyyaml": "5.3"}
