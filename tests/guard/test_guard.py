"""What the guard says of what it finds: the place, without the value; what may stand; and values that somebody allowed."""

from __future__ import annotations

import datetime as dt

import pytest

from macros.cli.report import report, summary
from macros.content.guard.allowed import entries, fingerprint, without_allowed
from macros.content.guard.known import Known, known_from
from macros.content.guard.roles import is_role
from macros.content.guard.scan import scan_files, scan_text
from macros.content.settings import SETTINGS_FILE, Allowed, Guard, Helpline, Settings
from macros.content.source import Source
from tests.making import TODAY, settings

FILE = "briefings/themes/recording.md"
NOTHING = Known()
SOURCE = Source(SETTINGS_FILE, "guard:\n")


def _kinds(text: str, known: Known = NOTHING, path: str = FILE) -> list[str]:
    return [diagnostic.code.name for diagnostic, _ in scan_text(path, text, known)]


def _allowed(value: str, file: str = FILE, expires: dt.date = TODAY) -> Allowed:
    return Allowed(
        value=fingerprint("P104", file, value), file=file, reason="Kept free for drama.", approver="Lead", expires=expires,
    )


def _with_guard(guard: Guard) -> Settings:
    return settings().model_copy(update={"guard": guard})


def test_a_finding_has_the_line_and_column_of_what_was_written() -> None:
    ((found, value),) = scan_text(FILE, "One.\nTwo: <b>999</b>\u200b 000 &#48;018.", NOTHING)
    assert (found.span.line, found.span.column) == (2, 9)
    assert found.span.length == len("999</b>\u200b 000 &#48;018")
    assert value == "9990000018"


def test_no_report_says_the_value_that_was_found() -> None:
    text = "Ring 07700 900123, 01632 960001 or jane.exampleton@example.org; JX9 4ZZ; DOB 3 April 1948; Mrs Sampleby."
    said = report(tuple(diagnostic for diagnostic, _ in scan_text(FILE, text, NOTHING)))
    assert said.count("•") > 50
    assert not [value for value in ("900123", "960001", "exampleton", "4ZZ", "April", "Sampleby") if value in said]


def test_the_count_says_that_the_guard_does_not_anonymise() -> None:
    found = tuple(diagnostic for diagnostic, _ in scan_text(FILE, "JX9 4ZZ", NOTHING))
    assert summary(found) == "1 error. The guard lowers risk and does not anonymise: read on as if it had found nothing."
    assert "anonymise" not in summary(())


@pytest.mark.parametrize(
    "text",
    [
        "---\nsummary: Ring 07700 900123.\n---\n", "![Her number, 07700 900123](a.png)", "| Name | 07700 900123 |",
        "[^1]: 07700 900123", '<img alt="07700 900123">', "<!-- 07700 900123 -->\n07700 900123",
        "[ring](tel:07700900123)", "# A comment: 07700 900123",
    ],
)
def test_every_part_of_a_file_is_read(text: str) -> None:
    assert "phone-number" in _kinds(text)


def test_a_column_tells_what_the_figures_of_a_table_are() -> None:
    table = "quarter,uprn,dob,count\n2026-Q1,100023336000,3/4/1948,12\n2026-Q2,100023336001,,7\n"
    path = "briefings/measures/wait/series.csv"
    assert _kinds(table, path=path) == ["property-reference", "date-of-birth", "property-reference"]
    assert _kinds(table.replace("uprn", "bytes").replace("dob", "day"), path=path) == []


def test_the_last_figure_of_a_row_and_the_first_of_the_next_are_two() -> None:
    """Each pair of rows would make ten digits that pass for an NHS number, one in a few."""
    rows = "".join(f"2024-07-01,2024-09-30,themes-{n},{n},{n}\n{n}12345,2024,1\n" for n in range(10, 100))
    assert _kinds(f"start,end,theme,count,of\n{rows}", path="briefings/feedback/one/by-theme.csv") == []
    assert _kinds('a,b\n1,"See 999 000\n0018."\n', path="briefings/feedback/one/by-theme.csv") == ["nhs-number"]


def test_figures_on_lines_of_their_own_are_no_number_but_one_that_a_line_end_splits_is() -> None:
    assert _kinds("".join(f"{n}\n2024-07-01\n" for n in range(40, 100))) == []
    assert _kinds("999 0\n00 0018") == ["nhs-number"]


