"""Pictures are drawn anew: nothing hidden in them is published."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from macros.publish.pictures import WIDEST, NotAPicture, redraw

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
    Image.new("RGB", (2, 2)).save(held, "TIFF")
    with pytest.raises(NotAPicture, match="TIFF"):
        redraw(held.getvalue())


def test_drawing_twice_gives_the_same_bytes() -> None:
    data = photo("PNG")
    assert redraw(data) == redraw(data)
