"""A command loads what it needs, and not what only another one or a rarer record asks for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

DRAWS = ("jinja2", "macros.site", "macros.publish.prepare", "markdown", "mkdocs")
SELDOM = ("PIL", "icalendar", "phonenumbers", "pypdf")
LOADED = "import json, sys; import macros.cli.{}; print(json.dumps(sorted(sys.modules)))"


@pytest.mark.parametrize(("verb", "spared"), [
    ("build", SELDOM), ("check", DRAWS + SELDOM), ("new", (*DRAWS, *SELDOM)), ("explain", ("pydantic", "yaml")),
])
def test_a_verb_loads_nothing_that_only_others_need(root: Path, verb: str, spared: tuple[str, ...]) -> None:
    loaded = json.loads(subprocess.check_output([sys.executable, "-c", LOADED.format(verb)], cwd=root))
    assert f"macros.cli.{verb}" in loaded
    assert [module for module in spared if module in loaded] == []


ASKS = """\
import sys
from macros.cli.configured import asking_nobody
with asking_nobody():
    import mkdocs_macros.util
known = mkdocs_macros.util.is_on_pypi("mkdocs", fail_silently=True)
print(known, [name for name in ("requests", "urllib3") if name in sys.modules])
"""


def test_nobody_is_asked_whether_there_is_a_module_that_settings_name(root: Path) -> None:
    assert subprocess.check_output([sys.executable, "-c", ASKS], cwd=root, text=True) == "False []\n"
