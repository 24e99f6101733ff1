"""The ways in a page are those that the theme would write, though most are worked out once for many pages."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from macros.hooks import _way
from macros.site.ways import Ways, mark, marked

NAMES = st.sampled_from(("a", "ab", "b-1", "sar", "page", "2"))
FOLDERS = st.lists(NAMES, min_size=1, max_size=4).map(lambda names: f"{'/'.join(names)}/")
TIDY = st.builds("{}{}{}".format, FOLDERS, st.sampled_from(("", "feed.xml", "x")), st.sampled_from(("", "#r1", "#")))
OUT = st.sampled_from(
    (".", "feed.xml", "#r1", "mailto:team@example.gov.uk?subject=a/b", "https://example.gov.uk/sar/a/", "/sar/a/"),
)
SITE = "https://learning.example.gov.uk/hub/"


def written(ways: Ways, page: str, addresses: list[str]) -> list[str]:
    drawn = "".join(f'<a href="{mark(to)}">’</a>' for to in addresses)
    made = ways.whole(drawn, page).decode()
    return [piece.partition('">’</a>')[0] for piece in made.split('<a href="')[1:]]


@given(st.lists(FOLDERS, min_size=1, max_size=4), st.lists(TIDY | OUT, max_size=8))
def test_a_way_is_the_one_that_the_theme_writes_whatever_was_written_before(pages: list[str], addresses: list[str]) -> None:
    ways = Ways(_way)
    for page in pages:
        assert written(ways, page, addresses) == [_way(to, page) for to in addresses]


@example("a/", ["a//b/"])
@given(FOLDERS, st.lists(st.sampled_from(("sar/../a/", "../a/", "a//b/", "Sar/É/", "a/b c/", "sar/?q=1", "b-1/x#a.b"))))
def test_a_way_to_what_is_written_in_another_manner_leads_there(page: str, addresses: list[str]) -> None:
    here = urljoin(SITE, page)
    assert [urljoin(here, way) for way in written(Ways(_way), page, addresses)] == [
        urljoin(here, _way(to, page)) for to in addresses
    ]


def test_what_holds_no_mark_is_left_as_it_is() -> None:
    assert Ways(_way).whole("<p>sar/a/ é</p>", "sar/b/") == "<p>sar/a/ é</p>".encode()


@pytest.mark.parametrize("addresses", [[], ["sar/a/"], [".", "sar/a/#r1"]])
def test_the_addresses_of_marks_are_known(addresses: list[str]) -> None:
    assert marked("".join(f"<p>{mark(to)}</p>" for to in addresses)) == addresses
