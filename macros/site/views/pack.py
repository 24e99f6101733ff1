"""The evidence pack of a quality statement: what the records that name it show, for and against, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from macros.content.record import Record
from macros.content.records.quality import Strength
from macros.frozen import frozen
from macros.learning.evidence import Piece
from macros.learning.gaps import Gap
from macros.site import words
from macros.site.views.parts import LinkTo, Scene

MARKS = {Strength.STRONG: "strong", Strength.PARTIAL: "partial", Strength.ASSERTION: "said", Strength.GAP: "gap"}
MOST_OF_A_KIND = 8
"""So many pieces of one kind are shown whole, the strongest first; of the others the records' titles."""
MOST_TITLES, MOST_AGAINST, MOST_GAPS = 40, 20, 12


@frozen
class PieceView:
    """One piece of evidence from a record."""

    link: LinkTo
    says: str
    kind: str
    on: str
    mark: str
    strength: str
    example: bool


@frozen
class KindView:
    """Evidence from one type of record, the strongest first."""

    title: str
    items: tuple[PieceView, ...]
    more: tuple[LinkTo, ...]
    said: str


@frozen
class BodyView:
    """Evidence about one body."""

    title: str
    example: bool
    kinds: tuple[KindView, ...]


@frozen
class GapView:
    """Something that is missing from what the records show."""

    text: str
    where: LinkTo
    owner: str
    would_close: str
    example: bool


@frozen
class PackView:
    """What the records that name a statement add to what it says itself."""

    bodies: tuple[BodyView, ...]
    against: tuple[PieceView, ...]
    more_against: str
    gaps: tuple[GapView, ...]
    more_gaps: str
    gaps_in_all: int


def pack_view(scene: Scene, statement: Record) -> PackView:
    """Return what the records that name a statement show, as its pack prints it. How much a record carries, and
    what is missing, is worked out: editions that show nothing of that kind have an empty pack."""
    found = scene.evidence(statement)
    holding, speaking = [p for p in found if not p.against], [p for p in found if p.against]
    missing = [gap for record in (statement, *scene.naming(statement)) for gap in scene.gaps_of.get(record.id, ())]
    return PackView(
        bodies=tuple(_bodies(scene, holding)),
        against=tuple(_piece(p) for p in speaking[:MOST_AGAINST]),
        more_against=_more(len(speaking) - MOST_AGAINST, "piece"),
        gaps=tuple(_gap(scene, gap) for gap in missing[:MOST_GAPS]),
        more_gaps=_more(len(missing) - MOST_GAPS, "gap"),
        gaps_in_all=len(missing),
    )


def _more(number: int, what: str) -> str:
    return words.count(number, f"more {what}", f"more {what}s") if number > 0 else ""


def _bodies(scene: Scene, found: list[Piece]) -> Iterator[BodyView]:
    """Other bodies apart from our own: what we know of them says nothing about us, nor the other way round."""
    own = scene.settings.organisation.name
    ordered = sorted(found, key=lambda p: (p.record.fields.about_body is None, p.record.fields.about_body or ""))
    for body, pieces in groupby(ordered, key=lambda p: p.record.fields.about_body):
        held = list(pieces)
        yield BodyView(body or own, all(is_example(p) for p in held), tuple(_kinds(held)))


def _kinds(found: list[Piece]) -> Iterator[KindView]:
    ordered = sorted(found, key=lambda p: p.record.type.plural)
    for plural, pieces in groupby(ordered, key=lambda p: p.record.type.plural):
        held = list(pieces)
        first, rest = held[:MOST_OF_A_KIND], held[MOST_OF_A_KIND:]
        titles = list(dict.fromkeys(LinkTo(p.record.title, p.record.address) for p in rest))[:MOST_TITLES]
        said = f"{len(first)} of {len(held)} shown, the strongest first" if rest else ""
        yield KindView(plural, tuple(_piece(p) for p in first), tuple(titles), said)


def _piece(piece: Piece) -> PieceView:
    record = piece.record
    address = f"{record.address}#{piece.fragment}" if piece.fragment else record.address
    on = words.day(piece.on) if piece.on else "No date"
    if piece.on and piece.on == record.fields.published and record.type.found_on == ("published",):
        on = f"published {on}"  # of what it tells of the day is not known
    return PieceView(
        LinkTo(record.title, address), f"{piece.says[:1].upper()}{piece.says[1:]}", record.type.name, on,
        MARKS[piece.strength], piece.strength.label, is_example(piece),
    )


def is_example(piece: Piece) -> bool:
    """Return whether a piece rests on made-up records."""
    return piece.example or piece.record.fields.example


def _gap(scene: Scene, gap: Gap) -> GapView:
    owner = scene.library.records.get(f"contacts/{gap.owner}") if gap.owner else None
    return GapView(
        gap.message, LinkTo(gap.record.title, gap.record.address), owner.title if owner else "No owner named", gap.remedy,
        gap.record.fields.example,
    )


def strengths(pieces: tuple[Piece, ...]) -> Counter[Strength]:
    """Return how many pieces carry how much; what speaks against is not counted."""
    return Counter(p.strength for p in pieces if not p.against)


def strengths_said(counts: Counter[Strength]) -> str:
    """Return `2 strong, 5 partial`, or that there is none."""
    return ", ".join(counted(counts[s], s) for s in Strength if counts[s]) or "No evidence yet"


def counted(number: int, strength: Strength) -> str:
    """Return `5 strong` or `2 gaps`: of these words only the last is one that is counted."""
    return f"{number} {strength.label.lower()}{'s' if strength is Strength.GAP and number != 1 else ''}"
