"""Small numbers: what is hidden from whom, and that nothing hidden can be worked out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import settings as relaxed
from hypothesis import strategies as st

from macros.content.record import Record
from macros.content.records.base import Audience
from macros.content.records.kinds import Unit
from macros.learning.numbers import Path, SmallNumbers, hidden, hidden_counts, small_numbers, unit_of
from macros.learning.suppression import Sum
from tests.making import VERSION, examined, settings, theme

STAFF = SmallNumbers(Audience.STAFF, 5)
PUBLIC = SmallNumbers(Audience.PUBLIC, 5)
MANAGERS = SmallNumbers(Audience.MANAGERS, 5)
Key = tuple[int, int]
ALL = -1
"""The row and the column of the totals."""


# One count ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("unit", "number", "seen_by"),
    [
        (Unit.PEOPLE, 4, "managers"), (Unit.PEOPLE, 0, "managers"), (Unit.PEOPLE, 5, "public partners staff managers"),
        (Unit.FILES, 4, "staff managers"), (Unit.FILES, 5, "public partners staff managers"),
        (Unit.THINGS, 1, "public partners staff managers"), (Unit.THINGS, 0, "public partners staff managers"),
    ],
)
def test_what_a_count_is_of_decides_who_sees_a_small_one(unit: Unit, number: int, seen_by: str) -> None:
    seen = [a.value for a in Audience if not small_numbers(a, settings().rules).hides(unit, number)]
    assert seen == seen_by.split()


def test_the_note_gives_the_number_of_the_settings() -> None:
    assert STAFF.note == "Fewer than 5, or hidden so that a smaller number cannot be worked out."
    assert SmallNumbers(Audience.STAFF, 10).note.startswith("Fewer than 10,")


# Tables ---------------------------------------------------------------------------
def grid(*rows: tuple[int, ...], totals: str = "rows columns") -> tuple[dict[Key, int], list[Sum]]:
    """A table with the totals named: its cells, and what adds up to what."""
    cells = {(r, c): n for r, row in enumerate(rows) for c, n in enumerate(row)}
    across, down = range(len(rows)), range(len(rows[0]))
    sums: list[Sum] = []
    if "rows" in totals:
        cells |= {(r, ALL): sum(rows[r]) for r in across}
        sums += [Sum((r, ALL), tuple((r, c) for c in down)) for r in across]
    if "columns" in totals:
        cells |= {(ALL, c): sum(row[c] for row in rows) for c in down}
        sums += [Sum((ALL, c), tuple((r, c) for r in across)) for c in down]
    if totals == "rows columns":
        cells[ALL, ALL] = sum(sum(row) for row in rows)
        sums += [
            Sum((ALL, ALL), tuple((r, ALL) for r in across)), Sum((ALL, ALL), tuple((ALL, c) for c in down)),
        ]
    return cells, sums


def drawn(small: SmallNumbers, *rows: tuple[int, ...], totals: str = "rows columns", unit: Unit = Unit.PEOPLE) -> str:
    """The table as a reader sees it."""
    cells, sums = grid(*rows, totals=totals)
    away = hidden(small, unit, cells, sums)
    across, down = [*range(len(rows)), ALL], [*range(len(rows[0])), ALL]
    lines = (" ".join("*" if (r, c) in away else str(cells[r, c]) for c in down if (r, c) in cells) for r in across)
    return " / ".join(line for line in lines if line)


def test_where_nothing_is_small_nothing_is_hidden() -> None:
    assert drawn(STAFF, (5, 6), (7, 8)) == "5 6 11 / 7 8 15 / 12 14 26"


def test_the_next_smallest_is_hidden_with_the_only_small_one_of_a_row() -> None:
    assert drawn(STAFF, (3, 20, 9, 11), totals="rows") == "* 20 * 11 43"


def test_it_is_hidden_along_the_other_axis_as_well() -> None:
    assert drawn(STAFF, (3, 20, 30), (9, 8, 40), (50, 60, 70)) == "* * 30 53 / * * 40 57 / 50 60 70 180 / 62 88 140 290"


def test_two_small_ones_hide_each_other() -> None:
    assert drawn(STAFF, (3, 2, 9), totals="rows") == "* * 9 14"


def test_two_noughts_do_not_for_a_reader_would_know_both() -> None:
    assert drawn(STAFF, (0, 0, 9, 12), totals="rows") == "* * * 12 21"


def test_without_a_total_only_the_small_one_is_hidden() -> None:
    assert drawn(STAFF, (3, 20, 9), totals="") == "* 20 9"


def test_managers_see_every_count_and_files_are_hidden_outside_the_house_only() -> None:
    assert drawn(MANAGERS, (3, 20), (0, 1)) == "3 20 23 / 0 1 1 / 3 21 24"
    assert drawn(STAFF, (3, 20), totals="rows", unit=Unit.FILES) == "3 20 23"
    assert drawn(PUBLIC, (3, 20), totals="rows", unit=Unit.FILES) == "* * 23"


def test_things_are_never_hidden() -> None:
    assert drawn(PUBLIC, (0, 1), (2, 3), unit=Unit.THINGS) == "0 1 1 / 2 3 5 / 2 4 6"


def test_a_total_that_is_itself_a_part_is_protected_too() -> None:
    cells = {"year": 30, "first half": 9, "second half": 21, "spring": 7, "summer": 2}
    sums = [Sum("year", ("first half", "second half")), Sum("first half", ("spring", "summer"))]
    assert hidden(STAFF, Unit.PEOPLE, cells, sums) == {"spring", "summer"}


def test_sums_that_are_no_table_lose_every_cell_rather_than_one_too_few() -> None:
    cells = {"ab": 9, "bc": 15, "ac": 14, "a": 4, "b": 5, "c": 10, "d": 30}
    sums = [Sum("ab", ("a", "b")), Sum("bc", ("b", "c")), Sum("ac", ("a", "c"))]
    assert hidden(STAFF, Unit.PEOPLE, cells, sums) == {"ab", "bc", "ac", "a", "b", "c"}


def possible(cells: dict[Key, int], away: frozenset[Key], sums: list[Sum]) -> dict[Key, set[int]]:
    """Find, by trying, the numbers that each hidden cell could have; two are enough."""
    found: dict[Key, set[int]] = {k: set() for k in away}
    for filled in fillings([k for k in cells if k in away and ALL not in k], {}, cells, away, sums):
        whole = {**cells, **filled}
        for s in [*sums, *sums]:
            whole |= {s.total: sum(whole[p] for p in s.parts)} if s.total in away else {}
        if all(whole[s.total] == sum(whole[p] for p in s.parts) for s in sums):
            for k in away:
                found[k].add(whole[k])
        if all(len(f) > 1 for f in found.values()):
            break
    return found


def fillings(
    inner: list[Key], filled: dict[Key, int], cells: dict[Key, int], away: frozenset[Key], sums: list[Sum]
) -> Iterator[dict[Key, int]]:
    """Try each cell within the table with its number, one less and one more, as far as the shown totals allow."""
    if not inner:
        yield filled
        return
    for n in range(max(cells[inner[0]] - 1, 0), cells[inner[0]] + 2):
        made = {**filled, inner[0]: n}
        held = [(sum(made.get(p, 0 if p in away else cells[p]) for p in s.parts), s.total) for s in sums if s.total not in away]
        if all(sum_ <= cells[total] for sum_, total in held):
            yield from fillings(inner[1:], made, cells, away, sums)


SHAPES = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda shape: st.lists(
        st.tuples(*[st.one_of(st.integers(0, 3), st.integers(0, 8))] * shape[1]), min_size=shape[0], max_size=shape[0]
    )
)


@relaxed(deadline=None)
@given(SHAPES, st.sampled_from(["rows", "columns", "rows columns"]))
def test_every_hidden_count_could_be_at_least_two_numbers(rows: list[tuple[int, ...]], totals: str) -> None:
    small = SmallNumbers(Audience.STAFF, 3)
    cells, sums = grid(*rows, totals=totals)
    away = hidden(small, Unit.PEOPLE, cells, sums)
    assert {k for k, n in cells.items() if n < 3} <= away
    assert [k for k, numbers in possible(cells, away, sums).items() if len(numbers) < 2] == []


@given(SHAPES)
def test_without_a_small_count_every_count_is_shown(rows: list[tuple[int, ...]]) -> None:
    cells, sums = grid(*[tuple(n + 5 for n in row) for row in rows])
    assert hidden(STAFF, Unit.PEOPLE, cells, sums) == frozenset()


@relaxed(deadline=None)
@given(SHAPES)
def test_hiding_does_not_depend_on_the_order_in_which_sums_are_given(rows: list[tuple[int, ...]]) -> None:
    cells, sums = grid(*rows)
    away = hidden(STAFF, Unit.PEOPLE, cells, sums)
    back = hidden(STAFF, Unit.PEOPLE, cells, sums[::-1])
    assert [k for k, n in possible(cells, back, sums).items() if len(n) < 2] == []
    assert {k for k, n in cells.items() if n < 5} <= away & back


def test_a_table_of_twenty_themes_and_twelve_quarters_is_no_trouble() -> None:
    rows = [tuple((r * 7 + c * 5) % 23 for c in range(12)) for r in range(20)]
    cells, sums = grid(*rows)
    away = hidden(STAFF, Unit.PEOPLE, cells, sums)
    for line, n in product(("row", "column"), range(12)):
        own = [k for k in away if k[0 if line == "row" else 1] == n]
        assert len(own) != 1


# Records ----------------------------------------------------------------------------
HEAD = "---\ntitle: {title}\nsummary: For the test.\naudience: public\nstatus: published\npublished: 2026-03-02\n"


def made(folder: str, more: str, **tables: str) -> Record:
    text = HEAD.format(title="One") + f"owner: team\nexample: true\n{VERSION}{more}---\n"
    files = {f"briefings/{folder}/one.md": text.encode()}
    files |= {f"briefings/{folder}/one/{name.replace('_', '-')}.csv": table.encode() for name, table in tables.items()}
    contact = f"{HEAD.format(title='Team')}kind: team\nremit: Ask.\nexample: true\n---\n"
    themes = {f"briefings/themes/{t}.md": theme(t.capitalize() * 2, audience="public") for t in ("delay", "charging", "conduct")}
    result = examined({**files, **themes, "briefings/contacts/team.md": contact.encode()})
    bad = [d for d in result.diagnostics if d.severity.name == "ERROR"]
    assert not bad, bad
    return next(r for r in result.records if r.id == f"{folder}/one")


AUDIT = """kind: case-file
tool: Standards tool
period: {{start: 2026-01-01, end: 2026-03-31}}
population: All files.
sample: 20
selection: Every tenth.
grades: {{outstanding: 1, good: 9, requires_improvement: 8, inadequate: 2}}
moderation: {{files: 6, changed: {changed}}}
themes_picked_up: see_findings
findings:
  - {{theme: delay, kind: concern, present: {present}, applicable: 20}}
