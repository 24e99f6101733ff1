"""The guard over a built site: every text file of the output, as readers get it, before the folder takes its place.

What stands in the records was checked there. This finds what a template, a macro page, an export or the settings put
together. Scripts, styles and the theme's own files are the maintainers', and no reader's text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from macros.content.guard.allowed import fingerprint
from macros.content.guard.known import Known, known_from
from macros.content.guard.normalise import normalise
from macros.content.guard.scan import personal, scan_text
from macros.content.settings import Allowed, Settings
from macros.diagnostics import Diagnostic, Severity

READ = (".html", ".xml", ".json", ".csv", ".txt", ".ics", ".atom", ".svg", ".md", ".vcf", ".webmanifest")
_OURS = ("assets/", "search/index/")
"""Folders of the theme, of our own styles and scripts, and of Pagefind's compressed index, which is made from the pages."""
_UNREAD = re.compile(r"<(script|style|svg|head)\b[^>]*>.*?</\1>", re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|div|li|td|th|tr|dd|dt|h[1-6]|section|article|nav|ul|ol|dl|table|header|footer|figure|br|button|main|aside)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_READ_IN_TAGS = re.compile(r"""(?:alt|title|content|aria-label|href=["']?(?:tel|mailto):?)=?["']?([^"'<>]*[0-9@][^"'<>]*)""")
_UID = re.compile(r"^UID:.*(?:\r?\n[ \t].*)*", re.MULTILINE)
"""Ids of events look like addresses, and hold nothing but a record's id and the site's name."""
_META = re.compile(r"<(?:title>[^<]*|meta\b[^>]*)")


def personal_in_site(site: Path, settings: Settings, today: dt.date) -> tuple[Diagnostic, ...]:
    """Return every error that the guard finds in the text files of a built site, by its path from there, and that no entry of
    the settings allows in the file it came from. Places are those of the built file."""
    known = known_from(settings)
    allowed = [entry for entry in settings.guard.allowed if entry.expires >= today]
    found: list[Diagnostic] = []
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.suffix in READ and not path.startswith(_OURS) and file.is_file():
            found += _in_file(path, file.read_text("utf-8", "replace"), known, allowed)
    return tuple(found)


def _in_file(path: str, text: str, known: Known, allowed: Sequence[Allowed]) -> Iterator[Diagnostic]:
    seen = "\n".join(_seen(text)) if path.endswith(".html") else _UID.sub("UID:", text) if path.endswith(".ics") else text
    if not personal(normalise(seen).text, known, warnings=False):
        return
    for diagnostic, value in scan_text(path, seen, known):
        code = diagnostic.code.id
        may_stand = any(entry.value == fingerprint(code, entry.file, value) for entry in allowed)
        if diagnostic.severity is Severity.ERROR and not may_stand:
            yield diagnostic


def _seen(page: str) -> Iterator[str]:
    """Yield the text of a page, and the texts in its tags that are read out or lead to a person: many times faster than to
    take each tag for itself."""
    yield from _META.findall(page)
    body = _UNREAD.sub(" ", page)
    yield from _READ_IN_TAGS.findall(body)
    yield _TAG.sub("", _BLOCK.sub("\n", body))
