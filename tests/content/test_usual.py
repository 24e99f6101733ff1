"""Front matter that is read line by line comes to what the parser makes of it; all else is left to the parser."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros.content.load import read_files
from macros.content.plain import _read, read_plain
from macros.content.usual import usual_data
from macros.diagnostics import Span

USUAL = {
    "a value": "title: It's one – “so”\n", "a figure": "count: 012\n",
    "a word that others take for another": "a: no\nb: true\nc: 12:30\n", "an address": "url: https://example.org/a?b=c#d\n",
    "a place in a record": "from: sar/adult-b#r1\n", "quotes": 'a: "one: # two"\n', "nothing in quotes": 'a: ""\n',
    "a list": "a:\n  - one\n  - two\nb: three\n", "a list on a line": 'a: [one two, "three, four", five]\n',
    "a group": "a:\n  b: one\n  c: two\n", "a group on a line": 'a: {b: one, c: "two, d: three"}\n',
    "groups in a list": "a:\n  - b: one\n    c: two\n  - b: three\n", "groups on lines": "a:\n  - {b: one}\n  - {b: two}\n",
    "groups on one line": 'a: [{b: one, c: "}, {"}, {b: two}]\n',
    "a list in a group in a list": "a:\n  - b: c\n    d:\n      - e: f\n        g: h\n      - e: i\n  - b: j\n",
    "the word for nothing in quotes": 'a: "null"\nb: ["null"]\n',
}
LEFT = {
    "nothing": "", "no line end": "a: b", "an empty line": "a: b\n\nc: d\n", "a note": "a: b # c\n",
    "a line of notes": "# a\nb: c\n", "nothing after a name": "a:\nb: c\n", "nothing after the last name": "a:\n",
    "the word for nothing": "a: null\n", "its sign": "a: ~\n", "it in a list": "a: [b, null]\n",
    "it in a group": "a: {b: null}\n", "a name twice": "a: b\na: c\n", "a name twice on a line": "a: {b: c, b: d}\n",
    "a value over two lines": "a: b\n  c\n", "a text of lines": "a: |\n  b\n", "single quotes": "a: 'b'\n",
    "a backslash": 'a: "b\\\\"\n', "an anchor": "a: &b c\n", "an alias": "a: *b\n", "a tag": "a: !b c\n", "a merge": "<<: a\n",
    "a name in quotes": '"a": b\n', "a colon": "a: b: c\n", "a colon at the end": "a: b:\n", "no space": "a:b\n",
    "two spaces": "a:  b\n", "a space at the end": "a: b \n", "a tab": "a:\tb\n", "more indented": " a: b\n",
    "an odd column": "a:\n   b: c\n", "back to an odd column": "a:\n    b: c\n  d: e\n",
    "a list at the column of its name": "a:\n- b\n", "a list in a list": "a:\n  - - b\n",
    "a list after a value": "a: b\n  - c\n", "a list and a group": "a:\n  - b\n  c: d\n",
    "a group after an entry": "a:\n  - b\n    c: d\n", "a list alone": "- a\n", "a text alone": "a\n",
    "a second form": "a: b\n---\nc: d\n", "its end": "a: b\n...\n", "an open bracket": "a: [b\n", "an empty list": "a: []\n",
    "no space in a list": "a: [b,c]\n", "a list in a list on a line": "a: [[b]]\n",
    "a group in a group on a line": "a: {b: {c: d}}\n", "text after quotes": 'a: "b" c\n', "what is not seen": "a: b\u200bc\n",
    "a space that does not break": "a: b\u00a0c\n", "a line end of another kind": "a: b\u2028c\n",
    "many lines": "".join(f"{'a' * n}: b\n" for n in range(1, 1_100)), "many values": f"a: [{', '.join('b' * 1_100)}]\n",
    "great depth": "".join(f"{'  ' * n}a:\n" for n in range(8)) + f"{'  ' * 8}b: c\n",
}

ODD = st.sampled_from([
    "a", "b", "word", "é", "7", "null", "~", "no", "012", "2026-03-02", " ", "  ", "\n", "\n", ":", ": ", " :", "a: ", "b:\n",
    "- ", "-", "  - ", "    ", "#", " #", ",", ", ", "[", "]", "{", "}", "[a, b]", "{a: b}", "[{a: b}, {a: c}]", '"', '"a"',
    '"a, b: c"', "'", "'a'", "’", "“", "(", "£", "?", "? ", "!", "!a ", "&", "&a ", "*", "*a", "%", "@", "`", "|", "|\n", ">",
    ">-\n", "\\", "\\n", "<<", "<<: ", "---", "---\n", "...\n", "=", "//", "\t", "\r", "\x00", "\x0b", "\x7f", "\x85", "\u00a0",
    "\u00ad", "\u2003", "\u200b", "\u2028", "\ufeff", "\ufffd", "\ufffe", "\ue000", "😀",
])
VALUES = st.sampled_from([
    "text", "two words", "it's", "12:30", "a/b#c", '"quoted: one"', '""', "[a, b c]", '["a, b", c]', "{a: b, c: d}",
    "[{a: b}, {c: d, e: f}]", "null", "", "2026-03-02", "“so”",
])
NAMES = st.sampled_from(["a", "b", "c", "due_on"])
FIELDS = st.builds("{}: {}".format, NAMES, VALUES)
ENTRIES = st.one_of(
    VALUES.map(": {}\n".format), st.builds(":\n  - {}\n  - {}\n".format, VALUES, VALUES), FIELDS.map(":\n  {}\n".format),
    st.builds(":\n  - {}\n    {}\n  - {}\n".format, FIELDS, FIELDS, FIELDS),
    st.builds(":\n  - {}\n    x:\n      - {}\n      - {}\n".format, FIELDS, FIELDS, VALUES),
)
USUALLY = st.lists(ENTRIES, min_size=1, max_size=4).map(lambda entries: "".join(map("".join, zip("abcd", entries, strict=False))))
NEARLY_USUAL = st.builds(
    lambda text, at, odd: f"{text[: at % (len(text) + 1)]}{odd}{text[at % (len(text) + 1) :]}",
    USUALLY, st.integers(0, 200), st.one_of(st.just(""), ODD, ODD),
)
"""Usual front matter with something odd in one place."""


def by_parser(text: str) -> object:
    reader = _read(text, 1, ())
    assert not reader.problems
    return reader.data


@pytest.mark.parametrize("text", USUAL.values(), ids=USUAL)
def test_usual_front_matter_is_read_at_once_as_the_parser_reads_it(text: str) -> None:
    assert usual_data(text) == by_parser(text)


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_is_not_usual_is_left_to_the_parser(text: str) -> None:
    assert usual_data(text) is None


@settings(deadline=None, max_examples=1000)
@given(st.one_of(NEARLY_USUAL, NEARLY_USUAL, st.lists(ODD, max_size=10).map("".join)))
@example("a: {b: c, d: e}\n")
@example('a: [b"c, d"e]\n')
def test_whatever_is_read_at_once_is_what_the_parser_makes_of_it(text: str) -> None:
    data = usual_data(text)
    if data is not None:
        assert data == by_parser(text)


def test_places_are_the_parsers_whenever_they_are_asked_for() -> None:
    plain, problems = read_plain("a:\n  - b: one\n    c: [d]\n", first_line=2)
    assert not problems
    assert plain.span_of(("a", 0, "c", 0)) == Span(4, 9, 1)
    assert plain.keys[("a", 0, "c")] == Span(4, 5, 1)


def test_the_front_matter_of_the_projects_own_records_reads_the_same_and_most_is_usual() -> None:
    files = read_files(Path(__file__).parents[2])[0]
    texts = [data.decode().split("---\n", 2)[1] for path, data in files.items() if path.endswith(".md")]
    usual = {text: data for text in texts if (data := usual_data(text)) is not None}
    assert all(data == by_parser(text) for text, data in usual.items())
    assert len(usual) > len(texts) * 0.9
