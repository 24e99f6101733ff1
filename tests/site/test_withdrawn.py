"""The notice at the address of what was taken back says why and where to go, and of the record no more than may stay."""

from __future__ import annotations

import pytest

from macros.content.edition import may_read, was_out
from macros.content.records.base import Audience
from macros.diagnostics import errors
from macros.learning.examine import library_of
from macros.site.pages import SitePage, site_pages
from macros.site.views.parts import LinkTo, Scene
from macros.site.views.withdrawn import Tombstone, kept_words, tombstones
from tests.making import TODAY, contact, examined, settings
from tests.support.built import ADDRESS
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
        example=True,
    )


def test_a_title_that_may_stay_is_shown() -> None:
    assert _notice(", show_title: true").title == "The old desk"


def test_what_to_read_instead_is_named_where_the_edition_holds_it() -> None:
    instead = _notice(", replaced_by: contacts/other").instead
    assert instead
    assert (instead.kind, instead.title, instead.address) == ("Contact", "The other desk", "contacts/other/")
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


def _pages(gone: str = "2026-03-02", link: str = "[the desk](gone.md)") -> dict[str, SitePage]:
    """Return the pages of a staff edition in which a text links to what was withdrawn; `check` warns of it."""
    files = _files(audience="staff")
    files["briefings/contacts/gone.md"] = contact(
        "The old desk", f"withdrawn: {{on: {gone}, reason: {WHY}}}\n", "\n## One\n\nText.\n", published=gone, status="withdrawn",
    )
    files["briefings/contacts/linking.md"] = contact("It links", body=f"\n## One\n\nAsk {link}.\n")
    known = examined(files)
    assert errors(known.diagnostics) == ()
    edition, library = library_of(known, Audience.STAFF, TODAY)
    taken = [record for record in known.records if was_out(record, TODAY)]
    return {page.address: page for page in site_pages(Scene(edition, library, settings(), ADDRESS), "A site", taken)}


@pytest.mark.parametrize("place", ["", "#part-1"])
def test_a_link_in_a_text_leads_to_the_notice_and_to_no_place_on_it(place: str) -> None:
    pages = _pages(link=f"[the desk](gone.md{place})")
    assert '<p>Ask <a href="../gone/" rel="noopener noreferrer">the desk</a>.</p>' in str(pages["contacts/linking/"].view)
    assert pages["contacts/gone/"].template == "hub/withdrawn.html"
    assert not pages["contacts/gone/"].in_sitemap


def test_a_link_to_what_was_never_out_is_plain_words_since_there_is_no_notice() -> None:
    pages = _pages(gone="2027-03-02")
    assert "<p>Ask <span>the desk</span>.</p>" in str(pages["contacts/linking/"].view)
    assert "contacts/gone/" not in pages
