"""The page about the data: every file that can be downloaded, and what every table and column means."""

from __future__ import annotations

from dataclasses import replace

from macros.content.records.record_type import RecordType
from macros.frozen import frozen
from macros.learning.library import link
from macros.learning.meetings import meetings
from macros.learning.numbers import HIDDEN, small_numbers
from macros.site import words
from macros.site.exports.about import EXAMPLE, LICENCE, LICENCE_URL
from macros.site.exports.calendar import ALL
from macros.site.exports.feeds import ATOM, JSON
from macros.site.exports.files import DATA, HUB_JSON, HUB_SQLITE, csv_name
from macros.site.exports.json_data import SCHEMA
from macros.site.exports.schema import hub_schema
from macros.site.exports.tables import data_tables
from macros.site.views.parts import LinkTo, Scene


@frozen
class FileView:
    """One file, or a family of files, and what is in it."""

    link: LinkTo
    said: str


@frozen
class ColumnView:
    """One column of a table, or one key of a record."""

    name: str
    holds: str
    meaning: str


@frozen
class TableView:
    """One table with its columns."""

    name: str
    said: str
    file: LinkTo
    columns: tuple[ColumnView, ...]


@frozen
class DataView:
    """The whole page."""

    edition: str
    day: str
    organisation: str
    licence: LinkTo
    example: str
    hidden: str
    note: str
    """When a count is hidden."""
    files: tuple[FileView, ...]
    tables: tuple[TableView, ...]
    keys: tuple[ColumnView, ...]
    """The keys of a record in the JSON file."""


def data_view(scene: Scene) -> DataView:
    """Return the page. It depends on the declarations, the edition and the day, and on whether anything takes place."""
    bare = replace(scene, library=link(()))
    record = hub_schema()["$defs"]["record"]["properties"]
    with_times = dict.fromkeys(meeting.record.type for meeting in meetings(scene.library))
    return DataView(
        scene.edition.audience.label, words.day(scene.today), scene.settings.organisation.name, LinkTo(LICENCE, LICENCE_URL),
        EXAMPLE, HIDDEN, small_numbers(scene.edition.audience, scene.settings.rules).note,
        (
            FileView(LinkTo(HUB_SQLITE, f"{DATA}{HUB_SQLITE}"), "One SQLite file with all tables of this page, and two "
                     "more: about says whose file it is, meanings what each column means."),
            FileView(LinkTo(HUB_JSON, f"{DATA}{HUB_JSON}"), "Every record with all its fields, a record a line. The text of "
                     "a page is not in it: each record has the address of its page."),
            FileView(LinkTo(SCHEMA, f"{DATA}{SCHEMA}"), "The JSON Schema of that file: what each field of each type means."),
            FileView(LinkTo(ATOM, ATOM), "The newest changes as an Atom feed. Each type and each theme has one of its own."),
            FileView(LinkTo(JSON, JSON), "The same as JSON Feed."),
            *(_calendar(t) for t in with_times),
        ),
        tuple(
            TableView(
                table.name, table.meaning, LinkTo(csv_name(table.name), f"{DATA}{csv_name(table.name)}"),
                tuple(ColumnView(c.name, str(c.kind), c.meaning) for c in table.columns),
            )
            for table in data_tables(bare, ())
        ),
        tuple(ColumnView(name, _holds(said), said["description"]) for name, said in record.items()),
    )


def _calendar(type_: RecordType) -> FileView:
    address = f"{type_.folder}/{ALL}.ics"
    return FileView(LinkTo(address, address), f"{type_.plural} as a calendar. Each kind has one of its own.")


def _holds(said: dict[str, object]) -> str:
    """Return what a key of a record holds, in a word or two."""
    kind = str(said.get("type", "text"))
    return {"string": "text", "array": "list", "object": "group", "boolean": "true or false", "integer": "number"}.get(kind, kind)
