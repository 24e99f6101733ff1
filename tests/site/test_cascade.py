"""What changed in a month as a pack to pass on: what is new, what to discuss, what to bring back."""

from __future__ import annotations

from macros.content.records.base import Audience
from macros.learning.changes import months
from macros.learning.examine import library_of
from macros.site.views.cascade import BRING_BACK, PackView, pack_view
from macros.site.views.parts import Scene
from tests.making import TODAY, contact, examined, settings, theme

PARTS = "".join(f"\n## {title}\n\nSome words.\n" for title in ("One", "Two", "Three", "Four", "Five", "What to do", "Seven"))


def briefing(title: str, on: str) -> bytes:
    return (
        f"---\ntitle: {title}\nsummary: Why it matters.\naudience: staff\nstatus: published\npublished: {on}\nowner: team\n"
        "review: {due: 2027-11-01, every: 12 months}\nvariant: topic\nexample: true\n"
        "questions: [What do we do?, What else?, And then?]\n"
        f"changes:\n  - {{on: {on}, version: 1, note: First version., approved_by: Lead}}\n---\n{PARTS}"
    ).encode()


def message(direction: str, more: str = "") -> bytes:
    return (
        "---\ntitle: A message\nsummary: Passed on.\naudience: staff\nstatus: published\npublished: 2026-11-03\nowner: team\n"
        f"direction: {direction}\nsent_on: 2026-11-03\nmessage: Read the new form.\nexample: true\n{more}"
        "changes:\n  - {on: 2026-11-03, version: 1, note: First version., approved_by: Lead}\n---\n"
    ).encode()


def of(**records: bytes) -> PackView:
    folders = {"briefing": "seven-minute", "vocabulary": "themes", "message": "cascades"}
    files = {f"briefings/{folders[name]}/{name}.md": data for name, data in records.items()}
    known = examined({"briefings/contacts/team.md": contact("Team"), **files})
    assert known.diagnostics == ()
    edition, library = library_of(known, Audience.STAFF, TODAY)
    scene = Scene(edition, library, settings(), "https://learning.example.gov.uk/")
    return pack_view(scene, months(library, TODAY)[0], "Learning")


def test_pages_that_ask_a_team_something_come_first() -> None:
    made = of(vocabulary=theme("Recording", on="2026-11-20"), briefing=briefing("Ask", "2026-11-02"))
    assert [n.link.words for n in made.new] == ["Ask", "Recording"]
    assert made.new[0].why == "Why it matters."


def test_two_questions_of_each_new_page_are_discussed_and_name_the_page() -> None:
    made = of(briefing=briefing("Ask", "2026-11-02"))
    assert [(q.text, q.link.words) for q in made.questions] == [("What do we do?", "Ask"), ("What else?", "Ask")]


def test_messages_of_the_month_say_which_way_they_go_and_what_they_ask() -> None:
    made = of(message=message("up", "asks: Tell us.\ndue: 2026-11-30\n"))
    assert [(m.way, m.asks, m.due) for m in made.messages] == [("To leaders", "Tell us.", "30 November 2026")]


def test_the_text_for_an_email_holds_everything_and_keeps_addresses_whole() -> None:
    made = of(briefing=briefing("Ask " * 20, "2026-11-02"), message=message("down"))
    lines = made.text.split("\n")
    assert "https://learning.example.gov.uk/seven-minute/briefing/" in lines
    assert "https://learning.example.gov.uk/changes/2026-11/" in lines
    assert all(len(line) <= 72 for line in lines if "http" not in line)
    for words in ("Why it matters.", "To teams: A message", "Read the new form.", "What do we do?"):
        assert words in made.text
    assert "https://learning.example.gov.uk/cascades/message/" in lines
    for asked in BRING_BACK:
        assert asked in " ".join(made.text.split())


def test_each_made_up_message_and_question_says_so_on_the_page_and_in_the_text() -> None:
    made = of(briefing=briefing("Ask", "2026-11-02"), message=message("down"))
    assert [q.example for q in made.questions] == [True, True]
    assert [m.example for m in made.messages] == [True]
    for marked in ("- What do we do? (example content)", "To teams: A message (example content)"):
        assert marked in made.text.split("\n")
    real = of(message=message("down").replace(b"example: true\n", b"sources: [{title: A, publisher: B, read_on: 2026-11-01}]\n"))
    assert "example" not in real.text.replace("learning.example.gov.uk", "")


def test_a_month_without_new_pages_says_so() -> None:
    old = theme("Recording", on="2026-01-02").replace(
        b"approved_by: Lead}\n", b"approved_by: Lead}\n  - {on: 2026-11-02, version: 2, note: Changed., approved_by: Lead}\n",
    )
    assert "No new pages this month." in of(vocabulary=old).text
