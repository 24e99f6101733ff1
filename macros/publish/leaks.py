"""The last look at a built site: no byte of it may come from what its edition does not hold.

Lines that stood in an earlier file are read once: most of a site is the frame of its pages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from pathlib import Path
from typing import Any, Protocol

from macros.publish.built import Built
from macros.publish.fingerprints import Mark
from macros.publish.unpacked import parted, resolved, unpacked, words

INDEX = "search/index/"
"""The one folder that differs from build to build of the same: Pagefind names its files by chance."""
REPORT = ".leak-report.json"
"""What the name of the report ends with. It stands beside the site's folder: it says how much is outside."""
LOOK = "hub_look"
"""Where the config's `extra` holds what was read and found, for the report."""
_SHOWN = 20


class Prints(Protocol):
    """Marks that are looked for in a site."""

    def __bool__(self) -> bool:
        """Return whether there is anything to look for."""
        ...

    def count(self) -> dict[str, int]:
        """Return how many things of each kind left marks."""
        ...

    def in_words(self, held: Sequence[bytes]) -> Iterator[tuple[str, Mark]]:
        """Yield (whose it is, what kind) for each text that is found in the words of another."""
        ...

    def in_names(self, path: str, text: bytes, held: Iterable[bytes]) -> Iterator[tuple[str, Mark]]:
        """Yield (whose it is, what kind) for each id and name of a file in the text of the file at a path."""
        ...


class Leaked(Exception):
    """The site holds what its edition does not; the text says which file and whose it is, and never the words."""


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A fingerprint that was found: in which file, whose it is, and of what kind. Never the words themselves."""

    file: str
    source: str
    kind: str


@dataclass(slots=True)
class Look:
    """What was read so far, and what was found in it."""

    prints: Prints
    hashes: dict[str, str] = field(default_factory=dict)
    size: int = 0
    """Bytes of all files, as they stand there."""
    leaks: set[Leak] = field(default_factory=set)
    _read: dict[bytes, set[int]] = field(default_factory=lambda: {b"\n": set(), b"><": set()})

    def at(self, file: Built) -> None:
        """Look at one file: its name, its bytes, and what is packed in them."""
        self.hashes[file.path] = file.sha256
        self.size += len(file.data)
        if not self.prints:
            return
        for part in (file.path.encode(), *unpacked(file.data)):
            if fresh := resolved(self._fresh(part)):
                between, tags = parted(fresh)
                held = words(b"%b - %b" % (between, tags))  # a dash is a word that no sentence has, and keeps them apart
                found = {*self.prints.in_words(held), *self.prints.in_names(file.path, fresh, held)}
                self.leaks |= {Leak(file.path, source, str(kind)) for source, kind in found}

    def refuse(self) -> None:
        """Raise `Leaked` if anything was found."""
        if self.leaks:
            raise Leaked(_refusal(self.leaks))

    def _fresh(self, text: bytes) -> bytes:
        """Return the lines that were in no earlier text, and of these the elements."""
        for sign, read in self._read.items():
            text = _unread(text, sign, read)
        return text


def _unread(text: bytes, sign: bytes, read: set[int]) -> bytes:
    """Return the pieces between signs that were not read before, each with the pieces beside it: a sentence may go on."""
    pieces = text.split(sign)
    keys = [*map(hash, pieces)]
    new = set(keys) - read
    if len(new) == len(keys):
        read |= new
        return text
    read |= new
    here = int.from_bytes((0, *map(new.__contains__, keys), 0))
    return sign.join(compress(pieces, (here | here << 8 | here >> 8).to_bytes(len(keys) + 3)[2:-1]))


def look(files: Iterable[Built], prints: Prints) -> Look:
    """Return what was read in the files of a site. Raises `Leaked` where something was found."""
    made = Look(prints)
    for file in files:
        made.at(file)
    made.refuse()
    return made


def _refusal(leaks: Iterable[Leak]) -> str:
    """Return why a site may not be published: which file holds what of whom, and never the words."""
    held = sorted(leaks)
    lines = [f"  {leak.file} holds {'an' if leak.kind == 'id' else 'a'} {leak.kind} of {leak.source}" for leak in held[:_SHOWN]]
    more = [f"  and {len(held) - _SHOWN} more"] if len(held) > _SHOWN else []
    end = (
        "What is outside an edition must not be in it. If a record or page that is in the edition should say it, write it there "
        "in other words; if not, this is a fault of the site's code or templates: please report it."
    )
    return "\n".join(["the site holds what is not in its edition, and the last good site was left as it is.", *lines, *more, end])


def report_of(out: Path) -> Path:
    """Return where the report on the site in a folder stands: beside it."""
    return out.with_name(out.name + REPORT)


def write_report(out: Path, found: Look, said: Mapping[str, Any]) -> None:
    """Write the report on the site in a folder, or leave the last one as it is."""
    made = out.with_name(f".{out.name}{REPORT}.new")
    made.write_bytes(report(found, said))
    made.replace(report_of(out))


def report(found: Look, said: Mapping[str, Any]) -> bytes:
    """Return the report on a look as JSON: what was asked, what was read, and the SHA-256 of every file. Its last entry is
    the SHA-256 of all the rest. That shows whether it was changed, not who wrote it."""
    hashes = sorted(found.hashes.items())
    held: dict[str, Any] = {
        **said,
        "files": len(hashes), "bytes": found.size, "fingerprints": found.prints.count(),
        "findings": [{"file": leak.file, "source": leak.source, "kind": leak.kind} for leak in sorted(found.leaks)],
        "site": {path: hash_ for path, hash_ in hashes if not path.startswith(INDEX)},
        "search_index": {path: hash_ for path, hash_ in hashes if path.startswith(INDEX)},
    }
    return json.dumps({**held, "report_sha256": signature(held)}, indent=1, ensure_ascii=False).encode() + b"\n"


def signature(held: Mapping[str, Any]) -> str:
    """Return the hash that a report carries: of its other entries as JSON with sorted names, without spaces, in UTF-8."""
    bare = {name: value for name, value in held.items() if name != "report_sha256"}
    return hashlib.sha256(json.dumps(bare, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
