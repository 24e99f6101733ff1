"""Records joined: references, backlinks, related reading, months."""

from __future__ import annotations

import datetime as dt

import pytest

from macros.content.records.base import Audience
from macros.learning.changes import months
from macros.learning.examine import library_of
from macros.learning.library import BODY, Library
from macros.learning.related import related_to
from tests.making import TODAY, contact, examined, found, places, theme

TEAM = {"briefings/contacts/team.md": contact("Team")}


def _library(files: dict[str, bytes], audience: Audience = Audience.STAFF) -> Library:
    result = examined({**TEAM, **files})
    assert not result.diagnostics, result.diagnostics
    return library_of(result, audience, TODAY)[1]


def _themed(*themes: str, on: str = "2026-03-02") -> bytes:
    return contact(f"Team for {' and '.join(themes)} {on}", more=f"themes: [{', '.join(themes)}]\n", published=on)


def test_every_reference_is_a_backlink_on_the_other_side() -> None:
    library = _library({
        "briefings/themes/notes.md": theme("Notes"),
        "briefings/themes/recording.md": theme("Recording", more="parent: notes\n"),
    })
    out = [(e.target, e.field) for e in library.links["themes/recording"]]
    assert out == [("contacts/team", "owner"), ("themes/notes", "parent")]
    back = [(e.source, e.field, e.back) for e in library.backlinks["themes/notes"]]
    assert back == [("themes/recording", "parent", "Narrower themes")]
    assert {e.source for e in library.backlinks["contacts/team"]} == {"themes/notes", "themes/recording"}


def test_a_link_in_a_text_is_a_reference_too() -> None:
    body = "\n## What good looks like\n\nSee [the team](../contacts/team.md), [again](../contacts/team.md), [here](#part-1).\n"
    library = _library({"briefings/themes/notes.md": theme("Notes", body=body)})
    assert [(e.target, e.field) for e in library.links["themes/notes"]] == [("contacts/team", "owner"), ("contacts/team", BODY)]


def test_a_reference_can_lead_to_one_recommendation() -> None:
    sar = "recommendations: [{id: r2, text: Tell people., domain: direct-practice, accepted: yes}]\n"
    learner = theme("Notes", more="learned_from: [sar/adult-b#r2]\n")
    files = {"briefings/sar/adult-b.md": _draft_sar(sar), "briefings/themes/notes.md": learner}
    library = library_of(examined({**TEAM, **files}), Audience.MANAGERS, TODAY, preview=True)[1]
    (edge,) = library.backlinks["sar/adult-b"]
    assert (edge.fragment, edge.thread, edge.back) == ("r2", True, "What it led to")


def _draft_sar(more: str) -> bytes:
    return f"---\ntitle: Adult B\nsummary: A review.\naudience: managers\nstatus: draft\n{more}---\n".encode()


def test_a_reference_out_of_the_edition_leaves_no_trace_in_it() -> None:
    files = {
        "briefings/contacts/secret.md": contact("Secret", audience="managers"),
        "briefings/themes/notes.md": theme("Notes").replace(b"owner: team", b"owner: secret"),
    }
    assert _library(files).links["themes/notes"] == ()
    assert _library(files, Audience.MANAGERS).links["themes/notes"] != ()


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("notes.md", None), ("./notes.md", None), ("../themes/notes.md#part-1", None), ("#part-1", None),
        ("../contacts/team.md", None), ("https://www.gov.uk/", None), ("mailto:a@example.gov.uk", None),
        ("../notes.md", "B305"), ("notes", "B305"), ("../../themes/notes.md", "B305"), ("../../themes/notes", "B305"),
        ("../../../etc/passwd", "B305"), ("notes.md?x=1", "B305"), ("Notes.md", "B305"), ("&#106;avascript:alert", "B305"),
        ("notes.md#part-2", "B313"), ("#r1", "B313"), ("/themes/notes/", "B306"), ("//example.org/", "B306"),
        ("javascript:alert(1)", "B306"), ("JavaScript:alert(1)", "B306"), ("data:text/html,x", "B306"), ("1a:b", "B306"),
        ("", "B306"), ("no\\tes.md", "B305"),
    ],
)
def test_a_link_leads_to_a_record_or_is_reported(target: str, code: str | None) -> None:
    files = {
        "briefings/themes/notes.md": theme("Notes", body="\n## One\n\nText.\n"),
        "briefings/themes/recording.md": theme("Recording", body=f"\n## One\n\n[words]({target})\n"),
    }
    problems = examined({**TEAM, **files}).diagnostics
    assert [d.code.id for d in problems] == ([code] if code else [])
    assert all(d.span.column == 1 and d.line_text.startswith("[words]") for d in problems)


