"""What may only grow: entries are added at the end, and nothing that was published is changed or taken away."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.content.appended import compare
from macros.content.records.kinds import AppendOnly, FirstStays
from macros.content.records.registry import notes, record_types

CONTACT = "briefings/contacts/team.md"
SAR = "briefings/sar/adult-b.md"
QUICK = settings(max_examples=150, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))

WORDS = st.text("abc é", min_size=1, max_size=6).map(str.strip).filter(bool)
DAYS = st.dates().map(str)
ENTRIES = st.lists(st.fixed_dictionaries({"on": DAYS, "note": WORDS}), max_size=4)
UPDATES = st.lists(st.fixed_dictionaries({"on": DAYS, "note": WORDS}, optional={"due": DAYS}), max_size=3)
RECOMMENDATIONS = st.lists(
    st.fixed_dictionaries({"text": WORDS, "accepted": st.sampled_from(["yes", "no"])}, optional={"due": DAYS, "owner": WORDS}),
    min_size=1, max_size=3,
)


def record(status: str = "published", body: str = "", **fields: Any) -> bytes:
    """A record's file with these fields."""
    lines = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in {"status": status, **fields}.items())
    return f"---\n{lines}---\n{body}".encode()


def codes(before: bytes, after: bytes, path: str = CONTACT) -> list[str]:
    """The codes of what a change to one file may not do."""
    return [d.code.id for d in compare({path: before}, {path: after}).diagnostics]


def changes(*words: str) -> list[dict[str, str]]:
    """Versions with these notes."""
    return [{"on": f"2026-0{n}-01", "version": str(n), "note": note} for n, note in enumerate(words, 1)]


@given(ENTRIES, ENTRIES)
@QUICK
def test_entries_added_at_the_end_are_never_found(old: list[dict[str, str]], new: list[dict[str, str]]) -> None:
    assert codes(record(changes=old, reviews=old), record(changes=old + new, reviews=old + new)) == []


@given(ENTRIES.filter(bool), ENTRIES, st.data())
@QUICK
def test_a_published_entry_that_is_changed_or_removed_is_always_found(
    old: list[dict[str, str]], new: list[dict[str, str]], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(old) - 1))
    changed = [*old[:number], {**old[number], "note": f"{old[number]['note']} !"}, *old[number + 1 :]]
    removed = [*old[:number], *old[number + 1 :]]
    assert set(codes(record(changes=old), record(changes=changed + new))) & {"B801", "B802"}
    if (removed + new)[: len(old)] != old:  # the same entry added again takes its place
        assert set(codes(record(changes=old), record(changes=removed + new))) & {"B801", "B802"}
    assert codes(record(changes=old), record()) == ["B802"] * len(old)


@given(st.permutations(range(4)), st.integers(1, 4))
@QUICK
def test_entries_in_another_order_are_rewritten(order: Sequence[int], count: int) -> None:
    entries = changes("First", "Second", "Third", "Fourth")
    mixed = [entries[n] for n in order]
    expected = ["B801"] if mixed[:count] != entries[:count] else []
    assert codes(record(changes=entries[:count]), record(changes=mixed)) == expected


@given(RECOMMENDATIONS, UPDATES, UPDATES, st.data())
@QUICK
def test_recommendations_are_matched_by_their_ids_wherever_they_stand(
    made: list[dict[str, Any]], old: list[dict[str, str]], new: list[dict[str, str]], data: st.DataObject
) -> None:
    was = [{"id": f"r{n}", **one, "updates": old} for n, one in enumerate(made, 1)]
    grown = [{**one, "updates": old + new} for one in was] + [{"id": "r9", "text": "More", "accepted": "yes"}]
    assert codes(record(recommendations=was), record(recommendations=data.draw(st.permutations(grown))), SAR) == []
    number = data.draw(st.integers(0, len(was) - 1))
    gone = [one for n, one in enumerate(grown) if n != number]
    assert codes(record(recommendations=was), record(recommendations=gone), SAR) == ["B804"]
    for field in ("owner", "due", "accepted"):
        other = [{**one, field: "2031-01-01"} if n == number else one for n, one in enumerate(grown)]
        assert codes(record(recommendations=was), record(recommendations=other), SAR) == ["B804"]
    if old:
        less = [{**one, "updates": old[1:]} if n == number else one for n, one in enumerate(grown)]
        assert set(codes(record(recommendations=was), record(recommendations=less), SAR)) & {"B801", "B802"}


def test_a_first_value_that_was_not_there_comes_by_an_update_too() -> None:
    was, now = {"id": "r1", "accepted": "yes"}, {"id": "r1", "accepted": "yes", "owner": "team"}
    assert codes(record(recommendations=[was]), record(recommendations=[now]), SAR) == ["B804"]
    assert codes(record(recommendations=[now]), record(recommendations=[was]), SAR) == ["B804"]
    updated = {**was, "updates": [{"on": "2026-03-02", "owner": "team"}]}
    assert codes(record(recommendations=[was]), record(recommendations=[updated]), SAR) == []


