"""The one stylesheet: every block of it ends, and every class in it is on some page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.site.stylesheet import light

STYLES = Path("overrides/assets/css/hub.css")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASS = re.compile(r"\.(hub-[a-z][\w-]*)")
_BUILT = re.compile(r"^(hub-(?:field|state|light|dark))(--|$)")
"""Classes whose ends are made of a value."""


@pytest.fixture(scope="module")
def rules(root: Path) -> str:
    """The stylesheet without its comments."""
    return _COMMENT.sub("", (root / STYLES).read_text(encoding="utf-8"))


def test_no_block_holds_more_than_the_rules_that_are_indented_in_it(rules: str) -> None:
    depth, wrong = 0, []
    for line in rules.splitlines():
        if line[:1].strip() and not line.startswith("}") and depth:
            wrong.append(line)
        depth += line.count("{") - line.count("}")
    assert wrong == []
    assert depth == 0


def test_every_class_of_the_stylesheet_is_used(root: Path, rules: str) -> None:
    places = [*(root / "overrides").rglob("*.html"), *(root / "overrides").rglob("*.js"), *(root / "macros").rglob("*.py"),
              *(root / "docs").rglob("*.md"), root / "mkdocs.yml"]
    used = "\n".join(p.read_text(encoding="utf-8") for p in places)
    known = set(re.findall(r"hub-[a-z][\w-]*", used))
    found = {name for name in _CLASS.findall(rules) if not _BUILT.match(name)}
    assert sorted(found - known) == []


def test_readers_fetch_it_without_what_only_authors_read(root: Path, rules: str) -> None:
    made = light((root / STYLES).read_text(encoding="utf-8"))
    assert "/*" not in made
    assert made == " ".join(rules.split())


def test_texts_of_a_stylesheet_stay_as_they_are() -> None:
    text = 'a::before { content: "/* two  spaces */"; }'
    assert light(f"{text} /* gone */\nb {{}}") == f"{text} b {{}}"
