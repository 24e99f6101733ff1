"""The hostile corpus: inputs made from the written seeds in `seeds/`, always the same ones in the same order.

A seed is a line; what text cannot show stands between ⟦ and ⟧, as in the goldens. Each family puts its seeds
into every place that an author can put them. `python -m tests.hostile.count` prints how many there are.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from macros.content.records.base import Row
from macros.content.records.feedback import AnswerRow, ThemeCountRow
from macros.content.records.figures import PointRow
from macros.content.records.use import Use
from tests.goldens.golden import as_bytes

HERE = Path(__file__).parent / "seeds"
PLACES_IN_A_TEXT = {
    "words": "{x}",
    "words around": "Words {x} words",
    "a list": "- {x}",
    "a numbered list": "1. {x}",
    "a quotation": "> {x}",
    "a cell": "| a | b |\n| --- | --- |\n| {x} | c |",
    "a heading": "### {x}",
    "a call-out": "!!! note\n    {x}",
    "a call-out's title": '!!! note "{x}"\n    Words.',
    "bold": "**{x}**",
    "the words of a link": "[{x}](https://example.org)",
    "the title of a link": '[words](https://example.org "{x}")',
    "alternative text": "![{x}](recording/photo.png)",
    "a footnote": "Words[^1].\n\n[^1]: {x}",
    "behind code": "`code` {x}",
    "half a code": "`{x}",
    "indented": "    {x}",
    "code": "```\n{x}\n```",
}
PLACES_ON_A_PAGE = ("words", "a list", "a cell", "a heading", "alternative text", "a footnote")
FORMS_OF_A_LINK = {
    "a link": "[words]({x})",
    "a picture": "![alternative]({x})",
    "a link with a title": '[words]({x} "title")',
    "a link in angles": "[words](<{x}>)",
    "an address alone": "<{x}>",
    "no link": "{x}",
    "a reference": "[words][1]\n\n[1]: {x}",
    "a link in a cell": "| a | b |\n| --- | --- |\n| [words]({x}) | c |",
    "a picture in a link": "[![alternative](recording/photo.png)]({x})",
    "a link in a footnote": "Words[^1].\n\n[^1]: [words]({x})",
}
TABLES: dict[type[Row], tuple[str, ...]] = {
    PointRow: ("2026-01-01", "2026-03-31", "North", "7", "9"),
    AnswerRow: ("We are heard", "8", "9", "x"),
    ThemeCountRow: ("2026-01-01", "2026-03-31", "recording", "7", "9"),
    Use: ("team", "first", "1", "2026-03-02", "Lead", "7", "We changed the form"),
}
ENDINGS = ("png", "jpg", "webp", "gif", "pdf", "csv", "docx", "svg")
CONTENTS = (
    b"PK\x03\x04 word/document.xml", b"PK\x03\x04 xl/workbook.xml", b"PK\x03\x04 ppt/slides/slide1.xml", b"PK\x05\x06",
    b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1 x}",
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"<?xml version='1.0'?><!-- x --><svg:svg/>",
    b"<!DOCTYPE html><script>alert(1)</script>", b"\xef\xbb\xbf<html>", b"\xff\xfe<\0s\0v\0g\0>\0", b"\x1f\x8b\x08",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07", b"MZ\x90\0", b"\x7fELF\x02", b"#!/bin/sh\nid\n", b"\0asm\x01", b"\0\0\0\x18ftypmp42", b"\0\0\0\x18ftypheic",
    b"ID3\x04", b"II*\0", b"8BPS", b"<!ENTITY x SYSTEM 'file:///etc/passwd'>",
)


@dataclass(frozen=True, slots=True)
class Input:
    """One hostile input: what it is called, the files that hold it, and for some families a row or nothing."""

    name: str
    data: bytes
    place: str = ""


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """Return the seeds of a file, each as the bytes that it stands for."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    return tuple(as_bytes(line) for line in lines if line)


def _placed(names: tuple[str, ...], places: dict[str, str]) -> Iterator[Input]:
    for name in names:
        for number, seed in enumerate(seeds(name), 1):
            for place, text in places.items():
                before, _, after = text.partition("{x}")
                yield Input(f"{name} {number} as {place}", before.encode() + seed + after.encode(), place)


