"""From a project folder and a request to everything that a build needs: the one reader of the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from macros.content.edition import may_read, was_out
from macros.content.own_pages import OwnPage
from macros.content.purged import taken_out
from macros.content.settings import SETTINGS_FILE, Settings
from macros.content.telling import Telling, nobody
from macros.diagnostics import Diagnostic, Span, errors, in_order
from macros.diagnostics import catalogue as c
from macros.learning.examine import library_of
from macros.publish.apart import NOTHING_APART, Apart, apart
from macros.publish.checked import check_project, uncollected
from macros.publish.documents import Document
from macros.publish.pictures import Picture
from macros.publish.redirects import Redirect, alias_redirects
from macros.publish.request import Request
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

SLOT = "hub_prepared"
"""The one place in the config's `extra` where what was prepared is handed on to the macros."""
PAST = "hub_past"
"""Where the config's `extra` holds what earlier versions showed, where the site is being published."""


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


@uncollected()
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
