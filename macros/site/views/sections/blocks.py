"""What a section of a record's page is made of: a few kinds of block, each a plain value."""

from __future__ import annotations

from dataclasses import dataclass

from macros.site.views.parts import LinkTo
from macros.site.words import State


@dataclass(frozen=True, slots=True)
class Said:
    """One value as it is read: words that may be links, or a state, and quiet notes below it."""

    links: tuple[LinkTo, ...] = ()
    notes: tuple[str, ...] = ()
    state: State | None = None
    unsaid: bool = False
    """Whether the words say that nothing is said."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels, each with a value or with several in a list."""

    rows: tuple[tuple[str, tuple[Said, ...]], ...]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs."""

    paragraphs: tuple[str, ...]
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows whose first cell is their head. The columns in `numbers`, from 0, hold figures."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]
    numbers: frozenset[int] = frozenset()
    wide: bool = False
    """Whether it has a column a period, so that a narrow page scrolls it; others become blocks there."""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Listing:
    """Values one below the other, after a line that leads to them."""

    items: tuple[Said, ...]
    lead: str = ""
    kind: str = "list"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that answer each other, with what else is known."""

    left: str
    right: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairs:
    """Texts that answer each other, under the words for their two sides."""

    sides: tuple[str, str]
    pairs: tuple[Pair, ...]
    kind: str = "pairs"


@dataclass(frozen=True, slots=True)
class Step:
    """One of several that follow one another."""

    title: str
    text: str
    meta: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """What follows one another, numbered."""

    steps: tuple[Step, ...]
    kind: str = "steps"


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words."""

    text: str
    kind: str = "quote"


@dataclass(frozen=True, slots=True)
class BigFigure:
    """A figure with what it counts and what weakens it."""

    number: str
    label: str
    notes: tuple[str, ...]
    caveat: str


@dataclass(frozen=True, slots=True)
class BigFigures:
    """Figures, none of them alone."""

    figures: tuple[BigFigure, ...]
    kind: str = "figures"


@dataclass(frozen=True, slots=True)
class Warned:
    """What a fair reader must know before the values."""

    strong: str
    text: str
    kind: str = "warning"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, and the same figures as a table beside it."""

    plot: str
    """HTML of `macros.site.charts`."""
    caption: str
    example: bool
    table: Table
    kind: str = "chart"


Block = Facts | Words | Table | Listing | Pairs | Steps | Quote | BigFigures | Warned | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with blocks, and perhaps a quiet sentence beside it."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    side: str = ""
    first: bool = False
    """Whether it stands before the record's text."""


def plain(words: str, *notes: str) -> Said:
    """Return words as a value; notes that are empty are left out."""
    return Said((LinkTo(words),), tuple([n for n in notes if n]) if notes else ())
