"""Where themes were seen: the findings of audits with their counts, and the sources that name a theme."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from macros.content.record import Record
from macros.content.records.audits import Audit, AuditKind, FindingKind, PickedUp, WithFindings
from macros.content.records.base import Status
from macros.frozen import frozen
from macros.learning.library import Library


@frozen
class Sighting:
    """A theme seen in one source. An audit's also says in how many of the files that it applies to."""

    theme: str
    on: dt.date
    kind: str
    """The kind of source, in the words of its type."""
    record: str
    present: int | None = None
    applicable: int | None = None
    audit_kind: AuditKind | None = None
    tool: str = ""
    tool_version: str = ""

    @property
    def share(self) -> float | None:
        """The share of the files that it applies to, from 0 to 100, or None where nothing was counted."""
        return 100 * self.present / self.applicable if self.present is not None and self.applicable else None

    def comparable(self, earlier: Sighting) -> bool:
        """Return whether this round looked in the same way as an earlier one: the same kind and tool."""
        return self.audit_kind is not None and (self.audit_kind, self.tool) == (earlier.audit_kind, earlier.tool)


@frozen
class Round:
    """One audit round that measured: its day, its kind, and what it found of each theme."""

    record: str
    on: dt.date
    kind: AuditKind
    found: Mapping[str, Sighting]


def sightings_of(record: Record) -> Iterator[Sighting]:
    """Yield what one record says of themes. What is replaced, or about another body, says nothing of ours;
    of an audit only concerns count, and of other sources each theme that they name."""
    kind, on, fields = record.type.source_kind, record.source_day, record.fields
    if kind is None or on is None or fields.about_body or fields.status in (Status.SUPERSEDED, Status.WITHDRAWN):
        return
    if not isinstance(fields, WithFindings):
        for theme in dict.fromkeys(fields.themes):
            yield Sighting(theme, on, kind, record.id)
        return
    for finding in fields.findings:
        if finding.kind is FindingKind.CONCERN:
            yield Sighting(
                finding.theme, on, kind, record.id, finding.present, finding.applicable,
                fields.value_of("kind"), fields.value_of("tool") or "", fields.value_of("tool_version") or "",
            )


@frozen
class Seen:
    """Everything that was seen, by theme and by round, in order of time."""

    by_theme: Mapping[str, tuple[Sighting, ...]]
    rounds: Mapping[AuditKind, tuple[Round, ...]]
    """The rounds that measured, of each kind, oldest first."""
    before: Mapping[str, Round]
    """The round before each round of its kind, by the record of the later one."""


def seen(library: Library, today: dt.date) -> Seen:
    """Return every sighting of the library up to a day. Made once for all themes, so that the work grows
    with the records and not with the themes."""
    by_theme: dict[str, list[Sighting]] = defaultdict(list)
    rounds: dict[AuditKind, list[Round]] = defaultdict(list)
    for record in library.records.values():
        own = tuple(s for s in sightings_of(record) if s.on <= today)
        for sighting in own:
            by_theme[sighting.theme].append(sighting)
        fields, on = record.fields, record.source_day
        measured = isinstance(fields, Audit) and fields.kind and fields.themes_picked_up is not PickedUp.NOT_MEASURED
        if isinstance(fields, Audit) and fields.kind and measured and on and on <= today:
            rounds[fields.kind].append(Round(record.id, on, fields.kind, {s.theme: s for s in own}))
    return seen_in(by_theme, rounds.values())


def seen_in(by_theme: Mapping[str, Iterable[Sighting]], rounds: Iterable[Iterable[Round]]) -> Seen:
    """Return sightings by theme, and the rounds of each kind, put in order of time."""
    ordered = [tuple(sorted(found, key=lambda r: (r.on, r.record))) for found in rounds]
    return Seen(
        {theme: tuple(sorted(found, key=lambda s: (s.on, s.record))) for theme, found in sorted(by_theme.items())},
        {found[0].kind: found for found in ordered if found},
        {later.record: earlier for found in ordered for earlier, later in pairwise(found)},
    )
