"""What holds for every text, not only for those we thought of."""

from __future__ import annotations

import string

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from macros.content.body import split_parts
from macros.content.records.registry import record_types
from macros.content.source import Source, read_source
from tests.making import THEME, examined, theme

QUICK = settings(
    max_examples=150, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)

SIGNS = st.sampled_from([
    *string.printable, *"é—“”\u200b\u2028\x85\ufeff😀́", "---\n", "\n", ": ", "- ", "  ", "[", "{", "`", "## ", "](",
])
TEXTS = st.lists(SIGNS, max_size=120).map("".join)
SCALARS = st.sampled_from([
    "", "~", "no", "012", "12:30", "2026-02-30", "20225-01-01", "2026-03-02", "text", '"', "'a'", "[a, b]",
    "{a: b}", "[[a]]", "&a b", "*a", "!t x", "staff", "draft", "published", "true", "12 months",
    "|\n  a\n  b", "\n  - a\n  - b", "\n  - {on: 2026-03-02}",
    "\n  on: 2026-03-02\n  by: Lead", "{start: 2026-03-02, end: 2025-03-02}", "sar/adult-b#r1", "😀", "\n  - id: r1\n    text: a",
]) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(TEXTS)
@example("---\na: [\n---\n")
@example('---\na: "\n\n\n---\n')
@example("---\r\na\r\n---")
@example("---\n\x85\n\u2028a: [\n---\n")
@QUICK
def test_reading_never_fails_and_every_place_lies_within_the_file(text: str) -> None:
    for candidate in (text, f"---\n{text}\n---\n{text}"):
        data = candidate.encode("utf-8", "ignore")
        source, found = read_source(THEME, data)
        assert isinstance(source, Source)
        lines = data.decode().replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
        for problem in (*found, *examined({THEME: data}).diagnostics):
            assert 1 <= problem.span.line <= len(lines)
            assert 1 <= problem.span.column <= len(lines[problem.span.line - 1]) + 1
            assert problem.line_text in ("", lines[problem.span.line - 1])


@given(st.binary(max_size=200))
@QUICK
def test_reading_never_fails_on_bytes(data: bytes) -> None:
    examined({THEME: data, "briefings/seven-minute/a.md": b"---\n" + data + b"\n---\n" + data})


@given(st.data())
@QUICK
def test_examining_never_fails_whatever_stands_in_known_fields(data: st.DataObject) -> None:
    type_ = data.draw(st.sampled_from(list(record_types().values())))
    names = data.draw(st.lists(st.sampled_from([*type_.fields.model_fields]), max_size=8, unique=True))
    lines = "".join(f"{name}: {data.draw(SCALARS)}\n" for name in names)
    text = f"---\n{lines}---\n\n## A part\n\n{data.draw(TEXTS)}\n"
    result = examined({f"briefings/{type_.folder}/one.md": text.encode("utf-8", "ignore")})
    assert result.diagnostics or result.records


LINES = st.sampled_from(["---", "...", "--- {audience: public}", "audience: public", "<<: {audience: public}"])


@given(st.integers(1, 16), TEXTS | SCALARS | LINES)
@QUICK
def test_a_damaged_line_never_changes_who_may_read(number: int, damage: str) -> None:
    lines = theme("Recording", audience="managers", more="synonyms:\n  - notes\n").decode().split("\n")
    at = min(number, lines.index("---", 1))
    was = lines[at]
    text = "\n".join([*lines[:at], damage, *lines[at + 1 :]])
    result = examined({THEME: text.encode("utf-8", "ignore")})
    for record in result.records:
        # Only somebody who writes a whole, right audience line in place of the old one changes it.
        rewritten = was.startswith("audience:") and damage.startswith("audience:")
        assert str(record.audience) == "managers" or rewritten
    if was.startswith("audience:") and "audience" not in damage:
        assert not result.records


@given(TEXTS)
@QUICK
def test_cutting_into_parts_loses_no_line(text: str) -> None:
    body = split_parts(text, 1)
    kept = [body.before, *(line for part in body.parts for line in (part.title, part.text))]
    kept_words = " ".join(kept).replace("?", " ").replace("#", " ").split()
    assert kept_words == text.replace("?", " ").replace("#", " ").split()


@given(TEXTS)
@QUICK
def test_parts_know_where_they_begin(text: str) -> None:
    lines = text.split("\n")
    for part in split_parts(text, 1).parts:
        assert lines[part.line - 1].startswith("## ")
