"""PDFs are written anew: what readers see stays, everything else is gone, and what cannot be made safe is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link, Text
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NumberObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)

from macros.publish.pdf import MOST_BYTES, NotSafe, bare_jpeg, rewrite
from tests.support.printed import SEEN, Name, document, named, stream

HIDDEN = "qxhiddenqx"
Text_ = TextStringObject


def script() -> DictionaryObject:
    return named(S=Name("/JavaScript"), JS=Text_(f"app.alert('{HIDDEN}')"))


def unpacked(data: bytes) -> bytes:
    """Every byte of a document, each stream unpacked."""
    found = [data]
    reader: Any = PdfReader(io.BytesIO(data))
    for number in range(1, int(reader.trailer["/Size"])):
        held = reader.get_object(number)
        found.append(repr(held).encode())
        if isinstance(held, StreamObject):
            found.append(held.get_data() if held.get("/Filter") == "/FlateDecode" else held._data)
    return b"\n".join(found)


def photo() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = HIDDEN
    held = io.BytesIO()
    Image.new("RGB", (16, 16), (9, 99, 199)).save(held, "JPEG", exif=exif, comment=HIDDEN.encode())
    return held.getvalue() + HIDDEN.encode()


def _page_script(writer: Any) -> None:
    writer.pages[0][Name("/AA")] = named(O=script())


def _xmp(writer: Any) -> None:
    writer.root_object[Name("/Metadata")] = writer._add_object(stream(f"<x>{HIDDEN}</x>".encode(), Subtype=Name("/XML")))


def _noted(writer: Any) -> None:
    writer.pages[0][Name("/PieceInfo")] = named(App=named(Private=Text_(HIDDEN)))
    writer.pages[0][Name("/Thumb")] = writer._add_object(stream(HIDDEN.encode()))


def _link(address: str) -> Callable[[Any], object]:
    return lambda writer: _annotate(writer, Link(rect=(0, 0, 9, 9), url=address))


def _annotate(writer: PdfWriter, annotation: DictionaryObject) -> None:
    writer.add_annotation(0, annotation)


def _launch(writer: Any) -> None:
    _annotate(writer, Link(rect=(0, 0, 9, 9), url="https://example.org/"))
    note = writer.pages[0]["/Annots"][0].get_object()
    note[Name("/A")] = named(S=Name("/Launch"), F=Text_(HIDDEN))


def _chained(writer: Any) -> None:
    _annotate(writer, Link(rect=(0, 0, 9, 9), url="https://example.org/"))
    writer.pages[0]["/Annots"][0].get_object()["/A"][Name("/Next")] = script()


def _photo(writer: Any) -> None:
    picture = stream(b"", Type=Name("/XObject"), Subtype=Name("/Image"), Width=NumberObject(16), Height=NumberObject(16),
                     ColorSpace=Name("/DeviceRGB"), BitsPerComponent=NumberObject(8), Filter=Name("/DCTDecode"))
    picture._data = photo()
    writer.pages[0]["/Resources"][Name("/XObject")] = named(Im1=writer._add_object(picture))


def _script(writer: Any) -> None:
    writer.root_object[Name("/Names")] = named(JavaScript=named(Names=ArrayObject([Text_("x"), writer._add_object(script())])))


def _bookmark(writer: Any) -> None:
    item = writer.add_outline_item(title="A heading", page_number=0)
    item.get_object()[Name("/A")] = script()


REMOVED: dict[str, Callable[[Any], object]] = {
    "its properties": lambda w: w.add_metadata({"/Author": HIDDEN, "/Producer": HIDDEN, "/Creator": HIDDEN, "/Subject": HIDDEN}),
    "XMP": _xmp,
    "a script": _script,
    "what runs when it is opened": lambda w: w.root_object.update({Name("/OpenAction"): script()}),
    "what runs when a page is opened": _page_script,
    "an attachment": lambda w: w.add_attachment(f"{HIDDEN}.txt", HIDDEN.encode()),
    "a comment": lambda w: _annotate(w, Text(rect=(0, 0, 9, 9), text=HIDDEN)),
    "a link that runs a script": _link(f"javascript:{HIDDEN}"),
    "a link to a file": _link(f"file:///{HIDDEN}"),
    "a link that starts a program": _launch,
    "a script behind a link": _chained,
    "what a program noted, and a small picture of the page": _noted,
    "what a camera wrote into a picture": _photo,
    "a bookmark that runs a script": _bookmark,
    "a note among what a page is drawn with": lambda w: w.pages[0]["/Resources"].update({Name("/Owner"): Text_(HIDDEN)}),
    "a note within a note": lambda w: w.pages[0]["/Resources"].update({Name("/Owner"): named(By=Text_(HIDDEN))}),
    "a catalogue of parts we do not know": lambda w: w.root_object.update({Name("/Unknown"): Text_(HIDDEN)}),
}


@pytest.mark.parametrize("what", REMOVED)
def test_what_is_hidden_in_a_document_is_gone_and_its_page_stays(what: str) -> None:
    before = document(REMOVED[what])
    assert HIDDEN.encode() in unpacked(before)
    after, text = rewrite(before)
    assert HIDDEN.encode() not in unpacked(after)
    assert SEEN in text
    reader: Any = PdfReader(io.BytesIO(after), strict=True)
    assert SEEN in reader.pages[0].extract_text()
    assert not reader.metadata


def test_a_link_to_a_web_address_and_a_bookmark_stay() -> None:
    def change(writer: Any) -> None:
        _link("https://example.org/law")(writer)
        writer.add_outline_item(title="A heading", page_number=0)

    after, text = rewrite(document(change))
    reader: Any = PdfReader(io.BytesIO(after))
    assert reader.pages[0]["/Annots"][0].get_object()["/A"]["/URI"] == "https://example.org/law"
    assert [item["/Title"] for item in reader.outline] == ["A heading"]
    assert "A heading" in text


def test_what_a_screen_reader_says_is_among_the_words_for_the_guard() -> None:
    def change(writer: Any) -> None:
        root = named(Type=Name("/StructTreeRoot"))
        root[Name("/K")] = ArrayObject([named(Type=Name("/StructElem"), S=Name("/Figure"), Alt=Text_("A chart of visits"))])
        writer.root_object[Name("/StructTreeRoot")] = writer._add_object(root)
        writer.root_object[Name("/MarkInfo")] = named(Marked=BooleanObject(value=True))

    after, text = rewrite(document(change))
    assert "A chart of visits" in text
    assert "/StructTreeRoot" in PdfReader(io.BytesIO(after)).root_object


def _place(writer: Any) -> None:
    there = ArrayObject([writer.pages[0].indirect_reference, Name("/Fit")])
    writer.root_object[Name("/Names")] = named(Dests=named(Names=ArrayObject([Text_(HIDDEN), there])))


def _in_place_of_words(writer: Any) -> None:
    drawn = f"/Span <</ActualText ({HIDDEN})>> BDC EMC BT /F1 12 Tf 20 100 Td ({SEEN}) Tj ET"
    writer.pages[0][Name("/Contents")] = writer._add_object(stream(drawn.encode()))


SAID: dict[str, Callable[[Any], object]] = {
    "where a link leads": _link(f"mailto:{HIDDEN}@example.org"),
    "the name of a place within it": _place,
    "what is read out in place of what is drawn": _in_place_of_words,
    "its language": lambda w: w.root_object.update({Name("/Lang"): Text_(HIDDEN)}),
}


@pytest.mark.parametrize("what", SAID)
def test_every_text_that_stays_in_a_document_is_read_by_the_guard(what: str) -> None:
    after, text = rewrite(document(SAID[what]))
    assert HIDDEN.encode() in unpacked(after)
    assert HIDDEN in text


@pytest.mark.parametrize("more", [{"Subtype": Name("/Image")}, {"Subtype": Name("/Type1C")}, {"Length1": NumberObject(9)}])
def test_pixels_and_fonts_are_no_commands_whatever_their_bytes_spell(more: dict[str, Any]) -> None:
    def change(writer: Any) -> None:
        held = stream(b"\x80/Alt (\xff<<[" * 9, **more)
        writer.pages[0]["/Resources"][Name("/XObject")] = named(Im1=writer._add_object(held))

    assert SEEN in rewrite(document(change))[1]


def _form(writer: Any) -> None:
    field = writer._add_object(named(FT=Name("/Tx"), T=Text_("name"), V=Text_(HIDDEN)))
    writer.root_object[Name("/AcroForm")] = named(Fields=ArrayObject([field]))


def _layers(writer: Any) -> None:
    layer = writer._add_object(named(Type=Name("/OCG"), Name=Text_("hidden")))
    writer.root_object[Name("/OCProperties")] = named(OCGs=ArrayObject([layer]), D=named(OFF=ArrayObject([layer])))


def _black_box(writer: Any) -> None:
    _annotate(writer, named(Type=Name("/Annot"), Subtype=Name("/Square"), Rect=RectangleObject((0, 90, 200, 120))))


def _inside(writer: Any) -> None:
    carried = named(Type=Name("/Filespec"), F=Text_("x"), EF=named(F=writer._add_object(stream(HIDDEN.encode()))))
    writer.pages[0]["/Resources"][Name("/Properties")] = named(P0=writer._add_object(carried))


def _beside(writer: Any) -> None:
    writer.pages[0]["/Resources"][Name("/XObject")] = named(X=writer._add_object(stream(b"", F=Text_("/etc/passwd"))))


def _bomb(writer: Any) -> None:
    writer.pages[0][Name("/Contents")] = writer._add_object(stream(b"0 " * 15_000_000).flate_encode())


REFUSED: dict[str, tuple[bytes, str]] = {
    "a form": (document(_form), "form"),
    "layers": (document(_layers), "layers"),
    "a box drawn over a name": (document(_black_box), "still there"),
    "words typed over a page": (document(lambda w: _annotate(w, FreeText(text=HIDDEN, rect=(0, 0, 9, 9)))), "still there"),
    "a password": (document(lambda w: w.encrypt("x")), "password"),
    "a password for changes alone": (document(lambda w: w.encrypt("", "owner")), "password"),
    "a file within a page": (document(_inside), "another file"),
    "a file beside it": (document(_beside), "file beside"),
    "a page that unpacks to 30 MB": (document(_bomb), "broken|anybody"),
    "too many bytes": (b"%PDF-1.7\n" + b"0" * MOST_BYTES, "10 MB"),
    "nothing": (b"", "broken"),
    "no more than a beginning": (b"%PDF-1.7\n", "broken"),
    "half of it": (document()[:400], "broken"),
    "no pages": (b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF", "broken"),
    "brackets without end": (b"%PDF-1.7\n1 0 obj" + b"[" * 100_000 + b"\n%%EOF", "broken"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_made_safe_is_refused_with_the_reason(what: str) -> None:
    data, reason = REFUSED[what]
    with pytest.raises(NotSafe, match=reason):
        rewrite(data)


def test_writing_twice_gives_the_same_bytes() -> None:
    data = document(REMOVED["an attachment"])
    assert rewrite(data) == rewrite(data)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize(("marker", "begins"), [
    (0xE0, b"JFXX\0\x10"), (0xEE, b"Adobe\0\x64\0\0\0\0\0"), (0xE0, b"JFIF\0\1\1\0\0\1\0\1\4\4"),
])
def test_what_stands_beside_the_form_and_the_colours_of_a_picture_is_gone(marker: int, begins: bytes, progressive: bool) -> None:
    held = io.BytesIO()
    Image.effect_noise((32, 32), 60).save(held, "JPEG", progressive=progressive)
    note = begins + HIDDEN.encode() * 3
    part = bytes((0xFF, marker)) + (len(note) + 2).to_bytes(2, "big") + note
    plain = held.getvalue()
    for with_note in (plain[:2] + part + plain[2:], plain[:-2] + part + plain[-2:], plain[:-2] + b"\xff\xd9" + part):
        bare = bare_jpeg(with_note)
        assert HIDDEN.encode() not in bare
        assert Image.open(io.BytesIO(bare)).convert("L").tobytes() == Image.open(io.BytesIO(plain)).convert("L").tobytes()


def test_the_pixels_of_a_picture_without_its_notes_are_the_same() -> None:
    bare = bare_jpeg(photo())
    assert HIDDEN.encode() not in bare
    before, after = (Image.open(io.BytesIO(data)) for data in (photo(), bare))
    assert before.tobytes() == after.tobytes()
