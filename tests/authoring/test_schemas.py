"""The schemas for editors say what validation says, and the files in the repository are fresh."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from macros.authoring.reference import reference
from macros.authoring.schemas import COMMAND, DIALECT, Schema, schema, schema_files, stale
from macros.authoring.shapes import Shape, shapes_of
from macros.cli.schemas import written
from macros.content.load import load, read_files
from macros.content.plain import read_plain
from macros.content.records.base import Status
from macros.content.records.record_type import RecordType
from macros.content.records.registry import Listed, needed, notes, record_types, values_at
from macros.content.settings import Settings

each_type = pytest.mark.parametrize("type_", record_types().values(), ids=lambda t: t.folder)

# What is put in the place of every field's value, one after another.
WRONG = (
    "", "'  '", "[]", "[x]", "[[x]]", "{a: b}", "[{a: b}]", "zz zz", "0", "3", "7", "-1", "9999999999", "2024", "1947",
    "2024-06", "2024-13", "2026-03-02", "2026-3-2", "1947-12-31", "2101-01-01", "20225-01-01", "0 months", "1 month", "36 months",
    "37 months", "someone@example.org", "ftp://example.org", "http://localhost", "https://example.org/a", "draft", "published",
    "yes", "Green", "x" * 200, "x" * 201, "x" * 2001,
)


def accepts(rule: Schema, value: Any) -> bool:
    """Whether a value fits a schema, for the words of JSON Schema that ours use; any other word fails the test."""
    return all(_WORDS[word](rule, value) for word in rule if word not in ("$schema", "$comment", "title", "description", "else"))


def _is(name: str, value: Any) -> bool:
    known = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": int | float}
    return isinstance(value, known[name]) and not (isinstance(value, bool) and name in ("integer", "number"))


def _is_date(value: Any) -> bool:
    try:
        return not isinstance(value, str) or bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


def _not(kind: str, value: Any) -> bool:
    return not _is(kind, value)


_WORDS: dict[str, Any] = {
    "type": lambda r, v: any(_is(t, v) for t in ([r["type"]] if isinstance(r["type"], str) else r["type"])),
    "enum": lambda r, v: any(v == e and type(v) is type(e) for e in r["enum"]),
    "const": lambda r, v: v == r["const"],
    "pattern": lambda r, v: _not("string", v) or re.search(r["pattern"], v),
    "format": lambda r, v: r["format"] != "date" or _is_date(v),
    "minLength": lambda r, v: _not("string", v) or len(v) >= r["minLength"],
    "maxLength": lambda r, v: _not("string", v) or len(v) <= r["maxLength"],
    "minimum": lambda r, v: _not("number", v) or v >= r["minimum"],
    "maximum": lambda r, v: _not("number", v) or v <= r["maximum"],
    "minItems": lambda r, v: _not("array", v) or len(v) >= r["minItems"],
    "maxItems": lambda r, v: _not("array", v) or len(v) <= r["maxItems"],
    "items": lambda r, v: _not("array", v) or all(accepts(r["items"], x) for x in v),
    "required": lambda r, v: _not("object", v) or all(name in v for name in r["required"]),
    "properties": lambda r, v: _not("object", v) or all(accepts(rule, v[n]) for n, rule in r["properties"].items() if n in v),
    "additionalProperties": lambda r, v: _not("object", v) or set(v) <= set(r["properties"]),
    "if": lambda r, v: accepts(r["if"], v) or accepts(r["else"], v),
}


def as_an_editor_reads_it(value: Any) -> Any:
    """Front matter with the types that YAML 1.2 gives it: numbers, true and false, the rest text."""
    if isinstance(value, dict):
        return {name: as_an_editor_reads_it(v) for name, v in value.items()}
    if isinstance(value, list):
        return [as_an_editor_reads_it(v) for v in value]
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, str) and re.fullmatch(r"-?(0|[1-9][0-9]*)\.[0-9]+", value):
        return float(value)
    return int(value) if isinstance(value, str) and re.fullmatch(r"-?(0|[1-9][0-9]*)", value) else value


def validates(type_: RecordType, data: Any, settings: Settings) -> bool:
    """Whether the form is accepted by validation, with what its status needs and what the settings list.

    An empty value is refused before the form is looked at.
    """
    if _has_nothing(data):
        return False
    try:
        fields = type_.fields.model_validate(data)
    except ValidationError:
        return False
    for note in notes(type_.fields, Listed):
        if any(value not in settings.listed(note.remark.setting) for _, value in values_at(fields, note.path)):
            return False
    return fields.status is Status.DRAFT or all(getattr(fields, name) not in (None, ()) for name in needed(type_))


def _has_nothing(value: Any) -> bool:
    within = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value is None or any(_has_nothing(v) for v in within)


def _filled_in(type_: RecordType, settings: Settings) -> dict[str, str]:
    rows = [row for row in reference(type_, settings).fields if row.level == 0]
    return {row.name: row.example for row in rows} | {"status": "status: published"}


def _read(lines: dict[str, str]) -> Any:
    front, problems = read_plain("\n".join(lines.values()))
    assert problems == ()
    return front.data


def _disagreements(type_: RecordType, settings: Settings, shape: Shape) -> Iterator[str]:
    rule, right = schema(type_, settings), _filled_in(type_, settings)
    for wrong in WRONG:
        data = _read(right | {shape.name: f"{shape.name}: {wrong}"})
        said, known = accepts(rule, as_an_editor_reads_it(data)), validates(type_, data, settings)
        # A reference that validation lets pass may still lead nowhere: there the schema may say more.
        if said != known and not (known and shape.ref):
            yield f"{shape.name}: {wrong[:40]!r}: the schema says {said}, validation says {known}"


@each_type
def test_a_form_filled_in_as_the_reference_shows_is_accepted_by_both(type_: RecordType, settings: Settings) -> None:
    data = _read(_filled_in(type_, settings))
    assert validates(type_, data, settings)
    assert accepts(schema(type_, settings), as_an_editor_reads_it(data))


@each_type
def test_the_schema_refuses_what_validation_refuses_and_accepts_what_it_accepts(type_: RecordType, settings: Settings) -> None:
    assert [d for shape in shapes_of(type_) for d in _disagreements(type_, settings, shape)] == []


def test_so_it_is_for_a_type_that_nobody_declared(made_up: RecordType, settings: Settings) -> None:
    assert [d for shape in shapes_of(made_up) for d in _disagreements(made_up, settings, shape)] == []


@each_type
@pytest.mark.parametrize("status", [Status.DRAFT, Status.PUBLISHED, Status.UNDER_REVIEW])
def test_a_field_that_is_missing_is_refused_by_both_or_by_neither(type_: RecordType, settings: Settings, status: Status) -> None:
    rule, right = schema(type_, settings), _filled_in(type_, settings) | {"status": f"status: {status}"}
    for name in right:
        data = _read({n: line for n, line in right.items() if n != name})
        assert accepts(rule, as_an_editor_reads_it(data)) == validates(type_, data, settings), name


@each_type
def test_an_unknown_field_is_refused_at_every_level(type_: RecordType, settings: Settings) -> None:
    rule = schema(type_, settings)
    data = as_an_editor_reads_it(_read(_filled_in(type_, settings)))
    assert not accepts(rule, data | {"titel": "T"})
    assert not accepts(rule, data | {"review": data["review"] | {"dew": "2026-03-02"}})


def test_every_record_of_the_library_that_validation_accepts_is_accepted(root: Path, settings: Settings) -> None:
    files, _ = read_files(root)
    records = load(files, settings).records
    rules = {folder: schema(type_, settings) for folder, type_ in record_types().items()}
    refused = [r.id for r in records if validates(r.type, r.source.front.data, settings) and not accepts(
        rules[r.type.folder], as_an_editor_reads_it(r.source.front.data)
    )]
    assert records
    assert refused == []


@each_type
def test_a_schema_says_what_it_is_and_explains_every_field(type_: RecordType, settings: Settings) -> None:
    rule = schema(type_, settings)
    assert (rule["$schema"], rule["title"]) == (DIALECT, type_.name)
    assert all(rule["properties"][shape.name]["description"].startswith(shape.meaning) for shape in shapes_of(type_))


def test_the_roles_are_those_of_the_settings(settings: Settings) -> None:
    roles = schema(record_types()["themes"], settings)["properties"]["for_roles"]["items"]["enum"]
    assert roles == list(settings.listed("roles"))


def test_the_files_for_editors_are_fresh(root: Path, settings: Settings) -> None:
    assert stale(written(root), settings) == (), f"the files in .vscode/ are stale: run {COMMAND}"


def test_a_changed_a_missing_and_a_left_over_file_are_stale(settings: Settings) -> None:
    files = schema_files(settings)
    assert stale(files, settings) == ()
    changed = files | {".vscode/settings.json": "{}\n", ".vscode/schemas/gone.json": "{}\n", ".vscode/mine.json": "{}\n"}
    del changed[".vscode/schemas/sar.json"]
    assert stale(changed, settings) == (".vscode/schemas/gone.json", ".vscode/schemas/sar.json", ".vscode/settings.json")


def test_the_files_are_json_that_ends_with_a_new_line_and_reads_the_same_each_time(settings: Settings) -> None:
    files = schema_files(settings)
    assert files == schema_files(settings)
    assert list(files) == sorted(files)
    for text in files.values():
        json.loads(text)
        assert text.endswith("}\n")
    mapped = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    assert {path.removeprefix("./") for path in mapped} == {path for path in files if "/schemas/" in path}
