"""What a file is, told by what stands in it and never by its name, and why most kinds are refused."""

from __future__ import annotations

import re
from typing import NamedTuple

ENDINGS = {
    "PNG": ("png",), "JPEG": ("jpg", "jpeg"), "WebP": ("webp",), "GIF": ("gif",), "PDF": ("pdf",),
}
"""The kinds that a record may hold beside its tables, and what their names may end in."""
_TAKEN = (
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("WebP", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("GIF", re.compile(rb"GIF8[79]a")),
    ("PDF", re.compile(rb"%PDF-")),
)


class Refused(NamedTuple):
    """A kind of file that the site does not take."""

    name: str
    why: str
    help: str


_OFFICE = "it can hold hidden sheets, tracked changes, comments and the names of people who worked on it"
_AS_PDF = "Put what readers need into the text or a table, or save it as a PDF and link to that."
_DRAWING = "it can hold a script, and fetch from other sites"
_AS_PICTURE = "Save it as PNG, JPEG, WebP or GIF."
_PACKED = "nobody can see what is in it"
_UNPACKED = "Take out what readers need, and put in that."
_CODE = "it can run on a reader's computer"
_NO_CODE = "Delete it; put what readers need into the text."
_PICTURE = Refused("a picture of another kind", "not every browser shows it", _AS_PICTURE)
_FILM = Refused("sound or film", "those who cannot hear or see it get nothing from it", "Link to where it is published.")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe)[\s>/]", re.IGNORECASE)
_ZIPS = (
    (b"word/", Refused("a Word document", _OFFICE, _AS_PDF)),
    (b"xl/", Refused("an Excel workbook", _OFFICE, _AS_PDF)),
    (b"ppt/", Refused("a PowerPoint presentation", _OFFICE, _AS_PDF)),
    (b"mimetypeapplication/vnd.oasis.opendocument", Refused("an OpenDocument file", _OFFICE, _AS_PDF)),
    (b"mimetypeapplication/epub", Refused("an e-book", _PACKED, _UNPACKED)),
    (b"visio/", Refused("a Visio drawing", _OFFICE, _AS_PDF)),
    (b"META-INF/", Refused("a program", _CODE, _NO_CODE)),
)
_REFUSED = (
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Refused("an Office document in its old form", _OFFICE, _AS_PDF)),
    (re.compile(rb"\s*\{\\rtf"), Refused("an RTF document", _OFFICE, _AS_PDF)),
    (re.compile(rb"\x1f\x8b|BZh|7z\xbc\xaf|Rar!|\xfd7zXZ|\x28\xb5\x2f\xfd"), Refused("an archive", _PACKED, _UNPACKED)),
    (re.compile(rb"MZ|\x7fELF|#!|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe|\x00asm"), Refused("a program", _CODE, _NO_CODE)),
    (re.compile(rb"II\*\x00|MM\x00\*|BM|\x00\x00\x01\x00|8BPS|\xff\x0a"), _PICTURE),
    (re.compile(rb"....ftyp(?:heic|heix|mif1|avif|hevc)", re.DOTALL), _PICTURE),
    (re.compile(rb"....ftyp|ID3|OggS|RIFF....(?:WAVE|AVI )|\x1aE\xdf\xa3|fLaC", re.DOTALL), _FILM),
)
_MARKUP = (
    (re.compile(rb"<(?:\w+:)?svg[\s>/]", re.IGNORECASE), Refused("an SVG drawing", _DRAWING, _AS_PICTURE)),
    (_PAGE, Refused("a web page", _CODE, _NO_CODE)),
    (re.compile(rb"^\s*<\?xml|<!DOCTYPE|<!ENTITY", re.IGNORECASE), Refused("an XML file", _DRAWING, _NO_CODE)),
)
_LOOKED_AT = 4096


def kind_of(data: bytes) -> str | None:
    """Return the kind of a file among `ENDINGS`, as its first bytes say, or nothing."""
    return next((name for name, begins in _TAKEN if begins.match(data)), None)


def refused_kind(data: bytes) -> Refused | None:
    """Return the kind of a file that is known and not taken, as its content says, or nothing for any other."""
    if kind_of(data):
        return None
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        packed = next((kind for sign, kind in _ZIPS if sign in data), None)
        return packed or Refused("an archive", _PACKED, _UNPACKED)
    if found := next((kind for begins, kind in _REFUSED if begins.match(data)), None):
        return found
    head = data[:_LOOKED_AT]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    return next((kind for sign, kind in _MARKUP if sign.search(head)), None)
