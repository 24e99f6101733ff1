"""What runs for a stranger's pull request: it can read the code, and nothing else. Three jobs of ours hand on what was made."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_TRIGGERS = {"pull_request", "push", "schedule"}
_SECRET = re.compile(r"secrets\s*\.\s*(\w+)|secrets\s*\[[^]]*\]|secrets\s*:|github\.token|GITHUB_TOKEN")
_READS = [{}, {"contents": "read"}]


@dataclass(frozen=True)
class Handing:
    """A job that hands on what another made, and does nothing else: no code of ours, no stranger, not unasked."""

    asked: str
    steps: tuple[str, ...]
    """The actions in their order; `run` where a step is a script."""
    permissions: Mapping[str, str]
    environment: str = ""
    secrets: tuple[str, ...] = ()
    """All that it may use, as they stand in its text."""


_HOST = "${{ !cancelled() && !failure() && vars.HUB_HOST == '%s' }}"
_DOWNLOAD = "actions/download-artifact"
HANDING = (
    Handing("vars.HUB_STORE_BRANCH != ''", (_DOWNLOAD, "run"), {"contents": "write"}, secrets=("github.token",)),
    Handing(_HOST % "github-pages", ("actions/deploy-pages",), {"pages": "write", "id-token": "write"}, "github-pages"),
    Handing(
        _HOST % "azure-swa", (_DOWNLOAD, _DOWNLOAD, "run", "run"), {}, "azure-static-web-apps",
        ("secrets.AZURE_STATIC_WEB_APPS_TOKEN",),
    ),
)
_OURS = re.compile(r"hub\.py|python|macros|pip ")


def faults(text: str) -> list[str]:
    """Return what a workflow may not do and does, a few words each."""
    flow: dict[Any, Any] = yaml.safe_load(text)
    started = flow.get("on", flow.get(True))  # YAML 1.1 reads the word `on` as true
    names = {started} if isinstance(started, str) else set(started or ())
    found = [f"starts on {name}" for name in sorted(names - _TRIGGERS)]
    if flow.get("permissions") != {}:
        found.append("has permissions by default")
    hands = {name for name, job in flow["jobs"].items() if _only_hands_on(job, names)}
    rest = {**flow, "jobs": {name: job for name, job in flow["jobs"].items() if name not in hands}}
    if _SECRET.search(yaml.safe_dump(rest)):
        found.append("uses a secret")
    for name, job in flow["jobs"].items():
        found += [f"{name}: {fault}" for fault in _job_faults(job, hands_on=name in hands)]
    return found


def _only_hands_on(job: dict[str, Any], names: set[str]) -> bool:
    steps = tuple(str(step.get("uses", "run")).partition("@")[0] for step in job.get("steps", []))
    used = {match[0] for match in _SECRET.finditer(yaml.safe_dump(job))}
    scripts = [str(step.get("run", "")) for step in job.get("steps", [])]
    return names <= {"push", "schedule"} and not any(_OURS.search(script) for script in scripts) and any(
        job.get("if") == hands.asked and steps == hands.steps and job.get("permissions") == hands.permissions
        and job.get("environment", {"name": ""}) == {"name": hands.environment} and used <= set(hands.secrets)
        for hands in HANDING
    )


def _job_faults(job: dict[str, Any], *, hands_on: bool) -> Iterator[str]:
    if job.get("permissions", {}) not in _READS and not hands_on:
        yield "may do more than read"
    if ("environment" in job and not hands_on) or "container" in job or "services" in job:
        yield "has an environment, a container or a service"
    if "self-hosted" in str(job.get("runs-on", "")):
        yield "runs on a machine of our own"
    if "timeout-minutes" not in job and "uses" not in job:
        yield "has no time limit"
    for step in [job, *job.get("steps", [])]:
        uses = str(step.get("uses", ""))
        if uses and not _PINNED.fullmatch(uses):
            yield f"{uses} is not pinned by hash"
        if uses.startswith("actions/checkout@") and (step.get("with") or {}).get("persist-credentials") is not False:
            yield "leaves the token behind"
        if _EXPRESSION.search(str(step.get("run", ""))):
            yield "puts an expression into a script"


def _workflows(root: Path) -> list[Path]:
    return sorted(p for p in (root / ".github" / "workflows").iterdir() if p.suffix in (".yml", ".yaml"))


def test_every_workflow_reads_only_and_runs_only_what_is_pinned(root: Path) -> None:
    assert {p.name: faults(p.read_text(encoding="utf-8")) for p in _workflows(root)} == {
        "check.yml": [], "links.yml": [], "preview.yml": [], "publish.yml": [],
    }


def test_the_version_stands_beside_every_hash(root: Path) -> None:
    lines = [line for p in _workflows(root) for line in p.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert lines
    assert [line for line in lines if not re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []


GOOD = """\
on: [pull_request]
permissions: {}
jobs:
  a:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions: {contents: read}
    steps:
      - uses: actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10
        with: {persist-credentials: false}
      - run: echo "$ONE"
