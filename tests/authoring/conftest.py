"""What the tests of authoring share: the settings, and a type that nobody declared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from macros.content.records.base import Fields, Form
from macros.content.records.kinds import Choice, Day, Flag, Line, Listed, Months, Needed, Number, Ref, When
from macros.content.records.record_type import RecordType
from macros.content.settings import Settings, read_settings


class Colour(Choice):
    """A choice."""

    GREEN = "green", "Green as grass"
    DARK_RED = "dark-red"


class Step(Form):
    """A group."""

    at: When
    """When it was."""
    note: Line | None = None
    """What was done."""


class MadeUp(Fields):
    """Every kind of field, needed and not."""

    count: Annotated[Number, Field(ge=3, le=5)]
    """How many."""
    begins: Day
    """When it begins."""
    colour: Colour
    """Its colour."""
    closed: Flag
    """Whether it is closed."""
    lasts: Months
    """How long it lasts."""
    first: Step
    """The first step."""
    words: Annotated[tuple[Line, ...], Field(min_length=1, max_length=2)]
    """What it is called."""
    colours: Annotated[tuple[Colour, ...], Needed()] = ()
    """Further colours."""
    steps: tuple[Step, ...] = ()
    """Further steps."""
    role: Annotated[Line | None, Needed(), Listed("roles")] = None
    """Whose it is."""
    theme: Annotated[Line | None, Ref("themes")] = None
    """Its theme."""


@pytest.fixture(scope="session")
def settings(root: Path) -> Settings:
    """The settings of the project."""
    read = read_settings((root / "mkdocs.yml").read_bytes())
    assert read.settings, read.diagnostics
    return read.settings


@pytest.fixture(scope="session")
def made_up() -> RecordType:
    """A type that is in no registry."""
    return RecordType("made-up", "Made-up thing", "Made-up things", MadeUp, "themes", "A thing to try.", parts=("One", "Two"))
