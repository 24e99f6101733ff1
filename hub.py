#!/usr/bin/env python3
"""The one way in: sets the project up beside this file, then hands over to the program in `macros/`.

Standard library only, and no syntax newer than Python 3.7, so that an old Python gets a sentence and not a
syntax error. The same commands work on Linux, macOS and Windows.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST = (3, 11)
STAMP = "hub-installed.txt"
"""Written into `.venv` last: a set-up without it was never finished."""

HELP = """\
usage: python3 hub.py COMMAND [...]

  serve      preview the site at http://127.0.0.1:8000 and rebuild it on every change
  check      read every record and say what is wrong, and where
  new        begin a record:  new TYPE "Title"
  explain    say what a code such as B104 means, and what to do
  build      build one edition of the site into a folder
  publish    put an edition out as the latest release; earlier ones are kept
  rollback   show an earlier release again
  verify     compare every published file with what was published
  as-at      say what each edition showed on a day
  purge      remove a record from every release that is kept
  hold       keep a record and every release that shows it, or let it go
  changed    list the pages that differ between two built sites
  links      ask whether the links to other sites still answer
  test       run every check and test of the project
  schemas    write the files that editors use, after a change to a type
  lock       write requirements.txt, after a change to requirements.in

The first command sets the project up in .venv; that needs the network, once.
More about one of them: python3 hub.py COMMAND --help"""


def python_problem(version: tuple[int, int]) -> str:
    """Return why this version of Python will not do, or nothing."""
    if version >= OLDEST:
        return ""
    return f"Python {version[0]}.{version[1]} is too old: the hub needs {OLDEST[0]}.{OLDEST[1]} or later."


def venv_problem(version: tuple[int, int], missing: list[str]) -> str:
    """Return what to install where modules that make a `.venv` are missing (Debian packs them apart), or nothing."""
    if not missing:
        return ""
    package = f"python{version[0]}.{version[1]}-venv"
    return (
        f"Python's {' and '.join(missing)} is missing, so no .venv can be made. "
        f"On Debian or Ubuntu: apt-get install python3-venv (or {package}). Then run the same command again."
    )


def venv_python(venv: Path, system: str = os.name) -> Path:
    """Return where the Python of a `.venv` stands; `system` is `os.name`."""
    return venv / "Scripts" / "python.exe" if system == "nt" else venv / "bin" / "python"


def stamp_for(requirements: bytes, version: tuple[int, int, int]) -> str:
    """Return what a finished set-up is known by: these packages, for this Python."""
    lines = hashlib.sha256(requirements.replace(b"\r\n", b"\n")).hexdigest()
    return f"{lines} python {'.'.join(map(str, version))}\n"


def needs_install(venv: Path, wanted: str) -> bool:
    """Return whether `.venv` is missing, half finished, or made for other packages or another Python."""
    stamp = venv / STAMP
    return not (venv_python(venv).exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted)


def set_up(root: Path) -> Path:
    """Make `.venv` with exactly the packages of requirements.txt where it is not there yet; return its Python.

    Every file is checked against its hash, and only ready-made packages are taken, so that nothing of theirs
    runs while they are installed. Raises `subprocess.CalledProcessError` where a step fails.
    """
    venv, requirements = root / ".venv", root / "requirements.txt"
    python = venv_python(venv)
    wanted = stamp_for(requirements.read_bytes(), sys.version_info[:3])
    if not needs_install(venv, wanted):
        return python
    print("Setting up: installing the packages of requirements.txt into .venv (once; a minute or so).", flush=True)
    if Path(sys.prefix).resolve() == venv:  # started from within it: it cannot be deleted from under our feet
        (venv / STAMP).unlink(missing_ok=True)
    else:
        shutil.rmtree(venv, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    subprocess.run(
        [
            str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check",
            "--require-hashes", "--only-binary", ":all:", "--requirement", str(requirements),
        ],
        check=True, stdin=subprocess.DEVNULL,
    )
    (venv / STAMP).write_text(wanted, encoding="utf-8")
    return python


def hand_over(command: list[str], root: Path) -> int:
    """Run the program in the project's folder and return its exit code.

    Where the system can, this process becomes it, so that signals and exit codes are its own. Windows cannot:
    there Ctrl-C reaches both, and we wait for it to end in its own time.
    """
    # UTF-8 whatever the system's code page; and MkDocs 1.6 need not warn of a 2.0 that we do not take.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    if os.name == "posix":
        os.chdir(root)
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, cwd=root, env=environment) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue


def main(args: list[str]) -> int:
    """Set up if needed, run the command, and return its exit code."""
    problem = python_problem(sys.version_info[:2]) or venv_problem(
        sys.version_info[:2], [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None],
    )
    if problem:
        print(problem, file=sys.stderr)
        return 1
    if not args or args[0] in ("-h", "--help", "help"):
        print(HELP)
        return 0
    try:
        python = set_up(ROOT)
        return hand_over([str(python), "-m", "macros.cli", *args], ROOT)
    except subprocess.CalledProcessError:
        print("The set-up did not finish; why stands above. Run the same command again to redo it.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