"""


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("[pull_request]", "[pull_request_target]", "starts on pull_request_target"),
        ("[pull_request]", "pull_request_target", "starts on pull_request_target"),
        ("[pull_request]", "{workflow_run: {workflows: [Check]}}", "starts on workflow_run"),
        ("[pull_request]", "[pull_request, issue_comment]", "starts on issue_comment"),
        ("permissions: {}\n", "", "has permissions by default"),
        ("permissions: {}\n", "permissions: read-all\n", "has permissions by default"),
        ("{contents: read}", "{contents: write}", "a: may do more than read"),
        ("{contents: read}", "write-all", "a: may do more than read"),
        ("{contents: read}", "{contents: read, id-token: write}", "a: may do more than read"),
        ("@df4cb1c069e1874edd31b4311f1884172cec0e10", "@v6", "a: actions/checkout@v6 is not pinned by hash"),
        ("@df4cb1c069e1874edd31b4311f1884172cec0e10", "@df4cb1c", "a: actions/checkout@df4cb1c is not pinned by hash"),
        ("        with: {persist-credentials: false}\n", "", "a: leaves the token behind"),
        ('echo "$ONE"', "echo ${{ github.head_ref }}", "a: puts an expression into a script"),
        ('echo "$ONE"', "x\n        env: {ONE: '${{ secrets.ONE }}'}", "uses a secret"),
        ('echo "$ONE"', "x\n        env: {ONE: '${{ secrets[''ONE''] }}'}", "uses a secret"),
        ('echo "$ONE"', "x\n        env: {ONE: '${{ github.token }}'}", "uses a secret"),
        ("ubuntu-latest", "self-hosted", "a: runs on a machine of our own"),
        ("    timeout-minutes: 5\n", "", "a: has no time limit"),
        ("timeout-minutes: 5", "timeout-minutes: 5\n    environment: live", "a: has an environment, a container or a service"),
    ],
)
def test_a_workflow_that_may_do_more_would_be_seen(good: str, bad: str, fault: str) -> None:
    assert faults(GOOD) == []
    assert good in GOOD
    assert fault in faults(GOOD.replace(good, bad))


BY_HAND = """\
on: {push: {branches: [main]}, schedule: [{cron: "1 2 * * *"}]}
permissions: {}
jobs:
  pages:
    if: ${{ !cancelled() && !failure() && vars.HUB_HOST == 'github-pages' }}
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions: {pages: write, id-token: write}
    environment: {name: github-pages}
    steps:
      - uses: actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e
  keep:
    if: vars.HUB_STORE_BRANCH != ''
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions: {contents: write}
    steps:
      - uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c
      - run: git push
        env: {TOKEN: "${{ github.token }}"}
  azure:
    if: ${{ !cancelled() && !failure() && vars.HUB_HOST == 'azure-swa' }}
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions: {}
    environment: {name: azure-static-web-apps}
    steps:
      - uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c
      - uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c
      - run: npm ci
      - run: swa deploy
        env: {TOKEN: "${{ secrets.AZURE_STATIC_WEB_APPS_TOKEN }}"}
