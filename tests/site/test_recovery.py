"""Nobody works out a hidden count: not from all pages and files of an edition, not from several editions together, and not
from a release and the one before it, except where the comparison of two releases says so."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from macros.content.record import Record
from macros.content.records.base import Audience
from macros.content.records.kinds import Of
from macros.content.records.registry import notes, record_types
from macros.learning.numbers import SmallNumbers
from macros.learning.two_releases import told_by_both
from macros.site.views.parts import Scene
from macros.site.views.round_numbers import with_round_numbers
from tests.making import settings
from tests.support.attempts import OUTSIDE, Attempts, attempts_on
from tests.support.councils import council
from tests.support.file_counts import USE, given_files
from tests.support.guessing import MOST, Cell, Known, Puzzle
from tests.support.recovering import Knowledge, drawn_pages, knowledge, templates, tried
from tests.support.scenes import own_scene
from tests.support.worlds import with_numbers

SEED = 24


@pytest.fixture(scope="module")
def made(root: Path) -> Attempts:
    """A council with some 800 counts of every kind, most of them small."""
    return attempts_on(council(SEED), templates(root))


@pytest.fixture(scope="module")
def own(root: Path, today: dt.date) -> Attempts:
    """The project's own content."""
    return Attempts({audience: own_scene(root, audience, today) for audience in Audience}, templates(root))


# One edition, and several ---------------------------------------------------------
@pytest.mark.parametrize("audience", OUTSIDE)
def test_no_hidden_count_of_an_edition_is_told_by_all_of_its_pages_and_files(made: Attempts, audience: Audience) -> None:
    known = made.known(audience)
    assert len(known.hidden) > 150
    assert len(known.known) > 150
    assert made.answer(known).found == set()


@pytest.mark.parametrize("audience", OUTSIDE)
def test_no_hidden_count_is_told_by_an_edition_and_the_wider_ones_together(made: Attempts, audience: Audience) -> None:
    assert made.answer(made.together(audience)).found == set()


@pytest.mark.parametrize("audience", [Audience.PUBLIC, pytest.param(Audience.PARTNERS, marks=pytest.mark.slow), Audience.STAFF])
def test_no_hidden_count_of_our_own_content_is_told(own: Attempts, audience: Audience) -> None:
    assert own.known(audience).hidden
    assert own.answer(own.known(audience)).found == set()
    assert own.answer(own.together(audience)).found == set()


def test_every_count_that_a_type_declares_is_read_on_a_page_where_nothing_is_hidden(made: Attempts) -> None:
    known = made.known(Audience.MANAGERS)
    assert known.known == made.truth
    assert known.unsaid == set()
    declares = {
        folder for folder, type_ in record_types().items()
        if notes(type_.fields, Of) and not all(n.path[0] in ("figures", "recommendations_made") for n in notes(type_.fields, Of))
    }
    with_tables = {"measures", "programmes"}
    assert declares | with_tables <= {str(cell[0]).partition("/")[0] for cell in made.truth}


@pytest.mark.parametrize("audience", OUTSIDE)
def test_a_hidden_count_has_its_place_whatever_it_is(made: Attempts, audience: Audience) -> None:
    assert made.known(audience).unsaid == set()


@pytest.mark.parametrize("audience", [pytest.param(Audience.PUBLIC, marks=pytest.mark.slow), Audience.STAFF])
def test_with_other_numbers_where_counts_are_hidden_every_page_and_file_is_the_same(made: Attempts, audience: Audience) -> None:
    worlds = list(made.worlds(audience))
    assert {c for world in worlds for c, n in world.items() if n != made.truth[c]} >= made.known(audience).hidden
    for world in worlds:
        assert made.that_differ(audience, world) == []


def test_with_another_number_where_one_is_shown_a_page_is_not_the_same(made: Attempts) -> None:
    cell = next(c for c in made.known(Audience.STAFF).known if str(c[0]).startswith("surveys/"))
    assert f"{cell[0]}/" in made.that_differ(Audience.STAFF, {**made.truth, cell: made.truth[cell] + 1})


def test_who_reads_fewer_pages_sees_no_count_that_others_do_not(made: Attempts) -> None:
    for one in made.scenes[Audience.PUBLIC].library.records.values():
        assert made.scenes[Audience.STAFF].hidden(one) <= made.scenes[Audience.PUBLIC].hidden(one)


def test_much_is_read(made: Attempts) -> None:
    (read,) = made.known(Audience.STAFF).read
    assert (read.pages > 80, read.numbers > 500, read.shares > 50, read.bars > 40, read.sentences > 50) == (True,) * 5


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(150))
def test_no_hidden_count_of_any_council_is_told(root: Path, seed: int) -> None:
    made = attempts_on(council(seed), templates(root))
    for audience in OUTSIDE:
        assert made.known(audience).unsaid == set()
        assert made.answer(made.known(audience)).found == set()
        assert made.answer(made.together(audience)).found == set()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("audience", OUTSIDE)
def test_with_other_numbers_any_council_has_the_same_pages(root: Path, seed: int, audience: Audience) -> None:
    made = attempts_on(council(seed), templates(root))
    for world in made.worlds(audience):
        assert made.that_differ(audience, world) == []


