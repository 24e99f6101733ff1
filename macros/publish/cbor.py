"""The texts in CBOR (RFC 8949), which Pagefind writes its index in."""

from __future__ import annotations

from collections.abc import Iterator

_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
_ENDLESS, _BREAK = 31, 0xFF
_BYTES, _TEXT, _SIMPLE = 2, 3, 7


class BadCbor(Exception):
    """The bytes are no CBOR, or end too early."""


def texts_of(data: bytes) -> Iterator[bytes]:
    """Yield every text and string of bytes of one CBOR item, in order. Raises `BadCbor`.

    Groups need not be told apart to find the texts in them: an item's head says how long it is itself, and what a
    group holds follows as items of their own.
    """
    at = 0
    while at < len(data):
        if data[at] == _BREAK:
            at += 1
            continue
        kind, said = divmod(data[at], 32)
        at += 1
        if size := _SIZES.get(said):
            number = int.from_bytes(data[at : at + size])
            at += size
        elif said < 24 or (said == _ENDLESS and kind in (_BYTES, _TEXT, 4, 5)):
            number = said % _ENDLESS
        else:
            raise BadCbor
        if at > len(data) or (kind == _SIMPLE and size == 1 and number < 32):
            raise BadCbor
        if kind in (_BYTES, _TEXT):
            if at + number > len(data):
                raise BadCbor
            yield data[at : at + number]
            at += number
