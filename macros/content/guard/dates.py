"""Days that belong to one person: of birth and of death, where words say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.content.guard.found import Found, found
from macros.diagnostics import catalogue as c

_REST = (  # of a month's name, after its first letter
    r"(?:an(?:uary)?|eb(?:ruary)?|ar(?:ch)?|pr(?:il)?|ay|une?|uly?|ug(?:ust)?|ept?(?:ember)?|ct(?:ober)?|ov(?:ember)?|ec(?:ember)?)"
)
_MONTH = rf"[JFMASONDjfmasond]{_REST}"
_BY = r"\s?[-/.]\s?"
# Each begins with one class of signs: such a pattern is looked for many times faster than a choice.
_DAY_FIRST = re.compile(
    rf"\d(?:\d?\s{{0,2}}(?:st|nd|rd|th)?(?:\s{{1,3}}(?:day\s{{1,3}})?of)?[\s.,/-]{{0,4}}{_MONTH}[\s.,/-]{{0,4}}(?:\d{{4}}|\d{{2}})"
    rf"|\d{{3}}{_BY}\d{{1,2}}{_BY}\d{{1,2}}|\d?{_BY}\d{{1,2}}{_BY}(?:\d{{4}}|\d{{2}}))(?!\d)", re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"[JFMASOND]{_REST}[\s.]{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,3}}\d{{4}}(?!\d)", re.IGNORECASE)
_MONTH_AND_YEAR = (
    re.compile(rf"[JFMASOND]{_REST}[\s.,-]{{1,4}}\d{{4}}(?!\d)", re.IGNORECASE), re.compile(r"\d\d?\s?[/.-]\s?\d{4}(?!\d)"),
)
_BEFORE, _AFTER = 110, 60
"""How many signs before a day, and after it, can say whose it is."""
_LONGEST, _WORD = 40, 10
"""Signs of a day, however it is written, and of a word that says what it is."""

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s{1,3})?"
_LEAD = (
    r"(?:\s?\([^()\d]{1,30}\))?[\s:=|(\[,\"'-]{0,8}"
    rf"(?:(?:is|was|on|the|given|recorded|shown|as)\s{{1,3}}){{0,5}}{_WEEKDAY}$"
)
_BIRTH_LABEL = re.compile(
    r"\b(?:d[./]?\s?o[./]?\s?b\b\.?|date[\s-]{0,3}of[\s-]{0,3}birth|birth[\s-]{0,2}date|birthday|bornon\b"
    rf"|(?<![a-z] )birth(?=\s?[:=|])){_LEAD}", re.IGNORECASE,
)
_BORN = re.compile(
    r"(?:\bborn\b(?:\s{1,3}(?:in|at)\s[\w' -]{1,30})?|(?<=\()b\.)[\s,:-]{1,3}(?:on\s{1,3})?(?:the\s{1,3})?"
    rf"{_WEEKDAY}$", re.IGNORECASE,
)
_DEATH_LABEL = re.compile(
    r"\b(?:d\.?\s?o\.?\s?d\b\.?|date[\s-]{0,3}of[\s-]{0,3}(?:(?:his|her|their|the)\s)?death|deceased|died(?:on)?|passed\s{1,3}away|death[\s-]{0,2}date"
    rf"|(?<![a-z] )death(?=\s?[:=|])){_LEAD}", re.IGNORECASE,
)
_PART_OF = r"\b(?:hours|morning|afternoon|evening|night)\s{1,3}of\s{1,3}(?:the\s{1,3})?"
_DIED = re.compile(
    r"\b(?:died|passed\s{1,3}away|(?:found|pronounced)\s{1,3}dead|was\s{1,3}killed|committed\s{1,3}suicide"
    rf"|(?:took|ended|lost)\s{{1,3}}(?:his|her|their)\s{{1,3}}(?:own\s{{1,3}})?life|death\s{{1,3}}(?:occurred|happened))\b"
    rf"(?P<gap>(?:[^.;:]|(?<=\d)[.:](?=\d)){{0,60}})(?:\bon\s{{1,3}}(?:the\s{{1,3}})?|{_PART_OF}|\(){_WEEKDAY}$", re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:and|but|when|while|which|review|report|inquest|meeting|board|published|policy|law|act|panel|began|opened"
    r"|reform)|\n\s*\n", re.IGNORECASE,
)
"""Words that begin something else than the death: the day after them is that of a report or a meeting."""
_DEATH_ON = re.compile(
    r"(?:\b(?:his|her|their|whose|the)|['’]s)\s{1,3}death\s{1,3}(?:of\s[\w' ]{1,30}\s)?(?:was\s)?on\s{1,3}(?:the\s{1,3})?"
    rf"{_WEEKDAY}$", re.IGNORECASE,
)
_ON = re.compile(rf"(?:\bon\s{{1,3}}(?:the\s{{1,3}})?|{_PART_OF}){_WEEKDAY}$", re.IGNORECASE)
_THEN_DIED = re.compile(
    r",?\s{1,3}(?:he|she|they|the\s(?:man|woman|person|adult)|adult\s\w|(?:mr|mrs|ms|miss|mx)\s\w{1,20})\s{1,3}"
    r"(?:sadly\s|suddenly\s)?(?:died|passed\s{1,3}away|was\s{1,3}found\s{1,3}dead)\b", re.IGNORECASE,
)
_BIRTH_WORDS = ("birth", "born", "(b.", "dob")
_DEATH_WORDS = ("died", "death", "dead", "deceased", "passed", "life", "killed", "suicide", "dod")
_LETTERS = re.compile(r"d[./]?\s?o[./]?\s?[bd]\b")
"""“d.o.b.” and “d.o.d.”, in small letters: looked for from a letter on, which is quick."""
_UNMARKED = re.compile(r"\d(?:\d?[ ]\d{1,2}[ ](?:\d{4}|\d{2})|\d{7})(?!\d)")
"""A day in figures that nothing parts but spaces, if anything."""
_THEN_BIRTH = re.compile(r"\s?[(\[]\s?(?:d[./]?o[./]?b\b|date\sof\sbirth|birthday)", re.IGNORECASE)
_THEN_DEATH = re.compile(r"\s?[(\[]\s?(?:d\.?o\.?d\b|date\sof\sdeath|died|deceased)\s?[.)\]]", re.IGNORECASE)


def days(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield where each whole day between two places begins and ends, in words or figures."""
    yield from _spans(text, _DAY_FIRST, start, end)
    yield from _spans(text, _MONTH_FIRST, start, end)


