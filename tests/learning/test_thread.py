"""The golden thread of a theme: each rule at its boundary, and what holds for every history."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as quick
from hypothesis import strategies as st

from macros.content.records.audits import AuditKind
from macros.learning.sightings import Round, Seen, Sighting, seen, seen_in
from macros.learning.thread import CHECKED, Rule, State, Thread, thread_of, threads
from tests.learning.histories import Files, audit, briefing, library, recommendation, record, review, theme, thread
from tests.making import TODAY, settings

RULES = settings().rules
DETECTED = audit("2025-06-30", 5)
"""T1: a quarter of twenty files."""


# Detected ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("present", "applicable", "found"),
    [
        (3, 15, True), (4, 20, True), (3, 5, True), (20, 20, True),
        (2, 4, False), (2, 2, False), (3, 16, False), (19, 100, False), (20, 100, True), (0, 20, False),
    ],
)
def test_a_theme_found_in_a_fifth_of_files_and_in_three_is_detected(present: int, applicable: int, *, found: bool) -> None:
    made = thread(audit("2025-06-30", present, applicable))
    assert [(c.detection.rule, c.detection.on) for c in made.cycles] == ([(Rule.T1, dt.date(2025, 6, 30))] if found else [])


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ((2, 20), (2, 20), True), ((2, 20), (2, 21), False), ((1, 5), (2, 20), False), ((2, 20), (1, 9), False),
        ((2, 20), (0, 20), False), ((3, 30), (2, 20), True),
    ],
)
def test_a_theme_in_a_tenth_of_two_consecutive_rounds_is_detected(
    first: tuple[int, int], second: tuple[int, int], *, found: bool
) -> None:
    made = thread(audit("2025-06-30", *first), audit("2025-12-31", *second))
    assert [(c.detection.rule, c.detection.on) for c in made.cycles] == ([(Rule.T2, dt.date(2025, 12, 31))] if found else [])


def test_a_round_in_between_that_did_not_find_it_breaks_the_two() -> None:
    apart = audit("2025-06-30", 2), audit("2025-09-30", None), audit("2025-12-31", 2)
    assert thread(*apart).state is State.SEEN


def test_a_round_that_measured_no_themes_lies_in_between_of_nothing() -> None:
    apart = audit("2025-06-30", 2), audit("2025-09-30", None, themes_picked_up="not_measured"), audit("2025-12-31", 2)
    assert thread(*apart).cycles[0].detection.rule is Rule.T2


def test_rounds_of_two_kinds_are_not_consecutive() -> None:
    assert thread(audit("2025-06-30", 2), audit("2025-12-31", 2, kind="dip-sample")).state is State.SEEN


def test_a_theme_seen_in_two_kinds_of_source_within_twelve_months_is_detected() -> None:
    made = thread(audit("2025-06-30", 1), review("2026-06-30", themes=("notes",)))
    assert made.cycles[0].detection.rule is Rule.T3
    assert made.cycles[0].detection.on == dt.date(2026, 6, 30)
    assert [s.kind for s in made.cycles[0].detection.by] == ["Audit", "Review"]


def test_a_day_more_than_twelve_months_is_too_long_and_two_of_one_kind_are_not_two_kinds() -> None:
    assert thread(audit("2025-06-29", 1), review("2026-06-30", themes=("notes",))).state is State.SEEN
    assert thread(review("2026-05-30", themes=("notes",)), review("2026-06-30", themes=("notes",))).state is State.SEEN


def test_files_in_which_a_theme_was_not_found_are_no_sighting() -> None:
    assert thread(audit("2025-06-30", 0), review("2025-09-30", themes=("notes",))).state is State.SEEN
    looked = thread(audit("2025-06-30", 0))
    assert (looked.state, looked.since) == (State.NOT_SEEN, None)


def test_strengths_replaced_records_and_other_bodies_count_for_nothing() -> None:
    new = audit("2025-06-30", None, slug="new")
    nothing = (
        audit("2025-06-30", 9, finding="strength"),
        {**audit("2025-06-30", 9, slug="old", status="superseded", superseded_by="audits/new"), **new},
        audit("2025-06-30", 9, about_body="A neighbour"),
    )
    assert [thread(files).state for files in nothing] == [State.NOT_SEEN] * 3


# Shared and acting -----------------------------------------------------------------
def test_briefing_and_action_come_in_either_order_and_the_days_between_are_known() -> None:
    shared, acted = briefing("2025-08-01"), review("2025-09-01", recommendation())
    later = review("2025-07-15", recommendation())
    first = thread(DETECTED, shared, acted).cycles[0]
    second = thread(DETECTED, shared, later).cycles[0]
    for cycle, days in ((first, (32, 63)), (second, (32, 15))):
        assert cycle.state is State.ACTING
        assert cycle.shared
        assert cycle.acted
        assert (cycle.days_to(cycle.shared[0]), cycle.days_to(cycle.acted[0])) == days
    alone = thread(DETECTED, shared).cycles[0]
    assert (alone.state, alone.acted) == (State.SHARED, None)
    unshared = thread(DETECTED, acted).cycles[0]
    assert (unshared.state, unshared.shared) == (State.ACTING, None)


def test_what_came_before_the_detection_did_not_answer_it_and_the_same_day_did() -> None:
    assert thread(DETECTED, briefing("2025-06-29"), review("2025-06-29", recommendation())).state is State.DETECTED
    assert thread(DETECTED, briefing("2025-06-30")).state is State.SHARED
    assert thread(DETECTED, review("2025-06-30", recommendation())).state is State.ACTING


@pytest.mark.parametrize(
    ("first", "later", "day"),
    [
        ("yes", None, "2025-09-01"), ("partly", None, "2025-09-01"), ("not_stated", None, None), ("no", None, None),
        ("not_stated", "yes", "2025-10-01"), ("no", "partly", "2025-10-01"), ("yes", "no", None), ("partly", "yes", "2025-09-01"),
    ],
)
def test_a_recommendation_acts_from_the_day_it_is_accepted(first: str, later: str | None, day: str | None) -> None:
    update = {"on": "2025-10-01", "status": "in_progress", "note": "Looked at again.", "accepted": later, "reason": "Money."}
    made = recommendation(accepted=first, reason="Money.", updates=[update] if later else None)
    cycle = thread(DETECTED, review("2025-09-01", made)).cycles[0]
    assert (cycle.acted[0].isoformat() if cycle.acted else None) == day


# Checked again -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        ((6, 20), (4, 21), State.IMPROVED),  # 30 to 19 per cent
        ((6, 20), (2, 15), State.IMPROVED),
        ((5, 20), (3, 20), State.IMPROVED),  # exactly ten points
        ((10, 20), (4, 20), State.NO_CHANGE),  # thirty points down, and still a fifth
        ((5, 20), (31, 200), State.NO_CHANGE),  # nine and a half points
        ((5, 20), (7, 20), State.WORSE),  # exactly ten points
        ((5, 20), (69, 200), State.NO_CHANGE),
        ((5, 20), (5, 20), State.NO_CHANGE),
        ((3, 5), (3, 15), State.NO_CHANGE),
        ((1, 3), (1, 3), None), ((5, 20), (1, 14), None),
    ],
)
def test_a_later_round_says_whether_it_improved(
    before: tuple[int, int], after: tuple[int, int], state: State | None
) -> None:
    made = thread(audit("2025-06-30", *before), audit("2025-12-31", *after))
    results = [r.result for cycle in made.cycles for r in cycle.rechecks]
    assert results == ([state] if made.cycles else [])
    if state:
        assert made.state is state
        assert made.since == dt.date(2025, 12, 31)


def test_fourteen_files_are_too_few_to_say_and_fifteen_are_not() -> None:
    few = thread(DETECTED, audit("2025-12-31", 0, 14))
    assert (few.state, [r.result for r in few.cycles[0].rechecks]) == (State.DETECTED, [None])
    assert thread(DETECTED, audit("2025-12-31", 0, 15)).state is State.IMPROVED


@pytest.mark.parametrize("other", [{"kind": "dip-sample"}, {"tool": "Another tool"}])
def test_a_round_of_another_kind_or_tool_says_nothing(other: dict[str, Any]) -> None:
    made = thread(DETECTED, audit("2025-12-31", 0, **other))
    assert (made.state, made.cycles[0].rechecks) == (State.DETECTED, ())


def test_another_version_of_the_tool_is_the_same_tool() -> None:
    assert thread(DETECTED, audit("2025-12-31", 0, tool_version="2")).state is State.IMPROVED


def test_each_further_round_checks_again_until_it_improved() -> None:
    rounds = audit("2025-09-30", 8), audit("2025-12-31", 5), audit("2026-03-31", 0, 5), audit("2026-06-30", 1)
    (cycle,) = thread(DETECTED, *rounds).cycles
    assert [r.result for r in cycle.rechecks] == [State.WORSE, State.NO_CHANGE, None, State.IMPROVED]
    assert {r.against.on for r in cycle.rechecks} == {dt.date(2025, 6, 30)}


def test_a_round_on_the_day_of_the_detection_is_no_later_round() -> None:
    assert thread(DETECTED, audit("2025-06-30", 0, slug="second")).state is State.DETECTED


def test_where_no_audit_detected_it_the_first_large_round_is_what_later_ones_are_compared_with() -> None:
    decision = record("involvement", "one", out="2025-06-01", asked="What.", influence="consulted", themes=["notes"])
    seen_twice = (review("2025-05-01", themes=("notes",)), decision)
    rounds = audit("2025-09-30", 3, 10), audit("2025-12-31", 6, 20), audit("2026-03-31", 1, 20)
    (cycle,) = thread(*seen_twice, *rounds).cycles
    assert cycle.detection.rule is Rule.T3
    assert cycle.baseline
    assert cycle.baseline.on == dt.date(2025, 12, 31)
    assert [(r.sighting.on, r.result) for r in cycle.rechecks] == [(dt.date(2026, 3, 31), State.IMPROVED)]


# Reopened ----------------------------------------------------------------------------
def test_an_improved_theme_that_is_detected_again_reopens_and_starts_anew() -> None:
    history = DETECTED, briefing("2025-08-01"), review("2025-08-01", recommendation()), audit("2025-12-31", 0)
    improved = thread(*history)
    assert (improved.state, improved.reopened) == (State.IMPROVED, False)
    again = thread(*history, audit("2026-06-30", 6))
    assert (again.state, again.reopened, again.since) == (State.DETECTED, True, dt.date(2026, 6, 30))
    assert [c.detection.on.year for c in again.cycles] == [2025, 2026]
    assert again.cycles[0].state is State.IMPROVED
    assert thread(*history, audit("2026-06-30", 6), briefing("2026-07-01")).state is State.SHARED


def test_what_was_seen_before_the_improvement_does_not_reopen_it() -> None:
    history = audit("2025-06-30", 5), audit("2025-12-31", 2), audit("2026-06-30", 2)
    made = thread(*history)
    assert (made.state, made.reopened) == (State.IMPROVED, False)
    seen_before = DETECTED, review("2025-12-01", themes=("notes",)), audit("2025-12-31", 0)
    assert thread(*seen_before, audit("2026-03-31", 1)).state is State.IMPROVED


def test_what_was_seen_on_the_day_of_the_improvement_does_not_reopen_it() -> None:
    case = Sighting("notes", dt.date(2024, 1, 1), "Audit", "audits/a", 5, 20, AuditKind.CASE_FILE, "tool")
    better = Sighting("notes", dt.date(2024, 6, 1), "Audit", "audits/b", 0, 20, AuditKind.CASE_FILE, "tool")
    same_day = Sighting("notes", dt.date(2024, 6, 1), "Audit", "audits/c", 9, 20, AuditKind.DIP_SAMPLE, "other")
    made = _thread([case, better, same_day])
    assert (made.state, made.reopened) == (State.IMPROVED, False)


def test_a_briefing_after_the_improvement_belongs_to_no_earlier_time_round() -> None:
    made = thread(DETECTED, audit("2025-12-31", 0), briefing("2026-02-01"))
    assert made.cycles[0].shared is None


# Today -------------------------------------------------------------------------------
def test_nothing_after_today_counts() -> None:
    soon = {"on": "2026-11-23", "status": "not_accepted", "note": "Money.", "accepted": "no", "reason": "Money."}
    acted = review("2025-09-01", recommendation(updates=[soon]))
    later = audit("2026-11-30", 0, out="2026-11-01"), briefing("2026-12-01")
    made = thread(DETECTED, acted, *later)
    assert (made.state, made.cycles[0].shared, made.cycles[0].rechecks) == (State.ACTING, None, ())
    assert thread(DETECTED, acted, *later, today=dt.date(2026, 11, 23)).state is State.DETECTED


def test_a_source_that_says_only_a_year_counts_by_its_last_day() -> None:
    made = review("2026-02-01", themes=("notes",), carried_out="2025")
    assert thread(made).since == dt.date(2025, 12, 31)


def test_every_theme_has_a_thread_even_where_nothing_was_seen() -> None:
    made = threads(library(theme("other")), RULES, TODAY)
    assert {slug: (t.state, t.since) for slug, t in made.items()} == {
        "notes": (State.NOT_SEEN, None), "other": (State.NOT_SEEN, None),
    }


# For every history ----------------------------------------------------------------------
START = dt.date(2024, 1, 1)
DAYS = st.integers(0, 900).map(lambda n: START + dt.timedelta(days=n))
KINDS = st.sampled_from([AuditKind.CASE_FILE, AuditKind.DIP_SAMPLE])


@st.composite
def _audited(draw: st.DrawFn, days: st.SearchStrategy[dt.date] = DAYS) -> Sighting:
    applicable = draw(st.integers(0, 40))
    present, kind = draw(st.integers(0, applicable)), draw(KINDS)
    on = draw(days)
    return Sighting("notes", on, "Audit", f"audits/{kind.value}-{on}", present, applicable, kind, draw(st.sampled_from("ab")))


OTHERS = st.builds(
    lambda kind, on: Sighting("notes", on, kind, f"{kind}/{on}"), st.sampled_from(["Review", "Feedback", "Ombudsman"]), DAYS
)
HISTORIES = st.lists(_audited() | OTHERS, max_size=12, unique_by=lambda s: s.record)
QUICK = quick(max_examples=300, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
TURN = {state: n for n, state in enumerate((State.NOT_SEEN, State.SEEN, State.DETECTED, State.SHARED, State.ACTING))}
TURN |= dict.fromkeys(CHECKED, len(TURN))


def _seen(history: list[Sighting], today: dt.date = TODAY) -> Seen:
    known = [s for s in history if s.on <= today]
    rounds = [
        [Round(s.record, s.on, kind, {s.theme: s}) for s in known if s.audit_kind is kind] for kind in AuditKind
    ]
    return seen_in({"notes": known}, [r for r in rounds if r])


def _thread(history: list[Sighting], today: dt.date = TODAY) -> Thread:
    return thread_of("notes", _seen(history, today), RULES)


@given(HISTORIES, st.data())
@QUICK
def test_adding_a_recheck_never_undetects_a_theme(history: list[Sighting], data: st.DataObject) -> None:
    before = _thread(history)
    if not before.cycles:
        return
    first = before.cycles[0].detection
    days = st.integers(1, 900).map(lambda n: first.on + dt.timedelta(days=n))
    added = data.draw(_audited(days).filter(lambda s: s.record not in {h.record for h in history}))
    after = _thread([*history, added])
    assert after.cycles[0].detection == first
    assert TURN[after.cycles[0].state] >= TURN[State.DETECTED]


@given(HISTORIES, st.randoms(use_true_random=False))
@QUICK
def test_the_order_in_which_records_are_read_does_not_matter(history: list[Sighting], random: object) -> None:
    mixed = list(history)
    getattr(random, "shuffle")(mixed)  # noqa: B009
    assert _thread(mixed) == _thread(history)


@given(HISTORIES, DAYS)
@QUICK
def test_what_comes_later_changes_no_earlier_day(history: list[Sighting], today: dt.date) -> None:
    assert _thread(history, today) == _thread([s for s in history if s.on <= today], today)
    past, now = _thread(history, today), _thread(history)
    assert [c.detection for c in now.cycles[: len(past.cycles)]] == [c.detection for c in past.cycles]
    for then, later in zip(past.cycles, now.cycles, strict=False):
        assert later.rechecks[: len(then.rechecks)] == then.rechecks


@given(HISTORIES)
@QUICK
def test_states_only_move_on_unless_the_theme_reopens(history: list[Sighting]) -> None:
    days = [_thread(history, day) for day in sorted({s.on for s in history})]
    for before, after in pairwise([_thread([]), *days]):
        anew = len(after.cycles) > len(before.cycles)
        assert anew or TURN[after.state] >= TURN[before.state]
        if before.state is State.IMPROVED:
            assert after.state is State.IMPROVED or (anew and after.reopened)
        if anew and before.cycles:
            assert before.state is State.IMPROVED


@given(HISTORIES)
@QUICK
def test_every_state_rests_on_what_its_rule_asks_for(history: list[Sighting]) -> None:
    end: dt.date | None = None
    for cycle in _thread(history).cycles:
        by, last = cycle.detection.by, cycle.detection.by[-1]
        assert last.on == cycle.detection.on
        assert end is None or all(s.on > end for s in by)
        if cycle.detection.rule is Rule.T1:
            assert (last.share or 0) >= 20
            assert (last.present or 0) >= 3
        elif cycle.detection.rule is Rule.T2:
            assert all((s.share or 0) >= 10 and (s.present or 0) >= 2 for s in by)
            assert by[0].audit_kind is by[1].audit_kind
        else:
            assert len({s.kind for s in by}) == 2
            assert (by[1].on - by[0].on).days <= 366
        for check in cycle.rechecks:
            assert check.sighting.on > cycle.detection.on
            assert (check.result is None) == ((check.sighting.applicable or 0) < 15)
            if check.result is State.IMPROVED:
                assert (check.sighting.share or 0) < 20 or (check.sighting.present or 0) < 3
                assert (check.against.share or 0) - (check.sighting.share or 0) >= 9.999
                end = check.sighting.on
        assert all(c.result is not State.IMPROVED for c in cycle.rechecks[:-1])


def test_what_is_seen_is_put_in_order_once_for_all_themes() -> None:
    files: list[Files] = [audit("2025-12-31", 2), audit("2025-06-30", 3), audit("2025-12-31", 1, kind="dip-sample")]
    everything = seen(library(*files), TODAY)
    assert [s.on.month for s in everything.by_theme["notes"]] == [6, 12, 12]
    assert {kind: [r.on.month for r in rounds] for kind, rounds in everything.rounds.items()} == {
        AuditKind.CASE_FILE: [6, 12], AuditKind.DIP_SAMPLE: [12],
    }
    assert everything.before["audits/case-file-2025-12-31"].record == "audits/case-file-2025-06-30"
