"""The guard over a built site: every text file of the output, as readers get it, before the folder takes its place.

What stands in the records was checked there. This finds what a template, a macro page, an export or the settings put
together. Scripts, styles and the theme's own files are the maintainers', and no reader's text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from macros.content.guard.allowed import fingerprint, unread
from macros.content.guard.known import Known, known_from
from macros.content.guard.normalise import normalise
from macros.content.guard.scan import personal, scan_text
from macros.content.settings import Allowed, Settings
from macros.diagnostics import Diagnostic, Severity
from macros.publish.built import Built

READ = (".html", ".xml", ".json", ".csv", ".txt", ".ics", ".atom", ".svg", ".md", ".vcf", ".webmanifest")
_OURS = ("assets/", "search/index/")
"""Folders of the theme, of our own styles and scripts, and of Pagefind's compressed index, which is made from the pages."""
_UNREAD = re.compile(
    r"<(?:s(?:cript\b[^>]*>.*?</script|tyle\b[^>]*>.*?</style|vg\b[^>]*>.*?</svg)|head\b[^>]*>.*?</head)>", re.DOTALL,
)
_BLOCK = re.compile(
    r"</?(?:p|div|li|td|th|tr|dd|dt|h[1-6]|section|article|nav|ul|ol|dl|table|header|footer|figure|button|main|aside)\b[^>]*>|<br\b[^>]*>\n?"
)
_TAG = re.compile(r"<[^>]*>")
_READ_IN_TAGS = re.compile(r"""(?:alt|title|content|aria-label|href(?==["']?(?:tel|mailto):))=?["']?([^"'<>]*[0-9@][^"'<>]*)""")
_UID = re.compile(r"^UID:.*(?:\r?\n[ \t].*)*", re.MULTILINE)
"""Ids of events look like addresses, and hold nothing but a record's id and the site's name."""
_META = re.compile(r"<(?:title>[^<]*|meta\b[^>]*)")


class Guarded:
    """The guard over the files of one site, a file at a time: it knows what stood in earlier ones."""

    def __init__(self, settings: Settings, today: dt.date) -> None:
        """Take what the settings know and allow on a day."""
        self._known = known_from(settings)
        self._allowed = [entry for entry in settings.guard.allowed if entry.expires >= today]
        self._repeats = _Repeats()

    def at(self, file: Built) -> Iterator[Diagnostic]:
        """Yield every error that the guard finds in a file that is text, by its path from the site's top, and that no entry of
        the settings allows in the file it came from. Places are those of the built file."""
        if file.path.endswith(READ) and not file.path.startswith(_OURS):
            text = file.data.decode("utf-8", "replace").replace("\r\n", "\n")
            yield from _in_file(file.path, text, self._known, self._allowed, self._repeats)


class _Repeats:
    """What was read on earlier pages: lists and frames say the same thousands of times.

    Three lines that follow one another are known, not single ones, since a value may be split over line ends. What stands around
    the main part of a page is known as one.
    """

    def __init__(self) -> None:
        self._clean: set[int] = set()

    def fresh(self, page: str) -> tuple[str, list[int]]:
        """Return the lines of a page that no clean page had in the same place beside the same lines, and what to call clean
        once nothing was found in them."""
        head, top, end = page.find("</head>"), page.find("<main"), page.rfind("</main>")
        around = hash((page[head:top], page[end:])) if 0 <= head < top < end else None
        body = page[top:end] if around in self._clean else page
        lines = ["", *_UNREAD.sub(" ", body).replace("</li>", "\n").split("\n"), ""]
        keys = [*map(hash, zip(lines, lines[1:], lines[2:], strict=False))]
        if self._clean.issuperset(keys):
            return "", []
        kept: dict[int, None] = {}
        for number, key in enumerate(keys):
            if key not in self._clean:
                kept.update(dict.fromkeys((number, number + 1, number + 2)))
        return "\n".join([lines[number] for number in kept]), keys if around is None else [around, *keys]

    def clean(self, keys: list[int]) -> None:
        """Keep what held nothing."""
        self._clean.update(keys)


def _in_file(path: str, text: str, known: Known, allowed: list[Allowed], repeats: _Repeats) -> Iterator[Diagnostic]:
    if path.endswith(".html"):
        fresh, keys = repeats.fresh(text)
        head = "\n".join(_META.findall(text, 0, text.find("</head>") % (len(text) + 1)))
        if not personal(normalise(f"{head}\n{_read(fresh)}").text, known, warnings=False):
            repeats.clean(keys)
            return
        seen = f"{head}\n{_read(_UNREAD.sub(' ', text))}"
    else:
        seen = _UID.sub("UID:", text) if path.endswith(".ics") else text
        if not personal(normalise(seen).text, known, warnings=False):
            return
    hits = scan_text(path, seen, known)
    many = unread(hits)
    for diagnostic, value in hits:
        code = diagnostic.code.id
        may_stand = (path, code) not in many and any(entry.value == fingerprint(code, entry.file, value) for entry in allowed)
        if diagnostic.severity is Severity.ERROR and not may_stand:
            yield diagnostic


def _read(body: str) -> str:
    """Return the texts in a page's tags that are read out or lead to a person, then its text: many times faster than to
    take each tag for itself."""
    return "\n".join([*_READ_IN_TAGS.findall(body), _TAG.sub("", _BLOCK.sub("\n", body))])
