"""Reviews due: whose, in which order, how many."""

from __future__ import annotations

from typing import Any

import pytest

from macros.learning.due import Queue, latest_due, queues
from tests.learning.histories import Files, library, record, team
from tests.making import TODAY, settings

RULES = settings().rules


def page(slug: str, due: str, owner: str | None = "team", **fields: Any) -> Files:
    """Return a page with its next review."""
    said = {"owner": owner, "kind": "team", "remit": "Ask.", "review": {"due": due, "every": "12 months"}, **fields}
    return record("contacts", slug, **said)


def found(*files: Files) -> tuple[Queue, ...]:
    """Return the queues of the files."""
    return queues(library(*files), RULES, TODAY)


def test_each_owner_has_a_queue_soonest_first_and_what_is_overdue_leads() -> None:
    others = page("c", "2026-12-01", "alone"), page("d", "2027-02-01", None)
    made = found(team("alone"), page("b", "2027-01-01"), page("a", "2026-11-01"), *others)
    order = [(queue.owner, [due.record.slug for due in queue.shown]) for queue in made]
    assert order == [("alone", ["c"]), ("team", ["a", "b"]), (None, ["d"])]
    assert [due.days_late(TODAY) for due in made[1].shown] == [21, -40]


def test_a_queue_is_no_longer_than_the_settings_say_and_tells_how_many_are_left() -> None:
    many = [page(f"page-{n:02}", f"2027-01-{n:02}") for n in range(1, 13)]
    (queue,) = found(*many)
    assert (len(queue.shown), queue.left) == (RULES.queue, 2)
    assert [due.record.slug for due in queue.shown] == [f"page-{n:02}" for n in range(1, 11)]
    (short,) = found(*many[:10])
    assert (len(short.shown), short.left) == (10, 0)


REPLACED = {"status": "superseded", "superseded_by": "contacts/team"}


@pytest.mark.parametrize("more", [{"status": "draft"}, REPLACED, {"review": None}])
def test_drafts_replaced_pages_and_pages_without_a_review_are_in_no_queue(more: dict[str, Any]) -> None:
    assert found(page("a", "2027-01-01", **more)) == ()


def test_a_date_that_was_moved_without_a_review_is_marked() -> None:
    looked = [{"on": "2026-11-02", "role": "Lead", "outcome": "unchanged", "reason": "Still right."}]
    made = found(page("a", "2027-12-03"), page("b", "2027-12-03", reviews=looked), page("c", "2027-04-02"))
    assert {due.record.slug: due.moved for due in made[0].shown} == {"a": True, "b": False, "c": False}


def test_a_date_that_was_only_moved_does_not_hide_behind_those_that_are_shown() -> None:
    many = [page(f"page-{n:02}", f"2027-01-{n:02}") for n in range(1, 11)]
    (queue,) = found(*many, page("moved", "2030-01-01", out="2024-01-01"))
    assert [due.record.slug for due in queue.shown[:2]] == ["moved", "page-01"]
    assert (queue.shown[0].moved, str(queue.shown[0].on), queue.left) == (True, "2030-01-01", 1)


def test_the_latest_honest_day_is_the_interval_and_a_month_after_somebody_looked() -> None:
    joined = library(page("a", "2027-03-02"), page("b", "2027-03-02", review=None))
    assert str(latest_due(joined.records["contacts/a"], TODAY)) == "2027-04-02"
    assert latest_due(joined.records["contacts/b"], TODAY) is None
