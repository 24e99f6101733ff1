"""What a type of record declares of itself."""

from __future__ import annotations

from dataclasses import field

from macros.content.records.base import Fields
from macros.frozen import frozen


@frozen
class PartsRule:
    """What a type asks of its body: how many parts, which of them says what to do, how long."""

    count: int
    do_parts: tuple[int, ...]
    do_words: str
    warn_words: int
    most_words: int
    dense_words: int
    """Above this many words the page prints one step smaller."""
    most_minutes: int


PUBLISHED = ("published",)


@frozen
class Glance:
    """A column of the table that a type's list is drawn as. `path` leads to the value through the form,
    with dots; of a list, or of the table that a field names, the newest entry counts."""

    label: str
    path: str
    missing: str = "Not said"
    """What stands there where the record says nothing."""
    given: str = ""
    """A field that must hold something for the column to be asked of a record at all."""
    otherwise: str = ""
    """What stands there where it does not."""
    also: str = ""
    """Where another value stands that says the same in other words, if the first is missing."""


@frozen
class Serial:
    """A count that records of a type give period by period: the next may repeat it, and a longer period may be made up of
    several."""

    count: str
    before: str
    """The field that says the count of the period before."""
    period: str
    like: tuple[str, ...]
    """The fields in which records are the same that count the same."""


@frozen
class RecordType:
    """A type of record. Nothing outside its declaration asks which type a record is."""

    folder: str
    """Its folder under `briefings/` and the first part of its records' addresses."""
    name: str
    plural: str
    fields: type[Fields]
    place: str
    """The place on the site, by its id in the settings, that its list belongs to."""
    purpose: str
    """One sentence for authors and readers: what a record of this type is."""
    layout: str = "record"
    """The template in `overrides/hub/` that draws a record's page."""
    source_kind: str | None = None
    """What kind of source it is in the golden thread; None for what is no source."""
    found_on: tuple[str, ...] = PUBLISHED
    """The way to the day that a record is about: by it a source counts in the golden thread, and a table is in order."""
    glance: tuple[Glance, ...] = ()
    """The columns of its list, where a table tells more than a list of summaries."""
    shares: bool = False
    """Whether it takes a theme to staff: the thread's step “shared”."""
    keeps: frozenset[str] = frozenset()
    """Names under its address that pages made from all of its records have: no record may take them."""
    also_called: tuple[str, ...] = ()
    """What people type into the search box when they look for this type."""
    parts: tuple[str, ...] = ()
    """The headings that `new` writes."""
    parts_rule: PartsRule | None = None
    also_needs: frozenset[str] = field(default_factory=frozenset)
    """Common fields that this type needs as soon as a record is more than a draft, although others may lack them."""
    optional: frozenset[str] = field(default_factory=frozenset)
    """Common fields that this type may leave out although others need them."""
    dated: bool = True
    """Whether lists of it are sorted by date first; if not, by title."""
    first_by: str = ""
    """The field with a fixed choice that its list follows, in the order of that choice, before it goes by title."""
    serial: Serial | None = None
    """The count that its records give period by period, where there is one."""
    needs_sign_off: bool = False
    """Whether only the managers edition gets a record that no person has checked for recognisable people."""
