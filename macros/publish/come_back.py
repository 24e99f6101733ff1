"""What is kept of a record that was purged, so that a build that brings it back is known: hashes of its words, never the words.

Of eight words in a row a hash of eight bytes is kept. Nobody can read the words from it. Whoever guesses all eight could
see that they guessed right, so it stays in the store and in no release.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from macros.frozen import frozen
from macros.publish.built import Built
from macros.publish.fingerprints import SURE, Fingerprints, Mark, Outside
from macros.publish.leaks import Leak, Look
from macros.publish.releases.layout import Refused

_SIZE, _FOR = 8, b"hub-purged"
_FORMAT = 1


@frozen
class Hashes:
    """The marks of what was purged, as hashes: whose each is."""

    runs: Mapping[bytes, str]

    def __bool__(self) -> bool:
        """Return whether there is anything to look for."""
        return bool(self.runs)

    def count(self) -> dict[str, int]:
        """Return how many runs of words are known."""
        return {str(Mark.SENTENCE): len(self.runs)}

    def in_words(self, held: Sequence[bytes]) -> Iterator[tuple[str, Mark]]:
        """Yield (whose it is, what kind) for each run of words that was purged."""
        for run in map(b" ".join, zip(*(held[start:] for start in range(SURE)), strict=False)):
            if (record := self.runs.get(_hashed(run))) is not None:
                yield record, Mark.SENTENCE

    def in_names(self, path: str, text: bytes, held: Iterable[bytes]) -> Iterator[tuple[str, Mark]]:  # noqa: ARG002 - as others do
        """Yield nothing: of names no hash is kept, since they are short enough to be guessed."""
        yield from ()


def known_by(record: str, outside: Iterable[Outside], spared: Fingerprints, before: bytes = b"") -> bytes:
    """Return what is kept of a record as JSON: hashes of what `spared`, which knows what else says it, takes for its own alone.
    `before` is what was kept of it already."""
    runs = {_hashed(run).hex() for one in outside for run in spared.own_runs(one.name)}
    runs |= {*_read(before, f"What was kept of {record}")[1]} if before else set()
    return (json.dumps({"format": _FORMAT, "record": record, "runs": sorted(runs)}, indent=1) + "\n").encode()


def kept_in(folder: Path) -> Hashes:
    """Return what is kept of everything that was purged, from the files in a folder. Raises `Refused` where one was damaged."""
    runs: dict[bytes, str] = {}
    for path in sorted(folder.glob("*.json")):
        record, known = _read(path.read_bytes(), str(path))
        runs |= dict.fromkeys(map(bytes.fromhex, known), record)
    return Hashes(runs)


def brought_back(files: Iterable[Built], known: Hashes) -> tuple[Leak, ...]:
    """Return where a built site says again what was purged."""
    look = Look(known)
    for file in files if known else ():
        look.at(file)
    return tuple(sorted(look.leaks))


def _read(data: bytes, where: str) -> tuple[str, list[str]]:
    try:
        told = json.loads(data)
        for run in told["runs"]:
            bytes.fromhex(run)
        return str(told["record"]), told["runs"]
    except (ValueError, KeyError, TypeError):
        raise Refused(
            f"{where} cannot be read, and what was purged would not be known again. Bring it back from a backup."
        ) from None


def _hashed(run: bytes) -> bytes:
    return hashlib.blake2b(run, digest_size=_SIZE, person=_FOR).digest()
