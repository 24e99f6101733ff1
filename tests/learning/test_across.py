"""Counts that several records give together: what other records show of the same is a problem where it tells a small count."""

from __future__ import annotations

import pytest

from macros.content.records.base import Audience
from macros.learning.across import told_across
from macros.learning.numbers import SmallNumbers, hidden_counts
from tests.making import TODAY, contact, examined, settings
from tests.support.measured import front

Q1, Q2 = "2025-01-01, end: 2025-03-31", "2025-04-01, end: 2025-06-30"
HALF, Q3 = "2025-01-01, end: 2025-06-30", "2025-07-01, end: 2025-09-30"


def report(period: str, received: int, more: str = "", kind: str = "complaints", audience: str = "public") -> bytes:
    said = f"kind: {kind}\nperiod: {{start: {period}}}\nreceived: {received}\n{more}"
    return front("Report", said).replace(b"audience: public", f"audience: {audience}".encode())


def told(**reports: bytes) -> list[str]:
    """What of these reports others tell: `file: place`."""
    titled = {name: data.replace(b"title: Report", f"title: Report {name}".encode()) for name, data in reports.items()}
    files = {f"briefings/feedback/{name}.md": data for name, data in titled.items()}
    known = examined({"briefings/contacts/team.md": contact("Team", audience="public"), **files})
    assert [d for d in known.diagnostics if d.severity.name == "ERROR" and d.code.id != "B713"] == []
    found = list(told_across(known.records, settings().rules, TODAY, {}))
    assert [d for d in known.diagnostics if d.code.id == "B713"] == sorted(found, key=lambda d: (d.path, d.span.line))
    return [f"{d.path.rpartition('/')[2].removesuffix('.md')}: {d.message}" for d in found]


def test_a_small_quarter_is_told_by_the_half_year_and_the_other_quarter() -> None:
    (said,) = told(half=report(HALF, 22), one=report(Q1, 20), two=report(Q2, 2))
    assert said.startswith("two: received: the public edition shows * here, and with briefings/feedback/half.md and ")
    assert "briefings/feedback/one.md its readers can work it out" in said


def test_two_small_quarters_hide_each_other() -> None:
    assert told(half=report(HALF, 6), one=report(Q1, 3), two=report(Q2, 3)) == []


def test_two_quarters_of_nought_are_told_by_a_half_year_that_is_shown_to_be_none() -> None:
    assert told(half=report(HALF, 0), one=report(Q1, 0), two=report(Q2, 0)) == []


@pytest.mark.parametrize(
    ("half", "one", "two"),
    [
        (report(HALF, 30), report(Q1, 20), report(Q2, 2)),
        (report(HALF, 22, kind="compliments"), report(Q1, 20), report(Q2, 2)),
        (report(HALF, 22, "about_body: Elsewhere\n"), report(Q1, 20), report(Q2, 2)),
        (report(HALF, 22), report(Q1, 20), report(Q3, 2)),
        (report(HALF, 28), report(Q1, 20), report(Q2, 8)),
        (report(HALF, 22, audience="managers"), report(Q1, 20), report(Q2, 2)),
    ],
    ids=["adds up to less", "of another kind", "about another body", "not its quarter", "nothing small", "for managers"],
)
def test_what_does_not_belong_together_tells_nothing(half: bytes, one: bytes, two: bytes) -> None:
    assert told(half=half, one=one, two=two) == []


def test_readers_of_an_edition_are_told_what_its_records_tell() -> None:
    (said,) = told(half=report(HALF, 22, audience="staff"), one=report(Q1, 20), two=report(Q2, 2))
    assert "the staff edition shows *" in said


def test_a_count_that_the_next_report_repeats_is_hidden_in_both() -> None:
    assert told(one=report(Q1, 3), two=report(Q2, 20, "received_before: 3\n")) == []


def test_a_quarter_that_is_hidden_for_another_is_told_by_its_own_report() -> None:
    """Half a year's quarters stand in its table: both are hidden, the small one and the other."""
    rows = "start,end,theme,count,received\n2025-01-01,2025-03-31,delay,9,20\n2025-04-01,2025-06-30,delay,1,2\n"
    files = {
        "briefings/contacts/team.md": contact("Team", audience="public"),
        "briefings/themes/delay.md": front("DelayDelay", "definition: What it means.\ndomain: direct-practice\n"),
        "briefings/feedback/half.md": report(HALF, 22, "by_theme: by-theme.csv\n"),
        "briefings/feedback/half/by-theme.csv": rows.encode(),
    }
    alone = examined(files)
    half = next(r for r in alone.records if r.id == "feedback/half")
    hidden = {("by_theme", at, "received") for at in (0, 1)}
    assert hidden <= hidden_counts(SmallNumbers(Audience.PUBLIC, 5), half)
    assert ("received",) not in hidden_counts(SmallNumbers(Audience.PUBLIC, 5), half)
    assert [d for d in alone.diagnostics if d.code.id == "B713"] == []
    one = report(Q1, 20).replace(b"title: Report", b"title: Report one")
    beside = examined({**files, "briefings/feedback/one.md": one})
    assert [(d.path, d.span.line) for d in beside.diagnostics if d.code.id == "B713"] == [
        ("briefings/feedback/half/by-theme.csv", 2), ("briefings/feedback/half/by-theme.csv", 3),
    ]
