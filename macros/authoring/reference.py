"""What an author can look up about a type: every field, what it holds, when it is needed, an example."""

from __future__ import annotations

from collections.abc import Iterator

from macros.authoring import shapes as kinds
from macros.authoring.shapes import Shape, choices_of, kind_in_words, shapes_of
from macros.content.record import ROOT
from macros.content.records.record_type import RecordType
from macros.content.records.registry import needed
from macros.content.settings import Settings
from macros.frozen import frozen

IN_EVERY_ROW = "in every row"
ALWAYS, LATER, MAYBE = "always", "before it is published", "if it applies"


@frozen
class FieldReference:
    """One row: a field of the type, a field within one of its groups, or a column of one of its tables."""

    name: str
    path: str
    """The way to it with dots, such as `review.due`; the name alone at the top. Unique within the type."""
    level: int
    """0 at the top, 1 within a group, and so on: rows follow the group that they belong to."""
    kind: str
    """What it holds, in words."""
    needed: str
    """always, before it is published, if it applies; within a group or a table, whether that needs it."""
    meaning: str
    choices: tuple[tuple[str, str], ...]
    """(What is written, what readers see); empty where it is free."""
    example: str
    """A line as it can stand in a record, such as `due: 2026-03-02`; empty for a column of a table."""


@frozen
class Reference:
    """The reference of one type."""

    folder: str
    name: str
    plural: str
    purpose: str
    path: str
    """Where its records stand."""
    command: str
    """How to start one."""
    parts: tuple[str, ...]
    """The headings that `new` writes."""
    body: tuple[str, ...]
    """What the type asks of its text, a sentence each; empty where it asks nothing."""
    fields: tuple[FieldReference, ...]


def reference(type_: RecordType, settings: Settings) -> Reference:
    """Return what an author can look up about a type, fields in the order that authors meet them."""
    wanted = needed(type_)
    rows: list[FieldReference] = []
    for shape in shapes_of(type_):
        when = ALWAYS if shape.required else LATER if shape.name in wanted else MAYBE
        rows += _rows(shape, settings, "", when)
    return Reference(
        type_.folder, type_.name, type_.plural, type_.purpose,
        path=f"{ROOT}/{type_.folder}/file-name.md",
        command=f'python3 hub.py new {type_.folder} "Title" --audience staff',
        parts=type_.parts,
        body=tuple(_body(type_)),
        fields=tuple(rows),
    )


def example_of(shape: Shape, settings: Settings) -> str:
    """Return a value that the field holds, on one line; a group with what it must have."""
    if shape.fields:
        value = f"{{{', '.join(f'{f.name}: {example_of(f, settings)}' for f in shape.fields if f.required)}}}"
    elif shape.ref:
        value = "file-name" if shape.ref.to else "sar/file-name"
    elif choices := choices_of(shape, settings):
        value = choices[0][0]
    elif shape.columns:
        value = shape.file
    elif shape.kind is kinds.NUMBER:
        value = str(shape.limits[0] or shape.kind.example)
    else:
        value = shape.kind.example
    return f"[{value}]" if shape.many else value


def _rows(shape: Shape, settings: Settings, above: str, when: str) -> Iterator[FieldReference]:
    path = f"{above}.{shape.name}" if above else shape.name
    yield FieldReference(
        shape.name, path, path.count("."), kind_in_words(shape), when, shape.meaning, choices_of(shape, settings),
        f"{shape.name}: {example_of(shape, settings)}",
    )
    for column in shape.columns:
        yield FieldReference(
            column.name, f"{path}.{column.name}", path.count(".") + 1, _column(column),
            IN_EVERY_ROW if column.required else MAYBE, column.meaning, choices_of(column, settings), "",
        )
    for field in shape.fields:
        yield from _rows(field, settings, path, f"always, within {shape.name}" if field.required else MAYBE)


def _column(shape: Shape) -> str:
    return f"column: {kind_in_words(shape)}" + ("" if shape.required else ", or an empty cell")


def _body(type_: RecordType) -> Iterator[str]:
    rule = type_.parts_rule
    if rule is None:
        return
    yield f"Exactly {rule.count} parts. Each begins with ## and its title."
    yield f"Part {' or '.join(str(n) for n in rule.do_parts)} has “{rule.do_words}” in its title."
    yield f"Up to {rule.warn_words} words in the parts read well; more than {rule.most_words} are refused."
    yield f"At most {rule.most_minutes} minutes to read, with everything that a reader reads."
