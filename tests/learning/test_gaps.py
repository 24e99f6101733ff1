"""Gaps: each is there until it is closed as its code says, and nothing else opens or closes it."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as quick
from hypothesis import strategies as st

from macros.diagnostics import Severity
from macros.diagnostics.catalogue import CATALOGUE
from macros.learning.gaps import Gap, gaps
from macros.learning.thread import threads
from tests.learning.histories import Files, audit, briefing, library, recommendation, record, review, team, theme, used
from tests.making import TODAY, settings

RULES = settings().rules
LEARNED = ["reviews/review-2026-01-15"]
UPDATE = {"on": "2026-10-01", "status": "in_progress", "note": "It goes on."}
TOLD, SEEN = {"kind": "output", "note": "All were told."}, {"kind": "practice", "note": "All do it."}
DONE = {"on": "2026-06-01", "status": "implemented", "note": "It is done.", "evidence": [TOLD]}
SHOWN = {"on": "2026-10-01", "status": "implemented", "note": "Looked at.", "evidence": [SEEN]}
OVERSIGHT = {"limit": "Two hours.", "approver": "Team manager", "check": "A sample.", "how_often": "Each quarter"}


def found(*files: Files, today: dt.date = TODAY) -> list[Gap]:
    """Return the gaps of the files."""
    joined = library(*files, today=today)
    return list(gaps(joined, threads(joined, RULES, today), RULES, today))


def codes(*files: Files, today: dt.date = TODAY) -> list[str]:
    """Return the code of each gap."""
    return [gap.code.id for gap in found(*files, today=today)]


def statement(slug: str, *evidence: dict[str, str], **fields: Any) -> Files:
    """Return a quality statement with its evidence: strong unless it says otherwise."""
    items = [{"text": "What is known.", "category": "processes", "strength": "strong", **item} for item in evidence]
    return record("quality-statements", slug, **{
        "number": "9", "framework_version": "2023", "score": "not_published", "evidence": items or None,
        "review": {"due": "2029-03-02", "every": "36 months"}, **fields,
    })


def programme(slug: str, **fields: Any) -> Files:
    """Return a programme that has outcomes."""
    return record("programmes", slug, **{
        "kind": "provider-quality", "scope": "All providers.", "outcomes": ["People said it helped."],
        "review": {"due": "2029-03-02", "every": "36 months"}, **fields,
    })


def feedback(slug: str, **fields: Any) -> Files:
    """Return a report on complaints."""
    period = {"start": "2026-01-01", "end": "2026-03-31"}
    return record("feedback", slug, **{"kind": "complaints", "period": period, **fields})


def measure(slug: str, **fields: Any) -> Files:
    """Return a measure."""
    return record("measures", slug, **{"kind": "kpi", "unit": "days", "of": "things", **fields})


def cascade(slug: str, **fields: Any) -> Files:
    """Return a message through the managers' network."""
    return record("cascades", slug, **{
        "direction": "down", "sent_on": "2026-10-01", "message": "Please tell us.", "due": "2026-11-21", **fields,
    })


def decision(slug: str, *remedies: dict[str, str], **fields: Any) -> Files:
    """Return a decision of the ombudsman."""
    return record("decisions", slug, **{
        "reference": "00 000 000", "body": "Merrowby Council", "category": "Assessment", "outcome": "upheld",
        "decided_on": "2026-03-01", "remedies": list(remedies), **fields,
    })


def reviewed(due: str, slug: str = "one", **fields: Any) -> Files:
    """Return a contact whose page is reviewed every year."""
    return record("contacts", slug, **{"kind": "team", "remit": "Ask.", "review": {"due": due, "every": "12 months"}, **fields})


def _no_briefing(*, closed: bool) -> Files:
    out = briefing("2026-07-01", "told", learned_from=LEARNED) if closed else {}
    return {**audit("2026-06-30", 5), **out}


def _no_owner(*, closed: bool) -> Files:
    named = [{**UPDATE, "owner": "team"}] if closed else None
    return review("2026-02-01", recommendation(owner=None, themes=None, updates=named))


def _overdue(*, closed: bool) -> Files:
    put_off = [{**UPDATE, "due": "2027-01-31"}] if closed else None
    return review("2026-02-02", recommendation(themes=None, due="2026-11-21", updates=put_off))


