"""What records show for a quality statement, and how much it carries, by the rule that the site prints."""

from __future__ import annotations

import pytest

from macros.content.records.base import Audience
from macros.content.records.quality import Strength
from macros.learning.evidence import Piece, evidence_days
from macros.site.views.parts import Scene
from tests.making import event, theme
from tests.support.rounds import audit, briefing, report, review, scene

FOR = "quality_statements: [safe]\n"
REC = "id: r1, text: Do it., domain: direct-practice, accepted: yes, owner: team"


def statement(more: str = "") -> bytes:
    """A quality statement whose page is out."""
    return (
        "---\ntitle: Safe\nsummary: Being safe.\naudience: staff\nstatus: published\npublished: 2026-03-02\nowner: team\n"
        "review: {due: 2027-03-01, every: 12 months}\nnumber: 7\nframework_version: The first\nscore: not_published\n"
        f"example: true\n{more}---\n\n## Key findings\n\nA line.\n"
    ).encode()


def held(files: dict[str, bytes], audience: Audience = Audience.STAFF) -> Scene:
    """The edition with the statement and these records."""
    return scene({"quality-statements/safe": statement(), **files}, audience)


def shown(files: dict[str, bytes]) -> list[str]:
    """Each piece as `strength: what it says`; what speaks against is marked so."""
    made = held(files)
    return [_line(p) for p in made.evidence(made.library.records["quality-statements/safe"])]


def _line(piece: Piece) -> str:
    return f"{'against' if piece.against else piece.strength}: {piece.says}"


def measure(*values: str, good: str = "up", of: str = "things") -> dict[str, bytes]:
    """A measure with one value for each quarter of 2025."""
    spans = ("2025-01-01,2025-03-31", "2025-04-01,2025-06-30", "2025-07-01,2025-09-30", "2025-10-01,2025-12-31")
    rows = "".join(f"{span},,{value}\n" for span, value in zip(spans, values, strict=False))
    record = (
        "---\ntitle: Done in time\nsummary: How much is done in time.\naudience: staff\nstatus: published\n"
        f"published: 2026-03-02\nowner: team\nkind: kpi\nunit: visits\nof: {of}\nseries: series.csv\ngood: {good}\n"
        "example: true\nchanges:\n  - {on: 2026-03-02, version: 1, note: First version., approved_by: Lead}\n"
        f"{FOR}---\n\n## What it shows\n\nA line.\n"
    )
    return {"measures/m": record.encode(), "measures/m/series.csv": f"start,end,group,value,denominator\n{rows}".encode()}


def updated(status: str, more: str = "") -> dict[str, bytes]:
    """A review with one recommendation that has one update."""
    update = f"updates: [{{on: 2026-05-01, status: {status}, note: It was done.{more}}}]"
    return {"reviews/r": review("Peers", "2026-03-03", f"{REC}, {update}", more=FOR)}


def test_a_recommendation_that_helped_is_strong() -> None:
    more = ", evidence: [{kind: practice, note: 15 of 21 files had it.}], impact: improved"
    assert shown(updated("implemented", more)) == ["strong: Recommendation 1 helped (practice evidence). 15 of 21 files had it."]


@pytest.mark.parametrize(("impact", "said"), [("worse", "made it worse"), ("no_change", "brought no change")])
def test_one_that_did_not_help_speaks_against(impact: str, said: str) -> None:
    more = f", evidence: [{{kind: outcome, note: People said so.}}], impact: {impact}"
    assert shown(updated("implemented", more)) == [f"against: Recommendation 1 {said} (outcome evidence). People said so."]


def test_what_was_done_and_not_measured_is_partial() -> None:
    more = ", evidence: [{kind: output, note: The training ran.}]"
    assert shown(updated("implemented", more)) == ["partial: Recommendation 1 is implemented. Whether it helped is not measured."]


def test_an_update_that_says_not_yet_measured_is_no_result() -> None:
    more = ", evidence: [{kind: output, note: The training ran.}], impact: not_yet_measured"
    assert shown(updated("implemented", more)) == ["partial: Recommendation 1 is implemented. Whether it helped is not measured."]


def test_what_is_overdue_speaks_against_and_what_is_in_time_says_nothing_yet() -> None:
    late = review("Peers", "2026-03-03", f"{REC}, due: 2026-05-01", more=FOR)
    assert shown({"reviews/r": late}) == ["against: Recommendation 1 was due by 1 May 2026 and is not done."]
    assert shown(updated("in_progress")) == ["assertion-only: What it found."]


@pytest.mark.parametrize(
    ("values", "good", "begins"),
    [
        (("40,100", "60,100"), "up", "strong: Better: 40 of 100 (40%) by 31 March 2025, 60 of 100 (60%) by 30 June 2025"),
        (("60,100", "40,100"), "up", "against: Worse: "), (("40,100", "45,100"), "up", "partial: No clear change: "),
        (("50,", "40,"), "down", "strong: Better: 50 by 31 March 2025, 40 by 30 June 2025 (visits)."),
        (("50,", "60,"), "down", "against: Worse: "),
        (("40,100", "60,100"), "same", "partial: 60 of 100 (60%) visits by 30 June 2025."),
        (("40,100",), "up", "partial: 40 of 100 (40%) visits by 31 March 2025."),
    ],
)
def test_a_measure_is_compared_with_its_own_first_period(values: tuple[str, ...], good: str, begins: str) -> None:
    (line,) = shown(measure(*values, good=good))
    assert line.startswith(begins)


