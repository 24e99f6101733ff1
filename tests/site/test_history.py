"""What a record's page says of its past, what the page of its history tells, and that neither changes without its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from macros.content.records.base import Audience
from macros.site.pages import SitePage, site_pages
from macros.site.past import Past, SiteVersion, stages
from macros.site.texts import HEAD, TEXT, Block, NoText, RecordText, text_bytes, text_from
from macros.site.views.as_text import html_blocks
from macros.site.views.history import HistoryView, Published
from macros.site.views.parts import LinkTo
from tests.making import TODAY, contact
from tests.support.measured import one_measure
from tests.support.scenes import own_scene, scene_of

CHANGES = "changes:\n  - {on: 2026-03-02, version: 1, note: First version., approved_by: Lead}\n"
SECOND = "  - {on: 2026-10-02, version: 2, note: It says when., approved_by: Panel}\n"
BODY = "## When\n\nAsk on Mondays.\n\n- By day.\n- By night.\n"
TEAM = "contacts/team"


def _pages(past: Past | None, more: str = CHANGES + SECOND, body: str = BODY) -> dict[str, SitePage]:
    scene = replace(scene_of({f"briefings/{TEAM}.md": contact("The team", more, body)}), past=past)
    return {page.address: page for page in site_pages(scene, "Learning")}


def _text(past: Past | None = None, **differs: str) -> RecordText:
    text = _pages(past or Past("1"), **differs)[f"{TEAM}/"].text
    assert text
    return text


def _past(now: str, *earlier: tuple[str, Mapping[str, RecordText]]) -> Past:
    return Past(now, tuple(SiteVersion(version, texts) for version, texts in earlier))


def _published(pages: dict[str, SitePage]) -> Published:
    said: Published = pages[f"{TEAM}/"].view.published
    return said


def _history(pages: dict[str, SitePage]) -> HistoryView:
    view: HistoryView = pages[f"history/{TEAM}/"].view
    return view


OLD = replace(_text(more=CHANGES), blocks=(Block(TEXT, "Whom to ask."), Block(TEXT, "Ask us.")), entry=1)
NOW = _text()
OTHERS = {"contacts/desk": NOW}
"""A version that does not hold the record."""


def test_a_text_is_what_the_page_says_in_its_order() -> None:
    assert (NOW.title, NOW.entry) == ("The team", 2)
    assert NOW.blocks == (
        Block(TEXT, "Whom to ask."), Block(TEXT, "Ask them."), Block(HEAD, "When"), Block(TEXT, "Ask on Mondays."),
        Block(TEXT, "By day."), Block(TEXT, "By night."),
    )


def _own_texts(root: Path, day: dt.date) -> dict[str, RecordText]:
    scene = replace(own_scene(root, Audience.STAFF, day), past=Past("1"))
    return {page.address: page.text for page in site_pages(scene, "Learning") if page.text}


def test_no_text_changes_because_time_passes(root: Path) -> None:
    """A state, a day overdue or what is coming up would make each version look like a change."""
    before, after = (_own_texts(root, TODAY + dt.timedelta(days=days)) for days in (0, 200))
    assert len(before) > 150
    assert [address for address, text in before.items() if text != after[address]] == []


@pytest.mark.parametrize(("audience", "shown"), [(Audience.STAFF, "*"), (Audience.MANAGERS, "4")])
def test_a_text_hides_the_counts_that_its_page_hides(audience: Audience, shown: str) -> None:
    scene = replace(scene_of(one_measure(4, 6, 20, 30), audience), past=Past("1"))
    text = next(page.text for page in site_pages(scene, "Learning") if page.address == "measures/m/")
    assert text
    quarter = next(block.text for block in text.blocks if "North" in block.text)
    assert f"North: {shown} " in quarter


def test_a_text_is_read_as_it_was_written() -> None:
    assert text_from(text_bytes(NOW)) == NOW


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"title": "x", "entry": 1, "blocks": ["x"]}', b"\xff"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NoText):
        text_from(data)


def test_html_is_read_in_pieces_with_one_space_between_words() -> None:
    html = '<h3>A <em>head</em></h3><p>One &amp;\n two<br>three</p><ul><li>x<ul><li>y</li></ul></li></ul><img alt="A door">'
    table = "<table><tr><th>Team</th><th>When</th></tr><tr><td>North</td><td></td></tr></table>"
    assert html_blocks(html + table) == (
        Block(HEAD, "A head"), Block(TEXT, "One & two three"), Block(TEXT, "x"), Block(TEXT, "y"),
        Block(TEXT, "Picture: A door"), Block(TEXT, "Team · When"), Block(TEXT, "North ·"),
    )


def test_without_a_past_no_page_tells_of_versions_and_nothing_is_kept() -> None:
    pages = _pages(None)
    assert _published(pages) is None
    assert pages[f"{TEAM}/"].text is None
    assert f"history/{TEAM}/" not in pages


def test_the_first_version_of_a_page_says_so_and_has_no_history() -> None:
    pages = _pages(_past("2026.11", ("2026.10", OTHERS)))
    said = _published(pages)
    assert said.since == (
        "This text was first published in version 2026.11 of the site. It is the first version of this page that was published."
    )
    assert said.permanent.address == f"v/2026.11/{TEAM}/"
    assert said.permanent.words.endswith(f"/v/2026.11/{TEAM}/")
    assert said.history is None
    assert f"history/{TEAM}/" not in pages


def test_while_a_text_stays_its_page_says_the_same_in_every_version() -> None:
    first = _pages(_past("2026.09", ("2026.08", {TEAM: OLD})))
    between = (("2026.09", {TEAM: NOW}), ("2026.10", OTHERS), ("2026.11", {TEAM: NOW}))
    later = _pages(_past("2026.12", ("2026.08", {TEAM: OLD}), *between))
    assert _published(first) == _published(later)
    assert _history(first) == _history(later)
    assert _published(later).permanent.address == f"v/2026.09/{TEAM}/"


def test_each_entry_leads_to_the_version_that_first_showed_it() -> None:
    past = _past("2026.11", ("2026.09", {TEAM: OLD}), ("2026.10", {TEAM: OLD}))
    assert _published(_pages(past)).first == (
        LinkTo("2026.11", f"v/2026.11/{TEAM}/"), LinkTo("2026.09", f"v/2026.09/{TEAM}/"),
    )


def test_a_history_tells_each_text_with_its_reasons_its_page_and_how_it_differs_the_newest_first() -> None:
    pages = _pages(_past("2026.11", ("2026.09", {TEAM: OLD}), ("2026.10", {TEAM: OLD})))
    new, old = _history(pages).stages
    assert (new.version, new.before, old.version, old.before) == ("2026.11", "2026.09", "2026.09", "")
    assert [(change.number, change.note, change.approved_by) for change in new.changes] == [(2, "It says when.", "Panel")]
    assert [change.number for change in old.changes] == [1]
    assert new.page.address == f"v/2026.11/{TEAM}/"
    assert (new.text, old.text) == (f"history/{TEAM}.json", f"v/2026.09/history/{TEAM}.json")
    assert new.said == "4 added and 1 reworded"
    assert old.lines == ()
    assert _history(pages).began == "This is the first version of this page that was published."


def test_a_change_of_text_without_an_entry_is_told_all_the_same() -> None:
    (new, _) = _history(_pages(_past("2026.11", ("2026.10", {TEAM: replace(OLD, entry=2)})))).stages
    assert new.changes == ()


def test_an_entry_without_a_change_of_text_stands_with_the_text_of_its_time() -> None:
    past = _past("2026.11", ("2026.08", {TEAM: OLD}), ("2026.09", {TEAM: replace(NOW, entry=1)}), ("2026.10", {TEAM: NOW}))
    new, old = _history(_pages(past)).stages
    assert ([change.number for change in new.changes], [change.number for change in old.changes]) == ([2], [1])


def test_a_record_that_was_renamed_keeps_its_history() -> None:
    pages = _pages(_past("2026.11", ("2026.10", {"contacts/desk": OLD})), more=f"{CHANGES}{SECOND}aliases: [contacts/desk]\n")
    old = _history(pages).stages[-1]
    assert old.page.address == "v/2026.10/contacts/desk/"
    assert old.text == "v/2026.10/history/contacts/desk.json"


def test_what_came_out_before_texts_were_kept_is_not_said_to_be_the_first() -> None:
    alone = _published(_pages(_past("2026.11", ("2026.10", {}))))
    assert alone.since == "This text was published in version 2026.11 of the site, or before: earlier ones kept no texts."
    assert [link.words for link in alone.first] == ["2026.11 or before", "2026.11 or before"]
    pages = _pages(_past("2026.11", ("2026.09", {}), ("2026.10", {TEAM: OLD})))
    assert [link.words for link in _published(pages).first] == ["2026.11", "2026.10 or before"]
    assert _history(pages).began == "Versions before this one kept no texts to compare."


def test_a_text_that_came_back_is_a_change_of_its_own() -> None:
    past = _past("2026.11", ("2026.09", {TEAM: NOW}), ("2026.10", {TEAM: OLD}))
    assert [stage.version for stage in stages(past, [TEAM], NOW)] == ["2026.09", "2026.10", "2026.11"]


def test_the_search_page_leads_to_that_of_each_earlier_version_the_newest_first() -> None:
    assert _pages(None)["search/"].view.earlier == ()
    assert _pages(_past("2026.11", ("2026.09", {}), ("2026.10", {})))["search/"].view.earlier == (
        LinkTo("2026.10", "v/2026.10/search/"), LinkTo("2026.09", "v/2026.09/search/"),
    )
