"""An edition of a few records, or of the project's own, without a folder or a build."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from macros.content.load import read_files
from macros.content.records.base import Audience
from macros.content.settings import SETTINGS_FILE, read_settings
from macros.learning.examine import examine, library_of
from macros.site.views.parts import Scene
from tests.making import TODAY, examined, settings
from tests.support.built import ADDRESS


def scene_of(files: dict[str, bytes], audience: Audience = Audience.STAFF) -> Scene:
    """Return an edition of files without a problem, on the day that all tests are on."""
    known = examined(files)
    assert known.diagnostics == ()
    edition, library = library_of(known, audience, TODAY)
    return Scene(edition, library, settings(), ADDRESS)


def own_scene(root: Path, audience: Audience, today: dt.date) -> Scene:
    """Return an edition of the project's own records."""
    read = read_settings((root / SETTINGS_FILE).read_bytes()).settings
    assert read
    files, _ = read_files(root)
    edition, library = library_of(examine(files, read, today), audience, today)
    return Scene(edition, library, read, ADDRESS)
