"""The notice at the address of what was taken back says why and where to go, and of the record no more than may stay."""

from __future__ import annotations

import pytest

from macros.content.edition import may_read, was_out
from macros.content.records.base import Audience
from macros.site.views.parts import LinkTo
from macros.site.views.withdrawn import Tombstone, kept_words, tombstones
from tests.making import TODAY, contact, examined
from tests.support.scenes import scene_of

WHY = "It named a street."


def _files(more: str = "", audience: str = "public") -> dict[str, bytes]:
    taken = f"withdrawn: {{on: 2026-06-01, reason: {WHY}{more}}}\nowner: team\n"
    return {
        "briefings/contacts/team.md": contact("The team", audience=audience),
        "briefings/contacts/other.md": contact("The other desk", audience="staff"),
        "briefings/contacts/gone.md": contact("The old desk", taken, audience="public", status="withdrawn"),
    }


def _notice(more: str = "", audience: Audience = Audience.STAFF, team: str = "public") -> Tombstone:
    files = _files(more, team)
    gone = [record for record in examined(files).records if was_out(record, TODAY) and may_read(audience, record)]
    (notice,) = tombstones(scene_of(files, audience), gone)
    return notice


def test_a_notice_says_when_and_why_and_whom_to_ask_but_not_the_title() -> None:
    notice = _notice()
    assert notice == Tombstone(
        "contacts/gone/", "This page was withdrawn", "Withdrawn on 1 June 2026.", WHY, LinkTo("The team", "contacts/team/"), None,
    )


def test_a_title_that_may_stay_is_shown() -> None:
    assert _notice(", show_title: true").title == "The old desk"


def test_what_to_read_instead_is_named_where_the_edition_holds_it() -> None:
    assert _notice(", replaced_by: contacts/other").instead == LinkTo("The other desk", "contacts/other/")
    assert _notice(", replaced_by: contacts/other", Audience.PUBLIC).instead is None


def test_an_owner_who_is_in_a_narrower_edition_is_not_named() -> None:
    assert _notice(audience=Audience.PUBLIC, team="staff").ask is None


def test_nothing_that_an_edition_shows_besides_refers_to_what_was_taken_back() -> None:
    scene = scene_of(_files(", replaced_by: contacts/other"))
    assert "contacts/gone" not in scene.library.records
    assert [edge.source for edges in scene.library.backlinks.values() for edge in edges] == []


def test_what_replaces_it_must_exist() -> None:
    assert ["withdrawn" in d.message for d in examined(_files(", replaced_by: contacts/nobody")).diagnostics] == [True]


@pytest.mark.parametrize(("more", "kept"), [("", (WHY,)), (", show_title: true", (WHY, "The old desk"))])
def test_only_what_the_notice_says_is_no_secret(more: str, kept: tuple[str, ...]) -> None:
    by_id = {record.id: kept_words(record) for record in examined(_files(more)).records}
    assert by_id == {"contacts/gone": kept, "contacts/other": (), "contacts/team": ()}
