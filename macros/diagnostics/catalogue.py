"""The catalogue of permanent codes: B0 the file, B1 front matter, B2 the tree, B3 the body,
B4 a record's life, B5 the site's own pages, B9 settings."""

from __future__ import annotations

from macros.diagnostics import Code, Severity

CATALOGUE: dict[str, Code] = {}


def _code(id_: str, name: str, why: str, fix: str, severity: Severity = Severity.ERROR) -> Code:
    if id_ in CATALOGUE:
        raise ValueError(f"{id_} is {CATALOGUE[id_].name} already, for ever")
    made = CATALOGUE[id_] = Code(id_, name, severity, why, fix)
    return made


# The file ----------------------------------------------------------------
NOT_UTF8 = _code(
    "B001", "not-utf-8",
    "The site is built from UTF-8 text. A file in another encoding would show wrong letters in people's words.",
    "Open the file in your editor and save it again with the encoding UTF-8.",
)
BYTE_ORDER_MARK = _code(
    "B002", "byte-order-mark",
    "An invisible mark stands before the first line, so the file does not begin with `---`.",
    "Save the file as “UTF-8”, not “UTF-8 with BOM”.",
)
EMPTY_FILE = _code(
    "B003", "empty-file",
    "A record with nothing in it would be a page with nothing on it.",
    "Fill it in, delete it, or start again: python3 hub.py new TYPE “Title” --audience staff.",
)
TOO_LARGE = _code(
    "B004", "too-large",
    "A record is a page of text. A larger file is a pasted document or an accident, and would slow every build.",
    "Keep the text short, and put pictures and tables into the record's own folder.",
)
NO_OPENING_FENCE = _code(
    "B005", "no-opening-fence",
    "Everything the site knows of a record stands in its front matter, which begins on line 1.",
    "Begin the file with a line of three hyphens: ---",
)
NO_CLOSING_FENCE = _code(
    "B006", "no-closing-fence",
    "Without a closing line nobody can tell the front matter from the text, and an audience could be lost.",
    "End the front matter with a line of three hyphens: ---",
)
CONTROL_CHARACTER = _code(
    "B007", "control-character",
    "Invisible control characters break search, print and screen readers, and can hide text.",
    "Delete the character. Copying from a PDF or an old document often brings them along.",
)
FRONT_MATTER_TOO_LARGE = _code(
    "B008", "front-matter-too-large",
    "Front matter is a form, not a document; the limit keeps a hostile file from stopping the build.",
    "Move long text into the body.",
)

