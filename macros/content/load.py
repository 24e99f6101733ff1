"""The tree of `briefings/` to records, with every problem of every file in one run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from macros.content.body import Link, split_parts
from macros.content.checks import check_record, check_source, check_what_is_there
from macros.content.file_kinds import ENDINGS, kind_of, refused_kind
from macros.content.invalid import explain_empty, explain_invalid
from macros.content.names import DEVICES, LONGEST_SLUG, SLUG, name_problems, odd_sign
from macros.content.record import ROOT, Record
from macros.content.records.base import Fields
from macros.content.records.kinds import Table
from macros.content.records.record_type import RecordType
from macros.content.records.registry import facets, notes, record_types
from macros.content.records.use import USE_TABLE, Use
from macros.content.settings import Settings
from macros.content.source import read_source
from macros.content.tables import Cells, columns_of, read_table
from macros.content.telling import Telling, nobody
from macros.diagnostics import Diagnostic, Span, at_most, clipped, errors, in_order, nearest, suggestion
from macros.diagnostics import catalogue as c
from macros.frozen import frozen

PLACES = frozenset({"briefings", "actions", "develop", "about", "search", "changes", "gaps", "az", "use", "data", "history"})
"""Places of the site that are no types; no folder and no record may take their names."""
LIST_WORDS = frozenset({"data", "feed", "index", "page", "by-title", "by-date", "month"})
"""What addresses within a list are made of."""
PICTURES = ("png", "jpg", "jpeg", "webp", "gif")
"""No SVG: it can carry code."""
_STAND_INS = {"title": "?", "summary": "?", "audience": "managers", "status": "draft"}
_IGNORED = frozenset({".DS_Store", "Thumbs.db", ".gitkeep"})


@frozen
class Loaded:
    """All records of the tree, sorted by id, and everything wrong with the files.

    A record whose file or form has an error is no record: nobody can say who may read it. `refused` are
    those that could be read in part, so that what else is wrong with them is found in the same run;
    `unreadable` are the ids of files of which not even that could be read.
    """

    records: tuple[Record, ...]
    refused: tuple[Record, ...]
    unreadable: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    use: Cells | None = None
    """The records of use, where there is a table of them."""


def read_files(root: Path, folder: str = ROOT) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Return the bytes of every file under `briefings/`, or another folder, by its path from the root.

    Links in the file system are refused (B210), the folder itself included, and only the first 1,000,001
    bytes of a file are read: enough to know that it is too large.
    """
    files: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    top = root / folder
    if top.is_symlink():
        return {}, (Diagnostic(c.SYMLINK, folder, Span(1, 1), "This is a link in the file system.", c.SYMLINK.fix),)
    inside = _inside(top)
    for path in sorted(top.rglob("*")) if top.is_dir() else []:
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            found.append(Diagnostic(c.SYMLINK, name, Span(1, 1), "This is a link in the file system.", c.SYMLINK.fix))
        elif path.is_file() and path.name not in _IGNORED and inside(path.parent):
            with path.open("rb") as file:
                files[name] = file.read(1_000_001)
    return files, tuple(found)


def _inside(top: Path) -> Callable[[Path], bool]:
    """Return a function that tells whether a folder really lies in the top one; each is looked up once."""
    real = top.resolve()

    @cache
    def inside(folder: Path) -> bool:
        found = folder.resolve()
        return found == real or real in found.parents

    return inside


def reserved_slugs(type_: RecordType) -> frozenset[str]:
    """Return the file names that the addresses of a type's lists, or Windows, already use."""
    return LIST_WORDS | DEVICES | type_.keeps | {facet.key for _, facet in facets(type_)}


