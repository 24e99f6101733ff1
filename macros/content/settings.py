"""The settings: one block, `extra: hub:` in `mkdocs.yml`, read strictly, with places.

`mkdocs.yml` may hold `!!python/name:` tags that a safe load refuses, so it is composed and only that
block is validated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from macros.content.invalid import explain_empty, explain_invalid
from macros.content.plain import Places, Plain, in_words, read_plain
from macros.content.records.base import Audience, Form
from macros.content.records.kinds import Address, Day, Line, Number, Text
from macros.content.records.kinds import Role as OfOffice
from macros.content.records.registry import record_types
from macros.content.source import Source
from macros.diagnostics import START, Diagnostic, Span, in_order, suggestion
from macros.diagnostics import catalogue as c
from macros.frozen import frozen

SETTINGS_FILE = "mkdocs.yml"
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Role = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+$")]
"""A name that every host takes as it is."""
CaseNumber = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9@/ .-]*(#[A-Za-z0-9@/ .-]*){3,}$", max_length=40)]
"""At least three figures (#): less would be found everywhere."""
AtLeastOne = Annotated[Number, Field(ge=1)]


class Place(Form):
    """One of the places in the bar at the top."""

    id: Slug
    """What types name it by, and its address where it is no type's."""
    title: Line
    """What readers see."""
    page: Line | None = None
    """The page it leads to, where it is not the list of its types."""


class Concern(Form):
    """The line in every footer: how to report a concern."""

    lead: Line
    """The question before the numbers."""
    text: Text
    """What to do, with the numbers."""
    page: Address | None = None
    """Where to report a concern on the web."""


class Organisation(Form):
    """Whose site it is."""

    name: Line
    """The council's name."""
    notice: Text | None = None
    """A sentence for every footer, for example that the organisation is made up."""
    support: Text
    """Where staff find support after reading about harm; shown with every content note."""


class Roles(Form):
    """One entry of the list of roles that records are for."""

    id: Slug
    """What records write."""
    title: Line
    """What readers see."""


class Synonyms(Form):
    """Words that mean the same in a search."""

    words: tuple[Line, ...]
    """At least two words or phrases; a search for one finds the others."""


class Reading(Form):
    """How lists and search are cut into pages."""

    page_size: AtLeastOne
    """Records on one page of a list."""
    facet_from: AtLeastOne
    """From how many records on a list can be filtered and sorted."""
    newest: AtLeastOne
    """How many new things the home page shows at most."""


class Narrow(Form):
    """A folder of records that is for fewer readers than its records may say."""

    folder: Slug
    """The folder of a type, such as decisions."""
    to: Audience
    """The widest audience that a record there may have."""


class Share(Form):
    """How often a theme must be found: a share of the files that it applies to, and a number of them."""

    per_cent: Annotated[Number, Field(ge=1, le=100)]
    """Of the files that it applies to."""
    files: AtLeastOne
    """At least so many files."""

    def met(self, present: int, applicable: int) -> bool:
        """Return whether so many of so many files are enough."""
        return present >= self.files and 100 * present >= self.per_cent * applicable > 0


class Recheck(Form):
    """What a later round must have to say whether a theme improved."""

    files: AtLeastOne
    """It must apply to at least so many files; fewer are too few to say."""
    points: Annotated[Number, Field(ge=1, le=100)]
    """So many points of a hundred up or down are a change."""


class Rounding(Form):
    """What each edition rounds the counts to that it shows; 1 leaves them as they are. Managers see exact numbers."""

    public: AtLeastOne = 1
    """In the public edition: counts of people and of files."""
    partners: AtLeastOne = 1
    """In the partners edition: counts of people and of files."""
    staff: AtLeastOne = 1
    """In the staff edition: counts of people."""


class Rules(Form):
    """The rules of the golden thread, with their numbers; the site prints them."""

    detected: Share
    """T1: found so often in one audit round, a theme is detected."""
    repeated: Share
    """T2: found so often in each of two consecutive rounds of one kind, a theme is detected."""
    kinds_within_months: AtLeastOne
    """T3: found in two kinds of source within so many months, a theme is detected."""
    recheck: Recheck
    """When a later round of the same kind and tool says whether it improved."""
    evidence_months: AtLeastOne
    """Evidence for a quality statement older than so many months is old."""
    small_number: AtLeastOne
    """Counts of people below this are hidden outside the managers edition."""
    rounding: Rounding = Rounding()
    """What counts that are shown are rounded to, an edition at a time."""
    small_sample: AtLeastOne
    """A survey with fewer answers carries a warning."""
    queue: AtLeastOne
    """So many reviews due are shown for each owner, soonest first: as many as can be acted on."""


class Readers(Form):
    """What the sign-in calls those who may read the editions that are not for everybody."""

    partners: Role = "partners"
    """Who reads the partners edition."""
    staff: Role = "staff"
    """Who reads the staff edition, and the partners'."""
    managers: Role = "managers"
    """Who reads the managers edition, and the two wider ones."""


class Hosting(Form):
    """What the settings for a web server are made from; no secret stands here."""

    hsts_days: Annotated[Number, Field(ge=0, le=730)] = 365
    """So many days browsers remember to come by https alone; 0 leaves that out."""
    claim: Role = "roles"
    """Where the sign-in names a reader's roles (a claim of OpenID Connect)."""
    roles: Readers = Readers()
    """What the roles are called."""


class Helpline(Form):
    """A number that may stand anywhere."""

    name: Line
    """Whose it is."""
    number: Line
    """As readers see it."""


class Allowed(Form):
    """One value that the guard finds and that somebody with a role has allowed to stand, in one file until a day."""

    value: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    """Its fingerprint, as `check --entries` writes it; never the value itself."""
    file: Line
    """The file, from the project's root."""
    reason: Line
    """Why it is no danger to anybody."""
    approver: OfOffice
    """The role that approved it; no name."""
    expires: Day
    """The last day that it may stand."""


class Guard(Form):
    """What the guard against personal data lets stand, and what it looks for besides."""

    helplines: tuple[Helpline, ...] = ()
    """Numbers for readers to call: somebody has checked each."""
    mailboxes: tuple[Line, ...] = ()
    """Mailboxes of teams whose names do not say so."""
    case_numbers: tuple[CaseNumber, ...] = ()
    """What numbers of files about people look like: # is a digit, @ a letter, anything else itself."""
    allowed: tuple[Allowed, ...] = ()
    """Values that stand all the same."""


class Settings(Form):
    """Everything that a council sets."""

    organisation: Organisation
    """Whose site it is."""
    places: tuple[Place, ...]
    """The bar at the top, in order."""
    concern: Concern
    """How to report a concern, in every footer."""
    suggest: Line | None = None
    """The address of a record on the forge, with {path} for its file: “suggest a change”."""
    suggest_in: tuple[Audience, ...] = ()
    """The editions in which “suggest a change” leads to the forge; elsewhere to the feedback address."""
    feedback: Line
    """The mailbox for feedback."""
    record_of_use: Line
    """The mailbox to which a team sends that it used a briefing."""
    macro_pages: tuple[Line, ...] = ()
    """The pages under docs/ that may use macros; the maintainers' pages."""
    roles: tuple[Roles, ...]
    """Whom records can be for."""
    real_bodies: tuple[Line, ...] = ()
    """Names of real councils, boards and trusts that made-up content must not use."""
    synonyms: tuple[Synonyms, ...] = ()
    """Words that mean the same in a search, besides the themes' synonyms."""
    narrow: tuple[Narrow, ...] = ()
    """Folders whose records are for fewer readers than they may say; it never lets more read."""
    reading: Reading
    """How lists are cut into pages."""
    rules: Rules
    """The rules of the golden thread."""
    hosting: Hosting = Hosting()
    """What the settings for a web server are made from."""
    guard: Guard = Guard()
    """What the guard against personal data lets stand, and what it looks for besides."""

    def listed(self, name: str) -> dict[str, str]:
        """Return a list of the settings as id → title: what a field that is `Listed` may hold."""
        return {entry.id: entry.title for entry in getattr(self, name)}

    @property
    def widest(self) -> Mapping[str, Audience]:
        """Return the widest audience of each folder that has a rule of its own."""
        return {rule.folder: rule.to for rule in self.narrow}


@frozen
class SettingsRead:
    """The settings, or None where they cannot be read, and what is wrong with them."""

    settings: Settings | None
    diagnostics: tuple[Diagnostic, ...]


def read_settings(data: bytes, path: str = SETTINGS_FILE) -> SettingsRead:
    """Return the block `extra: hub:` of `mkdocs.yml`, validated; every problem has line and column."""
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"The byte 0x{data[error.start]:02X} is not UTF-8 text."
        return SettingsRead(None, (Source(path, "").problem(c.BAD_SETTING, Span(line, 1), message, c.NOT_UTF8.fix),))
    plain, problems = read_plain(text, strict=("extra", "hub"))
    source = Source(path, text)
    if problems:
        return SettingsRead(None, tuple(source.problem(c.BAD_SETTING, p.span, p.message, p.help) for p in problems))
    extra = plain.data.get("extra")
    block = extra.get("hub") if isinstance(extra, dict) else None
    if not isinstance(block, dict):
        return SettingsRead(None, (source.problem(c.NO_SETTINGS, Span(1, 1), "There is no block extra: hub: in this file."),))
    sub, top = _below(plain, ("extra", "hub"), block), plain.keys[("extra", "hub")]
    wrong = [*explain_empty(sub, source)]
    made = None
    try:
        made = Settings.model_validate(block)
        wrong += [*_twice(made, sub, source), *_no_folder(made, sub, source)]
    except ValidationError as error:
        wrong += explain_invalid(error, Settings, sub, source)
    return SettingsRead(None if wrong else made, in_order(_placed(d, source, top) for d in wrong))


def _twice(settings: Settings, block: Plain, source: Source) -> Iterator[Diagnostic]:
    for name, key in (("places", "id"), ("roles", "id"), ("narrow", "folder")):
        ids = [getattr(entry, key) for entry in getattr(settings, name)]
        for number, id_ in enumerate(ids):
            if id_ in ids[:number]:
                way = (name, number, key)
                message = f"{in_words(way)}: '{id_}' stands in this list twice."
                yield source.problem(c.BAD_SETTING, block.span_of(way), message, "Give each entry an id of its own.")


def _no_folder(settings: Settings, block: Plain, source: Source) -> Iterator[Diagnostic]:
    """A rule for a folder that does not exist would narrow nothing, and nobody would see it."""
    for number, rule in enumerate(settings.narrow):
        if rule.folder not in record_types():
            way = ("narrow", number, "folder")
            message = f"{in_words(way)}: '{rule.folder}' is no folder of records.{suggestion(rule.folder, record_types())}"
            yield source.problem(c.BAD_SETTING, block.span_of(way), message, f"The folders are {', '.join(record_types())}.")


def _placed(found: Diagnostic, source: Source, top: Span) -> Diagnostic:
    """What has no place within the block is about the block itself, and not about a record's front matter."""
    if found.span != START:
        return replace(found, code=c.BAD_SETTING)
    return source.problem(c.BAD_SETTING, top, found.message, found.help.replace("between the two lines of hyphens", "below hub:"))


def _below(plain: Plain, prefix: tuple[str, ...], data: dict[str, Any]) -> Plain:
    cut = len(prefix)
    below = Places(
        {path[cut:]: span for path, span in plain.values.items() if path[:cut] == prefix},
        {path[cut:]: span for path, span in plain.keys.items() if path[:cut] == prefix and len(path) > cut},
    )
    return Plain(data, lambda: below)
