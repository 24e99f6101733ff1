"""What a record is known by that is to be removed, in each state that was published, and where any of it is left."""

from __future__ import annotations

import datetime as dt
import os
import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from macros.content.edition import select
from macros.content.load import own_files
from macros.content.record import Record
from macros.content.records.base import Audience
from macros.frozen import frozen
from macros.publish.apart import of_record, printed_by, said_by, said_on
from macros.publish.built import Built
from macros.publish.checked import Checked
from macros.publish.fingerprints import Fingerprints, Mark, Outside
from macros.publish.leaks import Leak, Look, Prints
from macros.publish.releases.layout import MANIFEST, Place
from macros.publish.releases.manifest import Edited
from macros.publish.unpacked import words

_SITES = ("releases/", "versions/")
Own = Callable[[], str]
"""The site's own words."""
Told = Callable[[int, int], None]
"""Hears how many files of how many were searched."""


@frozen
class Trace:
    """What a record is known by in the states of some commits, what all else in them says, and who says some of it too."""

    record: str
    outside: tuple[Outside, ...] = ()
    inside: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    """The records and pages that hold a sentence or the title of it: theirs is not removed with it."""
    held: bool = False
    """Whether a state says that it must be kept by law."""

    @property
    def earlier(self) -> frozenset[str]:
        """Return the ids that the record had before: under these, older releases still hold it."""
        return frozenset(id_ for one in self.outside for id_ in one.ids if id_ != self.record)

    def __add__(self, other: Trace) -> Trace:
        """Return both as one."""
        return Trace(
            self.record, tuple(dict.fromkeys((*self.outside, *other.outside))), self.inside | other.inside,
            self.shared | other.shared, self.held or other.held,
        )

    def prints(self, own: Own, kept: Iterable[str], *, ids: bool) -> Fingerprints:
        """Return what to look for: not what the site says of its own accord, nor what is `kept` in a notice, nor what the rest
        says as well."""
        known = self.outside if ids else tuple(replace(one, ids=()) for one in self.outside)
        return Fingerprints(known, (*self.inside, *kept), (), own)


def trace(checked: Checked, record: str, edition: Audience, version: Edited, gone: Collection[str] = ()) -> Trace:
    """Return what a record is known by in the state of the project that a version of an edition was made from; nothing where it
    has no such record. Of the rest only what the edition holds says it too, and nothing that is `gone` since."""
    found = record_of(checked, record)
    if found is None or checked.examined is None:
        return Trace(record)
    printed = printed_by(checked.documents)
    known = of_record(found, printed.get(record, ()))
    elsewhere = {posixpath.basename(path) for other in records_of(checked) if other.id != record for path in own_files(other)}
    names = tuple(path for path in known.files if posixpath.basename(path) not in elsewhere)
    known = replace(known, name=f"{record}, as in {version.commit[:10]}", files=names)
    day = dt.date.fromisoformat(version.today)
    held = select(checked.examined.records, edition, day, widest=checked.examined.widest).records
    others = {one.id: said_by(one, printed.get(one.id, ())) for one in held if one.id != record and one.id not in gone}
    others |= {f"docs/{page.path}": said_on(page) for page in checked.own_pages if page.in_edition(edition)}
    alone = Fingerprints((replace(known, ids=(), files=()),))
    shared = (name for name, texts in others.items() if any(any(alone.in_words(words(text.encode()))) for text in texts))
    inside = frozenset(text for texts in others.values() for text in texts)
    return Trace(record, (known,), inside, frozenset(shared), found.fields.hold)


def records_of(checked: Checked) -> tuple[Record, ...]:
    """Return the records of a project that were read."""
    return checked.examined.records if checked.examined else ()


def record_of(checked: Checked, record: str) -> Record | None:
    """Return a record by its id, or None."""
    return next((one for one in records_of(checked) if one.id == record), None)


def left_in(place: Place, found: Trace, own: Own, kept: Iterable[str], told: Told) -> tuple[Leak, ...]:
    """Return where anything of a record is left in an edition's part of a store: in any release or earlier version, and in what
    stands beside them. Its id may stand at its own address and in what says what became of it, and nowhere else."""
    leaks: set[Leak] = set()
    pages, beside = found.prints(own, kept, ids=True), found.prints(own, kept, ids=False)
    names, done = _names(place.top), 0
    for root, files in _by_root(names).items():
        on_pages, besides = Look(pages), Look(beside)
        for path in files:
            inner = path.removeprefix(f"{root}/")
            says_what_became = not root.startswith(_SITES) or inner in (MANIFEST, f"{found.record}/index.html")
            look = besides if says_what_became else on_pages
            look.at(Built(inner, (place.top / path).read_bytes()))
            done += 1
            told(done, len(names))
        for leak in on_pages.leaks | besides.leaks:
            if leak.kind == Mark.ID and leak.file.endswith(".html"):
                continue  # a text leads to the notice
            leaks |= {replace(leak, file=name) for name in names[f"{root}/{leak.file}"]}
    return tuple(sorted(leaks))


def holds_in(folder: Path, files: Iterable[str], prints: Prints) -> bool:
    """Return whether any of some files of a folder holds what is looked for."""
    look = Look(prints)
    for path in files:
        look.at(Built(path, (folder / path).read_bytes()))
        if look.leaks:
            return True
    return False


def _names(top: Path) -> dict[str, tuple[str, ...]]:
    """Return the paths of all files below a folder, by the first of those that are one file with several names."""
    found: dict[tuple[int, int], list[str]] = {}
    for folder, folders, files in os.walk(top):
        folders.sort()
        for path in (Path(folder) / name for name in sorted(files)):
            if not path.is_symlink():
                about = path.stat()
                found.setdefault((about.st_dev, about.st_ino), []).append(path.relative_to(top).as_posix())
    return {paths[0]: tuple(paths) for paths in found.values()}


def _by_root(paths: Iterable[str]) -> dict[str, list[str]]:
    """Return paths by the release or the version that they stand in, or by their folder where they stand in none."""
    roots: dict[str, list[str]] = {}
    for path in paths:
        parts = path.split("/")
        roots.setdefault("/".join(parts[: min(2, len(parts) - 1)]), []).append(path)
    return roots


def found_in_words(leaks: Iterable[Leak]) -> Iterator[str]:
    """Yield what was found where, and never the words themselves."""
    for leak in leaks:
        yield f"{leak.file} holds {'an' if leak.kind == Mark.ID else 'a'} {leak.kind} of {leak.source}"