def load(files: Mapping[str, bytes], settings: Settings, telling: Telling = nobody) -> Loaded:
    """Return the records of the files and every problem in them, those of all files in one run; `telling` hears how far it is."""
    records: list[Record] = []
    refused: list[Record] = []
    unreadable: set[str] = set()
    found: list[Diagnostic] = []
    by_lower: dict[str, str] = {}
    for number, path in enumerate(sorted(files), 1):
        telling("Reading", number, len(files))
        type_, problem = _type_of(path)
        if problem:
            found.append(problem)
        if type_ is None:
            continue
        lower = path.lower()
        if lower in by_lower:
            message = f"This file and {by_lower[lower]} differ only by capital letters; both would be {id_of(lower)}."
            found.append(Diagnostic(c.SAME_ID, path, Span(1, 1), message, c.SAME_ID.fix))
        by_lower.setdefault(lower, path)
        record, sound, wrong = _record(path, files, type_, settings)
        found += wrong
        found += _name_problems(path, type_)
        if record is None:
            unreadable.add(id_of(path))
            continue
        (records if sound else refused).append(record)
        found += at_most((*_missing_pictures(record, files), *_missing_attachments(record, files)))
    shown = {path for record in (*records, *refused) for path in own_files(record)}
    use = None
    if USE_TABLE in files:
        use, wrong_rows = read_table(USE_TABLE, files[USE_TABLE], Use)
        found += wrong_rows
        shown.add(USE_TABLE)
    beside = [path for path in files if not path.lower().endswith(".md")]
    found += (_stray(path, by_lower, files[path]) for path in beside if path not in shown)
    found += (problem for path in beside for problem in (*name_problems(path, ROOT), *_misnamed(path, files[path])))
    return Loaded(_by_id(records), _by_id(refused), frozenset(unreadable), in_order(found), use)


def _by_id(records: Iterable[Record]) -> tuple[Record, ...]:
    return tuple(sorted(records, key=lambda record: record.id))


def id_of(path: str) -> str:
    """Return the id of a record's file: `briefings/sar/adult-b.md` is `sar/adult-b`."""
    return path.removeprefix(f"{ROOT}/")[: -len(".md")]


def pictures(record: Record) -> tuple[tuple[Link, str], ...]:
    """Return each picture in a record's text with its file, from the project's root."""
    shown = (x for x in record.links if x.image and ":" not in x.target)
    return tuple((x, record.file_at(x.target)) for x in shown)


def own_files(record: Record) -> tuple[str, ...]:
    """Return the files that a record shows, links to and names as tables, from the project's root."""
    return (*(path for _, path in (*pictures(record), *record.attachments)), *table_paths(record))


def _type_of(path: str) -> tuple[RecordType | None, Diagnostic | None]:
    """Return the type of a Markdown file, or why it has none. Other files are looked at later."""
    parts = path.split("/")
    if not path.lower().endswith(".md"):
        return None, None
    if len(parts) == 3 and (type_ := record_types().get(parts[1])):
        return type_, None
    if len(parts) == 2:
        message = "This file stands beside the folders; a record stands in the folder of its type."
    elif len(parts) > 3:
        message = "This file stands in a folder within a folder; a record stands directly in the folder of its type."
    else:
        known = ", ".join(record_types())
        message = f"The folder '{parts[1]}' is no type of record.{suggestion(parts[1], record_types())}"
        return None, Diagnostic(c.UNKNOWN_TYPE, path, Span(1, 1), message, f"Move the file into one of the folders {known}.")
    return None, Diagnostic(c.UNKNOWN_TYPE, path, Span(1, 1), message, c.UNKNOWN_TYPE.fix)


def _name_problems(path: str, type_: RecordType) -> Iterable[Diagnostic]:
    slug = path.rsplit("/", 1)[1][:-3]
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG or not path.endswith(".md"):
        yield Diagnostic(c.BAD_FILE_NAME, path, Span(1, 1), _bad_name(path), c.BAD_FILE_NAME.fix)
    elif slug in reserved_slugs(type_):
        message = f"{type_.folder}/{slug} is an address of the site's own list."
        yield Diagnostic(c.RESERVED_SLUG, path, Span(1, 1), message, c.RESERVED_SLUG.fix)


