"""The settings and records of a project as they are read, and everything that is wrong with them: what a check needs."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from macros.content.appended import Compared, compare
from macros.content.guard.allowed import Hits, without_allowed
from macros.content.guard.known import known_from
from macros.content.guard.scan import scan_files, scan_text
from macros.content.history import files_since
from macros.content.load import read_files
from macros.content.own_pages import DOCS, OwnPage, missing_pages, read_own_pages, stray_own_files
from macros.content.record import ROOT
from macros.content.settings import SETTINGS_FILE, Settings, read_settings
from macros.content.source import Source
from macros.content.telling import Telling, nobody
from macros.diagnostics import Diagnostic, Span, in_order
from macros.diagnostics import catalogue as c
from macros.frozen import frozen
from macros.learning.examine import Examined, examine
from macros.publish.documents import Document, read_documents
from macros.publish.pictures import Picture, read_pictures
from macros.publish.request import BadRequest


@frozen
class Checked:
    """The settings and records of a project, and everything wrong with them, before any edition."""

    settings: Settings | None
    examined: Examined | None
    own_pages: tuple[OwnPage, ...]
    diagnostics: tuple[Diagnostic, ...]
    pictures: tuple[Picture, ...] = ()
    documents: tuple[Document, ...] = ()
    uncompared: tuple[str, ...] = ()
    """Files that could not be read at an earlier revision, and so were not compared with it."""
    personal: Hits = ()
    """What the guard found, allowed or not, with the values."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the collector of reference cycles out while records are read and views are made: they are
    values without cycles, so many that looking through them again and again is a third of reading."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # what was read stays: to look for garbage in it even once takes as long as a check of it
        if collecting:
            gc.enable()


@uncollected()
def check_project(root: Path, today: dt.date, since: str | None = None, telling: Telling = nobody) -> Checked:
    """Return what `check` reports: every problem of settings, records and own pages in one run, and with
    `since` what the records have lost from that revision on. Raises `BadRequest` where git has no such."""
    config = root / SETTINGS_FILE
    if config.is_symlink():  # what it leads to would stand, line by line, in the report
        lead = Diagnostic(c.SYMLINK, SETTINGS_FILE, Span(1, 1), "This is a link in the file system.", c.SYMLINK.fix)
        return Checked(None, None, (), (lead,))
    if not config.is_file():
        missing = Diagnostic(c.NO_SETTINGS, SETTINGS_FILE, Span(1, 1), "There is no mkdocs.yml here.", c.NO_SETTINGS.fix)
        return Checked(None, None, (), (missing,))
    read = read_settings(config.read_bytes())
    own_files, own_links = read_files(root, DOCS)
    texts = {path.removeprefix(f"{DOCS}/"): data for path, data in own_files.items()}
    own, wrong_pages = read_own_pages(texts, read.settings.macro_pages if read.settings else ())
    found = (*own_links, *stray_own_files(own_files), *wrong_pages, *missing_pages(texts))
    if read.settings is None:
        return Checked(None, None, own, in_order((*read.diagnostics, *found)))
    files, links = read_files(root)
    examined = examine(files, read.settings, today, telling)
    shown, unreadable = read_pictures(root, examined.records)
    linked, unsafe = read_documents(root, examined.records)
    known = known_from(read.settings)
    lost = _compared(root, since, files) if since is not None else Compared((), ())
    printed = (hit for document in linked for hit in scan_text(f"{ROOT}/{document.address}", document.text, known))
    hits = (*scan_files({**files, **own_files}, known, telling), *printed)
    settings_file = Source(SETTINGS_FILE, config.read_bytes().decode("utf-8").replace("\r\n", "\n"))
    personal = without_allowed(hits, read.settings.guard.allowed, today, settings_file)
    wrong = (*read.diagnostics, *found, *links, *examined.diagnostics, *unreadable, *unsafe, *lost.diagnostics, *personal)
    return Checked(read.settings, examined, own, in_order(wrong), shown, linked, lost.unread, hits)


def _compared(root: Path, since: str, files: Mapping[str, bytes]) -> Compared:
    past = files_since(root, since)
    if past.wrong:
        raise BadRequest(past.wrong)
    return compare(past.files, files)
