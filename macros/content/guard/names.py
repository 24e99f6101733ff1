"""What may point to a person without a number: names, an age with a place and a day, initials with an age.

Names are told by the words before them, not by a model: a model called a hospital a person, would have to be installed
on every author's computer, and a warning that is often wrong is soon not read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from macros.content.guard.dates import days, months
from macros.content.guard.found import Found, found
from macros.diagnostics import catalogue as c

_TITLES = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Professor", "Prof", "Cllr", "Councillor", "Nurse", "Sister", "Rev"})
_WORDS = tuple(
    f"{word}{end}" for word in (
        "name is", "name was", "called", "named", "known as", " son", "daughter", " wife", "husband", "mother", "father",
        "brother", "neighbour", "partner", "niece", "nephew",
    ) for end in (" ", ", ")
)
_CAPITAL = r"[A-Z][a-z’'-]{1,30}"
_FIRST = re.compile(
    rf"{_CAPITAL}(?=\.?[ \t\n]{{1,2}}(?P<rest>(?:[A-Z]\.?[ \t]){{0,2}}"
    rf"(?!(?:Justice|Speaker|Commissioner|Chair|President|Adviser)\b)"
    rf"(?P<last>{_CAPITAL})(?:[ \t]{_CAPITAL})?))"
)
"""A word with a capital, before another one."""
_BODY = re.compile(r" (?:Council|Board|Trust|Team|Hospital|House|Act|Service|Group)\b")
_NO_NAME = frozenset(
    {"Adult", "Learning", "Care", "Social", "Safeguarding", "Quality", "The", "Making", "Mental", "Local", "Human", "National"}
)

# Here and below one class of signs comes first, since such a pattern is looked for many times faster than a choice.
_AGED = re.compile(r"age(?<!\w...)d?[ \t]+\d{2,3}(?!\s*(?:to|or|and|[-–]|\d|%))\b")
_YEARS_OLD = re.compile(r"year(?<=\d[- \t]year)s?[- \t]old\b")
_YEARS = re.compile(r"(?<!\w)\d{2,3}[- \t]\Z")
"""In small letters, each after a word of its own: such a pattern is looked for many times faster than a class."""
_PLACE = re.compile(
    r"\b(?:in|at|from|near|of|to)\s"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|The|His|Her)\b)[A-Z][a-z]{2,}"
    r"|\b[A-Z][a-z]+\s(?:Street|Road|Avenue|Lane|Close|Drive|Court|House|Ward|Lodge)\b"
)

_AROUND = 160

_INITIALS = re.compile(
    r"([A-Z])(?<![A-Za-z].)\.?[ ]?([A-Z])\.?(?:[ ]?([A-Z])\.?)?"
    r"(?:,?[ ](?:is[ ]|was[ ])?\(?aged?[ ]\d{1,3}\b|,?[ ]\(\d{2}\)|,[ ]\d{2}(?=,|[ ](?:was|is|lived|has|had)\b)"
    r"|[ ](?:is|was)[ ](?:a[ ])?\d{1,3}[- ]years?[- ]old)"
)
_ACRONYMS = frozenset({
    "AI", "AMP", "BIA", "BSL", "CEO", "CHC", "CPA", "CPN", "CQC", "DBS", "DHR", "DPA", "DSE", "DSL", "EDT",
    "EHC", "EU", "FOI", "FTE", "GMC", "GP", "GPS", "HR", "HRA", "ICB", "ICT", "ID", "IT", "LA", "LD", "LPA",
    "LPS", "MCA", "MDT", "MHA", "MSP", "NHS", "NI", "OPG", "OT", "PA", "PC", "PCN", "PDF", "PHE", "PSW", "QA", "RCA",
    "RN", "SAB", "SAR", "SCR", "SLA", "SLT", "SW", "TV", "UK", "US", "VAT", "WHO", "YOT",
})


def names(text: str) -> Iterator[Found]:
    """Yield what looks like a name: after a title (letters such as Mr X are stand-ins), or after “called” and the like."""
    for match in _FIRST.finditer(text):
        if match[0] in _TITLES:
            yield found(c.NAME, text, match.start(), match.end("rest"))
        elif match[0] not in _NO_NAME and text.endswith(_WORDS, 0, match.start()) and not _BODY.match(text, match.end("last")):
            yield found(c.NAME, text, match.start(), match.end("last"))


def ages(text: str, lower: str) -> Iterator[Found]:
    """Yield an exact age that has a place and a day or month beside it: together they can be looked up."""
    old = ((_YEARS.search(lower, max(0, one.start() - 5), one.start()), one.end()) for one in _YEARS_OLD.finditer(lower))
    said = [*(match.span() for match in _AGED.finditer(lower)), *((years.start(), end) for years, end in old if years)]
    if not said or len(lower) != len(text):
        return
    places = [match.start() for match in _PLACE.finditer(text)]
    dates = sorted(start for start, _ in (*days(text), *months(text)))
    for start, end in said:
        if _near(places, start) and _near(dates, start):
            yield found(c.AGE_PLACE_DATE, text, start, end)


def _near(places: list[int], at: int) -> bool:
    """Whether one of the places, which are in order, is within a sentence or two."""
    return bisect_left(places, at - _AROUND) < bisect_left(places, at + _AROUND)


def initials(text: str, lower: str) -> Iterator[Found]:
    """Yield initials with an age. What is a well-known abbreviation is none."""
    if "aged" not in lower and " age " not in lower and "year" not in lower and not re.search(r"[A-Z]\.?[, ]{1,2}\(?\d\d", text):
        return
    for match in _INITIALS.finditer(text):
        if "".join(filter(None, match.groups())) not in _ACRONYMS:
            yield found(c.INITIALS_WITH_AGE, text, *match.span())
