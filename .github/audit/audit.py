"""Every package of the lock files against known weaknesses, with pip-audit.

First it asks about versions that are known to be weak (known-bad.txt). A service that does not answer, or a tool that
looks at nothing, would otherwise say "nothing found" and look like good news. Then every pin of every lock file is
asked about, those for other systems too. A pin that was skipped, or that the answer does not name, fails like a weak one.

    python -m pip install --require-hashes --only-binary :all: -r .github/audit/requirements.txt
    python .github/audit/audit.py
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
CONTROL = HERE / "known-bad.txt"
LOCKS = (HERE.parents[1] / "requirements.txt", HERE / "requirements.txt")
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\#]+)", re.MULTILINE)
_NAMES = re.compile(r"[-_.]+")


def pins(text: str) -> dict[str, str]:
    """Return the version that a requirements file pins for each package, by the package's normal name."""
    return {_NAMES.sub("-", name).lower(): version for name, version in _PIN.findall(text)}


def problems(wanted: dict[str, str], output: str) -> dict[str, str]:
    """Return what is wrong with which package, from what pip-audit wrote as JSON; an empty answer is wrong for every one."""
    try:
        said = {_NAMES.sub("-", d["name"]).lower(): d for d in json.loads(output)["dependencies"]}
    except (ValueError, TypeError, KeyError):
        return dict.fromkeys(wanted, "pip-audit gave no answer that can be read")
    return {name: wrong for name in wanted | said if (wrong := _wrong(said.get(name)))}


def weak(wanted: dict[str, str], output: str) -> set[str]:
    """Return the packages that pip-audit names a weakness of."""
    return {name for name, wrong in problems(wanted, output).items() if wrong.startswith("has known weaknesses")}


def _wrong(entry: dict[str, object] | None) -> str:
    if entry is None:
        return "was not looked at"
    if "skip_reason" in entry:
        return f"was skipped: {entry['skip_reason']}"
    found = entry.get("vulns")
    if not isinstance(found, list):
        return "was not looked at"
    return f"has known weaknesses: {', '.join(str(v['id']) for v in found)}" if found else ""


def pip_audit(wanted: dict[str, str]) -> str:
    """Return what pip-audit writes about these packages. Markers and hashes are left out: pip checks hashes, and
    a marker would hide the packages of other systems."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "asked.txt"
        asked.write_text("".join(f"{name}=={version}\n" for name, version in wanted.items()), encoding="utf-8")
        options = ("--requirement", str(asked), "--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off")
        done = subprocess.run(
            [sys.executable, "-m", "pip_audit", *options], stdout=subprocess.PIPE, encoding="utf-8", check=False, timeout=600,
        )
    return done.stdout


def audit(locks: Sequence[Path], control: Path, ask: Callable[[dict[str, str]], str] = pip_audit) -> list[str]:
    """Return what is wrong, a line each; nothing where the control was found weak and every lock file is clean."""
    bad = pins(control.read_text(encoding="utf-8"))
    missed = sorted(bad.keys() - weak(bad, ask(bad)))
    if missed or not bad:
        return [f"The control was not found: {', '.join(missed) or 'it is empty'}. So nothing can be said of any package."]
    lines = []
    for lock in locks:
        wanted = pins(lock.read_text(encoding="utf-8"))
        if not wanted:
            lines.append(f"{lock.parent.name}/{lock.name} pins nothing.")
        found = problems(wanted, ask(wanted)) if wanted else {}
        lines += [f"{name} {wanted.get(name, '')} {wrong}." for name, wrong in sorted(found.items())]
    return lines


if __name__ == "__main__":
    wrong = audit(LOCKS, CONTROL)
    print("\n".join(wrong) or "The control was found weak, and no package of the lock files is known to be.")
    sys.exit(1 if wrong else 0)
