"""The kinds of value that a field can hold, and what a declaration can say about a field.

Every value arrives as text, as the author wrote it. A kind turns it into a typed value or raises
`ValueError` with a sentence for the author; nothing is coerced without a word (`yes` is no date,
`012` no number).
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from macros.content.records.meant import day_meant, text_with_colon
from macros.diagnostics import clipped
from macros.frozen import frozen

EARLIEST = 1948
"""The National Assistance Act: nothing that the site speaks of is older."""
LATEST = 2100
LONDON = ZoneInfo("Europe/London")
"""Where every time on the site is meant, whatever the machine's own zone."""


class Choice(Enum):
    """One of a fixed list. The value is what an author writes, `label` what a reader sees."""

    label: str
    __hash__ = object.__hash__  # by identity, as members are compared: the library's own asks for their names

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member; without a label the value is shown with its hyphens as spaces."""
        made = object.__new__(cls)
        made._value_ = value
        made.label = label or value.replace("-", " ").replace("_", " ").capitalize()
        return made

    def __str__(self) -> str:
        """Return what an author writes."""
        return str(self.value)


# What a declaration says about a field --------------------------------------
@frozen
class Ref:
    """The field holds the id of another record. With `to` it is a bare slug of that folder;
    without, a full id `folder/slug`, to which `#r2` may point further. `ring` refuses circles."""

    to: str | None = None
    ring: bool = False
    thread: bool = False
    """Whether the reference is an edge of the golden thread."""
    back: str = "Mentioned in"
    """What the page of the other record calls the records that refer to it by this field."""


@frozen
class Listed:
    """The field's values come from a list in the settings, by this name."""

    setting: str


@frozen
class Facet:
    """Lists and search can be filtered by the field. `key` stands in addresses."""

    key: str
    label: str


@frozen
class Shown:
    """The field is shown in the facts at the head of the record's page, under this label."""

    label: str


@frozen
class Told:
    """The field is told in a section of the record's page: under this heading, with others of the same. With a
    label it is one of the section's facts; without one it stands by itself, drawn by what it holds."""

    heading: str
    label: str = ""
    first: bool = False
    """Whether the section stands before the record's text."""
    side: str = ""
    """A quiet sentence beside the heading."""
    lead: str = ""
    """The line that a list of values follows."""
    list: bool = False
    """Whether values stand one below the other even where a label or one value would be shorter."""
    quote: bool = False
    """Whether it is somebody's own words."""
    missing: str = ""
    """The end of “The source text does not describe …”, where an empty field is to be told as well."""
    otherwise: str = "Not said here."
    """What stands there where the record has no source."""
    given: str = ""
    """A field that must hold something before an empty one is told."""
    until: str = ""
    """The field with the time at which what begins here ends; both are told as one."""


class Placed:
    """The field has its own place on the page, in the template of the type's layout."""


@frozen
class Silent:
    """No page tells the field; why not."""

    why: str


class Sample:
    """How many answered: where that is fewer than the settings' small sample, the page warns."""


@frozen
class Scaled:
    """A number in the unit of the table in another field: in per cent where that counts parts of a whole."""

    table: str


@frozen
class Whole:
    """The field says how many entries a list has in all; the page says how many of them are not published."""

    of: str


class Unit(Choice):
    """What a count is of. It decides who may see a small one."""

    PEOPLE = "people"
    FILES = "files"
    THINGS = "things"


@frozen
class Of:
    """The field is a count of people, files or things. With `field`, what it is of stands in the field of
    that name beside it."""

    unit: Unit | None = None
    field: str = ""


@frozen
class Table:
    """The field names a table in the record's own folder; its rows are filled-in forms of this class."""

    rows: type[Any]


class Needed:
    """The field must be there as soon as the record is more than a draft."""


class AppendOnly:
    """Entries of the list are added at its end, by date, and never changed."""


class FirstStays:
    """The field keeps its first value; what becomes of it later is said in an update."""


# Kinds of value ----------------------------------------------------------------
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})")


_WHEN = "Write year-month-day, year-month or the year alone, such as 2026-03-02, 2026-03 or 2026."


def _refuse(kind: str, message: str, help_: str = "") -> PydanticCustomError:
    return PydanticCustomError(kind, "{said}", {"said": message, "help": help_})


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    if not match:
        years = re.match(r"[0-9]{5,}-", value) if isinstance(value, str) else None
        if years:
            raise _refuse("unlikely_date", f"the year of “{_short(value)}” has {len(years[0]) - 1} figures, not four.")
        raise _refuse("bad_date", f"“{_short(value)}” is not a date in the form year-month-day.{day_meant(value)}")
    year = int(match[1])
    if not EARLIEST <= year <= LATEST:
        raise _refuse("unlikely_date", f"the year {year} is not between {EARLIEST} and {LATEST}.")
    try:
        return dt.date(year, int(match[2]), int(match[3]))
    except ValueError:
        raise _refuse("bad_date", f"there is no day {value} in the calendar.") from None


def _when(value: Any) -> str:
    """A day, a month or a year, kept as it was written: a source often gives no more."""
    if isinstance(value, str) and (match := _MONTH.fullmatch(value)):
        if not EARLIEST <= int(match[1]) <= LATEST:
            raise _refuse("unlikely_date", f"the year {match[1]} is not between {EARLIEST} and {LATEST}.")
        if match[2] is None or 1 <= int(match[2]) <= 12:
            return value
        raise _refuse("bad_date", f"there is no month {match[2]}.", _WHEN)
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise _refuse("bad_date", f"“{_short(value)}” is not a day, a month or a year.", _WHEN)
    return _date(value).isoformat()


