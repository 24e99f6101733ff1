"""What a folder holds: the SHA-256 and the size of every file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from macros.content.telling import Telling, nobody
from macros.frozen import frozen
from macros.publish.releases.layout import Refused

_CHUNK = 1 << 20


@frozen
class Fact:
    """What is known of a file: its SHA-256 in hexadecimal, and its bytes."""

    sha256: str
    size: int


def fact_of(path: Path) -> Fact:
    """Return what a file holds, read as a whole."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb", buffering=0) as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
            size += len(piece)
    return Fact(digest.hexdigest(), size)


def fact_of_bytes(data: bytes) -> Fact:
    """Return the same of bytes."""
    return Fact(hashlib.sha256(data).hexdigest(), len(data))


def paths_in(folder: Path, without: Collection[str] = ()) -> Iterator[str]:
    """Yield the path of every file in a folder, from its top, in order, `without` what is in some folders or links of it.

    Raises `Refused` for any other link, or for what is neither file nor folder: what it leads to is nobody's release.
    """
    for at, folders, files in os.walk(folder):
        here = Path(at).relative_to(folder)
        for names in (folders, files):
            names[:] = sorted(name for name in names if (here / name).as_posix() not in without)
        for name in sorted((*files, *folders)):
            path = Path(at) / name
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                raise Refused(f"{path} is a link, or no ordinary file. A release holds ordinary files only.")
        for name in files:
            yield (Path(at) / name).relative_to(folder).as_posix()


def inventory(folder: Path, without: Collection[str] = (), telling: Telling = nobody) -> dict[str, Fact]:
    """Return every file of a folder by its path, `without` what is in some folders or links of it; `telling` hears how far it
    is. Raises `Refused` for any other link."""
    paths, found = sorted(paths_in(folder, without)), {}
    for number, path in enumerate(paths, 1):
        telling(f"Reading {folder.name}", number, len(paths))
        found[path] = fact_of(folder / path)
    return found


@frozen
class Difference:
    """How what is there differs from what should be: paths, in order."""

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    checked: int = 0
    """How many files were compared."""

    @property
    def sound(self) -> bool:
        """Whether there is none."""
        return not (self.missing or self.changed or self.extra)

    def __add__(self, other: Difference) -> Difference:
        """Return both as one."""
        return Difference(
            (*self.missing, *other.missing), (*self.changed, *other.changed), (*self.extra, *other.extra),
            self.checked + other.checked,
        )

    def under(self, folder: str) -> Difference:
        """Return the same of files that stand in a folder, which is named with a slash behind it."""
        missing, changed, extra = (tuple(folder + path for path in paths) for paths in (self.missing, self.changed, self.extra))
        return Difference(missing, changed, extra, self.checked)

    def lines(self) -> Iterator[str]:
        """Yield a line for each file that differs."""
        yield from (f"missing: {path}" for path in self.missing)
        yield from (f"changed: {path}" for path in self.changed)
        yield from (f"extra: {path}" for path in self.extra)


def difference(wanted: Mapping[str, Fact], found: Mapping[str, Fact]) -> Difference:
    """Return how what was found differs from what was wanted."""
    return Difference(
        tuple(sorted(wanted.keys() - found.keys())),
        tuple(sorted(path for path in wanted.keys() & found.keys() if wanted[path] != found[path])),
        tuple(sorted(found.keys() - wanted.keys())),
        len(wanted),
    )
