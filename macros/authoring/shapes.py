"""What a field looks like to an author: its kind in words, its choices, and the fields within it.

The scaffold, the editor's schema and the reference page are three drawings of these shapes, so they
cannot disagree about what a field holds.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from macros.authoring.meanings import meanings
from macros.content.record import ROOT
from macros.content.records import kinds
from macros.content.records.base import Form
from macros.content.records.kinds import AppendOnly, Choice, Listed, Ref, Table
from macros.content.records.record_type import RecordType
from macros.content.records.registry import field_notes
from macros.content.settings import Settings
from macros.frozen import frozen

T = TypeVar("T")


@frozen
class Kind:
    """A kind of value. `hint` stands where the author has to write; it never passes for a value."""

    name: str
    words: str
    hint: str
    example: str


TEXT = Kind("text", "text of at most 2,000 characters", "", "One or two plain sentences")
LINE = Kind("line", "one line of at most 200 characters", "", "One line in plain words")
ROLE = Kind("role", "a role or team, never a person", "", "Principal social worker")
DAY = Kind("day", "a date, year-month-day", "YYYY-MM-DD", "2026-03-02")
WHEN = Kind("when", "a day, a month or a year, as exact as the source", "YYYY-MM-DD or YYYY-MM or YYYY", "2026-03")
MOMENT = Kind("moment", "a day and a time in London", "YYYY-MM-DDTHH:MM", "2026-03-02T14:30")
FIGURES = Kind("figures", "a number, with a point before its decimals", "a number", "7.2")
TABLE = Kind("table", "the name of a table in the record's own folder", "name-of-the-table.csv", "series.csv")
FLAG = Kind("flag", "true or false", "true or false", "true")
NUMBER = Kind("number", "a whole number", "a whole number", "1")
MONTHS = Kind("months", "a number of months from 1 to 36", "N months", "12 months")
ADDRESS = Kind("address", "a web address", "", "https://www.example.org/page")
CHOICE = Kind("choice", "one of a fixed list", "one of these", "")
LISTED = Kind("listed", "one of the list in the settings", "one of these", "")
GROUP = Kind("group", "a group of fields", "", "")

# The longer declaration first: a role is a line with one more rule.
_ALIASES: tuple[tuple[Any, Kind], ...] = (
    (kinds.Role, ROLE), (kinds.Line, LINE), (kinds.Text, TEXT), (kinds.Day, DAY), (kinds.When, WHEN),
    (kinds.Moment, MOMENT), (kinds.Figures, FIGURES), (kinds.FileName, TABLE),
    (kinds.Flag, FLAG), (kinds.Number, NUMBER), (kinds.Months, MONTHS), (kinds.Address, ADDRESS),
)


@frozen
class Shape:
    """One field of a form, as an author meets it."""

    name: str
    meaning: str
    kind: Kind
    leaf: Any
    """The annotation of one value, without the list around it: what the validation library knows."""
    many: bool = False
    required: bool = False
    """Whether even a draft must have it; within a group, whether the group must."""
    append_only: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    """Fixed choices as (what is written, what readers see); those of the settings come from `choices_of`."""
    ref: Ref | None = None
    listed: str = ""
    limits: tuple[int | None, int | None] = (None, None)
    """The least and the most: of a number, or of the entries of a list."""
    fields: tuple[Shape, ...] = ()
    """The fields of a group."""
    columns: tuple[Shape, ...] = ()
    """The columns of the table that the field names, in their order."""

    @property
    def first_line(self) -> str:
        """The first line of the table that the field names."""
        return ",".join(column.name for column in self.columns)

    @property
    def file(self) -> str:
        """What the table that the field names is commonly called."""
        return f"{self.name.replace('_', '-')}.csv"


def shapes_of(type_: RecordType) -> tuple[Shape, ...]:
    """Return the fields of a type in the order an author meets them."""
    by_name = {shape.name: shape for shape in shapes(type_.fields)}
    return tuple(by_name[name] for name, _ in field_notes(type_))


@cache
def shapes(form: type[Form]) -> tuple[Shape, ...]:
    """Return the fields of a form in the order of their declaration."""
    hints, said = get_type_hints(form, include_extras=True), meanings(form)
    return tuple(
        _shape(name, said.get(name, ""), hints[name], required=info.is_required()) for name, info in form.model_fields.items()
    )


def choices_of(shape: Shape, settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return what a field can hold as (what is written, what readers see), or nothing where it is free."""
    return tuple(settings.listed(shape.listed).items()) if shape.listed else shape.choices


