"""Small PDFs for tests: one page with a line of text, and whatever a test adds."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

SEEN = "What readers see"
Name = NameObject


def stream(data: bytes, **more: object) -> StreamObject:
    made = StreamObject()
    made.set_data(data)
    made.update({Name(f"/{key}"): value for key, value in more.items()})
    return made


def named(**more: object) -> DictionaryObject:
    return DictionaryObject({Name(f"/{key}"): value for key, value in more.items()})


def document(change: Callable[[Any], object] = lambda _: None, words: str = SEEN) -> bytes:
    """One page with a line of text, changed as a test needs it."""
    writer: Any = PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = writer._add_object(named(Type=Name("/Font"), Subtype=Name("/Type1"), BaseFont=Name("/Helvetica")))
    page[Name("/Resources")] = named(Font=named(F1=font))
    page[Name("/Contents")] = writer._add_object(stream(f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode()))
    change(writer)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()
