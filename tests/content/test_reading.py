"""Bad input of every kind: refused with its place, quickly, and all of it in one run."""

from __future__ import annotations

import time

import pytest

from macros.content.source import read_source
from tests.making import THEME, contact, draft, examined, found, places, theme

HOSTILE = 0.15
"""Seconds of CPU time that one hostile file may cost; measured it is under 0.05, and machines differ."""


# How a file is written down -------------------------------------------------
def test_windows_line_ends_read_the_same_and_places_stay_right() -> None:
    unix = draft(more="owner:\n", body="\n## What good looks like\n\n<b>\n")
    windows = unix.replace(b"\n", b"\r\n")
    assert places(found(unix)) == places(found(windows)) == ["B108 6:1", "B301 11:1"]
    assert found(windows)[0].line_text == "owner:"


def test_a_sound_record_reads_the_same_with_windows_line_ends() -> None:
    unix = draft(body="\n## What good looks like\n\nNotes.\n")
    one, two = (examined({THEME: data}).records[0] for data in (unix, unix.replace(b"\n", b"\r\n")))
    assert (one.fields, one.body, one.source) == (two.fields, two.body, two.source)


def test_a_byte_order_mark_is_refused_and_the_rest_is_read() -> None:
    assert places(found(b"\xef\xbb\xbf" + draft(audience="stuff"))) == ["B002 1:1", "B111 4:11"]


def test_a_record_after_a_byte_order_mark_is_in_no_edition() -> None:
    assert examined({THEME: b"\xef\xbb\xbf" + draft()}).records == ()


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_bytes_that_are_no_utf8_are_refused_with_their_place(end: bytes) -> None:
    assert places(found(draft(title="Caf\x00").replace(b"\x00", b"\xe9").replace(b"\n", end))) == ["B001 2:11"]


def test_utf16_as_an_old_editor_saves_it_is_refused() -> None:
    assert places(found(draft().decode().encode("utf-16"))) == ["B001 1:1"]


@pytest.mark.parametrize("data", [b"", b"\n", b" \r\n\t\n"])
def test_a_file_with_nothing_in_it_is_refused(data: bytes) -> None:
    assert places(found(data)) == ["B003 1:1"]


def test_ten_megabytes_are_refused_unread() -> None:
    started = time.process_time()
    assert places(found(draft(body="x" * 10_000_000))) == ["B004 1:1"]
    assert time.process_time() - started < HOSTILE


def test_a_leading_empty_line_is_refused_because_the_front_matter_would_be_text() -> None:
    assert places(found(b"\n" + draft())) == ["B005 1:1"]


def test_a_missing_closing_fence_is_reported_at_the_opening_one() -> None:
    assert places(found(draft().replace(b"draft\n---", b"draft\n"))) == ["B006 1:1"]


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u2028", "\x85", "\x1b", "\x00", "\r"])
def test_a_sign_that_nobody_sees_is_refused_and_later_places_stay_right(hidden: str) -> None:
    assert places(found(draft(title=f"A{hidden}B", more="owner:\n"))) == ["B007 2:9", "B108 6:1"]


def test_a_quoted_text_cannot_spell_out_a_sign_that_nobody_sees() -> None:
    assert places(found(draft(title='"\\e[31mred"'))) == ["B007 2:8"]


def test_a_million_signs_that_nobody_sees_are_reported_fifty_times() -> None:
    assert [d.code.id for d in found(draft(body="\x00" * 900_000))].count("B007") == 50


# YAML -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("themes: [a, b\n", "B101 6:9"),
        ("themes: {a: b\n", "B101 6:9"),
        ("owner: 'team\n", "B101 6:8"),
        ('owner: "team\n', "B101 6:8"),
        ("owner: a: b\n", "B101 6:9"),
        ("owner team\n", "B101 6:1"),
        ("owner:team\n", "B101 6:1"),
        ("owner: 'it's'\n", "B101 6:12"),
        ("owner: @team\n", "B101 6:8"),
        ("review:\n  due: 2027-01-01\n every: 12 months\n", "B101 8:2"),
        ("\towner: team\n", "B114 6:1"),
        ("themes:\n \t- a\n", "B114 7:2"),
        ("owner: a\nowner: b\n", "B102 7:1"),
        ("review: {due: 2027-01-01, every: 12 months, due: 2028-01-01}\n", "B102 6:45"),
        ("owner: &team a\n", "B103 6:8"),
        ("owner: *team\n", "B103 6:8"),
        ("owner: !team a\n", "B103 6:8"),
        ("owner: !!python/object/apply:os.system [ls]\n", "B103 6:8"),
        ("<<: {audience: public}\n", "B103 6:1"),
        ("&a owner: team\n", "B103 6:1"),
        ("? [a]\n: b\n", "B101 6:3"),
        ("themes: [[[[[[[[[a]]]]]]]]]\n", "B113 6:17"),
    ],
)
def test_what_hides_a_value_or_cannot_be_read_is_refused_with_its_place(lines: str, place: str) -> None:
    assert place in places(found(draft(more=lines)))
    assert examined({THEME: draft(more=lines)}).records == ()


