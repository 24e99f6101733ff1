"""What is wrong with a filled-in form, in our own words: never the validation library's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from macros.content.plain import Path, Plain, in_words
from macros.content.records.base import Form
from macros.content.records.kinds import Choice
from macros.content.source import Source
from macros.diagnostics import Code, Diagnostic, clipped, nearest, suggestion
from macros.diagnostics import catalogue as c

_CUSTOM: dict[str, Code] = {
    "bad_date": c.BAD_DATE, "unlikely_date": c.UNLIKELY_DATE, "wrong_value": c.WRONG_VALUE,
}


def explain_invalid(error: ValidationError, model: type[Form], front: Plain, source: Source) -> tuple[Diagnostic, ...]:
    """Return every problem that validation found: an unknown field at its key, a bad value at its
    value, a missing field at the opening `---` or at the group that lacks it."""
    found = error.errors(include_url=False)
    meant = {_meant(d["loc"], model) for d in found if d["type"] == "extra_forbidden"}
    return tuple(_explain(d, model, front, source) for d in found if not (d["type"] == "missing" and d["loc"] in meant))


def _meant(loc: Path, model: type[Form]) -> Path:
    """Return the field that a misspelt one stands for: to say that it is missing too would be to say one thing twice."""
    return (*loc[:-1], nearest(str(loc[-1]), _form_at(model, loc[:-1]).model_fields) or "")


def explain_empty(front: Plain, source: Source) -> tuple[Diagnostic, ...]:
    """Return a finding for each field with nothing after it: whether that means “none” nobody can tell."""
    empty: list[Path] = []

    def walk(value: Any, path: Path) -> None:
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if inner is None:
                empty.append((*path, step))
            elif isinstance(inner, (dict, list)):
                walk(inner, (*path, step))

    walk(front.data, ())
    return tuple(_empty(path, front, source) for path in empty)


def _empty(path: Path, front: Plain, source: Source) -> Diagnostic:
    span = front.keys.get(path) or front.span_of(path)
    return source.problem(c.EMPTY_VALUE, span, f"{in_words(path)}: has no value.")


def _explain(details: ErrorDetails, model: type[Form], front: Plain, source: Source) -> Diagnostic:
    loc: Path = tuple(details["loc"])
    kind, name = details["type"], in_words(loc)
    if kind == "extra_forbidden":
        return _unknown_field(loc, _form_at(model, loc[:-1]), front, source)
    if kind == "missing":
        where = ("to this group",) if len(loc) > 1 else ()
        help_ = how_to_add(str(loc[-1]), _form_at(model, loc[:-1]), *where)
        return source.problem(c.MISSING_FIELD, front.span_of(loc[:-1]), f"{name}: is missing.", help_)
    span = front.span_of(loc)
    if details.get("input") is None:
        return _empty(loc, front, source)
    if code := _CUSTOM.get(kind):
        return source.problem(code, span, f"{name}: {details['msg']}", details["ctx"]["help"])
    if kind == "enum":
        choices = _choices(_form_at(model, loc[:-1]), loc)
        return source.problem(c.UNKNOWN_CHOICE, span, _not_a_choice(name, details["input"], choices))
    if kind in ("string_too_long", "too_long"):
        most, has = details["ctx"]["max_length"], len(str(details["input"]))
        return source.problem(c.TOO_LONG, span, f"{name}: has {has} characters; at most {most} fit.")
    if kind in ("string_too_short", "too_short"):
        return source.problem(c.EMPTY_VALUE, span, f"{name}: has no text.")
    message, help_ = _shape(kind, details)
    return source.problem(c.WRONG_VALUE, span, f"{name}: {message}", help_)


def _unknown_field(loc: Path, form: type[Form], front: Plain, source: Source) -> Diagnostic:
    known, key = list(form.model_fields), str(loc[-1])
    near = suggestion(key, known)
    within = f"{in_words(loc[:-1])}: " if len(loc) > 1 else ""
    help_ = "" if near else f"Remove it, or use one of the fields that there are: {', '.join(sorted(known))}."
    if not near and len(loc) == 1 and (group := _group_with(key, form, front)):
        help_ = f"It belongs to {group}: put it below that line, indented by two spaces more."
    said = f"{within}there is no field '{clipped(key)}' here." if within else f"There is no field '{clipped(key)}'."
    return source.problem(c.UNKNOWN_FIELD, front.keys.get(loc), f"{said}{near}", help_)


def _group_with(key: str, form: type[Form], front: Plain) -> str:
    """Return the group of the file that takes a field of this name, or nothing."""
    return next((str(name) for name in front.data if key in _fields_within(str(name), form)), "")


def _fields_within(name: str, form: type[Form]) -> Iterable[str]:
    inner = _form_at(form, (name,))
    return () if inner is form else inner.model_fields


def how_to_add(name: str, model: type[Form], where: str = "between the two lines of hyphens") -> str:
    """Return what to do about a missing field, with its choices where it has some."""
    choices = _choices(model, (name,))
    return f"Add {name}: {where}, with one of {', '.join(choices)}." if choices else f"Add {name}: {where}."


def _shape(kind: str, details: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong with the form of a value, and what to do."""
    value = _said(details["input"])
    if kind in ("greater_than_equal", "less_than_equal"):
        limits = details["ctx"]
        limit = f"{limits['ge']} or more" if "ge" in limits else f"{limits['le']} or less"
        return f"is {value}; it must be {limit}.", ""
    shown = f"'{value}' is" if isinstance(details["input"], str) else f"this is {value},"
    no = "no" if isinstance(details["input"], str) else "and not a"
    if kind == "tuple_type":
        return f"{shown} {no} list.", "Write the entries on the lines below, each begun with two spaces, a hyphen and a space."
    if kind in ("model_type", "model_attributes_type"):
        return f"{shown} {no} group of fields.", "Write its fields on the lines below, each indented by two spaces."
    if kind == "string_pattern_mismatch":
        return f"'{value}' is no id.", "Write small letters, figures and hyphens only, such as team-manager."
    return f"'{value}' does not fit here.", ""


def _said(value: Any) -> str:
    return "a list" if isinstance(value, list) else "a group of fields" if isinstance(value, dict) else clipped(str(value))


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
