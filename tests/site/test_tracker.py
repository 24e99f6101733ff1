"""The tracker of actions, the gaps, the reviews due, and what stands of them on an owner's page."""

from __future__ import annotations

from typing import Any

import pytest

from macros.content.records.base import Audience
from macros.learning.examine import library_of
from macros.site.pages import SitePage, site_pages
from macros.site.views.due import DueView
from macros.site.views.gaps import GapRow, GapsView
from macros.site.views.pages import places
from macros.site.views.parts import Scene
from macros.site.views.record import RecordView
from macros.site.views.tracker import ActionRow, TrackerView, UnlistedRow
from tests.learning.histories import Files, briefing, recommendation, record, review, team, together
from tests.making import TODAY, examined, settings

OUTPUT, PRACTICE = {"kind": "output", "note": "All came."}, {"kind": "practice", "note": "18 of 20 files say so."}
DONE = {"on": "2026-06-01", "status": "implemented", "note": "Training ran.", "evidence": [OUTPUT]}
HELPED = {"on": "2026-10-01", "status": "implemented", "note": "Looked at.", "evidence": [PRACTICE], "impact": "improved"}
LATE = {"due": "2026-11-20"}
NO = {"accepted": "no", "reason": "Too dear."}


def scene(*files: Files, audience: Audience = Audience.STAFF) -> Scene:
    """Return all that views are made from, of an edition."""
    result = examined(together(*files))
    assert not result.diagnostics, result.diagnostics
    edition, library = library_of(result, audience, TODAY)
    return Scene(edition, library, settings().model_copy(update={"places": _places()}), "https://example.org/")


def _places() -> tuple[Any, ...]:
    first = settings().places[0]
    return (first, first.model_copy(update={"id": "actions", "title": "Actions"}))


def pages(held: Scene) -> dict[str, SitePage]:
    """Return the pages of a scene by their addresses."""
    return {page.address: page for page in site_pages(held, "A site")}


def rows(held: Scene, address: str = "actions/") -> list[Any]:
    """Return what one page of the tracker lists."""
    view = pages(held)[address].view
    assert isinstance(view, TrackerView | GapsView)
    return list(view.listing.entries)


def made(*recommendations: dict[str, Any], **fields: Any) -> Files:
    """Return a review with these recommendations."""
    return review("2026-02-01", *recommendations, **fields)


def sar(*recommendations: dict[str, Any]) -> Files:
    """Return the learning from a Safeguarding Adults Review with these recommendations."""
    fields: dict[str, Any] = {
        "basis": "mandatory", "period": {"start": "2025-01-01", "end": "2025-06-30"}, "abuse_types": ["self-neglect"],
        "domains": ["direct-practice"], "board": "team", "pseudonym": "Adult B", "pseudonym_basis": "A letter.",
        "report": {"published": "no"}, "content_note": "Self-neglect.", "review": {"due": "2029-03-02", "every": "36 months"},
        "sign_off": {"by": "Lead", "on": "2026-03-01"}, "recommendations": list(recommendations),
    }
    return record("sar", "adult-b", **fields)


# Actions ----------------------------------------------------------------------------
def test_done_and_helped_are_two_states_with_their_own_marks_words_and_evidence() -> None:
    plain, helped = rows(scene(made(recommendation(updates=[DONE]), recommendation("r2", updates=[DONE, HELPED]))))
    assert [(r.done.words, r.done.mark, r.helped.words, r.helped.mark) for r in (plain, helped)] == [
        ("Implemented", "done", "Not yet measured", "unknown"), ("Implemented", "done", "Improved", "up"),
    ]
    assert plain.done_notes == ("Training ran.", "Output evidence: All came.")
    assert (plain.helped_notes, helped.helped_notes) == ((), ("Practice evidence: 18 of 20 files say so.",))


def test_the_numbers_at_the_top_are_words() -> None:
    ours = made(
        recommendation(updates=[DONE, HELPED]), recommendation("r2", updates=[DONE]), recommendation("r3", **LATE),
        recommendation("r4", **NO),
    )
    theirs = review("2026-03-01", recommendation(owner=None, accepted="not_stated", due=None), about_body="A neighbour")
    view = pages(scene(ours, theirs))["actions/"].view
    assert view.said == (
        "2 implemented, of which 1 has shown impact.", "Of the others: 1 not yet measured.", "1 not started, 1 not accepted.",
        "1 is overdue.", "1 more is about another body and not in these numbers.",
    )
    assert view.listing.said == "5 actions"


def test_a_refusal_gives_its_reason_and_the_law_on_findings_of_a_safeguarding_adults_review_alone() -> None:
    of_sar, of_peers = rows(scene(sar(recommendation(**NO)), made(recommendation(**NO))), "actions/by-source/")[::-1]
    assert (of_sar.source.kind, of_peers.source.kind) == ("SAR learning", "Review")
    assert (of_sar.reason, of_peers.reason) == ("Too dear.", "Too dear.")
    assert "Care Act 2014" in of_sar.reason_rule
    assert of_peers.reason_rule == ""
    assert (of_sar.reason_label, rows(scene(made(recommendation(accepted="partly", reason="Too dear."))))[0].reason_label) == (
        "Why not", "Why not in full",
    )
    assert of_sar.helped.words == "Not applicable"


