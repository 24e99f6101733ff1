"""What people told us, above the list of feedback."""

from __future__ import annotations

from macros.content.records.base import Audience
from macros.content.records.registry import record_types
from macros.learning.examine import library_of
from macros.site.views.parts import Scene
from macros.site.views.voices import Voices, voices
from tests.making import TODAY, VERSION, contact, examined, settings


def report(title: str, kind: str, end: str, more: str) -> bytes:
    return (
        f"---\ntitle: {title}\nsummary: What came in.\naudience: staff\nstatus: published\npublished: 2026-03-02\nowner: team\n"
        f"kind: {kind}\nperiod: {{start: 2024-04-01, end: {end}}}\nexample: true\n{VERSION}{more}---\n"
    ).encode()


def of(**records: bytes) -> Voices | None:
    files = {f"briefings/feedback/{name}.md": data for name, data in records.items()}
    known = examined({"briefings/contacts/team.md": contact("Team"), **files})
    assert known.diagnostics == ()
    edition, library = library_of(known, Audience.STAFF, TODAY)
    return voices(Scene(edition, library, settings(), ""), record_types()["feedback"])


def figure(number: int, more: str = "") -> str:
    return f"figures: [{{label: complaints, number: {number}, of: people{more}}}]\n"


def test_of_each_kind_the_newest_figure_is_shown_with_its_caveat() -> None:
    made = of(
        old=report("Old", "complaints", "2025-03-31", figure(100)),
        new=report("New", "complaints", "2026-03-31", figure(120, ", caveat: Counted anew.")),
        thanks=report("Thanks", "compliments", "2025-03-31", figure(40)),
    )
    assert made
    assert [(f.number, f.caveat) for f in made.figures] == [("120", "Counted anew."), ("40", "")]


def test_the_figures_of_another_body_stand_apart_from_our_own() -> None:
    made = of(
        own=report("Own", "complaints", "2026-03-31", figure(120)),
        other=report("Other", "complaints", "2025-03-31", figure(220) + "about_body: Another council\n"),
    )
    assert made
    assert [f.number for f in made.figures] == ["120", "220"]


def test_a_figure_is_shown_as_its_source_says_it() -> None:
    made = of(own=report("Own", "complaints", "2026-03-31", "figures: [{label: visits, said: over 600, of: things}]\n"))
    assert made
    assert made.figures[0].number == "over 600"


def test_a_small_figure_of_people_is_hidden_and_what_the_star_means_is_said() -> None:
    made = of(own=report("Own", "complaints", "2026-03-31", figure(3)))
    assert made
    assert made.figures[0].number == "*"
    assert made.hidden.startswith("Fewer than 5")


def test_what_was_said_stands_with_what_was_done_and_with_what_shows_that_it_helped() -> None:
    pair = "said_did: [{said: Nobody rang., did: We ring., evidence: Fewer ask.}]\n"
    made = of(own=report("Own", "complaints", "2026-03-31", pair))
    assert made
    assert [(p.said, p.did, p.evidence) for p in made.pairs] == [("Nobody rang.", "We ring.", "Fewer ask.")]


def test_where_nothing_was_said_and_nothing_counted_nothing_stands_above_the_list() -> None:
    assert of(own=report("Own", "complaints", "2026-03-31", "")) is None
