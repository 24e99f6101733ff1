"""What is staged in git, checked before it is committed: the files of the index, and rules that need one file alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from macros.content.guard.allowed import Hits, without_allowed
from macros.content.guard.known import Known, known_from
from macros.content.guard.scan import scan_files, scan_text
from macros.content.history import files_staged
from macros.content.load import load
from macros.content.own_pages import DOCS, read_own_pages, stray_own_files
from macros.content.record import ROOT
from macros.content.settings import SETTINGS_FILE, read_settings
from macros.content.source import Source
from macros.diagnostics import Diagnostic, Span, in_order
from macros.diagnostics import catalogue as c
from macros.publish.checked import Checked
from macros.publish.pdf import NotSafe, rewrite
from macros.publish.request import BadRequest

_LINK = "This is a link in the file system."
_NEEDS_OTHERS = frozenset({"B206", "B319", "B701"})
"""Codes about files beside a record: one that is committed already is not staged, and would look as if it were missing."""


def check_staged(root: Path, today: dt.date) -> Checked:
    """Return what is wrong with the files that are staged, each for itself: the guard and every rule about one record.

    Links between records, titles and gaps need every file, and are left to the whole check. Raises `BadRequest`
    where git cannot say what is staged.
    """
    staged = files_staged(root)
    if staged.wrong:
        raise BadRequest(staged.wrong)
    config = root / SETTINGS_FILE
    if SETTINGS_FILE in staged.links or (SETTINGS_FILE not in staged.files and config.is_symlink()):
        linked = Diagnostic(c.SYMLINK, SETTINGS_FILE, Span(1, 1), _LINK, c.SYMLINK.fix)
        return Checked(None, None, (), (linked,))
    if SETTINGS_FILE not in staged.files and not config.is_file():
        missing = Diagnostic(c.NO_SETTINGS, SETTINGS_FILE, Span(1, 1), "There is no mkdocs.yml here.", c.NO_SETTINGS.fix)
        return Checked(None, None, (), (missing,))
    settings_bytes = staged.files.get(SETTINGS_FILE) or config.read_bytes()
    read = read_settings(settings_bytes)
    if read.settings is None:
        return Checked(None, None, (), read.diagnostics)
    files = {path: data for path, data in staged.files.items() if path != SETTINGS_FILE}
    records = {path: data for path, data in files.items() if path.startswith(f"{ROOT}/")}
    pages = {path.removeprefix("docs/"): data for path, data in files.items() if path.startswith("docs/")}
    own, wrong_pages = read_own_pages(pages, read.settings.macro_pages)
    known = known_from(read.settings)
    printed, unsafe = _printed(files, known)
    hits = (*scan_files(files, known), *printed)
    settings_file = Source(SETTINGS_FILE, settings_bytes.decode("utf-8").replace("\r\n", "\n"))
    personal = without_allowed(hits, read.settings.guard.allowed, today, settings_file, whole=False)
    alone = (d for d in load(records, read.settings).diagnostics if d.code.id not in _NEEDS_OTHERS)
    links = (Diagnostic(c.SYMLINK, path, Span(1, 1), _LINK, c.SYMLINK.fix) for path in staged.links)
    stray = stray_own_files({path: data for path, data in files.items() if path.startswith(f"{DOCS}/")})
    return Checked(read.settings, None, own, in_order((*wrong_pages, *stray, *links, *alone, *unsafe, *personal)), personal=hits)


def _printed(files: Mapping[str, bytes], known: Known) -> tuple[Hits, tuple[Diagnostic, ...]]:
    """Return what is found in the words of PDFs, and those that cannot be read: nobody can say what is in them."""
    found: list[tuple[Diagnostic, str]] = []
    unsafe: list[Diagnostic] = []
    for path in sorted(path for path in files if path.lower().endswith(".pdf")):
        try:
            found += scan_text(path, rewrite(files[path])[1], known)
        except NotSafe as error:
            unsafe.append(Diagnostic(c.UNSAFE_PDF, path, Span(1, 1), f"This PDF cannot be published: {error}", c.UNSAFE_PDF.fix))
    return tuple(found), tuple(unsafe)
