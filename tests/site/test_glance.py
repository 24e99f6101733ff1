"""A type's list as a table: the values by which its records are compared."""

from __future__ import annotations

import pytest

from macros.content.records.base import Audience
from macros.content.records.kinds import Table
from macros.content.records.record_type import RecordType
from macros.content.records.registry import notes, record_types
from macros.learning.examine import library_of
from macros.site.views.glance import cells
from macros.site.views.parts import Scene
from tests.making import TODAY, contact, examined, settings, theme


def shown(path: str, more: str, **tables: str) -> dict[str, tuple[str, bool]]:
    """What the cells of one draft say, and whether the record says it."""
    text = f"---\ntitle: One\nsummary: A point.\naudience: staff\nstatus: draft\n{more}---\n".encode()
    files = {
        path: text, "briefings/contacts/team.md": contact("Team"), "briefings/themes/recording.md": theme("Recording"),
        **{f"{path.removesuffix('.md')}/{name}.csv": rows.encode() for name, rows in tables.items()},
    }
    known = examined(files)
    assert known.diagnostics == ()
    edition, library = library_of(known, Audience.STAFF, TODAY, preview=True)
    scene = Scene(edition, library, settings(), "")
    record = library.records[path.removeprefix("briefings/").removesuffix(".md")]
    return {c.label: (", ".join(x.words for x in c.links), c.said) for c in cells(scene, record)}


def test_a_programme_shows_who_approves_and_says_what_it_does_not_describe() -> None:
    made = shown("briefings/programmes/one.md", "who_may: [{who: Staff, may: Order it.}]\noversight: {approver: Team manager}\n")
    assert made["Who approves"] == ("Team manager", True)
    assert made["How often"] == ("Not described", False)


def test_a_programme_that_gives_nobody_a_power_is_not_asked_who_approves() -> None:
    assert shown("briefings/programmes/one.md", "scope: To meet.\n")["Who approves"] == ("Gives nobody a power", False)


def test_of_another_body_it_is_said_that_nothing_is_described_not_that_nothing_is_there() -> None:
    made = shown("briefings/programmes/one.md", "scope: To meet.\nabout_body: Another council\n")
    assert made["Who approves"] == ("Not described", False)


def test_no_cell_says_that_another_body_has_none_set_or_recorded_nothing() -> None:
    made = shown("briefings/measures/one.md", "unit: days\nabout_body: Another council\n")
    assert {label: words for label, (words, said) in made.items() if not said} == {
        "Newest value": "Not described", "Target": "Not described", "What leaders did": "Not described",
    }


@pytest.mark.parametrize(("said", "where"), [
    ("venue: Town hall\n", "Town hall"), ("join: https://meet.example.org/forum\n", "Online"),
])
def test_an_event_says_where_it_is_and_never_a_whole_address(said: str, where: str) -> None:
    assert shown("briefings/events/one.md", said)["Where"] == (where, True)


def test_where_nobody_counted_what_is_said_in_words_stands_in_the_column() -> None:
    made = shown("briefings/pathways/one.md", "leaving: Some colleagues move on.\n")
    assert made["Left within a year of progressing"] == ("Some colleagues move on.", True)


def test_a_measure_shows_the_newest_row_of_its_table() -> None:
    series = "start,end,group,value,denominator\n2026-01-01,2026-03-31,,7.2,\n2026-04-01,2026-06-30,,5.5,\n"
    assert shown("briefings/measures/one.md", "series: series.csv\n", series=series)["Newest value"] == ("5.5", True)


def test_a_count_that_is_a_part_says_out_of_how_many() -> None:
    series = "start,end,group,value,denominator\n2026-04-01,2026-06-30,,104,130\n"
    made = shown("briefings/measures/one.md", "series: series.csv\nof: things\n", series=series)
    assert made["Newest value"] == ("104 of 130 (80%)", True)


@pytest.mark.parametrize(("row", "target"), [("104,130", "80%"), ("7,", "80")])
def test_a_target_is_in_per_cent_where_the_measure_counts_parts_of_a_whole(row: str, target: str) -> None:
    series = f"start,end,group,value,denominator\n2026-04-01,2026-06-30,,{row}\n"
    made = shown("briefings/measures/one.md", "series: series.csv\nof: things\ntarget: 80\n", series=series)
    assert made["Target"] == (target, True)


def test_an_audit_shows_the_themes_that_it_found_as_links() -> None:
    finding = "{theme: recording, kind: concern, present: 3, applicable: 9}"
    made = shown("briefings/audits/one.md", f"themes_picked_up: see_findings\nfindings: [{finding}]\n")
    assert made["Themes counted"] == ("Recording", True)
    assert made["Picked up?"] == ("Themes were picked up", True)


def test_of_a_list_the_newest_entry_is_shown() -> None:
    more = "briefed_to: [{whom: Managers, on: 2026-01}, {whom: Providers, on: 2026-02}]\n"
    assert shown("briefings/policies/one.md", more)["Last briefed to"] == ("Providers", True)


def test_a_long_text_is_cut_at_a_word_and_says_that_it_goes_on() -> None:
    (words, _) = shown("briefings/involvement/one.md", f"heard: {'somebody said this and that, ' * 18}\n")["Heard"]
    assert len(words) <= 242
    assert words.removesuffix(" …").split(" ")[-1] in ("somebody", "said", "this", "and", "that")
    assert words.endswith(" …")


def test_a_small_count_of_people_is_hidden_from_staff() -> None:
    assert shown("briefings/feedback/one.md", "received: 4\n")["Received"] == ("*", True)
    assert shown("briefings/feedback/one.md", "received: 5\n")["Received"] == ("5", True)


@pytest.mark.parametrize(("answered", "said"), [
    (29, "29, a small sample"), (30, "30"), (4, "*"),  # the mark tells nothing of a number that is hidden
])
def test_how_many_answered_is_never_shown_without_the_warning_that_they_are_few(answered: int, said: str) -> None:
    assert shown("briefings/surveys/one.md", f"n: {answered}\n")["Responses"] == (said, True)


@pytest.mark.parametrize(("remedies", "said"), [
    ("", "None agreed"), ("remedies: [{text: Write., due: 2026-01-01}]\n", "Not yet"),
])
def test_a_decision_without_a_remedy_is_not_like_one_whose_remedy_is_not_done(remedies: str, said: str) -> None:
    assert shown("briefings/decisions/one.md", remedies)["Last remedy done"] == (said, False)


@pytest.mark.parametrize("type_", record_types().values(), ids=lambda t: t.folder)
def test_every_column_leads_to_a_field_that_the_type_declares(type_: RecordType) -> None:
    tables = {note.path[0]: note.remark.rows for note in notes(type_.fields, Table)}
    for column in type_.glance:
        first, *rest = column.path.split(".")
        assert first in type_.fields.model_fields, column.path
        if first in tables and rest:
            assert rest[0] in tables[first].model_fields, column.path
