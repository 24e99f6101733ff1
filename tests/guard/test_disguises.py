"""Ways to write a value that a reader sees at once and a search does not: gaps, boxes, links, brackets, words, tables."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from macros.content.guard.allowed import fingerprint, without_allowed
from macros.content.guard.known import Known, known_from
from macros.content.guard.scan import scan_name, scan_text
from macros.content.settings import SETTINGS_FILE, Allowed
from macros.content.source import Source
from tests.making import settings

FILE = "briefings/themes/recording.md"
TABLE = "briefings/measures/wait/series.csv"


def kinds(text: str, path: str = FILE) -> list[str]:
    return [diagnostic.code.name for diagnostic, _ in scan_text(path, text, Known())]


@pytest.mark.parametrize("written", [
    "999      000      0018", "999 000    \n0018", f"999 000\n{' ' * 30}0018", "999·000·0018", "&#0000000057;99 000 0018",
    "&#x0000000039;99 000 0018", f"&#{'0' * 5000}57;99 000 0018",
    "\u277e\u277e\u277e 000 00\u2776\u277d", "\u2788\u2788\u2788 000 00\u2780\u2787",
    "999\u2800000\u28000018", "[999 000](https://example.org) 0018", "999 [000](https://example.org) 0018",
    "999 ![000](a.png) 0018", 'NHS number "999" "000" "0018"', "NHS number 999,000,0018", "NHS number: 999/000/0018",
    "| NHS number | 999 | 000 | 0018 |", '"999000\\\n    0018"', '"999\\_000\\_0018"',
])
def test_an_nhs_number_is_found_whatever_stands_between_its_digits(written: str) -> None:
    assert "nhs-number" in kinds(written)


@pytest.mark.parametrize("written", [
    "JX9     4ZZ", f"JX9\n{' ' * 25}4ZZ", "JX9/4ZZ", "JX9.4ZZ", "[JX9](https://example.org) 4ZZ",
    "\U0001f1ef\U0001f1fd9 4\U0001f1ff\U0001f1ff",
    "\U0001f179\U0001f1879 4\U0001f189\U0001f189", "\u1d0ax9 4\u1d22\u1d22",
])
def test_a_postcode_is_found_whatever_its_letters_are_dressed_as(written: str) -> None:
    assert "postcode" in kinds(written)


@pytest.mark.parametrize("written", [
    "andr\u00e9@example.org", "jane@ex\u00e4mple.org", "jane.exampleton @ example.org", "jane.exampleton@\nexample.org",
    "jane.exampleton@example\u3002org", "jane.exampleton[@](https://example.org)example.org",
])
def test_an_address_with_accents_gaps_or_other_points_is_found(written: str) -> None:
    assert kinds(written) == ["personal-email"]


@pytest.mark.parametrize("written", [
    "mobile: 7700900123", "[Ring](tel:7700900123)", "447700900123", "[Write](https://example.org/447700900123)",
    "07700      900123", "07700·900·123",
])
def test_a_mobile_number_is_found_without_what_a_spreadsheet_or_a_link_drops(written: str) -> None:
    assert kinds(written) == ["phone-number"]


@pytest.mark.parametrize(("written", "number"), [
    ("+447700900123", "+447700900123"), ("Ring 447700900123.", "447700900123"), ("mobile 7700900123", "7700900123"),
])
def test_the_value_of_a_mobile_number_is_what_was_written_of_it(written: str, number: str) -> None:
    assert [value for _, value in scan_text(FILE, written, Known())] == [number]
    assert scan_text(FILE, written, Known(phones=frozenset({"+447700900123"}))) == ()


@pytest.mark.parametrize("text", ["team 7700900123", "44770090012", "4477009001234", "mobile 8700900123", "448700900123"])
def test_other_figures_are_no_mobile_number(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize("written", [
    "DOB 03 04 1948", "D. O. B. 3 April 1948", "D.O.B. 3 April 1948", "DOB: 03041948", "d o b 3 April 1948",
    "DOB 19480403", "DOB 03/Apr/1948", "date-of-birth: 3 April 1948", "03/04/1948 (DOB)",
    "3 April 1948 (date of birth)", "DOB 03\u204404\u20441948", "Birth: 3 April 1948", "D/O/B 03/04/1948", "DOB 3Apr1948",
    "born \u2013 3 April 1948", "DoB (dd/mm/yyyy): 03/04/1948", "Date of birth (from the record): 03/04/1948",
    "Her date of birth is given as 3 April 1948", "She was born on the 3rd day of April 1948", "born on Sat 3 April 1948",
    "DOB [3 April 1948](https://example.org)", "born_on: 1948-04-03",
])
def test_a_day_of_birth_is_found_however_it_is_labelled(written: str) -> None:
    assert kinds(written) == ["date-of-birth"]


@pytest.mark.parametrize("written", [
    "She died in the early hours of 3 April 2020.", "He passed away 3 April 2020.", "3 April 2020 (died)", "Death: 3 April 2020",
    "Date of her death: 3 April 2020", "He lost his life on 3 April 2020.", "He committed suicide on 3 April 2020.",
    "She died at 03:15 on 3 April 2020.", "She died in hospital (3 April 2020).", "He died on Fri 3 April 2020.",
    "date-of-death: 2020-04-03", "died_on: 2020-04-03", "death_date: 2020-04-03", "In the night of 3 April 2020 she died.",
])
def test_the_day_of_a_death_is_found_however_it_is_told(written: str) -> None:
    assert kinds(written) == ["date-of-death"]


@pytest.mark.parametrize(("written", "kind"), [
    ("UPRN (100023336956)", "property-reference"), ('uprn: "100023336956"', "property-reference"),
    ("UPRNs 100023336956", "property-reference"), ("100023336956 (UPRN)", "property-reference"),
    ("100023336956 [UPRN]", "property-reference"),
    ("UPRN for the flat is 100023336956", "property-reference"), ("UPRN number 100023336956", "property-reference"),
    ("UPRN: [100023336956](https://example.org)", "property-reference"), ('Mosaic ID: "1234567"', "case-number"),
    ("Mosaic ID (1234567)", "case-number"), ("case reference 1234567", "case-number"), ("Mosaic 1234567", "case-number"),
    ("case reference number 1234567", "case-number"), ("client's ID 1234567", "case-number"),
    ("Mosaic-ID: 1234567", "case-number"),
    ("NI number (QQ123456)", "national-insurance-number"), ('NI number: "QQ123456"', "national-insurance-number"),
    ("QQ      12 34 56 C", "national-insurance-number"), ("QQ 12[34](https://example.org)56 C", "national-insurance-number"),
])
def test_a_label_says_what_a_number_is_with_quotes_brackets_or_words_between(written: str, kind: str) -> None:
    assert kinds(written) == [kind]


@pytest.mark.parametrize(("name", "kind"), [
    ("qq-12-34-56-c.pdf", "national-insurance-number"), ("dob-3-april-1948.png", "date-of-birth"),
    ("died-3-april-2020.md", "date-of-death"), ("dob-03041948.png", "date-of-birth"), ("447700900123.png", "phone-number"),
])
def test_the_name_of_a_file_is_read_though_hyphens_and_small_letters_are_all_it_may_have(name: str, kind: str) -> None:
    assert [diagnostic.code.name for diagnostic, _ in scan_name(f"briefings/sar/adult-b/{name}", Known())] == [kind]


@pytest.mark.parametrize("name", ["dip-sample-2025-q3.md", "visits-3-april-2020.md", "sw-12-of-34-c.png", "by-2024-25-a.md"])
def test_a_name_of_a_file_that_only_looks_like_one_is_none(name: str) -> None:
    assert scan_name(f"briefings/audits/{name}", Known()) == ()


@pytest.mark.parametrize("table", [
    "| Person | DOB |\n| --- | --- |\n| A | 3/4/1948 |", "Person | DOB\n--- | ---:\nA | 3/4/1948\n",
    "> | Person | Date of birth |\n> |:--|--:|\n> | A | 3 April 1948 |",
])
def test_the_head_of_a_table_in_a_text_says_what_its_cells_are(table: str) -> None:
    assert kinds(table) == ["date-of-birth"]
    assert kinds(table.replace("DOB", "Day").replace("Date of birth", "Day")) == []


def test_a_cell_of_a_table_in_a_text_has_its_place() -> None:
    hits = scan_text(FILE, "One.\n\n| Person | DOB |\n| --- | --- |\n| A | 3/4/1948 |\n| Bo | 3/4/1949 |\n", Known())
    assert [(one.span.line, one.span.column, one.span.length) for one, _ in hits] == [(5, 7, 8), (6, 8, 8)]


def test_the_name_of_a_folder_stands_before_that_of_its_file() -> None:
    assert [one.code.name for one, _ in scan_name("briefings/sar/dob/3-april-1948.png", Known())] == ["date-of-birth"]


@pytest.mark.parametrize("words", ["CHI number", "H&C number", "NHS no"])
def test_the_words_of_each_nation_make_a_number_one_whatever_its_check_digit(words: str) -> None:
    assert kinds(f"{words} 999 000 0019") == ["nhs-number"]


def test_what_stands_behind_an_attribute_has_its_place() -> None:
    ((one, _),) = scan_text(FILE, '<img alt="A face"> Ring 07700 900123.', Known())
    assert (one.span.column, one.span.length) == (25, 12)


def test_the_line_after_a_table_is_no_row_of_it() -> None:
    assert kinds("| A | DOB |\n| --- | --- |\n| a | |\n\nb | 3/4/1948") == []


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_table_tells_its_columns_whatever_parts_them(sign: str) -> None:
    rows = ['"name, in full"', "uprn", "dob"], ['"a, b"', "100023336000", "3/4/1948"], ['"two\nlines"', '"100023336001"', ""]
    table = "".join(f"{sign.join(row)}\n" for row in rows)
    assert kinds(table, TABLE) == ["property-reference", "date-of-birth", "property-reference"]


def test_names_of_columns_and_cells_may_stand_in_quotes_and_empty_ones_are_passed_over() -> None:
    assert kinds('"team","uprn"\n"a"," "\n"b","100023336000"\n', TABLE) == ["property-reference"]
    ((_, value),) = scan_text(TABLE, '"team","uprn"\n"b","100023336000"\n', Known())
    assert value == "100023336000"


def test_as_many_rows_are_read_as_a_table_may_have() -> None:
    last = "x,3/4/1948\n"
    assert kinds("a,dob\n" + "x,\n" * 4_999 + last, TABLE) == ["date-of-birth"]
    assert kinds("a,dob\n" + "x,\n" * 5_000 + last, TABLE) == []


def test_a_row_with_more_cells_than_the_first_has_no_name_for_them() -> None:
    assert kinds("dob,a\n3/4/1948,x,3/4/1949\n,3/4/1950\n", TABLE) == ["date-of-birth"]


def test_a_column_of_phones_is_read_without_the_figure_that_a_spreadsheet_drops() -> None:
    assert kinds("team,phone\na,7700900123\n", TABLE) == ["phone-number"]


@pytest.mark.parametrize("text", [
    "Chapter 1 ........ 15", "The report on a death: 3 April 2024", "In 2019 [2020](https://example.org) was said.",
    "It died down after the letter (see 3 April 2020).", "Mosaic 2024", "LAS 12345", "Births: 1,234 in 2019",
    "He died in the year of the plan of 3 April 2020.", "3 April 2020 (died down)", "Follow us @ Merrowby",
    "447 700 900 123 cases",
    "The pilot ran for 3 months (Birth to five), 3 April 2020.", "12·5 per cent of 2024·25",
])
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert kinds(text) == []


def test_a_listed_mailbox_may_have_an_underscore() -> None:
    held = settings()
    listed = held.model_copy(update={"guard": held.guard.model_copy(update={"mailboxes": ("pat_q@example.org",)})})
    assert scan_text(FILE, "Write to pat_q@example.org.", known_from(listed)) == ()
    assert kinds("Write to pat_q@example.org.") == ["personal-email"]


def test_a_finding_within_a_link_has_its_place_and_stays_covered() -> None:
    text = "One.\nHer number, 999 [000](https://example.org) 0018."
    ((found, value),) = scan_text(FILE, text, Known())
    assert (found.span.line, found.span.column, value) == (2, 13, "9990000018")
    assert "0018" not in found.line_text


def test_an_allowance_is_approved_by_a_role_and_not_by_an_address() -> None:
    said = {"value": "0" * 32, "file": FILE, "reason": "Drama.", "expires": "2027-01-01"}
    assert Allowed.model_validate({**said, "approver": "Lead"}).approver == "Lead"
    with pytest.raises(ValidationError, match="an e-mail address is not a role"):
        Allowed.model_validate({**said, "approver": "jane.exampleton@example.org"})


def test_an_allowed_value_that_is_repeated_hides_no_other() -> None:
    day = dt.date(2026, 11, 22)
    entry = Allowed(value=fingerprint("P104", FILE, "07700900123"), file=FILE, reason="Drama.", approver="Lead", expires=day)
    text = "Ring 07700 900123, so.\n" * 50 + "Ring 07700 900456, so.\n"
    left = list(without_allowed(scan_text(FILE, text, Known()), (entry,), day, Source(SETTINGS_FILE, "guard:\n")))
    assert len(left) == 50
    assert "so the rest is not read and none is allowed" in left[0].message
    few = "Ring 07700 900123, so.\n" * 49
    assert list(without_allowed(scan_text(FILE, few, Known()), (entry,), day, Source(SETTINGS_FILE, "guard:\n"))) == []