def test_the_names_of_files_of_every_kind_are_read_but_only_texts_within() -> None:
    letter, picture = "briefings/sar/adult-b/letter-999-000-0018.pdf", "briefings/sar/adult-b/dob-1948-04-03.png"
    files = {letter: b"07700 900123", picture: b"", FILE: b"One."}
    found = [(diagnostic.path, diagnostic.code.name) for diagnostic, _ in scan_files(files, NOTHING)]
    assert found == [(picture, "date-of-birth"), (letter, "nhs-number")]


def test_the_numbers_and_mailboxes_of_the_settings_may_stand_however_they_are_written() -> None:
    guard = Guard(helplines=(Helpline(name="Carers' line", number="0808 157 0101"),), mailboxes=("pat@example.org",))
    concern = settings().concern.model_copy(update={"text": "Call 01632 960001."})
    known = known_from(_with_guard(guard).model_copy(update={"concern": concern}))
    assert _kinds("Call 0808 1570101, +44 808 157 0101 or (01632) 960 001. Write to Pat@example.org.", known) == []
    others = "Call 0808 157 0102 or 01632 960002. Write to sam@example.org."
    assert _kinds(others, known) == ["phone-number", "phone-number", "personal-email"]


@pytest.mark.parametrize(
    ("address", "role"),
    [
        ("adult-safeguarding@example.gov.uk", True), ("dutyteam@example.gov.uk", True), ("foi@example.gov.uk", True),
        ("web@example.org", True),
        ("jane.exampleton@example.gov.uk", False), ("webster@example.org", False), ("amir.fictionby@example.org", False),
        ("careteam@gmail.com", False), ("j.sampleby@example.gov.uk", False),
    ],
)
def test_a_mailbox_is_a_persons_unless_a_word_of_work_stands_in_it(address: str, role: bool) -> None:
    name, _, domain = address.partition("@")
    assert is_role(name, domain) is role


def test_the_councils_own_case_numbers_are_found_by_their_pattern() -> None:
    known = Known(case_numbers=("LAS-#######",))
    assert _kinds("See LAS-1234567 and las-7654321, not LAS-12.", known) == ["case-number", "case-number"]
    assert _kinds("See LAS-1234567.") == []


def test_an_allowed_value_may_stand_in_its_file_alone_and_until_its_day() -> None:
    text = b"Call 07700 900123."
    hits = scan_files({FILE: text, "docs/index.md": text}, NOTHING)
    left = list(without_allowed(hits, (_allowed("07700900123"),), TODAY, SOURCE))
    assert [(d.path, d.code.name) for d in left] == [("docs/index.md", "phone-number")]
    late = list(without_allowed(hits, (_allowed("07700900123"),), TODAY + dt.timedelta(days=1), SOURCE))
    assert [d.code.name for d in late] == ["phone-number", "allowance-expired"]


def test_an_entry_allows_one_kind_of_one_value() -> None:
    hits = scan_files({FILE: b"Call 07700 900124."}, NOTHING)
    left = [d.code.name for d in without_allowed(hits, (_allowed("07700900123"),), TODAY, SOURCE)]
    assert left == ["phone-number", "allowance-unused"]
    assert fingerprint("P104", FILE, "1") != fingerprint("P101", FILE, "1") != fingerprint("P101", "docs/index.md", "1")


def test_of_some_files_alone_nobody_can_say_that_an_entry_is_unused() -> None:
    assert list(without_allowed((), (_allowed("07700900123"),), TODAY, SOURCE, whole=False)) == []


def test_an_entry_is_written_with_its_fingerprint_and_never_with_its_value() -> None:
    hits = scan_files({FILE: b"Call 07700 900123. Mrs Sampleby."}, NOTHING)
    (entry,) = entries(hits, TODAY)
    assert f"- value: {fingerprint('P104', FILE, '07700900123')}" in entry
    assert "900123" not in entry
    assert "expires: 2027-11-22" in entry


def test_the_text_of_a_pdf_is_scanned_under_the_name_of_its_file() -> None:
    ((found, _),) = scan_text("briefings/sar/adult-b/report.pdf", "Page 1\nNHS number: 999 000 0019", NOTHING)
    assert (found.path, found.code.name, found.span.line) == ("briefings/sar/adult-b/report.pdf", "nhs-number", 2)
