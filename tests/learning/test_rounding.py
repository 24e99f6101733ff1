"""Round numbers: an edition at a time, after hiding, and never so that they tell what is hidden."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.content.records.base import Audience
from macros.content.records.kinds import Unit
from macros.content.settings import Rounding, Settings, read_settings
from macros.learning.rounding import base_of, is_rounded, to_the_nearest
from macros.site.exports.files import export_files
from macros.site.views.parts import Scene
from macros.site.views.round_numbers import with_round_numbers
from macros.site.views.rules import rules_view
from tests.making import VERSION, contact, settings
from tests.support.scenes import scene_of


def rounding(**bases: int) -> Settings:
    rules = settings().rules.model_copy(update={"rounding": Rounding(**bases)})
    return settings().model_copy(update={"rules": rules})


def survey(audience: Audience, **bases: int) -> Scene:
    """Two figures and three answers of a survey, in an edition with its own rounding."""
    front = (
        "---\ntitle: Survey\nsummary: What they said.\naudience: public\nstatus: published\npublished: 2026-03-02\n"
        "owner: team\nn: 42\npopulation: All staff.\ntaken: 2026-01\nanswers: answers.csv\nexample: true\n"
        "figures:\n  - {label: left, number: 13, said: thirteen, of: people}\n  - {label: visits, number: 13, of: things}\n"
        f"{VERSION}---\n"
    )
    rows = "standard,agreed,answered,comparator\nClear work,31,42,71.5\nSafe work,2,42,\nKind work,40,42,\n"
    scene = scene_of({
        "briefings/contacts/team.md": contact("Team", audience="public"),
        "briefings/surveys/survey.md": front.encode(), "briefings/surveys/survey/answers.csv": rows.encode(),
    }, audience)
    return with_round_numbers(Scene(scene.edition, scene.library, rounding(**bases), scene.site_url))


def answers(scene: Scene) -> list[str]:
    data = next(f.data for f in export_files(scene, "Learning") if f.address == "data/surveys-answers.csv")
    return [f"{row['agreed']} of {row['answered']}" for row in csv.DictReader(io.StringIO(data.decode()))]


def test_counts_are_as_they_are_where_settings_round_none() -> None:
    assert answers(survey(Audience.PUBLIC)) == ["31 of 42", "* of 42", "* of 42"]


def test_an_edition_rounds_what_it_shows_and_hides_what_it_hid_before() -> None:
    assert answers(survey(Audience.PUBLIC, public=10)) == ["30 of 40", "* of 40", "* of 40"]
    assert answers(survey(Audience.STAFF, public=10)) == ["31 of 42", "* of 42", "* of 42"]
    assert answers(survey(Audience.STAFF, staff=5)) == ["30 of 40", "* of 40", "* of 40"]


def test_managers_see_exact_numbers() -> None:
    assert answers(survey(Audience.MANAGERS, public=10, partners=10, staff=10)) == ["31 of 42", "2 of 42", "40 of 42"]


def test_a_rounded_number_is_not_said_in_words_and_things_stay() -> None:
    scene = survey(Audience.PUBLIC, public=5)
    left, visits = scene.library.records["surveys/survey"].fields.figures  # type: ignore[attr-defined]
    assert (left.number, left.said, visits.number) == (15, None, 13)
    assert b"thirteen" not in b"".join(f.data for f in export_files(scene, "Learning"))


@pytest.mark.parametrize(
    ("audience", "unit", "answer"),
    [
        (Audience.PUBLIC, Unit.FILES, True), (Audience.STAFF, Unit.FILES, False), (Audience.STAFF, Unit.PEOPLE, True),
        (Audience.PUBLIC, Unit.THINGS, False), (Audience.MANAGERS, Unit.PEOPLE, False),
    ],
)
def test_what_is_rounded_is_what_could_be_hidden(audience: Audience, unit: Unit, answer: bool) -> None:
    assert is_rounded(audience, unit) is answer


def test_each_edition_has_a_rule_of_its_own() -> None:
    rules = rounding(public=10, partners=5, staff=3).rules
    assert [base_of(audience, rules) for audience in Audience] == [10, 5, 3, 1]


@pytest.mark.parametrize(("number", "nearest"), [(0, 0), (1, 5), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15)])
def test_a_number_goes_to_the_nearest_and_never_down_to_nought(number: int, nearest: int) -> None:
    assert to_the_nearest(number, 5) == nearest


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 25))
def test_rounding_keeps_a_part_within_its_whole(part: int, more: int, base: int) -> None:
    assert to_the_nearest(part, base) <= to_the_nearest(part + more, base)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [("{public: 0}", "public"), ("{managers: 5}", "managers"), ("{staff: some}", "staff"), ("5", "rounding")],
)
def test_a_rounding_that_is_none_is_an_error_at_its_place(root: Path, said: str, wrong: str) -> None:
    text = (root / "tests/goldens/settings.yml").read_text("utf-8")
    read = read_settings(text.replace("small_number: 5\n", f"small_number: 5\n      rounding: {said}\n").encode())
    assert read.settings is None
    (found,) = read.diagnostics
    assert found.code.id == "B901"
    assert wrong in found.message
    assert found.span.line == text.splitlines().index("      small_number: 5") + 2


def test_the_page_of_the_rules_says_what_is_rounded() -> None:
    assert "rounded: to the nearest 10 in the public edition, to the nearest 5 in the staff edition" in str(
        rules_view(rounding(public=10, staff=5))
    )
    assert "rounded" not in str(rules_view(rounding()))
