"""The fields that every record has, and the groups that they are made of."""

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NoReturn

from pydantic import BaseModel, ConfigDict

from macros.content.records.kinds import (
    Address,
    AppendOnly,
    Choice,
    Day,
    Facet,
    Flag,
    Line,
    Listed,
    Months,
    Needed,
    Number,
    Ref,
    Role,
    Shown,
    Text,
    Told,
)


class Form(BaseModel):
    """What all groups of fields share: frozen, no unknown field. The docstring below a field says what it means."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> NoReturn:
            """Say at once that there is no such field: the library's own looks in places that forms do not use."""
            raise AttributeError(name)

    def value_of(self, name: str, otherwise: Any = None) -> Any:
        """Return the value of a field, or what is given where the form has no such field: a plain look-up, since to ask
        with `getattr` for what is not there takes ten times as long."""
        return self.__dict__.get(name, otherwise)

    BOUNDED: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of fields of which the first is never above the second: a count and its denominator."""
    ADDS_UP: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()
    """Totals, each with the ways to the fields that add up to it where nothing is missing."""
    WITHIN: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of a way, with dots and `*` for every entry, and a field of the same form. No count that the way
    leads to is above the field's; of a list its length counts. A way may lead into a table's rows."""
    FILLED: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    """Counts, each with the period that it is of and the column of a table (`by_theme.received`): where the periods of the
    table's rows fill that one, what stands in the column adds up to the count."""
    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of ways to days of which the first is never after the second."""
    KEY: ClassVar[tuple[str, ...]] = ()
    """The fields that together say which entry of a list, or which row of a table, it is. No two rows of a table have the
    same in all of them."""
    TOGETHER: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of fields that say one thing together: neither is there without the other."""


class Audience(Choice):
    """Who may read a record, widest first. Each edition holds its own and every wider audience."""

    PUBLIC = "public", "Public"
    PARTNERS = "partners", "Partners"
    STAFF = "staff", "Staff"
    MANAGERS = "managers", "Managers"

    @property
    def width(self) -> int:
        """0 for the widest readership, 3 for the narrowest."""
        return list(Audience).index(self)


class Status(Choice):
    """Where a record stands in its life."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    UNDER_REVIEW = "under_review", "Under review"
    SUPERSEDED = "superseded", "Replaced"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Classification(Choice):
    """The government's security marking; OFFICIAL unless said."""

    OFFICIAL = "OFFICIAL", "OFFICIAL"
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"


class Outcome(Choice):
    """What a review of a record came to."""

    UNCHANGED = "unchanged"
    AMENDED = "amended"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class Review(Form):
    """When the record is looked at next, and how often."""

    due: Day
    """The day by which somebody must look at it again."""
    every: Months
    """How often it is looked at, such as `12 months`."""


class PastReview(Form):
    """One review that took place. It says what came of it, so that moving a date is no review."""

    on: Day
    """The day of the review."""
    role: Role
    """Who reviewed it: a role, never a name."""
    outcome: Outcome
    """What came of it."""
    reason: Text
    """Why, in a sentence."""


class Period(Form):
    """A span of time, first and last day."""

    ORDERED = (("start", "end"),)

    start: Day
    """Its first day."""
    end: Day
    """Its last day."""


class Source(Form):
    """Where a statement can be checked."""

    title: Line
    """The title of the document or page."""
    publisher: Line
    """Who published it."""
    url: Address | None = None
    """Its web address, where it has one."""
    read_on: Day
    """The day it was read."""


class Change(Form):
    """One version of the record."""

    on: Day
    """The day of the change."""
    version: Number
    """1, 2, 3 and so on."""
    note: Line
    """What changed, for a reader who knew the version before."""
    approved_by: Role
    """The role that approved it."""


class Withdrawal(Form):
    """Why and when a record was taken back."""

    on: Day
    """The day it was taken back."""
    reason: Line
    """Why, in words that every reader of the record may see: they stay at its address."""
    show_title: Flag = False
    """Whether the notice at its address may still say the title. Without it, the title is gone too."""
    replaced_by: Annotated[Line | None, Ref(back="Replaces what was withdrawn")] = None
    """The id of the record to read instead."""