# Front matter ------------------------------------------------------------
YAML_SYNTAX = _code(
    "B101", "yaml-syntax",
    "The front matter cannot be read, so nothing in it can be trusted, its audience least of all.",
    "Look at the place that is marked: most often a bracket or quote is not closed, a colon has no space "
    "after it, or a value with a colon needs quotes around it.",
)
DUPLICATE_KEY = _code(
    "B102", "duplicate-key",
    "With one field twice, one of the two values would be lost without a word.",
    "Keep one of them.",
)
FORBIDDEN_YAML = _code(
    "B103", "forbidden-yaml",
    "Anchors, aliases, merges and tags hide what a value is, and a few lines of them can stop a build.",
    "Write the value out in full, or put quotes round it if it begins with &, * or !.",
)
UNKNOWN_REFERENCE = _code(
    "B104", "unknown-reference",
    "A link to a record that does not exist would lead a reader nowhere and break the golden thread.",
    "Use the id of a record that exists, or make the record first.",
)
UNKNOWN_FIELD = _code(
    "B105", "unknown-field",
    "A misspelt field is a field that is not there: it would be dropped without a word.",
    "Correct the name, or remove the field.",
)
MISSING_FIELD = _code(
    "B106", "missing-field",
    "Readers and the site need this before the record can be shown.",
    "Add the field between the two lines of hyphens.",
)
WRONG_VALUE = _code(
    "B107", "wrong-value",
    "The value is not of the kind that the field holds, and guessing would mislead.",
    "Write the value in the form that the message asks for.",
)
EMPTY_VALUE = _code(
    "B108", "empty-value",
    "A field with nothing after it may be unfinished or may mean “none”: the site cannot tell.",
    "Give it a value, or remove the line.",
)
BAD_DATE = _code(
    "B109", "bad-date",
    "A date that does not exist, or is written another way, would sort and count wrongly.",
    "Write the date as year-month-day, for example 2026-03-02.",
)
UNLIKELY_DATE = _code(
    "B110", "unlikely-date",
    "A year before 1948 or after 2100 is a slip of the keyboard: a record dated 20225 would never be seen.",
    "Check the year.",
)
UNKNOWN_CHOICE = _code(
    "B111", "unknown-choice",
    "The field takes one of a fixed list, so that lists, filters and counts can rely on it.",
    "Use one of the values that the message lists.",
)
TOO_LONG = _code(
    "B112", "too-long",
    "Readers on a phone see the first line or two; longer text is cut or pushes the page away.",
    "Shorten it.",
)
TOO_DEEP = _code(
    "B113", "too-deep",
    "No field needs lists within lists this deep; the limit keeps a hostile file from stopping the build.",
    "Check the indentation and the brackets.",
)
TAB_INDENT = _code(
    "B114", "tab-indent",
    "YAML does not allow tabs at the start of a line: editors disagree about how wide they are.",
    "Replace each tab with two spaces.",
)
WRONG_FOLDER_REFERENCE = _code(
    "B115", "wrong-kind-of-reference",
    "The field takes records of one type; another type there would break lists and the golden thread.",
    "Use the id of a record of the right type.",
)

# The tree ----------------------------------------------------------------
UNKNOWN_TYPE = _code(
    "B201", "unknown-type",
    "A record's folder decides its type. A folder that is no type would never be shown.",
    "Move the file into the folder of a type that exists.",
)
BAD_FILE_NAME = _code(
    "B202", "bad-file-name",
    "The file name becomes the web address for ever, so it must work on every computer.",
    "Use small letters, figures and hyphens only, at most 80 characters, ending in .md.",
)
SAME_ID = _code(
    "B203", "same-id",
    "Two records with one id would overwrite one another: one person's learning would be lost.",
    "Rename one of the files.",
)
RESERVED_SLUG = _code(
    "B204", "reserved-name",
    "The site uses this address for a page of its own.",
    "Choose another file name.",
)
STRAY_FILE = _code(
    "B206", "stray-file",
    "A file that belongs to no record would be left out of the site without a word.",
    "Move it into the folder of the record it belongs to, named like the record, or delete it.",
)
ALIAS_CLASH = _code(
    "B207", "alias-clash",
    "An old address can lead to one page only.",
    "Remove the alias from one of the records.",
)
SAME_TITLE = _code(
    "B208", "same-title",
    "Readers who see two equal titles in a list cannot tell which one to open.",
    "Make the titles say how the two differ, or merge the records.",
)
NEAR_TITLE = _code(
    "B209", "near-title",
    "Titles that differ by a letter or two often mean that one thing was written twice.",
    "Check that both are needed, and make the titles say how they differ.",
    Severity.WARNING,
)
SYMLINK = _code(
    "B210", "link-in-tree",
    "A link in the file system can lead out of the project and publish what is there.",
    "Replace the link with the file itself.",
)

