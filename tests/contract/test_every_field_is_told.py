"""Every value that an author can give stands on the record's page, whatever its type: a new field is never forgotten."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader

from macros.content.edition import select
from macros.content.record import Record
from macros.content.records.base import Audience, Fields, Form, Row
from macros.content.records.kinds import Address, Choice, Count, Day, FileName, Flag, Line, Of, Ref, Table, Text, Unit
from macros.content.records.record_type import RecordType
from macros.content.records.registry import record_types
from macros.learning.days import day
from macros.learning.library import link
from macros.site.drawing import drawn
from macros.site.pages import site_pages
from macros.site.views.parts import Scene
from tests.making import TODAY, contact, examined, settings, theme
from tests.support.built import read_page
from tests.support.filled import filled, told_values


class Colour(Choice):
    """What a widget looks like."""

    RED = "red", "Red as a fire engine"
    BLUE = "blue", "Blue"


class Maker(Form):
    """Who makes it."""

    name: Line
    """A firm."""
    since: Day
    """From when."""
    themes: tuple[Annotated[Line, Ref("themes", back="Made for")], ...] = ()
    """What it is for."""


class ReadingRow(Row):
    """A reading."""

    KEY = ("start",)
    start: Day
    """From."""
    end: Day
    """To."""
    seen: Annotated[Count, Of(Unit.PEOPLE)]
    """How many saw it."""


class Widget(Fields):
    """A widget, whose fields say nothing of where they are told."""

    colour: Colour | None = None
    """Its colour."""
    sound: Flag = False
    """Whether it makes one."""
    weight: Annotated[Count | None, Of(Unit.THINGS)] = None
    """In grams."""
    bought_on: Day | None = None
    """When."""
    page: Address | None = None
    """Where it is described."""
    uses: tuple[Text, ...] = ()
    """What it is good for."""
    makers: tuple[Maker, ...] = ()
    """Who makes it."""
    main_maker: Maker | None = None
    """Who made this one."""
    fits: tuple[Annotated[Line, Ref(back="Widgets that fit")], ...] = ()
    """What it fits."""
    readings: Annotated[FileName | None, Table(ReadingRow)] = None
    """A table."""


WIDGET = RecordType("widgets", "Widget", "Widgets", Widget, "develop", "Nothing that a council has.")
TYPES = {**record_types(), "widgets": WIDGET}


def scene_of(record: Record, audience: Audience = Audience.MANAGERS) -> Scene:
    """An edition with the record and what it refers to."""
    others = examined({
        "briefings/contacts/team.md": contact("Team", audience="public"),
        "briefings/themes/recording.md": theme("RecordingRecording", audience="public"),
    }).records
    edition = select([record, *others], audience, TODAY)
    return Scene(edition, link([record, *others]), settings(), "https://learning.example.gov.uk/")


def page_of(record: Record, audience: Audience = Audience.MANAGERS) -> str:
    """The text of the record's page, as its template draws it."""
    root = Path(__file__).parents[2] / "overrides"
    frame = DictLoader({"main.html": "{% block hub_content %}{% endblock %}"})
    environment = Environment(loader=ChoiceLoader([frame, FileSystemLoader(root)]), autoescape=True)
    environment.filters |= {"url": str, "day": day}
    environment.globals["once"] = drawn
    page = next(p for p in site_pages(scene_of(record, audience), "A site") if p.record is record)
    return read_page(environment.get_template(page.template).render(view=page.view)).text


@pytest.mark.parametrize("folder", TYPES)
def test_every_value_of_a_record_stands_on_its_page(folder: str) -> None:
    record = filled(TYPES[folder])
    shown = " ".join(page_of(record).split()).lower()
    missing = [(way, forms) for way, forms in told_values(record) if not any(form.lower() in shown for form in forms)]
    assert missing == []


def test_fields_that_say_nothing_of_their_place_are_told_by_their_names() -> None:
    shown = page_of(filled(WIDGET))
    assert "More about it" in shown
    for label in ("Colour", "Sound Yes", "Weight 1,00", "Bought on", "Page example.org", "Main maker", "Readings"):
        assert label in shown, label


def test_the_sample_has_something_in_every_field() -> None:
    record = filled(TYPES["programmes"])
    assert record.fields.model_fields_set >= {"scope", "who_may", "oversight", "activity", "outcomes", "counter_argument"}
    assert len(record.rows("activity")) == 3
    assert record.rows("activity")[0].start == dt.date(2025, 1, 1)
