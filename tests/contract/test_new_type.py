"""A new type of record is one file. Everything that the others have, it has from its declaration."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.support.built import Site
from tests.support.project import TODAY, Project, copied_project, once

pytestmark = pytest.mark.build

DECLARATION = '''"""Widgets, which no council has."""

from __future__ import annotations

from typing import Annotated

from macros.content.records.base import Fields
from macros.content.records.record_type import RecordType
from macros.content.records.kinds import Choice, Day, Facet, Line, Needed, Ref, Shown


class Colour(Choice):
    """What a widget looks like."""

    RED = "red", "Red as a fire engine"
    BLUE = "blue", "Blue"


class Widget(Fields):
    """A widget."""

    colour: Annotated[Colour | None, Needed(), Facet("colour", "Colour"), Shown("Colour of it")] = None
    """What it looks like."""
    fits: Annotated[tuple[Annotated[Line, Ref("themes", back="Widgets that fit")], ...], Shown("Fits")] = ()
    """The themes that it fits."""
    bought_on: Annotated[Day | None, Shown("Bought on")] = None
    """The day it was bought."""


WIDGET = RecordType(
    folder="widgets",
    name="Widget",
    plural="Widgets",
    fields=Widget,
    place="develop",
    purpose="A thing that shows what one declaration brings.",
    also_called=("doohickey",),
    parts=("How to hold it",),
    optional=frozenset({"changes", "owner"}),
)
'''
RECORD = """---
title: {title}
summary: {title} is for the test.
audience: public
status: published
published: 2026-0{number}-01
review: {{due: 2027-01-01, every: 12 months}}
example: true
colour: {colour}
fits: [{theme}]
bought_on: 2026-01-31
---

## How to hold it

Hold it {word}.
"""
COLOURS = {"first": "red", "second": "red", "third": "blue", "fourth": "red", "fifth": "blue"}
THEME = "recording"


@pytest.fixture(scope="module")
def widgets(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with one file more among its declarations, and with five records of that type."""

    def make(folder: Path) -> None:
        made = copied_project(root, folder)
        made.write("macros/content/records/widgets.py", DECLARATION)
        for number, (name, colour) in enumerate(COLOURS.items(), 1):
            text = RECORD.format(title=f"The {name} widget", number=number, colour=colour, theme=THEME, word=f"qx{name}qx")
            made.write(f"briefings/widgets/{name}.md", text)
        answer = made.build(folder / "site")
        assert answer.code == 0, answer.said

    return Project(once(tmp_path_factory, "new-type", make))


@pytest.fixture(scope="module")
def site(widgets: Project) -> Site:
    """What was built of it."""
    return Site(widgets.root / "site")


def test_no_other_file_of_the_code_was_touched(root: Path, widgets: Project) -> None:
    added = _code(widgets.root)
    assert added.pop("macros/content/records/widgets.py")
    assert added == _code(root)


def test_its_records_have_pages_with_the_fields_that_it_declares(site: Site) -> None:
    page = site.page("widgets/first/")
    assert "The first widget" in page.text
    assert "How to hold it" in page.text
    for label, value in (("Colour of it", "Red as a fire engine"), ("Fits", "Recording"), ("Bought on", "31 January 2026")):
        assert re.search(rf"{label}\s+{value}", page.text), label
    assert "../../themes/recording/" in set(page.links())


def test_it_has_a_list_that_its_place_leads_to(site: Site) -> None:
    page = site.page("widgets/")
    assert "A thing that shows what one declaration brings." in page.text
    for name in COLOURS:
        assert f"The {name} widget" in page.text
    develop = site.page("develop/")
    assert "The first widget" in develop.text


def test_its_list_has_a_page_for_each_value_of_its_facet_with_the_right_count(site: Site) -> None:
    source = site.source("widgets/")
    for value, words, count in (("red", "Red as a fire engine", 3), ("blue", "Blue", 2)):
        assert re.search(rf'href="colour/{value}/"[^>]*><span>{words}</span> <span>{count}</span>', source), value
        shown = site.page(f"widgets/colour/{value}/").text
        assert {name for name in COLOURS if f"The {name} widget" in shown} == {n for n, c in COLOURS.items() if c == value}


