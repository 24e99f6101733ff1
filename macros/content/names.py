"""What files may be called: names that read the same to a person, a web server and every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from macros.diagnostics import Diagnostic, Span, clipped
from macros.diagnostics import catalogue as c

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 80
LONGEST_NAME = 100
"""Characters of a file's or a folder's whole name."""
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
"""Names that Windows keeps for devices: such a file cannot be checked out there."""
_ENDING = re.compile(r"\.[a-z0-9]{1,5}")
_HELP = (
    f"Use small letters, figures and hyphens only, at most {LONGEST_NAME} characters, and one dot before the ending, "
    "such as bed-rails.png. Write the new name wherever the file is named."
)


def name_problems(path: str, top: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the names of the folders and of the file in a path, from the folder `top` on (B202)."""
    *folders, name = path.removeprefix(f"{top}/").split("/")
    for folder in folders:
        if said := _wrong(folder):
            yield Diagnostic(c.BAD_FILE_NAME, path, Span(1, 1), f"The folder {said}", _HELP)
            return
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or not _ENDING.fullmatch(f".{ending}"):
        said = _wrong(name) or f"'{clipped(name)}' has no ending, such as .png, so that nobody can tell what it is."
        yield Diagnostic(c.BAD_FILE_NAME, path, Span(1, 1), f"The file name {said}", _HELP)
    elif said := _wrong(stem, longest=LONGEST_NAME - len(dot + ending)):
        yield Diagnostic(c.BAD_FILE_NAME, path, Span(1, 1), f"The file name {said}", _HELP)


def _wrong(name: str, longest: int = LONGEST_NAME) -> str:
    """Return the rest of a sentence about a name without its ending, or nothing."""
    if len(name) > longest:
        return f"'{clipped(name)}' has {len(name)} characters; at most {longest} fit."
    if name in DEVICES:
        return f"'{name}' is kept by Windows for a device, so that the file cannot be opened there."
    if SLUG.fullmatch(name):
        return ""
    return f"'{clipped(name)}' cannot be part of a web address.{odd_sign(name)}"


def odd_sign(name: str) -> str:
    """Return a sentence that names the first sign outside plain letters, since it often looks like one; else nothing."""
    odd = next((sign for sign in name if not sign.isascii()), None)
    if odd is None:
        return ""
    return f" It holds the sign U+{ord(odd):04X} ({unicodedata.name(odd, 'without a name').lower()})."
