"""The stylesheet as readers fetch it: what only its authors read is left out."""

from __future__ import annotations

import re

ADDRESS = "assets/css/hub.css"
_COMMENT = re.compile(r'("[^"\n]*")|/\*.*?\*/', re.DOTALL)
_SPACE = re.compile(r'("[^"\n]*")|\s+')


def light(sheet: str) -> str:
    """Return a stylesheet without its comments and with its space run together, which says the same to a browser.

    Comments are a sixth of what it weighs on its way to a reader. Texts in double quotes stay as they are.
    """
    bare = _COMMENT.sub(lambda found: found[1] or "", sheet)
    return _SPACE.sub(lambda found: found[1] or " ", bare).strip()
