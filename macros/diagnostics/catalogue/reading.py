"""B0 the file and B1 front matter: what keeps a file from being read as it was meant."""

from __future__ import annotations

from macros.diagnostics.codes import code

NOT_UTF8 = code(
    "B001", "not-utf-8",
    "The site is built from UTF-8 text. A file in another encoding would show wrong letters in people's words.",
    "Open the file in your editor and save it again with the encoding UTF-8.",
)
BYTE_ORDER_MARK = code(
    "B002", "byte-order-mark",
    "An invisible mark stands before the first line, so the file does not begin with `---`.",
    "Save the file as “UTF-8”, not “UTF-8 with BOM”.",
)
EMPTY_FILE = code(
    "B003", "empty-file",
    "A record with nothing in it would be a page with nothing on it.",
    'Fill it in, delete it, or start again: python3 hub.py new TYPE "Title" --audience staff.',
)
TOO_LARGE = code(
    "B004", "too-large",
    "A record is a page of text. A larger file is a pasted document or an accident, and would slow every build.",
    "Keep the text short, and put pictures and tables into the record's own folder.",
)
NO_OPENING_FENCE = code(
    "B005", "no-opening-fence",
    "Everything the site knows of a record stands in its front matter, which begins on line 1.",
    "Begin the file with a line of three hyphens: ---",
)
NO_CLOSING_FENCE = code(
    "B006", "no-closing-fence",
    "Without a closing line nobody can tell the front matter from the text, and an audience could be lost.",
    "End the front matter with a line of three hyphens: ---",
)
CONTROL_CHARACTER = code(
    "B007", "control-character",
    "Invisible control characters break search, print and screen readers, and can hide text.",
    "Delete the character. Copying from a PDF or an old document often brings them along.",
)
FRONT_MATTER_TOO_LARGE = code(
    "B008", "front-matter-too-large",
    "Front matter is a form, not a document; the limit keeps a hostile file from stopping the build.",
    "Move long text into the body.",
)

YAML_SYNTAX = code(
    "B101", "yaml-syntax",
    "The front matter cannot be read, so nothing in it can be trusted, its audience least of all.",
    "Look at the place that is marked: most often a bracket or quote is not closed, a colon has no space "
    "after it, or a value with a colon needs quotes around it.",
)
DUPLICATE_KEY = code(
    "B102", "duplicate-key",
    "With one field twice, one of the two values would be lost without a word.",
    "Keep one of them.",
)
FORBIDDEN_YAML = code(
    "B103", "forbidden-yaml",
    "Anchors, aliases, merges and tags hide what a value is, and a few lines of them can stop a build.",
    "Write the value out in full, or put quotes round it if it begins with &, * or !.",
)
UNKNOWN_REFERENCE = code(
    "B104", "unknown-reference",
    "A link to a record that does not exist would lead a reader nowhere and break the golden thread.",
    "Use the id of a record that exists, or make the record first.",
)
UNKNOWN_FIELD = code(
    "B105", "unknown-field",
    "A misspelt field is a field that is not there: it would be dropped without a word.",
    "Correct the name, or remove the field.",
)
MISSING_FIELD = code(
    "B106", "missing-field",
    "Readers and the site need this before the record can be shown.",
    "Add the field between the two lines of hyphens.",
)
WRONG_VALUE = code(
    "B107", "wrong-value",
    "The value is not of the kind that the field holds, and guessing would mislead.",
    "Write the value in the form that the message asks for.",
)
EMPTY_VALUE = code(
    "B108", "empty-value",
    "A field with nothing after it may be unfinished or may mean “none”: the site cannot tell.",
    "Give it a value, or remove the line.",
)
BAD_DATE = code(
    "B109", "bad-date",
    "A date that does not exist, or is written another way, would sort and count wrongly.",
    "Write the date as year-month-day, for example 2026-03-02.",
)
UNLIKELY_DATE = code(
    "B110", "unlikely-date",
    "A year before 1948 or after 2100 is a slip of the keyboard: a record dated 20225 would never be seen.",
    "Check the year.",
)
UNKNOWN_CHOICE = code(
    "B111", "unknown-choice",
    "The field takes one of a fixed list, so that lists, filters and counts can rely on it.",
    "Use one of the values that the message lists.",
)
TOO_LONG = code(
    "B112", "too-long",
    "Readers on a phone see the first line or two; longer text is cut or pushes the page away.",
    "Shorten it.",
)
TOO_DEEP = code(
    "B113", "too-deep",
    "No field and no text needs lists within lists this deep; the limit keeps a hostile file from stopping the build.",
    "Check the indentation and the brackets.",
)
TAB_INDENT = code(
    "B114", "tab-indent",
    "YAML does not allow tabs at the start of a line: editors disagree about how wide they are.",
    "Replace each tab with two spaces.",
)
WRONG_FOLDER_REFERENCE = code(
    "B115", "wrong-kind-of-reference",
    "The field takes records of one type; another type there would break lists and the golden thread.",
    "Use the id of a record of the right type.",
)
