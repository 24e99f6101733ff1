"""What `new` writes is right as it is, and nothing in it can be taken for content."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import example, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from macros.authoring.scaffold import LONGEST_TITLE, clean_title, scaffold, slug_for, title_problem
from macros.authoring.shapes import shapes_of
from macros.content.checks.lifecycle import TO_WRITE
from macros.content.load import reserved_slugs
from macros.content.names import LONGEST_SLUG, SLUG
from macros.content.records.base import Audience
from macros.content.records.record_type import RecordType
from macros.content.records.registry import needed, record_types
from macros.content.settings import Settings
from macros.content.source import read_source
from macros.diagnostics import Diagnostic
from macros.learning.examine import examine

TYPES = tuple(record_types().values())
each_type = pytest.mark.parametrize("type_", TYPES, ids=lambda t: t.folder)
TODAY = dt.date(2026, 11, 22)


def _examined(path: str, text: str, settings: Settings) -> tuple[Diagnostic, ...]:
    return examine({path: text.encode()}, settings, TODAY).diagnostics


def _blocks(text: str) -> list[str]:
    """The front matter, cut into one block for each field."""
    return text.split("---\n")[1].strip("\n").split("\n\n")


@each_type
@pytest.mark.parametrize("audience", Audience)
def test_a_new_draft_of_every_type_passes_every_check(type_: RecordType, audience: Audience, settings: Settings) -> None:
    made = scaffold(type_, "What we learned", audience, settings, TODAY)
    assert made.path == f"briefings/{type_.folder}/what-we-learned.md"
    assert _examined(made.path, made.text, settings) == ()


@each_type
def test_a_new_draft_says_what_was_asked_for_and_nothing_more(type_: RecordType, settings: Settings) -> None:
    made = scaffold(type_, "What we learned", Audience.PARTNERS, settings, TODAY)
    (record,) = examine({made.path: made.text.encode()}, settings, TODAY).records
    assert (record.title, record.audience, record.is_draft) == ("What we learned", Audience.PARTNERS, True)
    assert [part.title for part in record.body.parts] == list(type_.parts)
    assert record.fields.summary.startswith(TO_WRITE)


@each_type
def test_every_field_has_its_meaning_above_it_in_the_order_of_the_reference(type_: RecordType, settings: Settings) -> None:
    blocks = _blocks(scaffold(type_, "T", Audience.STAFF, settings, TODAY).text)[1:]
    for shape, block in zip(shapes_of(type_), blocks, strict=True):
        note = " ".join(line[3:] for line in block.splitlines() if line.startswith("## "))
        assert re.search(rf"^(# )?{shape.name}:", block, re.MULTILINE), block
        assert all(f"{column.name}: {column.meaning}" in note for column in shape.columns)
        assert note.startswith(shape.meaning)
        assert ("Needed before it is published." in note) == (shape.name in needed(type_))


@each_type
def test_a_field_taken_out_of_its_comment_and_not_filled_in_is_an_error(type_: RecordType, settings: Settings) -> None:
    made = scaffold(type_, "T", Audience.STAFF, settings, TODAY)
    passing = []
    for block in _blocks(made.text):
        used = re.sub(r"^# ", "", block, flags=re.MULTILINE)
        if used != block and not _examined(made.path, made.text.replace(block, used), settings):
            passing.append(used)
    assert passing == []


def test_a_field_filled_in_as_its_hints_say_passes(settings: Settings) -> None:
    made = scaffold(record_types()["themes"], "T", Audience.STAFF, settings, TODAY)
    text = made.text
    for hinted, used in (
        ("# definition:\n", "definition: What it means.\n"),
        ("# review:\n#   due: YYYY-MM-DD", "review:\n  due: 2027-03-02"),
        ("#   every: N months", "  every: 12 months"),
        ("# for_roles:\n#   - one of these", "for_roles:\n  - all-staff"),
        ("# hold: true or false", "hold: true"),
        ("# sources:\n#   - title:", "sources:\n  - title: A page"),
        ("#     publisher:", "    publisher: A publisher"),
        ("#     read_on: YYYY-MM-DD", "    read_on: 2026-03-02"),
        ("#     # url:", "    # url:"),
    ):
        assert hinted in text
        text = text.replace(hinted, used)
    assert _examined(made.path, text, settings) == ()


def test_a_table_made_as_its_note_says_is_read(settings: Settings) -> None:
    made = scaffold(record_types()["surveys"], "Managers", Audience.STAFF, settings, TODAY)
    note = " ".join(made.text.replace("\n## ", " ").split())
    told = re.search(r"Put the table into (\S+)\. Its first line names its columns: (\S+)", note)
    assert told
    table = f"{told[2]}\nOur work is safe,10,13,\n"
    text = made.text.replace("# answers: answers.csv", "answers: answers.csv")
    examined = examine({made.path: text.encode(), told[1]: table.encode()}, settings, TODAY)
    assert examined.diagnostics == ()
    assert len(examined.records[0].rows("answers")) == 1


def test_the_choices_of_a_field_are_listed_with_what_readers_see(settings: Settings) -> None:
    text = scaffold(record_types()["seven-minute"], "T", Audience.STAFF, settings, TODAY).text
    assert "# variant: topic | sar | numbered\n" in text
    assert "numbered (Seven numbered points)" in text
    assert "team-manager (Team managers)" in " ".join(text.replace("\n## ", " ").split())


def test_a_briefing_begins_with_the_three_questions_for_a_team(settings: Settings) -> None:
    made = scaffold(record_types()["seven-minute"], "T", Audience.STAFF, settings, TODAY)
    (record,) = examine({made.path: made.text.encode()}, settings, TODAY).records
    assert len(getattr(record.fields, "questions", ())) == 3


def test_a_type_that_nobody_declared_gets_a_draft_that_validates(made_up: RecordType, settings: Settings) -> None:
    made = scaffold(made_up, "T", Audience.STAFF, settings, TODAY)
    source, found = read_source(made.path, made.text.encode())
    assert found == ()
    made_up.fields.model_validate(source.front.data)
    for name in ("count", "begins", "colour", "first", "words"):
        block = next(b for b in _blocks(made.text) if re.search(rf"^{name}:", b, re.MULTILINE))
        assert "only stands in" in " ".join(line[3:] for line in block.splitlines() if line.startswith("## "))


@pytest.mark.parametrize(("title", "slug"), [
    ("Carers: ask the two questions", "carers-ask-the-two-questions"),
    ("The carers’ café & Zoë's \tnotes", "the-carers-cafe-and-zoes-notes"),
    ("Straße, Ærø, Łódź", "strasse-aero-lodz"),
    ("3 conversations (2026)", "3-conversations-2026"),
    ("Page", "page-theme"),
    ("By date", "by-date-theme"),
])  # fmt: skip
def test_the_file_name_is_made_from_the_title(title: str, slug: str) -> None:
    assert slug_for(record_types()["themes"], title) == slug


@each_type
@example(title="0 \x1b\r0")
@settings_of_hypothesis(max_examples=40, deadline=None)
@given(title=st.text(max_size=300))
def test_whatever_the_title_it_is_refused_with_a_reason_or_gets_a_file_that_passes(
    type_: RecordType, settings: Settings, title: str
) -> None:
    if wrong := title_problem(title):
        assert wrong.endswith((".", "fit."))
        return
    made = scaffold(type_, title, Audience.STAFF, settings, TODAY)
    slug = made.path.split("/")[2].removesuffix(".md")
    assert SLUG.fullmatch(slug)
    assert len(slug) <= LONGEST_SLUG
    assert slug not in reserved_slugs(type_)
    examined = examine({made.path: made.text.encode()}, settings, TODAY)
    assert examined.diagnostics == ()
    assert examined.records[0].title == clean_title(title)


@pytest.mark.parametrize("title", ["", "   ", "???", "日本語", "x" * (LONGEST_TITLE + 1)])
def test_a_title_that_gives_no_file_name_or_does_not_fit_is_refused(title: str) -> None:
    assert title_problem(title)


def test_a_long_title_is_cut_between_words() -> None:
    slug = slug_for(record_types()["themes"], "word " * 30)
    assert slug == "-".join(["word"] * 16)
    assert slug_for(record_types()["themes"], "x" * 100) == "x" * LONGEST_SLUG
