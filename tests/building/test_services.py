"""The commands of the workflows and of docs/project/publishing.md, run as they are written, on the smallest site."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.cli import VERBS
from macros.publish.releases.layout import Place
from macros.publish.releases.ledger import Entry, entries
from macros.publish.releases.manifest import manifest_in
from macros.publish.releases.verification import verify_folder
from tests.support.project import Answer
from tests.support.published import Kept, kept_project

pytestmark = [pytest.mark.build, pytest.mark.skipif(not shutil.which("bash"), reason="the commands are for bash")]

HUB = "import sys; from pathlib import Path; from macros.cli import main; sys.exit(main(sys.argv[1:], Path(__file__).parent))\n"
_CODE = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"hub\.py\"? ([^\n>]+)")
PAPER = "docs/project/publishing.md"
SEARCH = {"HUB_SEARCH": "1"}
"""A site whose search does not work is not fit to be published."""


def _scripts(root: Path, name: str) -> dict[str, str]:
    """Return the scripts of a workflow's jobs that call the hub, by the names of their steps."""
    return {step.get("name", step["run"]): step["run"] for _, step in _steps(root, name) if "hub.py" in step["run"]}


def _steps(root: Path, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each step of a workflow that is a script, with the name of its job."""
    flow: dict[str, Any] = yaml.safe_load((root / f".github/workflows/{name}.yml").read_text(encoding="utf-8"))
    yield from ((job, step) for job, said in flow["jobs"].items() for step in said["steps"] if "run" in step)


def _blocks(root: Path, holding: str = "") -> list[str]:
    """Return the commands of the paper, block by block: those that hold some words."""
    return [block for block in _CODE.findall((root / PAPER).read_text(encoding="utf-8")) if holding in block]


def _every(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((root / ".github/workflows").glob("*.yml")):
        yield from ((path.name, script) for script in _scripts(root, path.stem).values())
    yield from ((PAPER, block) for block in _blocks(root))


@pytest.fixture
def kept(root: Path, tmp_path: Path) -> Kept:
    """A small project with the way in that the commands call, and two commits."""
    made = kept_project(root, tmp_path / "made")
    made.project.write("hub.py", HUB)
    made.project.write(".gitignore", "__pycache__/\n")
    made.commit()
    page = made.project.root / "docs/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nA sentence that is new.\n", encoding="utf-8")
    made.commit()
    return made


@pytest.fixture
def shell(kept: Kept, tmp_path: Path) -> Callable[..., Answer]:
    """Run a script as a runner does: it stops at the first command that fails. The sandbox takes no project of links."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("python", "python3"):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()
    said = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "RUNNER_TEMP": str(work), "WORK": str(work), "EDITION": "public",
        # No test asks the internet: whatever would goes to a port where nobody answers.
        "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "no_proxy": "",
        "GITHUB_STEP_SUMMARY": str(work / "summary.md"), "HUB_SEARCH": "0", "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "Lead", "GIT_AUTHOR_EMAIL": "lead@example.org", "GIT_COMMITTER_NAME": "Lead",
        "GIT_COMMITTER_EMAIL": "lead@example.org", "BASE": kept.git("rev-parse", "HEAD~1"),
    }

    def run(script: str, more: dict[str, str] | None = None) -> Answer:
        bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script.replace(" --sandbox", "")]
        return kept.project.run(bash, kept.project.root, said | (more or {}))

    return run


def _done(answer: Answer) -> None:
    assert answer.code == 0, answer.said


def test_the_preview_lists_the_page_that_a_change_changes(root: Path, shell: Callable[..., Answer], tmp_path: Path) -> None:
    scripts = _scripts(root, "preview")
    assert len(scripts) == 2
    for script in scripts.values():
        _done(shell(script))
    summary = (tmp_path / "work/summary.md").read_text(encoding="utf-8")
    assert summary.startswith("## Pages that changed\n\n### Changed: 1 page\n\n- / ")
    assert (tmp_path / "work/after/index.html").is_file()


@pytest.mark.slow
def test_what_is_published_is_checked_verified_and_kept_whole(root: Path, shell: Callable[..., Answer], tmp_path: Path) -> None:
    scripts = _scripts(root, "publish")
    assert len(scripts) == 3
    for script in scripts.values():
        _done(shell(script, {"HOST": "azure-swa", **SEARCH}))
    manifest = json.loads((tmp_path / "work/release/manifest.json").read_text(encoding="utf-8"))
    assert {path for path in manifest["files"] if not (tmp_path / "work/release" / path).is_file()} == set()
    assert (tmp_path / "work/service/staticwebapp.config.json").is_file()


