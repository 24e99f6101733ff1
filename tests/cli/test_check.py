"""`check` says gaps after what is wrong, each on a line, and fails on none of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from macros.cli import check
from macros.cli.report import report, summary
from macros.diagnostics import Code, Diagnostic, Severity, Span
from tests.cli.asking import ask
from tests.learning.histories import Files, briefing, team, together

ROOTLESS = briefing("2026-02-01", "rootless")


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A folder with the settings and the site's own pages."""
    shutil.copy(root / "mkdocs.yml", tmp_path)
    shutil.copytree(root / "docs", tmp_path / "docs")
    return tmp_path


def _write(project: Path, *files: Files) -> None:
    for path, data in together(*files).items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(data)


def _ask(project: Path, *arguments: str) -> int:
    return ask(check, project, "--today", "2026-11-22", *arguments)


def test_gaps_are_a_line_each_and_no_error(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(project, ROOTLESS)
    assert _ask(project) == 0
    said = capsys.readouterr().out.splitlines()
    wrong, mended = "The briefing does not say what it was learned from.", "Say what it was learned from (learned_from)."
    assert said == [f"briefings/seven-minute/rootless.md:2:8: advice B605 {wrong} {mended}", "", "No errors. 1 gap (advice)."]


def test_where_nothing_at_all_is_found_nothing_is_said_of_gaps(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(project)
    assert _ask(project) == 0
    assert capsys.readouterr().out == "No problems found.\n"


def test_while_an_error_stands_no_gap_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(project, ROOTLESS, {"briefings/contacts/other.md": b"---\ntitle: Other\n---\n"})
    assert _ask(project) == 1
    said = capsys.readouterr().out
    assert "B605" not in said
    assert said.endswith("errors.\n")


def test_a_path_asks_for_the_gaps_of_its_files_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(project, ROOTLESS, team("another"))
    assert _ask(project, str(project / "briefings/contacts")) == 0
    assert capsys.readouterr().out == "No problems found.\n"


def test_gaps_are_notices_for_github_and_whole_in_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write(project, ROOTLESS)
    _ask(project, "--format", "github")
    assert capsys.readouterr().out.startswith("::notice file=briefings/seven-minute/rootless.md,line=2,col=8,")
    _ask(project, "--format", "json")
    (gap,) = json.loads(capsys.readouterr().out)
    assert (gap["severity"], gap["code"], gap["name"]) == ("advice", "B605", "briefing-from-nothing")
    assert gap["help"] == "Say what it was learned from (learned_from)."


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ((), "No problems found."), ((Severity.ADVICE,), "No errors. 1 gap (advice)."),
        ((Severity.WARNING, Severity.ADVICE, Severity.ADVICE), "1 warning. 2 gaps (advice)."),
        ((Severity.ERROR, Severity.ERROR, Severity.WARNING), "2 errors, 1 warning."),
    ],
)
def test_the_count_keeps_gaps_apart(severities: tuple[Severity, ...], said: str) -> None:
    assert summary(tuple(_finding(severity) for severity in severities)) == said


def test_gaps_follow_whatever_is_wrong() -> None:
    text = report((_finding(Severity.ADVICE), _finding(Severity.WARNING)))
    assert text.index("warning X1") < text.index("advice X1")


def _finding(severity: Severity) -> Diagnostic:
    return Diagnostic(Code("X1", "a-name", severity, "Why.", "Fix."), "a.md", Span(1, 1), "What.", "Do.")
