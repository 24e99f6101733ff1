"""The file that `new` writes: a draft that passes every check, with a note about each field.

What the author has to fill in stands behind a `#`, and no such line would pass as content: taken out
of its comment and not filled in, it is an error. So nothing made up can slip into a published record.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import textwrap
import unicodedata
from collections.abc import Iterator

from macros.authoring import shapes as kinds
from macros.authoring.shapes import Shape, choices_of, shapes_of
from macros.content.checks.lifecycle import TO_WRITE
from macros.content.load import reserved_slugs
from macros.content.names import LONGEST_SLUG
from macros.content.record import ROOT
from macros.content.records.base import Audience, Status
from macros.content.records.record_type import RecordType
from macros.content.records.registry import needed
from macros.content.settings import Settings
from macros.frozen import frozen

LONGEST_TITLE = 200
STARTERS: dict[str, tuple[str, ...]] = {
    "questions": (
        "What do we make of this, and where have we met it ourselves?",
        "What will we do differently, and how will we know that we do?",
        "What goes into our team or service improvement plan?",
    ),
}
"""Good first values for a field, by its name: the three questions that briefings commonly end with."""

_GUIDE = (
    "A line that begins with ## is a note. To use a field that begins with #, take away the # and the space "
    "after it, and fill the field in. Delete what you do not need."
)
_OF_EVERY_DRAFT = ("title", "summary", "audience", "status")
_WIDTH = 110
_LONGEST_HINT = 60
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "&": " and "})


@frozen
class Scaffold:
    """A file to be written: its path from the project's root, and its text."""

    path: str
    text: str


def title_problem(title: str) -> str:
    """Return why no record can have this title, as a sentence, or nothing where one can."""
    shown = clean_title(title)
    if not slug_words(shown):
        return f"“{shown}” has no letter or figure that a file name can be made from."
    if len(shown) > LONGEST_TITLE:
        return f"the title has {len(shown)} characters; at most {LONGEST_TITLE} fit."
    return ""


def clean_title(title: str) -> str:
    """Return the title on one line, without invisible characters."""
    seen = "".join(" " if c.isspace() else c for c in title if c.isspace() or not unicodedata.category(c).startswith("C"))
    return " ".join(seen.split())


def slug_words(text: str) -> list[str]:
    """Return the words of a text in small letters and figures without accents: `Carers’ café` → carers, cafe."""
    lower = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(c for c in lower if not unicodedata.combining(c) and c not in "'’‘")
    return re.findall(r"[a-z0-9]+", plain)


def slug_for(type_: RecordType, title: str) -> str:
    """Return the file name, without .md, that a record of this title gets: at most 80 characters, cut
    between words, and none that the type's lists use themselves. Empty where the title has no word."""
    slug = "-".join(slug_words(title))
    if len(slug) > LONGEST_SLUG:
        cut = slug[: LONGEST_SLUG + 1].rpartition("-")[0]
        slug = cut or slug[:LONGEST_SLUG]
    return f"{slug}-{slug_words(type_.name)[-1]}" if slug in reserved_slugs(type_) else slug


def scaffold(type_: RecordType, title: str, audience: Audience, settings: Settings, today: dt.date) -> Scaffold:
    """Return the file of a new draft. Ask `title_problem` first; a title without words has no file name."""
    given = {
        "title": json.dumps(clean_title(title), ensure_ascii=False),
        "audience": str(audience),
        "status": str(Status.DRAFT),
    }
    lines = ["---", *_note(f"{type_.name}. {type_.purpose}"), *_note(_GUIDE)]
    place = f"{ROOT}/{type_.folder}/{slug_for(type_, title)}"
    for shape in shapes_of(type_):
        lines += ["", *_note(_about(shape, type_, settings, today))]
        lines += _about_table(shape, place) if shape.columns else []
        if shape.name in given:
            lines.append(f"{shape.name}: {given[shape.name]}")
        elif shape.required:
            lines.append(f"{shape.name}: {_stand_in(shape, settings, today)}")
        elif shape.many and not shape.fields and (starters := STARTERS.get(shape.name)):
            lines += [f"{shape.name}:", *(f"  - {json.dumps(text, ensure_ascii=False)}" for text in starters)]
        else:
            lines += [f"# {line}" for line in _template(shape, settings, within=False)]
    lines += ["", "---"]
    for part in type_.parts:
        lines += ["", f"## {part}"]
    return Scaffold(f"{place}.md", "\n".join(lines) + "\n")


