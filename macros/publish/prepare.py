"""From a project folder and a request to everything that a build needs: the one reader of the world."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from macros.content.appended import Compared, compare
from macros.content.edition import may_read, was_out
from macros.content.guard.allowed import Hits, without_allowed
from macros.content.guard.known import known_from
from macros.content.guard.scan import scan_files, scan_text
from macros.content.history import files_since
from macros.content.load import read_files
from macros.content.own_pages import DOCS, OwnPage, missing_pages, read_own_pages, stray_own_files
from macros.content.purged import Purged, from_text, taken_out
from macros.content.record import ROOT
from macros.content.records.base import Audience
from macros.content.records.kinds import LONDON
from macros.content.settings import SETTINGS_FILE, Settings, read_settings
from macros.content.source import Source
from macros.content.telling import Telling, nobody
from macros.diagnostics import Diagnostic, Span, errors, in_order
from macros.diagnostics import catalogue as c
from macros.frozen import frozen
from macros.learning.examine import Examined, examine, library_of
from macros.publish.apart import NOTHING_APART, Apart, apart
from macros.publish.documents import Document, read_documents
from macros.publish.pictures import Picture, read_pictures
from macros.publish.redirects import Redirect, alias_redirects
from macros.publish.shown_again import may_be_shown
from macros.site.exports.files import ExportFile, export_files
from macros.site.pages import SitePage, site_pages
from macros.site.past import Past
from macros.site.templates import Compiled
from macros.site.texts import address_of_text, text_bytes
from macros.site.views.pages import HomeView, Shell, home_view, place_redirects, shell
from macros.site.views.parts import Scene
from macros.site.views.round_numbers import with_round_numbers
from macros.site.views.withdrawn import kept_words

PURGED = "HUB_PURGED"
"""In the environment: what was removed from the store that a site is built for."""
SLOT = "hub_prepared"
"""The one place in the config's `extra` where what was prepared is handed on to the macros."""
PAST = "hub_past"
"""Where the config's `extra` holds what earlier versions showed, where the site is being published."""


class BadRequest(Exception):
    """The edition or the day that was asked for does not exist; the text says what to write."""


@frozen
class Request:
    """What to build: for whom, on which day, with or without what is not out, with or without search."""

    audience: Audience
    today: dt.date
    preview: bool = False
    search: bool = True
    purged: tuple[Purged, ...] = ()
    """What was removed from the store: it is in no page, and a notice stands at its address."""


