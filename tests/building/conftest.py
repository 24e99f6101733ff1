"""The small sites, each built once in a run of the tests, and projects to change."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.support.built import Site
from tests.support.project import Project, build_small, full_site, once, small_project

EDITIONS = ("public", "partners", "staff", "managers")


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Callable[[str], Project]:
    """Make one of the small projects, for this test alone."""
    return lambda site: small_project(root, site, tmp_path / site)


@pytest.fixture(scope="session")
def minimal(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The smallest site: one contact, one briefing."""
    return Site(once(tmp_path_factory, "site-minimal", lambda made: build_small(root, "minimal", "staff", made)))


@pytest.fixture(scope="session")
def full(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """The site that holds one of everything, in the edition that is asked for."""

    @cache
    def edition(name: str) -> Site:
        return Site(full_site(root, tmp_path_factory, name))

    return edition


@pytest.fixture(scope="session")
def preview(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """What `serve --edition managers --drafts` shows of it."""

    def make(folder: Path) -> None:
        answer = small_project(root, "full", folder / "project").mkdocs(folder / "site", HUB_EDITION="managers", HUB_PREVIEW="1")
        assert answer.code == 0, answer.said

    return Site(once(tmp_path_factory, "site-preview", make) / "site")

