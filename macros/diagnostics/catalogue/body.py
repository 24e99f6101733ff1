"""B3 the body: how a text is written, and where it leads."""

from __future__ import annotations

from macros.diagnostics import Severity
from macros.diagnostics.codes import code

RAW_HTML = code(
    "B301", "raw-html",
    "Records are plain Markdown, so that no page can carry code or break its layout.",
    "Write it in Markdown. To show the sign itself, put it between backticks.",
)
SETEXT_HEADING = code(
    "B302", "underlined-heading",
    "A line of hyphens or equals signs under a line turns it into a heading, often by accident.",
    "Write ## and a space before the heading, or leave an empty line above the hyphens.",
)
TOP_HEADING = code(
    "B303", "top-heading",
    "The title of the page comes from the front matter; parts begin with ##.",
    "Use ## for a part and ### inside it.",
)
ATTRIBUTE_LIST = code(
    "B304", "attribute-list",
    "Attribute lists set ids and classes by hand; here the site does that.",
    "Remove the braces and what is in them.",
)
BROKEN_LINK = code(
    "B305", "broken-link",
    "A link that leads nowhere costs a reader the trust in all others.",
    "Link to a record by its path from this file, for example ../sar/adult-b.md.",
)
BAD_LINK = code(
    "B306", "link-not-allowed",
    "Links may go to records of this site, and to http(s), mailto and tel addresses, nowhere else; they are "
    "written in one way, so that each of them is checked.",
    "Write [words](address) with an address that begins with https://, http://, mailto: or tel:, or the path of a record.",
)
NO_ALT_TEXT = code(
    "B307", "no-alternative-text",
    "A reader who cannot see the picture gets nothing from it (WCAG 2.2, 1.1.1).",
    "Say between the square brackets what the picture shows.",
)
PART_COUNT = code(
    "B308", "wrong-number-of-parts",
    "A 7-minute briefing always has seven parts, so that managers find things in the same place.",
    "Merge or split parts until there are seven; each begins with ## and its title.",
)
NO_DO_PART = code(
    "B309", "no-what-to-do",
    "A briefing that does not say what to do changes nothing. Part six or seven says it.",
    "Give part six or seven a title with “What to do” in it.",
)
MANY_WORDS = code(
    "B310", "many-words",
    "Above 400 words a briefing is hard to read in a meeting and tight on one A4 side.",
    "Cut the longest part first.",
    Severity.WARNING,
)
TOO_MANY_WORDS = code(
    "B311", "too-many-words",
    "Above 600 words a briefing no longer fits one A4 side, as measured in print.",
    "Cut the longest part first, or link to a longer page.",
)
TOO_MANY_MINUTES = code(
    "B312", "too-many-minutes",
    "Seven minutes are the promise: parts, questions, tables and alternative text at 200 words a minute.",
    "Cut the longest part first.",
)
BROKEN_ANCHOR = code(
    "B313", "broken-anchor",
    "The page exists but the place on it does not, so a reader lands at the top and has to search.",
    "Use the id of a heading on that page, or link to the page alone.",
)
NARROWER_LINK = code(
    "B314", "link-to-narrower-audience",
    "A link in the text to a page that some readers may not see tells them that it exists.",
    "Remove the link, or give this record the narrower audience.",
)
UNPUBLISHED_LINK = code(
    "B315", "link-to-unpublished",
    "The record it links to is in no edition yet. Readers see the words without a link.",
    "Publish that record, link to another, or remove the link.",
    Severity.WARNING,
)
TEXT_BEFORE_PARTS = code(
    "B316", "text-before-parts",
    "Text before the first part has no place on the page and would be lost.",
    "Put it under a heading that begins with ##.",
)
EMPTY_PART = code(
    "B317", "empty-part",
    "A heading with nothing under it is a promise that the page does not keep.",
    "Write the part, or remove its heading.",
)
UNKNOWN_CALLOUT = code(
    "B318", "unknown-call-out",
    "Three kinds of call-out exist, so that each keeps its meaning: note, warning, voice.",
    "Use one of those.",
)
MISSING_IMAGE = code(
    "B319", "missing-image",
    "A picture that is not there leaves a hole in the page.",
    "Put the picture into the record's own folder, and write its path from this file.",
)
UNCLOSED_CODE = code(
    "B320", "unclosed-code",
    "Code that does not end takes the rest of the page with it: parts vanish, and links in it go unchecked.",
    "Close it with a line of the same signs, or remove the line that opens it.",
)
BAD_HEADING = code(
    "B321", "malformed-heading",
    "Only ##, a space and words begin a part. Any other form would be lost or shown as something else.",
    "Write ##, a space and the heading on one line.",
)
NOT_A_PICTURE = code(
    "B322", "not-a-picture",
    "Pictures are drawn anew without what a camera wrote into them; what cannot be read cannot be made safe.",
    "Save it as PNG, JPEG, WebP or GIF and put it in again.",
)
UNSAFE_PDF = code(
    "B323", "pdf-not-taken",
    "A PDF is written anew with its pages alone. What cannot be read, or cannot be left out without changing what "
    "readers see, cannot be made safe.",
    "Print it to a new PDF from the program it was written in, and put that in.",
)
LINK_TO_WITHDRAWN = code(
    "B324", "link-to-withdrawn",
    "The record was withdrawn, often because following it did harm. A link in the text leads to the notice at its address; "
    "a field that names it shows readers nothing.",
    "Name what replaces it, or take the link out and say in the text what readers need.",
    Severity.WARNING,
)
PASTED_LIST = code(
    "B325", "pasted-list",
    "The round signs of a list from a word processor make no list here: its lines run together into one paragraph.",
    "Begin each line of the list with a hyphen and a space, and leave an empty line above the first.",
    Severity.WARNING,
)