def _no_evidence(*, closed: bool) -> Files:
    return review("2026-02-03", recommendation(themes=None, updates=[DONE, SHOWN] if closed else [DONE]))


def _from_nothing(*, closed: bool) -> Files:
    return briefing("2026-02-04", "rootless", themes=None, learned_from=LEARNED if closed else None)


def _never_used(*, closed: bool) -> Files:
    del closed  # the table of uses closes it
    return briefing("2026-02-05", "unused", themes=None, learned_from=LEARNED)


def _old(*, closed: bool) -> Files:
    return statement("old", {"on": "2024-11-21"}, *([{"on": "2026-11-01"}] if closed else []))


def _assertion(*, closed: bool) -> Files:
    said = {"on": "2026-11-01", "strength": "assertion-only"}, {"on": "2026-11-01", "strength": "gap"}
    return statement("said", *said, *([{"on": "2026-11-01", "strength": "partial"}] if closed else []))


def _review_overdue(*, closed: bool) -> Files:
    looked = [{"on": "2026-11-20", "role": "Lead", "outcome": "unchanged", "reason": "Still right."}] if closed else None
    due = "2027-11-20" if closed else "2026-11-21"
    return reviewed(due, "late", out="2025-11-21", reviews=looked)


def _no_oversight(*, closed: bool) -> Files:
    oversight = OVERSIGHT if closed else {**OVERSIGHT, "check": None}
    who = [{"who": "Providers", "may": "Change a package."}]
    return programme("loose", who_may=who, oversight={k: v for k, v in oversight.items() if v})


def _no_denominator(*, closed: bool) -> Files:
    return feedback("parts", well_founded="47", received="220" if closed else None)


def _no_measure(*, closed: bool) -> Files:
    by = measure("how-many", measures=["programmes/unmeasured"]) if closed else {}
    return {**programme("unmeasured", outcomes=None), **by}


def _only_the_date(*, closed: bool) -> Files:
    due = "2027-04-02" if closed else "2027-04-03"
    return reviewed(due, "moved")


def _not_answered(*, closed: bool) -> Files:
    answer = {"answered_on": "2026-11-22", "response": "Here it is."} if closed else {}
    return cascade("question", **answer)


def _remedy_late(*, closed: bool) -> Files:
    done = {"done_on": "2026-11-22", "evidence": "A letter."} if closed else {}
    return decision("upheld", {"text": "Say sorry.", "due": "2026-11-21", **done})


CASES: dict[str, Callable[..., Files]] = {
    "B601": _no_briefing, "B602": _no_owner, "B603": _overdue, "B604": _no_evidence, "B605": _from_nothing,
    "B606": _never_used, "B607": _old, "B608": _assertion, "B609": _review_overdue, "B610": _no_oversight,
    "B611": _no_denominator, "B612": _no_measure, "B613": _only_the_date, "B614": _not_answered, "B615": _remedy_late,
}
USED = ("told", "rootless", "other")


def history(open_: set[str]) -> Files:
    """Return the smallest records that have these gaps, and have closed the others as their codes say."""
    files = {**review("2026-01-15"), **briefing("2026-01-16", "other", themes=None, learned_from=LEARNED)}
    for code, case in CASES.items():
        files |= case(closed=code not in open_)
    there = [slug for slug in USED if f"briefings/seven-minute/{slug}.md" in files]
    return {**files, **used(*there, *(() if "B606" in open_ else ("unused",)))}


def test_every_code_of_the_family_has_a_case_and_is_advice() -> None:
    family = {code for code in CATALOGUE if code.startswith("B6")}
    assert family == set(CASES)
    assert {CATALOGUE[code].severity for code in family} == {Severity.ADVICE}


@pytest.mark.parametrize("code", CASES)
def test_the_smallest_records_with_a_gap_have_that_gap_alone(code: str) -> None:
    (gap,) = found(history({code}))
    assert gap.code.id == code
    assert gap.owner == "team"
    assert gap.message
    assert gap.closes
    assert gap.diagnostic().path.startswith("briefings/")


def test_where_all_are_closed_nothing_is_left() -> None:
    assert found(history(set())) == []


OPEN = st.sets(st.sampled_from(sorted(CASES)))
QUICK = quick(max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))


@given(OPEN)
@QUICK
def test_a_gap_is_there_until_it_is_closed_whatever_else_is(open_: set[str]) -> None:
    assert codes(history(open_)) == sorted(open_)