@dataclass(frozen=True, repr=False)
class Prepared:
    """What one build is made of. Where errors stand, there are no pages.

    mkdocs-macros writes all of the config's `extra` down as text, even when nobody reads it; a site's
    every view would be part of it, so this has none.
    """

    request: Request
    settings: Settings | None
    diagnostics: tuple[Diagnostic, ...]
    scene: Scene | None = None
    shell: Shell | None = None
    home: HomeView | None = None
    pages: tuple[SitePage, ...] = ()
    own_pages: tuple[OwnPage, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    pictures: tuple[Picture, ...] = ()
    documents: tuple[Document, ...] = ()
    exports: tuple[ExportFile, ...] = ()
    gone: tuple[str, ...] = ()
    """Addresses of records that the edition held and that were taken back."""
    held: tuple[str, ...] = ()
    """The ids of all records that must be kept by law, whatever the edition: for the store, never for a page."""
    permanent: tuple[Redirect, ...] = ()
    """Where the pages of this version of the site will be found once there is a later one; until then it leads to them."""
    apart: Apart = NOTHING_APART
    """What the edition does not hold, for the last look at the site, never for a page."""
    compiled: Compiled = field(default_factory=Compiled, compare=False)
    """Templates compiled so far: the site's own pages and those that we draw ask for many of the same."""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What stops the build."""
        return errors(self.diagnostics)


def request_from(environment: Mapping[str, str], now: dt.datetime) -> Request:
    """Return what the environment asks for: HUB_EDITION (else staff), HUB_TODAY, else the day of
    SOURCE_DATE_EPOCH, else today in London; HUB_PREVIEW=1; HUB_SEARCH=0; HUB_PURGED, which `purge` hands on. Raises
    `BadRequest`."""
    wanted = environment.get("HUB_EDITION") or str(Audience.STAFF)
    if wanted not in [str(a) for a in Audience]:
        raise BadRequest(f"there is no edition '{wanted}'; the editions are {', '.join(str(a) for a in Audience)}.")
    return Request(
        Audience(wanted), today_from(environment, now), environment.get("HUB_PREVIEW") == "1",
        environment.get("HUB_SEARCH") != "0", from_text(environment.get(PURGED, "")),
    )


def today_from(environment: Mapping[str, str], now: dt.datetime) -> dt.date:
    """Return the day that counts as today. Raises `BadRequest` for a day that does not exist."""
    if said := environment.get("HUB_TODAY"):
        try:
            return dt.date.fromisoformat(said)
        except ValueError:
            raise BadRequest(f"'{said}' is not a day; write it like 2026-11-22.") from None
    if epoch := environment.get("SOURCE_DATE_EPOCH"):
        if not epoch.isdigit():
            raise BadRequest(f"SOURCE_DATE_EPOCH is '{epoch}'; it must be whole seconds since 1970.")
        return dt.datetime.fromtimestamp(int(epoch), tz=LONDON).date()
    return now.astimezone(LONDON).date()


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
def _uncollected() -> Iterator[None]:
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


@_uncollected()
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


@_uncollected()
def prepare(
    root: Path, request: Request, site_url: str, site_name: str, past: Past | None = None, telling: Telling = nobody,
) -> Prepared:
    """Return everything that a build of the request needs. With an error anywhere, in any record of
    any audience, there are no pages: half an edition is no edition. With a past, pages tell what came before."""
    checked = check_project(root, request.today, telling=telling)
    if checked.settings is None or checked.examined is None or errors(checked.diagnostics):
        return Prepared(request, checked.settings, checked.diagnostics)
    examined = replace(checked.examined, records=tuple(taken_out(checked.examined.records, request.purged)))
    edition, library = library_of(examined, request.audience, request.today, preview=request.preview)
    taken = () if request.preview else tuple(
        r for r in examined.records
        if may_read(request.audience, r, examined.widest) and was_out(r, request.today)
    )
    known = {name for record in examined.records for name in (record.id, *record.fields.aliases)}
    absent = tuple(one for one in request.purged if one.id not in known)
    gone = (*(record.address for record in taken), *(f"{one.id}/" for one in absent))
    own = tuple(p for p in checked.own_pages if p.in_edition(request.audience))

    def what_is_apart(addresses: Iterable[str]) -> Apart:
        # By the edition, not by the library that pages are made from: it may be the library that holds too much.
        held = (*(page.address for page in own), *addresses, *gone)
        said = tuple(text for record in taken for text in kept_words(record))
        return apart(examined.records, edition.records, checked.own_pages, own, checked.documents, held, said)

    if past:
        past = replace(past, fits=may_be_shown(checked.settings, request.today, lambda: what_is_apart(()).fingerprints(root)))
    scene = with_round_numbers(Scene(edition, library, checked.settings, site_url, past=past))
    pages = tuple(_counted(site_pages(scene, site_name, taken, absent), len(library.records), telling))
    redirects = (
        *alias_redirects(library),
        *(Redirect(old, to, to.rstrip("/")) for old, to in place_redirects(scene)),
    )
    clashes = tuple(_clashes(pages, own, redirects))
    texts = (ExportFile(address_of_text(p.record.id), text_bytes(p.text)) for p in pages if p.record and p.text)
    exports = (*export_files(scene, site_name), *texts)
    return Prepared(
        request, checked.settings, in_order((*checked.diagnostics, *clashes)), scene, shell(scene, site_name),
        home_view(scene, scene.months), pages, own, redirects,
        tuple(p for p in checked.pictures if _owner(p.address) in library.records),
        tuple(d for d in checked.documents if _owner(d.address) in library.records),
        exports, gone,
        tuple(record.id for record in examined.records if record.fields.hold),
        tuple(
            Redirect(past.address_in(past.version, r.address), r.address, r.title) for r in library.records.values()
        ) if past else (),
        what_is_apart(export.address for export in exports),
    )


def _counted(pages: Iterable[SitePage], of: int, telling: Telling) -> Iterator[SitePage]:
    """Yield pages as they are made, and tell of those that are a record's: they take most of the time."""
    made = 0
    for page in pages:
        if page.record:
            made += 1
            telling("Making pages", made, of)
        yield page


def _owner(address: str) -> str:
    """Return the id of the record that a picture or document stands with, in its folder or a folder within."""
    return "/".join(address.split("/")[:2])


def _clashes(pages: tuple[SitePage, ...], own: tuple[OwnPage, ...], redirects: tuple[Redirect, ...]) -> list[Diagnostic]:
    """Two pages at one address would overwrite one another."""
    taken = {p.address: "a page made from records" for p in pages}
    found = []
    for page in own:
        if holder := taken.get(page.address):
            message = f"The address /{page.address} belongs to {holder}."
            found.append(Diagnostic(c.PAGE_ADDRESS, f"docs/{page.path}", Span(1, 1), message, c.PAGE_ADDRESS.fix))
        taken.setdefault(page.address, f"docs/{page.path}")
    for redirect in redirects:
        if holder := taken.get(redirect.address):
            message = f"the old address /{redirect.address} of '{redirect.title}' belongs to {holder}."
            found.append(Diagnostic(c.ALIAS_CLASH, SETTINGS_FILE, Span(1, 1), message, c.ALIAS_CLASH.fix))
    return found
