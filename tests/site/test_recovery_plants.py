"""Leaks made on purpose: somebody who tries to work out hidden counts finds each of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.content.records.base import Audience
from macros.learning.numbers import SmallNumbers, counts_of
from tests.support.attempts import Attempts, attempts_on
from tests.support.file_counts import given_files
from tests.support.guessing import Cell
from tests.support.measured import QUARTERS, front, one_measure
from tests.support.recovering import templates

PARTS = ((3, 17), (12, 8), (200, 200))
"""Of three quarters, how many did and how many did not."""
NAMED = "quality_statements: [governance]\n"
STATEMENT = front("Governance", (
    "number: 8\nframework_version: First\nscore: not_published\ncommitment: We learn.\n"
    "review: {due: 2027-03-02, every: 12 months}\n"
))


def council() -> dict[str, bytes]:
    """Two measures, a survey, complaints, and an audit: each with a small count."""
    shares = "".join(f"{q},,{part},{part + more}\n" for q, (part, more) in zip(QUARTERS, PARTS, strict=True))
    complaints = f"{QUARTERS[0]},delay,4,40\n{QUARTERS[0]},conduct,30,40\n"
    made = {
        **one_measure(4, 6, 20, 30),
        "briefings/quality-statements/governance.md": STATEMENT,
        "briefings/measures/shares.md": front(
            "Shares", f"kind: kpi\nunit: people\nof: people\ntarget: 80\ngood: up\nseries: series.csv\n{NAMED}"
        ),
        "briefings/measures/shares/series.csv": f"start,end,group,value,denominator\n{shares}".encode(),
        "briefings/measures/alone.md": front("Alone", f"kind: kpi\nunit: people\nof: people\nseries: series.csv\n{NAMED}"),
        "briefings/measures/alone/series.csv": (
            "start,end,group,value,denominator\n" + "".join(f"{q},,{n},\n" for q, n in zip(QUARTERS, (40, 3, 25), strict=True))
        ).encode(),
        "briefings/surveys/s.md": front("Survey", f"n: 4\npopulation: All.\npopulation_size: 60\ntaken: 2026-01\n{NAMED}"),
        "briefings/feedback/f.md": front("Complaints", (
            "kind: complaints\nperiod: {start: 2025-01-01, end: 2025-12-31}\nreceived: 40\nreceived_before: 3\nto_ombudsman: 0\n"
            f"by_theme: by-theme.csv\nfigures:\n  - {{label: came back, number: 2, of: people, denominator: 40}}\n{NAMED}"
        )),
        "briefings/feedback/f/by-theme.csv": f"start,end,theme,count,received\n{complaints}".encode(),
    }
    for name in ("delay", "conduct"):
        made[f"briefings/themes/{name}.md"] = front(
            name.capitalize() * 2, "definition: What it means.\ndomain: direct-practice\n"
        )
    return made


@pytest.fixture(scope="module")
def made(root: Path) -> Attempts:
    """The council in all editions."""
    return attempts_on(council(), templates(root))


@pytest.fixture(scope="module")
def seen_by_managers(made: Attempts) -> dict[str, str]:
    """Their pages, by address."""
    return dict(made.drawn(Audience.MANAGERS))


def told(made: Attempts, address: str, change: Callable[[str], str]) -> dict[Cell, int]:
    """What the staff edition tells where one of its pages is changed."""

    def page(at: str, html: str) -> str:
        new = change(html) if at == address else html
        assert at != address or new != html, "nothing was planted"
        return new

    known = made.changed(Audience.STAFF, page)
    return made.answer(known).told


def with_theirs(pattern: str, theirs: str) -> Callable[[str], str]:
    """Put what managers see in place of what others see, wherever the pattern is found."""
    found = iter(re.findall(pattern, theirs, re.DOTALL))
    return lambda html: re.sub(pattern, lambda _: next(found, ""), html, flags=re.DOTALL)


def test_without_a_leak_nothing_is_told(made: Attempts) -> None:
    for audience in (Audience.PUBLIC, Audience.STAFF):
        assert len(made.known(audience).hidden) > 8
        assert made.answer(made.known(audience)).found == set()


def test_a_total_beside_the_only_hidden_count_tells_it(made: Attempts) -> None:
    known = made.known(Audience.STAFF)
    partner = ("measures/m", "series", 2, "value")
    assert partner in known.hidden
    known = made.changed(Audience.STAFF)
    known.known[partner] = made.truth[partner]
    known.hidden.discard(partner)
    assert made.answer(known).told == {("measures/m", "series", 1, "value"): 4}


def test_a_bar_that_is_drawn_for_a_hidden_count_tells_it_by_its_length(made: Attempts, seen_by_managers: dict[str, str]) -> None:
    bars = re.findall(r"<rect[^>]*>", seen_by_managers["measures/alone/"])
    found = told(made, "measures/alone/", lambda html: html.replace(re.findall(r"<rect[^>]*>", html)[0], "".join(bars), 1))
    assert found == {("measures/alone", "series", 1, "value"): 3}


def test_bars_of_shares_tell_a_hidden_part_beside_its_whole(made: Attempts, seen_by_managers: dict[str, str]) -> None:
    bars = re.findall(r"<rect[^>]*>", seen_by_managers["measures/shares/"])
    found = told(made, "measures/shares/", lambda html: html.replace(re.findall(r"<rect[^>]*>", html)[0], "".join(bars), 1))
    assert found[("measures/shares", "series", 0, "value")] == 3


def test_a_share_of_a_hidden_count_tells_it_beside_its_whole(made: Attempts) -> None:
    row = r"(\* of 20</td> *<td[^>]*>)\*"
    found = told(made, "measures/shares/", lambda html: re.sub(row, r"\g<1>15%", html))
    assert found[("measures/shares", "series", 0, "value")] == 3


def test_an_alternative_text_that_names_a_hidden_count_tells_it(made: Attempts, seen_by_managers: dict[str, str]) -> None:
    found = told(made, "measures/alone/", with_theirs(r"<desc.*?</desc>", seen_by_managers["measures/alone/"]))
    assert found == {("measures/alone", "series", 1, "value"): 3}


def test_a_label_that_is_drawn_without_its_bar_tells_it(made: Attempts) -> None:
    said = "Lowest: 3 people in April to June 2025. Newest"
    assert told(made, "measures/alone/", lambda html: html.replace("Newest", said, 1)) == {
        ("measures/alone", "series", 1, "value"): 3
    }


def test_a_list_that_shows_a_count_which_its_page_hides_tells_it(made: Attempts, seen_by_managers: dict[str, str]) -> None:
    found = told(made, "surveys/", with_theirs(r"<td[^>]*data-label=\"Responses\".*?</td>", seen_by_managers["surveys/"]))
    assert found == {("surveys/s", "n"): 4}


def test_a_number_above_a_list_tells_it(made: Attempts, seen_by_managers: dict[str, str]) -> None:
    found = told(made, "feedback/", with_theirs(r"<p class=\"hub-numbers__n\">.*?</p>", seen_by_managers["feedback/"]))
    assert found == {("feedback/f", "figures", 0, "number"): 2}


def test_a_sentence_of_an_evidence_pack_tells_it(made: Attempts, seen_by_managers: dict[str, str]) -> None:
    address = "quality-statements/governance/"
    assert "4 answers." in seen_by_managers[address]
    assert told(made, address, lambda _: seen_by_managers[address])[("surveys/s", "n")] == 4


@pytest.mark.parametrize(
    ("label", "number", "cell"),
    [
        ("In the time before", "3", ("feedback/f", "received_before")),
        ("Went on to the ombudsman", "0", ("feedback/f", "to_ombudsman")),
    ],
)
def test_a_fact_of_a_page_tells_it(made: Attempts, label: str, number: str, cell: Cell) -> None:
    row = rf"(<dt>{label}</dt> *<dd>)\*"
    assert told(made, "feedback/f/", lambda html: re.sub(row, rf"\g<1>{number}", html)) == {cell: int(number)}


def test_a_cell_of_a_table_tells_it_and_what_was_hidden_with_it(made: Attempts) -> None:
    found = told(made, "feedback/f/", lambda html: re.sub(r"(Delay.*?<td[^>]*>)\*", r"\g<1>4", html, count=1, flags=re.DOTALL))
    assert found == {("feedback/f", "by_theme", 0, "count"): 4}


def test_a_file_that_shows_what_another_hides_tells_it(made: Attempts) -> None:
    name = "data/measures-series.csv"
    known = made.changed(Audience.STAFF, files={name: given_files(made.scenes[Audience.MANAGERS])[name]})
    assert made.answer(known).told[("measures/alone", "series", 1, "value")] == 3


def test_a_place_that_is_left_out_where_the_count_is_nought_is_seen(made: Attempts) -> None:
    row = r"<div><dt>Went on to the ombudsman</dt>.*?</div>"
    known = made.changed(Audience.STAFF, lambda _, html: re.sub(row, "", html))
    assert known.unsaid == {("feedback/f", "to_ombudsman")}


def test_another_number_changes_a_page_that_tells_it(made: Attempts) -> None:
    cell = ("surveys/s", "n")
    assert "surveys/s/" in made.that_differ(Audience.MANAGERS, {**made.truth, cell: 3})
    assert made.that_differ(Audience.STAFF, {**made.truth, cell: 3}) == []


def test_counts_that_are_hidden_alone_are_told_by_what_they_belong_to(made: Attempts) -> None:
    """Without any other hiding than that of small counts, much is told."""
    small = SmallNumbers(Audience.STAFF, 5)
    known = made.changed(Audience.STAFF)
    for record in made.scenes[Audience.STAFF].library.records.values():
        shown = {(record.id, *way) for way, (number, unit) in counts_of(record) if not small.hides(unit, number)}
        known.known.update({cell: made.truth[cell] for cell in shown})
    known.hidden -= known.known.keys()
    assert ("measures/m", "series", 1, "value") in made.answer(known).told
