"""Text to findings, each with its place: what `check`, the commit hook and the scan of a built site call."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate, islice
from typing import NamedTuple

from macros.content.guard import contacts, dates, names, numbers, people, references
from macros.content.guard.found import Found
from macros.content.guard.known import Known
from macros.content.guard.normalise import normalise
from macros.content.guard.runs import runs
from macros.content.guard.signs import signs_of
from macros.content.telling import Telling, nobody
from macros.diagnostics import MOST_OF_A_KIND, Diagnostic, Severity, Span

TEXTS = (".md", ".csv", ".txt", ".svg", ".yml", ".yaml", ".json", ".html", ".xml")
"""Files that are read as text; of others the name alone is."""
_COVER = "•"
_HEADER = re.compile(
    r"nhs|uprn|phone|mobile|property|dob|birth|death|died|dod|nino|insurance|case|client|person|mosaic|liquid", re.IGNORECASE,
)
_NAME_MAY = re.compile(r"\d[ _-]?[A-Za-z]{2}(?![A-Za-z0-9])|(?:\d[^\d/]{0,2}){5}|@|\d-[A-Za-z]{3,9}-\d\d")
"""What a file's name has at least, where anything but a person's name is in it."""
_MOST_ROWS = 5_000
_SEPARATORS = ",;\t|"
_CELLS = {sign: re.compile(rf'(?:"(?:[^"]|"")*+"|[^{re.escape(sign)}\n])*+') for sign in _SEPARATORS}
_RULED = re.compile(r"\|[ \t]*:?-|-[ \t]*\|")
_UNDER_HEAD = re.compile(r"[ \t>]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t:-]*")
"""The line below the head of a table in Markdown."""
_LINKED = re.compile(r"!?\[|\]\([^()\s]*+\)")
_BEHIND_LINK = re.compile(r"\]\([^()\s]*+\)[ \t-]{0,3}\d")
_BEFORE_LINK = re.compile(r"\[(?:(?<=[\d@]\[)|(?<=[\d@][ !-]\[)|(?<=[\d@][ -]!\[))[\d@]")


def personal(text: str, known: Known, *, warnings: bool = True) -> tuple[Found, ...]:
    """Return everything that the guard finds in normalised text, in order, at most 50 of a kind.

    Without `warnings` names and ages are left out. Takes time in proportion to the length, whatever the text.
    """
    signs = signs_of(text)
    lower = signs.lower
    found: list[Found] = []
    named = any(word in lower for word in numbers.NHS_WORDS) and numbers.names_nhs_numbers(text)
    for groups in runs(text) if signs.runs else ():
        phones = tuple(islice(contacts.phone_numbers(text, groups, known.phones), MOST_OF_A_KIND))
        found += phones
        taken = [(one.start, one.end) for one in phones]
        health = islice(numbers.nhs_numbers(text, groups, named=named), MOST_OF_A_KIND)
        found += (one for one in health if not any(start < one.end and one.start < end for start, end in taken))
        found += numbers.insurance_numbers(text, groups)
        found += numbers.small_insurance_numbers(text, groups)
        found += islice(references.labelled_cases(text, groups), MOST_OF_A_KIND)
        if len(found) > 5 * MOST_OF_A_KIND:  # then one kind of four has that many, though one is found twice
            break
    kinds = [contacts.emails(text, lower, known.mailboxes), references.case_numbers(text, known.case_numbers)]
    if signs.figures:
        letters = dates.letters(lower)
        kinds += [
            numbers.named_insurance_numbers(text, lower), dates.births(text, lower, letters), dates.deaths(text, lower, letters),
            references.property_references(text, lower), contacts.postcodes(text) if signs.postcodes else iter(()),
            numbers.parted_nhs_numbers(text) if named else iter(()),
        ]
    if warnings:
        kinds += [names.names(text), people.people(text), names.ages(text, lower), names.initials(text, lower)]
    for kind in kinds:
        found += islice(kind, MOST_OF_A_KIND)
    return tuple(sorted(_once(found), key=lambda one: (one.start, one.code.id)))


def _once(found: list[Found]) -> Iterator[Found]:
    """Two rules of one code can find one value."""
    seen: dict[str, list[Found]] = {}
    counts: Counter[str] = Counter()
    for one in found:
        before = seen.setdefault(one.code.id, [])
        if not any(one.start < other.end and other.start < one.end for other in before) and counts[one.code.id] < MOST_OF_A_KIND:
            before.append(one)
            counts[one.code.id] += 1
            yield one


def scan_text(path: str, text: str, known: Known) -> tuple[tuple[Diagnostic, str], ...]:
    """Return what is found in a text, each as a diagnostic at its line and column with the bare value beside it.

    `path` is the file that the text is of, or was taken from, such as a PDF. The value stands in no message, and is covered
    in the line that is shown: reports are read in logs that more people can see than the file.
    """
    normal = normalise(text)
    table = path.endswith(".csv")
    found = personal(_rows_apart(normal.text) if table else normal.text, known)
    cells = _cells_of_csv(normal.text) if table else islice(_cells_of_markdown(normal.text), _MOST_ROWS)
    found = (*found, *_by_column(cells, known, {(one.code.id, one.start) for one in found}))
    places = [normal.place(one.start, one.end) for one in found]
    if _linked_within(text):
        # What nobody sees stands for the signs of links, so that places stay right.
        unlinked = normalise(_LINKED.sub(lambda signs: "\u200b" * len(signs[0]), text))
        seen = {(one.code.id, one.value) for one in found}
        more = [one for one in personal(unlinked.text, known, warnings=False) if (one.code.id, one.value) not in seen]
        found = (*found, *more)
        places += [unlinked.place(one.start, one.end) for one in more]
    if not found:
        return ()
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    covered = _covered(text, places)
    lines = covered.split("\n")
    return tuple((_diagnostic(one, path, place, starts, lines), one.value) for one, place in zip(found, places, strict=True))


def _covered(text: str, places: list[tuple[int, int]]) -> str:
    made, at = [], 0
    for start, end in sorted(places):
        if end > at:
            hidden = text[max(at, start) : end]
            made += [text[at : max(at, start)], "".join(sign if sign == "\n" else _COVER for sign in hidden)]
            at = end
    return "".join([*made, text[at:]])


def _diagnostic(one: Found, path: str, place: tuple[int, int], starts: list[int], lines: list[str]) -> Diagnostic:
    start, end = place
    number = bisect_right(starts, start) - 1
    column = start - starts[number] + 1
    length = max(1, min(end - start, len(lines[number]) - column + 1))
    return Diagnostic(one.code, path, Span(number + 1, column, length), _message(one), one.code.fix, lines[number])


def _message(one: Found) -> str:
    said = _SAID[one.code.name]
    return f"{said} stands here{'' if one.code.severity is Severity.ERROR else '; if it is a real person’s, it must go'}."


_SAID = {
    "nhs-number": "What looks like an NHS number",
    "national-insurance-number": "What looks like a National Insurance number",
    "postcode": "A full postcode",
    "phone-number": "A phone number that no list in the settings holds",
    "personal-email": "An e-mail address that looks like one person's",
    "date-of-birth": "A date of birth",
    "date-of-death": "The exact day of a death",
    "property-reference": "What looks like a UPRN",
    "case-number": "What looks like the number of somebody's file",
    "name": "What looks like a name",
    "age-place-date": "An exact age with a place and a date",
    "initials-with-age": "What looks like initials with an age",
}


def scan_name(path: str, known: Known) -> tuple[tuple[Diagnostic, str], ...]:
    """Return what is found in the name of a file: its hyphens and underscores stand for spaces too."""
    if not _NAME_MAY.search(path):
        return ()
    spaced = re.sub(r"[_/]|-(?!\d)|(?<!\d)-", " ", path.rpartition(".")[0] or path)
    found = personal(normalise(spaced).text, known, warnings=False)
    if not found:  # of figures between small letters, which in a text are words
        capital = spaced.upper()
        found = tuple(one for groups in runs(capital) for one in numbers.insurance_numbers(capital, groups))
    said = "In this file’s name: "
    return tuple((Diagnostic(one.code, path, Span(1, 1), said + _message(one), one.code.fix), one.value) for one in found)


def _rows_apart(text: str) -> str:
    """Return a table with a sign between its rows: the last figure of one and the first of the next are two. Within quotes a
    line end is part of a cell."""
    return '"'.join(part if n % 2 else part.replace("\n", ";") for n, part in enumerate(text.split('"')))


class _Cell(NamedTuple):
    """A cell of a table, the name of its column, and where it begins in the text."""

    column: str
    written: str
    start: int


def _by_column(cells: Iterator[_Cell], known: Known, seen: set[tuple[str, int]]) -> Iterator[Found]:
    """In a table the word for a figure stands once, at the top: each cell is read after the name of its column."""
    for cell in cells:
        label = f"{cell.column}: "
        shift = cell.start - len(label)
        for one in personal(label + cell.written, known, warnings=False):
            if one.start >= len(label) and (one.code.id, one.start + shift) not in seen:
                yield one._replace(start=one.start + shift, end=one.end + shift)


def _cells_of_csv(text: str) -> Iterator[_Cell]:
    """Yield the cells of a table in the columns that say what they hold, whatever sign parts them."""
    header = text[: text.find("\n") % (len(text) + 1)]
    if not _HEADER.search(header):
        return
    sign = max(_SEPARATORS, key=header.count)
    names: list[str] = []
    at, row, column = 0, 0, 0
    while at <= len(text) and row <= _MOST_ROWS:
        cell = _CELLS[sign].match(text, at)
        end = cell.end() if cell else at
        written = text[at:end]
        if row == 0:
            names.append(written.strip(' "'))
        elif column < len(names) and _HEADER.search(names[column]) and written.strip(' "'):
            yield _Cell(names[column], written, at)
        row, column = (row, column + 1) if text[end : end + 1] == sign else (row + 1, 0)
        at = end + 1


def _cells_of_markdown(text: str) -> Iterator[_Cell]:
    """Yield the cells of tables within a text in the columns that say what they hold."""
    if "|" not in text or not _RULED.search(text):
        return
    at, names, before = 0, None, ""
    for line in text.split("\n"):
        if names is None:
            names = before.split("|") if "-" in line and _UNDER_HEAD.fullmatch(line) and _HEADER.search(before) else None
        elif "|" not in line:
            names = None
        else:
            start = at
            for name, written in zip(names, line.split("|"), strict=False):
                if _HEADER.search(name) and written.strip():
                    yield _Cell(name.strip(), written, start)
                start += len(written) + 1
        before = line
        at += len(line) + 1


def _linked_within(text: str) -> bool:
    """Whether a link may split a figure or an address: what is to be read then is the text without the signs of links."""
    return "](" in text and (_BEHIND_LINK.search(text) is not None or _BEFORE_LINK.search(text) is not None or "@](" in text)


def scan_files(files: Mapping[str, bytes], known: Known, telling: Telling = nobody) -> tuple[tuple[Diagnostic, str], ...]:
    """Return what is found in the files (path from the project's root → bytes), their names included."""
    found: list[tuple[Diagnostic, str]] = []
    for number, path in enumerate(sorted(files), 1):
        telling("Looking for personal data", number, len(files))
        found += scan_name(path, known)
        if path.lower().endswith(TEXTS):
            found += scan_text(path, files[path].decode("utf-8", "replace").replace("\r\n", "\n"), known)
    return tuple(found)
