"""The list of a type: which of its records a reader meets first."""

from __future__ import annotations

from typing import get_args

import pytest

from macros.content.records.base import Audience
from macros.content.records.kinds import Choice
from macros.content.records.registry import record_types
from macros.learning.examine import library_of
from macros.site.views.listing import type_lists
from macros.site.views.lists import ListingView, listing_pages
from macros.site.views.parts import Scene
from macros.site.views.record import notices
from macros.site.words import review_state
from tests.making import TODAY, contact, examined, settings, theme
from tests.support.rounds import briefing, scene


def listed(folder: str, **records: str) -> ListingView:
    """Return the first page of the list of a type with these drafts, each the title and the fields of its own."""
    common = "summary: A point.\naudience: staff\nstatus: draft\n"
    files = {
        "briefings/contacts/team.md": contact("Team"), "briefings/themes/recording.md": theme("Recording"),
        **{f"briefings/{folder}/{slug}.md": f"---\ntitle: {slug}\n{common}{own}---\n".encode() for slug, own in records.items()},
    }
    known = examined(files)
    assert known.diagnostics == ()
    edition, library = library_of(known, Audience.STAFF, TODAY, preview=True)
    held = Scene(edition, library, settings(), "")
    (one,) = (made for made in type_lists(held) if made.address == f"{folder}/")
    return next(iter(listing_pages(settings().reading, one)))


def titles(made: ListingView) -> list[str]:
    """Return the titles of what is listed, in order."""
    return [entry.title for entry in made.entries]


def test_programmes_are_listed_by_what_they_let_others_do_before_their_titles() -> None:
    made = listed(
        "programmes", a="kind: three-conversations\n", b="", c="kind: provider-adjusted\n", d="kind: trusted-assessor\n",
        e="kind: provider-adjusted\n",
    )
    assert titles(made) == ["d", "c", "e", "a", "b"]
    assert made.sorted == "By kind, then by title"


def test_a_retired_policy_comes_after_those_that_hold() -> None:
    assert titles(listed("policies", a="state: retired\n", b="state: under-review\n", c="state: current\n")) == ["c", "b", "a"]


MESSAGE = (
    "---\ntitle: {title}\nsummary: A question.\naudience: public\nstatus: published\npublished: 2026-10-01\nowner: team\n"
    "direction: up\nsent_on: 2026-10-01\nmessage: Who does it?\nexample: true\n{more}"
    "changes:\n  - {{on: 2026-10-01, version: 1, note: First version., approved_by: Lead}}\n---\n"
)


@pytest.mark.parametrize(
    ("more", "audience", "mark"),
    [
        ("due: 2026-11-21\n", Audience.STAFF, "Answer overdue"), ("due: 2026-11-22\n", Audience.STAFF, ""),
        ("due: 2026-11-21\nresponse: We do.\nanswered_on: 2026-11-22\n", Audience.STAFF, ""),
        ("due: 2026-11-21\n", Audience.PUBLIC, ""),
    ],
)
def test_a_message_whose_answer_is_late_says_so_in_its_list_and_on_its_page(more: str, audience: Audience, mark: str) -> None:
    held = scene({"cascades/who": MESSAGE.format(title="Who", more=more).encode()}, audience)
    record = held.library.records["cascades/who"]
    state = held.entry(record).state
    assert (state.words if state else "") == mark
    assert [(n.label, n.text) for n in notices(held, record)] == (
        [(mark, "An answer was due by 21 November 2026; none is recorded.")] if mark else []
    )


@pytest.mark.parametrize(
    ("due", "computed", "said"),
    [
        ("2027-04-28", True, "In date. Next by 28 April 2027"),
        ("2029-04-28", True, "Date moved without a review. Next by 28 April 2029"),
        ("2029-04-28", False, "Next by 28 April 2029"), ("2026-11-01", True, "Overdue since 1 November 2026"),
    ],
)
def test_a_page_whose_review_was_only_put_off_is_not_in_date(due: str, *, computed: bool, said: str) -> None:
    page = briefing("Ask", "2026-04-28").replace(b"due: 2027-03-01", f"due: {due}".encode())
    record = scene({"seven-minute/ask": page}).library.records["seven-minute/ask"]
    state = review_state(record, TODAY, computed=computed)
    assert state is not None
    assert state.words == said


def test_what_a_list_goes_by_is_a_field_with_a_fixed_choice() -> None:
    going = {type_: type_.first_by for type_ in record_types().values() if type_.first_by}
    assert {type_.folder for type_ in going} == {"programmes", "policies"}
    for type_, field in going.items():
        kinds = get_args(type_.fields.model_fields[field].annotation)
        assert any(isinstance(kind, type) and issubclass(kind, Choice) for kind in kinds)
        assert not type_.dated
