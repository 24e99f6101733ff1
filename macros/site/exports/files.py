"""Every file that an edition gives away, each as an address and bytes."""

from __future__ import annotations

from collections.abc import Iterator

from macros.frozen import frozen
from macros.site.exports.about import about
from macros.site.exports.calendar import calendars
from macros.site.exports.csv_data import csv_bytes
from macros.site.exports.feeds import ATOM, JSON, Written, feeds
from macros.site.exports.json_data import SCHEMA, json_bytes, schema_bytes
from macros.site.exports.plain import Plain, plain_records
from macros.site.exports.schema import hub_schema
from macros.site.exports.sqlite_data import sqlite_bytes
from macros.site.exports.tables import data_tables
from macros.site.views.parts import Scene

DATA = "data/"
HUB_JSON, HUB_SQLITE = "hub.json", "hub.sqlite"


@frozen
class ExportFile:
    """One file: where it stands in the site, and its bytes."""

    address: str
    data: bytes


def export_files(scene: Scene, site_name: str) -> Iterator[ExportFile]:
    """Yield every feed, calendar and data file of an edition. They are made of its library alone, so
    nothing that is not in the edition can be in one of them."""
    written = Written(scene)
    for feed in feeds(scene, site_name):
        yield ExportFile(f"{feed.folder}{ATOM}", written.atom(feed))
        yield ExportFile(f"{feed.folder}{JSON}", written.json(feed))
    for address, data in calendars(scene, site_name):
        yield ExportFile(address, data)
    records = tuple(plain_records(scene))
    tables = tuple(data_tables(scene, records))
    of = about(scene)
    use = [data for _, data in Plain(scene).use()] if scene.computed else None
    yield ExportFile(f"{DATA}{HUB_JSON}", json_bytes((data for _, data in records), use, of))
    yield ExportFile(f"{DATA}{SCHEMA}", schema_bytes(hub_schema()))
    for table in tables:
        yield ExportFile(f"{DATA}{csv_name(table.name)}", csv_bytes(table))
    yield ExportFile(f"{DATA}{HUB_SQLITE}", sqlite_bytes(tables, of))


def csv_name(table: str) -> str:
    """Return the name of a table's CSV file: hyphens, as in every address."""
    return f"{table.replace('_', '-')}.csv"
