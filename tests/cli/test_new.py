"""`new` writes one draft and overwrites nothing; what it cannot do it says, with what to write instead."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.cli import explain, new, schemas
from macros.diagnostics.catalogue import CATALOGUE
from tests.cli.asking import ask


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A folder with nothing but the settings."""
    shutil.copy(root / "mkdocs.yml", tmp_path)
    return tmp_path


def test_new_writes_the_draft_and_says_what_comes_next(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(new, project, "themes", "Café culture", "--audience", "staff") == 0
    said = capsys.readouterr().out
    assert said.startswith("Made briefings/themes/cafe-culture.md: a draft, for staff.")
    assert "python3 hub.py check briefings/themes/cafe-culture.md" in said
    written = (project / "briefings/themes/cafe-culture.md").read_bytes()
    assert written.startswith(b"---\n")
    assert b"\r" not in written


@pytest.mark.parametrize(("arguments", "said"), [
    (("theme", "T", "--audience", "staff"), "there is no type 'theme'. Did you mean 'themes'?"),
    (("nonsense", "T", "--audience", "staff"), "The types are: audits, "),
    (("themes", "T"), "with --audience and one of public, partners, staff, managers."),
    (("themes", "T", "--audience", "Staf"), "there is no audience 'Staf'. Did you mean 'staff'?"),
    (("themes", "???", "--audience", "staff"), "“???” has no letter or figure"),
])  # fmt: skip
def test_new_says_what_was_asked_wrongly_and_writes_nothing(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert ask(new, project, *arguments) == 2
    assert said in capsys.readouterr().err
    assert not (project / "briefings").exists()


@pytest.mark.parametrize("name", ["carers.md", "Carers.MD"])
def test_new_overwrites_nothing_whatever_the_capitals(project: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    folder = project / "briefings/themes"
    folder.mkdir(parents=True)
    (folder / name).write_text("mine", encoding="utf-8")
    (folder / "carers-2.md").write_text("mine", encoding="utf-8")
    assert ask(new, project, "themes", "Carers", "--audience", "staff") == 2
    said = capsys.readouterr().err
    assert f"briefings/themes/{name} is there already" in said
    assert "carers-3.md would be free" in said
    assert {p.name for p in folder.iterdir()} == {name, "carers-2.md"}
    assert (folder / name).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("said", ["B104", "b104", "unknown-reference", "Unknown-Reference"])
def test_explain_says_what_a_code_means(project: Path, capsys: pytest.CaptureFixture[str], said: str) -> None:
    assert ask(explain, project, said) == 0
    shown = " ".join(capsys.readouterr().out.split())
    code = CATALOGUE["B104"]
    assert shown == " ".join(f"B104 unknown-reference (error) Why {code.why} What to do {code.fix}".split())


@pytest.mark.parametrize(("said", "meant"), [("B1O4", "B104"), ("b1l4", "B114"), ("unknown-referense", "unknown-reference")])
def test_explain_suggests_the_code_that_was_meant(
    project: Path, capsys: pytest.CaptureFixture[str], said: str, meant: str
) -> None:
    assert ask(explain, project, said) == 2
    assert f"there is no code '{said}'. Did you mean '{meant}'?" in capsys.readouterr().err


def test_explain_without_a_code_lists_them_all(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(explain, project) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:4] for line in lines if line[:1] in ("B", "P")] == sorted(CATALOGUE)
    assert "B209  near-title (warning)" in lines


def test_schemas_writes_what_is_stale_and_then_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / ".vscode/schemas").mkdir(parents=True)
    (project / ".vscode/schemas/gone.json").write_text("{}", encoding="utf-8")
    (project / ".vscode/launch.json").write_text("mine", encoding="utf-8")
    assert ask(schemas, project, "--check") == 1
    assert "python3 hub.py schemas" in capsys.readouterr().out
    assert ask(schemas, project) == 0
    said = capsys.readouterr().out
    assert "Wrote .vscode/schemas/themes.json." in said
    assert "Removed .vscode/schemas/gone.json" in said
    assert ask(schemas, project, "--check") == 0
    assert "as the declarations say" in capsys.readouterr().out
    assert (project / ".vscode/launch.json").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("verb", [new, schemas])
def test_settings_that_cannot_be_read_are_reported_with_their_place(
    project: Path, capsys: pytest.CaptureFixture[str], verb: object
) -> None:
    (project / "mkdocs.yml").write_text("extra: {}\n", encoding="utf-8")
    assert ask(verb, project, *(("themes", "T", "--audience", "staff") if verb is new else ())) == 1
    assert "mkdocs.yml:1:1: error B902" in capsys.readouterr().err
