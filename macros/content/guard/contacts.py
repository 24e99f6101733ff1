"""Ways to reach a person: phone numbers, e-mail addresses and full postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from macros.content.guard.found import Found, found
from macros.content.guard.roles import is_role
from macros.content.guard.runs import Group, Stretch, stretches, whole_run
from macros.diagnostics import catalogue as c

_ABROAD = re.compile(r"(?:\+|(?<!\d)00)[ \t(]{0,2}$")
_LABEL = re.compile(r"\b(?:tel|phone|telephone|mobile|mob|call|ring|text|fax)\b[^\d\n]{0,20}$", re.IGNORECASE)
_OURS = re.compile(r"(?:0|\+440?)[1235789]\d{9}")

_POSTCODE_END = re.compile(
    r"\d[ \t-]{0,2}[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?![A-Za-z0-9])|\d[ABD-HJLNP-UW-Z] [ABD-HJLNP-UW-Z](?![A-Za-z0-9])"
)
_POSTCODE_START = re.compile(
    r"(?:[A-PR-UWYZ]\d[\dA-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y]\d[\dABEHMNPRVWXY]?|GIR)(?P<gap>[ \t]*+(?:\n[ \t>]*+)?|[-./])$",
    re.IGNORECASE,
)
_START_LENGTH = 60
_SMALL_WORDS = frozenset({"by", "as", "at", "he", "we", "be", "an", "up", "us", "re", "pa", "ha"})
"""“Cell C4 2by 2”: words that the last two letters would make."""
_ORDINAL = re.compile(r"1st|2nd|3rd|\d(?:th|bn|hr|ft|ps|ly|ed)$", re.IGNORECASE)

_EMAIL = re.compile(
    r"[A-Za-z0-9é][A-Za-z0-9é.+'’-]{0,63}+(?:\s{0,2}@\s{0,2}|\s{0,2}[\[({]\s{0,2}at\s{0,2}[\])}]\s{0,2})"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}+(?:\.|\s{0,2}[\[({]\s{0,2}dot\s{0,2}[\])}]\s{0,2})){1,5}[A-Za-z]{2,24}", re.IGNORECASE,
)
_AT = re.compile(r"[@\[({](?:(?<=@)|(?<!@)\s{0,2}at\s{0,2}[\])}])", re.IGNORECASE)
"""One class of signs comes first, since such a pattern is looked for many times faster than a choice."""
_NAME = re.compile(r"[A-Za-z0-9é][A-Za-z0-9é.+'’-]{0,63}\s{0,2}\Z")
_LONGEST_NAME = 66
"""How many signs of an address can stand before its @."""


def phone_numbers(text: str, groups: tuple[Group, ...], own: frozenset[str]) -> Iterator[Found]:
    """Yield phone numbers in a run of digits, without those that are the site's own or listed (`own`, by `dialled`).

    Of ours, eleven digits that are written like a number count, whether or not they can be dialled: one with a
    wrong digit, or kept free for drama, is one as well. Others must be right by the numbering plans.
    """
    at = -1
    abroad = {n: match for n, group in enumerate(groups) if (match := _abroad(text, group.start))}
    starts = [n for n, group in enumerate(groups) if group.digits[0] == "0" or n in abroad]
    yield from _bare_mobiles(text, groups, own)
    for first in starts:
        plus = abroad.get(first)
        sizes = range(9, 16) if plus else range(10, 12)
        split = whole_run(groups, sizes) if first == 0 else None
        for stretch in ((split,) if split else stretches(groups, sizes, (first,))):
            if stretch.start < at or not (plus or _looks_dialled(text, stretch)):
                continue
            number = dialled(f"+{stretch.digits}" if plus else stretch.digits)
            if number is None:
                continue
            at = stretch.end
            if number not in own:
                yield found(c.PHONE_NUMBER, text, plus.start() if plus else stretch.start, stretch.end)


def _bare_mobiles(text: str, groups: tuple[Group, ...], own: frozenset[str]) -> Iterator[Found]:
    """Yield mobile numbers in one piece without what stands first: a spreadsheet drops the 0, an address for chats the +."""
    for group in groups:
        size = len(group.digits)
        if (size == 12 and group.digits.startswith("447") and text[group.start - 1 : group.start] != "+") or (
            size == 10 and group.digits[0] == "7" and _LABEL.search(text, max(0, group.start - 40), group.start)
        ):
            number = dialled(f"+44{group.digits[-10:]}")
            if number and number not in own:
                yield found(c.PHONE_NUMBER, text, group.start, group.end)


def _abroad(text: str, at: int) -> re.Match[str] | None:
    """Return the + or 00 that stands before a number, where there is one."""
    before = text[max(0, at - 5) : at]
    return _ABROAD.search(text, max(0, at - 5), at) if "+" in before or "00" in before else None


@lru_cache(maxsize=4096)
def dialled(written: str) -> str | None:
    """Return a number as it is dialled from anywhere, such as +441632960001, or None where it cannot be one."""
    digits = "".join(sign for sign in written if sign.isdigit() or sign == "+")
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if _OURS.fullmatch(digits):
        return f"+44{digits[-10:]}"
    if not digits.startswith("+") and len(digits) != 10:
        return None
    import phonenumbers  # noqa: PLC0415 - few texts hold a number of which its plans are asked, and they take long to load

    try:
        number = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if valid else None


def _looks_dialled(text: str, stretch: Stretch) -> bool:
    first, size = stretch.shape[0], len(stretch.digits)
    if stretch.one_by_one:
        return stretch.whole and size == 11
    if size == 10:
        return first >= 4 and stretch.digits[1] in "18"
    if size != 11 or stretch.digits.startswith("00"):
        return False
    if first in (3, 4, 5, 11) or stretch.digits.startswith("07"):
        return True
    return _LABEL.search(text, max(0, stretch.start - 40), stretch.start) is not None


def postcodes(text: str) -> Iterator[Found]:
    """Yield full postcodes, by the letters that each place may have. The outward part alone is broad, and no finding."""
    for match in _POSTCODE_END.finditer(text):
        before = text[max(0, match.start() - _START_LENGTH) : match.start()]
        start = _POSTCODE_START.search(before)
        if not start or before[: start.start()][-1:].isalnum() or _ORDINAL.fullmatch(match[0]):
            continue
        if match[0][-2:] in _SMALL_WORDS and not start[0].islower():
            continue
        yield found(c.POSTCODE, text, match.start() - len(start[0]), match.end())


def emails(text: str, lower: str, own: frozenset[str]) -> Iterator[Found]:
    """Yield e-mail addresses that are nobody's role: not among `own`, and without a word of work before the @."""
    if "@" not in text and "at]" not in lower and "at)" not in lower and "at}" not in lower:
        return
    end = 0
    for sign in _AT.finditer(text):
        # Looked for around each sign: from each word on it would take many times as long.
        name = _NAME.search(text, max(end, sign.start() - _LONGEST_NAME), max(end, sign.start()))
        match = _EMAIL.match(text, name.start()) if name else None
        if match is None:
            continue
        end = match.end()
        address = mailbox(match[0])
        who, _, domain = address.partition("@")
        if address not in own and not is_role(who, domain):
            yield found(c.PERSONAL_EMAIL, text, *match.span())


def mailbox(written: str) -> str:
    """Return an address small, with its @ and points however they were spelt."""
    small = re.sub(r"\s{0,2}(?:@|[\[({]\s{0,2}at\s{0,2}[\])}])\s{0,2}", "@", written.lower())
    return re.sub(r"\s{0,2}[\[({]\s{0,2}dot\s{0,2}[\])}]\s{0,2}", ".", small)
