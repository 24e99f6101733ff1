"""The guard over a built site: what readers get, file by file, and nothing of the theme."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.content.guard.allowed import fingerprint
from macros.content.settings import Allowed, Guard
from macros.publish.built import built_files
from macros.publish.guarded import Guarded
from tests.making import TODAY, settings

PAGE = '<!doctype html><html><head><title>{title}</title></head><body><p class="a">{body}</p></body></html>'

FULL_WIDTH = {ord(figure): 0xFF10 + int(figure) for figure in "0123456789"}


def _found(site: Path, guard: Guard | None = None) -> list[tuple[str, str]]:
    held = settings().model_copy(update={"guard": guard or Guard()})
    guarded = Guarded(held, TODAY)
    return [(diagnostic.path, diagnostic.code.name) for file in built_files(site) for diagnostic in guarded.at(file)]


def _write(site: Path, path: str, text: str) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "body",
    [
        "Ring 07700 900123.", "Ring 07700 <b>900</b>123.", "Ring &#48;7700 900123.",
        '<img src="a.png" alt="Ring 07700 900123">', '<a href="tel:07700900123">Ring</a>',
        '<button aria-label="Ring 07700 900123">Ring</button>', "07700</span><span> 900123",
        "Ring 07700<br>\n900123.", '<a href="tel:7700900123">Ring</a>', "Ring 07700       900123.",
    ],
)
def test_a_page_is_read_as_its_reader_reads_it(tmp_path: Path, body: str) -> None:
    _write(tmp_path, "index.html", PAGE.format(title="Home", body=body))
    assert ("index.html", "phone-number") in _found(tmp_path)


def test_an_address_in_the_text_for_a_picture_is_read_though_its_sign_is_spelt(tmp_path: Path) -> None:
    _write(tmp_path, "index.html", PAGE.format(title="Home", body='<img src="a.png" alt="Mail jane.doe&commat;gmail.com">'))
    assert _found(tmp_path) == [("index.html", "personal-email")]


def test_the_title_of_a_page_is_read(tmp_path: Path) -> None:
    _write(tmp_path, "a/index.html", PAGE.format(title="NHS number 999 000 0018", body="One."))
    assert _found(tmp_path) == [("a/index.html", "nhs-number")]


@pytest.mark.parametrize("path", ["feed.xml", "data/themes.json", "data/use.csv", "events/all.ics", "search/vocabulary.json"])
def test_every_kind_of_text_file_is_read(tmp_path: Path, path: str) -> None:
    _write(tmp_path, path, "Date of death: 12 March 2024")
    assert _found(tmp_path) == [(path, "date-of-death")]


def test_ids_of_events_scripts_and_the_themes_files_are_no_text(tmp_path: Path) -> None:
    _write(tmp_path, "events/all.ics", "UID:events/jane@learning.example.gov.uk\r\nSUMMARY:Forum\r\n")
    _write(tmp_path, "assets/javascripts/bundle.js", "call('07700 900123')")
    body = "<script>var a='07700 900123'</script><svg><path d='M07700 900123'/></svg>"
    _write(tmp_path, "index.html", PAGE.format(title="Home", body=body))
    assert _found(tmp_path) == []


def test_a_value_that_is_allowed_in_its_record_may_stand_on_its_pages(tmp_path: Path) -> None:
    _write(tmp_path, "index.html", PAGE.format(title="Home", body="Ring 07700 900123."))
    file = "briefings/themes/recording.md"
    entry = Allowed(value=fingerprint("P104", file, "07700900123"), file=file, reason="Drama.", approver="Lead", expires=TODAY)
    assert _found(tmp_path, Guard(allowed=(entry,))) == []
    over = entry.model_copy(update={"expires": TODAY.replace(year=2025)})
    assert _found(tmp_path, Guard(allowed=(over,))) == [("index.html", "phone-number")]


def test_a_value_that_is_allowed_and_repeated_hides_no_other(tmp_path: Path) -> None:
    _write(tmp_path, "data.json", '["Ring 07700 900123, so", "'.join(50 * [""]) + 'Ring 07700 900123, so", "Ring 07700 900456"]')
    file = "briefings/themes/recording.md"
    entry = Allowed(value=fingerprint("P104", file, "07700900123"), file=file, reason="Drama.", approver="Lead", expires=TODAY)
    assert ("data.json", "phone-number") in _found(tmp_path, Guard(allowed=(entry,)))


def test_a_value_split_over_lines_that_other_pages_have_apart_is_still_found(tmp_path: Path) -> None:
    apart, beside = ("One\n07700\nTwo", "One\n900123\nTwo"), "One\n07700\n900123\nTwo"
    for name, body in zip("abcd", (*apart, beside, beside), strict=True):
        _write(tmp_path, f"{name}/index.html", PAGE.format(title="Home", body=f"<p>{body}</p>"))
    assert _found(tmp_path) == [("c/index.html", "phone-number"), ("d/index.html", "phone-number")]


def test_what_a_clean_page_said_is_not_taken_for_clean_on_a_page_that_adds_to_it(tmp_path: Path) -> None:
    frame = "<p>\nThe same frame\nRing <b>{}</b>\nThe same foot</p>"
    for name, number in (("a", "us"), ("b", "07700 900123"), ("c", "us"), ("d", "07700 900123")):
        _write(tmp_path, f"{name}/index.html", PAGE.format(title="Home", body=frame.format(number)))
    assert [path for path, _ in _found(tmp_path)] == ["b/index.html", "d/index.html"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("<p>Date of birth:</p>\n<p>\n3 March 1950</p>", "date-of-birth"),
        ("<p>Mail jane.doe [at] gmail.com</p>", "personal-email"),
        ("<p>jane.doe&commat;gmail.com</p>", "personal-email"),
        ("<p>Ring 0<sup>7</sup>700 900123</p>", "phone-number"),
        (f"<p>Ring {'07700 900123'.translate(FULL_WIDTH)}</p>", "phone-number"),
        ("<p>He died\nat home with\nhis sister on</p><p>3 March 2024.</p>", "date-of-death"),
    ],
)
def test_what_stands_among_many_lines_without_figures_is_found(tmp_path: Path, said: str, code: str) -> None:
    lines = "<p>A line of words alone.</p>\n" * 40
    _write(tmp_path, "index.html", PAGE.format(title="Home", body=f"{lines}{said}\n{lines}"))
    assert _found(tmp_path) == [("index.html", code)]


@pytest.mark.parametrize("around", ["Ring 07700 900123.", "One."])
def test_what_stands_around_the_main_part_is_taken_for_clean_only_as_a_whole(tmp_path: Path, around: str) -> None:
    page = "<html><head><title>A</title></head><body><p>{}</p>\n<main><p>{}</p></main>\n<footer>Foot</footer></body></html>"
    for name, before, said in (("a", "One.", "Two."), ("b", "One.", "Ring 07700 900123."), ("c", around, "Three.")):
        _write(tmp_path, f"{name}/index.html", page.format(before, said))
    found = [("b/index.html", "phone-number"), ("c/index.html", "phone-number")]
    assert _found(tmp_path) == (found if around != "One." else found[:1])


@pytest.mark.parametrize("said", ['<link href="tel:07700 900123"/>', "<category label='Ring 07700 900123'/>"])
def test_every_value_in_a_tag_of_a_feed_is_read(tmp_path: Path, said: str) -> None:
    _write(tmp_path, "feed.xml", f"<feed><entry>{said}</entry></feed>")
    assert _found(tmp_path) == [("feed.xml", "phone-number")]


ROW = "<tr><td>{}</td><td>One</td></tr>"


def test_what_stands_in_the_last_cell_of_a_row_and_the_first_of_the_next_is_no_value(tmp_path: Path) -> None:
    rows = ROW.format("07700") + "<tr><td>900123</td></tr><tr><td>Date of birth</td></tr><tr><td>3 March 1950</td></tr>"
    _write(tmp_path, "index.html", PAGE.format(title="Home", body=f"<table>{rows}</table>"))
    assert _found(tmp_path) == []


def test_a_new_row_among_rows_that_were_read_before_is_read_and_told_on_every_page_that_has_it(tmp_path: Path) -> None:
    known, new = "".join(ROW.format(word) for word in ("One", "Two", "Three")), ROW.format("Ring 07700 900123")
    for path, rows in (("a", known), ("b/c/d", known + new), ("e", new + known)):
        _write(tmp_path, f"{path}/index.html", PAGE.format(title="Home", body=f"<table>{rows}</table>"))
    assert _found(tmp_path) == [("b/c/d/index.html", "phone-number"), ("e/index.html", "phone-number")]


@pytest.mark.parametrize(
    ("path", "entry"), [("feed.xml", "<entry><title>{}</title></entry>"), ("feed.json", '{{"a": {{"title": "{}"}}}},\n')],
)
def test_an_entry_of_a_feed_that_no_other_feed_has_is_read(tmp_path: Path, path: str, entry: str) -> None:
    _write(tmp_path, f"a/{path}", entry.format("One") + entry.format("Two"))
    _write(tmp_path, f"b/{path}", entry.format("One") + entry.format("Ring 07700 900123") + entry.format("Two"))
    assert _found(tmp_path) == [(f"b/{path}", "phone-number")]