def test_what_it_refers_to_links_back(site: Site) -> None:
    page = site.page(f"themes/{THEME}/")
    assert "Widgets that fit" in page.text
    assert "../../widgets/first/" in set(page.links())


def test_every_link_of_its_pages_leads_somewhere(site: Site) -> None:
    assert [line for line in site.broken_links() if "widgets" in line] == []


def test_its_records_are_searched_and_search_can_be_filtered_by_it(site: Site) -> None:
    fragment = site.fragments["widgets/second/"]
    assert fragment["filters"]["Type"] == ["Widget"]
    assert "qxsecondqx" in fragment["content"]
    assert "doohickey" in " ".join(fragment["meta"].values())
    filters = [gzip.decompress(data) for path, data in site.files.items() if path.endswith(".pf_filter")]
    assert [data for data in filters if b"Type" in data and b"Widget" in data]
    assert "Widgets" in site.page("search/").text


def test_its_records_are_in_the_a_to_z_and_the_sitemap(site: Site) -> None:
    assert "widgets/fifth/" in site.files["sitemap.xml"].decode()
    assert any("The fifth widget" in page.text for path, page in site.pages.items() if path.startswith("az/"))


def test_a_value_that_it_does_not_know_is_refused_with_code_and_place(widgets: Project) -> None:
    wrong = RECORD.format(title="Wrong", number=6, colour="bleu", theme="recordin", word="it")
    path = widgets.write("briefings/widgets/wrong.md", wrong.replace("bought_on: 2026", "bought_on: 1826"))
    try:
        answer = widgets.hub("check", "briefings/widgets", "--format", "json", "--today", TODAY)
    finally:
        path.unlink()
    assert answer.code == 1
    found = {(d["code"], d["line"]) for d in _diagnostics(answer.said)}
    assert found == {("B111", 9), ("B104", 10), ("B110", 11)}
    assert "Did you mean 'blue'?" in answer.said
    assert "Did you mean 'recording'?" in answer.said


def test_a_record_of_it_can_be_started_and_passes_every_check(widgets: Project) -> None:
    answer = widgets.hub("new", "widgets", "A sixth widget", "--audience", "staff", "--today", TODAY)
    path = widgets.root / "briefings/widgets/a-sixth-widget.md"
    try:
        assert answer.code == 0, answer.said
        text = path.read_text(encoding="utf-8")
        for words in ("colour:", "red (Red as a fire engine)", "## How to hold it", "The themes that it fits."):
            assert words in text
        checked = widgets.hub("check", "briefings/widgets", "--today", TODAY)
        assert checked.code == 0, checked.said
    finally:
        path.unlink(missing_ok=True)


def test_editors_get_its_schema(widgets: Project) -> None:
    assert widgets.hub("schemas").code == 0
    found = [json.loads(p.read_text("utf-8")) for p in widgets.root.rglob("widgets.json") if "site" not in p.parts]
    assert len(found) == 1
    assert found[0]["properties"]["colour"]["enum"] == ["red", "blue"]


def test_the_reference_for_authors_has_its_fields(site: Site) -> None:
    text = site.page("about/fields/widgets/").text
    for words in ("colour", "What it looks like.", "fits", "The themes that it fits.", "before it is published"):
        assert words in text


def test_a_check_of_an_unknown_type_names_it_among_the_others(widgets: Project) -> None:
    answer = widgets.hub("new", "widget", "Nothing")
    assert answer.code == 2
    assert "Did you mean 'widgets'?" in answer.said


def _code(root: Path) -> dict[str, str]:
    files = (p for top in ("macros", "overrides") for p in sorted((root / top).rglob("*")))
    return {
        p.relative_to(root).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in files if p.is_file() and "__pycache__" not in p.parts
    }


def _diagnostics(said: str) -> list[dict[str, object]]:
    found = json.loads(said)
    rows: list[dict[str, object]] = found if isinstance(found, list) else found["diagnostics"]
    return rows
