"""A way from one page to another leads there, whatever stands around both."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.site.urls import relative

FOLDERS = st.lists(st.sampled_from(["a/", "b/", "sar/", "adult-b/"]), max_size=4).map("".join)
ADDRESSES = st.builds("{}{}".format, FOLDERS, st.sampled_from(["", "", "404.html", "index.xml"]))


@settings(deadline=None)
@given(ADDRESSES, ADDRESSES, st.sampled_from(["", "#part-1"]))
def test_whoever_follows_a_way_gets_where_it_leads(here: str, there: str, place: str) -> None:
    way = relative(here, there + place)
    assert urljoin(f"https://example.org/{here}", way) == f"https://example.org/{there}{place}"
    assert not way.startswith(("/", "#"))


@pytest.mark.parametrize(("here", "there", "way"), [
    ("sar/adult-b/", "sar/adult-b/", "./"), ("sar/adult-b/", "sar/", "../"), ("sar/adult-b/", "", "../../"), ("", "", "./"),
    ("", "sar/", "sar/"), ("sar/adult-b/", "themes/carers/#part-2", "../../themes/carers/#part-2"), ("404.html", "sar/", "sar/"),
    ("sar/adult-b/", "sar/adult-b/report.pdf", "report.pdf"),
])
def test_a_way_goes_up_no_further_than_it_must(here: str, there: str, way: str) -> None:
    assert relative(here, there) == way