@pytest.mark.slow
@pytest.mark.parametrize("audience", OUTSIDE)
def test_with_other_numbers_our_own_content_has_the_same_pages(own: Attempts, audience: Audience) -> None:
    for world in own.worlds(audience):
        assert own.that_differ(audience, world) == []


def test_rounding_hides_what_was_hidden_and_shows_no_exact_number_of_people(made: Attempts) -> None:
    rules = settings().rules.model_copy(update={"rounding": settings().rules.rounding.model_copy(update={"public": 5})})
    plain = made.scenes[Audience.PUBLIC]
    rounded = with_round_numbers(Scene(
        plain.edition, plain.library, settings().model_copy(update={"rules": rules}), plain.site_url,
    ))
    known = knowledge(rounded, drawn_pages(rounded, made.pages), given_files(rounded))
    assert known.hidden == made.known(Audience.PUBLIC).hidden
    people = {c for c, number in known.known.items() if number % 5}
    assert {c[1] for c in people} <= {"figures"}  # of things


# Two releases ---------------------------------------------------------------------
@cache
def moved(root: Path, seed: int, by: int) -> tuple[Attempts, Attempts]:
    """A council, and the same later, when counts of every type have changed as they can: totals with their parts."""
    before = attempts_on(council(seed), templates(root), [Audience.MANAGERS, Audience.STAFF, Audience.PUBLIC])
    dice = random.Random(by)  # noqa: S311  # the same changes every time
    puzzle = Puzzle(dict.fromkeys(before.truth, (0, MOST)), before.lines)
    new: Known = {}
    for record in sorted({str(cell[0]) for cell in before.truth}):
        cells = sorted((c for c in before.truth if c[0] == record and c[0] != USE), key=str)
        # Those at the limit tell most: they are hidden in one release and shown in the other.
        near = [c for c in cells if before.truth[c] in (4, 5)] or cells
        for cell in dice.sample(near, min(3, len(near))):
            ways = islice(puzzle.others(cell, before.truth), 20)
            found = next((w for w in ways if (w[cell] < before.below) != (before.truth[cell] < before.below)), None)
            if found and not found.keys() & new.keys():
                new |= {c: n for c, n in found.items() if n != before.truth[c]}
    later = {audience: _later(scene, new) for audience, scene in before.scenes.items()}
    return before, Attempts(later, before.pages)


def _later(scene: Scene, new: Mapping[Cell, int]) -> Scene:
    records = {
        id_: with_numbers(one, {c[1:]: n for c, n in new.items() if c[0] == id_}) for id_, one in scene.library.records.items()
    }
    edition = replace(scene.edition, records=tuple(records[one.id] for one in scene.edition.records))
    return Scene(edition, replace(scene.library, records=records), scene.settings, scene.site_url)


def both(one: Attempts, other: Attempts, audience: Audience) -> set[Cell]:
    """What is told in one release by what the other shows: it is taken to be so in both."""
    known, elsewhere = one.known(audience), other.known(audience)
    shown = {cell: one.truth[cell] for cell in elsewhere.known}
    what = Knowledge(known.cells, {**shown, **known.known}, known.hidden - shown.keys(), lines=known.lines)
    return tried(what, one.truth, one.lines, one.below).found


def said(one: Attempts, other: Attempts, audience: Audience) -> set[Cell]:
    """What the comparison of two releases names, by the places of the first."""
    small, found = SmallNumbers(audience, one.below), set()
    for id_, record in one.scenes[audience].library.records.items():
        later = other.scenes[audience].library.records[id_]
        named = set(told_by_both(small, record, later))
        found |= {cell for cell in one.truth if cell[0] == id_ and _keyed(record, cell[1:]) in named}
    return found


def _keyed(record: Record, way: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return a place by the key of its row or entry, as the comparison names it."""
    if len(way) < 3 or not isinstance(way[1], int):
        return way
    held = record.rows(str(way[0])) if way[0] in record.tables else getattr(record.fields, str(way[0]))
    return (way[0], *(str(getattr(held[way[1]], name)) for name in type(held[way[1]]).KEY), *way[2:])


@pytest.mark.parametrize("audience", [Audience.PUBLIC, pytest.param(Audience.STAFF, marks=pytest.mark.slow)])
def test_what_two_releases_tell_together_is_what_their_comparison_says(root: Path, audience: Audience) -> None:
    before, after = moved(root, SEED, 1)
    named = said(before, after, audience)
    assert len({str(cell[0]).partition("/")[0] for cell in named}) > 3
    assert both(before, after, audience) <= named
    assert both(after, before, audience) <= named


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.STAFF])
def test_what_any_two_releases_tell_together_is_what_their_comparison_says(root: Path, seed: int, audience: Audience) -> None:
    before, after = moved(root, seed, seed)
    named = said(before, after, audience)
    assert both(before, after, audience) <= named
    assert both(after, before, audience) <= named


def test_a_release_that_changes_nothing_tells_nothing_new(made: Attempts) -> None:
    for audience in OUTSIDE:
        for one in made.scenes[audience].library.records.values():
            assert told_by_both(SmallNumbers(audience, 5), one, one) == {}


