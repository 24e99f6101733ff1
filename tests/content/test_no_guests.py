"""A package that is installed beside ours takes no part in reading records."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

GUEST = """\
from pathlib import Path

def new_schema_validator(*_, **__):
    Path(__file__).with_name("asked").touch()
    return None, None, None

Path(__file__).with_name("loaded").touch()
"""
READS = "from macros.content.records.base import Period; print(Period(start='2026-01-01', end='2026-01-31').end)"


def test_what_offers_itself_to_the_validation_library_is_not_even_loaded(root: Path, tmp_path: Path) -> None:
    about = tmp_path / "guest-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: guest\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[pydantic]\nguest = guest\n", encoding="utf-8")
    (tmp_path / "guest.py").write_text(GUEST, encoding="utf-8")
    read = subprocess.run(
        [sys.executable, "-c", READS], cwd=root, env={"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, text=True, check=True,
    )
    assert read.stdout == "2026-01-31\n"
    assert not (tmp_path / "loaded").exists()