def test_what_a_review_made_and_nobody_published_is_a_row_of_its_own() -> None:
    held = scene(made(recommendation(), recommendation("r2"), recommendations_made="16"))
    assert [type(row) for row in rows(held)] == [ActionRow, ActionRow, UnlistedRow]
    assert rows(held)[2].text == "14 of 16 not published"
    assert pages(held)["actions/"].view.listing.said == "2 actions"
    assert [type(row) for row in rows(scene(made(recommendation(), recommendations_made="1")))] == [ActionRow]


def test_what_is_still_to_do_leads_by_its_day_and_the_other_order_is_by_source() -> None:
    done = recommendation("r2", updates=[DONE])
    first = made(recommendation(due="2027-03-01"), done, recommendation("r3", due="2027-01-01"))
    others = recommendation(due="2027-02-01"), recommendation("r2", due=None)
    second = review("2026-04-01", *others, slug="another", title="Another")
    held = scene(first, second)
    by_due = [(row.source.link.words[:7], row.text.address.rpartition("#")[2]) for row in rows(held)]
    assert by_due == [("reviews", "r3"), ("Another", "r1"), ("reviews", "r1"), ("Another", "r2"), ("reviews", "r2")]
    by_source = [(row.source.link.words[:7], row.text.address.rpartition("#")[2]) for row in rows(held, "actions/by-source/")]
    assert by_source == [("Another", "r1"), ("Another", "r2"), ("reviews", "r1"), ("reviews", "r2"), ("reviews", "r3")]


def test_the_tracker_filters_by_state_impact_owner_source_year_and_what_needs_attention() -> None:
    held = scene(sar(recommendation(updates=[DONE])), made(recommendation(due=None, owner=None), recommendation("r2", **LATE)))
    labels = {g.label: [(c.words, c.count) for c in g.choices[1:]] for g in pages(held)["actions/"].view.listing.facets}
    assert labels == {
        "Done?": [("Not started", 2), ("Implemented", 1)],
        "Owner": [("contacts team", 2), ("No owner named", 1)],
        "Source": [("Review", 2), ("SAR learning", 1)],
        "Needs attention": [("Done, no evidence that it helped", 1), ("No owner named", 1), ("Overdue", 1)],
        "Due in": [("No date", 1), ("2027", 1), ("2026", 1)],
    }


def test_another_body_is_named_in_its_rows_and_can_be_filtered_by() -> None:
    theirs = review("2026-03-01", recommendation(owner=None, accepted="not_stated", due=None), about_body="A neighbour")
    held = scene(made(recommendation()), theirs)
    assert [row.source.about for row in rows(held, "actions/about/a-neighbour/")] == ["A neighbour"]
    (row,) = rows(held, "actions/about/a-neighbour/")
    assert (row.answer, row.done.words, row.helped.words) == (
        "Answer not stated in the source", "Not stated in the source", "Not stated in the source",
    )


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNERS])
def test_other_editions_have_the_tracker_without_anything_worked_out(audience: Audience) -> None:
    late = made(recommendation(**LATE), recommendation("r2"), audience="public")
    held = scene(late, record("contacts", "open", owner=None, audience="public", kind="team", remit="Ask."), audience=audience)
    found = pages(held)
    (first, _) = found["actions/"].view.listing.entries
    assert (first.overdue, first.owner.words) == ("", "Not in this edition")
    assert not [line for line in found["actions/"].view.said if "overdue" in line]
    assert not [a for a in found if a.startswith(("gaps/", "actions/attention/"))]
    assert found["contacts/open/"].view.work == ()
    assert [(p.title, p.address) for p in places(held) if p.title == "Actions"] == [("Actions", "actions/")]


def test_where_there_is_no_recommendation_no_place_leads_to_the_tracker() -> None:
    held = scene()
    assert "actions/" not in pages(held)
    assert "Actions" not in [place.title for place in places(held)]


# Gaps ----------------------------------------------------------------------------------
ROOTLESS = briefing("2026-02-01", "rootless", themes=None)


def test_a_gap_says_its_page_its_owner_and_what_would_close_it() -> None:
    row, _ = rows(scene(made(recommendation(owner=None)), ROOTLESS), "gaps/")
    assert isinstance(row, GapRow)
    assert (row.kind, row.code, row.owner.words) == ("Recommendation without owner", "B602", "contacts team")
    assert row.source.link.address == "reviews/review-2026-02-01/#r1"
    assert row.closes.startswith("Name an owner")


def test_gaps_are_counted_by_owner_and_by_kind() -> None:
    held = scene(team("second"), made(recommendation(owner="second", **LATE), recommendation("r2", **LATE)), ROOTLESS)
    view = pages(held)["gaps/"].view
    assert view.said == "3 gaps, 2 owners."
    assert {title: [(link.words, n) for link, n in tally] for title, tally in view.tallies} == {
        "By owner": [("contacts team", 2), ("contacts second", 1)],
        "By kind": [("Recommendation overdue", 2), ("Briefing from nothing", 1)],
    }
    assert [row.code for row in rows(held, "gaps/")] == ["B603", "B603", "B605"]
    assert [row.owner.words for row in rows(held, "gaps/")] == ["contacts second", "contacts team", "contacts team"]
    assert [row.code for row in rows(held, "gaps/kind/briefing-from-nothing/")] == ["B605"]
    assert len(rows(held, "gaps/owner/team/")) == 2


