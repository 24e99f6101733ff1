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