def _flag(value: Any) -> bool:
    if value in (True, False):
        return bool(value)
    if value not in ("true", "false"):
        raise _refuse("wrong_value", f"“{_short(value)}” is neither true nor false.", "Write true or false.")
    return bool(value == "true")


def _number(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"0|-?[1-9][0-9]{0,8}", value):
        raise _refuse("wrong_value", f"“{_short(value)}” is not a whole number.", "Write figures, without a zero in front: 12.")
    return int(value)


def _decimal(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,4})?", value):
        help_ = "Write figures with a point and no comma or sign: 1204 or 7.2."
        raise _refuse("wrong_value", f"“{_short(value)}” is not a number.", help_)
    return Decimal(value)


def _moment(value: Any) -> dt.datetime:
    """A time in London. An hour that the clocks skip is refused; of one that they repeat the first is meant."""
    if isinstance(value, dt.datetime):
        return value
    match = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    help_ = "Write the day, a T and the time in London: 2026-03-02T14:30."
    if not match:
        raise _refuse("bad_date", f"“{_short(value)}” is not a day and a time.", help_)
    day = _date(match[1])
    if int(match[2]) > 23 or int(match[3]) > 59:
        raise _refuse("bad_date", f"there is no time {match[2]}:{match[3]}.", help_)
    made = dt.datetime(day.year, day.month, day.day, int(match[2]), int(match[3]), tzinfo=LONDON)
    if made.astimezone(dt.UTC).astimezone(LONDON).replace(tzinfo=None) != made.replace(tzinfo=None):
        skipped = f"the clocks skip {match[2]}:{match[3]} on {day}: summer time begins."
        raise _refuse("bad_date", skipped, "Write the hour after it.")
    return made


def _file_name(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.csv", value) or len(value) > 80:
        help_ = "Write the name alone, in small letters, figures and hyphens: series.csv."
        raise _refuse("wrong_value", f"“{_short(value)}” is not the name of a table.", help_)
    return value


def _months(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    match = re.fullmatch(r"([1-9][0-9]?) months?", value) if isinstance(value, str) else None
    if not match or not 1 <= int(match[1]) <= 36:
        help_ = "Write a number and the word, such as 12 months."
        raise _refuse("wrong_value", f"“{_short(value)}” is not a number of months from 1 to 36.", help_)
    return int(match[1])


def _address(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https?://[^\s<>\"']+\.[^\s<>\"']+", value):
        help_ = "Copy the whole address from the browser: it begins with https:// or http://."
        raise _refuse("wrong_value", f"“{_short(value)}” is not a web address.", help_)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        kind = "a list" if isinstance(value, list) else "a group of fields" if isinstance(value, dict) else "not text"
        help_ = "Write one line of text; put double quotes round it if it begins with a bracket."
        if isinstance(value, dict) and (text := text_with_colon(value)):
            help_ = f"A colon makes a field of what stands before it. Put quotes round the whole text: {text}"
        raise _refuse("wrong_value", f"this is {kind}; one piece of text belongs here.", help_)
    return " ".join(value.split())


def _short(value: Any) -> str:
    return clipped(value) if isinstance(value, str) else "a list" if isinstance(value, list) else "a group of fields"


def _schema(**extra: Any) -> Any:
    return WithJsonSchema(extra)


Text = Annotated[str, BeforeValidator(_text), StringConstraints(min_length=1, max_length=2000)]
"""Plain text; line breaks within it count as spaces."""
Line = Annotated[str, BeforeValidator(_text), StringConstraints(min_length=1, max_length=200)]
"""One line of at most 200 characters."""
Day = Annotated[dt.date, BeforeValidator(_date), _schema(type="string", pattern=r"^\d{4}-\d{2}-\d{2}$")]
"""A date, year-month-day."""
When = Annotated[str, BeforeValidator(_when), _schema(type="string", pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A day, a month or a year: as exact as the source."""
Flag = Annotated[bool, BeforeValidator(_flag), _schema(type="boolean")]
"""true or false, no other word."""
Number = Annotated[int, BeforeValidator(_number), _schema(type="integer")]
"""A whole number without leading zeros."""
Count = Annotated[Number, Field(ge=0)]
"""How many: a whole number, never below nothing. Its field says of what, by `Of`."""
Figures = Annotated[Decimal, BeforeValidator(_decimal), _schema(type="number")]
"""A number that may have decimals, such as 7.2, kept as exact as it was written."""
Moment = Annotated[dt.datetime, BeforeValidator(_moment), _schema(type="string", pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$")]
"""A day and a time in London."""
FileName = Annotated[str, BeforeValidator(_file_name), _schema(type="string", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.csv$")]
"""The name of a table in the record's own folder."""
Months = Annotated[int, BeforeValidator(_months), _schema(type="string", pattern=r"^\d{1,2} months?$")]
"""A span such as `12 months`."""
Address = Annotated[str, BeforeValidator(_address), _schema(type="string", format="uri")]
"""A web address, http or https."""


def _role(value: str) -> str:
    if "@" in value:
        raise _refuse("wrong_value", "an e-mail address is not a role.", "Write the role, such as Principal social worker.")
    return value


Role = Annotated[Line, AfterValidator(_role)]
"""A role or team, never a person."""
