"""Rules about one record. A rule is a function whose name begins with `check_`; it yields findings
and never prints. `check_source` runs those of `dialect`, which need no front matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from types import ModuleType

from macros.content.body import Body
from macros.content.checks import counts, dates, dialect, lifecycle, parts, picked_up, recommendations, truth
from macros.content.record import Record
from macros.content.settings import Settings
from macros.content.source import Source
from macros.diagnostics import Diagnostic

Rule = Callable[[Record, Settings], Iterator[Diagnostic]]


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule about a record, module by module."""
    modules: tuple[ModuleType, ...] = (lifecycle, dates, counts, picked_up, parts, recommendations, truth)
    return tuple(value for m in modules for name, value in vars(m).items() if name.startswith("check_"))


def check_record(record: Record, settings: Settings) -> Iterator[Diagnostic]:
    """Yield what the rules find in one record."""
    for rule in rules():
        yield from rule(record, settings)


def check_what_is_there(record: Record, settings: Settings) -> Iterator[Diagnostic]:
    """Yield what is wrong with what a record holds, not what it lacks: for one that is read in part."""
    for rule in (lifecycle.check_listed, dates.check_order, dates.check_spans, dates.check_length_of_meeting,
                 dates.check_remedies, counts.check_parts_and_wholes, counts.check_within, counts.check_sums,
                 counts.check_findings_once, counts.check_bands, recommendations.check_ids,
                 recommendations.check_reasons, recommendations.check_impact, parts.check_parts, parts.check_length,
                 parts.check_no_text_lost, truth.check_example_names_nobody):
        yield from rule(record, settings)


def check_source(source: Source, body: Body) -> Iterator[Diagnostic]:
    """Yield what is wrong with how the body is written, whether or not its front matter is right."""
    yield from dialect.check_dialect(source, body)
