"""One publisher at a time: a file that says who holds it, and that outlives nobody.

The file is made by giving it its name, which only one can do, on one machine or on several that share a disk. A holder that
has died on this machine is taken over. One on another machine cannot be asked: a person says that it has died.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from macros.frozen import frozen
from macros.publish.releases.disk import Disk
from macros.publish.releases.layout import Place, Refused

try:
    import fcntl
except ImportError:  # Windows: two who take over from one dead holder in the same moment are not kept apart there
    fcntl = None  # type: ignore[assignment]

_NO_GUARD = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@frozen
class Holder:
    """Who publishes: the machine, the process with when it was born (a number is used again), and since when."""

    host: str
    pid: int
    born: str
    since: str


def this_process(since: str) -> Holder:
    """Return who we are; `since` is the moment."""
    return Holder(socket.gethostname(), os.getpid(), born(os.getpid()), since)


def born(pid: int) -> str:
    """Return what tells a process from a later one of the same number, and from one of the same number in another container;
    nothing where it has ended or nobody says."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("utf-8").strip()
        room = Path("/proc/self/ns/pid").readlink().name
    except OSError:
        return ""
    return "" if told[0] in "ZX" else f"{boot} {room} {told[19]}"


def has_died(holder: Holder) -> bool:
    """Return whether a holder is known to be gone: on this machine, and not running or another process by now.

    One in another container cannot be asked, though both may have one host name: a number means another process there.
    """
    if holder.host != socket.gethostname() or _apart(holder.born, born(os.getpid())):
        return False
    if holder.born:
        return born(holder.pid) != holder.born
    if os.name == "nt":  # there, asking in this way would end it
        return False
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _apart(one: str, other: str) -> bool:
    """Whether two processes see different numbers since the same start of a machine."""
    return one.split()[:1] == other.split()[:1] and one.split()[1:2] != other.split()[1:2]


@contextmanager
def locked(disk: Disk, place: Place, me: Holder, *, take: bool = False) -> Iterator[None]:
    """Hold the lock of an edition. Raises `Refused`, with who holds it; `take` takes it from whomever."""
    disk.folder(place.staging)
    mine = place.staging / f"lock-{me.host}-{me.pid}"
    with _guarded(place):
        holder = holder_of(place)
        if holder and not (take or has_died(holder) or (holder.host, holder.pid, holder.born) == (me.host, me.pid, me.born)):
            raise Refused(
                f"{holder.host} is publishing {place.edition} since {holder.since}, as process {holder.pid}. Wait for it. "
                "If that machine or container has died, say --take-lock."
            )
        if place.lock.exists():
            disk.remove(place.lock)
        if mine.exists():
            disk.remove(mine)
        _write_with_room(disk, mine, (json.dumps(asdict(me)) + "\n").encode())
        try:
            os.link(mine, place.lock)
        except FileExistsError:
            raise Refused(f"somebody else began to publish {place.edition} in this moment. Wait for it.") from None
        except OSError:
            _made_alone(place.lock, mine.read_bytes())
        finally:
            disk.remove(mine)
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):  # a half-made release must not go on filling a disk that is full
            if holder_of(place) == me:
                _empty(disk, place.staging)
        raise
    finally:
        # What cannot be taken away, because the disk is gone, names a process that ends now: the next one takes over.
        with contextlib.suppress(OSError):
            if holder_of(place) == me:
                place.lock.unlink()


def _write_with_room(disk: Disk, path: Path, data: bytes) -> None:
    """Write a file of the staging. Where the disk is full, what one that died left there goes first: nobody else is at work."""
    try:
        disk.write(path, data)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        _empty(disk, path.parent)
        disk.write(path, data)


def _empty(disk: Disk, folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        disk.remove(path)


def holder_of(place: Place) -> Holder | None:
    """Return who holds the lock, or None. A file that was never finished is nobody's."""
    try:
        return Holder(**json.loads(place.lock.read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _made_alone(path: Path, data: bytes) -> None:
    """Make the file where there are no hard links: the system makes it for one only."""
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise Refused("somebody else began to publish in this moment. Wait for it.") from None


@contextmanager
def _guarded(place: Place) -> Iterator[None]:
    """Keep apart those on this machine who would take over in the same moment. The system lets go when a process ends."""
    with (place.top / "lock.guard").open("ab") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
            except OSError as error:
                if error.errno not in _NO_GUARD:
                    raise
        yield
