"""Themes: the vocabulary that joins everything else."""

from typing import Annotated

from macros.content.records.base import Fields
from macros.content.records.kinds import Facet, Line, Needed, Placed, Ref, Shown, Text
from macros.content.records.recommendations import Domain
from macros.content.records.record_type import RecordType


class Theme(Fields):
    """A theme."""

    definition: Annotated[Text | None, Needed(), Placed()] = None
    """What it means, in one or two sentences."""
    synonyms: Annotated[tuple[Line, ...], Placed()] = ()
    """What people call it when they search."""
    parent: Annotated[Line | None, Ref("themes", ring=True, back="Narrower themes"), Shown("Part of")] = None
    """The wider theme it belongs to."""
    domain: Annotated[Domain | None, Needed(), Facet("domain", "Domain"), Shown("Domain")] = None
    """The domain of practice."""


THEME = RecordType(
    folder="themes",
    name="Theme",
    plural="Themes",
    fields=Theme,
    place="themes",
    purpose="A word that several sources have in common, so that what they say can be read together.",
    layout="theme",
    keeps=frozenset({"by-quarter", "state"}),
    also_called=("theme", "topic"),
    parts=("What good looks like",),
    dated=False,
)
