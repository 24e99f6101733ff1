"""Numbers that stand for one person: NHS numbers and National Insurance numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nhs_number.constants import REGION_ENGLAND_WALES_IOM, REGION_NORTHERN_IRELAND, REGION_SCOTLAND, REGION_SYNTHETIC
from nhs_number.validate import is_valid

from macros.content.guard.found import Found, found
from macros.content.guard.runs import Group, Stretch, stretches, whole_run
from macros.diagnostics import catalogue as c

_ISSUED = (REGION_ENGLAND_WALES_IOM, REGION_NORTHERN_IRELAND, REGION_SYNTHETIC)
"""Ranges that are issued, and the one that test systems use: a number of theirs was copied from a system too."""
_NHS_WORDS = re.compile(r"\bnhs[\s-]*(?:numbers?|num\b|nos?\b(?!\s+longer)|id\b|ref\b|#)|\b(?:h&c|chi) number", re.IGNORECASE)
NHS_WORDS = ("nhs", "h&c number", "chi number")
"""One of which stands, in small letters, where such a number is named."""
_TEN = range(10, 11)
_BEFORE, _AFTER = 40, 20
_PARTED = re.compile(r"\d(?<!\d.)\d{2}[^\w\n]{1,5}\d{3}[^\w\n]{1,5}\d{4}(?!\d)")
_ISBN = re.compile(r"isbn\W{0,4}(?:\d{3}-)?$", re.IGNORECASE)

_SPLIT = r"[ \t.\-]*+(?:\n[ \t>]*+)?"
_LAST = re.compile(rf"{_SPLIT}[A-D](?![A-Za-z0-9])")
_SMALL = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{6}[a-d](?![A-Za-z0-9])")
_WHOLE = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z]{_SPLIT}[A-Za-z]{_SPLIT}\d(?:{_SPLIT}\d){{5}}{_SPLIT}[A-Za-z]$")
_LONGEST = 160
"""Signs of a number of nine, however it is split."""
_NI_WORDS = re.compile(
    rf"n(?<!\w.)(?:i[ \t]*(?:number|no\b|num\b|#)|ational[ \t]*insurance[ \t]*(?:number|no\b|num\b|#)|ino\b)"
    rf"[\s.:#=('\"\[-]{{0,6}}(?:is )?"
    rf"([A-Z]{_SPLIT}[A-Z]{_SPLIT}\d(?:{_SPLIT}\d){{5}})(?!\d)", re.IGNORECASE,
)
_GROUPINGS = frozenset({(6,), (2, 2, 2), (3, 3), (1,) * 6})


def nhs_numbers(text: str, groups: tuple[Group, ...], *, named: bool) -> Iterator[Found]:
    """Yield NHS numbers in a run of digits: those whose check digit and range are right, written as one number is;
    and ten digits beside the words, right or not, since a slip of the finger still points to somebody.
    `named` says whether the words stand anywhere in the text."""
    at = -1
    split = whole_run(groups, _TEN)
    for stretch in ((split,) if split else stretches(groups, _TEN)):
        if stretch.start < at:
            continue
        if _is_issued(stretch, text) or (named and (stretch.whole or stretch.shape == (3, 3, 4)) and _named(text, stretch)):
            yield found(c.NHS_NUMBER, text, stretch.start, stretch.end)
            at = stretch.end


def parted_nhs_numbers(text: str) -> Iterator[Found]:
    """Yield three, three and four digits beside the words, whatever signs part them: quotes, commas, the cells of a table."""
    for match in _PARTED.finditer(text):
        before, after = text[max(0, match.start() - _BEFORE) : match.start()], text[match.end() : match.end() + _AFTER]
        if _NHS_WORDS.search(before) or _NHS_WORDS.search(after):
            yield found(c.NHS_NUMBER, text, *match.span())


def names_nhs_numbers(text: str) -> bool:
    """Return whether the words for such a number stand in a text: looked for once, not beside each figure."""
    return _NHS_WORDS.search(text) is not None


def _is_issued(stretch: Stretch, text: str) -> bool:
    if not (len(stretch.groups) <= 3 or (stretch.one_by_one and stretch.whole) or _broken(text, stretch)):
        return False
    digits = stretch.digits
    if not is_valid(digits) or _ISBN.search(text[max(0, stretch.start - 12) : stretch.start]):
        return False
    return any(region.contains_number(digits) for region in _ISSUED) or _is_chi(digits)


def _broken(text: str, stretch: Stretch) -> bool:
    """Whether it is a number of three, three and four that the end of a line splits once more."""
    if len(stretch.groups) != 4:
        return False
    pairs = zip(stretch.groups, stretch.groups[1:], strict=False)
    joins = [n for n, (left, right) in enumerate(pairs) if "\n" in text[left.end : right.start]]
    shape = stretch.shape
    return any((*shape[:n], shape[n] + shape[n + 1], *shape[n + 2 :]) == (3, 3, 4) for n in joins)


def _is_chi(digits: str) -> bool:
    """Scotland's numbers begin with a day of birth."""
    day, month = int(digits[:2]), int(digits[2:4])
    return REGION_SCOTLAND.contains_number(digits) and 1 <= day <= 31 and 1 <= month <= 12


def _named(text: str, stretch: Stretch) -> bool:
    before = text[max(0, stretch.start - _BEFORE) : stretch.start]
    return bool(_NHS_WORDS.search(before) or _NHS_WORDS.search(text[stretch.end : stretch.end + _AFTER]))


def small_insurance_numbers(text: str, groups: tuple[Group, ...]) -> Iterator[Found]:
    """Yield National Insurance numbers in one piece with a small last letter; with spaces such letters are words."""
    for group in groups:
        if len(group.digits) == 6 and (match := _SMALL.match(text, max(0, group.start - 2))):
            yield found(c.INSURANCE_NUMBER, text, *match.span())


def insurance_numbers(text: str, groups: tuple[Group, ...]) -> Iterator[Found]:
    """Yield the National Insurance number in a run of digits: two letters, the six digits, a letter from A to D, in any of its
    usual groups.

    Letters that are never issued (HMRC's manual, NIM39110) count too: nothing else in the sector has this
    shape, and one wrong letter still points to somebody. `named_insurance_numbers` finds those without the last letter.
    """
    digits = "".join(group.digits for group in groups)
    last = _LAST.match(text, groups[-1].end) if len(digits) == 6 else None
    match = _WHOLE.search(text, max(0, last.end() - _LONGEST), last.end()) if last else None
    if match and (match[0].isalnum() or (_groups(match[0]) in _GROUPINGS and _capital(match[0]))):
        yield found(c.INSURANCE_NUMBER, text, *match.span())


def named_insurance_numbers(text: str, lower: str) -> Iterator[Found]:
    """Yield National Insurance numbers that have no last letter, where the words stand before them."""
    if "nino" in lower or "insurance" in lower or ("ni " in lower and ("ni n" in lower or "ni #" in lower)):
        for match in _NI_WORDS.finditer(text):
            yield found(c.INSURANCE_NUMBER, text, match.start(1), match.end(1))


def _groups(written: str) -> tuple[int, ...]:
    return tuple(len(part) for part in re.findall(r"\d+", written))


def _capital(written: str) -> bool:
    """Small letters beside figures are words: “in 2024-25 a …”. Only nine signs without a gap may be small."""
    return written.upper() == written
