"""The data of an edition as JSON, CSV and SQLite: valid, harmless, complete, and the same every time."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from macros.content.load import PLACES
from macros.content.records.base import Audience
from macros.content.records.registry import record_types
from macros.site.exports.csv_data import csv_bytes, harmless
from macros.site.exports.files import export_files
from macros.site.exports.schema import hub_schema
from macros.site.exports.tables import Column, DataTable, Kind, data_tables
from macros.site.views.parts import Scene
from tests.making import VERSION, contact, event, theme
from tests.support.councils import short_briefing
from tests.support.scenes import own_scene, scene_of

TEAM = {"briefings/contacts/team.md": contact("Team")}
ALL = list(Audience)


def survey(audience: str = "staff") -> dict[str, bytes]:
    """A survey with a small count in its front matter and one in its table, and a theme for it."""
    front = (
        f"---\ntitle: Survey\nsummary: What they said.\naudience: {audience}\nstatus: published\npublished: 2026-03-02\n"
        "owner: team\nn: 40\npopulation: All staff.\ntaken: 2026-01\nanswers: answers.csv\nexample: true\n"
        "figures:\n  - {label: left, number: 3, said: just three, of: people}\n  - {label: visits, number: 2, of: things}\n"
        f"{VERSION}---\n"
    )
    rows = "standard,agreed,answered,comparator\nClear work,30,40,71.5\nSafe work,2,40,\n"
    return {**TEAM, "briefings/surveys/survey.md": front.encode(), "briefings/surveys/survey/answers.csv": rows.encode()}


def files(scene: Scene) -> dict[str, bytes]:
    return {f.address: f.data for f in export_files(scene, "Learning")}


def hub(scene: Scene) -> Any:
    return json.loads(files(scene)["data/hub.json"])


def rows(scene: Scene, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files(scene)[f"data/{name}.csv"].decode("utf-8"), newline="")))


@contextmanager
def database(scene: Scene) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(files(scene)["data/hub.sqlite"])
        yield made


@cache
def own_files(root: Path, audience: Audience) -> dict[str, bytes]:
    return files(own_scene(root, audience, dt.date(2026, 11, 25)))


# JSON and its schema ---------------------------------------------------------------
def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(hub_schema())


@pytest.mark.parametrize("audience", ALL)
def test_every_edition_of_our_own_records_is_what_its_schema_says(root: Path, audience: Audience) -> None:
    made = own_files(root, audience)
    schema, data = json.loads(made["data/hub.schema.json"]), json.loads(made["data/hub.json"])
    checker = Draft202012Validator.FORMAT_CHECKER
    wrong = [f"{e.json_path}: {e.message}" for e in Draft202012Validator(schema, format_checker=checker).iter_errors(data)]
    assert wrong == []
    assert len(data["records"]) > 10


def test_the_schema_refuses_what_is_not_declared() -> None:
    made = hub(scene_of(survey()))
    valid = Draft202012Validator(hub_schema())
    assert valid.is_valid(made)
    for place, value in (("text", "A body"), ("audience", "everybody"), ("fields", {"n": "many"}), ("tables", {"other": []})):
        (record,) = [r for r in made["records"] if r["type"] == "surveys"]
        assert not valid.is_valid({**made, "records": [{**record, place: value}]}), place


def test_every_field_of_every_type_has_its_meaning_in_the_schema() -> None:
    made = hub_schema()["$defs"]
    assert set(made) == {"record", *record_types()}
    for name, part in made.items():
        assert [field for field, said in part["properties"].items() if not said.get("description")] == [], name


def test_a_record_says_what_it_is_and_refers_by_whole_ids() -> None:
    themes = {"recording": theme("Recording"), "notes": theme("Notes", "parent: recording\n")}
    scene = scene_of({**TEAM, **{f"briefings/themes/{name}.md": data for name, data in themes.items()}})
    (notes,) = [r for r in hub(scene)["records"] if r["id"] == "themes/notes"]
    assert notes["url"] == "https://learning.example.gov.uk/themes/notes/"
    assert (notes["owner"], notes["fields"]["parent"]) == ("contacts/team", "themes/recording")
    assert (notes["published"], notes["changed"], notes["version"], notes["example"]) == ("2026-03-02", "2026-03-02", 1, True)
    assert "text" not in notes


def test_times_are_exact_whatever_the_clocks_say() -> None:
    events = {"summer": event("Summer", "2026-07-15T14:00", "2026-07-15T16:00"),
              "winter": event("Winter", "2026-11-25T14:00", "2026-11-25T16:00")}
    scene = scene_of({**TEAM, **{f"briefings/events/{name}.md": data for name, data in events.items()}})
    starts = [r["fields"]["start"] for r in hub(scene)["records"] if r["type"] == "events"]
    assert starts == ["2026-07-15T14:00:00+01:00", "2026-11-25T14:00:00+00:00"]
    assert [r["start"] for r in rows(scene, "events")] == starts


# What an edition may not say -------------------------------------------------------
def test_a_reference_out_of_the_edition_is_left_out_and_what_is_about_it_with_it() -> None:
    audit = (
        "---\ntitle: Round\nsummary: What was found.\naudience: staff\nstatus: published\npublished: 2026-03-02\nowner: team\n"
        "kind: case-file\ntool: Ours\nperiod: {start: 2026-01-01, end: 2026-02-28}\npopulation: All.\nsample: 20\n"
        "selection: By lot.\n"
        "themes_picked_up: see_findings\nexample: true\nfindings:\n"
        "  - {theme: secret, kind: concern, present: 17, applicable: 19}\n"
        f"  - {{theme: recording, kind: concern, present: 6, applicable: 20}}\n{VERSION}---\n"
    ).encode()
    scene = scene_of({
        **TEAM, "briefings/audits/round.md": audit, "briefings/themes/recording.md": theme("Recording"),
        "briefings/themes/secret.md": theme("Secret", audience="managers"),
    })
    seen = [(r["theme"], r["present"], r["found_on"]) for r in rows(scene, "findings")]
    assert seen == [("themes/recording", "6", "2026-02-28")]
    for address, data in files(scene).items():
        if address != "data/hub.schema.json":
            assert b"ecret" not in data, address
    (found,) = [r for r in hub(scene)["records"] if r["id"] == "audits/round"]
    assert [f["theme"] for f in found["fields"]["findings"]] == ["themes/recording"]


def test_a_small_number_of_people_is_hidden_in_every_format_with_its_words() -> None:
    scene = scene_of(survey())
    left, visits = rows(scene, "figures")
    assert (left["number"], left["said"], left["hidden"]) == ("*", "*", "true")
    assert (visits["number"], visits["hidden"]) == ("2", "false")
    assert [(r["agreed"], r["hidden"]) for r in rows(scene, "surveys-answers")][1] == ("*", "true")
    (record,) = [r for r in hub(scene)["records"] if r["type"] == "surveys"]
    assert record["fields"]["figures"][0]["number"] == "*"
    with database(scene) as made:
        assert made.execute('SELECT "number", "hidden" FROM figures').fetchall() == [(None, 1), (2, 0)]
    assert b"just three" not in b"".join(files(scene).values())


def test_managers_see_small_numbers() -> None:
    scene = scene_of(survey(), Audience.MANAGERS)
    assert [r["number"] for r in rows(scene, "figures")] == ["3", "2"]
    assert [r["agreed"] for r in rows(scene, "surveys-answers")] == ["30", "2"]


@pytest.mark.parametrize(("audience", "there"), [("public", False), ("partners", False), ("staff", True), ("managers", True)])
def test_records_of_use_are_for_staff_and_managers(root: Path, audience: str, there: bool) -> None:
    made = own_files(root, Audience(audience))
    assert ("data/use.csv" in made) == there
    assert ("use" in json.loads(made["data/hub.json"])) == there
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(made["data/hub.sqlite"])
        assert bool(base.execute("SELECT 1 FROM sqlite_master WHERE name = 'use'").fetchall()) == there


def test_how_many_used_a_briefing_is_hidden_in_every_file_where_they_were_few() -> None:
    use = "team,briefing,version,on,led_by,headcount,change\n" + "".join(
        f"team,short,1,2026-03-{day:02},Team manager,{number},One.\n" for day, number in ((3, 4), (4, 5))
    )
    scene = scene_of({**TEAM, **short_briefing(), "briefings/data/use.csv": use.encode()})
    assert [row["headcount"] for row in hub(scene)["use"]] == ["*", 5]
    assert [(row["headcount"], row["hidden"]) for row in rows(scene, "use")] == [("*", "true"), ("5", "false")]
    with database(scene) as made:
        assert made.execute('SELECT "headcount", "hidden" FROM use').fetchall() == [(None, 1), (5, 0)]


# CSV -------------------------------------------------------------------------------
@pytest.mark.parametrize("title", ['=HYPERLINK("https://example.org","x")', "+44", "-2+3", "@SUM(A1)", "=1", "-"])
def test_a_title_that_a_spreadsheet_would_run_is_made_harmless(title: str) -> None:
    scene = scene_of({**TEAM, "briefings/themes/recording.md": theme(json.dumps(title))})
    (found,) = [r for r in rows(scene, "records") if r["type"] == "themes"]
    assert found["title"] == f"'{title}"
    assert [r["title"] for r in hub(scene)["records"] if r["type"] == "themes"] == [title]


@pytest.mark.parametrize("text", ["\tx", "\rx", "=x", "+x", "-x", "@x"])
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    ("cell", "written"), [(-3, -3), (-2.5, -2.5), (0, 0), (True, "true"), (False, "false"), (None, ""), ("a=b", "a=b")]
)
def test_numbers_stay_numbers_and_other_text_stays_as_it_is(cell: Any, written: Any) -> None:
    assert harmless(cell) == written


def test_a_table_is_rfc_4180_with_a_line_of_names() -> None:
    columns = (Column("name", Kind.TEXT, "A name."), Column("n", Kind.NUMBER, "How many."))
    table = DataTable("t", "A table.", columns, (('Say "hello", then go', -1), ("Two\nlines", 2), ("Ümlaut ’", None)))
    assert csv_bytes(table) == 'name,n\r\n"Say ""hello"", then go",-1\r\n"Two\nlines",2\r\nÜmlaut ’,\r\n'.encode()


@pytest.mark.parametrize("audience", ALL)
def test_no_cell_of_our_own_data_starts_a_formula(root: Path, audience: Audience) -> None:
    for address, data in own_files(root, audience).items():
        if address.endswith(".csv"):
            for line in csv.reader(io.StringIO(data.decode("utf-8"), newline="")):
                for cell in line:
                    assert not cell.startswith(("=", "+", "@", "\t", "\r")), f"{address}: {cell}"
                    assert not cell.startswith("-") or cell[1:].replace(".", "").isdigit(), f"{address}: {cell}"


def test_every_table_says_which_rows_are_examples_and_what_its_columns_mean() -> None:
    tables = list(data_tables(scene_of(TEAM), ()))
    assert {"records", "recommendations", "links", "changes", "figures", "findings", "events", "use"} <= {t.name for t in tables}
    for table in tables:
        assert table.columns[-1].name == "example", table.name
        assert [c.name for c in table.columns if not c.meaning] == []
        assert "briefings/" not in " ".join(c.meaning for c in table.columns), table.name


# SQLite ----------------------------------------------------------------------------
@pytest.mark.parametrize("audience", ALL)
def test_the_database_is_sound_and_every_id_in_it_leads_to_a_record(root: Path, audience: Audience) -> None:
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(own_files(root, audience)["data/hub.sqlite"])
        assert made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert made.execute("PRAGMA foreign_key_check").fetchall() == []
        assert dict(made.execute("SELECT name, text FROM about"))["edition"] == str(audience)
        (counted,) = made.execute("SELECT count(*) FROM records").fetchone()
        assert counted == len(json.loads(own_files(root, audience)["data/hub.json"])["records"])
        plan = made.execute("EXPLAIN QUERY PLAN SELECT * FROM links WHERE target = ?", ("x",)).fetchall()
        assert "links_target" in str(plan)


def test_the_database_says_what_each_of_its_columns_means() -> None:
    with database(scene_of(TEAM)) as made:
        said = set(made.execute("SELECT table_name, column_name FROM meanings"))
        tables = {t for (t,) in made.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} - {"about", "meanings"}
        there = {(t, column[1]) for t in tables for column in made.execute(f'PRAGMA table_info("{t}")')}
    assert said == there


def test_tables_say_the_same_in_csv_and_in_sqlite() -> None:
    scene = scene_of(survey())
    with database(scene) as made:
        made.row_factory = sqlite3.Row
        (first, second) = made.execute("SELECT * FROM surveys_answers").fetchall()
    (as_text, hidden) = rows(scene, "surveys-answers")
    assert {k: "" if v is None else str(v) for k, v in dict(first).items() if k not in ("hidden", "example")} == {
        k: v for k, v in as_text.items() if k not in ("hidden", "example")
    }
    assert (second["hidden"], hidden["hidden"], second["example"], hidden["example"]) == (1, "true", 1, "true")


# All together ----------------------------------------------------------------------
def test_the_same_edition_gives_the_same_bytes_in_every_file(root: Path) -> None:
    day = dt.date(2026, 11, 25)
    first, second = (files(own_scene(root, Audience.STAFF, day)) for _ in range(2))
    assert list(first) == list(second)
    assert [address for address, data in first.items() if data != second[address]] == []


def test_no_type_takes_the_name_of_a_place_of_the_site() -> None:
    assert "data" in PLACES
    assert PLACES.isdisjoint(record_types())