def _bodies() -> Iterator[Input]:
    return _placed(("markup",), PLACES_IN_A_TEXT)


def _links() -> Iterator[Input]:
    return _placed(("addresses",), FORMS_OF_A_LINK)


def _templates() -> Iterator[Input]:
    return _placed(("jinja",), {place: PLACES_IN_A_TEXT[place] for place in ("words", "a cell", "the words of a link", "code")})


def _pages() -> Iterator[Input]:
    yield from _placed(("markup", "jinja"), {place: PLACES_IN_A_TEXT[place] for place in PLACES_ON_A_PAGE})
    yield from _placed(("addresses",), {place: FORMS_OF_A_LINK[place] for place in ("a link", "a picture", "an address alone")})


def _html() -> Iterator[Input]:
    yield from _placed(("markup", "jinja"), {"HTML": "{x}"})
    forms = {
        "href": '<a href="{x}">words</a>', "src": '<img src="{x}" alt="a">', "an id": '<li id="{x}">words</li>',
        "bare": "<a href={x}>words</a>", "an h2's id": '<h2 id="{x}">words</h2>',
    }
    yield from _placed(("addresses",), forms)


def _macros() -> Iterator[Input]:
    return _placed(("jinja",), {"a macro page": "{x}"})


def _fields() -> Iterator[Input]:
    for name in ("markup", "jinja", "addresses"):
        for number, seed in enumerate(seeds(name), 1):
            yield Input(f"{name} {number} as a field", seed)


def _front_matter() -> Iterator[Input]:
    """Lines of front matter: behind what a record says of its audience, before it, and on a page."""
    for number, seed in enumerate(seeds("yaml"), 1):
        for place in ("behind", "before", "page"):
            yield Input(f"yaml {number} {place}", seed, place)


def _cells() -> Iterator[Input]:
    for number, seed in enumerate(seeds("cells"), 1):
        for row, usual in TABLES.items():
            for at, column in enumerate(row.model_fields):
                cells = [cell.encode() for cell in usual]
                cells[at] = seed
                head = ",".join(row.model_fields).encode()
                yield Input(f"cell {number} as {row.__name__}.{column}", head + b"\n" + b",".join(cells) + b"\n", row.__name__)


def _names() -> Iterator[Input]:
    for number, seed in enumerate(seeds("names"), 1):
        for place in (
            "briefings/themes/{x}.md", "briefings/themes/recording/{x}.png", "briefings/themes/recording/{x}.csv",
            "briefings/themes/recording/{x}/photo.png", "docs/about/{x}.md", "docs/{x}/index.md",
        ):
            yield Input(f"name {number} as {place}", place.encode().replace(b"{x}", seed), place)


def _kinds() -> Iterator[Input]:
    for number, data in enumerate(CONTENTS, 1):
        for ending in ENDINGS:
            yield Input(f"content {number} as .{ending}", data, ending)


def broken(data: bytes, seed: int, times: int) -> Iterator[bytes]:
    """Yield a file cut short, with bytes changed, and with bytes added, `times` times each."""
    chance = random.Random(seed)  # noqa: S311 - the same every time, which is what is wanted
    for _ in range(times):
        yield data[: chance.randrange(len(data))]
        changed = bytearray(data)
        for _ in range(1 + chance.randrange(8)):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        yield bytes(changed)
        at = chance.randrange(len(data))
        yield data[:at] + chance.randbytes(chance.randrange(1, 64)) + data[at:]


FAMILIES: dict[str, Callable[[], Iterator[Input]]] = {
    "markup in records": _bodies,
    "links in records": _links,
    "templates in records": _templates,
    "pages under docs": _pages,
    "HTML past Markdown": _html,
    "templates on macro pages": _macros,
    "fields of records": _fields,
    "front matter": _front_matter,
    "cells of tables": _cells,
    "file names": _names,
    "kinds of file": _kinds,
}


@cache
def inputs(family: str) -> tuple[Input, ...]:
    """Return the inputs of a family that is made from text; pictures and documents are made in `files.py`."""
    return tuple(FAMILIES[family]())