class SignOff(Form):
    """The check by a person that nobody can be recognised (the motivated-intruder test)."""

    by: Role
    """The role that did the check."""
    on: Day
    """The day of the check."""


class Row(Form):
    """One row of a table: its fields are the columns, in their order."""

    STEADY: ClassVar[bool] = False
    """Whether the periods from `start` to `end` follow one another without overlap or hole, for rows
    whose other key columns are the same."""
    ALIKE: ClassVar[tuple[str, ...]] = ()
    """Columns that say the same in every row of a period: how many there were of everything."""


class Fields(Form):
    """The front matter of every record."""

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("published", "withdrawn.on"),)

    title: Line
    """What the page is called; unique within its type."""
    summary: Line
    """The point in one sentence, at most 200 characters."""
    audience: Audience
    """Who may read it. There is no default."""
    status: Annotated[Status, Facet("status", "Status")]
    """Where the record stands in its life."""
    published: Annotated[Day | None, Needed(), Facet("year", "Year")] = None
    """The day it is published; a day to come keeps it out of every edition until then."""
    owner: Annotated[Line | None, Needed(), Ref("contacts", back="Answers for")] = None
    """The role or team that answers for it: the name of a file in briefings/contacts/."""
    review: Review | None = None
    """When it is looked at next."""
    reviews: Annotated[tuple[PastReview, ...], AppendOnly()] = ()
    """The reviews that took place, oldest first."""
    for_roles: Annotated[tuple[Annotated[Line, Listed("roles")], ...], Facet("role", "For"), Shown("For")] = ()
    """Whom it is for: ids of the roles in the settings."""
    themes: Annotated[
        tuple[Annotated[Line, Ref("themes", back="On this theme")], ...], Facet("theme", "Theme"), Shown("Themes"),
    ] = ()
    """The themes it is about: names of files in briefings/themes/."""
    quality_statements: Annotated[
        tuple[Annotated[Line, Ref("quality-statements", back="Evidence for this statement")], ...], Shown("Quality statements"),
    ] = ()
    """The quality statements it is evidence for: names of files in briefings/quality-statements/."""
    learned_from: tuple[Annotated[Line, Ref(thread=True, back="What it led to")], ...] = ()
    """What it was learned from: ids such as sar/adult-b, or sar/adult-b#r2 for one recommendation."""
    sources: tuple[Source, ...] = ()
    """Where its statements can be checked. Needed unless the record is an example."""
    changes: Annotated[tuple[Change, ...], Needed(), AppendOnly()] = ()
    """The record's versions, oldest first; an entry is never changed."""
    aliases: tuple[Line, ...] = ()
    """Earlier ids, such as seven-minute/old-name; their addresses lead here."""
    classification: Classification = Classification.OFFICIAL
    """The security marking; OFFICIAL unless said."""
    sign_off: SignOff | None = None
    """The check by a person that nobody can be recognised."""
    about_body: Annotated[Line | None, Shown("Organisation")] = None
    """The body that it is about, where that is not our own organisation; it then counts for nothing in our own thread."""
    system: Annotated[Line | None, Shown("Learning system")] = None
    """The learning system that the record describes, such as practice forums; each has one record."""
    not_described: Annotated[tuple[Text, ...], Told(
        "What the source does not say", side="We say it rather than guess.", lead="The source text does not describe:",
    )] = ()
    """What the source leaves out, as the end of “The source text does not describe …”."""
    hold: Flag = False
    """A legal hold: the record cannot be purged or pruned."""
    example: Flag = False
    """Fictional content; the page says so."""
    superseded_by: Annotated[Line | None, Ref(ring=True, back="Replaces")] = None
    """The id of the record that replaces it; with status superseded only."""
    withdrawn: Withdrawal | None = None
    """Why and when it was taken back; with status withdrawn only."""


__all__ = [
    "Audience", "Change", "Choice", "Classification", "Fields", "Form", "PastReview", "Period", "Review", "Row", "SignOff",
    "Source", "Status", "Withdrawal",
]
