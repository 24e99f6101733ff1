"""What holds of every template: tables keep their meaning where the stylesheet draws them as blocks, and words stay apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROLES = (
    ("<thead", "rowgroup"), ("<tbody", "rowgroup"), ("<tr", "row"), ('<th scope="col"', "columnheader"),
    ('<th scope="row"', "rowheader"), ("<td", "cell"),
)
PLAIN = re.compile(r"{% elif tight or b\.wide %}.*?{% else %}", re.DOTALL)
"""Cells of tables that stay tables on every screen."""


@pytest.fixture
def templates(root: Path) -> dict[str, str]:
    """The text of every template of ours by its path."""
    return {str(path.relative_to(root)): path.read_text("utf-8") for path in sorted((root / "overrides").rglob("*.html"))}


@pytest.mark.parametrize(("part", "role"), ROLES)
def test_a_table_that_says_its_role_says_that_of_every_part(templates: dict[str, str], part: str, role: str) -> None:
    """A browser forgets what the parts of a table are once the stylesheet draws them as blocks."""
    found = {path: re.findall(r"<table.*?</table>", PLAIN.sub("", text), re.DOTALL) for path, text in templates.items()}
    told = [(path, table) for path, each in found.items() for table in each if 'role="table"' in table.partition("<caption")[0]]
    elements = [(path, element) for path, table in told for element in re.findall(rf"{part}(?![a-z])(?:{{%.*?%}}|[^>])*>", table)]
    assert [(path, element) for path, element in elements if element.count(f'role="{role}"') != 1] == []
    assert elements


def test_a_name_and_its_value_do_not_run_together_in_what_search_shows(templates: dict[str, str]) -> None:
    """Search reads the text of a page; it puts no space between cells, or between a term and what is said of it."""
    runs = [(path, run) for path, text in templates.items() for run in re.findall(r"</(?:dt|th|td)><(?:dd|th|td)", text)]
    assert runs == []
