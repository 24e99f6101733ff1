"""What a quick walk over a text rules out is never there: with it the guard finds the same as without."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros.content.guard import scan
from macros.content.guard.normalise import normalise
from macros.content.guard.scan import personal
from macros.content.guard.signs import Signs, signs_of
from tests.guard.figures import KNOWN, read_lines

PIECES = st.lists(
    st.sampled_from([
        "0", "7", "07700", "900", "123", "999", "0018", "12", "34", "56", "123456", "2026", "QQ", "Q", "C", "D", "e", "JX9",
        "4ZZ", "JX", "9A", "GIR", "0AA", "é", "\u017f", "\u212a", "·", " ", "  ", "\n", "\n\n", "\n > ", ".", "-", "(",
        ")", ",", "/", "@", "a.b",
        "NHS number ", "CHI number", "NI no ", "UPRN ", "case ref ", "born ", "died on ", "3 March 1950", "d.o.b ", "d o d ",
    ]), max_size=14,
).map("".join)


def _everything(text: str) -> Signs:
    return Signs(text.lower(), figures=True, runs=True, postcodes=True)


def _found(text: str, quick: bool) -> object:
    with pytest.MonkeyPatch.context() as patch:
        if not quick:
            patch.setattr(scan, "signs_of", _everything)
        return personal(text, KNOWN)


@given(PIECES)
@example("QQ 12 34 56 C")
@example("QQ\n12\n34\n56\nC")
@example("GIR 0AA")
@settings(max_examples=600, deadline=None)
def test_the_guard_finds_the_same_whether_or_not_it_rules_kinds_out_first(text: str) -> None:
    normal = normalise(text).text
    assert _found(normal, quick=True) == _found(normal, quick=False)


def test_every_labelled_line_gives_the_same_whether_or_not_kinds_are_ruled_out_first() -> None:
    texts = [normalise(line.text).text for line in read_lines()]
    assert [_found(text, quick=True) for text in texts] == [_found(text, quick=False) for text in texts]


@pytest.mark.parametrize(("text", "figures", "runs", "postcodes"), [
    ("No figure at all.", False, False, False), ("On 24 October 2026.", True, False, False), ("It is 12345.", True, True, False),
    ("2026-10-24", True, False, False), ("999 000 001", True, True, False), ("QQ 12 34 56 C", True, True, False),
    ("QQ 12 34 56 E", True, False, False), ("JX9 4ZZ", True, False, True), ("a4 side", True, False, False),
    ("GIR 0AA", True, False, True),
])
def test_only_what_may_be_a_number_of_a_person_is_looked_at_more_closely(
    text: str, figures: bool, runs: bool, postcodes: bool,
) -> None:
    assert signs_of(text) == Signs(text.lower(), figures=figures, runs=runs, postcodes=postcodes)
