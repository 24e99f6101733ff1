"""A JSON Schema for each type, and the files by which editors find it.

The schema describes the form: which fields there are, what they hold, when they must be there. What a
form cannot say (references that lead nowhere, entries out of order) only `check` finds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from macros.authoring import shapes as kinds
from macros.authoring.shapes import Kind, Shape, choices_of, kind_in_words, shapes_of
from macros.content.names import SLUG
from macros.content.record import ROOT
from macros.content.records.base import Status
from macros.content.records.kinds import EARLIEST, LATEST
from macros.content.records.record_type import RecordType
from macros.content.records.registry import needed, record_types
from macros.content.settings import Settings

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".vscode"
SCHEMAS = f"{FOLDER}/schemas"
COMMAND = "python3 hub.py schemas"
EXTENSION = "redhat.vscode-yaml"
"""A recommendation, never a need: editors read front matter inside Markdown as YAML only where an
extension hands it on, and `check` finds everything that a schema finds."""

_YEAR = "(19(4[89]|[5-9][0-9])|20[0-9]{2}|2100)"
"""The years from EARLIEST to LATEST, as a pattern."""
# Every value arrives as text, but an editor reads 2024 as a number before the schema sees it.
_TEXT: Schema = {"type": ["string", "number"], "pattern": r"\S"}
# What the library cannot say of the kinds that we read ourselves: it sees a function there.
_TIGHTER: dict[Kind, Schema] = {
    kinds.LINE: _TEXT,
    kinds.TEXT: _TEXT,
    kinds.ROLE: {"type": ["string", "number"], "pattern": r"^[^@]*[^@\s][^@]*$"},
    kinds.DAY: {"pattern": f"^{_YEAR}-[0-9]{{2}}-[0-9]{{2}}$", "format": "date"},
    kinds.WHEN: {
        "type": ["string", "integer"], "minimum": EARLIEST, "maximum": LATEST,
        "pattern": f"^{_YEAR}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
    },
    kinds.MOMENT: {"pattern": f"^{_YEAR}-[0-9]{{2}}-[0-9]{{2}}T([01][0-9]|2[0-3]):[0-5][0-9]$"},
    kinds.FIGURES: {"minimum": -999_999_999, "maximum": 999_999_999},
    kinds.TABLE: {"maxLength": 80},
    kinds.NUMBER: {"minimum": -999_999_999, "maximum": 999_999_999},
    kinds.MONTHS: {"pattern": r"^(0?[1-9]|[12][0-9]|3[0-6]) months?$"},
    kinds.ADDRESS: {"pattern": r"""^https?://[^\s<>"']+\.[^\s<>"']+$"""},
}
_SLUG = SLUG.pattern


def schema(type_: RecordType, settings: Settings) -> Schema:
    """Return the JSON Schema (2020-12) of a type's front matter. Fields that only a draft may leave out
    are asked for by an `if`: whenever the status is another one."""
    found = shapes_of(type_)
    later = [shape for shape in found if shape.name in needed(type_)]
    not_empty = {shape.name: {"minItems": 1} for shape in later if shape.many}
    made: Schema = {
        "$schema": DIALECT,
        "$comment": f"Written by `{COMMAND}` from the declaration of the type; do not edit.",
        "title": type_.name,
        "description": type_.purpose,
        **_group(found, settings),
    }
    if later:
        draft = {"properties": {"status": {"const": str(Status.DRAFT)}}}
        made |= {"if": draft, "else": {"required": [shape.name for shape in later], "properties": not_empty}}
    return made


def schema_files(settings: Settings) -> dict[str, str]:
    """Return the text of every file for editors by its path from the root, sorted by path."""
    files = {f"{SCHEMAS}/{folder}.json": _text(schema(type_, settings)) for folder, type_ in record_types().items()}
    files[f"{FOLDER}/settings.json"] = _text(_editor())
    files[f"{FOLDER}/extensions.json"] = _text({"recommendations": [EXTENSION]})
    return dict(sorted(files.items()))


def stale(written: Mapping[str, str], settings: Settings) -> tuple[str, ...]:
    """Return the paths that are missing, differ from what the declarations say, or are of no type any more.

    `written` are the texts of the files that exist in the editor's folder, by their path from the root.
    """
    wanted = schema_files(settings)
    left_over = {path for path in written if path.startswith(f"{SCHEMAS}/") and path not in wanted}
    return tuple(sorted(left_over | {path for path, text in wanted.items() if written.get(path) != text}))


def _group(found: tuple[Shape, ...], settings: Settings) -> Schema:
    return {
        "type": "object",
        "properties": {shape.name: _field(shape, settings) for shape in found},
        "required": [shape.name for shape in found if shape.required],
        "additionalProperties": False,
    }


def _field(shape: Shape, settings: Settings) -> Schema:
    """Return the schema of one field, with its meaning, what it refers to, and its choices in words."""
    choices = choices_of(shape, settings)
    said = [shape.meaning]
    if shape.ref and f"{ROOT}/" not in shape.meaning:
        said.append(f"Holds {kind_in_words(shape)}.")
    if choices:
        said.append("\n".join(["Choices:", *(f"- {value}: {label}" for value, label in choices)]))
    described = {"description": "\n\n".join(said)}
    one = _value(shape, choices, settings)
    least, most = shape.limits
    if not shape.many:
        return described | one | _present(minimum=least, maximum=most)
    return described | {"type": "array", "items": one} | _present(minItems=least, maxItems=most)


def _value(shape: Shape, choices: tuple[tuple[str, str], ...], settings: Settings) -> Schema:
    if shape.fields:
        return _group(shape.fields, settings)
    if choices:
        values = [value for value, _ in choices]
        return {"enum": [*values, *(int(value) for value in values if value.isdigit())]}
    known = {name: part for name, part in TypeAdapter(shape.leaf).json_schema().items() if name not in ("title", "description")}
    if shape.ref:
        return known | {"pattern": f"^{_SLUG}$" if shape.ref.to else rf"^{_SLUG}/{_SLUG}(#[^\s]+)?$"}
    return known | _TIGHTER.get(shape.kind, {})


def _present(**said: int | None) -> Schema:
    return {name: value for name, value in said.items() if value is not None}


def _editor() -> Schema:
    """Return what an editor needs to know: what `check` refuses (tabs, byte order marks), and the schemas.

    YAML 1.2 reads `no` as the word that it is.
    """
    return {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "[markdown]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False},
        "yaml.yamlVersion": "1.2",
        "yaml.schemas": {f"./{SCHEMAS}/{folder}.json": f"{ROOT}/{folder}/*.md" for folder in record_types()},
    }


def _text(value: Schema) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
