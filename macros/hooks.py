"""The door to MkDocs: its events, each handed on to the rooms. Thin on purpose.

MkDocs restores `sys.path` after loading a hook, so the project's folder is put there in `on_config`
and the rooms are imported inside the handlers. This file is cached while `serve` runs: a change to it
needs a restart.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import get_context
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_relative_url, normalize_url

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from macros.content.telling import Telling
    from macros.diagnostics import Diagnostic
    from macros.publish.prepare import Prepared
    from macros.site.drawing import Drawing
    from macros.site.pages import SitePage

_VIEWS = "hub-views/"
"""Where pages that have no file of their own pretend to stand."""
_DRAWN, _NAV = "hub_drawn", "hub_nav"
"""Where the config's `extra` holds the files that we draw, and the navigation, for later events."""
FIRST, LAST = 100, -100
_USUAL, _SELDOM = gc.get_threshold(), (50_000, 10, 10)
"""How many new values make Python look for garbage: usually, and while thousands of pages are drawn one by one."""


class DrawnFile(File):
    """A page that we draw ourselves. To MkDocs it is a file to copy: it has no Markdown, so nothing of
    what MkDocs does for each page is needed, and thousands of lists cost little more than writing them."""

    def __init__(self, page: SitePage, source: str, config: MkDocsConfig, dest_uri: str) -> None:
        """Make the file of a page; `source` is where links of the site's own pages find it."""
        super().__init__(
            source, None, config.site_dir, use_directory_urls=True, dest_uri=dest_uri, inclusion=InclusionLevel.NOT_IN_NAV
        )
        self.drawn_page = page
        self.drawing: Drawing | None = None
        self.written: Callable[[], None] | None = None

    def is_documentation_page(self) -> bool:
        """It is none: there is no Markdown to render."""
        return False

    def html(self) -> bytes:
        """Return the whole page, drawn when it is asked for: only what is being written is held."""
        return self.drawing.html(self.drawn_page) if self.drawing else b""

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - MkDocs' own signature
        """Write the page, with as few calls to the system as it takes: there are thousands."""
        page = self.html()
        folder = os.path.dirname(self.abs_dest_path)  # noqa: PTH120 - a path object for each page costs as much again
        try:
            os.mkdir(folder)  # noqa: PTH102 - as above
        except FileExistsError:
            pass
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above
        with open(self.abs_dest_path, "wb", buffering=0) as file:  # noqa: PTH123 - as above
            file.write(page)
        if self.written:
            self.written()


def _prepared(config: MkDocsConfig) -> Prepared:
    from macros.publish.prepare import SLOT

    prepared: Prepared = config["extra"][SLOT]
    return prepared


@event_priority(FIRST)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read, check and link everything before any other plugin asks for it."""
    root = Path(config.config_file_path).resolve().parent
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    import mkdocs_macros.context

    from macros.content.telling import TOLD, nobody
    from macros.publish.prepare import PAST, SLOT, prepare
    from macros.publish.request import BadRequest, request_from
    from macros.site.templates import InSight

    # mkdocs-macros starts git twelve times for what no page can ask for; a build starts no program.
    mkdocs_macros.context.get_git_info = dict
    # MkDocs lists whatever templates could be loaded, eleven thousand icons among them, and takes none of those.
    usual = config.theme.get_env

    def get_env() -> Environment:
        made = usual()
        made.loader = InSight(config.theme.dirs)
        return made

    config.theme.get_env = get_env  # type: ignore[method-assign]  # this theme alone, for this build
    try:
        request = request_from(os.environ, dt.datetime.now(dt.UTC))
    except BadRequest as error:
        raise PluginError(str(error)) from None
    collecting = gc.isenabled()
    gc.disable()
    config["extra"][SLOT] = prepare(
        root, request, config.site_url or "/", config.site_name, config["extra"].get(PAST),
        config["extra"].get(TOLD, nobody),
    )
    gc.freeze()  # what was prepared stays till the end: no need to look for garbage in it even once
    gc.set_threshold(*_SELDOM)
    if collecting:
        gc.enable()
    return config


@event_priority(FIRST)
def on_pre_build(config: MkDocsConfig) -> None:
    """End here while any error stands: MkDocs has not yet cleaned the site folder."""
    prepared = _prepared(config)
    if prepared.errors:
        from macros.publish.refusal import refusal

        raise PluginError(refusal(prepared.errors))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the records and every page made from them beside the site's own pages, and make the stylesheet light."""
    from macros.publish.redirects import LATEST, MOVED, redirect_page
    from macros.site import stylesheet
    from macros.site.urls import file_of
    from macros.site.views.searching import synonym_rings, vocabulary

    if sheet := files.get_file_from_path(stylesheet.ADDRESS):
        sheet.content_string = stylesheet.light(sheet.content_string)
    prepared = _prepared(config)
    held = {page.path for page in prepared.own_pages}
    for file in [file for file in files if file.src_dir == config.docs_dir and file.src_uri not in held]:
        files.remove(file)
    config["extra"][_DRAWN] = drawn = [
        DrawnFile(page, page.record.path if page.record else f"{_VIEWS}{page.address}index.md", config, file_of(page.address))
        for page in prepared.pages
    ]
    for file in drawn:
        files.append(file)
    for redirect, said in (*((r, MOVED) for r in prepared.redirects), *((r, LATEST) for r in prepared.permanent)):
        made = redirect_page(redirect, config.site_url or "/", said)
        files.append(File.generated(config, f"{redirect.address}index.html", content=made))
    for picture in prepared.pictures:
        files.append(File.generated(config, picture.address, content=picture.data))
    for document in prepared.documents:
        files.append(File.generated(config, document.address, content=document.data))
    for export in prepared.exports:
        files.append(File.generated(config, export.address, content=export.data))
    if prepared.scene:
        words = vocabulary(prepared.scene.library, prepared.scene.settings)
        rings = synonym_rings(prepared.scene.library, prepared.scene.settings)
        for name, content in (("vocabulary", words), ("synonyms", rings)):
            files.append(File.generated(config, f"search/{name}.json", content=json.dumps(content, ensure_ascii=False)))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the navigation for the frame of the pages that we draw."""
    config["extra"][_NAV] = nav
    return nav


@event_priority(FIRST)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Take the page as we read it, and keep macros off every page that settings do not list."""
    own = next(own for own in _prepared(config).own_pages if own.path == page.file.src_uri)
    page.meta = {**own.said, "render_macros": _may_use_macros(page, config)}
    return own.text


