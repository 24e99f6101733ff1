"""What is wrong with a filled-in form, in our own words: never the validation library's."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from macros.content.plain import Path, Plain, in_words
from macros.content.records.base import Form
from macros.content.records.kinds import Choice
from macros.content.source import Source
from macros.diagnostics import Code, Diagnostic, clipped, suggestion
from macros.diagnostics import catalogue as c

_CUSTOM: dict[str, Code] = {
    "bad_date": c.BAD_DATE, "unlikely_date": c.UNLIKELY_DATE, "wrong_value": c.WRONG_VALUE,
}


def explain_invalid(error: ValidationError, model: type[Form], front: Plain, source: Source) -> tuple[Diagnostic, ...]:
    """Return every problem that validation found: an unknown field at its key, a bad value at its
    value, a missing field at the opening `---` or at the group that lacks it."""
    return tuple(_explain(details, model, front, source) for details in error.errors(include_url=False))


def _explain(details: ErrorDetails, model: type[Form], front: Plain, source: Source) -> Diagnostic:
    loc: Path = tuple(details["loc"])
    kind, name = details["type"], in_words(loc)
    if kind == "extra_forbidden":
        return _unknown_field(loc, _form_at(model, loc[:-1]), front, source)
    if kind == "missing":
        return source.problem(c.MISSING_FIELD, front.span_of(loc[:-1]), f"{name}: is missing.", _missing(loc, model))
    span = front.span_of(loc)
    if details.get("input") is None:
        return source.problem(c.EMPTY_VALUE, front.keys.get(loc) or span, f"{name}: has no value.")
    if code := _CUSTOM.get(kind):
        return source.problem(code, span, f"{name}: {details['msg']}")
    if kind == "enum":
        return source.problem(c.UNKNOWN_CHOICE, span, _not_a_choice(name, details["input"], _choices(_form_at(model, loc[:-1]), loc)))
    if kind == "string_too_long":
        most, has = details["ctx"]["max_length"], len(str(details["input"]))
        return source.problem(c.TOO_LONG, span, f"{name}: has {has} characters; at most {most} fit.")
    if kind == "string_too_short":
        return source.problem(c.EMPTY_VALUE, span, f"{name}: has no text.")
    return source.problem(c.WRONG_VALUE, span, f"{name}: {_shape(kind, details)}")


def _unknown_field(loc: Path, form: type[Form], front: Plain, source: Source) -> Diagnostic:
    known, key = list(form.model_fields), str(loc[-1])
    near = suggestion(key, known)
    within = f"{in_words(loc[:-1])}: " if len(loc) > 1 else ""
    help_ = "" if near else f"Remove it, or use one of the fields that there are: {', '.join(sorted(known))}."
    message = f"{within}there is no field '{clipped(key)}'{' here' if within else ''}.{near}"
    return source.problem(c.UNKNOWN_FIELD, front.keys.get(loc), message, help_)


def _missing(loc: Path, model: type[Form]) -> str:
    """Return what to do about a missing field, with its choices where it has some."""
    name = str(loc[-1])
    choices = _choices(_form_at(model, loc[:-1]), loc)
    where = "to this group" if len(loc) > 1 else "between the two lines of hyphens"
    return f"Add {name}: {where}, with one of {', '.join(choices)}." if choices else f"Add {name}: {where}."


def _shape(kind: str, details: ErrorDetails) -> str:
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = details["ctx"]
        return f"is {details['input']}; it must be {limit['ge']} or more." if "ge" in limit else f"is {details['input']}; it must be {limit['le']} or less."
    wanted = {
        "tuple_type": "a list belongs here: one entry a line, each begun with a hyphen and a space.",
        "model_type": "a group of fields belongs here, each on its own indented line.",
        "model_attributes_type": "a group of fields belongs here, each on its own indented line.",
        "string_pattern_mismatch": f"'{_said(details['input'])}' may hold small letters, figures and hyphens only.",
        "string_type": "one piece of text belongs here.",
    }
    return wanted.get(kind, f"“{_said(details['input'])}” does not fit here.")


def _said(value: Any) -> str:
    return clipped(value) if isinstance(value, str) else "a list" if isinstance(value, list) else "a group of fields"


def _not_a_choice(name: str, value: Any, choices: list[str]) -> str:
    if not isinstance(value, str):
        return f"{name}: holds {_said(value)}; it takes one of {', '.join(choices)}."
    return f"{name}: '{clipped(value)}' is not one of {', '.join(choices)}.{suggestion(value, choices)}"


def _choices(form: type[Form], loc: Path) -> list[str]:
    field = next((step for step in reversed(loc) if isinstance(step, str)), "")
    found = _types_in(form.model_fields[field].annotation) if field in form.model_fields else []
    return [str(member.value) for type_ in found if issubclass(type_, Choice) for member in type_]


def _form_at(model: type[Form], loc: Path) -> type[Form]:
    """Return the form that a way leads into."""
    for step in loc:
        if isinstance(step, int) or step not in model.model_fields:
            continue
        inner = [t for t in _types_in(model.model_fields[step].annotation) if issubclass(t, Form)]
        model = inner[0] if inner else model
    return model


def _types_in(annotation: Any) -> list[type]:
    if isinstance(annotation, type) and not getattr(annotation, "__args__", None):
        return [annotation]
    return [t for arg in getattr(annotation, "__args__", ()) for t in _types_in(arg)]