@pytest.mark.parametrize("second", ["...\naudience: public\n", "--- # more\naudience: public\n", "--- {audience: public}\n"])
def test_a_second_form_cannot_replace_the_first(second: str) -> None:
    result = examined({THEME: draft(audience="managers", more=second)})
    assert result.records == ()
    assert {d.code.id for d in result.diagnostics} == {"B101"}


@pytest.mark.parametrize("word", ["no", "yes", "012", "12:30", "1_000", "0x1F", "1e3", ".5", "2026-03-02", "true", "=", "<"])
def test_a_text_field_keeps_what_was_written(word: str) -> None:
    (record,) = examined({THEME: draft(title=word)}).records
    assert record.title == word


@pytest.mark.parametrize("word", ["no", "yes", "on", "True", "0", "1", '""'])
def test_a_flag_takes_true_or_false_and_no_other_word(word: str) -> None:
    assert places(found(draft(more=f"hold: {word}\n"))) == ["B107 6:7"]


@pytest.mark.parametrize("word", ["012", "12:30", "1_000", "0x1", "1.0", "+1", "one", "\uff11"])
def test_a_number_is_written_in_plain_figures(word: str) -> None:
    path = "briefings/quality-statements/governance.md"
    assert places(found(draft(more=f"number: {word}\n"), path=path)) == ["B107 6:9"]


@pytest.mark.parametrize("word", ["~", "null", "", "# later"])
def test_a_field_with_nothing_after_it_is_refused_even_where_it_may_be_left_out(word: str) -> None:
    assert places(found(draft(more=f"owner: {word}\n"))) == ["B108 6:1"]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-02-29", "B109"), ("2026-13-01", "B109"), ("2026-00-10", "B109"), ("2/3/2026", "B109"), ("2026-3-2", "B109"),
        ("02 March 2026", "B109"), ("2026-03-02T10:00", "B109"), ("12:30", "B109"), ("no", "B109"), ("[2026-03-02]", "B109"),
        ("\uff12\uff10\uff12\uff16-03-02", "B109"), ("20225-03-02", "B110"), ("1066-10-14", "B110"), ("2202-03-02", "B110"),
    ],
)
def test_a_date_that_cannot_be_is_refused(day: str, code: str) -> None:
    assert places(found(draft(more=f"published: {day}\n"))) == [f"{code} 6:12"]


@pytest.mark.parametrize(("day", "meant"), [("2/3/2026", "2026-03-02"), ("02.03.2026", "2026-03-02"), ("2026-3-2", "2026-03-02")])
def test_a_date_written_another_way_is_turned_round_for_the_author(day: str, meant: str) -> None:
    assert f"Did you mean '{meant}'?" in found(draft(more=f"published: {day}\n"))[0].message


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("themes: self-neglect\n", "B107 6:9"), ("themes: {a: b}\n", "B107 6:9"), ("owner: [team]\n", "B107 6:8"),
        ("review: 12 months\n", "B107 6:9"), ("review: [a]\n", "B107 6:9"), ("domain: [a]\n", "B111 6:9"),
        ("sources: [a]\n", "B107 6:11"),
    ],
)
def test_a_value_of_another_kind_is_refused_at_the_value(lines: str, place: str) -> None:
    assert places(found(draft(more=lines))) == [place]


# Between files ----------------------------------------------------------------
def test_names_that_differ_only_by_case_are_one_id() -> None:
    files = {"briefings/themes/Recording.md": draft("One"), "briefings/themes/recording.md": draft("Two")}
    assert "B203" in {d.code.id for d in examined(files).diagnostics}