def _bad_name(path: str) -> str:
    name = path.rsplit("/", 1)[1]
    stem, ending = name[:-3], name[-3:]
    if ending != ".md":
        return f"The name of this file ends in {ending}."
    if len(stem) > LONGEST_SLUG:
        return f"The name of this file has {len(stem)} characters; at most {LONGEST_SLUG} fit."
    better = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")
    meant = f" Did you mean {better}.md?" if better and stem.isascii() else ""
    return f"'{stem}' cannot be part of a web address.{odd_sign(stem)}{meant}"


def _record(
    path: str, files: Mapping[str, bytes], type_: RecordType, settings: Settings
) -> tuple[Record | None, bool, list[Diagnostic]]:
    """Return the record of a file with its tables, whether it is sound, and what is wrong with it."""
    source, wrong = read_source(path, files[path])
    body = split_parts(source.body, source.body_line)
    found = [*wrong, *at_most(check_source(source, body))]
    if not source.readable:
        return None, False, found
    empty = explain_empty(source.front, source)
    found += at_most(empty)
    sound = not (errors(wrong) or empty)
    try:
        fields = type_.fields.model_validate(source.front.data)
    except ValidationError as error:
        found += at_most(explain_invalid(error, type_.fields, source.front, source))
        salvaged = _salvaged(source.front.data, type_, error)
        if salvaged is None:
            return None, False, found
        # What is left out would be reported as missing, so only rules about what is there are asked.
        record, wrong_rows = _with_tables(Record(type_, id_of(path).partition("/")[2], salvaged, body, source), files)
        return record, False, [*found, *wrong_rows, *check_what_is_there(record, settings)]
    record, wrong_rows = _with_tables(Record(type_, id_of(path).partition("/")[2], fields, body, source), files)
    return record, sound and not errors(wrong_rows), [*found, *wrong_rows, *at_most(check_record(record, settings))]


def table_paths(record: Record) -> tuple[str, ...]:
    """Return the file of each table that a record names, from the project's root."""
    named = (getattr(record.fields, note.path[0]) for note in notes(record.type.fields, Table))
    return tuple(f"{ROOT}/{record.id}/{name}" for name in named if name)


def _with_tables(record: Record, files: Mapping[str, bytes]) -> tuple[Record, tuple[Diagnostic, ...]]:
    """Return the record with the rows of its tables, and what is wrong with them."""
    held: dict[str, Cells] = {}
    found: list[Diagnostic] = []
    for note in notes(record.type.fields, Table):
        field, name = note.path[0], getattr(record.fields, note.path[0])
        path = f"{ROOT}/{record.id}/{name}"
        if name is None:
            continue
        if path not in files:
            own = f"{ROOT}/{record.id}/"
            beside = [p.removeprefix(own) for p in files if p.startswith(own) and p.endswith(".csv")]
            message = f"{field}: there is no table '{clipped(name)}' in {own}.{suggestion(name, beside)}"
            columns = ",".join(columns_of(note.remark.rows))
            help_ = f"Put a file such as {field.replace('_', '-')}.csv there, its first line {columns}, and write its name alone."
            found.append(record.problem(c.TABLE_MISSING, (field,), message, help_))
            continue
        held[field], wrong = read_table(path, files[path], note.remark.rows)
        found += wrong
    return (replace(record, tables=held) if held else record), tuple(found)


def _salvaged(data: Mapping[str, Any], type_: RecordType, error: ValidationError) -> Fields | None:
    """Return the fields that are right, with stand-ins for the others that must be there, so that
    one slip does not hide the next. What comes back is checked and never shown."""
    bad = {details["loc"][0] for details in error.errors(include_url=False) if details["loc"]}
    kept = {name: value for name, value in data.items() if name not in bad}
    try:
        return type_.fields.model_validate({**{k: v for k, v in _STAND_INS.items() if k in bad}, **kept})
    except ValidationError:
        return None


