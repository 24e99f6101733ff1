"""The text of a record as one version of the site shows it: what is kept beside its page, so that later versions can be
compared with it.

It holds what its author wrote and its reader sees. What the site works out for a day, such as a state or a number of days, is
no part of it: a text must not change because time has passed.
"""

from __future__ import annotations

import json

from macros.frozen import frozen

FOLDER = "history/"
"""Where the texts stand in a site, each by its record's id, beside the pages of histories."""
HEAD, TEXT = "h", "p"
"""The kinds of block: a heading, and anything that is read as one piece below it."""


class NoText(ValueError):
    """What was read is no kept text of a record."""


@frozen
class Block:
    """A heading, a paragraph, an entry of a list or a row of a table, as it is read."""

    kind: str
    text: str


@frozen
class RecordText:
    """A record's title and the blocks below it."""

    title: str
    blocks: tuple[Block, ...]
    entry: int = 0
    """The number of its newest entry under `changes`; 0 where it has none."""

    @property
    def whole(self) -> tuple[Block, ...]:
        """Return the blocks with the title before them."""
        return (Block(HEAD, self.title), *self.blocks)

    def says_the_same(self, other: RecordText) -> bool:
        """Return whether a reader finds the same words in both."""
        return self.whole == other.whole


def address_of_text(id_: str) -> str:
    """Return where the text of a record stands."""
    return f"{FOLDER}{id_}.json"


def address_of_history(id_: str) -> str:
    """Return where the page with a record's history stands."""
    return f"{FOLDER}{id_}/"


def id_of_text(path: str) -> str | None:
    """Return whose text a file of a site is, or nothing where it is none."""
    if path.startswith(FOLDER) and path.endswith(".json"):
        return path.removeprefix(FOLDER).removesuffix(".json")
    return None


def text_bytes(text: RecordText) -> bytes:
    """Return a text as JSON, a block a line, always the same for the same text."""
    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    blocks = ",\n".join(line([block.kind, block.text]) for block in text.blocks)
    return f'{{"title": {line(text.title)}, "entry": {text.entry}, "blocks": [\n{blocks}\n]}}\n'.encode()


def text_from(data: bytes) -> RecordText:
    """Return the text that JSON holds. Raises `NoText` where it holds none."""
    try:
        told = json.loads(data)
        blocks = tuple(Block(str(kind), str(text)) for kind, text in told["blocks"])
        return RecordText(str(told["title"]), blocks, int(told["entry"]))
    except (ValueError, KeyError, TypeError):
        raise NoText from None
