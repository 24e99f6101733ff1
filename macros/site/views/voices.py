"""What people told us, above the list of feedback: the newest figures of each kind, and you said, we did."""

from __future__ import annotations

from macros.content.record import Record
from macros.content.records.feedback import WithVoices
from macros.content.records.figures import Figure, WithFigures
from macros.content.records.record_type import RecordType
from macros.frozen import frozen
from macros.learning.numbers import HIDDEN
from macros.site import words
from macros.site.views.parts import LinkTo, Scene

MOST_PAIRS = 8


@frozen
class FigureLine:
    """A figure with what it counts, when, what weakens it, and the page that has it."""

    number: str
    label: str
    period: str
    caveat: str
    link: LinkTo
    example: bool


@frozen
class SaidDidLine:
    """Something that people said, what was done, and what shows that it worked."""

    said: str
    did: str
    on: str
    evidence: str
    link: LinkTo
    example: bool


@frozen
class Voices:
    """What stands above the list of a type that holds what people said."""

    figures: tuple[FigureLine, ...]
    pairs: tuple[SaidDidLine, ...]
    hidden: str
    """What a `*` means, where one is shown."""


def voices(scene: Scene, type_: RecordType) -> Voices | None:
    """Return the newest figure of each kind of the type's records, our own and those of each other body apart,
    and what was said and done in all records of the same place; nothing where there is neither."""
    figures = tuple(_figures(scene, [r for r in scene.listed if r.type is type_]))
    place = [r for r in scene.listed if r.type.place == type_.place and isinstance(r.fields, WithVoices)]
    pairs = tuple(_pairs(sorted(place, key=_newest))[:MOST_PAIRS])
    note = scene.small.note if any(f.number == HIDDEN for f in figures) else ""
    return Voices(figures, pairs, note) if figures or pairs else None


def _newest(record: Record) -> tuple[int, str]:
    day = record.source_day
    return (-day.toordinal() if day else 0, record.id)


def _figures(scene: Scene, records: list[Record]) -> list[FigureLine]:
    shown: dict[tuple[object, str], FigureLine] = {}
    for record in sorted(records, key=_newest):
        fields = record.fields
        key = (fields.value_of("kind"), fields.about_body or "")
        if isinstance(fields, WithFigures) and fields.figures and key not in shown:
            hidden = ("figures", 0, "number") in scene.hidden(record)
            shown[key] = figure_line(record, fields.figures[0], hidden=hidden)
    return list(shown.values())


def figure_line(record: Record, figure: Figure, *, hidden: bool) -> FigureLine:
    """Return a figure of a record: as its source says it, else the number; `*` where the edition hides it."""
    number = f"{figure.number:,}" if figure.number is not None else ""
    when = figure.period or (words.when(figure.on) if figure.on else "")
    return FigureLine(
        HIDDEN if hidden else figure.said or number or "Not published", figure.label, when, figure.caveat or "",
        LinkTo(record.title, record.address), record.fields.example,
    )


def _pairs(records: list[Record]) -> list[SaidDidLine]:
    return [
        SaidDidLine(
            pair.said, pair.did, words.when(pair.on) if pair.on else "", pair.evidence or "",
            LinkTo(record.title, record.address), record.fields.example,
        )
        for record in records for pair in record.fields.value_of("said_did", ())
    ]
