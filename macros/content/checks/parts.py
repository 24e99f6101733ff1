"""Rules about the parts of a body: the seven-minute gate."""

from __future__ import annotations

from collections.abc import Iterator

from macros.content.body import Part
from macros.content.record import Record
from macros.content.settings import Settings
from macros.diagnostics import START, Diagnostic
from macros.diagnostics import catalogue as c


def check_parts(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """Where a type has a rule for its parts, their number and what one of them says are right."""
    rule, parts = record.type.parts_rule, record.body.parts
    if rule is None or (record.is_draft and not parts):
        return
    if len(parts) != rule.count:
        line = parts[rule.count].line if len(parts) > rule.count else parts[-1].line if parts else record.source.body_line
        number = f"{len(parts)} part" if len(parts) == 1 else f"{len(parts) or 'no'} parts"
        message = f"This {record.type.name} has {number}; it needs {rule.count}."
        yield record.body_problem(c.PART_COUNT, line, message)
        return
    allowed = [p for p in parts if p.number in rule.do_parts]
    if not any(rule.do_words.lower() in p.title.lower() for p in allowed):
        numbers = " nor ".join(str(p.number) for p in allowed)
        titles = ", ".join(f"“{p.title}”" for p in allowed)
        yield record.body_problem(c.NO_DO_PART, allowed[0].line, f"Neither part {numbers} says what to do: {titles}.")


def check_length(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """Where a type has a rule for its length, the record keeps to it."""
    rule = record.type.parts_rule
    if rule is None or not record.body.parts:
        return
    longest = max(record.body.parts, key=lambda p: p.words)
    if record.words > rule.most_words:
        yield _too_long(record, longest, f"The parts have {record.words} words; at most {rule.most_words} fit one A4 side.")
    elif record.words > rule.warn_words:
        message = f"The parts have {record.words} words; up to {rule.warn_words} read well. {_longest(longest)}"
        yield record.body_problem(c.MANY_WORDS, longest.line, message)
    if record.minutes > rule.most_minutes:
        message = (
            f"It takes {record.minutes} minutes to read all {record.words_in_all:,} words; "
            f"{rule.most_minutes} minutes are the promise. {_longest(longest)}"
        )
        yield record.body_problem(c.TOO_MANY_MINUTES, longest.line, message)


def check_no_text_lost(record: Record, _: Settings) -> Iterator[Diagnostic]:
    """Text stands under a heading, and a heading has text."""
    if any(not line.startswith("# ") for line in record.body.before.split("\n") if line.strip()):
        lines = enumerate(record.source.body.split("\n"), record.source.body_line)
        first = next(number for number, line in lines if line.strip() and not line.startswith("# "))
        yield record.body_problem(c.TEXT_BEFORE_PARTS, first, "Text stands before the first part.")
    for part in record.body.parts:
        if not part.text.strip() and not record.is_draft:
            yield record.body_problem(c.EMPTY_PART, part.line, f"Nothing stands under “{part.title}”.")


def _longest(part: Part) -> str:
    return f"The longest part is {part.number}, “{part.title}”, with {part.words} words."


def _too_long(record: Record, longest: Part, message: str) -> Diagnostic:
    return record.body_problem(c.TOO_MANY_WORDS, longest.line or START.line, f"{message} {_longest(longest)}")