def _missing_pictures(record: Record, files: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    own = f"{ROOT}/{record.id}/"
    for link, path in pictures(record):
        span = Span(link.line, link.column, link.length)
        if not path.startswith(own) or path.rpartition(".")[2].lower() not in PICTURES:
            message = f"“{clipped(link.target)}” is no picture ({', '.join(PICTURES)}) in the record's own folder."
        elif path not in files:
            near = nearest(path, (f for f in files if f.startswith(own)))
            meant = f" Did you mean '{record.slug}/{near.removeprefix(own)}'?" if near else ""
            message = f"There is no picture “{clipped(link.target)}”.{meant}"
        else:
            continue
        help_ = f"Put the picture into {own} and write its path from this file, such as {record.slug}/picture.png."
        yield record.source.problem(c.MISSING_IMAGE, span, message, help_)


def _missing_attachments(record: Record, files: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    own = f"{ROOT}/{record.id}/"
    for link, path in record.attachments:
        help_ = f"Put the PDF into {own} and write its path from this file, such as {record.slug}/report.pdf."
        if not (path.startswith(own) and path.endswith(".pdf")):
            message = f"“{clipped(link.target)}” is no PDF in the record's own folder."
        elif path not in files:
            near = nearest(path, (f for f in files if f.startswith(own)))
            message = f"There is no document “{clipped(link.target)}”."
            message += f" Did you mean '{record.slug}/{near.removeprefix(own)}'?" if near else ""
        else:
            continue
        yield record.source.problem(c.BROKEN_LINK, Span(link.line, link.column, link.length), message, help_)


def _misnamed(path: str, data: bytes) -> Iterator[Diagnostic]:
    """Yield the file whose name says another kind than its content: browsers are told the kind by the name."""
    kind, (_, dot, ending) = kind_of(data), posixpath.basename(path).rpartition(".")
    if kind and dot and ending.strip() and ending.lower() not in ENDINGS[kind]:
        message = f"The content of this file is {kind}, but its name ends in .{clipped(ending)}."
        help_ = f"Let its name end in .{ENDINGS[kind][0]}, here and where the file is named."
        yield Diagnostic(c.MISNAMED_FILE, path, Span(1, 1), message, help_)


def _stray(path: str, by_lower: Mapping[str, str], data: bytes) -> Diagnostic:
    if refused := refused_kind(data):
        message = f"This file is {refused.name}, which is not taken: {refused.why}."
        return Diagnostic(c.REFUSED_KIND, path, Span(1, 1), message, refused.help)
    folder = posixpath.dirname(path)
    owner = by_lower.get(f"{folder}.md".lower())
    if owner:
        type_, file = record_types()[owner.split("/")[1]], path.removeprefix(f"{folder}/")
        if file.endswith(".csv") and (tables := notes(type_.fields, Table)):
            help_ = f"Name it in the record with {' or '.join(f'{note.path[0]}: {file}' for note in tables)}, or delete it."
            return Diagnostic(c.STRAY_FILE, path, Span(1, 1), f"{owner} does not name this table.", help_)
        if kind_of(data) == "PDF":
            help_ = f"Link to it with [what it is]({path.removeprefix(f'{posixpath.dirname(owner)}/')}), or delete it."
            return Diagnostic(c.STRAY_FILE, path, Span(1, 1), f"{owner} does not link to this document.", help_)
        help_ = f"Show it with ![what it shows]({path.removeprefix(f'{posixpath.dirname(owner)}/')}), or delete it."
        return Diagnostic(c.STRAY_FILE, path, Span(1, 1), f"{owner} does not show this file.", help_)
    return Diagnostic(c.STRAY_FILE, path, Span(1, 1), "This file belongs to no record.", c.STRAY_FILE.fix)