@pytest.mark.parametrize(
    "link",
    [
        "[a]( notes.md)", "[a](notes.md 'title')", "[a](no tes.md)", "[a [b] c](notes.md)", "[![a](b/a.png)](notes.md)",
        "[a]: notes.md",
    ],
)
def test_a_link_that_we_do_not_read_is_refused_because_nobody_checked_it(link: str) -> None:
    assert "B306" in {d.code.id for d in found(theme("Recording", body=f"\n## One\n\n{link}\n"))}


# Related reading --------------------------------------------------------------
THEMES = {f"briefings/themes/{name}.md": theme(name.capitalize() * 2) for name in ("carers", "escalation", "recording")}


def test_what_shares_the_rarer_theme_comes_first() -> None:
    library = _library({
        **THEMES,
        "briefings/contacts/one.md": _themed("carers", "recording"),
        "briefings/contacts/rare.md": _themed("recording"),
        **{f"briefings/contacts/common-{n}.md": _themed("carers", on=f"2026-0{n}-01") for n in range(1, 7)},
    })
    shown = [r.slug for r in related_to(library)(library.records["contacts/one"])]
    assert shown == ["rare", "common-6", "common-5", "common-4"]


def test_what_is_linked_already_or_shares_nothing_is_not_related() -> None:
    library = _library({
        **THEMES,
        "briefings/contacts/one.md": contact("First", more="themes: [carers]\nlearned_from: [contacts/two]\n"),
        "briefings/contacts/two.md": contact("Second", more="themes: [carers]\n"),
        "briefings/contacts/three.md": contact("Third", more="themes: [escalation]\n"),
    })
    assert related_to(library)(library.records["contacts/one"]) == ()


def test_what_was_replaced_is_not_related() -> None:
    library = _library({
        **THEMES,
        "briefings/contacts/one.md": _themed("carers"),
        "briefings/contacts/old.md": contact(
            "Old", more="themes: [carers]\n", status="superseded", superseded_by="contacts/team"
        ),
    })
    assert related_to(library)(library.records["contacts/one"]) == ()


# What changed -----------------------------------------------------------------
def test_months_come_newest_first_with_every_version_in_its_own() -> None:
    second = "  - {on: 2026-05-20, version: 2, note: Shorter., approved_by: Lead}\n"
    library = _library({
        "briefings/themes/notes.md": theme("Notes", more=second),
        "briefings/themes/recording.md": theme("Recording", on="2026-05-01"),
    })
    shown = [(m.key, [(e.record.slug, e.change.version, e.is_new) for e in m.entries]) for m in months(library, TODAY)]
    assert shown == [
        ("2026-05", [("notes", 2, False), ("recording", 1, True)]),
        ("2026-03", [("notes", 1, True)]),
    ]


def test_a_change_to_come_is_in_no_month() -> None:
    later = "  - {on: 2026-11-23, version: 2, note: Shorter., approved_by: Lead}\n"
    library = _library({"briefings/themes/notes.md": theme("Notes", more=later)})
    assert [m.key for m in months(library, TODAY)] == ["2026-03"]
    assert [m.key for m in months(library, dt.date(2026, 11, 23))] == ["2026-11", "2026-03"]


# Titles -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("one", "two", "code"),
    [
        ("Recording", "recording", "B208"), ("Case notes", "Case  notes!", "B208"), ("Carers", "Careers", "B209"),
        ("Professional curiosity", "Profesional curiosity", "B209"), ("Adult B", "Adult C", None),
        ("Survey 2025", "Survey 2026", None),
        ("Self-neglect", "Hoarding", None), ("日本", "中国人", None),
    ],
)
def test_titles_that_a_reader_could_not_tell_apart_are_reported(one: str, two: str, code: str | None) -> None:
    files = {"briefings/themes/a.md": theme(one), "briefings/themes/b.md": theme(two)}
    assert [d.code.id for d in examined({**TEAM, **files}).diagnostics] == ([code] if code else [])


def test_titles_of_two_types_may_be_equal() -> None:
    assert not examined({**TEAM, "briefings/themes/team.md": theme("Team")}).diagnostics


def test_a_record_is_not_learned_from_itself() -> None:
    assert "B401 13:16" in places(found(theme("Recording", more="learned_from: [themes/recording]\n")))
