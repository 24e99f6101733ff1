"""The stylesheet as readers get it: what is said to those who change it stays behind."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"[ \t]*/\*.*?\*/[ \t]*", re.DOTALL)
_EMPTY = re.compile(r"\n\s*\n")


def without_comments(css: str) -> str:
    """Return a stylesheet without its comments and the empty lines that they leave: a sixth of its weight.

    Ours holds no text in which the sign of a comment stands.
    """
    return _EMPTY.sub("\n", _COMMENT.sub("", css)).lstrip("\n")