def test_a_value_that_the_edition_hides_is_not_in_what_a_measure_shows() -> None:
    (line,) = shown(measure("3,100", "60,100", of="people"))
    assert "3 of" not in line


def test_a_theme_that_improved_is_strong_one_that_did_not_speaks_against_and_one_without_result_is_no_evidence() -> None:
    safe = {"themes/other": theme("Other words", more=FOR)}
    first = {"audits/a": audit("2025-02", ("other", 6, 20))}
    assert shown(safe) == shown({**safe, **first}) == []
    better = {**safe, **first, "audits/b": audit("2025-08", ("other", 1, 20))}
    assert shown(better) == ["strong: The theme improved: found in 1 of 20 files, before in 6 of 20."]
    same = {**safe, **first, "audits/b": audit("2025-08", ("other", 6, 20))}
    assert shown(same) == ["against: The theme did not change: found in 6 of 20 files, before in 6 of 20."]
    again = {**better, "audits/c": audit("2026-02", ("other", 9, 20))}
    assert shown(again) == ["against: The theme had improved and was detected again."]


def test_an_audit_is_partial_and_what_it_found_too_often_speaks_against() -> None:
    assert shown({"audits/a": audit("2025-02", ("notes", 6, 20), more=FOR)}) == [
        "against: Notes: in 6 of 20 files, as a concern.", "partial: 30 files looked at. What was found.",
    ]


def test_somebody_saying_so_is_an_assertion() -> None:
    said = {"seven-minute/n": briefing("Note it", "2026-04-01", FOR), "feedback/f": report("2026-04", "notes", title="Said")}
    assert shown(said) == ["assertion-only: One thing to do."]


def test_the_strongest_stands_first_and_then_the_newest() -> None:
    files = {
        **measure("40,100", "60,100"), "seven-minute/n": briefing("Note it", "2026-04-01", FOR),
        "audits/a": audit("2025-02", ("notes", 1, 20), more=FOR), "audits/b": audit("2025-08", ("notes", 1, 20), more=FOR),
    }
    made = held(files)
    found = made.evidence(made.library.records["quality-statements/safe"])
    assert [(p.strength, p.record.id) for p in found] == [
        (Strength.STRONG, "measures/m"), (Strength.PARTIAL, "audits/b"), (Strength.PARTIAL, "audits/a"),
        (Strength.ASSERTION, "seven-minute/n"),
    ]


def test_the_days_of_evidence_are_those_of_its_own_items_and_of_records_about_the_same_body() -> None:
    items = "evidence:\n  - {text: A., category: partners, strength: partial, on: 2025-06}\n"
    about = f"{FOR}about_body: Another council\n"
    made = scene({
        "quality-statements/safe": statement(items), "seven-minute/n": briefing("Note it", "2026-04-01", FOR),
        "seven-minute/o": briefing("Others", "2026-05-01", about),
    })
    safe = made.library.records["quality-statements/safe"]
    days = evidence_days(safe, made.naming(safe), made.today)
    assert sorted(day.isoformat() for day in days) == ["2025-06-30", "2026-04-01"]


@pytest.mark.parametrize(("start", "days"), [("2026-12-02", []), ("2026-11-10", ["2026-11-10"])])
def test_what_is_to_come_is_no_evidence_yet_and_makes_none_newer(start: str, days: list[str]) -> None:
    made = held({"events/e": event("Forum", f"{start}T10:00", f"{start}T11:00", FOR)})
    safe = made.library.records["quality-statements/safe"]
    assert [day.isoformat() for day in evidence_days(safe, made.naming(safe), made.today)] == days


def test_a_month_that_has_begun_counts_by_today_and_never_by_its_end() -> None:
    made = held({"reviews/r": review("Peers", "2026-11-03", REC, more=FOR)})
    safe = made.library.records["quality-statements/safe"]
    assert list(evidence_days(safe, made.naming(safe), made.today)) == [made.today]


@pytest.mark.parametrize(("audience", "day"), [(Audience.STAFF, "2026-04-01"), (Audience.PUBLIC, "2025-06-30")])
def test_the_newest_evidence_is_of_what_the_page_shows(audience: Audience, day: str) -> None:
    items = "evidence:\n  - {text: A., category: partners, strength: partial, on: 2025-06}\n"
    files = {
        "quality-statements/safe": statement(items).replace(b"audience: staff", b"audience: public"),
        "seven-minute/n": briefing("Note it", "2026-04-01", FOR).replace(b"audience: staff", b"audience: public"),
    }
    made = scene(files, audience)
    newest = made.newest_evidence(made.library.records["quality-statements/safe"])
    assert newest is not None
    assert newest.isoformat() == day
