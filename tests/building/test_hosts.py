"""`build --host`: the policy that no content can reach, where settings are put, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.cli.bare import bare_pages
from macros.publish.policy import Policy, policy_of
from tests.support.built import Site
from tests.support.project import TODAY, Project

pytestmark = pytest.mark.build


def _policy(project: Project, depth: int) -> Policy:
    return policy_of(bare_pages(project.root, depth, TODAY))


def test_the_policy_is_the_same_whatever_the_content(project: Callable[[str], Project]) -> None:
    hostile, harmless = project("full"), project("minimal")
    hostile.write("docs/index.md", "---\ntitle: Home\naudience: public\n---\n<script>mine()</script>\n")
    assert _policy(hostile, 2) == _policy(harmless, 2)


def test_a_script_is_added_for_each_depth_of_folders_and_for_no_other_reason(project: Callable[[str], Project]) -> None:
    made = project("minimal")
    shallow, deep = _policy(made, 6), _policy(made, 7)
    assert len(set(deep.scripts) - set(shallow.scripts)) == 1
    assert set(shallow.scripts) < set(deep.scripts)


def test_pages_without_content_hold_no_word_of_it(project: Callable[[str], Project]) -> None:
    text = "".join(bare_pages(project("full").root, 2, TODAY))
    for word in ("qxmanagersqx", "Marked", "hostile", "Recording"):
        assert word not in text


def test_a_service_finds_its_settings_in_the_site(project: Callable[[str], Project], tmp_path: Path) -> None:
    answer = project("minimal").build(tmp_path / "out", "staff", "--host", "azure-swa")
    assert answer.code == 0, answer.said
    assert "Settings for Azure Static Web Apps" in answer.said
    settings = json.loads((tmp_path / "out" / "staticwebapp.config.json").read_text("utf-8"))
    assert settings["routes"][-1]["allowedRoles"] == ["staff", "managers"]
    assert "sha256-" in settings["globalHeaders"]["Content-Security-Policy"]
    assert not (tmp_path / "out.host").exists()


def test_a_server_finds_its_settings_beside_the_site_and_none_in_it(
    project: Callable[[str], Project], minimal: Site, tmp_path: Path,
) -> None:
    answer = project("minimal").build(tmp_path / "out", "staff", "--host", "nginx")
    assert answer.code == 0, answer.said
    assert [path.name for path in (tmp_path / "out.host").iterdir()] == ["nginx.conf"]
    found = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert {path for path in found if not path.startswith("search/index/")} == {
        path for path in minimal.files if not path.startswith("search/index/")
    }


@pytest.mark.parametrize("host", ["netlify", "github-pages"])
def test_a_host_that_shows_everything_to_everybody_is_refused_before_anything_is_built(
    project: Callable[[str], Project], tmp_path: Path, host: str,
) -> None:
    answer = project("minimal").build(tmp_path / "out", "managers", "--host", host)
    assert answer.code == 2
    assert "the managers edition is not for everybody" in answer.said
    assert not (tmp_path / "out").exists()


def test_an_edition_in_a_folder_of_a_host_is_refused(project: Callable[[str], Project], tmp_path: Path) -> None:
    made = project("minimal")
    settings = made.root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace(".gov.uk/", ".gov.uk/staff/"), encoding="utf-8")
    answer = made.build(tmp_path / "out", "staff", "--host", "nginx")
    assert answer.code == 1
    assert "Give the edition a host of its own" in answer.said
    assert not (tmp_path / "out").exists()


def test_settings_for_a_server_are_not_written_in_the_sandbox(project: Callable[[str], Project], tmp_path: Path) -> None:
    answer = project("minimal").build(tmp_path / "out", "staff", "--host", "nginx", "--sandbox")
    assert answer.code == 2
    assert "not allowed with" in answer.said
    assert not (tmp_path / "out").exists()
