"""The last good site stays until the next one is whole: build beside it, then swap by name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Give an empty folder beside `out`; on success it takes the place of `out`, on failure it goes.

    The two stand on one file system, so the swap is two renames; whatever fails before them leaves
    `out` as it was.
    """
    stage = out.with_name(f".{out.name}.new")
    old = out.with_name(f".{out.name}.old")
    for left in (stage, old):
        if left.exists():
            shutil.rmtree(left)
    stage.parent.mkdir(parents=True, exist_ok=True)
    stage.mkdir()
    try:
        yield stage
        if out.exists():
            out.replace(old)
        stage.replace(out)
    finally:
        for left in (stage, old):
            if left.exists():
                shutil.rmtree(left, ignore_errors=True)
