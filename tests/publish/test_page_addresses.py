"""A page under `docs/` cannot take the address of a page that is made from records (B502), and those that
every page leads to are there (B503)."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.content.own_pages import REQUIRED
from macros.content.records.base import Audience
from macros.publish.prepare import Prepared, prepare
from macros.publish.request import Request
from tests.making import TODAY, contact

SETTINGS = (Path(__file__).parent.parent / "goldens" / "settings.yml").read_bytes()
OWN = b"---\ntitle: Ours\naudience: public\n---\n"


def _prepared(root: Path, page: str, without: str = "") -> Prepared:
    for path, data in {
        "mkdocs.yml": SETTINGS,
        "briefings/contacts/team.md": contact("Team"),
        **{f"docs/{own}": OWN for own in (*REQUIRED, page) if own != without},
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


@pytest.mark.parametrize("page", REQUIRED)
def test_a_page_that_every_footer_leads_to_cannot_be_left_out(tmp_path: Path, page: str) -> None:
    (problem,) = _prepared(tmp_path, "about/more.md", without=page).diagnostics
    assert (problem.code.id, problem.path) == ("B503", f"docs/{page}")
