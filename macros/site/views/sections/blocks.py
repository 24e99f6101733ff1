"""What a section of a record's page is made of: a few kinds of block, each a plain value."""

from __future__ import annotations

from macros.frozen import frozen
from macros.site.views.parts import LinkTo
from macros.site.words import State


@frozen
class Said:
    """One value as it is read: words that may be links, or a state, and quiet notes below it."""

    links: tuple[LinkTo, ...] = ()
    notes: tuple[str, ...] = ()
    state: State | None = None
    unsaid: bool = False
    """Whether the words say that nothing is said."""


@frozen
class Facts:
    """Labels, each with a value or with several in a list."""

    rows: tuple[tuple[str, tuple[Said, ...]], ...]
    kind: str = "facts"


@frozen
class Words:
    """Paragraphs."""

    paragraphs: tuple[str, ...]
    kind: str = "text"


@frozen
class Table:
    """Rows whose first cell is their head. The columns in `numbers`, from 0, hold figures."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]
    numbers: frozenset[int] = frozenset()
    wide: bool = False
    """Whether it has a column a period, so that a narrow page scrolls it; others become blocks there."""
    kind: str = "table"


@frozen
class Listing:
    """Values one below the other, after a line that leads to them."""

    items: tuple[Said, ...]
    lead: str = ""
    kind: str = "list"


@frozen
class Pair:
    """Two texts that answer each other, with what else is known."""

    left: str
    right: str
    notes: tuple[str, ...] = ()


@frozen
class Pairs:
    """Texts that answer each other, under the words for their two sides."""

    sides: tuple[str, str]
    pairs: tuple[Pair, ...]
    kind: str = "pairs"


@frozen
class Step:
    """One of several that follow one another."""

    title: str
    text: str
    meta: str = ""


@frozen
class Steps:
    """What follows one another, numbered."""

    steps: tuple[Step, ...]
    kind: str = "steps"


@frozen
class Quote:
    """Somebody's own words."""

    text: str
    kind: str = "quote"


@frozen
class BigFigure:
    """A figure with what it counts and what weakens it."""

    number: str
    label: str
    notes: tuple[str, ...]
    caveat: str


@frozen
class BigFigures:
    """Figures, none of them alone."""

    figures: tuple[BigFigure, ...]
    kind: str = "figures"


@frozen
class Warned:
    """What a fair reader must know before the values."""

    strong: str
    text: str
    kind: str = "warning"


@frozen
class Chart:
    """A chart, and the same figures as a table beside it."""

    plot: str
    """HTML of `macros.site.charts`."""
    caption: str
    example: bool
    table: Table
    kind: str = "chart"


Block = Facts | Words | Table | Listing | Pairs | Steps | Quote | BigFigures | Warned | Chart


@frozen
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