def _note(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="## ", subsequent_indent="## ", break_on_hyphens=False)


def _about(shape: Shape, type_: RecordType, settings: Settings, today: dt.date) -> str:
    """Return the note above a field: what it means, when it is needed, what it can hold."""
    said = [shape.meaning]
    if shape.name in needed(type_):
        said.append("Needed before it is published.")
    if shape.kind is kinds.DAY:
        said.append(f"A date such as {today}.")
    if choices := choices_of(shape, settings):
        listed = ", ".join(value if slug_words(value) == slug_words(label) else f"{value} ({label})" for value, label in choices)
        said.append(f"{'Any' if shape.many else 'One'} of: {listed}.")
    if shape.required and shape.name not in _OF_EVERY_DRAFT:
        said.append("The value here only stands in: put the right one.")
    return " ".join(said)


def _about_table(shape: Shape, place: str) -> list[str]:
    """Return where the table goes, and what it holds, a column a line."""
    said = (f"{c.name}: {c.meaning}{'' if c.required else ' It may be empty.'}" for c in shape.columns)
    first = f"Put the table into {place}/{shape.file}. Its first line names its columns: {shape.first_line}"
    return [*_note(first), *(line for one in said for line in _note(one))]


def _template(shape: Shape, settings: Settings, *, within: bool) -> list[str]:
    """Return the lines of a field as they are used, with a hint in place of each value.

    Within a group each line says what it means, fields that may be left out stay behind a `#`, and
    lists that only grow are left out: they begin later in the record's life.
    """
    meaning = f"  # {shape.meaning}" if within else ""
    if shape.fields:
        inner = list(_group(shape, settings))
        if shape.many:
            inner = [f"- {inner[0]}", *(f"  {line}" for line in inner[1:])]
        return [f"{shape.name}:{meaning}", *(f"  {line}" for line in inner)]
    hint = _hint(shape, settings, within=within)
    if shape.many:
        return [f"{shape.name}:{meaning}", f"  - {hint}".rstrip()]
    return [f"{shape.name}: {hint}".rstrip() + meaning]


def _group(shape: Shape, settings: Settings) -> Iterator[str]:
    first, *others = sorted(shape.fields, key=lambda field: not field.required)
    yield from _template(first, settings, within=True)
    for field in others:
        if field.required:
            yield from _template(field, settings, within=True)
        elif not field.append_only:
            yield from (f"# {line}" for line in _template(field, settings, within=True))


def _hint(shape: Shape, settings: Settings, *, within: bool) -> str:
    if shape.ref:
        return f"file-name-in-{shape.ref.to}" if shape.ref.to else "folder/file-name"
    if shape.columns:
        return shape.file
    if choices := choices_of(shape, settings):
        listed = " | ".join(value for value, _ in choices)
        # Only one choice would pass for a value, and above a field of the top the note lists them all.
        return listed if len(choices) > 1 and (within or len(listed) <= _LONGEST_HINT) else "one of these"
    return shape.kind.hint


def _stand_in(shape: Shape, settings: Settings, today: dt.date) -> str:
    """Return a value for a field that even a draft must have: words that say they are a placeholder
    where the kind allows it, else the plainest value there is."""
    if shape.fields:
        inner = ", ".join(f"{f.name}: {_stand_in(f, settings, today)}" for f in shape.fields if f.required)
        value = f"{{{inner}}}"
    elif choices := choices_of(shape, settings):
        value = choices[0][0]
    elif shape.kind in (kinds.DAY, kinds.WHEN):
        value = today.isoformat()
    elif shape.kind is kinds.NUMBER:
        value = str(shape.limits[0] or 0)
    elif shape.kind in (kinds.TEXT, kinds.LINE, kinds.ROLE):
        words = f"{TO_WRITE} {shape.meaning[:1].lower()}{shape.meaning[1:]}"
        value = json.dumps(words[:LONGEST_TITLE], ensure_ascii=False)
    else:
        value = shape.kind.example
    return f"[{value}]" if shape.many else value
