"""A build in a sandbox of the operating system: whatever an input managed to run, it would find nothing there.

Linux with bubblewrap alone. Inside there is no network, no environment but what a build asks for, the project's
code and content to read, one folder to write to, a private /tmp, no process of others, and an end to memory and
time. Neither /etc nor /home nor the rest of the project (`.git` with its settings least of all) is there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from macros.content.own_pages import DOCS
from macros.content.record import ROOT
from macros.content.settings import SETTINGS_FILE
from macros.frozen import frozen

READ = ("macros", "overrides", DOCS, ROOT, SETTINGS_FILE)
"""What of the project a build reads."""
AUTHORED = (DOCS, ROOT, SETTINGS_FILE)
"""What of it must stand in the project itself: a link there could bring anything in."""
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_TEMPORARY = 512 * 1024 * 1024


@frozen
class Bounds:
    """What a build may use: bytes of memory in each process, seconds of work, seconds in all, bytes of one file."""

    memory: int = 4 * 1024**3
    work: int = 600
    seconds: int = 900
    file: int = 1024**3


@frozen
class Ended:
    """How what ran in the sandbox ended, and everything that it said."""

    code: int
    said: str


def unavailable() -> str:
    """Return why no sandbox can be made here, as one sentence, or nothing."""
    if not sys.platform.startswith("linux"):
        return "a sandbox needs Linux with bubblewrap."
    bwrap, prlimit = shutil.which("bwrap"), shutil.which("prlimit")
    if not (bwrap and prlimit):
        return "a sandbox needs bubblewrap and prlimit; on Debian or Ubuntu: apt-get install bubblewrap util-linux."
    tried = subprocess.run(
        [bwrap, "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "true"],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )
    if tried.returncode:
        return f"this system lets bubblewrap make no sandbox ({tried.stderr.strip()}); user namespaces may be switched off."
    return ""


def linked(root: Path) -> str:
    """Return the name of a part of the project that is a link in the file system, and must not be, or nothing."""
    return next((name for name in AUTHORED if (root / name).is_symlink()), "")


def confined(root: Path, writable: Path, inside: str, environment: Mapping[str, str], command: Sequence[str]) -> list[str]:
    """Return the command that runs another in the sandbox. `writable` is the one folder that it may write to; there it
    is called `inside`."""
    made = [
        "bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv",
        "--proc", "/proc", "--dev", "/dev", "--size", str(_TEMPORARY), "--tmpfs", "/tmp",  # noqa: S108 - its own, in memory
    ]
    for name in SYSTEM:
        path = Path(name)
        if path.is_symlink():
            made += ["--symlink", str(path.readlink()), name]
        elif path.is_dir():
            made += ["--ro-bind", name, name]
    for prefix in dict.fromkeys((sys.base_prefix, sys.prefix)):
        if not prefix.startswith("/usr"):
            made += ["--ro-bind", prefix, prefix]
    for name in READ:
        made += ["--ro-bind", str((root / name).resolve()), str(root / name)]
    made += ["--bind", str(writable), inside, "--chdir", str(root)]
    for name, value in environment.items():
        made += ["--setenv", name, value]
    return [*made, "--", *command]


def run_confined(command: Sequence[str], bounds: Bounds) -> Ended:
    """Run a command that `confined` made, and end it with everything that it started where it goes beyond its bounds."""
    limited = [
        "prlimit", f"--as={bounds.memory}", f"--cpu={bounds.work}", f"--fsize={bounds.file}", "--core=0", "--nofile=4096",
        *command,
    ]
    try:
        done = subprocess.run(
            limited, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
            stdin=subprocess.DEVNULL, timeout=bounds.seconds, check=False,
            # bubblewrap clears the environment of what it starts; its own can be read there, in /proc/1/environ.
            env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
        )
    except subprocess.TimeoutExpired:
        return Ended(1, f"It was ended after {bounds.seconds} seconds.")
    return Ended(done.returncode, done.stdout)
