"""The shapes that the guard knows, at their edges: one sign more or less, and it is another number or none."""

from __future__ import annotations

import pytest

from macros.content.guard.allowed import fingerprint, without_allowed
from macros.content.guard.contacts import dialled, mailbox
from macros.content.guard.dates import days, months
from macros.content.guard.known import Known
from macros.content.guard.normalise import normalise
from macros.content.guard.numbers import names_nhs_numbers
from macros.content.guard.runs import runs, stretches, whole_run
from macros.content.guard.scan import personal, scan_files, scan_name, scan_text
from macros.content.settings import Allowed
from macros.content.source import Source
from tests.making import TODAY

FILE = "briefings/themes/recording.md"
TABLE = "briefings/measures/m/series.csv"


def found(text: str) -> list[tuple[str, str]]:
    made = normalise(text).text
    return [(one.code.name, made[one.start : one.end]) for one in personal(made, Known())]


@pytest.mark.parametrize(("written", "number"), [
    ("00441632960001", "+441632960001"), ("01632 960001", "+441632960001"), ("1212345678", "+441212345678"),
    ("+44 (0)1632 960001", "+441632960001"), ("0121234567", None), ("0033142685300", "+33142685300"), ("441632960001", None),
    ("+33 1 42 68 53 00", "+33142685300"), ("+999 123 456 789", None), ("+0", None),
])
def test_a_number_is_dialled_the_same_however_it_is_written(written: str, number: str | None) -> None:
    assert dialled(written) == number


@pytest.mark.parametrize(("text", "numbers"), [
    ("Ring 01632 960001.", ["01632 960001"]), ("Ring 01632960001.", ["01632960001"]), ("It has 01632960001.", ["01632960001"]),
    ("So 0 1 6 3 2 9 6 0 0 0 1 it is", ["0 1 6 3 2 9 6 0 0 0 1"]), ("So 016 32 960001 it is", ["016 32 960001"]),
    ("So 01 632 960 001 it is", []), ("Tel: 01 632 960 001", ["01 632 960 001"]), ("So 07 700 900 123", ["07 700 900 123"]),
    ("Ring +33 1 42 68 53 00 or", ["+33 1 42 68 53 00"]), ("Ring 00 33 1 42 68 53 00 or", ["00 33 1 42 68 53 00"]),
    ("So 0800 111111 it is", ["0800 111111"]), ("So 0800111111 it is", ["0800111111"]), ("So 080 0111111 it is", []),
    ("So 0 8 0 0 1 1 1 1 1 1 it is", []), ("So 0500 123456 it is", []),
    ("01632 960001 and 01632 960002", ["01632 960001", "01632 960002"]),
    ("Ring 01632 960001\n07700 900123", ["01632 960001", "07700 900123"]),
])
def test_a_phone_number_is_found_whole_and_nothing_else_is(text: str, numbers: list[str]) -> None:
    assert [value for kind, value in found(text) if kind == "phone-number"] == numbers


@pytest.mark.parametrize(("text", "codes"), [
    ("At JX9 4ZZ now", ["JX9 4ZZ"]), ("At JX9-4ZZ", ["JX9-4ZZ"]), ("At JX9\n4ZZ", ["JX9\n4ZZ"]), ("AtJX9 4ZZ", []),
    ("JX9 4ZZA", []),
    ("GIR 0AA", ["GIR 0AA"]), ("E1 2nd", []), ("E1 4th", []), ("JX9 4Z Z", ["JX9 4Z Z"]),
])
def test_a_postcode_is_found_whole_and_no_ordinal_is_one(text: str, codes: list[str]) -> None:
    assert [value for kind, value in found(text) if kind == "postcode"] == codes


@pytest.mark.parametrize(("text", "mails"), [
    ("a jane.exampleton@example.org b", ["jane.exampleton@example.org"]),
    ("jane [at] example [dot] org", ["jane [at] example [dot] org"]),
    ("jane(at)example.org", ["jane(at)example.org"]), ("jane{at}example.org", ["jane{at}example.org"]), ("team@example.org", []),
    ("team@gmail.com", ["team@gmail.com"]), ("a@b", []), (f"{'x' * 64}@example.org", [f"{'x' * 64}@example.org"]),
])
def test_an_address_is_found_however_its_signs_are_written(text: str, mails: list[str]) -> None:
    assert [value for kind, value in found(text) if kind == "personal-email"] == mails


def test_a_mailbox_is_compared_with_small_letters_and_its_own_signs() -> None:
    assert mailbox("Jane [At] Example (dot) Org") == "jane@example.org"
    assert personal("jane@example.org", Known(mailboxes=frozenset({"jane@example.org"}))) == ()


@pytest.mark.parametrize(("text", "there"), [
    ("NHS number", True), ("NHS no longer", False), ("NHS no 1", True), ("nhs-num", True), ("NHS staff", False),
    ("CHI number", True),
])
def test_the_words_for_an_nhs_number_are_known(text: str, there: bool) -> None:
    assert names_nhs_numbers(text) is there


