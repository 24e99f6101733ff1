"""Earlier states of the project, out of git: what they say, and their sites built again without what was removed since."""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from macros.cli.bare import CODE, BareFailed, bare_pages
from macros.cli.edition import NotBuilt
from macros.cli.released import ReleaseSite, lock_of, pinned, release_site
from macros.content.history import project_at
from macros.content.purged import Purged, as_text
from macros.content.settings import SETTINGS_FILE
from macros.publish.checked import Checked, check_project
from macros.publish.hosts import Unsuitable
from macros.publish.releases.layout import Refused
from macros.publish.releases.manifest import Edited
from macros.publish.releases.texts import Kept, past_in
from macros.publish.releases.without import Made
from macros.publish.removed import records_of
from macros.publish.request import PURGED, request_from
from macros.publish.serving import Stray

_ASKED = ("HUB_EDITION", "HUB_TODAY", "HUB_PREVIEW", "HUB_SEARCH", "SOURCE_DATE_EPOCH", PURGED)
"""What a build is told by the environment."""


@dataclass(slots=True)
class States:
    """The states of a project in git, each laid out once in a folder of the `room`, with the code of now."""

    root: Path
    room: Path
    edition: str
    _checked: dict[tuple[str, str], Checked] = field(default_factory=dict)
    _made: dict[object, Made] = field(default_factory=dict)
    _bare: dict[tuple[bytes, int], tuple[str, ...]] = field(default_factory=dict)

    def checked(self, version: Edited) -> Checked:
        """Return what a version was made from, as read on its day. Raises `Refused` where git has it no longer."""
        key = (version.commit, version.today)
        if key not in self._checked:
            self._checked[key] = check_project(self._laid_out(version.commit), dt.date.fromisoformat(version.today))
        return self._checked[key]

    def made(self, version: Edited, gone: tuple[Purged, ...], kept: tuple[Kept, ...]) -> Made:
        """Return the site of a version, built again without what was removed, with histories as those before it tell them.
        Raises `Refused` where it cannot be built."""
        key = (version.version, version.commit, version.today, *((one.version, one.folder) for one in kept))
        if key not in self._made:
            site = self.room / f"site-{len(self._made)}"
            site.mkdir(parents=True)
            try:
                whole = self._built(version, gone, kept, site)
            except (NotBuilt, Unsuitable, Stray, BareFailed) as error:
                raise Refused(
                    f"Version {version.version} of commit {version.commit[:10]} cannot be built with the code of now:\n{error}"
                ) from None
            self._made[key] = Made(
                site, whole.policy.scripts, whole.moved, platform.python_version(), pinned(lock_of(self.root)), whole.settings,
            )
        return self._made[key]

    def _built(self, version: Edited, gone: tuple[Purged, ...], kept: tuple[Kept, ...], site: Path) -> ReleaseSite:
        there = {record.id for record in records_of(self.checked(version))}
        purged = as_text(one for one in gone if one.id in there)
        with _asked({"HUB_EDITION": self.edition, "HUB_TODAY": version.today, PURGED: purged}):
            request, past = request_from(os.environ, dt.datetime.now(dt.UTC)), past_in(kept, version.version)
            return release_site(self._laid_out(version.commit), request, site, past, self._without_content)

    def _without_content(self, project: Path, depth: int, today: str) -> tuple[str, ...]:
        """Return the pages of a state without its content. They hold the scripts of the code of now, whatever the day."""
        key = ((project / SETTINGS_FILE).read_bytes(), depth)
        if key not in self._bare:
            self._bare[key] = bare_pages(project, depth, today)
        return self._bare[key]

    def _laid_out(self, commit: str) -> Path:
        project = self.room / f"project-{commit[:16]}"
        if not project.is_dir():
            past = project_at(self.root, commit)
            if past.wrong:
                raise Refused(past.wrong)
            begun = project.with_name(f".{project.name}")
            begun.mkdir(parents=True)
            for name in CODE:
                shutil.copytree(self.root / name, begun / name, ignore=shutil.ignore_patterns("__pycache__"))
            for path, data in past.files.items():
                (begun / path).parent.mkdir(parents=True, exist_ok=True)
                (begun / path).write_bytes(data)
            begun.replace(project)
        return project


@contextmanager
def _asked(wanted: dict[str, str]) -> Iterator[None]:
    """Let a build be told these things and no others."""
    before = {name: os.environ.pop(name) for name in _ASKED if name in os.environ}
    os.environ.update({**wanted, "NO_MKDOCS_2_WARNING": "1"})
    if before.get("HUB_SEARCH") == "0":
        os.environ["HUB_SEARCH"] = "0"
    try:
        yield
    finally:
        for name in _ASKED:
            os.environ.pop(name, None)
        os.environ.update(before)
