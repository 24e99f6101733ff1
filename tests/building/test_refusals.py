"""With an error anywhere nothing is written, whoever starts the build, and everything wrong is said at once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.built import Site
from tests.support.project import Project

pytestmark = pytest.mark.build

WRONG = {
    ("briefings/nowhere/lost.md", 1, "B201"),
    ("briefings/seven-minute/Capital Letter.md", 1, "B202"),
    ("briefings/seven-minute/html.md", 21, "B301"),
    ("briefings/seven-minute/html.md", 37, "B305"),
    ("briefings/seven-minute/no-audience.md", 1, "B106"),
    ("briefings/seven-minute/not-closed.md", 1, "B006"),
    ("briefings/seven-minute/six-parts.md", 39, "B308"),
    ("briefings/seven-minute/stray.txt", 1, "B206"),
    ("briefings/seven-minute/three-slips.md", 6, "B109"),
    ("briefings/seven-minute/three-slips.md", 15, "B109"),
    ("briefings/seven-minute/three-slips.md", 17, "B105"),
    ("briefings/seven-minute/unknown-owner.md", 7, "B104"),
    ("docs/index.md", 1, "B501"),
}


def _said(text: str) -> set[tuple[str, int, str]]:
    found = re.findall(r"^\s*(\S.*?):(\d+):\d+:(?: error| warning)? (B\d{3})", text, re.MULTILINE)
    return {(path, int(line), code) for path, line, code in found}


def _state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {str(p.relative_to(folder)): (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def good(minimal: Site, tmp_path: Path) -> Path:
    """The last good site."""
    return shutil.copytree(minimal.folder, tmp_path / "site")


def test_a_refused_build_says_everything_that_is_wrong_and_leaves_the_last_good_site(
    project: Callable[[str], Project], good: Path
) -> None:
    before = _state(good)
    answer = project("broken").build(good)
    assert answer.code == 1
    assert _said(answer.said) == WRONG
    assert "Traceback" not in answer.said
    assert _state(good) == before
    assert [p.name for p in good.parent.iterdir() if p.name.startswith(".site")] == []


def test_plain_mkdocs_refuses_as_well_from_any_folder(project: Callable[[str], Project], good: Path, tmp_path: Path) -> None:
    before = _state(good)
    (tmp_path / "elsewhere").mkdir()
    answer = project("broken").mkdocs(good, tmp_path / "elsewhere")
    assert answer.code != 0
    assert _said(answer.said) == WRONG
    assert "Traceback" not in answer.said
    assert _state(good) == before


def test_plain_mkdocs_builds_the_same_pages_from_any_folder(
    project: Callable[[str], Project], minimal: Site, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    answer = project("minimal").mkdocs(tmp_path / "out", tmp_path / "elsewhere", HUB_EDITION="staff")
    assert answer.code == 0, answer.said
    made = Site(tmp_path / "out")
    assert set(made.pages) == set(minimal.pages)
    assert {path: data for path, data in made.files.items() if path.endswith(".html")} == {
        path: data for path, data in minimal.files.items() if path.endswith(".html")
    }


def test_without_a_wish_the_edition_is_staff(project: Callable[[str], Project], tmp_path: Path) -> None:
    answer = project("minimal").mkdocs(tmp_path / "out", HUB_SEARCH="0")
    assert answer.code == 0, answer.said
    assert "Staff edition" in Site(tmp_path / "out").page("").text


def test_an_edition_that_does_not_exist_is_refused(project: Callable[[str], Project], tmp_path: Path) -> None:
    answer = project("minimal").mkdocs(tmp_path / "out", HUB_EDITION="everybody")
    assert answer.code != 0
    assert "there is no edition 'everybody'; the editions are public, partners, staff, managers" in answer.said
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_something_else_is_not_built_over(project: Callable[[str], Project], tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("ten years of work", encoding="utf-8")
    answer = project("minimal").build(mine)
    assert answer.code == 2
    assert (mine / "thesis.txt").read_text(encoding="utf-8") == "ten years of work"


def test_the_project_itself_is_not_built_over(project: Callable[[str], Project]) -> None:
    made = project("minimal")
    assert made.build(made.root).code == 2
    assert made.build(made.root / "docs").code == 2
    assert (made.root / "docs" / "index.md").is_file()


def test_what_was_in_the_last_site_and_is_no_more_goes(project: Callable[[str], Project], good: Path) -> None:
    made = project("minimal")
    made.root.joinpath("briefings/seven-minute/first-visit.md").unlink()
    answer = made.build(good)
    assert answer.code == 0, answer.said
    assert Site(good).where("first-visit") == []
