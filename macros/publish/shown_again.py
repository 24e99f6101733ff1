"""Whether a text that an earlier version of the site shows may be shown again beside the present one.

What was said then may since be said only by what is outside the edition, or be known for personal data. The earlier version
still shows it. Nothing new may.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache

from macros.content.settings import Settings
from macros.publish.built import Built
from macros.publish.fingerprints import Fingerprints
from macros.publish.guarded import Guarded
from macros.publish.leaks import Look
from macros.site.texts import FOLDER, RecordText, text_bytes


def may_be_shown(settings: Settings, today: dt.date, prints: Callable[[], Fingerprints]) -> Callable[[RecordText], bool]:
    """Return what says of a text whether neither the guard nor the last look for leaks finds anything in it. `prints` are
    asked for once, and only if there is a text to judge."""
    known = cache(prints)

    def fits(text: RecordText) -> bool:
        file = Built(f"{FOLDER}earlier.json", text_bytes(text))
        look = Look(known())
        look.at(file)
        return not look.leaks and not any(Guarded(settings, today).at(file))

    return fits
