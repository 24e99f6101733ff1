"""The JSON Schema of `hub.json`, from the declarations of the types: it says what each field means."""

from __future__ import annotations

from typing import Any

from macros.authoring import shapes as kinds
from macros.authoring.schemas import DIALECT
from macros.authoring.shapes import Kind, Shape, shapes
from macros.content.names import SLUG
from macros.content.records.base import Fields, Form
from macros.content.records.kinds import Of, Table
from macros.content.records.recommendations import Impact, Progress, Recommendation
from macros.content.records.record_type import RecordType
from macros.content.records.registry import record_types
from macros.content.records.use import Use
from macros.learning.numbers import HIDDEN
from macros.site.exports.plain import KEEPERS, form_of, own_fields, own_notes
from macros.site.exports.tables import meaning_of

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string", "minLength": 1}
_DAY: Schema = {"type": "string", "format": "date"}
_OF_KIND: dict[Kind, Schema] = {
    kinds.DAY: _DAY,
    kinds.WHEN: {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
    kinds.MOMENT: {"type": "string", "format": "date-time"},
    kinds.FIGURES: {"type": "number"},
    kinds.NUMBER: {"type": "integer"},
    kinds.MONTHS: {"type": "integer", "minimum": 1},
    kinds.FLAG: {"type": "boolean"},
    kinds.ADDRESS: {"type": "string", "format": "uri"},
}
_ID = f"{SLUG.pattern}/{SLUG.pattern}"
ALWAYS = ("id", "type", "url", "title", "summary", "audience", "status", "classification", "example")
"""What every record has, however little its author wrote."""


def hub_schema() -> Schema:
    """Return the schema (2020-12) of the whole file. What is empty or not in the edition is left out of the
    file, so little is required; nothing but what is declared may stand in it."""
    return {
        "$schema": DIALECT,
        "title": "The records of a learning hub",
        "description": "All records of one edition on one day. Dates are year-month-day; ids are folder/name.",
        **_object({
            "$schema": {"type": "string"},
            "about": {
                "description": "Whose file it is, which edition of which day, and what may be done with it.",
                "type": "object", "additionalProperties": {"type": "string"},
                "required": ["organisation", "edition", "day", "licence", "licence_url"],
            },
            "records": {"description": "Every record, by id.", "type": "array", "items": {"$ref": "#/$defs/record"}},
            "use": {
                "description": "Which team used which briefing. Only in editions that show states.",
                "type": "array", "items": _form(Use),
            },
        }, ("about", "records")),
        "$defs": {"record": _record(), **{folder: _own(type_) for folder, type_ in record_types().items()}},
    }


def _record() -> Schema:
    made: dict[str, Schema] = {
        "id": {"description": "Permanent: the type's folder and the record's own name.", "type": "string", "pattern": f"^{_ID}$"},
        "type": {"description": "The folder of its type.", "enum": list(record_types())},
        "url": {"description": "Its page.", **_TEXT},
    }
    made |= {shape.name: _field(shape, Fields) for shape in shapes(Fields) if shape.name not in KEEPERS}
    made |= {
        "changed": {"description": "The day of its newest version, else the day it was published.", **_DAY},
        "version": {"description": "The number of its newest version.", "type": "integer", "minimum": 1},
        "recommendations": {
            "description": "Its recommendations as they stand.", "type": "array", "items": _recommendation(),
        },
        "fields": {"description": "The fields of its own type.", "type": "object"},
        "tables": {"description": "The rows of its tables.", "type": "object"},
    }
    of_type = [
        {
            "if": {"properties": {"type": {"const": folder}}},
            "then": {"properties": {"fields": {"$ref": f"#/$defs/{folder}"}, "tables": _tables(type_)}},
        }
        for folder, type_ in record_types().items()
    ]
    return {**_object(made, ALWAYS), "allOf": of_type}


def _own(type_: RecordType) -> Schema:
    named = own_fields(type_.fields) - set(own_notes(type_.fields, Table))
    fields = {shape.name: _field(shape, type_.fields) for shape in shapes(type_.fields) if shape.name in named}
    return {"title": type_.name, "description": type_.purpose, **_object(fields)}


def _tables(type_: RecordType) -> Schema:
    rows = own_notes(type_.fields, Table).items()
    return _object({name: {"type": "array", "items": _form(table.rows)} for name, table in rows})


def _recommendation() -> Schema:
    """The id is the whole one, and what the newest updates say stands beside it."""
    made = _form(Recommendation)
    made["properties"] |= {
        "id": {"description": "Permanent: the record's id and its own.", "type": "string", "pattern": f"^{_ID}#"},
        "status": {"description": "How far the work has come.", "enum": [str(p) for p in Progress]},
        "impact": {"description": "Whether it helped.", "enum": [str(i) for i in Impact]},
    }
    made["required"] += ["status", "impact"]
    return made


def _form(form: type[Form]) -> Schema:
    found = shapes(form)
    return _object({s.name: _field(s, form) for s in found}, tuple(s.name for s in found if s.required))


def _field(shape: Shape, form: type[Form]) -> Schema:
    described = {"description": meaning_of(shape)}
    one = _value(shape, form)
    return described | ({"type": "array", "items": one} if shape.many else one)


def _value(shape: Shape, form: type[Form]) -> Schema:
    if shape.fields:
        return _form(form_of(form, shape.name))
    if shape.ref:
        return {"type": "string", "pattern": f"^{shape.ref.to}/{SLUG.pattern}$" if shape.ref.to else f"^{_ID}(#.+)?$"}
    if shape.choices:
        return {"enum": [value for value, _ in shape.choices]}
    known = _OF_KIND.get(shape.kind, _TEXT)
    return {"anyOf": [known, {"const": HIDDEN}]} if shape.name in own_notes(form, Of) else known


def _object(properties: dict[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}