UNRELATED = {
    "a team": team("another"), "a theme": theme("another"), "a measure of nothing": measure("nothing"),
    "a briefing in use": {}, "an audit of nothing": audit("2026-09-30", None, kind="dip-sample"),
    "another body's round": audit("2026-06-30", 9, slug="theirs", about_body="A neighbour"),
    "a draft": record("programmes", "idea", status="draft", published=None, changes=None),
    "a report": feedback("whole", received="12", well_founded="3"),
    "what is to come": audit("2026-12-31", 12, slug="to-come", out="2026-12-31"),
}


@given(OPEN, st.sets(st.sampled_from(sorted(UNRELATED))))
@QUICK
def test_what_is_unrelated_opens_and_closes_no_gap(open_: set[str], more: set[str]) -> None:
    files = history(open_)
    for name in more:
        files |= UNRELATED[name]
    assert codes(files) == sorted(open_)


# The thread ------------------------------------------------------------------------
def test_a_theme_that_is_detected_again_needs_a_briefing_again() -> None:
    told = briefing("2025-07-01", learned_from=LEARNED), review("2026-01-15")
    once = audit("2025-06-30", 5), audit("2025-12-31", 0)
    assert codes(*told, *once) == []
    assert codes(*told, *once, audit("2026-06-30", 5)) == ["B601"]


def test_a_theme_that_improved_without_a_briefing_needs_none() -> None:
    assert codes(audit("2025-06-30", 5), audit("2025-12-31", 0)) == []


@pytest.mark.parametrize(
    ("fields", "found_codes"),
    [
        ({"owner": None, "accepted": "no", "reason": "Money."}, []),
        ({"owner": None, "updates": [DONE, SHOWN]}, []),
        ({"owner": None, "accepted": "not_stated", "due": None}, ["B602"]),
        ({"due": "2026-11-22"}, []),
        ({"due": "2026-11-21"}, ["B603"]),
        ({"due": "2026-11-21", "owner": None}, ["B602", "B603"]),
        ({"due": "2026-11-21", "updates": [DONE]}, ["B604"]),
        ({"due": "2026-11-21", "updates": [{**UPDATE, "status": "escalated"}]}, ["B603"]),
        ({"due": "2026-11-21", "accepted": "no", "reason": "Money."}, []),
        ({"due": None}, []),
        ({"updates": [{**SHOWN, "evidence": [{"kind": "outcome", "note": "People say so."}]}]}, []),
    ],
)
def test_what_a_recommendation_lacks(fields: dict[str, Any], found_codes: list[str]) -> None:
    assert codes(review("2026-02-01", recommendation(**{"themes": None, **fields}))) == found_codes


def test_a_gap_of_a_recommendation_is_its_owners_and_else_the_pages() -> None:
    late = recommendation(due="2026-11-21", owner="another", themes=None)
    nobody = recommendation("r2", owner=None, themes=None)
    made = found(team("another"), review("2026-02-01", late, nobody))
    assert [(gap.code.id, gap.owner) for gap in made] == [("B602", "team"), ("B603", "another")]


def test_uses_are_asked_for_only_where_they_are_recorded_and_up_to_today() -> None:
    one, two = briefing("2026-02-01", "one", learned_from=LEARNED), briefing("2026-03-01", "two", learned_from=LEARNED)
    learned = review("2026-01-15")
    assert codes(learned, one, two) == []
    assert codes(learned, one, two, used("one")) == ["B606"]
    assert codes(learned, one, two, used("one", "two", on="2026-11-23")) == ["B606", "B606"]


# Evidence -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("evidence", "old"),
    [
        ([{"on": "2024-11-22"}], False), ([{"on": "2024-11-21"}], True), ([{"on": "2024-11"}], False),
        ([{"on": "2024"}], False), ([{"on": "2024-10"}], True), ([{"on": "2026"}], False), ([{"on": "2027"}], True),
        ([{}], True), ([], True), ([{"on": "2026-11-01", "strength": "gap"}, {"on": "2020"}], True),
    ],
)
def test_evidence_is_old_after_the_months_of_the_settings_or_without_a_date(evidence: list[dict[str, str]], *, old: bool) -> None:
    assert codes(statement("one", *evidence)) == (["B607"] if old else [])


