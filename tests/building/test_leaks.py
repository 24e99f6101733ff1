"""The last look at a real site: a fault in the code that lets something out ends the build, and a sound build is reported on."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.publish.leaks import INDEX, report_of, signature
from tests.making import contact
from tests.support.built import Site
from tests.support.project import Project

pytestmark = pytest.mark.build

FAULT = """
    for one in prepared.apart.outside:
        if one.name == "contacts/desk":
            files.append(File.generated(config, "data/notes.txt", content=one.texts[-1]))
    for export in prepared.exports:
"""
SAID = "The northern counter closed last spring without telling anybody."
EDITIONS = ("public", "partners", "staff", "managers")


@pytest.fixture
def faulty(root: Path, project: Callable[[str], Project]) -> Project:
    """A project whose code puts the text of one managers' record where it does not belong."""
    made = project("minimal")
    if (made.root / "macros").is_symlink():
        (made.root / "macros").unlink()
        shutil.copytree(root / "macros", made.root / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    hooks = (made.root / "macros" / "hooks.py").read_text(encoding="utf-8")
    assert hooks.count("\n    for export in prepared.exports:\n") == 1
    made.write("macros/hooks.py", hooks.replace("\n    for export in prepared.exports:\n", FAULT))
    made.write("briefings/contacts/desk.md", contact("Desk", body=f"\n## Ask\n\n{SAID}\n", audience="managers").decode())
    return made


def test_a_build_that_would_let_a_record_out_ends_and_the_last_good_site_and_its_report_stay(
    faulty: Project, minimal: Site, tmp_path: Path
) -> None:
    out = shutil.copytree(minimal.folder, tmp_path / "site")
    report_of(out).write_bytes(b"the last report")
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    answer = faulty.build(out)
    assert answer.code == 1
    assert "data/notes.txt holds a sentence of contacts/desk" in answer.said
    assert [word for word in SAID.split() if len(word) > 5 and word in answer.said] == []
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert report_of(out).read_bytes() == b"the last report"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site")] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_report_stands_beside_the_site_and_has_the_hash_of_every_file(full: Callable[[str], Site], edition: str) -> None:
    site = full(edition)
    said = json.loads(report_of(site.folder).read_bytes())
    assert said["edition"] == edition
    assert said["day"] == "2026-11-25"
    assert said["findings"] == []
    assert said["outside"] > 0
    assert said["fingerprints"]["sentence"] > 0
    assert {**said["site"], **said["search_index"]} == {p: hashlib.sha256(d).hexdigest() for p, d in site.files.items()}
    assert all(path.startswith(INDEX) for path in said["search_index"])
    assert said["report_sha256"] == signature(said)
    assert not [path for path in site.files if "leak" in path]
