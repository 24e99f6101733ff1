"""Where a record came from, as its page tells it."""

from __future__ import annotations

import pytest

from macros.learning.lineage import lineages
from macros.site.views.lineage import lineage_view
from tests.support.rounds import briefing, review, scene

FROM = "learned_from: [reviews/r]\n"
REAL = b"sources: [{title: A, publisher: B, read_on: 2026-11-01}]\n"


@pytest.mark.parametrize("made_up", [True, False])
def test_made_up_sources_are_marked_where_the_page_itself_is_not_made_up(*, made_up: bool) -> None:
    page = briefing("Ask", "2026-04-01", FROM)
    held = scene({
        "reviews/r": review("Peers", "2026-03-03"),
        "seven-minute/ask": page if made_up else page.replace(b"example: true\n", REAL),
    })
    record = held.library.records["seven-minute/ask"]
    (step,) = lineage_view(held, record, lineages(held.library)(record)).came_from
    assert (step.link.words, step.example) == ("Peers", not made_up)
