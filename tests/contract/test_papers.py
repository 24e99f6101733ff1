"""The project's papers say what is true of it: every setting, verb, room and link, and nothing of one machine."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from macros.cli import VERBS
from macros.content.records.base import Form
from macros.content.settings import SETTINGS_FILE, Settings, read_settings
from macros.learning.examine import examine

PAPERS = ("README.md", "CHANGELOG.md", "SECURITY.md", "docs/project/**/*.md")
PAGES = ("docs/*.md", "docs/about/*.md")
DENIED = ("/work/", "/root/", "/home/", "/mnt/", "/users/", "c:\\", "file://", "localhost:", "todo", "fixme", "lorem ipsum")
"""What belongs to one machine or was left to do; written small, and looked for so."""
LONGEST = 200_000
"""Bytes of a picture in the papers."""

_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_NAMED = re.compile(r"`((?:macros|overrides|tests|docs|briefings|\.github|\.ci)/[\w./-]+|[\w-]+\.(?:py|yml|toml|in|md))`")
_COMMAND = re.compile(r"\bhub\.py ([a-z]+(?:-[a-z]+)*)")
_EXAMPLE = re.compile(r"^```markdown\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _found(root: Path, patterns: tuple[str, ...]) -> list[Path]:
    return sorted(path for pattern in patterns for path in root.glob(pattern))


def _links(path: Path) -> Iterator[str]:
    for target in _LINK.findall(_CODE.sub("", path.read_text(encoding="utf-8"))):
        if "://" not in target and not target.startswith(("#", "mailto:")):
            yield target.partition("#")[0]


def _settings_of(form: type[Form], above: str = "") -> Iterator[str]:
    for name, info in form.model_fields.items():
        yield f"{above}{name}"
        for inner in _forms(info.annotation):
            yield from _settings_of(inner, f"{above}{name}.")


def _forms(annotation: Any) -> list[type[Form]]:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return [annotation]
    return [form for argument in get_args(annotation) for form in _forms(argument)]


def _rooms(root: Path) -> list[str]:
    files = (path for path in (root / "macros").iterdir() if not path.name.startswith("__"))
    return sorted(path.stem for path in files if path.suffix == ".py" or (path / "__init__.py").is_file())


def test_every_paper_that_a_newcomer_looks_for_is_there(root: Path) -> None:
    wanted = ("README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", "LICENSE-CONTENT.md", "docs/project/contributing.md")
    assert [path for path in wanted if not (root / path).is_file()] == []


@pytest.mark.parametrize("name", list(_settings_of(Settings)))
def test_every_setting_is_explained(root: Path, name: str) -> None:
    assert f"| `{name}` |" in (root / "docs/project/settings.md").read_text(encoding="utf-8")


def test_no_setting_is_explained_that_does_not_exist(root: Path) -> None:
    text = (root / "docs/project/settings.md").read_text(encoding="utf-8").partition("## The environment")[0]
    assert set(re.findall(r"^\| `([\w.]+)` \|", text, re.MULTILINE)) == set(_settings_of(Settings))


def test_every_verb_is_in_the_readme_and_no_other(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    table = readme.partition("## All commands")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == set(VERBS)


def test_every_command_in_the_papers_and_pages_exists(root: Path) -> None:
    for path in _found(root, (*PAPERS, *PAGES)):
        unknown = set(_COMMAND.findall(path.read_text(encoding="utf-8"))) - set(VERBS)
        assert not unknown, f"{path.name}: {unknown}"


def test_every_relative_link_of_the_papers_leads_to_a_file(root: Path) -> None:
    for path in _found(root, PAPERS):
        assert [target for target in _links(path) if not (path.parent / target).exists()] == [], path.name


def test_every_file_that_the_papers_name_exists(root: Path) -> None:
    gone = []
    for path in _found(root, PAPERS):
        for name in _NAMED.findall(path.read_text(encoding="utf-8")):
            places = [root / name, *(root / "macros").rglob(name)] if "/" not in name else [root / name]
            if not any(place.exists() for place in places):
                gone.append(f"{path.name}: {name}")
    assert gone == []


def test_the_architecture_names_every_room_and_no_other(root: Path) -> None:
    text = (root / "docs/project/architecture.md").read_text(encoding="utf-8")
    table = text.partition("## Rooms")[2].partition("\n## ")[0]
    assert sorted(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == _rooms(root)


def test_every_decision_is_in_the_list_and_says_what_would_change_it(root: Path) -> None:
    folder = root / "docs/project/decisions"
    listed = set(_links(folder / "README.md"))
    for path in sorted(folder.glob("0*.md")):
        assert path.name in listed
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings[0] == "Context", path.name
        assert headings[-2:] == ["Consequences", "What would make us change it"], path.name


def test_nothing_in_the_papers_and_pages_belongs_to_one_machine(root: Path) -> None:
    for path in _found(root, (*PAPERS, *PAGES)):
        text = path.read_text(encoding="utf-8").lower()
        assert [word for word in DENIED if word in text] == [], path.name


def test_pictures_in_the_papers_are_light(root: Path) -> None:
    pictures = [path for path in (root / "docs/project/images").iterdir() if path.is_file()]
    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > LONGEST] == []


def test_the_briefing_that_authors_copy_has_no_problem(root: Path, today: dt.date) -> None:
    """The example on the page for authors stands beside no other record, so it refers to none."""
    found = _EXAMPLE.search((root / "docs/about/contribute.md").read_text(encoding="utf-8"))
    settings = read_settings((root / SETTINGS_FILE).read_bytes()).settings
    assert found
    assert settings
    examined = examine({"briefings/seven-minute/keys-and-key-safes.md": found[1].encode()}, settings, today)
    assert [(d.code.id, d.message) for d in examined.diagnostics] == []
    assert [record.is_draft for record in examined.records] == [True]