@pytest.mark.parametrize(("text", "there"), [
    ("It is 999 000 0018.", True), ("It is 9990000018.", True), ("It is 999 000 0019.", False), ("NHS number 999 000 0019", True),
    ("999 000 0019 is her NHS number", True), ("It is 9 9 9 0 0 0 0 0 1 8.", True), ("ISBN 9990000018", False),
    ("It is 99 90 00 00 18.", False), ("999 0\n00 0018", True), ("999 000\n0018", True),
])
def test_an_nhs_number_is_right_or_beside_its_words(text: str, there: bool) -> None:
    assert ("nhs-number" in [kind for kind, _ in found(text)]) is there


@pytest.mark.parametrize(("text", "there"), [
    ("QQ123456C", True), ("qq123456c", True), ("QQ 12 34 56 C", True), ("QQ 123 456 C", True), ("QQ 123456 C", True),
    ("QQ 1 2 3 4 5 6 C", True), ("QQ 1234 56 C", False), ("QQ 12 34 56 c", False), ("QQ123456E", False), ("QQ123456", False),
    ("NI number QQ123456", True), ("nino: QQ 12 34 56", True), ("national insurance no. is QQ123456", True),
    ("XQQ123456C", False),
])
def test_an_insurance_number_is_found_in_its_usual_groups(text: str, there: bool) -> None:
    assert ("national-insurance-number" in [kind for kind, _ in found(text)]) is there


@pytest.mark.parametrize(("text", "there"), [
    ("UPRN 10001234567", True), ("UPRN 1234", False), ("UPRN 12345", True), ("property reference number: 12345", True),
    ("Property 12345", False), ("unique property reference 123456789012", True), ("UPRN 1234567890123", False),
])
def test_a_property_reference_has_its_name_before_it(text: str, there: bool) -> None:
    assert ("property-reference" in [kind for kind, _ in found(text)]) is there


@pytest.mark.parametrize(("text", "there"), [
    ("Mosaic ID 12345", True), ("case number: AB12345", True), ("case number 1234", False), ("client ref 1234567890", True),
    ("client ref 12345678901", False), ("ombudsman case number 12345678", False), ("The court's case no 12345", False),
    ("service user id 55555", True), ("number 55555", False),
])
def test_a_case_number_has_its_name_before_it_and_is_no_public_one(text: str, there: bool) -> None:
    assert ("case-number" in [kind for kind, _ in found(text)]) is there


def test_a_case_number_of_the_settings_is_found_with_gaps_and_whole() -> None:
    known = Known(case_numbers=("LAS-###@",))
    assert [one.code.name for one in personal("It is LAS-123A.", known)] == ["case-number"]
    assert [one.value for one in personal("It is LAS-1 2\n3A.", known)] == ["las123a"]
    assert personal("It is LAS-12A or LAS-A23A.", known) == ()


def test_runs_are_parted_into_groups_and_stretches_of_whole_groups() -> None:
    (groups,) = runs("a 12 345 6789 b")
    assert [(g.digits, g.start, g.end) for g in groups] == [("12", 2, 4), ("345", 5, 8), ("6789", 9, 13)]
    made = list(stretches(groups, range(5, 8)))
    assert [(s.digits, s.start, s.end, s.shape, s.whole) for s in made] == [
        ("12345", 2, 8, (2, 3), False), ("3456789", 5, 13, (3, 4), False),
    ]
    (whole,) = stretches(groups, range(9, 10))
    assert (whole.whole, whole.one_by_one) == (True, False)
    assert list(runs("1234 a 1234567")) == [next(iter(runs("       1234567")))]


def test_a_number_of_many_groups_is_read_where_it_is_all_of_its_run() -> None:
    (seven,) = runs("1 2 3 4 5 6 789")
    assert whole_run(seven, range(9, 10)) is not None
    assert whole_run(seven, range(10, 11)) is None
    (six,) = runs("1 2 3 4 5 6789")
    assert whole_run(six, range(9, 10)) is None
    assert [s.digits for s in stretches(six, range(9, 10))] == ["123456789"]
    assert list(stretches(seven, range(9, 10))) == []


@pytest.mark.parametrize(("text", "whole", "month"), [
    ("3 April 1948", ["3 April 1948"], ["April 1948"]), ("03/04/1948", ["03/04/1948"], ["04/1948"]),
    ("April 3rd, 1948", ["April 3rd, 1948"], []),
    ("1948-04-03", ["1948-04-03"], []), ("04/1948", [], ["04/1948"]), ("x3 April 1948", [], ["April 1948"]),
    ("4.1948", [], ["4.1948"]),
])
def test_days_and_months_are_found_where_they_stand(text: str, whole: list[str], month: list[str]) -> None:
    assert [text[start:end] for start, end in days(text)] == whole
    assert [m for m in month if m not in [text[start:end] for start, end in months(text)] and "/1" not in m] == []


