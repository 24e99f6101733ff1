"""PDFs written anew: their pages and what helps to read them, and nothing else of what came with them.

What is left out: the document's properties (XMP and the older form), scripts, actions, attachments, comments,
thumbnails, what programs noted for themselves, and what cameras wrote into pictures. What cannot be left out
without changing what readers see is refused: forms, layers, and marks drawn over a page, which often hide text
that is still there.
"""

from __future__ import annotations

import io
import logging
import re
import struct
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter, apply_configuration
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, StreamObject, TextStringObject

from macros.content.file_kinds import kind_of, refused_kind

MOST_BYTES = 10_000_000
MOST_PAGES = 300
MOST_TEXT = 20_000_000
"""Bytes that the drawing commands of all pages may have once they are unpacked."""
_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": MOST_TEXT, "lzw_maximum_output_length": MOST_TEXT,
    "run_length_maximum_output_length": MOST_TEXT, "brotli_maximum_output_length": MOST_TEXT,
    "jbig2_maximum_output_length": MOST_TEXT, "zlib_maximum_recovery_input_length": 0,
    "stream_decoding_work_maximum_length": 3 * MOST_TEXT, "stream_parsing_work_maximum_count": 500_000,
    "xform_maximum_invocations_per_extraction": 200, "page_tree_maximum_entries": 2 * MOST_PAGES,
    "jbig2dec_binary": None,  # no other program is started
    "disable_legacy_handling": True,
}

_CATALOGUE = {"/Type", "/Pages", "/StructTreeRoot", "/MarkInfo", "/Lang", "/Outlines", "/Dests", "/Names"}
_PAGE = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/Contents",
    "/Group", "/StructParents", "/Tabs", "/UserUnit", "/Annots",
}
_LINK = {"/Type", "/Subtype", "/Rect", "/Border", "/BS", "/C", "/H", "/QuadPoints", "/Dest", "/A", "/F", "/P", "/StructParent"}
_BOOKMARK = {"/Title", "/Parent", "/Prev", "/Next", "/First", "/Last", "/Count", "/Dest", "/A", "/C", "/F"}
_NOWHERE = {
    "/Metadata", "/PieceInfo", "/AF", "/AA", "/JS", "/OpenAction", "/Thumb", "/LastModified", "/EmbeddedFiles", "/JavaScript",
    "/OPI", "/Alternates", "/SpiderInfo", "/Perms", "/Legal", "/Requirements", "/Collection",
}
"""Left out of whatever holds them."""
_QUIET = {"/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/TrapNet", "/PrinterMark"}
"""What is left out beside a page: comments, attachments, sound and film."""
_ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound", "/Hide",
    "/RichMediaExecute", "/GoTo3DView", "/SetOCGState", "/ResetForm", "/Named", "/Thread", "/Trans", "/GoToDp",
}
_WORDS = {
    "/Alt", "/ActualText", "/E", "/T", "/Title", "/Lang", "/URI", "/Dest", "/D", "/ID", "/Summary", "/Short", "/Prefix",
    "/CharSet", "/FontFamily", "/Panose", "/Registry", "/Ordering",
}
"""What may hold a text in words: what is spoken, where a link leads, and what a font is. Any other text is somebody's note."""
_SCHEMES = ("http://", "https://", "mailto:", "tel:")


class NotSafe(Exception):
    """The document cannot be made safe; the text says why."""


def safe(data: bytes) -> tuple[bytes, str]:
    """Return a file that should be a PDF written anew, and the words in it. Raises `NotSafe` for what is none."""
    if kind_of(data) != "PDF":
        refused = refused_kind(data)
        raise NotSafe(f"its content is {refused.name}: {refused.why}." if refused else "its content is no PDF.")
    return rewrite(data)


