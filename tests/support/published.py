"""A small project that git keeps, and its site published from the command line."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.support.project import TODAY, Answer, Project, once, small_project

EARLIER, LATEST = "2026.10", "2026.11"
RECORD = "seven-minute/first-visit"
GONE = "seven-minute/second-visit"
"""A record that only the earlier version has."""
STAYED = "contacts/adult-safeguarding-team"
"""A record with the same text in both versions."""
ADDED, REMOVED = "Ask, and listen to the end.", "Ask."
"""What the latest version says in place of what the earlier one said."""
FIRST = "  - {on: 2026-03-02, version: 1, note: First version., approved_by: Principal social worker}\n"
SECOND = "  - {on: 2026-11-02, version: 2, note: It says how to ask., approved_by: Practice panel}\n"


@dataclass(frozen=True, slots=True)
class Kept:
    """A project in a repository of its own, and a store beside it."""

    project: Project

    @property
    def store(self) -> Path:
        """Where it is published."""
        return self.project.root.with_name("store")

    def git(self, *words: str) -> str:
        """Run git, whatever this computer's own settings are, and return what it says."""
        environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        said = ["-c", "user.name=Lead", "-c", "user.email=lead@example.org", "-c", "init.defaultBranch=main"]
        command = ["git", *said, *words]
        done = subprocess.run(command, cwd=self.project.root, env=environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self) -> str:
        """Keep everything as it is now, and return the commit."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "A state")
        return self.git("rev-parse", "HEAD")

    def publish(
        self, *more: str, version: str = LATEST, day: str = TODAY, said: Mapping[str, str] = MappingProxyType({}),
    ) -> Answer:
        """Publish the public edition of what is committed; `said` stands in the environment."""
        asked = ("--to", str(self.store), "--edition", "public", "--version", version, "--today", day)
        return self.project.hub("publish", *asked, *more, **said)

    def ask(self, *words: str) -> Answer:
        """Run another verb of the hub."""
        return self.project.hub(*words)


def kept_project(root: Path, into: Path) -> Kept:
    """Return the smallest site as a project with one commit."""
    into.mkdir(parents=True)
    kept = Kept(small_project(root, "minimal", into / "project"))
    kept.git("init", "-q")
    kept.commit()
    return kept


def changed(text: str) -> str:
    """Return the record's file with its second text."""
    return text.replace(FIRST, FIRST + SECOND).replace(f"1. {REMOVED}", f"1. {ADDED}")


def two_versions(root: Path, factory: pytest.TempPathFactory) -> Kept:
    """Return a project whose site is out in two versions. A page of the earlier one is not in the latest, and the text of
    another changed."""

    def make(folder: Path) -> None:
        kept = kept_project(root, folder)
        text = (kept.project.root / f"briefings/{RECORD}.md").read_text("utf-8")
        kept.project.write(f"briefings/{GONE}.md", text.replace("The first visit", "The second visit"))
        kept.commit()
        first = kept.publish(version=EARLIER)
        assert first.code == 0, first.said
        (kept.project.root / f"briefings/{GONE}.md").unlink()
        kept.project.write(f"briefings/{RECORD}.md", changed(text))
        kept.commit()
        second = kept.publish("--approved-by", "Principal social worker")
        assert second.code == 0, second.said

    return Kept(Project(once(factory, "published", make) / "project"))
