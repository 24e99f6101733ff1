"""What is inside an edition and what is not, as the look for leaks goes by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.content.own_pages import REQUIRED
from macros.content.records.base import Audience
from macros.learning.examine import library_of
from macros.publish.apart import Apart
from macros.publish.built import Built
from macros.publish.leaks import Look
from macros.publish.prepare import prepare
from macros.publish.request import Request
from tests.making import TODAY, contact, draft, theme

SETTINGS = (Path(__file__).parent.parent / "goldens" / "settings.yml").read_bytes()
OWN = b"---\ntitle: Ours\naudience: public\n---\nEverybody may read what this page says of us."
DESK = b"---\ntitle: The desk that managers ask\naudience: managers\n---\nOnly managers read what this page says."
REMIT = "Ask us about whatever you do not know."
LONG = "Nobody had told the night staff about it."
FILES = {
    "mkdocs.yml": SETTINGS,
    **{f"docs/{path}": OWN for path in REQUIRED},
    "docs/about/desk.md": DESK,
    "docs/project/notes.md": b"# Notes\n\nWhoever changes the code reads what this page says.",
    "briefings/contacts/team.md": contact("The team that answers first", audience="public", remit=REMIT),
    "briefings/contacts/desk.md": contact(
        "The desk that answers last", "aliases: [contacts/old-desk]\n", f"\n## Ask\n\n{LONG}\n", audience="managers",
    ),
    "briefings/themes/later.md": theme("A theme that is to come", audience="public", on="2026-12-01"),
    "briefings/themes/begun.md": draft("A theme that is not whole", audience="public", body="\n## Ask\n\nIt is not whole yet.\n"),
    "briefings/contacts/gone.md": contact(
        "The desk that was closed", "withdrawn: {on: 2026-06-01, reason: It was closed and nobody told us.}\n", audience="public",
        status="withdrawn",
    ),
}


def _apart(root: Path, audience: Audience) -> Apart:
    for path, data in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    made = prepare(root, Request(audience, TODAY), "https://learning.example.gov.uk/", "Learning")
    assert made.errors == ()
    return made.apart


@pytest.mark.parametrize(
    ("audience", "outside"),
    [
        (Audience.PUBLIC, {"contacts/desk", "contacts/gone", "themes/later", "themes/begun", "docs/about/desk.md"}),
        (Audience.STAFF, {"contacts/desk", "contacts/gone", "themes/later", "themes/begun", "docs/about/desk.md"}),
        (Audience.MANAGERS, {"contacts/gone", "themes/later", "themes/begun"}),
    ],
)
def test_outside_are_narrower_records_and_pages_drafts_and_what_is_to_come_or_was_taken_back_but_no_papers_of_the_project(
    tmp_path: Path, audience: Audience, outside: set[str]
) -> None:
    assert {one.name for one in _apart(tmp_path, audience).outside} == outside


def _found(root: Path, apart: Apart, path: str, text: str) -> set[tuple[str, str]]:
    made = Look(apart.fingerprints(root))
    made.at(Built(path, text.encode()))
    return {(leak.source, leak.kind) for leak in made.leaks}


def test_a_record_outside_is_known_by_its_text_its_title_its_id_and_its_earlier_one(tmp_path: Path) -> None:
    apart = _apart(tmp_path, Audience.STAFF)
    text = f"{LONG} The desk that answers last. contacts/old-desk"
    assert _found(tmp_path, apart, "a.txt", text) == {("contacts/desk", kind) for kind in ("sentence", "title", "id")}
    assert _found(tmp_path, apart, "about/index.html", '<a href="desk/">Only managers read what this page says.</a>') == {
        ("docs/about/desk.md", "id"), ("docs/about/desk.md", "sentence"),
    }


def test_what_the_edition_holds_or_names_as_gone_is_not_looked_for(tmp_path: Path) -> None:
    apart = _apart(tmp_path, Audience.PUBLIC)
    text = "The team that answers first. Ask us about whatever you do not know. Everybody may read what this page says of us."
    assert _found(tmp_path, apart, "a.txt", text + " contacts/team") == set()
    # A server says of its address that it is gone. What it said stays outside.
    assert _found(tmp_path, apart, "_redirects", "/contacts/gone/ 410") == set()
    assert _found(tmp_path, apart, "a.txt", "The desk that was closed") == {("contacts/gone", "title")}
    # Why it was taken back stands at its address.
    assert _found(tmp_path, apart, "a.txt", "It was closed and nobody told us.") == set()


def test_what_is_outside_is_outside_even_where_pages_are_made_from_a_library_that_holds_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "macros.publish.prepare.library_of",
        lambda examined, *rest, **more: (library_of(examined, *rest, **more)[0], examined.everything),
    )
    apart = _apart(tmp_path, Audience.STAFF)
    assert "contacts/desk" in {one.name for one in apart.outside}
    found = _found(tmp_path, apart, "contacts/desk/index.html", f"<p>{LONG}</p>")
    assert found == {("contacts/desk", "sentence"), ("contacts/desk", "id")}
