"""A picture drawn anew: what a camera or an editor wrote beside it stays behind."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from macros.content.file_kinds import refused_kind

WIDEST = 1600
"""Pixels; no screen that we serve shows more of a picture."""
MOST_PIXELS = 40_000_000
MOST_BYTES = 20_000_000
TALLEST = 4_000
KINDS = {"PNG", "JPEG", "MPO", "WEBP", "GIF"}
"""As Pillow calls them; MPO is what some cameras make of a JPEG, with more pictures behind the first."""


class NotAPicture(Exception):
    """The bytes are no picture that we show; the text says why."""


def redraw(data: bytes) -> bytes:
    """Return the picture with its orientation kept, at most 1,600 pixels wide and 4,000 tall, and nothing else in it:
    no place, no camera, no name, no earlier version. Raises `NotAPicture`.

    The kind is told by content, never by the file's name; of a moving picture the first frame is kept.
    """
    if len(data) > MOST_BYTES:
        raise NotAPicture(f"it has more than {MOST_BYTES / 1e6:.0f} MB.")
    if refused := refused_kind(data):
        raise NotAPicture(f"its content is {refused.name}: {refused.why}.")
    try:
        with Image.open(io.BytesIO(data)) as opened:
            _refuse_unshown(opened)
            kind = "JPEG" if opened.format == "MPO" else opened.format
            turned = ImageOps.exif_transpose(opened)
            bare = turned.convert("RGB" if kind == "JPEG" else "RGBA")
    except NotAPicture:
        raise
    except Exception:  # noqa: BLE001 - a broken file can stumble anywhere, and is refused wherever it does
        raise NotAPicture("its content is no picture that can be read.") from None
    bare.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
    if bare.mode == "RGBA":
        bare = _seen(bare)
    drawn = Image.frombytes(bare.mode, bare.size, bare.tobytes())
    held = io.BytesIO()
    if kind == "JPEG":
        drawn.save(held, "JPEG", quality=85, optimize=True)
    elif kind == "WEBP":
        drawn.save(held, "WEBP", quality=85)
    else:
        drawn.save(held, kind, optimize=True)
    return held.getvalue()


def _seen(image: Image.Image) -> Image.Image:
    """Return the picture without the colours of what is fully clear: what was rubbed out is still there under it."""
    nothing = Image.new("RGBA", image.size, (0, 0, 0, 0))
    return Image.composite(image, nothing, image.getchannel("A").point(lambda depth: 255 if depth else 0))


def _refuse_unshown(opened: Image.Image) -> None:
    """Refuse a picture by its first bytes alone, before a pixel of it is unpacked."""
    if opened.format not in KINDS:
        raise NotAPicture(f"its content is {opened.format}, not PNG, JPEG, WebP or GIF.")
    if opened.width * opened.height > MOST_PIXELS:
        raise NotAPicture(f"it has {opened.width} × {opened.height} pixels; at most {MOST_PIXELS:,} fit.")