def test_the_rest_of_a_recommendation_may_be_put_better() -> None:
    was, now = {"id": "r1", "accepted": "yes", "text": "Do it"}, {"id": "r1", "accepted": "yes", "text": "Do it now"}
    assert codes(record(recommendations=[was]), record(recommendations=[now]), SAR) == []


def test_a_draft_may_change_freely_and_go() -> None:
    before = {CONTACT: record("draft", changes=changes("First")), SAR: record("draft")}
    assert compare(before, {CONTACT: record("draft")}).diagnostics == ()
    assert codes(record("draft", changes=changes("First")), record()) == []


@pytest.mark.parametrize("status", ["published", "under_review", "superseded", "withdrawn"])
def test_what_was_published_cannot_be_deleted_or_made_a_draft(status: str) -> None:
    found = compare({CONTACT: record(status)}, {}).diagnostics
    assert [(d.code.id, d.path) for d in found] == [("B803", CONTACT)]
    assert codes(record(status), record("draft")) == ["B803"]


def test_a_renamed_record_is_followed_by_its_alias_and_keeps_its_entries() -> None:
    old, new = record(changes=changes("First", "Second")), "briefings/contacts/new-team.md"
    assert compare({CONTACT: old}, {new: record(aliases=["contacts/team"], changes=changes("First", "Second"))}).diagnostics == ()
    lost = compare({CONTACT: old}, {new: record(aliases=["contacts/team"], changes=changes("First"))}).diagnostics
    assert [(d.code.id, d.path) for d in lost] == [("B802", new)]
    assert compare({CONTACT: old}, {new: record(aliases="contacts/team")}).diagnostics[0].code.id == "B803"


def test_a_record_that_went_into_another_keeps_its_address_and_not_its_entries() -> None:
    other = "briefings/contacts/other.md"
    before = {CONTACT: record(changes=changes("First")), other: record(changes=changes("Its own"))}
    after = {other: record(aliases=["contacts/team"], changes=changes("Its own", "The team’s page went into this one"))}
    assert compare(before, after).diagnostics == ()


def test_how_a_file_is_written_down_does_not_count() -> None:
    was = b"---\nstatus: published\nchanges:\n  - {on: 2026-03-02, version: 1, note: First version}\n---\n"
    now = b'---\nstatus: "published"\nchanges:\n- version: 1\n  on: 2026-03-02\n  note: >-\n    First\n    version\n---\n'
    assert codes(was, now) == codes(was, now.replace(b"\n", b"\r\n")) == []


@pytest.mark.parametrize(("fields", "body", "found"), [
    ({}, "", ["B805"]),
    ({"summary": "Another"}, "", []),
    ({}, "More", []),
    ({"reviews": [{"on": "2026-11-01"}]}, "", []),
])  # fmt: skip
def test_a_review_date_that_moves_on_alone_is_found(fields: dict[str, Any], body: str, found: list[str]) -> None:
    was = record(review={"due": "2026-12-01", "every": "12 months"})
    assert codes(was, record(review={"due": "2027-12-01", "every": "12 months"}, body=body, **fields)) == found


def test_a_review_date_that_comes_sooner_is_no_review_put_off() -> None:
    assert codes(record(review={"due": "2026-12-01"}), record(review={"due": "2026-11-01"})) == []


def test_what_could_not_be_read_before_is_named_and_what_cannot_be_read_now_is_left_to_other_checks() -> None:
    compared = compare({CONTACT: b"---\na: [\n---\n", SAR: record()}, {CONTACT: record(), SAR: b"---\na: [\n---\n"})
    assert (compared.diagnostics, compared.unread) == ((), (CONTACT,))


def test_fields_that_their_type_no_longer_has_do_not_keep_a_record_from_being_compared() -> None:
    was = record(colour="green", kind="no kind any more", changes=changes("First", "Second"))
    assert codes(was, record(changes=changes("First"))) == ["B802"]


@pytest.mark.parametrize("wrong", ["text", {"a": "b"}, None])
def test_a_list_that_is_no_list_now_is_left_to_other_checks(wrong: Any) -> None:
    assert codes(record(changes=changes("First")), record(changes=wrong)) == []


def test_every_list_that_only_grows_and_every_first_value_is_found_by_its_declaration() -> None:
    grows = {n.path for t in record_types().values() for n in notes(t.fields, AppendOnly)}
    assert {("changes",), ("reviews",), ("recommendations", "*", "updates")} <= grows
    first = {n.path[-1] for t in record_types().values() for n in notes(t.fields, FirstStays)}
    assert first == {"owner", "due", "accepted"}