def test_a_folder_that_is_no_type_is_refused_with_the_one_that_was_meant() -> None:
    (problem,) = examined({"briefings/Theme/recording.md": draft()}).diagnostics
    assert problem.code.id == "B201"
    assert "Did you mean 'themes'?" in problem.message


def test_records_that_replace_one_another_are_reported_on_each() -> None:
    files = {
        f"briefings/themes/{here}.md": _replaced(here, there)
        for here, there in (("one", "two"), ("two", "three"), ("three", "one"), ("four", "one"))
    }
    rings = [d for d in examined({**files, "briefings/contacts/team.md": contact("Team")}).diagnostics if d.code.id == "B401"]
    assert [d.path for d in rings] == [f"briefings/themes/{name}.md" for name in ("one", "three", "two")]


def _replaced(name: str, by: str) -> bytes:
    return theme(name, more=f"superseded_by: themes/{by}\n").replace(b"status: published", b"status: superseded")


def test_a_long_chain_of_records_costs_no_more_than_its_length() -> None:
    files = {f"briefings/themes/t{n}.md": draft(f"Theme number {n}", more=f"parent: t{n + 1}\n") for n in range(400)}
    assert [d.code.id for d in examined(files).diagnostics] == ["B104"]


def test_all_problems_of_all_files_come_in_one_run() -> None:
    files = {
        "briefings/contacts/team.md": contact("Team", kind="gang"),
        "briefings/leaflets/a.md": draft(),
        "briefings/sar/adult-b.md": draft(more="themes: [a\n"),
        "briefings/themes/a.md": draft(
            "A1", more="published: 2026-02-30\nparent: none\nhold: no\n", body="\n## One\n\n<b> [x](no.md)\n"
        ),
        "briefings/themes/b.md": draft("B2", audience="stuff", more="aliases: [themes/a]\n"),
        "briefings/themes/photo.png": b"",
    }
    assert [f"{d.path.removeprefix('briefings/')} {d.code.id}" for d in examined(files).diagnostics] == [
        "contacts/team.md B111", "leaflets/a.md B201", "sar/adult-b.md B101",
        "themes/a.md B109", "themes/a.md B104", "themes/a.md B107", "themes/a.md B301", "themes/a.md B305",
        "themes/b.md B111", "themes/b.md B207", "themes/photo.png B206",
    ]


@pytest.mark.parametrize("alias", ["themes/con", "themes/lpt1", f"themes/{'a' * 81}"])
def test_an_earlier_address_that_could_be_no_files_name_is_refused(alias: str) -> None:
    (problem,) = found(draft(more=f"aliases: [{alias}]\n"))
    assert problem.code.id == "B107"
    assert "is no address" in problem.message


@pytest.mark.parametrize("words", ["&#8203;", "&nbsp;", "&ZeroWidthSpace;&zwj;", "…", "\u2800"])
def test_alternative_text_that_nobody_can_read_is_none(words: str) -> None:
    codes = {d.code.id for d in found(draft(body=f"\n## One\n\n![{words}](recording/a.png)\n"))}
    assert "B307" in codes


@pytest.mark.parametrize("text", [
    "1. " * 60, "> " * 60, f"{' ' * 240}- a", "[ " * 60, "[ " * 40 + "\n" + "[" * 40, "[" * 60 + "a" + "]" * 60,
])
def test_a_text_that_is_nested_too_deep_is_refused_since_it_would_stop_a_build(text: str) -> None:
    (problem,) = found(draft(body=f"\n## One\n\n{text} [a](https://example.org)\n"))
    assert (problem.code.id, problem.span.line >= 10) == ("B113", True)


@pytest.mark.parametrize("text", [
    "1. One\n    - Two\n        - Three", "> > One", "[One](https://example.org) " * 60, "An [ here.\n\n" * 60, "a" + " " * 300,
    "```\n" + "[" * 60 + "\n```", "- " * 3 + "a",
])
def test_a_text_of_a_few_levels_is_not(text: str) -> None:
    assert found(draft(body=f"\n## One\n\n{text}\n")) == ()


def test_a_broken_file_is_not_blamed_on_the_records_that_refer_to_it() -> None:
    files = {
        "briefings/contacts/team.md": b"---\ntitle: [\n---\n",
        "briefings/contacts/other.md": contact("Other", kind="gang"),
        THEME: draft(more="owner: team\nlearned_from: [contacts/other]\n", body="\n## A\n\n[t](../contacts/team.md)\n"),
    }
    assert {d.path for d in examined(files).diagnostics} == {"briefings/contacts/team.md", "briefings/contacts/other.md"}


