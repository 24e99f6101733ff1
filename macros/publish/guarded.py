"""The guard over a built site: every text file of the output, as readers get it, before the folder takes its place.

What stands in the records was checked there. This finds what a template, a macro page, an export or the settings put
together. Scripts, styles and the theme's own files are the maintainers', and no reader's text.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator

from macros.content.guard.allowed import fingerprint, unread
from macros.content.guard.known import known_from
from macros.content.guard.normalise import normalise
from macros.content.guard.scan import personal, scan_text
from macros.content.settings import Settings
from macros.diagnostics import Diagnostic, Severity
from macros.publish.built import Built

READ = (".html", ".xml", ".json", ".csv", ".txt", ".ics", ".atom", ".svg", ".md", ".vcf", ".webmanifest")
_OURS = ("assets/", "search/index/")
"""Folders of the theme, of our own styles and scripts, and of Pagefind's compressed index, which is made from the pages."""
_ENDS = {".xml": b"</entry>", ".json": b"}},"}
"""What ends an entry of a feed."""
_APART = b"\n;\n"
"""What is read between two pieces: a value does not go on over it."""
_UNREAD = re.compile(
    rb"<(?:s(?:cript\b[^>]*>.*?</script|tyle\b[^>]*>.*?</style|vg\b[^>]*>.*?</svg)|head\b[^>]*>.*?</head)>", re.DOTALL,
)
_BLOCK = re.compile(
    r"/?(?:p|div|li|td|th|tr|dd|dt|h[1-6]|section|article|nav|ul|ol|dl|table|header|footer|figure|button|main|aside)\b"
)
_TAG = re.compile("<([^>]*)>")
_BREAK = re.compile(r"<br\b[^>]*>\n?")
_READ_IN_TAGS = re.compile(r"""(?:alt|title|content|aria-label|href(?==["']?(?:tel|mailto):))=?["']?([^"'<>]*[0-9@&][^"'<>]*)""")
_VALUES = re.compile(r"""=\s*["']([^"']*)""")
_UID = re.compile(rb"^UID:.*(?:\r?\n[ \t].*)*", re.MULTILINE)
"""Ids of events look like addresses, and hold nothing but a record's id and the site's name."""
_META = re.compile(rb"<(?:title>[^<]*|meta\b[^>]*>)")


class Guarded:
    """The guard over the files of one site, a file at a time: it knows what stood in earlier ones."""

    def __init__(self, settings: Settings, today: dt.date) -> None:
        """Take what the settings know and allow on a day."""
        self._known = known_from(settings)
        self._allowed = [entry for entry in settings.guard.allowed if entry.expires >= today]
        self._clean: set[int] = set()
        self._tags = {".html": _Tags(), ".xml": _Elements()}

    def at(self, file: Built) -> Iterator[Diagnostic]:
        """Yield every error that the guard finds in a file that is text, by its path from the site's top, and that no entry of
        the settings allows in the file it came from."""
        if not file.path.endswith(READ) or file.path.startswith(_OURS):
            return
        pieces = _pieces(file)
        keys = [*map(hash, pieces)]
        fresh = [piece for piece, key in zip(pieces, keys, strict=True) if key not in self._clean]
        if not personal(normalise(self._seen(file.path, fresh)).text, self._known, warnings=False):
            self._clean.update(keys)
            return
        hits = scan_text(file.path, self._seen(file.path, pieces), self._known)
        many = unread(hits)
        for diagnostic, value in hits:
            code = diagnostic.code.id
            listed = any(entry.value == fingerprint(code, entry.file, value) for entry in self._allowed)
            if diagnostic.severity is Severity.ERROR and not (listed and (file.path, code) not in many):
                yield diagnostic

    def _seen(self, path: str, pieces: list[bytes]) -> str:
        """Return what readers get of pieces of a file."""
        read, kind = _APART.join(pieces), posixpath.splitext(path)[1]
        text = (_UNREAD.sub(b" ", read) if kind == ".html" else read).decode("utf-8", "replace").replace("\r\n", "\n")
        return self._tags[kind].resolved(text) if kind in self._tags else text


def _pieces(file: Built) -> list[bytes]:
    """Return a file in pieces that lists and frames repeat thousands of times, so that each is read once: what is said in the
    head of a page, what stands around its main part, and items of lists, rows of tables and entries of feeds, each as a
    whole, however deep the page is."""
    data, kind = file.data, posixpath.splitext(file.path)[1]
    if kind != ".html":
        data = _UID.sub(b"UID:", data) if kind == ".ics" else data
        return data.split(_ENDS[kind]) if kind in _ENDS else [data]
    head, top, end = data.find(b"</head>"), data.find(b"<main"), data.rfind(b"</main>")
    made = _META.findall(data, 0, max(head, 0))
    if 0 <= head < top < end:
        made.append(data[head:top] + data[end:])
        data = data[top:end]
    return [*made, *data.replace(b"../", b"").replace(b"</tr>", b"</li>").split(b"</li>")]


class _Tags(dict[str, str]):
    """What readers get of each tag: nothing, a line end, or a text that is read out or leads to a person."""

    def __missing__(self, tag: str) -> str:
        """Return what is read of a tag that stood nowhere before."""
        said = _READ_IN_TAGS.findall(tag)
        self[tag] = "\n".join(["", *said, ""]) if said else "\n" if _BLOCK.match(tag) else ""
        return self[tag]

    def resolved(self, text: str) -> str:
        """Return a text without its tags, with what is read of them in their places."""
        parts = _TAG.split(_BREAK.sub("\n", text) if "<br" in text else text)
        parts[1::2] = map(self.__getitem__, parts[1::2])
        return "".join(parts)


class _Elements(_Tags):
    """What programs get of each tag of a feed: every value in it."""

    def __missing__(self, tag: str) -> str:
        """Return what is read of a tag that stood nowhere before."""
        self[tag] = "\n".join(["", *_VALUES.findall(tag), ""])
        return self[tag]
