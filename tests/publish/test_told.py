"""A release is compared with the one before it: what both tell together stops it, and is named without its number."""

from __future__ import annotations

import pytest

from macros.content.edition import select
from macros.content.records.base import Audience
from macros.publish.told import MOST_NAMED, in_words, told_beside
from tests.making import TODAY, examined, settings
from tests.support.measured import one_measure

Numbers = tuple[int, ...]


def told(before: Numbers, after: Numbers, *, out_before: bool = True) -> tuple[str, ...]:
    """What the release of some numbers tells beside the release of others."""
    earlier = one_measure(*before)
    if not out_before:
        path = "briefings/measures/m.md"
        earlier[path] = earlier[path].replace(b"audience: public", b"audience: managers")
    now = select(examined(one_measure(*after)).records, Audience.STAFF, TODAY).records
    return told_beside(earlier, TODAY, now, Audience.STAFF, settings())


def test_the_same_numbers_tell_nothing() -> None:
    assert told((4, 6, 20, 30), (4, 6, 20, 30)) == ()


def test_a_count_that_was_shown_before_it_was_hidden_is_told_by_both() -> None:
    found = told((5, 6, 20, 30), (4, 6, 20, 30))
    assert found
    assert {place.partition(": ")[0] for place in found} == {"briefings/measures/m.md"}
    assert {"North", "South"} == {place.split(", ")[3] for place in found}


def test_a_record_that_was_in_no_earlier_release_tells_nothing_by_itself() -> None:
    assert told((5, 6, 20, 30), (4, 6, 20, 30), out_before=False) == ()


@pytest.mark.parametrize("many", [1, MOST_NAMED, MOST_NAMED + 3])
def test_the_refusal_names_places_and_says_how_many_more_there_are(many: int) -> None:
    said = in_words(tuple(f"briefings/measures/m.md: series, {n}" for n in range(many)), "2026-11.a")
    assert f"{many} hidden counts" in said
    assert said.count("briefings/measures/m.md") == min(many, MOST_NAMED)
    assert ("and 3 more" in said) is (many > MOST_NAMED)
    assert "--force" in said
