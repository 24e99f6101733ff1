"""The files of a built site as they were written: the one reader for whoever looks at them before readers do."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import FileIO
from pathlib import Path

from macros.content.telling import Telling, nobody


@dataclass(frozen=True)
class Built:
    """One file: its path from the top of the site, with slashes, and its bytes."""

    path: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """The hash of its bytes, in hexadecimal figures."""
        return hashlib.sha256(self.data).hexdigest()


def built_files(site: Path, telling: Telling = nobody) -> Iterator[Built]:
    """Yield every file below a folder, sorted by path, each read once and held no longer than its turn; `telling` hears how
    many were taken."""
    top = os.fspath(site)
    # Path objects for thousands of files cost as much as reading them: names are put together as text.
    found = [f"{folder}{os.sep}{name}" for folder, _, names in os.walk(top) for name in names]
    paths = sorted((file[len(top) :].replace(os.sep, "/").lstrip("/"), file) for file in found)
    for number, (path, file) in enumerate(paths, 1):
        with FileIO(file) as opened:
            yield Built(path, opened.readall())
        telling("Looking through", number, len(paths))
