"""A text of an earlier version is shown again in a history only where the edition could still show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.content.own_pages import REQUIRED
from macros.content.records.base import Audience
from macros.publish.prepare import prepare
from macros.publish.request import Request
from macros.site.past import Past, SiteVersion
from macros.site.texts import TEXT, Block, RecordText
from macros.site.views.history import HistoryView
from tests.making import TODAY, contact

SETTINGS = (Path(__file__).parent.parent / "goldens" / "settings.yml").read_bytes()
OWN = b"---\ntitle: Ours\naudience: public\n---\n"
TEAM = "contacts/team"
INNER = "The old yard by the canal floods every winter without a warning."
SEEN = "Ask at the desk by the door before you go in."


def _history(root: Path, *texts: str) -> HistoryView:
    """Return the history of a record that said these things in earlier versions, one after another."""
    for path, data in {
        "mkdocs.yml": SETTINGS,
        f"briefings/{TEAM}.md": contact("The team", body="## When\n\nAsk on Mondays.\n", audience="public"),
        "briefings/contacts/inner.md": contact("The inner desk", body=f"## Where\n\n{INNER}\n", audience="managers"),
        **{f"docs/{own}": OWN for own in REQUIRED},
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    earlier = tuple(
        SiteVersion(str(number), {TEAM: RecordText("The team", (Block(TEXT, text),))}) for number, text in enumerate(texts)
    )
    made = prepare(root, Request(Audience.PUBLIC, TODAY), "https://learning.example.gov.uk/", "Learning", Past("9", earlier))
    (view,) = (page.view for page in made.pages if isinstance(page.view, HistoryView))
    return view


def test_what_the_edition_could_still_show_is_compared(tmp_path: Path) -> None:
    new, old = _history(tmp_path, SEEN).stages
    assert (new.withheld, old.withheld) == (False, False)
    assert any(piece.text == SEEN for line in new.lines for piece in getattr(line, "pieces", ()))


@pytest.mark.parametrize("said", [INNER, "Her NHS number is 943 476 5919."])
def test_what_only_an_inner_record_says_now_and_what_points_to_a_person_is_not_shown_again(tmp_path: Path, said: str) -> None:
    view = _history(tmp_path, SEEN, said)
    assert [(stage.version, stage.withheld, bool(stage.lines)) for stage in view.stages] == [
        ("9", False, False), ("1", True, False), ("0", False, False),
    ]
    assert view.oldest == "0"
    assert said not in str(view)
