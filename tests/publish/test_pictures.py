"""Pictures are drawn anew: nothing hidden in them is published."""

from __future__ import annotations

import io
import struct
import time
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from macros.publish.redrawn import MOST_BYTES, TALLEST, WIDEST, NotAPicture, redraw

SECRET = b"taken-by-jane-doe"


def photo(kind: str, *, size: tuple[int, int] = (40, 20), turned: int | None = None) -> bytes:
    image = Image.new("RGB", size, (200, 30, 30))
    held = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = SECRET.decode()
    if turned:
        exif[0x0112] = turned
    image.save(held, kind, exif=exif)
    return held.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_a_camera_wrote_into_a_picture_is_gone(kind: str) -> None:
    before = photo(kind)
    assert SECRET in before
    after = redraw(before)
    assert SECRET not in after
    assert Image.open(io.BytesIO(after)).format == kind


def test_a_picture_taken_sideways_stands_upright() -> None:
    after = Image.open(io.BytesIO(redraw(photo("JPEG", turned=6))))
    assert after.size == (20, 40)


def test_a_picture_is_no_wider_than_a_screen_needs() -> None:
    after = Image.open(io.BytesIO(redraw(photo("PNG", size=(3200, 100)))))
    assert after.size == (WIDEST, 50)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"PK\x03\x04 word"])
def test_what_is_no_picture_is_refused_whatever_its_name(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        redraw(data)


def test_a_kind_that_we_do_not_show_is_refused_with_its_kind() -> None:
    held = io.BytesIO()
    Image.new("RGB", (2, 2)).save(held, "PCX")
    with pytest.raises(NotAPicture, match="PCX"):
        redraw(held.getvalue())


def png_with(kind: bytes, data: bytes) -> bytes:
    """A PNG with one more chunk, right behind its head."""
    plain = photo("PNG")
    at = 8 + 25
    return plain[:at] + struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) + plain[at:]


def saved(kind: str, **more: Any) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (40, 20), (200, 30, 30)).save(held, kind, **more)
    return held.getvalue()


def jpeg_with(marker: int, data: bytes) -> bytes:
    plain = saved("JPEG")
    return plain[:2] + struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data + plain[2:]


def moving() -> bytes:
    """A GIF of two frames; the second is another picture, with a comment of its own."""
    held = io.BytesIO()
    first, second = (Image.new("P", (4, 4), n) for n in (0, 1))
    first.save(held, "GIF", save_all=True, append_images=[second], comment=SECRET)
    return held.getvalue()


HIDDEN: dict[str, Callable[[], bytes]] = {
    "a profile of colours": lambda: png_with(b"iCCP", SECRET + b"\0\0" + zlib.compress(SECRET)),
    "a JPEG's profile of colours": lambda: saved("JPEG", icc_profile=SECRET * 20),
    "a WebP's profile and XMP": lambda: saved("WEBP", icc_profile=SECRET * 20, xmp=SECRET),
    "XMP": lambda: jpeg_with(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
    "IPTC": lambda: jpeg_with(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x18\x1c\x02\x50\0\x11" + SECRET),
    "a comment": lambda: jpeg_with(0xFE, SECRET),
    "a maker's notes": lambda: jpeg_with(0xE5, SECRET),
    "text": lambda: png_with(b"tEXt", b"Author\0" + SECRET),
    "packed text, its key": lambda: png_with(b"zTXt", SECRET + b"\0\0" + zlib.compress(SECRET)),
    "text in any language": lambda: png_with(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET),
    "a place": lambda: png_with(b"eXIf", b"MM\0*" + SECRET),
    "a private part": lambda: png_with(b"prVt", SECRET),
    "a GIF's comment": lambda: saved("GIF", comment=SECRET),
    "a moving picture": moving,
    "what stands behind the end": lambda: saved("JPEG") + SECRET,
    "an archive behind a PNG": lambda: saved("PNG") + b"PK\x03\x04word/document.xml" + SECRET,
    "a page behind a GIF": lambda: saved("GIF") + b"<script>" + SECRET,
    "a script within a GIF": lambda: saved("GIF", comment=b"*/=1;alert('" + SECRET + b"');/*"),
}


@pytest.mark.parametrize("what", HIDDEN)
def test_whatever_stands_beside_the_pixels_is_gone(what: str) -> None:
    before = HIDDEN[what]()
    assert SECRET in before
    after = redraw(before)
    assert SECRET not in after
    opened = Image.open(io.BytesIO(after))
    opened.load()
    assert {*opened.info} <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "version", "background", "loop", "duration",
                              "transparency", "extension", "timestamp"}
    assert not opened.getexif()
    assert getattr(opened, "n_frames", 1) == 1


def huge_png(width: int, height: int) -> bytes:
    """The head of a PNG of that size; its pixels, all of one colour, would fill memory."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000)) + chunk(b"IEND", b"")


BOMBS = {
    "a PNG of 2,500 megapixels": huge_png(50_000, 50_000),
    "a PNG as wide as can be": huge_png(2**31 - 1, 2**31 - 1),
    "a GIF of 4,000 megapixels": b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + b"," + b"\0" * 20,
    "text that unpacks to 200 MB": png_with(b"zTXt", b"x\0\0" + zlib.compress(b"x" * 200_000_000)),
    "more bytes than fit": saved("JPEG") + b"\0" * MOST_BYTES,
    "nothing": b"",
    "half a PNG": saved("PNG")[:60],
    "half a JPEG": saved("JPEG")[:200],
    "a PNG without pixels": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_and_a_broken_picture_are_refused_before_they_are_unpacked(what: str) -> None:
    began = time.process_time()
    with pytest.raises(NotAPicture):
        redraw(BOMBS[what])
    assert time.process_time() - began < 0.2


@pytest.mark.parametrize(("data", "reason"), [
    (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
    (b"<svg:svg xmlns:svg='http://www.w3.org/2000/svg'><svg:script href='//x'/></svg:svg>", "SVG"),
    ("<svg xmlns='http://www.w3.org/2000/svg'/>".encode("utf-16"), "SVG"),
    (b"PK\x03\x04 word/document.xml", "Word"),
    (b"\0\0\0\x18ftypheic", "another kind"),
    (b"%PDF-1.7", "no picture"),
])  # fmt: skip
def test_the_reason_says_what_it_is(data: bytes, reason: str) -> None:
    with pytest.raises(NotAPicture, match=reason):
        redraw(data)


def test_a_picture_is_no_taller_than_anybody_scrolls() -> None:
    assert Image.open(io.BytesIO(redraw(photo("PNG", size=(10, 8000))))).size == (5, TALLEST)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_what_was_rubbed_out_of_a_picture_is_gone_and_not_only_unseen(kind: str) -> None:
    """An eraser makes a place clear and leaves its colours there, for whoever makes it opaque again."""
    image = Image.new("RGBA", (40, 20), (200, 30, 30, 0))
    image.paste((30, 200, 30, 255), (20, 0, 40, 20))
    held = io.BytesIO()
    image.save(held, kind, **({"lossless": True, "exact": True} if kind == "WEBP" else {}))
    after = Image.open(io.BytesIO(redraw(held.getvalue()))).convert("RGBA")
    assert after.getpixel((5, 5)) == (0, 0, 0, 0)
    assert min(after.crop((25, 0, 40, 20)).getchannel("G").tobytes()) > 190


def test_drawing_twice_gives_the_same_bytes() -> None:
    data = photo("PNG")
    assert redraw(data) == redraw(data)
