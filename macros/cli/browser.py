"""The browser that the tests read the site in: found on the machine, or installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

NAMES = (
    "chromium-headless-shell",
    "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable", "msedge", "chromium",
    "chromium-browser",
)
"""What the programs are called on the PATH. The first is Chromium without its windows, which tests need least of all: Debian
has it, and pages open in half the time."""
_MACOS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)
_WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe", r"Chromium\Application\chrome.exe")
ADVICE = "No browser could be installed: install Chrome, Edge or Chromium, or set CHROME_PATH to one, and run this again."


def usual_places(platform: str, environment: Mapping[str, str]) -> Iterator[str]:
    """Yield where the programs stand where they are not on the PATH; `platform` is `sys.platform`."""
    if platform == "darwin":
        for top in ("/Applications", f"{environment.get('HOME', '')}/Applications"):
            yield from (str(PurePosixPath(top, place)) for place in _MACOS)
    elif platform == "win32":
        for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if folder := environment.get(name):
                yield from (str(PureWindowsPath(folder, place)) for place in _WINDOWS)


def find_browser(
    environment: Mapping[str, str], platform: str, *, on_path: Callable[[str], str | None], is_file: Callable[[str], bool],
) -> str:
    """Return the path of a browser, CHROME_PATH first, or nothing where there is none."""
    if (chosen := environment.get("CHROME_PATH")) and is_file(chosen):
        return chosen
    if found := next(filter(None, map(on_path, NAMES)), None):
        return found
    return next(filter(is_file, usual_places(platform, environment)), "")


def installed_browser() -> str:
    """Return the path of a browser on this machine, Playwright's own included, or nothing."""
    found = find_browser(os.environ, sys.platform, on_path=shutil.which, is_file=lambda path: Path(path).is_file())
    return found or _playwrights_own()


def install_browser() -> str:
    """Install a browser, saying first what and how; return its path, or nothing where no way worked."""
    if _is_debian() and os.geteuid() == 0:
        print("No Chrome, Edge or Chromium here. Installing Debian's package chromium with apt-get.", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "chromium"]):
            subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
        if found := installed_browser():
            return found
    print("No Chrome, Edge or Chromium here. Installing Playwright's Chromium: python -m playwright install chromium", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdin=subprocess.DEVNULL, check=False)
    return installed_browser()


def _is_debian() -> bool:
    """Whether this is Debian itself: Ubuntu's package of that name is a snap, which tests cannot drive."""
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return "ID=debian" in lines


def _playwrights_own() -> str:
    """Ask Playwright where its own Chromium would be, in a process of its own; nothing where it is not there."""
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    done = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False,
    )
    path = done.stdout.strip()
    return path if path and Path(path).is_file() else ""
