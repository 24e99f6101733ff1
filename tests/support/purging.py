"""A small site that is published with a record in it that has to go, and what is left of it once it was purged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.project import Project, once
from tests.support.published import EARLIER, LATEST, RECORD, Kept, kept_project

HARM = "seven-minute/second-visit"
WHY = "It named a place."
SAID = "The zebra crossed the frozen canal behind the mill at noon"
"""A sentence that nothing else says."""
FRONT = """---
title: The quiet zebra of the frozen canal
summary: See the zebra.
audience: public
status: published
published: 2026-03-02
owner: adult-safeguarding-team
review: {due: 2027-03-02, every: 12 months}
variant: topic
questions: [Zebras?, Canals?]
changes: [{on: 2026-03-02, version: 1, note: Begun., approved_by: Lead}]
example: true
---
"""

ASKED = (HARM, "--reason", WHY, "--approved-by", "Principal social worker")


def with_harm(root: Path, into: Path, audience: str = "public") -> Kept:
    """Return a project with a record that has to go, to which another one leads if it may."""
    kept = kept_project(root, into)
    text = (kept.project.root / f"briefings/{RECORD}.md").read_text("utf-8")
    parts = (line for line in text.splitlines() if line.startswith("## "))
    body = "\n\n".join(f"{part}\n\n1. {SAID}, in part {number}." for number, part in enumerate(parts))
    kept.project.write(f"briefings/{HARM}.md", f"{FRONT.replace('audience: public', f'audience: {audience}')}\n{body}\n")
    if audience == "public":  # a link may not lead to what fewer may read
        text = text.replace("the answer.", "the answer, as in [it](second-visit.md).")
    kept.project.write(f"briefings/{RECORD}.md", text)
    kept.commit()
    return kept


def without_harm(kept: Kept) -> None:
    """Take the record out of a project, and the way to it."""
    (kept.project.root / f"briefings/{HARM}.md").unlink()
    text = (kept.project.root / f"briefings/{RECORD}.md").read_text("utf-8")
    kept.project.write(f"briefings/{RECORD}.md", text.replace(", as in [it](second-visit.md)", ""))
    kept.commit()


def to_purge(root: Path, factory: pytest.TempPathFactory) -> Kept:
    """Return a project whose site is out in two versions that both hold the record; the project holds it no more."""

    def make(folder: Path) -> None:
        kept = with_harm(root, folder)
        text = (kept.project.root / f"briefings/{HARM}.md").read_text("utf-8")
        for version, summary in ((EARLIER, "See the zebra."), (LATEST, "See the zebra cross it.")):
            kept.project.write(f"briefings/{HARM}.md", text.replace("See the zebra.", summary))
            kept.commit()
            answer = kept.publish(version=version)
            assert answer.code == 0, answer.said
        assert (kept.store / f"public/current/history/{HARM}/index.html").is_file()
        without_harm(kept)

    return Kept(Project(once(factory, "to-purge", make) / "project"))


def once_purged(root: Path, factory: pytest.TempPathFactory) -> Kept:
    """Return the same, once the record was purged."""
    published = to_purge(root, factory)

    def make(folder: Path) -> None:
        shutil.copytree(published.project.root.parent, folder, symlinks=True)
        kept = Kept(Project(folder / "project"))
        answer = kept.ask("purge", *ASKED, "--to", str(kept.store))
        assert answer.code == 0, answer.said

    return Kept(Project(once(factory, "purged", make) / "project"))