"""


def test_an_audit_hides_nothing_from_staff_and_small_files_from_the_public() -> None:
    audit = made("audits", AUDIT.format(changed=5, present=7))
    assert hidden_counts(STAFF, audit) == frozenset()
    assert hidden_counts(PUBLIC, audit) == {
        ("grades", "outstanding"), ("grades", "inadequate"), ("moderation", "changed"),
    }


def test_a_part_is_hidden_where_what_is_left_of_its_whole_is_small() -> None:
    audit = made("audits", AUDIT.format(changed=0, present=18))
    assert ("findings", 0, "present") in hidden_counts(PUBLIC, audit)
    assert ("findings", 0, "applicable") not in hidden_counts(PUBLIC, audit)


FEEDBACK = "kind: complaints\nperiod: {start: 2026-01-01, end: 2026-06-30}\nreceived: 42\nby_theme: by-theme.csv\n"
BY_THEME = """start,end,theme,count,received
2026-01-01,2026-03-31,delay,{a},20
2026-01-01,2026-03-31,charging,{b},20
2026-01-01,2026-03-31,conduct,{c},20
2026-04-01,2026-06-30,delay,9,22
"""


def _in_table(paths: frozenset[Path]) -> set[tuple[int | str, ...]]:
    return {path[1:] for path in paths if path[0] == "by_theme"}


def test_themes_that_share_out_all_complaints_hide_one_another() -> None:
    feedback = made("feedback", FEEDBACK, by_theme=BY_THEME.format(a=3, b=7, c=10))
    assert _in_table(hidden_counts(STAFF, feedback)) == {(0, "count"), (1, "count")}
    assert hidden_counts(MANAGERS, feedback) == frozenset()


def test_themes_that_overlap_tell_nothing_of_one_another() -> None:
    feedback = made("feedback", FEEDBACK, by_theme=BY_THEME.format(a=3, b=7, c=12))
    assert _in_table(hidden_counts(STAFF, feedback)) == {(0, "count")}


def test_a_series_hides_a_second_team_where_the_whole_is_known() -> None:
    rows = "start,end,group,value,denominator\n" + "".join(
        f"2026-0{m}-01,2026-0{m}-28,{group},{value},\n"
        for m, values in ((1, (30, 3, 12, 15)), (2, (40, 10, 14, 16)))
        for group, value in zip(("", "North", "South", "West"), values, strict=True)
    )
    more = "kind: kpi\nunit: people\nof: {of}\nseries: series.csv\n"
    table = rows.replace("2026-01-28", "2026-01-31")
    people = made("measures", more.format(of="people"), series=table)
    assert hidden_counts(STAFF, people) == {("series", 1, "value"), ("series", 2, "value")}
    assert hidden_counts(STAFF, made("measures", more.format(of="things"), series=table)) == frozenset()


def test_a_survey_with_thirteen_answers_shows_no_row_that_tells_how_a_few_answered() -> None:
    more = "n: 13\npopulation: Everyone.\ntaken: 2026-03\nanswers: answers.csv\n"
    rows = "standard,agreed,answered,comparator\nSupervision,7,13,\nWorkload,12,13,\nWellbeing,2,13,\n"
    survey = made("surveys", more, answers=rows)
    assert hidden_counts(STAFF, survey) == {("answers", 1, "agreed"), ("answers", 2, "agreed")}


def test_what_a_figure_is_of_stands_in_the_field_beside_it() -> None:
    figures_of = "figures: [{label: left, number: 3, of: people}, {label: visits, number: 3, of: things}]\n"
    survey = made("surveys", f"n: 13\npopulation: Everyone.\ntaken: 2026-03\n{figures_of}")
    figures = survey.fields.figures  # type: ignore[attr-defined]
    assert [unit_of(f, "number") for f in figures] == [Unit.PEOPLE, Unit.THINGS]
    assert unit_of(figures[0], "label") is None
    assert hidden_counts(STAFF, survey) == {("figures", 0, "number")}


def test_where_nobody_says_what_is_counted_people_are_meant() -> None:
    more = "kind: trusted-assessor\nscope: All.\nactivity: activity.csv\nreview: {due: 2027-01-01, every: 12 months}\n"
    programme = made("programmes", more, activity="start,end,group,value,denominator\n2026-01-01,2026-03-31,,3,\n")
    assert hidden_counts(STAFF, programme) == {("activity", 0, "value")}
