"""Which records an edition holds. It fails closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from macros.content.body import split_parts
from macros.content.edition import may_read, select
from macros.content.record import Record
from macros.content.records.base import Audience
from macros.content.records.registry import record_types
from macros.content.source import Source
from macros.learning.examine import library_of
from tests.making import TODAY, contact, draft, examined

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
