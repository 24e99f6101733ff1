"""Themes by quarter: what counts as seen, what rises, and when something turned."""

from __future__ import annotations

import datetime as dt

import pytest

from macros.learning.quarters import Quarter, Rise, Turn, last_quarters, quarter_of, rising, sightings_by_quarter, sources, turns
from macros.learning.thread import Thread
from tests.making import TODAY
from tests.support.rounds import audit, report, scene


def thread(**files: bytes) -> Thread:
    """The thread of Notes."""
    return scene({name.replace("__", "/").replace("_", "-"): text for name, text in files.items()}).threads["notes"]


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2026-01-01", (2026, 1)), ("2026-03-31", (2026, 1)), ("2026-04-01", (2026, 2)), ("2026-12-31", (2026, 4))],
)
def test_a_quarter_is_three_months_of_the_calendar(day: str, quarter: tuple[int, int]) -> None:
    made = quarter_of(dt.date.fromisoformat(day))
    assert (made.year, made.number) == quarter
    assert made.start <= dt.date.fromisoformat(day)


def test_the_last_quarters_end_with_the_one_of_today() -> None:
    assert last_quarters(TODAY, 5) == (Quarter(2025, 4), Quarter(2026, 1), Quarter(2026, 2), Quarter(2026, 3), Quarter(2026, 4))


def test_a_round_that_found_it_in_no_file_looked_but_did_not_see_it() -> None:
    seen = thread(audits__a=audit("2026-08", ("notes", 0, 20)), feedback__b=report("2026-08", "notes"))
    own = sightings_by_quarter(seen)[Quarter(2026, 3)]
    assert len(own) == 2
    assert sources(own) == 1


def test_a_theme_rises_that_more_sources_saw_in_the_last_two_quarters() -> None:
    seen = thread(
        feedback__old=report("2026-03", "notes"), feedback__a=report("2026-08", "notes"),
        audits__b=audit("2026-10", ("notes", 1, 20)),
    )
    assert rising(seen, TODAY) == Rise(now=2, before=1)


@pytest.mark.parametrize("months", [("2026-08",), ("2026-03", "2026-05", "2026-08", "2026-10"), ("2025-01", "2025-02")])
def test_one_source_or_no_more_than_before_is_no_rise(months: tuple[str, ...]) -> None:
    made = {f"feedback__{chr(97 + n)}": report(month, "notes") for n, month in enumerate(months)}
    assert rising(thread(**made), TODAY) is None


def test_each_turn_stands_in_the_quarter_of_its_day() -> None:
    seen = thread(
        audits__a=audit("2025-02", ("notes", 6, 20)), audits__b=audit("2025-08", ("notes", 1, 20)),
        audits__c=audit("2026-02", ("notes", 7, 20)),
    )
    assert turns(seen) == {
        Quarter(2025, 1): (Turn.DETECTED,), Quarter(2025, 3): (Turn.IMPROVED,), Quarter(2026, 1): (Turn.REOPENED,),
    }
