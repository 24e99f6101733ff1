"""A build of the project without content: what the theme, the templates and the settings alone put into pages.

The content security policy is taken from it. No record and no page of an author is even in its folder, and it is
built in a process of its own, so nothing that they hold can reach the policy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from macros.content.own_pages import REQUIRED
from macros.content.settings import SETTINGS_FILE

CODE = ("macros", "overrides")
_PAGE = "---\ntitle: Nothing\naudience: public\ndescription: A page without content.\n---\n# Nothing\n"
_OURS = ("HUB_", "SOURCE_DATE_EPOCH")


class BareFailed(Exception):
    """The project could not be built without content; the text holds what the build said."""


def bare_pages(root: Path, depth: int, today: str) -> tuple[str, ...]:
    """Return the pages of the project's public edition without content, with one in each depth of folders up to `depth`.

    Raises `BareFailed`.
    """
    with tempfile.TemporaryDirectory(prefix="learning-hub-", ignore_cleanup_errors=True) as folder:
        project, site = Path(folder) / "project", Path(folder) / "site"
        project.mkdir()
        for name in CODE:
            shutil.copytree(root / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        (project / SETTINGS_FILE).write_text(without_pages((root / SETTINGS_FILE).read_text("utf-8")), encoding="utf-8")
        (project / "briefings").mkdir()
        deep = ("/".join([*["nothing"] * number, "index.md"]) for number in range(depth + 1))
        for path in (*REQUIRED, *deep):
            page = project / "docs" / path
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(_PAGE, encoding="utf-8")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        done = subprocess.run(
            [sys.executable, "-m", "macros.cli", "build", "--edition", "public", "--today", today, "--out", str(site)],
            cwd=project, env={**environment, "HUB_SEARCH": "0"}, capture_output=True, text=True, encoding="utf-8",
            stdin=subprocess.DEVNULL, check=False,
        )
        if done.returncode:
            raise BareFailed((done.stdout + done.stderr).strip())
        return tuple(path.read_text("utf-8") for path in sorted(site.rglob("*.html")))


def without_pages(settings: str) -> str:
    """Return `mkdocs.yml` without what names pages: the navigation, and the pages that may use macros.

    It is composed, not loaded, because it may hold tags that a safe load refuses.
    """
    top = yaml.compose(settings, Loader=yaml.SafeLoader)
    if isinstance(top, yaml.MappingNode):
        _drop(top, ("nav",))
        _drop(top, ("extra", "hub", "macro_pages"))
    return str(yaml.serialize(top, allow_unicode=True))


def _drop(node: yaml.MappingNode, way: tuple[str, ...]) -> None:
    name, *rest = way
    for key, value in list(node.value):
        if key.value == name and not rest:
            node.value.remove((key, value))
        elif key.value == name and isinstance(value, yaml.MappingNode):
            _drop(value, tuple(rest))
