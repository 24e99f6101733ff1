"""Nobody works out a hidden count: not from all that one edition publishes, not from several editions together, and
not from a release and the one before it, except where the comparison of two releases says so."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader

from macros.content.records.base import Audience
from macros.learning.examine import library_of
from macros.learning.numbers import SmallNumbers
from macros.learning.two_releases import told_by_both
from macros.site.drawing import drawn
from macros.site.pages import site_pages
from macros.site.views.parts import Scene
from macros.site.views.round_numbers import with_round_numbers
from tests.making import TODAY, contact, examined, settings, theme
from tests.support.built import ADDRESS
from tests.support.measured import QUARTERS, Small, front, measure, one_measure
from tests.support.recovering import Cell, Known, bars, lines, read, rows_that_tell_a_share, shared_out, told

THEMES = ("delay", "charging", "conduct")
HARD = ((0, 0, 9, 12), (0, 1, 0, 30), (4, 5, 6, 7), (1, 1, 1, 1), (0, 0, 0, 0), (5, 5, 0, 5), (4, 40, 41, 42))
"""Groups of which hiding the next smallest is not enough: noughts, equals, one small among large."""
OUTSIDE = (Audience.PUBLIC, Audience.PARTNERS, Audience.STAFF)


def complaints(groups: list[Small], whole: int) -> tuple[str, str]:
    rows = "".join(
        f"{quarter},{name},{number},{max(sum(numbers), 1)}\n"
        for quarter, numbers in zip(QUARTERS, groups, strict=True)
        for name, number in zip(THEMES, numbers, strict=True)
    )
    more = (
        f"kind: complaints\nperiod: {{start: 2025-01-01, end: 2025-09-30}}\nreceived: {whole + 200}\nwell_founded: {whole}\n"
        f"to_ombudsman: {whole % 7}\nby_theme: by-theme.csv\n"
    )
    return more, f"start,end,theme,count,received\n{rows}"


def audit(grades: Small) -> str:
    names = ("outstanding", "good", "requires_improvement", "inadequate")
    said = ", ".join(f"{name}: {n}" for name, n in zip(names, grades, strict=True))
    return (
        "kind: case-file\ntool: Ours\nperiod: {start: 2026-01-01, end: 2026-02-28}\npopulation: All.\nselection: By lot.\n"
        f"themes_picked_up: none\nsample: {sum(grades)}\ngrades: {{{said}}}\n"
    )


@cache
def council(change: int = 0) -> dict[str, bytes]:
    """Forty records with 616 counts, most of them small; with `change` one count of each measure is one more."""
    dice = random.Random(24)  # noqa: S311  # the same records every time
    made = {"briefings/contacts/team.md": contact("Team", audience="public")}
    made |= {f"briefings/themes/{t}.md": theme(t.capitalize() * 2, audience="public") for t in THEMES}
    for n in range(16):
        groups = [tuple(dice.choice((0, 1, 3, 4, 5, 6, 8, 20)) for _ in range(4)) for _ in QUARTERS]
        groups[n % 3] = HARD[n % len(HARD)]
        first = groups[0]
        groups[0] = tuple(number + (change if at == n % 4 else 0) for at, number in enumerate(first))
        more, rows = measure(groups, ("people", "files")[n % 4 == 3])
        made[f"briefings/measures/m{n}.md"] = front(f"Measure {n}", more)
        made[f"briefings/measures/m{n}/series.csv"] = rows.encode()
        more, rows = complaints([tuple(dice.choice((0, 2, 4, 5, 7, 15)) for _ in THEMES) for _ in QUARTERS], dice.randint(0, 40))
        made[f"briefings/feedback/f{n}.md"] = front(f"Complaints {n}", more)
        made[f"briefings/feedback/f{n}/by-theme.csv"] = rows.encode()
        if n % 2:
            made[f"briefings/audits/a{n}.md"] = front(f"Audit {n}", audit((*HARD[n % len(HARD)][:3], 9)))
    return made


@cache
def scene(audience: Audience, change: int = 0) -> Scene:
    known = examined(council(change))
    assert [d for d in known.diagnostics if d.severity.name == "ERROR"] == []
    return Scene(*library_of(known, audience, TODAY), settings(), ADDRESS)


@cache
def truth(change: int = 0) -> Known:
    known, every = read(scene(Audience.MANAGERS, change))
    assert known.keys() == every
    return known


def told_by(known: Known, change: int = 0) -> set[Cell]:
    whole = truth(change)
    return told(whole, known, [*lines(set(whole)), *shared_out(set(whole), whole)])


@pytest.mark.parametrize("audience", OUTSIDE)
def test_no_hidden_count_of_an_edition_is_told_by_all_of_its_exports(audience: Audience) -> None:
    known, every = read(scene(audience))
    assert every == truth().keys()
    assert len(every - known.keys()) > 150
    assert told_by(known) == set()


def test_the_one_who_tries_does_find_a_count_that_is_hidden_alone() -> None:
    small = {cell: number for cell, number in truth().items() if number >= 5}
    assert len(told_by(small)) > 20


def test_no_hidden_count_is_told_by_the_editions_together() -> None:
    shown = [read(scene(audience))[0] for audience in OUTSIDE]
    assert told_by({**shown[0], **shown[1], **shown[2]}) == set()
    assert shown[0].keys() == shown[1].keys() < shown[2].keys()


def test_who_reads_fewer_pages_sees_no_count_that_others_do_not() -> None:
    for one in scene(Audience.STAFF).library.records.values():
        assert scene(Audience.STAFF).hidden(one) <= scene(Audience.PUBLIC).hidden(one)


@pytest.mark.parametrize("audience", OUTSIDE)
def test_neither_a_share_nor_a_bar_stands_where_a_count_is_hidden(audience: Audience, root: Path) -> None:
    frame = DictLoader({"main.html": "{% block hub_content %}{% endblock %}"})
    environment = Environment(loader=ChoiceLoader([frame, FileSystemLoader(root / "overrides")]), autoescape=True)
    environment.filters["url"] = str
    environment.globals["once"] = drawn
    known, _ = read(scene(audience))
    drawn_bars = 0
    for page in site_pages(scene(audience), "A site"):
        if page.record is None or page.record.type.folder not in ("measures", "feedback", "audits"):
            continue
        html = environment.get_template(page.template).render(view=page.view)
        assert rows_that_tell_a_share(html) == []
        if page.record.type.folder == "measures":
            wholes = [c for c in known if c[:2] == (page.record.id, "series") and not c[3]]
            assert bars(html) <= len(wholes)
            drawn_bars += bars(html)
    assert drawn_bars > 10


def test_rounding_hides_what_was_hidden_and_shows_no_exact_number_of_people() -> None:
    rules = settings().rules.model_copy(update={"rounding": settings().rules.rounding.model_copy(update={"public": 5})})
    plain = scene(Audience.PUBLIC)
    rounded = with_round_numbers(Scene(
        plain.edition, plain.library, settings().model_copy(update={"rules": rules}), plain.site_url,
    ))
    known, _ = read(rounded)
    assert known.keys() == read(plain)[0].keys()
    assert [cell for cell, number in known.items() if number % 5] == []


# Two releases ---------------------------------------------------------------------
@pytest.mark.parametrize("audience", OUTSIDE)
def test_what_two_releases_tell_together_is_what_their_comparison_says(audience: Audience) -> None:
    before, after = read(scene(audience))[0], read(scene(audience, 1))[0]
    small = SmallNumbers(audience, 5)
    said = {
        (one.id, path[0], path[1], "" if path[3] == "None" else str(path[3]).removeprefix("themes/"), path[4])
        for one in scene(audience).library.records.values() if one.type.folder == "measures"
        for path in told_by_both(small, one, scene(audience, 1).library.records[one.id])
    }
    # What is hidden in one release is taken to be what the other shows, a count at a time.
    found = {cell for cell in told_by({**after, **before}) if cell not in before and cell[1] == "series"}
    found |= {cell for cell in told_by({**before, **after}, 1) if cell not in after and cell[1] == "series"}
    assert said
    assert found <= said


def test_a_release_that_changes_nothing_tells_nothing_new() -> None:
    small = SmallNumbers(Audience.PUBLIC, 5)
    for one in scene(Audience.PUBLIC).library.records.values():
        assert told_by_both(small, one, one) == frozenset()


@pytest.mark.parametrize(
    ("before", "after", "told_of"),
    [
        ((4, 6, 20, 30), (4, 6, 20, 30), []),
        ((5, 6, 20, 30), (4, 6, 20, 30), ["North", "South"]),
        ((4, 6, 20, 30), (5, 6, 20, 30), ["North", "South"]),
        ((4, 6, 20, 30), (4, 7, 20, 30), []),
        ((4, 6, 20, 30), (4, 6, 5, 30), ["North", "West"]),
    ],
)
def test_a_total_that_changes_by_one_tells_what_was_shown_before_or_is_shown_since(
    before: Small, after: Small, told_of: list[str],
) -> None:
    first, second = (
        next(r for r in examined(one_measure(*numbers)).records if r.id == "measures/m") for numbers in (before, after)
    )
    assert sorted({str(path[3]) for path in told_by_both(SmallNumbers(Audience.STAFF, 5), first, second)}) == told_of
