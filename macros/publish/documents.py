"""PDFs that records link to, written anew: each goes where its record goes, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from macros.content.record import ROOT, Record
from macros.diagnostics import Diagnostic, Span, clipped
from macros.diagnostics import catalogue as c
from macros.frozen import frozen


@frozen
class Document:
    """A PDF of a record: where it stands in the site, its bytes, written anew, and the words in it."""

    address: str
    data: bytes
    text: str


def read_documents(root: Path, records: tuple[Record, ...]) -> tuple[tuple[Document, ...], tuple[Diagnostic, ...]]:
    """Return the documents that the records link to, and what is wrong with them (B323)."""
    linked = [(record, link, path) for record in records for link, path in record.attachments]
    if not linked:
        return (), ()
    from macros.publish.pdf import MOST_BYTES, NotSafe, safe  # noqa: PLC0415 - loading what reads PDFs is a tenth of a small build

    made: dict[str, Document] = {}
    found: list[Diagnostic] = []
    for record, link, path in linked:
        file = root / path
        if path in made or not path.startswith(f"{ROOT}/{record.id}/") or not file.is_file() or file.is_symlink():
            continue
        try:
            with file.open("rb") as opened:
                made[path] = Document(path.removeprefix(f"{ROOT}/"), *safe(opened.read(MOST_BYTES + 1)))
        except NotSafe as error:
            span = Span(link.line, link.column, link.length)
            message = f"“{clipped(link.target)}” cannot be published: {error}"
            found.append(record.source.problem(c.UNSAFE_PDF, span, message))
    return tuple(made.values()), tuple(found)