def rewrite(data: bytes) -> tuple[bytes, str]:
    """Return the document written anew, and every word that can be read from it, for the guard over personal data.
    Raises `NotSafe`. The same bytes give the same document."""
    if len(data) > MOST_BYTES:
        raise NotSafe(f"it has {len(data) / 1e6:.0f} MB; at most {MOST_BYTES / 1e6:.0f} fit.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with apply_configuration(**_LIMITS):
            return _rewritten(data)
    except NotSafe:
        raise
    except Exception:  # noqa: BLE001 - a broken file can stumble anywhere, and is refused wherever it does
        raise NotSafe("it is broken, or no PDF.") from None


def _rewritten(data: bytes) -> tuple[bytes, str]:
    reader = PdfReader(io.BytesIO(data), strict=True)
    if reader.is_encrypted:
        raise NotSafe("it is locked with a password or by rights.")
    _refuse_what_changes(reader)
    writer = PdfWriter(clone_from=reader)
    root = writer.root_object
    _only(root, _CATALOGUE)
    if "/Names" in root:
        _only(_of(root["/Names"]), {"/Dests"})
    for page in writer.pages:
        _only(page, _PAGE)
        _links_alone(page)
    spoken = [_cleaned(one) for one in _everything(root)]
    held = io.BytesIO()
    writer.write(held)
    # Once more, from what can be reached alone: what was cut off is written no more.
    last = PdfWriter(clone_from=PdfReader(held, strict=True))
    last.metadata = None
    written = io.BytesIO()
    last.write(written)
    pages = [_words(page) for page in PdfReader(written, strict=True).pages]
    return written.getvalue(), "\n".join(filter(None, (*pages, *(text for texts in spoken for text in texts))))


def _refuse_what_changes(reader: PdfReader) -> None:
    root = reader.root_object
    form = _of(root.get("/AcroForm"))
    if "/XFA" in form or form.get("/Fields"):
        raise NotSafe("it holds a form, with what somebody may have filled in.")
    if _of(root.get("/OCProperties")).get("/OCGs"):
        raise NotSafe("it holds layers, which can be hidden and still be there.")
    if not 0 < len(reader.pages) <= MOST_PAGES:
        raise NotSafe(f"it has {len(reader.pages)} pages; between 1 and {MOST_PAGES} fit.")
    size = 0
    for page in reader.pages:
        for note in page.get("/Annots") or ():
            kind = str(_of(note).get("/Subtype"))
            if kind != "/Link" and kind not in _QUIET:
                raise NotSafe(f"marks are drawn over a page ({kind[1:]}), and what is under them is still there.")
        contents = page.get_contents()
        size += len(contents.get_data()) if contents else 0
        if size > MOST_TEXT:
            raise NotSafe("its pages unpack to more than anybody could read.")


def _of(held: Any) -> Any:
    """Return the dictionary that stands there, or is pointed to; an empty one for anything else."""
    found = held.get_object() if held is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _only(held: Any, keys: set[str]) -> None:
    for key in [key for key in held if key not in keys]:
        del held[key]


def _links_alone(page: Any) -> None:
    """Leave nothing beside a page but links that lead to a web address or within the document."""
    kept = ArrayObject()
    for note in page.get("/Annots") or ():
        held = _of(note)
        if held.get("/Subtype") == "/Link" and ("/Dest" in held or _may_stay(_of(held.get("/A")))):
            _only(held, _LINK)
            kept.append(note)
        else:
            held.clear()  # where the tree of headings points to it as well, there is nothing left
    if kept:
        page[NameObject("/Annots")] = kept
    elif "/Annots" in page:
        del page["/Annots"]


def _may_stay(action: Any) -> bool:
    """Return whether an action is a plain link, cut down to what one needs."""
    if action.get("/S") == "/URI":
        _only(action, {"/Type", "/S", "/URI"})
        return str(action.get("/URI")).lower().startswith(_SCHEMES)
    _only(action, {"/Type", "/S", "/D"})
    return bool(action.get("/S") == "/GoTo")


def _everything(root: Any) -> Iterator[Any]:
    """Yield every dictionary that can be reached, each once."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        one = waiting.pop().get_object()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, DictionaryObject):
            yield one
            waiting += [value for value in one.values() if value is not None]
        elif isinstance(one, ArrayObject):
            waiting += [value for value in one if value is not None]


def _cleaned(held: Any) -> list[str]:
    """Cut what has no place in a dictionary, and return what is spoken in it: alternative text, titles."""
    for key in [key for key in held if key in _NOWHERE]:
        del held[key]
    if "/Dest" in held and "/A" in held:
        del held["/A"]
    if "/Title" in held and "/Parent" in held:
        _only(held, _BOOKMARK)
        if "/A" in held and not _may_stay(_of(held["/A"])):
            del held["/A"]
    if "/EF" in held or held.get("/Type") in ("/Filespec", "/EmbeddedFile"):
        raise NotSafe("it carries another file within a page.")
    if held.get("/Type") == "/Action" or "/URI" in held or "/Next" in held:
        _only(held, {*_BOOKMARK, "/Type", "/S", "/URI", "/D"})
    if held.get("/S") in _ACTIONS and "/P" not in held:
        raise NotSafe(f"it does more than show pages ({str(held['/S'])[1:]}).")
    if isinstance(held, StreamObject):
        _cleaned_stream(held)
    for key in [key for key, value in held.items() if isinstance(value, TextStringObject) and key not in _WORDS]:
        del held[key]
    spoken = [text for value in held.values() for text in _texts(value)]
    return [*spoken, *_spoken_beside(held)] if isinstance(held, StreamObject) else spoken


def _texts(value: Any) -> Iterator[str]:
    """Yield the text that a value is, or that stands in a list: names of places within the document are such."""
    if isinstance(value, TextStringObject):
        yield str(value)
    elif isinstance(value, ArrayObject):
        for one in value:
            yield from _texts(one)


def _spoken_beside(stream: Any) -> list[str]:
    """Return what is read out in place of what a stream draws: it stands among the commands, where no page's text has it."""
    if stream.get("/Subtype", "/Form") != "/Form" or "/Length1" in stream:  # a picture or a font, which has no commands
        return []
    data = stream.get_data()
    if b"/ActualText" not in data and b"/Alt" not in data:
        return []
    commands = ContentStream(stream, None).operations
    marks = (mark for held, command in commands if command in (b"BDC", b"DP") for mark in held)
    return [text for mark in marks if isinstance(mark, DictionaryObject) for value in mark.values() for text in _texts(value)]


def _cleaned_stream(stream: Any) -> None:
    if "/F" in stream:
        raise NotSafe("it reads from a file beside it.")
    named = stream.get("/Filter")
    used = [str(one) for one in named] if isinstance(named, ArrayObject) else [str(named)]
    if "/DCTDecode" in used:
        if used != ["/DCTDecode"]:
            raise NotSafe("a picture in it is packed twice.")
        stream._data = bare_jpeg(stream._data)  # noqa: SLF001 - the bytes as they stand in the file
    if "/JPXDecode" in used:
        raise NotSafe("a picture in it is JPEG 2000, whose notes cannot be taken out.")


def bare_jpeg(data: bytes) -> bytes:
    """Return a JPEG without what a camera or an editor wrote into it, and without what stands behind its end; its
    pixels are as they were. Raises `ValueError` where it is none."""
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    made, at = [b"\xff\xd8"], 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return b"".join((*made, b"\xff\xd9"))
        size = struct.unpack(">H", data[at + 2 : at + 4])[0]
        if size < 2:
            raise ValueError("no JPEG")
        made.append(_needed(marker, data[at : at + 2 + size]))
        at += 2 + size
        if marker == 0xDA:
            end = _NEXT.search(data, at)
            made.append(data[at : end.start() if end else None])
            if end is None:
                return b"".join((*made, b"\xff\xd9"))
            at = end.start()
    raise ValueError("no JPEG")


def _needed(marker: int, part: bytes) -> bytes:
    """Return what of a part a picture needs: of what applications and people wrote its form (JFIF), without a small picture
    of it, and its colours (Adobe); all of any other part."""
    if not (0xE0 <= marker <= 0xEF or marker == 0xFE):
        return part
    if marker == 0xE0 and part[4:9] == b"JFIF\0" and len(part) >= 18:
        return b"\xff\xe0\x00\x10" + part[4:16] + b"\x00\x00"
    return b"\xff\xee\x00\x0e" + part[4:16] if marker == 0xEE and part[4:9] == b"Adobe" and len(part) >= 16 else b""


_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the pixels: a picture that is drawn in several goes has more behind them."""


def _words(page: Any) -> str:
    return str(page.extract_text())
