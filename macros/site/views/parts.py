"""The values that pages are made of: links, facts, entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from macros.content.edition import COMPUTED, Edition
from macros.content.record import Record
from macros.content.records.base import Status
from macros.content.records.kinds import Choice, Listed
from macros.content.records.meeting import Passed
from macros.content.records.use import Use
from macros.content.records.vocabulary import Theme
from macros.content.settings import Settings
from macros.frozen import frozen
from macros.learning.actions import Action, actions_of
from macros.learning.changes import Month, months
from macros.learning.due import Queue, queues
from macros.learning.evidence import Basis, Piece, evidence, evidence_days, naming
from macros.learning.gaps import Gap, gaps
from macros.learning.library import Library
from macros.learning.numbers import HIDDEN, Path, SmallNumbers, hidden_counts, small_numbers
from macros.learning.thread import Thread, threads
from macros.site import words
from macros.site.code import SquareCodes
from macros.site.past import Past
from macros.site.states import REOPENED, STATES, is_open_again, theme_state
from macros.site.synonyms import also_meant
from macros.site.views.declared import FacetField, ShownField, facet_fields, shown_fields
from macros.site.views.order import by_date
from macros.site.words import State


@frozen
class LinkTo:
    """Words that lead to a page; without an address they are plain words."""

    words: str
    address: str | None = None


@frozen
class Fact:
    """A label and what it says: words that may be links, or a state."""

    label: str
    links: tuple[LinkTo, ...] = ()
    state: State | None = None


@frozen
class Entry:
    """A record in a list: its title is the link, the rest one quiet line."""

    kind: str
    title: str
    address: str
    summary: str
    meta: tuple[str, ...] = ()
    day: dt.date | None = None
    state: State | None = None
    example: bool = False
    note: str = ""
    about: str = ""
    """The body that it is about, where that is not ours."""


@frozen
class Value:
    """One value of a facet for one record: what addresses, readers and counts call it."""

    key: str
    slug: str
    label: str
    group: str
    rank: int = 0
    """Its position among the values of its facet, before the alphabet; 0 where the alphabet is the order."""


@dataclass(frozen=True)
class Scene:
    """All that views are made from: one edition's library, the settings, the day."""

    edition: Edition
    library: Library
    settings: Settings
    site_url: str
    exact: Mapping[str, Record] = field(default_factory=dict)
    """The records whose counts this edition rounds, as they are: what is hidden is decided from them."""
    past: Past | None = None
    """What earlier versions of the site showed; only where it is being published."""

    @cached_property
    def today(self) -> dt.date:
        """The injected day."""
        return self.edition.today

    @cached_property
    def computed(self) -> bool:
        """Whether this edition shows states that are worked out: staff and managers only."""
        return self.edition.audience in COMPUTED

    @cached_property
    def small(self) -> SmallNumbers:
        """Which counts this edition hides."""
        return small_numbers(self.edition.audience, self.settings.rules)

    def hidden(self, record: Record) -> frozenset[Path]:
        """Return the paths of the counts of a record that this edition hides; worked out once for each record."""
        if record.id not in self._hidden:
            self._hidden[record.id] = hidden_counts(self.small, self.exact.get(record.id, record))
        return self._hidden[record.id]

    @cached_property
    def _hidden(self) -> dict[str, frozenset[Path]]:
        return {}

    @cached_property
    def listed(self) -> tuple[Record, ...]:
        """The records that lists show: all but replaced ones."""
        return tuple(r for r in self.library.records.values() if r.fields.status is not Status.SUPERSEDED)

    @cached_property
    def replaced(self) -> frozenset[str]:
        """The ids of the records that lists do not show."""
        return frozenset(self.library.records.keys() - {r.id for r in self.listed})

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each record among all, by its id, the newest first: quicker to sort by than days and titles."""
        ordered = sorted(self.library.records.values(), key=by_date)
        return {record.id: place for place, record in enumerate(ordered)}

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {r.id: self._entry(r) for r in self.library.records.values()}

    @cached_property
    def threads(self) -> Mapping[str, Thread]:
        """The thread of each theme by its slug; none in editions that show no states."""
        return threads(self.library, self.settings.rules, self.today) if self.computed else {}

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Every gap of this edition, by code and record; none in editions that show no states."""
        return gaps(self.library, self.threads, self.settings.rules, self.today) if self.computed else ()

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Every recommendation of the records that lists show, as it stands."""
        return tuple(action for record in self.listed for action in self.actions_of(record))

    def actions_of(self, record: Record) -> tuple[Action, ...]:
        """Return the recommendations of a record as they stand; worked out once for each record."""
        return self._actions[record.id]

    @cached_property
    def _actions(self) -> dict[str, tuple[Action, ...]]:
        return {r.id: actions_of(r) for r in self.library.records.values()}

    @cached_property
    def queues(self) -> tuple[Queue, ...]:
        """The reviews due, by owner; none in editions that show no states."""
        return queues(self.library, self.settings.rules, self.today) if self.computed else ()

    @cached_property
    def gaps_of(self) -> Mapping[str, tuple[Gap, ...]]:
        """The gaps of each record that has some, by its id."""
        found: dict[str, list[Gap]] = {}
        for gap in self.gaps:
            found.setdefault(gap.record.id, []).append(gap)
        return {id_: tuple(own) for id_, own in found.items()}

    def naming(self, statement: Record) -> tuple[Record, ...]:
        """Return the current records that name a statement, by id; gathered once for each statement."""
        if statement.id not in self._naming:
            self._naming[statement.id] = naming(statement, self.library, self.today)
        return self._naming[statement.id]

    @cached_property
    def _naming(self) -> dict[str, tuple[Record, ...]]:
        return {}

    def evidence(self, statement: Record) -> tuple[Piece, ...]:
        """Return what the records that name a statement show; worked out once for each statement. Nothing in editions
        that show no states."""
        if statement.id not in self._evidence:
            self._evidence[statement.id] = evidence(self.naming(statement), self._basis) if self.computed else ()
        return self._evidence[statement.id]

    @cached_property
    def _evidence(self) -> dict[str, tuple[Piece, ...]]:
        return {}

    def newest_evidence(self, statement: Record) -> dt.date | None:
        """Return the newest day of the evidence that a statement's page shows, or nothing where none has one."""
        if statement.id not in self._newest_evidence:
            days = evidence_days(statement, self.naming(statement) if self.computed else (), self.today)
            self._newest_evidence[statement.id] = max(days, default=None)
        return self._newest_evidence[statement.id]

    @cached_property
    def _newest_evidence(self) -> dict[str, dt.date | None]:
        return {}

    @cached_property
    def _basis(self) -> Basis:
        used: dict[str, list[Use]] = {}
        for row in self.library.use:
            used.setdefault(row.briefing, []).append(row)
        rules = self.settings.rules
        return Basis(self.library, rules, self.today, self.threads, self.hidden, self.actions_of, used, self.computed)

    @cached_property
    def also_meant(self) -> Callable[[str], list[str]]:
        """What gives the words that mean the same as some of a text's."""
        return also_meant(self.settings)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """Every month in which something changed, newest first."""
        return months(self.library, self.today)

    @cached_property
    def passed(self) -> tuple[Record, ...]:
        """The listed records of something that was passed on."""
        return tuple(r for r in self.listed if isinstance(r.fields, Passed))

    def thread(self, record: Record) -> Thread | None:
        """Return the thread of a record that is a theme, where this edition shows it."""
        return self.threads.get(record.slug) if isinstance(record.fields, Theme) else None

    @cached_property
    def codes(self) -> SquareCodes:
        """What draws the codes of this edition's addresses, each made of those before it."""
        return SquareCodes()

    def entry(self, record: Record) -> Entry:
        """Return the record as an entry of a list; made once for each record."""
        return self._entries[record.id]

    def _entry(self, record: Record) -> Entry:
        meta: list[str] = []
        if record.type.parts_rule:
            meta.append(words.count(record.minutes, "minute", "minutes"))
        if record.version and record.version > 1:
            meta.append(f"version {record.version}")
        state, thread = words.status_state(record, self.today), self.thread(record)
        late = next((words.LATE[g.code.id] for g in self.gaps_of.get(record.id, ()) if g.code.id in words.LATE), "")
        if state is None and thread:
            state = theme_state(thread)
            if late:
                meta.append(late)
        elif state is None and late:
            state = State("alert", late, "attend")
        return Entry(
            record.type.name, record.title, record.address, record.fields.summary, tuple(meta),
            record.changed if record.type.dated else None, state, record.fields.example,
            about=record.fields.about_body or "",
        )

    def link(self, id_: str) -> LinkTo | None:
        """Return a link to a record, or nothing where it is not in this edition."""
        return self._links.get(id_)

    @cached_property
    def _links(self) -> dict[str, LinkTo]:
        return {id_: LinkTo(record.title, record.address) for id_, record in self.library.records.items()}

    def values(self, record: Record) -> tuple[Value, ...]:
        """Return every facet value that a record has: how far a theme has come, then its declared facets in
        order; worked out once for each record."""
        return self._values[record.id]

    @cached_property
    def _values(self) -> dict[str, tuple[Value, ...]]:
        return {r.id: tuple(self._all_values(r)) for r in self.library.records.values()}

    def _all_values(self, record: Record) -> Iterator[Value]:
        if thread := self.thread(record):
            yield Value("state", str(thread.state.value).replace("_", "-"), STATES[thread.state].words, "State")
            if is_open_again(thread):
                yield Value("state", REOPENED.lower(), REOPENED, "State")
        for facet in facet_fields(type(record.fields)):
            value = getattr(record.fields, facet.name)
            if value is not None and value != ():
                yield from self._values_of(facet, value)

    def _values_of(self, facet: FacetField, value: Any) -> Iterator[Value]:
        ref, listed = facet.ref, facet.listed
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, dt.date):
                said: tuple[str, str] | None = (str(one.year), str(one.year))
            elif isinstance(one, Choice):
                said = (_slug(str(one.value)), one.label)
            elif ref:
                other = self.library.records.get(f"{ref.to}/{one}")
                said = (other.slug, other.title) if other else None
            elif listed:
                said = (str(one), self.titles(listed).get(str(one), str(one)))
            else:
                said = (_slug(str(one)), str(one))
            if said:
                # Thousands of records have the same few values: one of each is enough.
                key = (facet.key, facet.label, said)
                made = self._made.get(key)
                yield made or self._made.setdefault(key, Value(facet.key, *said, facet.label))

    @cached_property
    def _made(self) -> dict[tuple[str, str, tuple[str, str]], Value]:
        return {}

    def titles(self, listed: Listed) -> Mapping[str, str]:
        """Return a list of the settings as id → title; put together once for each list."""
        if listed.setting not in self._titles:
            self._titles[listed.setting] = self.settings.listed(listed.setting)
        return self._titles[listed.setting]

    @cached_property
    def _titles(self) -> dict[str, Mapping[str, str]]:
        return {}

    def facts(self, record: Record) -> tuple[Fact, ...]:
        """Return the facts at the head of a record's page, as its type declares them: own ones first."""
        hidden, found = self.hidden(record), []
        for shown in shown_fields(type(record.fields)):
            value = getattr(record.fields, shown.name)
            if value is not None and value != () and (links := self._fact_links(shown, value, hidden)):
                found.append(Fact(shown.label, links))
        return tuple(found)

    def _fact_links(self, shown: ShownField, value: Any, hidden: frozenset[Path]) -> tuple[LinkTo, ...]:
        if hidden and (shown.name,) in hidden:
            return (LinkTo(f"{HIDDEN} {self.small.note}"),)
        many = value if isinstance(value, tuple) else (value,)
        if ref := shown.ref:
            return tuple([x for one in many if (x := self.link(f"{ref.to}/{one}" if ref.to else str(one)))])
        if shown.listed and (titles := self.titles(shown.listed)):
            return tuple([LinkTo(titles.get(str(one), str(one)), words.mailbox(one)) for one in many])
        return tuple([LinkTo(words.in_words(one), words.mailbox(one)) for one in many])


@cache
def _slug(value: str) -> str:
    return "".join(ch if ch.isalnum() else "-" for ch in value.lower()).strip("-")