@pytest.mark.parametrize(("text", "kinds"), [
    ("Born on 3 April 1948.", ["date-of-birth"]), ("DOB 03/04/1948", ["date-of-birth"]),
    ("Date of birth: 04/1948", ["date-of-birth"]),
    ("Born in 1948.", []), ("She died on 3 April 2021.", ["date-of-death"]), ("The report is of 3 April 2021.", []),
    ("She was aged 84, in Merrowby, on 3 April 2021.", ["age-place-date"]), ("She was aged 84.", []),
    ("An 84 year old in Merrowby, 3 April 2021.", ["age-place-date"]), ("aged 18 to 25 in Merrowby on 3 April 2021", []),
])
def test_days_of_a_life_are_told_from_other_days(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in found(text)] == kinds


# Files ------------------------------------------------------------------------------
def test_in_a_table_the_word_at_the_top_counts_for_each_cell_below() -> None:
    text = "start,case number,note\n2026,12345,a\n2027,,b\n2028,67890,c\n"
    seen = [(d.span.line, d.span.column, value) for d, value in scan_text(TABLE, text, Known())]
    assert seen == [(2, 6, "12345"), (4, 6, "67890")]
    assert scan_text(FILE, text.replace("case number", "a number"), Known()) == ()


def test_the_last_cell_of_a_row_and_the_first_of_the_next_are_two() -> None:
    assert scan_text(TABLE, "a,b\n1,07700\n900123,2\n", Known()) == ()
    assert [value for _, value in scan_text(TABLE, 'a,b\n1,"07700\n900123"\n', Known())] == ["07700900123"]


@pytest.mark.parametrize(("path", "there"), [
    ("briefings/themes/07700-900123.md", True), ("briefings/themes/jx9-4zz.md", True),
    ("briefings/themes/recording-2026.md", False),
    ("a/07700_900123.png", True), ("a/mrs-sampleby.md", False),
])
def test_the_name_of_a_file_is_read_too(path: str, there: bool) -> None:
    assert bool(scan_name(path, Known())) is there
    for diagnostic, _ in scan_name(path, Known()):
        assert (diagnostic.span.line, diagnostic.span.column) == (1, 1)
        assert diagnostic.message.startswith("In this file’s name: A")


@pytest.mark.parametrize(("text", "said"), [
    ("999 000 0018", "What looks like an NHS number stands here."),
    ("QQ123456C", "What looks like a National Insurance number stands here."),
    ("JX9 4ZZ", "A full postcode stands here."),
    ("07700 900123", "A phone number that no list in the settings holds stands here."),
    ("jane.exampleton@example.org", "An e-mail address that looks like one person's stands here."),
    ("DOB 3 April 1948", "A date of birth stands here."), ("She died on 3 April 2021.", "The exact day of a death stands here."),
    ("UPRN 12345", "What looks like a UPRN stands here."),
    ("client id 12345", "What looks like the number of somebody's file stands here."),
    ("Mrs Sampleby", "What looks like a name stands here; if it is a real person’s, it must go."),
    ("QZ, aged 42, said", "What looks like initials with an age stands here; if it is a real person’s, it must go."),
    ("aged 84 in Merrowby, 3 April 2021",
     "An exact age with a place and a date stands here; if it is a real person’s, it must go."),
])
def test_what_is_said_names_the_kind_and_covers_the_line(text: str, said: str) -> None:
    ((diagnostic, value),) = scan_text(FILE, f"One\n{text}", Known())
    assert diagnostic.message == said
    assert diagnostic.span.line == 2
    assert value not in diagnostic.line_text
    assert "•" in diagnostic.line_text


def test_what_runs_over_a_line_end_is_marked_to_the_end_of_its_line_whatever_the_line_ends_are() -> None:
    for data in (b"One\nAt JX9\n4ZZ now\n", b"One\r\nAt JX9\r\n4ZZ now\r\n"):
        ((found_, value),) = scan_files({FILE: data}, Known())
        assert (found_.span.line, found_.span.column, found_.span.length, value) == (2, 4, 3, "jx94zz")
    assert scan_files({"a.png": b"At JX9 4ZZ"}, Known()) == ()


def test_an_allowance_that_is_out_of_date_is_shown_where_it_stands() -> None:
    value = fingerprint("P104", FILE, "07700 900123")
    entry = Allowed(value=value, file=FILE, reason="Why.", approver="Lead", expires=TODAY.replace(year=2025))
    settings = Source("mkdocs.yml", f"a: 1\nguard:\n  - value: {value}\n")
    (old,) = [d for d in without_allowed((), (entry,), TODAY, settings) if d.code.id == "P112"]
    assert (old.span.line, old.span.column, old.span.length) == (3, 12, 32)
