"""Hostile pictures and documents: hidden content in every place that a format has, cut short, changed and added to."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache

from tests.hostile.corpus import Input, broken
from tests.publish.test_pdf import REFUSED, REMOVED
from tests.publish.test_pictures import BOMBS
from tests.publish.test_pictures import HIDDEN as HIDDEN_IN_PICTURES
from tests.support.printed import document

TIMES = 8


def _pictures() -> Iterator[Input]:
    for name, make in HIDDEN_IN_PICTURES.items():
        data = make()
        yield Input(name, data)
        for number, wrong in enumerate(broken(data, zlib.crc32(name.encode()), TIMES), 1):
            yield Input(f"{name}, broken {number}", wrong)
    for name, data in BOMBS.items():
        yield Input(name, data)


def _documents() -> Iterator[Input]:
    for name, change in REMOVED.items():
        data = document(change)
        yield Input(name, data)
        for number, wrong in enumerate(broken(data, zlib.crc32(name.encode()), TIMES), 1):
            yield Input(f"{name}, broken {number}", wrong)
    for name, (data, _) in REFUSED.items():
        yield Input(name, data)


@cache
def files(family: str) -> tuple[Input, ...]:
    """Return the inputs of a family that is made of files."""
    return tuple(FILES[family]())


FILES = {"pictures": _pictures, "documents": _documents}
