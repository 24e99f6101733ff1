"""A record's page as plain text: the words of its author, in the order in which a reader meets them.

It is made from the view, so it holds what the page of this edition shows and nothing that the edition hides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from html.parser import HTMLParser

from macros.site.texts import HEAD, TEXT, Block, RecordText
from macros.site.views.quality import QualityView
from macros.site.views.record import RecordView
from macros.site.views.sections import blocks as b

_BREAKS = frozenset({
    "p", "li", "ul", "ol", "tr", "table", "blockquote", "pre", "figure", "figcaption", "dt", "dd", "div",
    "h2", "h3", "h4", "h5", "h6",
})
_CELLS = frozenset({"td", "th"})
_BETWEEN = " · "
"""What stands between the cells of a row."""


def text_of(view: RecordView) -> RecordText:
    """Return what a record's page says in its author's words. States and days that the site works out are left out."""
    newest = max((version.number for version in view.versions), default=0)
    return RecordText(view.title, tuple(_tidy(_blocks(view))), newest)


def _blocks(view: RecordView) -> Iterator[Block]:
    yield from (Block(TEXT, said) for said in (view.point, view.content_note, view.intro))
    yield from _sections(section for section in view.sections if section.first)
    for part in view.parts:
        yield Block(HEAD, part.title)
        yield from html_blocks(part.html)
    yield from _headed("Questions", view.questions)
    if view.quality:
        yield from _quality(view.quality)
    yield from _sections(section for section in view.sections if not section.first)
    yield from _recommendations(view)
    yield from _headed("Sources", (f"{source.title}. {source.publisher}" for source in view.sources))


def _headed(heading: str, texts: Iterable[str]) -> Iterator[Block]:
    """Yield texts under a heading, or nothing where there are none."""
    if blocks := [Block(TEXT, text) for text in texts]:
        yield from (Block(HEAD, heading), *blocks)


def _recommendations(view: RecordView) -> Iterator[Block]:
    if view.recommendations:
        yield Block(HEAD, "Recommendations")
    for one in view.recommendations:
        yield Block(TEXT, f"{one.number}. {one.text}")
        stands = (f"Owner: {one.owner.words}", f"Due: {one.due}", f"Answer: {one.accepted}", f"Done? {one.done.words}")
        yield Block(TEXT, _row(stands))
        yield Block(TEXT, one.reason)
        yield from (Block(TEXT, _row((f"{u.on}: {u.words}. {u.note}", *u.evidence))) for u in one.updates)


def _tidy(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks that say something, with one space where there was any white space."""
    for block in blocks:
        if text := " ".join(block.text.split()):
            yield Block(block.kind, text)


def _quality(view: QualityView) -> Iterator[Block]:
    yield Block(TEXT, f"Score: {view.score_label}")
    yield Block(TEXT, view.commitment)
    for category in view.categories:
        yield Block(HEAD, category.title)
        rows = ((item.text, item.strength, item.on, item.caveat, item.would_close) for item in category.items)
        yield from (Block(TEXT, _row(row)) for row in rows)
    yield from (Block(TEXT, _row(counter)) for counter in view.counter)


def _sections(sections: Iterable[b.Section]) -> Iterator[Block]:
    for section in sections:
        yield from _headed(section.title, (text for block in section.blocks for text in _texts(block)))


@singledispatch
def _texts(block: b.Block) -> Iterable[str]:
    """Return what a block of a section says, a text for each of its rows."""
    raise TypeError(block)


@_texts.register
def _facts(block: b.Facts) -> Iterable[str]:
    return (f"{label}: {'; '.join(map(_said, values))}" for label, values in block.rows)


@_texts.register
def _words(block: b.Words) -> Iterable[str]:
    return block.paragraphs


@_texts.register
def _table(block: b.Table) -> Iterable[str]:
    return (_row(f"{column}: {_said(cell)}" for column, cell in zip(block.columns, row, strict=True)) for row in block.rows)


@_texts.register
def _chart(block: b.Chart) -> Iterable[str]:
    return _table(block.table)


@_texts.register
def _listing(block: b.Listing) -> Iterable[str]:
    return (block.lead, *map(_said, block.items))


@_texts.register
def _pairs(block: b.Pairs) -> Iterable[str]:
    left, right = block.sides
    return (_row((f"{left}: {pair.left}", f"{right}: {pair.right}", *pair.notes)) for pair in block.pairs)


@_texts.register
def _steps(block: b.Steps) -> Iterable[str]:
    return (_row((step.title, step.text, step.meta)) for step in block.steps)


@_texts.register
def _quote(block: b.Quote) -> Iterable[str]:
    return (block.text,)


@_texts.register
def _figures(block: b.BigFigures) -> Iterable[str]:
    return (_row((f"{figure.number} {figure.label}", *figure.notes, figure.caveat)) for figure in block.figures)


@_texts.register
def _warned(block: b.Warned) -> Iterable[str]:
    return (f"{block.strong} {block.text}",)


def _said(value: b.Said) -> str:
    """Return a value with its notes. What is open or calls for attention is worked out for a day, so it is left out."""
    state = value.state.words if value.state and value.state.mark != "open" and value.state.tone != "attend" else ""
    return _row((", ".join(link.words for link in value.links), state, *value.notes))


def _row(cells: Iterable[str]) -> str:
    return _BETWEEN.join(cell for cell in cells if cell)


def html_blocks(html: str) -> tuple[Block, ...]:
    """Return what a piece of cleaned HTML says, a block for each paragraph, entry, row and heading."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks()


class _Reader(HTMLParser):
    """Gathers words until the next element that begins a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._made: list[Block] = []
        self._words = ""
        self._kind = TEXT

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks that were read."""
        self._end()
        return tuple(_tidy(self._made))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or say what stands for a picture."""
        if tag in _BREAKS:
            self._end()
            self._kind = HEAD if tag[0] == "h" else TEXT
        elif tag in _CELLS and self._words.strip():
            self._words += _BETWEEN
        elif tag == "br":
            self._words += " "
        elif tag == "img" and (alternative := dict(attrs).get("alt")):
            self._words += f"Picture: {alternative} "

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if tag in _BREAKS:
            self._end()

    def handle_data(self, data: str) -> None:
        """Take words."""
        self._words += data

    def _end(self) -> None:
        self._made.append(Block(self._kind, self._words))
        self._words, self._kind = "", TEXT