def test_where_nothing_is_missing_the_page_says_so() -> None:
    view = pages(scene())["gaps/"].view
    assert (view.said, view.listing.entries) == ("0 gaps, 0 owners.", ())
    assert view.listing.empty == "Nothing is missing, overdue or unmeasured by the rules of this site."


def test_hundreds_of_gaps_are_fifty_to_a_page() -> None:
    many = [made(*(recommendation(f"r{n}", **LATE) for n in range(1, 41)), slug=f"review-{m}") for m in range(1, 6)]
    found = pages(scene(*many))
    assert [len(found[f"gaps/{end}"].view.listing.entries) for end in ("", "page/2/", "page/4/")] == [50, 50, 50]
    assert len(found["actions/page/4/"].view.listing.entries) == 50
    assert "gaps/page/5/" not in found


# Reviews due and the owner's page ----------------------------------------------------------
def _page(slug: str, due: str, owner: str = "team") -> Files:
    return record("contacts", slug, owner=owner, kind="team", remit="Ask.", review={"due": due, "every": "12 months"})


def test_the_queues_say_how_long_and_whether_only_the_date_was_moved() -> None:
    view = pages(scene(_page("a", "2026-11-20"), _page("b", "2026-11-22"), _page("c", "2028-01-01")))["gaps/reviews-due/"].view
    assert isinstance(view, DueView)
    (queue,) = view.queues
    assert view.said == "1 review is overdue. Owners who have one stand first."
    assert (queue.said, queue.left) == ("3 reviews, 1 overdue", "")
    assert [(row.state.words, row.moved) for row in queue.rows] == [
        ("2 days overdue", ""), ("Due today", ""), ("In 405 days", "Date moved without a review"),
    ]


def test_owners_whose_review_is_overdue_stand_before_the_others() -> None:
    titles = {"aa": "A team", "zz": "Z team"}
    team = [record("contacts", slug, title=title, owner=None, kind="team", remit="Ask.") for slug, title in titles.items()]
    view = pages(scene(*team, _page("one", "2027-01-01", "aa"), _page("two", "2026-11-20", "zz")))["gaps/reviews-due/"].view
    assert isinstance(view, DueView)
    assert [(q.owner.words, q.said) for q in view.queues] == [
        ("Z team", "1 review, 1 overdue"), ("A team", "1 review, none overdue"),
    ]


def test_owners_that_an_edition_does_not_hold_leave_no_trace_in_it() -> None:
    hidden = [record("contacts", f"desk-{n}", owner=None, kind="team", remit="Ask.", audience="managers") for n in (1, 2)]
    owned = [_page(f"page-{n}", "2026-11-20", f"desk-{n}") for n in (1, 2)]
    late = [review("2026-03-01", recommendation(owner=f"desk-{n}", **LATE), slug=f"review-{n}") for n in (1, 2)]
    found = pages(scene(*hidden, *owned, *late))
    queues = {queue.owner.words: len(queue.rows) for queue in found["gaps/reviews-due/"].view.queues}
    assert queues["Not in this edition"] == 2
    assert not [a for a, page in found.items() if a.startswith(("gaps/", "actions/")) and "desk" in f"{a}{page.view}"]
    assert found["gaps/"].view.said == "4 gaps, 1 owner."


def test_long_queues_are_cut_and_many_go_on_on_another_page() -> None:
    owners = [team(f"team-{m}") for m in range(7)]
    many = [_page(f"page-{m}-{n:02}", f"2027-01-{n:02}", f"team-{m}") for m in range(7) for n in range(1, 13)]
    found = pages(scene(*owners, *many))
    first, second = (found[f"gaps/reviews-due/{end}"].view for end in ("", "page/2/"))
    assert [len(view.queues) for view in (first, second)] == [5, 2]
    assert first.queues[0].left == "2 more, due later, are not shown."
    assert first.following
    assert second.previous


def test_an_owners_page_shows_what_it_has_to_do_and_leads_to_all_of_it() -> None:
    late = made(*(recommendation(f"r{n}", **LATE) for n in range(1, 8)), recommendation("r8", updates=[DONE, HELPED]))
    other = review("2026-03-01", recommendation(owner="second"))
    view = pages(scene(team("second"), late, other, _page("a", "2026-11-20")))["contacts/team/"].view
    assert isinstance(view, RecordView)
    assert [(g.title, g.said, len(g.tasks), g.all.address) for g in view.work] == [
        ("Actions", "7 open actions", 5, "actions/owner/team/"), ("Gaps", "8 gaps", 5, "gaps/"),
        ("Reviews", "3 reviews", 3, "gaps/reviews-due/"),
    ]
    assert view.work[0].tasks[0].state.words == "2 days overdue"
