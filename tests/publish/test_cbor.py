"""The texts of the search index are told from the lengths that stand between them."""

from __future__ import annotations

import pytest

from macros.publish.cbor import BadCbor, texts_of

LONG = b"a" * 300


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"\x64word", [b"word"]),
        (b"\x83\x01\x62ab\x81\x63cde", [b"ab", b"cde"]),
        (b"\xa1\x61k\x42\x00\x01", [b"k", b"\x00\x01"]),
        (b"\x9f\x61a\x61b\xff", [b"a", b"b"]),
        (b"\x7f\x61a\x61b\xff\x61c", [b"", b"a", b"b", b"c"]),
        (b"\x78\x19" + LONG[:25], [LONG[:25]]),
        (b"\x79\x01\x2c" + LONG, [LONG]),
        (b"\x7a\x00\x00\x01\x2c" + LONG, [LONG]),
        (b"\x83\x18\x61\x19\x62\x63\x1a\x64\x65\x66\x67\x61z", [b"z"]),
        (b"\x84\xf5\xf6\xfa\x61\x62\x63\x64\xf8\xff\x61z", [b"z"]),
        (b"\xc1\x20\x38\x61\x61z", [b"z"]),
    ],
)
def test_every_text_is_found_and_nothing_else(data: bytes, texts: list[bytes]) -> None:
    assert list(texts_of(data)) == texts


@pytest.mark.parametrize("data", [b"\x64wor", b"\x78", b"\x79\x01", b"\x1c", b"\x1f", b'{"content": "a fragment"}', b"\xf8\x01"])
def test_what_is_no_cbor_or_ends_too_early_is_refused(data: bytes) -> None:
    with pytest.raises(BadCbor):
        list(texts_of(data))
