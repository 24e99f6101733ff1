"""Every template, read by somebody who was never here: under the policy, in every light, on every screen, on paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from macros.site.exports.about import EXAMPLE
from tests.support.project import once
from tests.support.templates import EVERY, PUBLISHED, SEARCHING
from tests.support.visits import Visit, visit

FIRST = 120_000
"""Bytes of a first page, compressed as a server sends them, fonts included."""
WEIGHED = [name for name in EVERY if name not in SEARCHING]
ORDER = [*WEIGHED, *(name for name in EVERY if name in SEARCHING)]
pytestmark = [pytest.mark.browser, pytest.mark.build]


@pytest.fixture(scope="module", params=ORDER)
def template(request: pytest.FixtureRequest) -> str:
    """The template whose page is read: all is asked of one before the next, or workers would wait for each other's visits."""
    named: str = request.param
    return named


@pytest.fixture
def visited(
    reader: Callable[..., BrowserContext], request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory,
    template: str,
) -> Visit:
    """What came of a visit to the page of the template, under the policy; one for all that is asked of it."""

    def make(folder: Path) -> None:
        folder.mkdir()
        site = request.getfixturevalue("published" if template in PUBLISHED else "guarded")
        (folder / "visit.json").write_text(json.dumps(asdict(visit(reader, site, template))), encoding="utf-8")

    folder = once(tmp_path_factory, f"visit-{template.replace(' ', '-')}", make)
    return Visit(**json.loads((folder / "visit.json").read_text("utf-8")))


def test_axe_finds_nothing(visited: Visit, template: str) -> None:
    """WCAG 2.2 AA as far as a machine can tell."""
    assert {how: found for how, found in visited.violations.items() if found} == {}, template


def test_nothing_is_wider_than_the_screen(visited: Visit, template: str) -> None:
    assert {how: found for how, found in visited.wider.items() if found} == {}, template


def test_no_label_breaks_a_word_on_a_phone(visited: Visit, template: str) -> None:
    assert visited.cut == [], template


def test_every_box_that_scrolls_is_reached_by_the_keyboard(visited: Visit, template: str) -> None:
    assert visited.unreached == [], template


def test_no_rule_of_the_policy_is_broken_and_nothing_is_complained_of(visited: Visit, template: str) -> None:
    assert (visited.broken, visited.said, visited.opened) == ([], [], []), template


def test_no_other_server_is_asked_or_named(visited: Visit, template: str) -> None:
    assert (visited.elsewhere, visited.other_files) == ([], []), template


def test_nothing_is_left_behind_but_the_choice_of_colours(visited: Visit, template: str) -> None:
    assert visited.kept == [], template


@pytest.mark.parametrize("template", WEIGHED, indirect=True)
def test_a_first_page_is_light(visited: Visit, template: str, record_property: Callable[[str, object], None]) -> None:
    weights = visited.weights
    record_property("bytes", sum(weights.values()))
    assert any("woff2" in url for url in weights), "no font was weighed"
    assert sum(weights.values()) <= FIRST, (template, sorted(weights.items(), key=lambda pair: -pair[1]))


def test_no_page_asks_for_the_sitemap(visited: Visit, template: str) -> None:
    assert [url for url in visited.weights if url.endswith("sitemap.xml")] == [], template


def test_paper_says_what_is_example_content_and_shows_no_way_about_the_site(visited: Visit, template: str) -> None:
    assert "xample content" not in visited.paper or EXAMPLE in visited.paper, template
    assert visited.ways_on_paper == [], template
