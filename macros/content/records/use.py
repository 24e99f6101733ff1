"""Records of use: which team used which briefing. One table for the whole site, for staff; never a name."""

from typing import Annotated

from pydantic import Field

from macros.content.records.base import Row
from macros.content.records.kinds import Count, Day, Line, Number, Of, Ref, Role, Text, Unit

USE_TABLE = "briefings/data/use.csv"
"""Where the table stands; it is the one table that no record owns."""


class Use(Row):
    """One use of a briefing by a team."""

    KEY = ("team", "briefing", "on")

    team: Annotated[Line, Ref("contacts", back="Used by")]
    """The team: the name of a file in briefings/contacts/."""
    briefing: Annotated[Line, Ref("seven-minute", back="Used")]
    """The briefing: the name of a file in briefings/seven-minute/."""
    version: Annotated[Number, Field(ge=1)]
    """The version that was used."""
    on: Day
    """The day of the meeting."""
    led_by: Role
    """Who led it: a role, never a name."""
    headcount: Annotated[Count, Of(Unit.PEOPLE)]
    """How many took part."""
    change: Text
    """One change that the team will make."""
