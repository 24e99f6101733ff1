"""B2 the tree: where files stand and what they are called."""

from __future__ import annotations

from macros.diagnostics import Severity
from macros.diagnostics.codes import code

UNKNOWN_TYPE = code(
    "B201", "unknown-type",
    "A record's folder decides its type. A folder that is no type would never be shown.",
    "Move the file into the folder of a type that exists.",
)
BAD_FILE_NAME = code(
    "B202", "bad-file-name",
    "The file name becomes the web address for ever, so it must work on every computer.",
    "Use small letters, figures and hyphens only, at most 80 characters, ending in .md.",
)
SAME_ID = code(
    "B203", "same-id",
    "Two records with one id would overwrite one another: one person's learning would be lost.",
    "Rename one of the files.",
)
RESERVED_SLUG = code(
    "B204", "reserved-name",
    "The site uses this address for a page of its own.",
    "Choose another file name.",
)
STRAY_FILE = code(
    "B206", "stray-file",
    "A file that belongs to no record would be left out of the site without a word.",
    "Move it into the folder of the record it belongs to, named like the record, or delete it.",
)
ALIAS_CLASH = code(
    "B207", "alias-clash",
    "An old address can lead to one page only.",
    "Remove the alias from one of the records.",
)
SAME_TITLE = code(
    "B208", "same-title",
    "Readers who see two equal titles in a list cannot tell which one to open.",
    "Make the titles say how the two differ, or merge the records.",
)
NEAR_TITLE = code(
    "B209", "near-title",
    "Titles that differ by a letter or two often mean that one thing was written twice.",
    "Check that both are needed, and make the titles say how they differ.",
    Severity.WARNING,
)
SYMLINK = code(
    "B210", "link-in-tree",
    "A link in the file system can lead out of the project and publish what is there.",
    "Replace the link with the file itself.",
)
REFUSED_KIND = code(
    "B211", "kind-not-taken",
    "A file is taken by what it is, not by what it is called. Kinds that can hold code, or what nobody sees, stay out.",
    "Put what readers need into the text, a table, a picture or a PDF.",
)
MISNAMED_FILE = code(
    "B212", "kind-unlike-name",
    "A browser is told by the name what a file is. One that is something else would not be shown, or be taken for code.",
    "Let the name end as its content says.",
)
STRAY_OWN_FILE = code(
    "B213", "not-a-page",
    "Whatever stands under docs/ would be published as it is, in every edition, without being read.",
    "Keep pages (.md) alone under docs/; pictures, tables and documents belong to a record.",
)
