"""What an edition holds and what it does not, as texts and names: what the last look at the site goes by."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from macros.content.load import own_files
from macros.content.own_pages import DOCS, OwnPage
from macros.content.record import ROOT, Record
from macros.content.settings import SETTINGS_FILE
from macros.frozen import frozen
from macros.publish.documents import Document
from macros.publish.fingerprints import Fingerprints, Outside

_CODE = (("overrides", "*.html"), ("macros", "*.py"))


@frozen
class Apart:
    """What is outside, the texts of what is inside, and the addresses and names of files that the edition has."""

    outside: tuple[Outside, ...] = ()
    inside: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def fingerprints(self, root: Path) -> Fingerprints:
        """Return what to look for in the site of the project in a folder."""
        ids = (address.strip("/") for address in self.addresses)
        spared = {*ids, *map(posixpath.basename, self.addresses)}
        return Fingerprints(self.outside, self.inside, spared, lambda: own_words(root)) if self.outside else Fingerprints(())


NOTHING_APART = Apart()


def apart(
    records: Iterable[Record], held: Sequence[Record], own: Iterable[OwnPage], shown: Iterable[OwnPage],
    documents: Iterable[Document], addresses: Iterable[str], kept: Iterable[str] = (),
) -> Apart:
    """Return what stands apart: of all `records` those that are not `held`, of all `own` pages those that are not `shown`.
    `addresses` are those that the edition has besides its records' own, and `kept` what it says of records taken back."""
    inside_ids, shown_paths = {record.id for record in held}, {page.path for page in shown}
    printed = printed_by(documents)
    outside: list[Outside] = []
    inside: list[str] = [*kept]
    for record in records:
        texts = printed.get(record.id, [])
        if record.id in inside_ids:
            inside += said_by(record, texts)
        else:
            outside.append(of_record(record, texts))
    for page in own:
        if page.path in shown_paths:
            inside += said_on(page)
        else:
            outside.append(_of_page(page))
    files = {posixpath.basename(path) for record in held for path in own_files(record)}
    earlier = (alias for record in held for alias in record.fields.aliases)
    return Apart(tuple(outside), tuple(inside), (*addresses, *inside_ids, *earlier, *files))


def printed_by(documents: Iterable[Document]) -> dict[str, list[str]]:
    """Return the texts of PDFs by the id of the record that they stand with."""
    printed: dict[str, list[str]] = {}
    for document in documents:
        printed.setdefault("/".join(document.address.split("/")[:2]), []).append(document.text)
    return printed


def said_by(record: Record, printed: Iterable[str]) -> tuple[str, ...]:
    """Return all that a record says, with its tables and the texts of its PDFs."""
    return (record.source.text, *(table.source.text for table in record.tables.values()), *printed)


def said_on(page: OwnPage) -> tuple[str, ...]:
    """Return all that a page of the site's own says."""
    return (*_texts(page.said), page.text)


def of_record(record: Record, printed: Iterable[str]) -> Outside:
    """Return what a record is known by. `printed` are the texts of its PDFs."""
    rows = (row for name in record.tables for row in record.rows(name))
    cells = (text for row in rows for text in _texts(vars(row)))
    texts = (*_texts(record.source.front.data), *cells, record.source.body, *printed)
    files = tuple(posixpath.relpath(path, ROOT) for path in own_files(record))
    return Outside(record.id, texts, record.title, (record.id, *record.fields.aliases), files)


def _of_page(page: OwnPage) -> Outside:
    address = page.address.strip("/")
    texts = said_on(page)
    return Outside(f"{DOCS}/{page.path}", texts, str(page.said.get("title", "")), (address,) if address else ())


def _texts(value: Any) -> Iterator[str]:
    """Yield every text within plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif hasattr(value, "items"):
        yield from _texts([*value.values()])


def own_words(root: Path) -> str:
    """Return what the site says of its own accord: its settings, its templates, and the code with its declarations."""
    files = (path for folder, pattern in _CODE for path in sorted((root / folder).rglob(pattern)))
    return "\n".join(path.read_text("utf-8", "replace") for path in (root / SETTINGS_FILE, *files) if path.is_file())