def test_a_record_that_names_the_statement_is_evidence_of_its_day_where_it_is_about_the_same_body() -> None:
    old = statement("one", {"on": "2020"})
    naming = audit("2026-06-30", None, quality_statements=["one"])
    theirs = audit("2026-06-30", None, quality_statements=["one"], about_body="A neighbour")
    replaced = audit("2026-06-30", None, quality_statements=["one"], status="superseded", superseded_by="contacts/team")
    assert codes(old, naming) == []
    assert codes(old, theirs) == codes(old, replaced) == ["B607"]
    assert codes(old, audit("2024-06-30", None, quality_statements=["one"])) == ["B607"]


# Keeping ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("due", "more", "found_codes"),
    [
        ("2026-11-22", {}, []), ("2026-11-21", {}, ["B609"]),
        ("2027-04-02", {}, []), ("2027-04-03", {}, ["B613"]),
        ("2027-12-21", {"reviews": [{"on": "2026-11-20", "role": "Lead", "outcome": "unchanged", "reason": "Right."}]}, []),
        ("2027-12-22", {"reviews": [{"on": "2026-11-20", "role": "Lead", "outcome": "unchanged", "reason": "Right."}]}, ["B613"]),
        ("2027-12-21", {"reviews": [{"on": "2026-11-23", "role": "Lead", "outcome": "unchanged", "reason": "Right."}]}, ["B613"]),
    ],
)
def test_a_review_is_overdue_or_only_its_date_was_moved(due: str, more: dict[str, Any], found_codes: list[str]) -> None:
    assert codes(reviewed(due, **more)) == found_codes


def test_a_change_counts_as_having_looked() -> None:
    versions = [
        {"on": on, "version": str(n), "note": "Better.", "approved_by": "Lead"}
        for n, on in enumerate(("2026-03-02", "2026-10-01"), 1)
    ]
    assert codes(reviewed("2027-10-31")) == ["B613"]
    assert codes(reviewed("2027-10-31", changes=versions)) == []


@pytest.mark.parametrize("lacks", OVERSIGHT)
def test_oversight_says_all_four(lacks: str) -> None:
    who = [{"who": "Providers", "may": "Change a package."}]
    assert codes(programme("one", who_may=who, oversight={k: v for k, v in OVERSIGHT.items() if k != lacks})) == ["B610"]
    assert codes(programme("one", who_may=who, oversight=OVERSIGHT)) == []
    assert codes(programme("one")) == []


def test_a_learning_system_of_any_type_is_measured_or_says_so() -> None:
    assert codes(cascade("one", due=None, system="Managers’ network")) == ["B612"]
    assert codes(cascade("one", due=None, system="Managers’ network"), measure("by", measures=["cascades/one"])) == []
    draft = measure("by", measures=["cascades/one"], status="draft")
    assert codes(cascade("one", due=None, system="Managers’ network"), draft) == ["B612"]


# Counts, answers, remedies ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "gaps_there"),
    [
        ({"received": "220"}, 0), ({"to_ombudsman": "3"}, 1), ({"to_ombudsman": "3", "well_founded": "9"}, 2),
        ({"figures": [{"label": "said so", "of": "people", "number": "9"}]}, 0),
        ({"figures": [{"label": "said so", "of": "people", "number": "9", "part": "true"}]}, 1),
        ({"figures": [{"label": "said so", "of": "people", "number": "9", "part": "true", "denominator": "12"}]}, 0),
        ({"figures": [{"label": "said so", "of": "people", "said": "most", "part": "true"}]}, 1),
    ],
)
def test_only_what_is_known_to_be_a_part_needs_its_whole(fields: dict[str, Any], gaps_there: int) -> None:
    assert codes(feedback("one", **fields)) == ["B611"] * gaps_there


@pytest.mark.parametrize(("cells", "there"), [(("", ""), False), (("30", "40"), False), (("30", ""), True)])
def test_a_row_without_a_whole_beside_rows_that_have_one(cells: tuple[str, str], *, there: bool) -> None:
    rows = f"start,end,group,value,denominator\n2026-01-01,2026-01-31,,3,{cells[0]}\n2026-02-01,2026-02-28,,4,{cells[1]}\n"
    table = {"briefings/measures/one/series.csv": rows.encode()}
    made = found(measure("one", series="series.csv"), table)
    assert [gap.code.id for gap in made] == (["B611"] if there else [])
    assert [(d.path, d.span.line) for d in (gap.diagnostic() for gap in made)] == (
        [("briefings/measures/one/series.csv", 3)] if there else []
    )


