"""The author's reference: every field of every type, explained, with an example that holds."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from macros.authoring.reference import ALWAYS, LATER, MAYBE, FieldReference, reference
from macros.content.plain import read_plain
from macros.content.records.record_type import RecordType
from macros.content.records.registry import needed, record_types
from macros.content.settings import Settings

each_type = pytest.mark.parametrize("type_", record_types().values(), ids=lambda t: t.folder)


def _row(type_: RecordType, settings: Settings, path: str) -> FieldReference:
    return next(row for row in reference(type_, settings).fields if row.path == path)


@each_type
def test_every_field_of_every_type_is_there_once_with_a_meaning(type_: RecordType, settings: Settings) -> None:
    rows = reference(type_, settings).fields
    assert {row.name for row in rows if row.level == 0} == set(type_.fields.model_fields)
    assert len({row.path for row in rows}) == len(rows)
    assert [row.path for row in rows if not row.meaning or not row.kind] == []


@each_type
def test_it_says_when_a_field_is_needed_as_validation_does(type_: RecordType, settings: Settings) -> None:
    for row in reference(type_, settings).fields:
        if row.level == 0:
            required = type_.fields.model_fields[row.name].is_required()
            assert row.needed == (ALWAYS if required else LATER if row.name in needed(type_) else MAYBE)


@each_type
def test_every_example_is_one_line_that_validation_accepts(type_: RecordType, settings: Settings) -> None:
    rows = reference(type_, settings).fields
    examples = {row.name: row.example for row in rows if row.level == 0}
    assert [e for e in (row.example for row in rows) if "\n" in e] == []
    front, problems = read_plain("\n".join(examples.values()))
    assert problems == ()
    type_.fields.model_validate(front.data)
    for row in rows:
        assert read_plain(row.example)[1] == ()


def test_a_table_is_explained_with_its_first_line_and_each_of_its_columns(settings: Settings) -> None:
    measure = record_types()["measures"]
    assert _row(measure, settings, "series").kind.endswith("; its first line is start,end,group,value,denominator")
    columns = [row for row in reference(measure, settings).fields if row.path.startswith("series.")]
    assert [(row.name, row.level) for row in columns] == [(n, 1) for n in ("start", "end", "group", "value", "denominator")]
    assert _row(measure, settings, "series.end").meaning == "Its last day."
    assert _row(measure, settings, "series.end").kind == "column: a date, year-month-day"
    assert [row.needed for row in columns] == ["in every row", "in every row", MAYBE, "in every row", MAYBE]
    assert _row(measure, settings, "series.group").kind.endswith(", or an empty cell")


def test_every_table_of_every_type_has_a_field_named_after_its_file(settings: Settings) -> None:
    tables = [row for t in record_types().values() for row in reference(t, settings).fields if "its first line is" in row.kind]
    assert {row.example for row in tables} >= {"series: series.csv", "by_theme: by-theme.csv", "answers: answers.csv"}


def test_a_made_up_type_is_explained_with_its_limits_choices_and_groups(made_up: RecordType, settings: Settings) -> None:
    assert _row(made_up, settings, "count").kind == "a whole number from 3 to 5"
    assert _row(made_up, settings, "words").kind == "a list of 1 to 2; each entry is one line of at most 200 characters"
    assert _row(made_up, settings, "colour").choices == (("green", "Green as grass"), ("dark-red", "Dark red"))
    assert _row(made_up, settings, "role").choices[0] == ("all-staff", "All staff")
    assert _row(made_up, settings, "theme").kind == "the name of a file in briefings/themes/, without .md"
    assert _row(made_up, settings, "steps.at").needed == "always, within steps"
    assert _row(made_up, settings, "steps.note").level == 1
    front, _ = read_plain("\n".join(row.example for row in reference(made_up, settings).fields if row.level == 0))
    made_up.fields.model_validate(front.data)


def test_what_a_type_asks_of_its_text_is_said(settings: Settings) -> None:
    briefing = reference(record_types()["seven-minute"], settings)
    assert briefing.body[0] == "Exactly 7 parts. Each begins with ## and its title."
    assert "“What to do”" in briefing.body[1]
    assert reference(record_types()["themes"], settings).body == ()


def test_an_example_that_did_not_hold_would_be_seen(made_up: RecordType) -> None:
    front, _ = read_plain("title: T\ncount: 9")
    with pytest.raises(ValidationError):
        made_up.fields.model_validate(front.data)
