"""Numbers that stand for a home or a file about a person: UPRNs, and case numbers of the council's systems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from macros.content.guard.found import Found, found
from macros.content.guard.runs import Group
from macros.diagnostics import catalogue as c

_SPLIT = r"[ \t\-]*+(?:\n[ \t>]*+)?"
_LEAD = r"[\s:.#=|,('\"\[-]{0,6}(?:(?:is|was|of)\s)?[\s:.#=|,('\"\[-]{0,4}"
_UPRN = re.compile(
    r"(?:\buprns?\b|\b(?:unique\s{0,3})?property\s{0,3}reference\b)(?:\s{0,3}(?:number|num|no)\b)?\.?"
    rf"(?:\s(?:for|of)\s[\w'’ ]{{1,40}}\s(?=is\s|was\s))?{_LEAD}(\d(?:{_SPLIT}\d){{4,11}})(?!\d)", re.IGNORECASE,
)
_UPRN_BEHIND = re.compile(r"(?<![\d.])(\d{5,12})\s?[(\[]\s?(?:the\s)?uprn[)\]]", re.IGNORECASE)
_SYSTEMS = r"mosaic|liquid\s?logic|las|lcs|eclipse|care\s?first|care\s?director|contr\s?occ|swift|azeus|charms"
_CASE_LABEL = re.compile(
    rf"\b(?:(?:{_SYSTEMS})[\s-]{{0,3}}(?:case|person|client|file)?[\s-]{{0,3}}"
    r"|(?:case|client|person|service\s{0,2}user|customer|patient|hospital)(?:['’]s)?[\s-]{0,3})"
    rf"(?:ids?|number|num|no|ref(?:erence)?(?:[\s-]{{1,3}}(?:number|num|no))?)\b\.?{_LEAD}"
    r"(?P<letters>[A-Z]{0,3}[-/]?)$", re.IGNORECASE,
)
_SYSTEM_LABEL = re.compile(rf"\b(?:{_SYSTEMS})[\s:#(]{{1,4}}(?P<letters>)$", re.IGNORECASE)
_BEFORE = 70
_PUBLIC = re.compile(r"ombudsman|lgsco|court|tribunal|judgment", re.IGNORECASE)


def property_references(text: str, lower: str) -> Iterator[Found]:
    """Yield UPRNs: five to twelve digits after their name. Alone they look like any other figure."""
    if "uprn" in lower or "property" in lower:
        for match in _UPRN.finditer(text):
            yield found(c.PROPERTY_REFERENCE, text, match.start(1), match.end(1))
        if "uprn)" in lower or "uprn]" in lower:
            for match in _UPRN_BEHIND.finditer(text):
                yield found(c.PROPERTY_REFERENCE, text, match.start(1), match.end(1))


def labelled_cases(text: str, groups: tuple[Group, ...]) -> Iterator[Found]:
    """Yield numbers of files about people in a run: five to ten digits after the name of a system or of such a number."""
    for group in groups:
        if 5 <= len(group.digits) <= 10:
            before = text[max(0, group.start - _BEFORE) : group.start]
            label = _CASE_LABEL.search(before) or (len(group.digits) >= 6 and _SYSTEM_LABEL.search(before))
            if label and not _PUBLIC.search(before):
                yield found(c.CASE_NUMBER, text, group.start - len(label["letters"]), group.end)


def case_numbers(text: str, patterns: tuple[str, ...]) -> Iterator[Found]:
    """Yield whatever has one of the settings' patterns."""
    for pattern in patterns:
        for match in _compiled(pattern).finditer(text):
            yield found(c.CASE_NUMBER, text, *match.span())


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    """`#` is a digit, `@` a letter, anything else itself. Between two signs a space or a line end may stand."""
    signs = [r"\d" if sign == "#" else "[A-Za-z]" if sign == "@" else re.escape(sign) for sign in pattern]
    return re.compile(rf"(?<![A-Za-z0-9]){'[ ]?'.join(signs)}(?![A-Za-z0-9])".replace("[ ]?", r"\s?"), re.IGNORECASE)
