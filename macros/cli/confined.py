"""`build --sandbox`: the same build, where nothing that an input might run could reach anything."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from macros.publish.leaks import report_of
from macros.publish.request import Request
from macros.publish.sandbox import Bounds, Ended, confined, linked, run_confined, unavailable
from macros.publish.stage import staged

_INSIDE = "/built"


class _NotBuilt(Exception):
    """The build in the sandbox ended without a site; what is wrong was said."""


def build_confined(root: Path, out: Path, request: Request) -> int:
    """Build in a sandbox and put the site into place from outside; 0 when it stands, 1 when it was refused, 2 where no
    sandbox can be made."""
    if why := unavailable():
        print(f"build --sandbox: {why}")
        return 2
    if name := linked(root):
        print(f"build --sandbox: {name} is a link in the file system, which could bring anything in. Nothing was built.")
        return 1
    asked = {
        "HUB_EDITION": str(request.audience), "HUB_TODAY": request.today.isoformat(),
        "HUB_SEARCH": "1" if request.search else "0", "NO_MKDOCS_2_WARNING": "1",
        "PATH": "/usr/bin:/bin", "HOME": "/tmp", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1",  # noqa: S108 - inside
    }
    try:
        with staged(out) as stage:
            command = [sys.executable, "-m", "macros.cli", "build", "--out", f"{_INSIDE}/site"]
            _lift(stage, run_confined(confined(root, stage, _INSIDE, asked, command), Bounds()), out)
    except _NotBuilt:
        print(f"The build in the sandbox failed; {out} is as it was.")
        return 1
    print("Built in a sandbox: without network, environment, or any file but the project's.")
    return 0


def _lift(stage: Path, ended: Ended, out: Path) -> None:
    """Move the site from its folder within the stage to the stage itself, once it is sure that it holds no links."""
    print(ended.said.replace(f"{_INSIDE}/site", str(out)), end="")
    if ended.code:
        raise _NotBuilt
    made = stage / "site"
    for folder, folders, files in os.walk(made):
        for name in (*folders, *files):
            if (Path(folder) / name).is_symlink():
                print(f"build --sandbox: what was built holds a link in the file system, {name}.")
                raise _NotBuilt
    told = report_of(made)
    if told.is_symlink() or not told.is_file():
        print("build --sandbox: what was built has no report on the look for leaks.")
        raise _NotBuilt
    told.replace(report_of(out))
    for path in list(made.iterdir()):
        path.rename(stage / path.name)
    made.rmdir()
