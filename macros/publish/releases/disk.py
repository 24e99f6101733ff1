"""Every change to a store goes through here, a step at a time, and each step is told before it is taken.

The teller draws progress. Because it hears of every step, it is also how a fault at any of them can be tried out.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NO_LINKS = frozenset({errno.EPERM, errno.EMLINK, errno.EXDEV, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""How file systems say that they take no (more) hard links."""
READ_ONLY = 0o444
"""Files are shared between releases: nobody should change one in place."""

Teller = Callable[[str, Path], None]


def say_nothing(step: str, path: Path) -> None:
    """Hear of a step and say nothing."""


class Disk:
    """The steps that a store is changed by. Each raises `OSError` where the system refuses it."""

    def __init__(self, tell: Teller = say_nothing) -> None:
        """Take whom to tell of each step before it is taken."""
        self._tell = tell
        self.shared = 0
        self.written = 0
        self.bytes_written = 0

    def folder(self, path: Path) -> None:
        """Make a folder, and those above it, where they are not there."""
        if not path.is_dir():
            self._tell("folder", path)
            path.mkdir(parents=True, exist_ok=True)

    def write(self, path: Path, data: bytes) -> None:
        """Write a file that is not there yet."""
        self._tell("write", path)
        with _naming(path), path.open("xb") as file:
            file.write(data)
        path.chmod(READ_ONLY)
        self._count(len(data))

    def copy(self, source: Path, target: Path) -> None:
        """Copy a file with its time of change, which servers take it by."""
        self._tell("copy", target)
        with _naming(target):
            shutil.copyfile(source, target)
        shutil.copystat(source, target)
        target.chmod(READ_ONLY)
        self._count(target.stat().st_size)

    def share(self, source: Path, target: Path) -> None:
        """Give a file a second name, or copy it where the file system has no such thing."""
        self._tell("share", target)
        try:
            os.link(source, target)
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            self.copy(source, target)
        else:
            self.shared += 1

    def put(self, temporary: Path, path: Path, data: bytes) -> None:
        """Write a file whole or not at all, after a power cut too: beside, then by its name."""
        self.write(temporary, data)
        self.outlast(temporary)
        self.rename(temporary, path)
        self.outlast(path.parent)

    def lead(self, link: Path, target: str) -> None:
        """Make a link that is not there yet."""
        self._tell("link", link)
        link.symlink_to(target)

    def point(self, temporary: Path, link: Path, target: str) -> None:
        """Let a link lead elsewhere, from one moment to the next."""
        self.lead(temporary, target)
        self.rename(temporary, link)

    def rename(self, source: Path, target: Path) -> None:
        """Move within the file system; a file or link that has the name is replaced."""
        self._tell("rename", target)
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file, a link, or a folder with all that is in it."""
        self._tell("remove", path)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()

    def outlast(self, path: Path) -> None:
        """Wait until a file, or the names in a folder, are on the disk."""
        if os.name == "nt" and path.is_dir():  # no such thing there
            return
        file = os.open(path, os.O_RDONLY)
        try:
            os.fsync(file)
        except OSError as error:
            if error.errno != errno.EINVAL or not path.is_dir():  # a file system that cannot wait for names
                raise
        finally:
            os.close(file)

    def settle(self) -> None:
        """Wait until everything written is on the disk: a release must not be shown before it would outlast a power cut.
        Once for all: waiting for each file takes milliseconds a file."""
        self._tell("settle", Path())
        if hasattr(os, "sync"):
            os.sync()

    def _count(self, size: int) -> None:
        self.written += 1
        self.bytes_written += size


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let an error name the file: of a disk that became full, the system names none."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