@event_priority(LAST)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Clean the HTML of every page that settings do not list."""
    from macros.site.safe_html import clean_page

    return html if _may_use_macros(page, config) else clean_page(html)


def _may_use_macros(page: Page, config: MkDocsConfig) -> bool:
    settings = _prepared(config).settings
    return settings is not None and page.file.src_uri in settings.macro_pages


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Escape by default in our own templates (the theme's are written without), and be ready to draw."""
    from macros.content.telling import TOLD, nobody
    from macros.site.drawing import Drawing

    prepared = _prepared(config)
    env.bytecode_cache = prepared.compiled
    env.autoescape = lambda name: bool(name) and str(name).startswith("hub/")
    if prepared.shell:
        context = get_context(config["extra"][_NAV], files, config)
        drawing = Drawing(env, context, prepared.shell, config.site_url or "", _way)
        written = _counted(config["extra"].get(TOLD, nobody), len(config["extra"][_DRAWN]))
        for file in config["extra"][_DRAWN]:
            file.drawing, file.written = drawing, written
    return env


def _counted(telling: Telling, of: int) -> Callable[[], None]:
    """Return what each page calls once it is written."""
    numbers = count(1)
    return lambda: telling("Writing", next(numbers), of)


def _way(to: str, here: str) -> str:
    """Return the way from one of our pages to an address, as the theme's `url` filter gives it for MkDocs' pages."""
    return normalize_url(to, base="") if ":" in to or to.startswith(("/", "#")) else get_relative_url(to or ".", here)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Hand the shell to the template."""
    context["view"] = None
    context["hub"] = _prepared(config).shell
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Hand the shell, and the addresses for the sitemap, to pages that stand alone."""
    prepared = _prepared(config)
    context["hub"] = prepared.shell
    context["sitemap"] = sorted([*(p.address for p in prepared.pages if p.in_sitemap), *(p.address for p in prepared.own_pages)])
    return context


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Make the search index over what was just written, then read every file once: for personal data, and for what the
    edition does not hold. Only then is the collector back at its usual work."""
    try:
        _look_through(config)
    finally:
        gc.unfreeze()
        gc.set_threshold(*_USUAL)


def _look_through(config: MkDocsConfig) -> None:
    from macros.content.telling import TOLD, nobody
    from macros.publish.built import built_files
    from macros.publish.guarded import Guarded
    from macros.publish.leaks import LOOK, Leaked, Look
    from macros.publish.refusal import refusal

    prepared = _prepared(config)
    if prepared.scene and prepared.request.search:
        from macros.publish.search import SearchFailed, index_site

        try:
            index_site(Path(config.site_dir), {r.type.folder for r in prepared.scene.library.records.values()})
        except SearchFailed as error:
            raise PluginError(f"the search index could not be made: {error}") from None
    if prepared.settings:
        guarded = Guarded(prepared.settings, prepared.request.today)
        config["extra"][LOOK] = look = Look(prepared.apart.fingerprints(Path(config.config_file_path).resolve().parent))
        personal: list[Diagnostic] = []
        for file in built_files(Path(config.site_dir), config["extra"].get(TOLD, nobody)):
            personal += guarded.at(file)
            look.at(file)
        if personal:
            raise PluginError(refusal(tuple(personal)))
        try:
            look.refuse()
        except Leaked as error:
            raise PluginError(str(error)) from None
