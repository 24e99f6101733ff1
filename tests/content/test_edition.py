"""Which records an edition holds. It fails closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as relaxed
from hypothesis import strategies as st

from macros.content.body import split_parts
from macros.content.edition import COMPUTED, is_current, is_out, may_read, select, was_out
from macros.content.own_pages import read_own_pages
from macros.content.record import Record
from macros.content.records.base import Audience
from macros.content.records.registry import record_types
from macros.content.settings import Narrow
from macros.content.source import Source
from macros.diagnostics import errors
from macros.learning.examine import examine, library_of
from tests.making import TODAY, contact, draft, examined, settings

TABLE = """
            public  partners  staff  managers
public      yes     yes       yes    yes
partners    no      yes       yes    yes
staff       no      no        yes    yes
managers    no      no        no     yes
"""
"""Rows are what a record says, columns are editions."""

SAR = (
    "recommendations: [{id: r1, text: Tell people., domain: direct-practice, accepted: yes}]\nboard: board\nbasis: mandatory\n"
    "period: {start: 2024-01-01, end: 2025-01-31}\nabuse_types: [self-neglect]\ndomains: [direct-practice]\npseudonym: Adult B\n"
    "pseudonym_basis: Chosen by us.\nreport: {published: no}\ncontent_note: Death.\nowner: board\n"
    "review: {due: 2027-03-02, every: 12 months}\n"
    "changes: [{on: 2026-03-02, version: 1, note: First version., approved_by: Lead}]\n"
)


def _ids(audience: Audience, files: dict[str, bytes], *, preview: bool = False, today: dt.date = TODAY) -> list[str]:
    result = examined(files)
    assert not result.diagnostics
    return [r.id.partition("/")[2] for r in select(result.records, audience, today, preview=preview).records]


def _sar(more: str = "") -> dict[str, bytes]:
    made = contact("Adult B", audience="public", kind="", remit="", more=SAR + more)
    return {"briefings/sar/adult-b.md": made, "briefings/contacts/board.md": contact("Board", audience="public")}


def test_each_edition_holds_its_own_and_every_wider_audience() -> None:
    editions, *rows = (line.split() for line in TABLE.strip().splitlines())
    assert editions == [str(a) for a in Audience] == [row[0] for row in rows]
    for said, *answers in rows:
        for edition, answer in zip(editions, answers, strict=True):
            held = _ids(Audience(edition), {"briefings/contacts/team.md": contact("Team", audience=said)})
            assert held == (["team"] if answer == "yes" else []), (said, edition)


@pytest.mark.parametrize("audience", Audience)
def test_a_draft_is_in_no_edition(audience: Audience) -> None:
    assert _ids(audience, {"briefings/themes/recording.md": draft(audience="public")}) == []


def test_a_record_comes_out_on_the_day_it_says_and_not_before() -> None:
    files = {"briefings/contacts/team.md": contact("Team", published="2026-11-23")}
    assert _ids(Audience.STAFF, files) == []
    assert _ids(Audience.STAFF, files, today=dt.date(2026, 11, 23)) == ["team"]


def test_a_withdrawn_record_is_in_no_edition() -> None:
    gone = contact("Team", status="withdrawn", withdrawn="{on: 2026-05-01, reason: Out of date.}")
    assert _ids(Audience.MANAGERS, {"briefings/contacts/team.md": gone}) == []


def test_a_record_under_review_and_one_that_was_replaced_are_shown() -> None:
    files = {
        "briefings/contacts/a.md": contact("A team", status="under_review"),
        "briefings/contacts/b.md": contact("B team", status="superseded", superseded_by="contacts/a"),
    }
    assert _ids(Audience.STAFF, files) == ["a", "b"]


def test_a_review_that_nobody_has_signed_off_is_for_managers_whatever_it_says() -> None:
    assert [_ids(a, _sar()) for a in Audience] == [["board"], ["board"], ["board"], ["board", "adult-b"]]


def test_a_review_that_is_signed_off_has_the_audience_it_says() -> None:
    assert _ids(Audience.PUBLIC, _sar("sign_off: {by: Board manager, on: 2026-03-01}\n")) == ["board", "adult-b"]


def test_a_check_that_is_still_to_come_signs_nothing_off() -> None:
    (problem,) = examined(_sar("sign_off: {by: Board manager, on: 2026-11-23}\n")).diagnostics
    assert (problem.code.name, problem.path, problem.span.line > 1) == ("order-of-dates", "briefings/sar/adult-b.md", True)
    assert problem.message == "sign_off.on: 2026-11-23 is still to come, so nobody has done the check."
    assert not examined(_sar("sign_off: {by: Board manager, on: 2026-11-22}\n")).diagnostics


@pytest.mark.parametrize("folder", ["case-studies", "sar"])
def test_every_type_about_one_person_needs_the_check_of_a_person(folder: str) -> None:
    type_ = record_types()[folder]
    for sign_off, readers in ((None, [Audience.MANAGERS]), (object(), list(Audience))):
        said: dict[str, Any] = {"audience": Audience.PUBLIC, "sign_off": sign_off}
        fields = type_.fields.model_construct(**said)
        record = Record(type_, "adult-b", fields, split_parts("", 1), Source("adult-b.md", ""))
        assert [audience for audience in Audience if may_read(audience, record)] == readers
    assert {t.folder for t in record_types().values() if t.needs_sign_off} == {"case-studies", "sar"}


def test_a_preview_shows_what_is_not_out_but_nothing_of_a_narrower_audience() -> None:
    files = {
        "briefings/contacts/team.md": contact("Team", published="2027-01-01"),
        "briefings/contacts/secret.md": contact("Secret", audience="managers"),
        "briefings/themes/recording.md": draft(),
    }
    assert _ids(Audience.STAFF, files, preview=True) == ["team", "recording"]


def test_what_is_outside_is_known_by_its_id_only() -> None:
    secret = contact("Secret", audience="managers")
    files = {"briefings/contacts/team.md": contact("Team"), "briefings/contacts/secret.md": secret}
    edition, library = library_of(examined(files), Audience.STAFF, TODAY)
    assert edition.outside == library.outside == {"contacts/secret"}
    assert set(library.records) == {"contacts/team"}


RULES = settings().model_copy(
    update={"narrow": (Narrow(folder="contacts", to=Audience.STAFF), Narrow(folder="sar", to=Audience.PARTNERS))},
)


def test_a_rule_for_a_folder_takes_readers_away_whatever_the_record_says() -> None:
    (team,) = examined({"briefings/contacts/team.md": contact("Team", audience="public")}).records
    held = [a for a in Audience if may_read(a, team, RULES.widest)]
    assert held == [Audience.STAFF, Audience.MANAGERS]


@pytest.mark.parametrize("widest", Audience)
@pytest.mark.parametrize("said", Audience)
def test_a_rule_for_a_folder_never_adds_a_reader(said: Audience, widest: Audience) -> None:
    (team,) = examined({"briefings/contacts/team.md": contact("Team", audience=str(said))}).records
    for edition in Audience:
        assert may_read(edition, team, {"contacts": widest}) <= may_read(edition, team)


def test_a_rule_for_another_folder_changes_nothing() -> None:
    (team,) = examined({"briefings/contacts/team.md": contact("Team", audience="public")}).records
    assert all(may_read(a, team, {"sar": Audience.MANAGERS}) for a in Audience)


# Changed front matter ---------------------------------------------------------------
DECIDES = ("audience", "status", "published", "sign_off", "classification")
KEYS = st.sampled_from(
    [*DECIDES, "title", "summary", "owner", "board", "Audience", "audience ", '"audience"', "aud\u0456ence", "? audience"],
)
VALUES = st.sampled_from([
    "public", "partners", "staff", "managers", "PUBLIC", "Public", "[public]", "{public: yes}", "public, staff",
    "no", "null", "~", "''",
    "!!str public", "&a public", "*a", "published", "draft", "withdrawn", "2026-03-02", "2099-01-01", "2026-13-01", "OFFICIAL",
    "OFFICIAL-SENSITIVE", "{by: Lead, on: 2026-03-02}", "{by: Lead}", "true", "0", "|\n  public", ">-\n  public",
])
SIGNS = st.sampled_from([*"publicstaffmanagers: \n-#'\"{}[],&*!|>", "\naudience: public\n", "\n---\n", "\u200b", "\ufeff"])
TEXT = st.lists(SIGNS, max_size=30).map("".join)


def _label(text: str, name: str) -> list[str]:
    """Every line of the front matter that begins with the name, read without any YAML."""
    front = text.removeprefix("---\n").partition("\n---\n")[0]
    return [line.partition(":")[2].strip().strip("'\"") for line in front.split("\n") if line.startswith(f"{name}:")]


def _held(text: str) -> set[Audience]:
    """The editions that hold the record or its word, or none where the build is refused."""
    board = contact("Board", audience="staff")
    files = {"briefings/sar/adult-b.md": text.encode("utf-8", "replace"), "briefings/contacts/board.md": board}
    result = examine(files, RULES, TODAY)
    if errors(result.diagnostics):
        return set()
    libraries = {a: library_of(result, a, TODAY)[1].records.values() for a in Audience}
    return {a for a, held in libraries.items() if any(r.id == "sar/adult-b" or "qxcanary" in r.source.text for r in held)}


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    """A record's text before and after up to three changes of its front matter."""
    audience = draw(st.sampled_from(["partners", "staff", "managers"]))
    sign_off = draw(st.sampled_from(["", "sign_off: {by: Lead, on: 2026-03-02}\n"]))
    made = contact("Adult qxcanary", audience=audience, kind="", remit="", more=f"{SAR}{sign_off}").decode()
    lines = made.split("\n")
    for _ in range(draw(st.integers(1, 3))):
        n = draw(st.integers(1, max(1, len(lines) - 2)))
        change = draw(st.sampled_from(["value", "drop", "double", "add", "type", "text", "join"]))
        if change == "value":
            lines[n] = f"{lines[n].partition(':')[0]}: {draw(VALUES)}"
        elif change == "drop":
            del lines[n]
        elif change == "double":
            lines.insert(n, lines[n])
        elif change == "add":
            lines.insert(n, f"{draw(KEYS)}: {draw(VALUES)}")
        elif change == "type":
            lines[n] = f"{lines[n].partition(':')[0]}:\n  - {lines[n].partition(':')[2]}"
        elif change == "join":
            lines[n - 1 : n + 1] = [lines[n - 1] + lines[n]]
        else:
            at = draw(st.integers(0, len(lines[n])))
            lines[n] = lines[n][:at] + draw(TEXT) + lines[n][at:]
    return made, "\n".join(lines)