"""


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("on: {push: {branches: [main]}", "on: {pull_request: {}, push: {branches: [main]}", "pages: may do more than read"),
        ("    if: ${{ !cancelled() && !failure() && vars.HUB_HOST == 'github-pages' }}\n", "", "pages: may do more than read"),
        ("vars.HUB_HOST == 'github-pages'", "vars.HUB_HOST != ''", "pages: may do more than read"),
        ("pages: write,", "pages: write, contents: write,", "pages: may do more than read"),
        ("name: github-pages", "name: live", "pages: may do more than read"),
        ("      - uses: actions/deploy", "      - run: a\n      - uses: actions/deploy", "pages: may do more than read"),
        ("actions/deploy-pages@", "somebody/deploy-pages@", "pages: may do more than read"),
        ("    if: vars.HUB_STORE_BRANCH != ''\n", "", "keep: may do more than read"),
        ("{contents: write}", "{contents: write, actions: write}", "keep: may do more than read"),
        ("run: git push", "run: python hub.py publish", "keep: may do more than read"),
        ("github.token", "secrets.OTHER", "keep: may do more than read"),
        ("github.token", "secrets['OTHER']", "uses a secret"),
        ("    environment: {name: azure-static-web-apps}\n", "", "uses a secret"),
        ("AZURE_STATIC_WEB_APPS_TOKEN", "OTHER", "uses a secret"),
        ("run: npm ci", "run: pip install x", "azure: has an environment, a container or a service"),
        ("permissions: {}\n    environment", "permissions: {contents: write}\n    environment", "azure: may do more than read"),
    ],
)
def test_a_job_hands_on_what_was_made_only_where_it_was_asked_to_and_does_nothing_else(good: str, bad: str, fault: str) -> None:
    assert faults(BY_HAND) == []
    assert good in BY_HAND
    assert fault in faults(BY_HAND.replace(good, bad))


def test_the_tool_that_is_given_a_token_is_what_its_list_says_part_by_part(root: Path) -> None:
    folder = root / ".github/azure-swa"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    held = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert held.pop("")["dependencies"] == wanted
    assert {name: held[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [name for name, part in held.items() if not part["integrity"].startswith("sha512-")] == []


def _zizmor(*more: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("zizmor", path=sysconfig.get_path("scripts"))
    assert program, "zizmor is in requirements.txt: set the hub up again"
    command = [program, "--offline", "--no-config", "--persona=auditor", "--strict-collection", "--no-progress", *more]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)


def test_zizmor_finds_nothing_in_the_workflows(root: Path) -> None:
    done = _zizmor(str(root / ".github"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_would_find_a_workflow_that_trusts_a_stranger(tmp_path: Path) -> None:
    flow = tmp_path / ".github" / "workflows" / "bad.yml"
    flow.parent.mkdir(parents=True)
    flow.write_text(GOOD.replace("[pull_request]", "[pull_request_target]"), encoding="utf-8")
    done = _zizmor("--collect=all", str(flow))
    assert done.returncode != 0
    assert "dangerous-triggers" in done.stdout


GUARDED = (
    "macros", "overrides", "docs", "mkdocs.yml", "hub.py", "requirements.in", "requirements.txt", "pyproject.toml", ".ci",
    ".github", ".githooks",
)


def test_whatever_runs_or_decides_what_runs_has_an_owner(root: Path) -> None:
    text = (root / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    owned = dict(line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#"))
    assert all(owners.startswith("@") for owners in owned.values())
    there = [name for name in GUARDED if (root / name).exists()]
    assert len(there) >= len(GUARDED) - 1, "a guarded path has another name now"
    assert [name for name in there if (f"/{name}/" if (root / name).is_dir() else f"/{name}") not in owned] == []
    others = {p.name for pattern in ("requirements*", "*.py", "*.toml") for p in root.glob(pattern)}
    assert sorted(name for name in others if f"/{name}" not in owned) == []


def test_no_entry_of_the_owners_takes_a_guarded_path_back(root: Path) -> None:
    """The last entry that fits a path counts, and one without owners leaves it to anybody."""
    lines = (root / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    entries = [line.split() for line in lines if line and not line.startswith("#")]
    assert [entry for entry in entries if len(entry) < 2 or not re.fullmatch(r"/[\w.-]+/?", entry[0])] == []
