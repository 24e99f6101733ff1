"""Pictures of records, as they are published: each is drawn anew."""

from __future__ import annotations

from pathlib import Path

from macros.content.load import pictures
from macros.content.record import ROOT, Record
from macros.diagnostics import Diagnostic, Span, clipped
from macros.diagnostics import catalogue as c
from macros.frozen import frozen


@frozen
class Picture:
    """A picture of a record: where it stands in the site, and its bytes, drawn anew."""

    address: str
    data: bytes


def read_pictures(root: Path, records: tuple[Record, ...]) -> tuple[tuple[Picture, ...], tuple[Diagnostic, ...]]:
    """Return the pictures that the records show, and what is wrong with them (B322)."""
    shown = [(record, link, path) for record in records for link, path in pictures(record)]
    if not shown:
        return (), ()
    from macros.publish.redrawn import MOST_BYTES, NotAPicture, redraw  # noqa: PLC0415 - what draws pictures takes long to load

    made: dict[str, Picture] = {}
    found: list[Diagnostic] = []
    for record, link, path in shown:
        file = root / path
        if path in made or not path.startswith(f"{ROOT}/{record.id}/") or not file.is_file() or file.is_symlink():
            continue
        try:
            with file.open("rb") as opened:
                made[path] = Picture(path.removeprefix(f"{ROOT}/"), redraw(opened.read(MOST_BYTES + 1)))
        except NotAPicture as error:
            span = Span(link.line, link.column, link.length)
            found.append(record.source.problem(c.NOT_A_PICTURE, span, f"“{clipped(link.target)}” cannot be shown: {error}"))
    return tuple(made.values()), tuple(found)