@given(mutated())
@relaxed(max_examples=400, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_no_change_of_front_matter_gives_a_record_more_readers_than_its_one_plain_label_says(texts: tuple[str, str]) -> None:
    before, after = texts
    was, held = _held(before), _held(after)
    assert Audience.PUBLIC not in held, "the folder's rule"
    if held:
        (label,) = _label(after, "audience")
        assert Audience(label.partition(" #")[0].strip()).width <= min(a.width for a in held)
    if all(_label(before, name) == _label(after, name) for name in DECIDES):
        assert held <= was


def test_the_records_that_are_changed_are_held_before() -> None:
    more = f"{SAR}sign_off: {{by: Lead, on: 2026-03-02}}\n"
    signed = contact("Adult qxcanary", audience="partners", kind="", remit="", more=more)
    assert _held(signed.decode()) == {Audience.PARTNERS, Audience.STAFF, Audience.MANAGERS}
    unsigned = contact("Adult qxcanary", audience="partners", kind="", remit="", more=SAR)
    assert _held(unsigned.decode()) == {Audience.MANAGERS}


@pytest.mark.parametrize(
    "said", ["", "audience:\n", "audience: everyone\n", "audience: [public]\n", "audience: no\n", "Audience: public\n"],
)
def test_an_audience_that_is_missing_unreadable_or_unknown_ends_the_build(said: str) -> None:
    made = contact("Team", audience="public").decode().replace("audience: public\n", said).encode()
    assert errors(examined({"briefings/contacts/team.md": made}).diagnostics)
    page = f"---\ntitle: A page\n{said}---\nText.\n".encode()
    pages, wrong = read_own_pages({"a.md": page})
    assert not pages
    assert errors(wrong)


def test_pages_for_contributors_are_in_no_edition_whatever_they_say() -> None:
    assert read_own_pages({"project/a.md": b"---\ntitle: A page\naudience: public\n---\nText.\n"}) == ((), ())


# What is shown and what no more ----------------------------------------------------
GONE = "{on: 2026-05-01, reason: Out of date.}"


@pytest.mark.parametrize(
    ("more", "out", "current", "gone"),
    [
        ({}, True, True, False),
        ({"published": "2026-11-22"}, True, True, False),
        ({"published": "2026-11-23"}, False, False, False),
        ({"status": "superseded", "superseded_by": "contacts/other"}, True, False, False),
        ({"status": "withdrawn", "withdrawn": GONE}, False, False, True),
        ({"status": "withdrawn", "withdrawn": GONE, "published": "2026-11-22"}, False, False, True),
        ({"status": "withdrawn", "withdrawn": GONE, "published": "2026-11-23"}, False, False, False),
        ({"status": "draft", "published": ""}, False, False, False),
    ],
)
def test_a_record_is_out_current_or_taken_back_by_its_status_and_day(
    more: dict[str, str], out: bool, current: bool, gone: bool,
) -> None:
    files = {"briefings/contacts/team.md": contact("Team", **more), "briefings/contacts/other.md": contact("Other")}
    record = next(r for r in examined(files).records if r.id == "contacts/team")
    assert (is_out(record, TODAY), is_current(record, TODAY), was_out(record, TODAY)) == (out, current, gone)


def test_states_are_for_staff_and_managers() -> None:
    assert {a for a in Audience if a in COMPUTED} == {Audience.STAFF, Audience.MANAGERS}


def test_without_being_asked_for_a_preview_nothing_that_is_not_out_is_in_and_its_id_is_outside() -> None:
    records = examined({"briefings/themes/recording.md": draft(), "briefings/contacts/team.md": contact("Team")}).records
    edition = select(reversed(records), Audience.STAFF, TODAY)
    assert [r.id for r in edition.records] == ["contacts/team"]
    assert (edition.preview, edition.outside, edition.today) == (False, frozenset({"themes/recording"}), TODAY)
    preview = select(reversed(records), Audience.STAFF, TODAY, preview=True)
    assert [r.id for r in preview.records] == ["contacts/team", "themes/recording"]
