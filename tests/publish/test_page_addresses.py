"""A page under `docs/` cannot take the address of a page that is made from records (B502)."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.content.records.base import Audience
from macros.publish.prepare import Prepared, Request, prepare
from tests.making import TODAY, contact

SETTINGS = (Path(__file__).parent.parent / "goldens" / "settings.yml").read_bytes()


def _prepared(root: Path, page: str) -> Prepared:
    for path, data in {
        "mkdocs.yml": SETTINGS,
        "briefings/contacts/team.md": contact("Team"),
        f"docs/{page}": b"---\ntitle: Ours\naudience: public\n---\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return prepare(root, Request(Audience.STAFF, TODAY), "https://learning.example.gov.uk/", "Learning")


@pytest.mark.parametrize("page", ["contacts/team.md", "contacts/team/index.md", "contacts/index.md", "search.md", "az/index.md"])
def test_a_page_at_an_address_that_is_taken_is_refused(tmp_path: Path, page: str) -> None:
    (problem,) = _prepared(tmp_path, page).diagnostics
    assert (problem.code.id, problem.path) == ("B502", f"docs/{page}")


def test_a_page_at_an_address_of_its_own_is_fine(tmp_path: Path) -> None:
    assert _prepared(tmp_path, "about/index.md").diagnostics == ()
