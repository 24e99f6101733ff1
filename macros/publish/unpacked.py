"""What a file of a site holds once it is unpacked, and its words, however they were written.

Every way that a site writes a text ends in the same words: entities, escapes of JSON and of calendars, and signs
written for addresses are undone, as often as one stands within another. A word is made of a to z, figures and
hyphens alone: whatever else there is parts words, in the source and in the site alike, so it does not matter how
an accent was encoded, or what a picture's bytes look like around a text.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache

from macros.publish.cbor import BadCbor, texts_of

DEEPEST = 4
"""How often one thing may be packed in another: a picture in a page in an index."""
MOST = 64_000_000
"""Bytes that one packed part may have. Longer ones are pixels of a picture within a PDF."""
_LETTERS = bytes(b if chr(b).isascii() and (chr(b).isalnum() or b == 45) else 32 for b in bytes(range(256)).lower())
_ENTITY = re.compile(rb"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_ESCAPE = re.compile(rb"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^\xff])")
_PERCENT = re.compile(rb"%[0-9a-fA-F]{2}")
_TAG = re.compile(rb"(<[^<>]*>)")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_INLINE = re.compile(rb"base64,([A-Za-z0-9+/]{24,}={0,2})")
_PAGEFIND, _PNG, _SQLITE = b"pagefind_dcd", b"\x89PNG\r\n\x1a\n", b"SQLite format 3\0"


def unpacked(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """Yield a file's bytes, lines of a calendar that were folded whole again, and everything that is packed in it."""
    yield data.replace(b"\r\n ", b"") if data.startswith(b"BEGIN:VCALENDAR") else data
    if depth < DEEPEST:
        for inner in _within(data):
            yield from unpacked(inner, depth + 1)


def _within(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"\x1f\x8b"):
        yield from _inflated(data, 31)
    elif data.startswith(_PAGEFIND):
        yield from _of_index(data.removeprefix(_PAGEFIND))
    elif data.startswith(_SQLITE):
        yield _rows(data)
    elif data.startswith(b"%PDF"):
        for stream in _STREAM.findall(data):
            yield from _inflated(stream, 15)
        yield from _words_of_pdf(data)
    else:
        if data.startswith(_PNG):
            yield from _notes_of_png(data)
        if b"\0" in data:  # what cameras and editors write stands there in two bytes a letter
            yield data.replace(b"\0", b"")
        if b"base64," in data:
            yield from _inline(data)


def _inflated(data: bytes, window: int) -> Iterator[bytes]:
    """Yield what is packed, and what stands behind it; nothing where it is not packed so."""
    made = zlib.decompressobj(window)
    try:
        yield made.decompress(data, MOST)
    except zlib.error:
        return
    if made.unused_data:
        yield made.unused_data


def _of_index(data: bytes) -> Iterator[bytes]:
    """Yield the texts of a file of the search index, each apart: in between stand lengths that look like letters."""
    try:
        yield b"\n".join(texts_of(data))
    except BadCbor:  # a fragment, which is JSON, or the entry
        return


def _rows(data: bytes) -> bytes:
    """Return every cell of a database: its pages may cut a text in two."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(data)
        made.text_factory = bytes
        named = [name.decode() for (name,) in made.execute("select name from sqlite_schema where type='table'")]
        rows = (row for name in named for row in made.execute(f'select * from "{name}"'))  # noqa: S608 - our own export
        return b"\n".join(b"\t".join(cell for cell in row if isinstance(cell, bytes)) for row in rows)


def _words_of_pdf(data: bytes) -> Iterator[bytes]:
    from macros.publish.pdf import NotSafe, rewrite  # noqa: PLC0415 - loading what reads PDFs is a tenth of a small build

    try:
        yield rewrite(data)[1].encode()
    except NotSafe:
        return


def _notes_of_png(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            held = data[at + 8 : at + 8 + size]
            for start in (n for n, byte in enumerate(held[:300]) if byte == 0x78):  # what is packed begins so
                yield from _inflated(held[start:], 15)
        at += size + 12


def _inline(data: bytes) -> Iterator[bytes]:
    for found in _INLINE.findall(data):
        try:
            yield base64.b64decode(found[: len(found) // 4 * 4])
        except binascii.Error:
            continue


def resolved(data: bytes) -> bytes:
    """Return a text with its entities, escapes and percent signs undone, as often as it takes."""
    for _ in range(DEEPEST):
        made = data
        if b"\\" in made:
            made = _ESCAPE.sub(_escaped, made)
        if b"&" in made:
            made = _ENTITY.sub(_entity, made)
        if b"%" in made:
            made = _PERCENT.sub(_percent, made)
        if made == data:
            break
        data = made
    return data


def _escaped(match: re.Match[bytes]) -> bytes:
    said = match[0]
    if said[1:2] in (b"u", b"x") and len(said) > 2:
        return _sign(int.from_bytes(bytes.fromhex(said[2:].decode())))
    return b" " if said[1:2] in b"nrtbf" else said[1:]


def _entity(match: re.Match[bytes]) -> bytes:
    return _named(match[0])


@lru_cache(maxsize=4096)
def _named(said: bytes) -> bytes:
    made = html.unescape(said.decode("ascii"))
    # What is no entity loses its sign, so that it ends as it does where the sign is written as one.
    return b"".join(_sign(ord(sign)) for sign in (f" {made[1:]}" if len(made) > 1 and made.startswith("&") else made))


def _percent(match: re.Match[bytes]) -> bytes:
    return _sign(int(match[0][1:], 16))


def _sign(number: int) -> bytes:
    return bytes((number,)) if 32 < number < 127 else b" "


def parted(text: bytes) -> tuple[bytes, bytes]:
    """Return what stands between the tags of a resolved text, and its different tags, a line each: what is said in
    attributes and comments is read as well, but does not stand between the words of a sentence."""
    if b"<" not in text:
        return text, b""
    parts = _TAG.split(text)
    return b" ".join(parts[::2]), b"\n".join(dict.fromkeys(parts[1::2]))


def words(text: bytes) -> list[bytes]:
    """Return the words of a text in small letters."""
    return text.translate(_LETTERS).split()
