"""Two projects that differ in what an edition does not hold give the same edition: nothing can be told by comparing them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from macros.content.records.base import Audience
from macros.content.records.registry import record_types
from macros.content.settings import SETTINGS_FILE, Settings, read_settings
from macros.diagnostics import errors
from macros.learning.examine import examine, library_of
from macros.publish.redirects import alias_redirects
from macros.site.exports.files import export_files
from macros.site.pages import site_pages
from macros.site.views.pages import home_view, place_redirects, shell
from macros.site.views.parts import Scene
from macros.site.views.searching import synonym_rings, vocabulary
from tests.support.built import ADDRESS
from tests.support.canaries import EDITIONS, STATES, UNSIGNED, Files, planted_records, wider_records

OUTSIDE = {
    edition: tuple(state for state, held in {**STATES, UNSIGNED: ("managers",)}.items() if edition not in held)
    for edition in EDITIONS
}
"""The readerships and states of records that an edition does not hold."""
Differ = Callable[[tuple[str, ...], str], tuple[Files, Files]]


@pytest.fixture(scope="module")
def known(root: Path) -> Settings:
    """The project's own settings."""
    settings = read_settings((root / SETTINGS_FILE).read_bytes()).settings
    assert settings
    return settings


def made(files: Files, edition: str, settings: Settings, today: dt.date) -> Mapping[str, object]:
    """Return everything that an edition is made of: what is said on each page, and each file that is given away."""
    examined = examine({f"briefings/{path}": data for path, data in files.items()}, settings, today)
    assert errors(examined.diagnostics) == ()
    held, library = library_of(examined, Audience(edition), today)
    scene = Scene(held, library, settings, ADDRESS)
    pages = {
        page.address: (page.template, page.title, page.description, page.in_sitemap, repr(page.follow), repr(page.view))
        for page in site_pages(scene, "x")
    }
    assert len(pages) > 100
    assert not [address for address, page in pages.items() if " at 0x" in page[-1]], "a view that cannot be compared"
    return {
        **pages, **{f"file {file.address}": file.data for file in export_files(scene, "x")},
        "frame": repr(shell(scene, "x")), "front page": repr(home_view(scene, scene.months)),
        "vocabulary": vocabulary(library, settings), "synonyms": synonym_rings(library, settings),
        "redirects": (*alias_redirects(library), *place_redirects(scene)),
    }


def added(folders: tuple[str, ...], edition: str) -> tuple[Files, Files]:
    """A project without the records, and one with them. Taken the other way round, they are removed."""
    without = wider_records()
    more = _outside(folders, edition)
    head, row, *rows = without["data/use.csv"].decode().splitlines()
    team, briefing, *rest = row.split(",")
    named = [state for state in OUTSIDE[edition] if "contacts" in folders and state in EDITIONS]
    teams = [_planted(7)["contacts", state][1][0].word for state in named]
    more["data/use.csv"] = "\n".join([head, row, *rows, *(",".join([one, briefing, *rest]) for one in teams), ""]).encode()
    assert team not in teams
    return without, without | more


def changed(folders: tuple[str, ...], edition: str) -> tuple[Files, Files]:
    """Two projects whose records for all name the same ones, which say other things in each."""
    ids = [words[0].record for _, words in _planted(7).values()]
    first = wider_records(ids)
    for files, _ in _planted(7).values():
        first |= files
    return first, first | _outside(folders, edition, 8)


def _outside(folders: tuple[str, ...], edition: str, seed: int = 7) -> Files:
    found: Files = {}
    for (folder, state), (files, _) in _planted(seed).items():
        if folder in folders and state in OUTSIDE[edition]:
            found |= files
    return found


_planted = cache(planted_records)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("differ", [added, changed])
def test_records_of_all_types_that_an_edition_does_not_hold_change_nothing_in_it(
    known: Settings, today: dt.date, edition: str, differ: Differ
) -> None:
    _same(*differ(tuple(record_types()), edition), edition, known, today)


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("differ", [added, changed])
@pytest.mark.parametrize("folder", list(record_types()))
def test_records_of_one_type_that_an_edition_does_not_hold_change_nothing_in_it(
    known: Settings, today: dt.date, folder: str, edition: str, differ: Differ
) -> None:
    _same(*differ((folder,), edition), edition, known, today)


def _same(first: Files, second: Files, edition: str, settings: Settings, today: dt.date) -> None:
    assert first != second
    one, two = (made(files, edition, settings, today) for files in (first, second))
    assert [name for name in sorted({*one, *two}) if one.get(name) != two.get(name)] == []


def test_records_that_an_edition_does_hold_change_it_whatever_their_type(known: Settings, today: dt.date) -> None:
    without = wider_records()
    records = {folder: _planted(7)[folder, "managers"] for folder in record_types()}
    more = {path: data for files, _ in records.values() for path, data in files.items()}
    one, two = (made(held, "managers", known, today) for held in (without, without | more))
    differ = {name for name in {*one, *two} if one.get(name) != two.get(name)}
    assert {f"{words[0].record}/" for _, words in records.values()} <= differ
    assert {"file data/hub.json", "file data/hub.sqlite", "file feed.xml", "vocabulary", "gaps/", "themes/carers/"} <= differ
