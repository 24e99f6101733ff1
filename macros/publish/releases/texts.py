"""The texts of records that a store's versions keep, for the version that comes next to be compared with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from macros.frozen import frozen
from macros.publish.releases.inventory import Fact
from macros.publish.releases.layout import EARLIER, Place, Refused
from macros.publish.releases.manifest import Edited
from macros.publish.releases.webroot import WHOLE_AGAIN, Before, earlier_of, version_in
from macros.site.past import Past, SiteVersion
from macros.site.texts import NoText, RecordText, id_of_text, text_from


@frozen
class Kept:
    """A version of the site, the folder that it stands in, and its files."""

    version: str
    folder: Path
    files: Mapping[str, Fact]


def kept_before(place: Place, before: Before | None, version: str) -> tuple[Kept, ...]:
    """Return the versions that stand before one that is to be put out after a release, the oldest first. Raises `Refused` where
    one was damaged."""
    return tuple(_kept(place, before, edited) for edited in reversed(earlier_of(before, version))) if before else ()


def past_in(kept: Iterable[Kept], version: str) -> Past:
    """Return what the versions before one show, the oldest first.

    It is read from them as they stand, so what was removed from them is in nobody's past. Raises `Refused` where one was damaged.
    """
    read: dict[str, RecordText] = {}
    return Past(version, tuple(SiteVersion(one.version, dict(_texts(one.folder, one.files, read))) for one in kept))


def paths_beside(kept: Iterable[Kept]) -> frozenset[str]:
    """Return where the files of earlier versions stand beside the latest: links may lead there."""
    return frozenset(f"{EARLIER}/{one.version}/{path}" for one in kept for path in one.files)


def _kept(place: Place, before: Before, edited: Edited) -> Kept:
    if not edited.tree:  # it is the latest until now
        return Kept(edited.version, before.folder, before.manifest.files)
    folder = place.version_folder(edited.version, edited.tree)
    return Kept(edited.version, folder, version_in(folder, edited.tree))


def _texts(folder: Path, files: Mapping[str, Fact], read: dict[str, RecordText]) -> Iterator[tuple[str, RecordText]]:
    """Yield the texts of a version by their records. Most are those of the version before, so each is read once."""
    for path, fact in files.items():
        if (id_ := id_of_text(path)) is None:
            continue
        if fact.sha256 not in read:
            data = (folder / path).read_bytes() if (folder / path).is_file() else b""
            if hashlib.sha256(data).hexdigest() != fact.sha256:
                raise Refused(f"{folder / path} was changed after it was published. {WHOLE_AGAIN}")
            try:
                read[fact.sha256] = text_from(data)
            except NoText:
                raise Refused(f"{folder / path} is no text that can be compared. {WHOLE_AGAIN}") from None
        yield id_, read[fact.sha256]