# The body ----------------------------------------------------------------
RAW_HTML = _code(
    "B301", "raw-html",
    "Records are plain Markdown, so that no page can carry code or break its layout.",
    "Write it in Markdown. To show the sign itself, put it between backticks.",
)
SETEXT_HEADING = _code(
    "B302", "underlined-heading",
    "A line of hyphens or equals signs under a line turns it into a heading, often by accident.",
    "Write ## and a space before the heading, or leave an empty line above the hyphens.",
)
TOP_HEADING = _code(
    "B303", "top-heading",
    "The title of the page comes from the front matter; parts begin with ##.",
    "Use ## for a part and ### inside it.",
)
ATTRIBUTE_LIST = _code(
    "B304", "attribute-list",
    "Attribute lists set ids and classes by hand; here the site does that.",
    "Remove the braces and what is in them.",
)
BROKEN_LINK = _code(
    "B305", "broken-link",
    "A link that leads nowhere costs a reader the trust in all others.",
    "Link to a record by its path from this file, for example ../sar/adult-b.md.",
)
BAD_LINK = _code(
    "B306", "link-not-allowed",
    "Links may go to records of this site, and to http(s), mailto and tel addresses, nowhere else; they are "
    "written in one way, so that each of them is checked.",
    "Write [words](address) with an address that begins with https://, http://, mailto: or tel:, or the path of a record.",
)
NO_ALT_TEXT = _code(
    "B307", "no-alternative-text",
    "A reader who cannot see the picture gets nothing from it (WCAG 2.2, 1.1.1).",
    "Say between the square brackets what the picture shows.",
)
PART_COUNT = _code(
    "B308", "wrong-number-of-parts",
    "A 7-minute briefing always has seven parts, so that managers find things in the same place.",
    "Merge or split parts until there are seven; each begins with ## and its title.",
)
NO_DO_PART = _code(
    "B309", "no-what-to-do",
    "A briefing that does not say what to do changes nothing. Part six or seven says it.",
    "Give part six or seven a title with “What to do” in it.",
)
MANY_WORDS = _code(
    "B310", "many-words",
    "Above 400 words a briefing is hard to read in a meeting and tight on one A4 side.",
    "Cut the longest part first.",
    Severity.WARNING,
)
TOO_MANY_WORDS = _code(
    "B311", "too-many-words",
    "Above 600 words a briefing no longer fits one A4 side, as measured in print.",
    "Cut the longest part first, or link to a longer page.",
)
TOO_MANY_MINUTES = _code(
    "B312", "too-many-minutes",
    "Seven minutes are the promise: parts, questions, tables and alternative text at 200 words a minute.",
    "Cut the longest part first.",
)
BROKEN_ANCHOR = _code(
    "B313", "broken-anchor",
    "The page exists but the place on it does not, so a reader lands at the top and has to search.",
    "Use the id of a heading on that page, or link to the page alone.",
)
NARROWER_LINK = _code(
    "B314", "link-to-narrower-audience",
    "A link in the text to a page that some readers may not see tells them that it exists.",
    "Remove the link, or give this record the narrower audience.",
)
UNPUBLISHED_LINK = _code(
    "B315", "link-to-unpublished",
    "The record it links to is in no edition yet, or no longer. Readers see the words without a link.",
    "Publish that record, link to another, or remove the link.",
    Severity.WARNING,
)
TEXT_BEFORE_PARTS = _code(
    "B316", "text-before-parts",
    "Text before the first part has no place on the page and would be lost.",
    "Put it under a heading that begins with ##.",
)
EMPTY_PART = _code(
    "B317", "empty-part",
    "A heading with nothing under it is a promise that the page does not keep.",
    "Write the part, or remove its heading.",
)
UNKNOWN_CALLOUT = _code(
    "B318", "unknown-call-out",
    "Three kinds of call-out exist, so that each keeps its meaning: note, warning, voice.",
    "Use one of those.",
)
MISSING_IMAGE = _code(
    "B319", "missing-image",
    "A picture that is not there leaves a hole in the page.",
    "Put the picture into the record's own folder, and write its path from this file.",
)
UNCLOSED_CODE = _code(
    "B320", "unclosed-code",
    "Code that does not end takes the rest of the page with it: parts vanish, and links in it go unchecked.",
    "Close it with a line of the same signs, or remove the line that opens it.",
)
BAD_HEADING = _code(
    "B321", "malformed-heading",
    "Only ##, a space and words begin a part. Any other form would be lost or shown as something else.",
    "Write ##, a space and the heading on one line.",
)
NOT_A_PICTURE = _code(
    "B322", "not-a-picture",
    "Pictures are drawn anew without what a camera wrote into them; what cannot be read cannot be made safe.",
    "Save it as PNG, JPEG, WebP or GIF and put it in again.",
)