@dataclass(frozen=True)
class Runs:
    """A store that is kept on a branch, and machines that are empty at each run."""

    kept: Kept
    shell: Callable[..., Answer]
    folder: Path

    @property
    def remote(self) -> Path:
        """Where the branch stands."""
        return self.folder / "remote.git"

    def run(self, script: str, name: str, **more: str) -> Answer:
        """Run a script on a machine of this name."""
        work = self.folder / name
        work.mkdir(exist_ok=True)
        return self.shell(script, {"REMOTE": self.remote.as_uri(), "WORK": str(work), "RUNNER_TEMP": str(work), **SEARCH, **more})

    def change(self) -> None:
        """Change the project, so that the next release is another."""
        page = self.kept.project.root / "docs/index.md"
        page.write_text(page.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
        self.kept.commit()

    def ledger(self, name: str) -> tuple[Entry, ...]:
        """Return what the branch says was shown, from a store that is sound; the branch has no past."""
        store = self.folder / name
        self.kept.git("clone", "-q", "--branch", "hub-store", self.remote.as_uri(), str(store))
        assert verify_folder(store, lambda _: None).wrong == ()
        assert self.kept.git("-C", str(store), "rev-list", "--count", "HEAD") == "1"
        return entries(Place(store, "public"))


@pytest.fixture
def runs(kept: Kept, shell: Callable[..., Answer], tmp_path: Path) -> Runs:
    """A place for the branch, which is not there yet."""
    made = Runs(kept, shell, tmp_path)
    kept.git("init", "-q", "--bare", str(made.remote))
    return made


@pytest.mark.slow
def test_a_store_that_a_branch_keeps_goes_on_as_one_chain_on_machines_that_are_empty_each_time(root: Path, runs: Runs) -> None:
    begin, again = _blocks(root, "hub-store")
    _done(runs.run(begin, "first"))
    for name in ("second", "third"):
        runs.change()
        _done(runs.run(again, name))
    held = runs.ledger("whole")
    assert [entry.number for entry in held] == [1, 2, 3]
    assert len({entry.commit for entry in held}) == 3
    shown, _ = manifest_in(runs.folder / "whole/public/current/manifest.json")
    assert shown.previous == held[1].manifest
    runs.change()
    other = (
        'git clone -q --branch hub-store "$REMOTE" "$WORK/other"\ngit -C "$WORK/other" commit -q --allow-empty -m Other\n'
        'git -C "$WORK/other" push -q\npython3 hub.py verify'
    )
    refused = runs.run(again.replace("python3 hub.py verify", other, 1), "fourth")
    assert refused.code != 0
    assert "stale info" in refused.said


def test_without_its_branch_a_run_ends_and_no_second_chain_begins(root: Path, runs: Runs) -> None:
    _, again = _blocks(root, "hub-store")
    refused = runs.run(again, "first")
    assert refused.code != 0
    assert "hub-store not found" in refused.said
    assert runs.kept.git("ls-remote", str(runs.remote)) == ""
    empty = 'mkdir "$WORK/store"\npython3 hub.py publish --to "$WORK/store" --edition public --version 2026.11'
    refused = runs.run(empty, "second")
    assert refused.code != 0
    assert "say --new" in refused.said


@pytest.mark.slow
def test_the_workflow_takes_the_store_from_its_branch_and_another_job_puts_it_back(root: Path, runs: Runs) -> None:
    begin, _ = _blocks(root, "hub-store")
    _done(runs.run(begin, "first"))
    runs.change()
    # What actions/checkout does, and then the two that carry the artifact from one job to the other.
    runs.kept.git("clone", "-q", "--branch", "hub-store", runs.remote.as_uri(), str(runs.kept.project.root / "store"))
    for job, step in _steps(root, "publish"):
        if job == "build" and "HUB_HOST" not in step.get("if", ""):
            _done(runs.run(step["run"], "build", KEPT="hub-store"))
    shutil.copytree(runs.folder / "build/kept", runs.kept.project.root / "kept")
    (put_back,) = [step["run"] for job, step in _steps(root, "publish") if job == "keep"]
    _done(runs.run(put_back, "keep", KEPT="hub-store"))
    assert [entry.number for entry in runs.ledger("whole")] == [1, 2]


def test_the_nightly_look_at_links_ends_well_where_none_is_broken(
    root: Path, shell: Callable[..., Answer], tmp_path: Path,
) -> None:
    for script in _scripts(root, "links").values():
        _done(shell(script))
    assert "0 of 1 links answer" in (tmp_path / "work/summary.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_commands_for_any_other_service_run_as_written(
    root: Path, kept: Kept, shell: Callable[..., Answer], tmp_path: Path,
) -> None:
    remote = tmp_path / "remote.git"
    kept.git("init", "-q", "--bare", str(remote))
    blocks = [block for block in _blocks(root) if "hub-store" not in block and "npm" not in block]
    assert len(blocks) == 5
    for block in blocks:
        _done(shell(block, {"REMOTE": str(remote), **SEARCH}))
    assert "### Changed: 1 page" in (tmp_path / "work/changed.md").read_text(encoding="utf-8")
    pushed = subprocess.run(
        ["git", "-C", str(remote), "ls-tree", "-r", "--name-only", "pages"], capture_output=True, text=True, check=True,
    ).stdout.splitlines()
    pages = tmp_path / "work/pages"
    there = {path.relative_to(pages).as_posix() for path in pages.rglob("*") if path.is_file()}
    assert set(pushed) == {path for path in there if not path.startswith(".git/")}
    assert ".nojekyll" in pushed


def test_every_command_is_one_that_the_hub_takes(root: Path) -> None:
    asked = [command for _, script in _every(root) for command in _COMMAND.findall(script.replace("\\\n", " "))]
    assert len(asked) > 20
    for command in asked:
        verb, *arguments = shlex.split(command.replace('${BASE:+--since "$BASE"}', "--since BASE").replace("$EDITION", "staff")
            .replace("$HOST", "azure-swa").replace("$today", "2026-11-25"))
        parser = argparse.ArgumentParser(verb)
        importlib.import_module(f"macros.cli.{VERBS[verb][0]}").add_arguments(parser)
        parser.parse_args(arguments)


def test_what_the_workflows_ask_of_the_hub_stands_in_the_paper_too(root: Path) -> None:
    """The verbs and options of both; `--format github` says where its own service shows a finding."""
    words: dict[bool, set[str]] = {True: set(), False: set()}
    for name, script in _every(root):
        if name != "check.yml":
            for command in _COMMAND.findall(script):
                words[name == PAPER] |= set(re.findall(r"^[a-z-]+|--[a-z]+", command))
    assert words[False] - words[True] == {"--format"}