def test_a_sample_and_a_survey_are_parts_of_those_that_could_be_asked() -> None:
    asked = {"n": "13", "population": "All staff.", "taken": "2026-05"}
    assert codes(record("surveys", "one", **asked)) == ["B611"]
    assert codes(record("surveys", "one", **asked, population_size="400")) == []
    assert codes(audit("2026-06-30", None, population_size=None)) == ["B611"]


def test_an_answer_may_be_another_message_and_is_due_until_the_end_of_its_day() -> None:
    assert codes(cascade("one", due="2026-11-22")) == []
    answer = cascade("two", direction="up", due=None, answers="one")
    assert codes(cascade("one")) == ["B614"]
    assert codes(cascade("one"), answer) == []


@pytest.mark.parametrize(
    ("remedy", "there"),
    [
        ({"due": "2026-11-22"}, False), ({"due": "2026-11-21"}, True), ({"due": "2026-11-01", "done_on": "2026-11-01"}, False),
        ({"due": "2026-11-01", "done_on": "2026-11-02"}, True),
        ({"due": "2026-11-01", "done_on": "2026-11-02", "evidence": "A letter."}, False),
    ],
)
def test_a_remedy_is_done_by_its_day_or_shown(remedy: dict[str, str], *, there: bool) -> None:
    assert codes(decision("one", {"text": "Say sorry.", **remedy})) == (["B615"] if there else [])


# All -----------------------------------------------------------------------------------
def test_a_gap_of_another_body_says_whose_and_is_kept_by_the_pages_owner() -> None:
    theirs = review("2026-02-01", recommendation(owner=None, accepted="not_stated", due=None), about_body="A neighbour")
    (gap,) = found(theirs)
    assert gap.owner == "team"
    assert gap.message.startswith("About A neighbour: ")


WHO = [{"who": "Providers", "may": "Change a package."}]


@pytest.mark.parametrize(
    ("files", "untold"),
    [
        (review("2026-02-01", recommendation(owner=None, accepted="not_stated", due=None), about_body="A neighbour"),
         "who owns recommendation 1"),
        (programme("one", outcomes=None, about_body="A neighbour"), "a measure of the programme"),
        (cascade("one", due=None, system="Forums", about_body="A neighbour"), "a measure of the learning system “Forums”"),
        (programme("one", who_may=WHO, oversight={"limit": "Two hours.", "approver": "A manager"}, about_body="A neighbour"),
         "how it is checked or how often, though it says who may do what"),
    ],
)
def test_what_another_bodys_source_leaves_out_is_never_told_as_if_it_were_not_there(files: Files, untold: str) -> None:
    (gap,) = found(files)
    assert gap.message == f"About A neighbour: the source text does not describe {untold}."
    assert gap.remedy == "Find a published source that says it, and add it here. Until then the gap stays."


def test_authors_are_told_the_fields_of_a_mend_and_readers_are_not() -> None:
    (gap,) = found(history({"B614"}))
    assert gap.diagnostic().help == "Record the answer and its day (response, answered_on), or add the message that answers it."
    assert gap.remedy == "Record the answer and its day, or add the message that answers it."


@pytest.mark.parametrize("code", CASES)
def test_no_remedy_shows_a_reader_the_name_of_a_field(code: str) -> None:
    (gap,) = found(history({code}))
    assert not re.search(r"[(_)]", gap.remedy)


@pytest.mark.parametrize("status", [{"status": "draft"}, {"status": "superseded", "superseded_by": "contacts/team"}])
def test_drafts_and_replaced_records_have_no_gaps(status: dict[str, Any]) -> None:
    late = {"text": "Say sorry.", "due": "2026-11-01"}
    assert codes(decision("one", late)) == ["B615"]
    assert codes(decision("one", late, **status)) == []


def test_the_work_grows_with_the_records() -> None:
    def seconds(many: int) -> float:
        files: Files = {}
        for number in range(many):
            files |= review("2026-02-01", recommendation(due="2026-11-21"), slug=f"review-{number}")
        joined = library(files)
        found_threads = threads(joined, RULES, TODAY)
        start = time.process_time()
        assert len(gaps(joined, found_threads, RULES, TODAY)) == many
        return time.process_time() - start

    few, many = min(seconds(100) for _ in range(3)), min(seconds(800) for _ in range(3))
    assert many < 8 * few * 3