def kind_in_words(shape: Shape) -> str:
    """Return what the field holds, in words that follow a name and a colon."""
    words = shape.kind.words + ("" if shape.many else _from_to(" from {} to {}", shape.limits))
    if shape.ref:
        to = shape.ref.to
        words = f"the name of a file in {ROOT}/{to}/, without .md" if to else "the id of a record, folder/name"
    if shape.columns:
        words = f"{words}; its first line is {shape.first_line}"
    return f"a list{_from_to(' of {} to {}', shape.limits)}; each entry is {words}" if shape.many else words


def _from_to(words: str, limits: tuple[int | None, int | None]) -> str:
    return words.format(*limits) if None not in limits else ""


def _shape(name: str, meaning: str, annotation: Any, *, required: bool) -> Shape:
    leaf, remarks, many = _peeled(annotation)
    base, _ = _split(leaf)
    listed, table = _first(remarks, Listed), _first(remarks, Table)
    row: type[Form] = table.rows if table else Form
    return Shape(
        name, meaning, LISTED if listed else _kind(leaf), leaf, many, required,
        append_only=_first(remarks, AppendOnly) is not None,
        choices=_choices(base),
        ref=_first(remarks, Ref),
        listed=listed.setting if listed else "",
        limits=_limits(remarks),
        fields=shapes(base) if isinstance(base, type) and issubclass(base, Form) else (),
        columns=shapes(row),
    )


def _peeled(annotation: Any) -> tuple[Any, list[Any], bool]:
    """Return the annotation of one value, what the declaration says of the field, and whether it is a list."""
    base, remarks = _split(annotation)
    if type(None) in get_args(base):
        leaf, more, many = _peeled(next(a for a in get_args(base) if a is not type(None)))
        return leaf, remarks + more, many
    if get_origin(base) is tuple:
        leaf, more, _ = _peeled(get_args(base)[0])
        return leaf, remarks + more, True
    return annotation, remarks, False


def _split(annotation: Any) -> tuple[Any, list[Any]]:
    if get_origin(annotation) is Annotated:
        base, *metadata = get_args(annotation)
        return base, list(metadata)
    return annotation, []


def _first(remarks: list[Any], kind: type[T]) -> T | None:
    return next((r for r in remarks if isinstance(r, kind)), None)


def _limits(remarks: list[Any]) -> tuple[int | None, int | None]:
    """Return what `Field(ge=…, le=…)` or `Field(min_length=…, max_length=…)` says, around a number or a list."""
    said = [mark for remark in remarks if isinstance(remark, FieldInfo) for mark in remark.metadata]
    least = next((getattr(m, name) for m in said for name in ("ge", "min_length") if hasattr(m, name)), None)
    most = next((getattr(m, name) for m in said for name in ("le", "max_length") if hasattr(m, name)), None)
    return least, most


def _choices(base: Any) -> tuple[tuple[str, str], ...]:
    if isinstance(base, type) and issubclass(base, Choice):
        return tuple((str(member.value), member.label) for member in base)
    return ()


def _kind(annotation: Any) -> Kind:
    """Return the kind that an annotation begins with; text where a type declares a kind of its own."""
    base, metadata = _split(annotation)
    if isinstance(base, type) and issubclass(base, Form):
        return GROUP
    if isinstance(base, type) and issubclass(base, Choice):
        return CHOICE
    for alias, kind in _ALIASES:
        known, marks = _split(alias)
        if base is known and metadata[: len(marks)] == marks:
            return kind
    return NUMBER if base is int else FLAG if base is bool else LINE
