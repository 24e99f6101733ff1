"""How a body is cut into parts, and what counts as a word that a reader reads."""

from __future__ import annotations

import pytest

from macros.content.body import count_words, links_in, minutes, split_parts, without_code_spans
from tests.making import draft, examined

BRIEFING = "briefings/seven-minute/recording.md"


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Write it down.", 3),
        ("**Write** _it_ `down`.", 3),
        ("See [the carers page](../themes/carers.md) now.", 5),
        ('See [gov.uk](https://www.gov.uk/a/long/address "The title").', 2),
        ("![A note on paper](recording/photo.png)", 4),
        ("| Who | When |\n| --- | :-: |\n| The team | Today |", 5),
        ("1. One\n2. Two\n- Three", 3),
        ('!!! voice "Ask both"\n\n    Are you able?', 5),
        ("Text.[^1]\n\n[^1]: A note.", 3),
        ("don't", 1), ("don’t", 1), ("well-known", 1), ("and/or", 1), ("56%", 1), ("£1,000", 1), ("2026-03-02", 1),
        ("— – … · •", 0), ("", 0), ("## ", 0),
    ],
)
def test_words_are_what_a_reader_reads(markdown: str, words: int) -> None:
    assert count_words(markdown) == words


@pytest.mark.parametrize(("words", "expected"), [(0, 1), (1, 1), (200, 1), (201, 2), (1400, 7), (1401, 8)])
def test_reading_takes_a_minute_for_each_two_hundred_words_begun(words: int, expected: int) -> None:
    assert minutes(words) == expected


def test_questions_title_and_summary_are_read_too() -> None:
    data = draft(title="One two", more="questions: [Three four?]\n", body="\n## Five\n\nSix.\n")
    (record,) = examined({BRIEFING: data}).records
    assert record.words == 2
    assert record.words_in_all == 2 + 2 + 2 + 7  # parts, title, question, summary


def test_parts_begin_at_headings_and_not_in_code() -> None:
    body = split_parts("\n## One\n\n```\n## no part\n```\n\n### Inside\n\n## Two ##\n", 8)
    assert [(p.number, p.title, p.line) for p in body.parts] == [(1, "One", 9), (2, "Two", 17)]
    assert "## no part" in body.parts[0].text


def test_a_sign_at_the_end_of_a_title_stays() -> None:
    assert [p.title for p in split_parts("## Writing C#\n", 1).parts] == ["Writing C#"]


@pytest.mark.parametrize("fence", ["```", "~~~", "````", "```text"])
def test_links_in_code_are_no_links(fence: str) -> None:
    assert links_in(f"{fence}\n[a](b.md)\n{fence.removesuffix('text')}\n\n`[a](b.md)` [c](d.md)", 1)[0].target == "d.md"


@pytest.mark.parametrize("line", ["a ` b", "`a` b `", "a \\`b\\` c", "``a` b"])
def test_where_it_is_not_certain_what_is_code_nothing_is_taken_for_code(line: str) -> None:
    assert without_code_spans(line) == line


def test_code_is_blanked_out_so_that_columns_stay_right() -> None:
    assert without_code_spans("a `b` ``c ` d`` e") == "a     " + " " * 9 + " e"


def test_a_link_knows_its_place() -> None:
    (link,) = links_in("One\n\ntwo [three](four.md) five", 10)
    assert (link.line, link.column, link.length, link.text, link.target) == (12, 5, 16, "three", "four.md")