# A record's life ----------------------------------------------------------
CIRCULAR = _code(
    "B401", "circular-reference",
    "Records that replace, or stand under, one another in a ring have no end: a reader would go round for ever.",
    "Break the ring: one of the records must not point on.",
)
NOT_NEEDED_YET = _code(
    "B402", "field-without-its-status",
    "The field belongs to another status: with this one it says two things at once.",
    "Change the status, or remove the field.",
)
NEEDS_SOURCE = _code(
    "B405", "needs-source",
    "A statement of law, duty, time limit or figure needs a source that a reader can check.",
    "Add at least one source, or, if the record is made up to show something, example: true.",
)
CLASSIFICATION = _code(
    "B406", "classification-too-wide",
    "OFFICIAL-SENSITIVE content is for the managers edition only.",
    "Set audience: managers, or take the sensitive content out.",
)
OUT_OF_ORDER = _code(
    "B407", "out-of-order",
    "Entries are added at the end, oldest first, so that nobody can rewrite what was said before.",
    "Put the entries into the order of their dates, oldest first.",
)
VERSION_NUMBER = _code(
    "B408", "version-number",
    "Versions count 1, 2, 3 …, so that a printed page can be compared with the newest.",
    "Number the entries of changes from 1 without gaps.",
)
REASON_NEEDED = _code(
    "B410", "reason-needed",
    "A recommendation that is not accepted in full needs its reason; for the findings of a Safeguarding "
    "Adults Review the Care Act 2014, Schedule 2, paragraph 4, asks the board for it.",
    "Add reason: and say why in a sentence.",
)
IMPACT_NEEDS_EVIDENCE = _code(
    "B411", "impact-needs-evidence",
    "Implemented is not impact: that training ran does not show that practice changed.",
    "Add evidence of kind practice or outcome, or set impact: not_yet_measured.",
)
NAMES_REAL_BODY = _code(
    "B412", "example-names-real-body",
    "Made-up content must never read as a finding about a real council, board or trust.",
    "Use the made-up organisation of this site instead.",
)
SAME_PART_ID = _code(
    "B413", "same-recommendation-id",
    "A recommendation keeps its id for ever; two with one id could not be told apart.",
    "Give each recommendation its own id: r1, r2, r3 …",
)
ORDER_OF_DATES = _code(
    "B414", "order-of-dates",
    "Something ends before it begins.",
    "Check both dates.",
)
UNNUMBERED_STATEMENT = _code(
    "B415", "score-without-assessment",
    "A score is a fact about one body at one time: without both it cannot be checked.",
    "Add assessed_body and assessed_on, or set score: not_published.",
)

NOT_WRITTEN_YET = _code(
    "B416", "not-written-yet",
    "A new record holds reminders of what to write. Readers must never see one in its place.",
    "Write the text, or set status: draft until it is written.",
)

# The site's own pages -------------------------------------------------------
PAGE_AUDIENCE = _code(
    "B501", "page-without-audience",
    "A page under docs/ without an audience could reach readers it is not for.",
    "Add audience: public, partners, staff or managers to its front matter.",
)
PAGE_ADDRESS = _code(
    "B502", "page-address-taken",
    "Two pages at one address: one of them would be overwritten.",
    "Move the page under docs/ to another name.",
)

MISSING_PAGE = _code(
    "B503", "missing-page",
    "Every page leads to it from its footer; an accessibility statement on every page is a legal duty of a "
    "public body (Public Sector Bodies Accessibility Regulations 2018).",
    "Write the page; docs/about/ of the project's own site shows what belongs there.",
)

# Settings -------------------------------------------------------------------
BAD_SETTING = _code(
    "B901", "bad-setting",
    "The settings under extra: hub: in mkdocs.yml steer what is published and to whom.",
    "Correct the setting; docs/project/settings.md lists them all.",
)
NO_SETTINGS = _code(
    "B902", "no-settings",
    "Without the settings under extra: hub: the site does not know its organisation or its editions.",
    "Add the block extra: hub: to mkdocs.yml.",
)