def months(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield where each month with its year begins and ends, between two places."""
    for pattern in _MONTH_AND_YEAR:
        yield from _spans(text, pattern, start, end)


def _spans(text: str, pattern: re.Pattern[str], start: int, end: int | None) -> Iterator[tuple[int, int]]:
    """What begins within a longer word or number is none."""
    matches = pattern.finditer(text, start, len(text) if end is None else end)
    return (match.span() for match in matches if not text[max(0, match.start() - 1) : match.start()].isalnum())


def letters(lower: str) -> tuple[int, ...]:
    """Return where “d.o.b.” or “d.o.d.” begins in a text in small letters: looked for once, for both."""
    return tuple(match.start() for match in _LETTERS.finditer(lower))


def _near(words: tuple[str, ...], letters: tuple[int, ...], text: str, lower: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where a day can stand that one of the words is about; a text has few of them and many days."""
    places = sorted([*letters, *(place for word in words if word in lower for place in _places(word, lower))])
    if places and len(lower) != len(text):  # a letter that is two when it is small: places are not the same
        yield 0, len(text)
        return
    start = end = 0
    for place in places:
        if place - _AFTER - _LONGEST > end:
            if end:
                yield start, end
            start = max(0, place - _AFTER - _LONGEST)
        end = place + _WORD + _BEFORE + _LONGEST
    if end:
        yield start, end


def _places(word: str, lower: str) -> Iterator[int]:
    at = lower.find(word)
    while at >= 0:
        yield at
        at = lower.find(word, at + 1)


def births(text: str, lower: str, letters: tuple[int, ...]) -> Iterator[Found]:
    """Yield days of birth that words name: a day, and after “date of birth” a month as well. “Born in 1948” is broad.
    `letters` is what the function of that name says."""
    for first, last in _near(_BIRTH_WORDS, letters, text, lower):
        for spans, labels in (
            (days(text, first, last), (_BIRTH_LABEL, _BORN)), (months(text, first, last), (_BIRTH_LABEL,)),
            (_spans(text, _UNMARKED, first, last), (_BIRTH_LABEL,)),
        ):
            for start, end in spans:
                before = text[max(0, start - _BEFORE) : start]
                if any(label.search(before) for label in labels) or _THEN_BIRTH.match(text, end):
                    yield found(c.DATE_OF_BIRTH, text, start, end)


def deaths(text: str, lower: str, letters: tuple[int, ...]) -> Iterator[Found]:
    """Yield exact days of death: of who died in the sentence, not of reports and meetings about it."""
    for first, last in _near(_DEATH_WORDS, letters, text, lower):
        for start, end in days(text, first, last):
            before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
            if _ends_in_death(before) or _THEN_DEATH.match(text, end) or (_ON.search(before) and _THEN_DIED.match(after)):
                yield found(c.DATE_OF_DEATH, text, start, end)


def _ends_in_death(before: str) -> bool:
    if _DEATH_LABEL.search(before) or _DEATH_ON.search(before):
        return True
    match = _DIED.search(before)
    return match is not None and not _OTHER.search(match["gap"])