def test_the_order_of_findings_does_not_depend_on_the_order_of_files() -> None:
    files = {f"briefings/themes/t{n}.md": draft(f"Theme {n}", audience="x", more="owner: y\ncolour: z\n") for n in range(9)}
    names = sorted(files, key=lambda name: name[::-1], reverse=True)
    assert examined(files).diagnostics == examined({name: files[name] for name in names}).diagnostics


def test_a_file_with_an_error_in_its_form_gives_no_record() -> None:
    assert examined({THEME: draft(more="audience: public\n")}).records == ()
    assert examined({THEME: draft(more="owner:\n")}).records == ()


# Hostile files ------------------------------------------------------------------
def _merge_bomb() -> str:
    return "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))


def _alias_bomb() -> str:
    return "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))


FRONT = {
    "merge bomb": _merge_bomb(),
    "alias bomb": _alias_bomb(),
    "open brackets": "[" * 60_000,
    "open brackets in a field": "themes: " + "[" * 60_000,
    "open braces": "{a: " * 15_000,
    "open braces without end": "a: " + "{" * 60_000,
    "nested blocks": "".join(" " * n + "a:\n" for n in range(330)),
    "nested lists": "a:\n" + "- " * 30_000 + "b\n",
    "huge word": "owner: " + "x" * 60_000,
    "huge text": "owner: |\n" + "  x\n" * 15_000,
    "huge quoted text": 'owner: "' + "\\x41" * 15_000 + '"',
    "key of 60 KB": "x" * 60_000 + ": 1",
    "quoted key of 60 KB": '"' + "x" * 60_000 + '": 1',
    "explicit key of 60 KB": "? " + "x" * 60_000 + "\n: 1",
    "one key again and again": "a: 1\n" * 12_000,
    "many keys": "".join(f"k{n}: 1\n" for n in range(6_000)),
    "many themes": "themes:\n" + "- recordin\n" * 5_000,
    "tabs": "\t\n" * 30_000,
    "question marks": "? " * 30_000,
    "quotes": "'" * 60_001,
    "percent signs": "%" * 60_000,
    "figures": "published: " + "9" * 60_000,
    "nested empty lists": "themes: [" + "[]," * 20_000 + "]",
    "tag of 60 KB": "a: !" + "x" * 60_000 + " b",
    "too much": "x: y\n" * 100_000,
}
BODY = {
    "backticks": "`" * 400_000,
    "backticks of every length": " ".join("`" * n for n in range(1, 900)),
    "link without an end": "[x](" + "a" * 900_000,
    "brackets": "[" * 900_000,
    "links": "[x](" * 200_000,
    "pictures": "![x](y.png) " * 60_000,
    "footnotes": "[^" * 400_000,
    "braces": "{#a" * 300_000,
    "less-than signs": "<" * 900_000,
    "addresses": "<http://" * 100_000,
    "empty lines": "\n" * 900_000,
    "headings": "## a\n" * 150_000,
    "hyphens": "a\n---\n" * 100_000,
    "code fences": "```\n" * 200_000,
    "dots": "a" + "." * 900_000,
    "exclamation marks": "!!! x\n" * 100_000,
    "spaces": " " * 900_000 + "x",
}


@pytest.mark.parametrize("front", FRONT.values(), ids=FRONT)
def test_hostile_front_matter_is_refused_quickly(front: str) -> None:
    data = draft(more=front.rstrip("\n") + "\n")
    examined({THEME: draft()})
    assert _best_of(3, data) < HOSTILE
    result = examined({THEME: data})
    assert not result.records
    assert result.diagnostics
    assert all(len(d.message) + len(d.help) < 1_500 for d in result.diagnostics)
    count = len(result.diagnostics)
    assert count < 200


def _best_of(times: int, data: bytes) -> float:
    """The least CPU time of some runs: what the file costs, and not what else the machine does."""
    cost = []
    for _ in range(times):
        started = time.process_time()
        read_source(THEME, data)
        cost.append(time.process_time() - started)
    return min(cost)


@pytest.mark.parametrize("body", BODY.values(), ids=BODY)
def test_a_hostile_body_costs_no_more_than_its_length(body: str) -> None:
    started = time.process_time()
    result = examined({THEME: draft(body=f"\n## What good looks like\n\n{body}\n")})
    assert time.process_time() - started < 5
    count = len(result.diagnostics)
    assert count < 500
