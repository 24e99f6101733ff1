"""Every input of the hostile corpus is refused with a code, or what comes of it is harmless."""

from __future__ import annotations

import html
import io
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown import Markdown
from mkdocs_macros.plugin import MacrosPlugin
from PIL import Image

from macros.content.own_pages import read_own_pages, stray_own_files
from macros.content.records.base import Row
from macros.content.tables import read_table
from macros.diagnostics import Diagnostic, errors
from macros.env import on_pre_page_macros
from macros.learning.library import link
from macros.publish.pdf import NotSafe, rewrite
from macros.publish.redrawn import NotAPicture, redraw
from macros.site.exports.csv_data import harmless
from macros.site.markdown import PartRenderer
from macros.site.safe_html import clean, clean_page
from tests.hostile.corpus import TABLES, Input, inputs, seeds
from tests.hostile.count import counted
from tests.hostile.files import files
from tests.hostile.judging import ON_PAGES, wrong_in_part
from tests.making import THEME, draft, examined
from tests.publish.test_pdf import HIDDEN, unpacked
from tests.publish.test_pictures import SECRET, photo

PHOTO = "briefings/themes/recording/photo.png"
PAGE = b"---\ntitle: Words\naudience: managers\n---\n# Words\n\n"
SLOWEST = 1.0
"""Seconds of CPU time that one input may cost: most cost a few thousandths, and machines differ."""
LEAST = {
    "markup in records": 2_000, "links in records": 1_000, "templates in records": 500, "pages under docs": 1_500,
    "HTML past Markdown": 700, "templates on macro pages": 150, "fields of records": 400, "front matter": 450,
    "cells of tables": 1_500, "file names": 550, "kinds of file": 180, "pictures": 300, "documents": 300,
}
QUICK = settings(max_examples=300, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))


def test_the_corpus_holds_more_than_three_thousand_inputs() -> None:
    found = counted()
    assert {family: number for family, number in found.items() if number < LEAST[family]} == {}
    assert sum(found.values()) >= 3_000


def wrong(held: tuple[Input, ...], judge: Callable[[Input], str]) -> list[str]:
    """Return what is wrong with each input that is neither refused nor harmless, or that takes too long."""
    found = []
    for one in held:
        began = time.process_time()
        said = judge(one)
        taken = time.process_time() - began
        if said or taken > SLOWEST:
            found.append(f"{one.name}: {said or f'{taken:.2f} seconds'}")
    return found[:20]


def refused(found: tuple[Diagnostic, ...]) -> bool:
    """Whether anything found stops a build; each such finding has a code, a place and what to do."""
    stops = errors(found)
    assert all(d.code.id and d.message and d.help and d.span.line >= 1 for d in stops)
    return bool(stops)


# What authors write -------------------------------------------------------------
def of_record(one: Input) -> dict[str, bytes]:
    """Return the files of a record that holds the input in its text, with the picture that it shows, if it does."""
    record = {THEME: draft() + b"\n## A part\n\n" + one.data + b"\n"}
    return record | ({PHOTO: photo("PNG")} if b"](recording/photo.png" in one.data else {})


def as_record(one: Input) -> str:
    """Judge a text in a record: the HTML of its parts is what the policy names, and its braces are as they were."""
    result = examined(of_record(one))
    if refused(result.diagnostics):
        return ""
    (record,) = result.records
    made = "".join(PartRenderer(link([record])).parts(record))
    said = "; ".join(wrong_in_part(made))
    return said or ("is cleaned further on a second pass" if clean(made) != made else "")


@pytest.mark.parametrize(
    ("family", "least"), [("markup in records", 400), ("links in records", 150), ("templates in records", 500)],
)
def test_enough_gets_past_the_first_lock_to_try_the_second(family: str, least: int) -> None:
    taken = [one for one in inputs(family) if not refused(examined(of_record(one)).diagnostics)]
    assert len(taken) >= least


@pytest.mark.parametrize("family", ["markup in records", "links in records"])
def test_no_text_of_a_record_brings_in_more_than_the_policy_names(family: str) -> None:
    assert wrong(inputs(family), as_record) == []


def test_a_template_in_a_record_is_refused_or_shown_as_it_was_written() -> None:
    def judge(one: Input) -> str:
        if said := as_record(one):
            return said
        if one.place != "code":
            return ""
        result = examined(of_record(one))
        (record,) = result.records
        shown = html.unescape("".join(PartRenderer(link([record])).parts(record)))
        written = one.data.decode().removeprefix("```\n").removesuffix("\n```")
        return "" if written in shown else f"shown as {shown}"

    assert wrong(inputs("templates in records"), judge) == []


def test_no_page_under_docs_that_settings_do_not_list_brings_in_more_than_the_policy_names() -> None:
    as_mkdocs_does = Markdown(extensions=["toc", "tables", "fenced_code", "attr_list", "md_in_html", "admonition"])

    def judge(one: Input) -> str:
        _, found = read_own_pages({"about/words.md": PAGE + one.data + b"\n"})
        if refused(found):
            return ""
        made = clean_page(as_mkdocs_does.reset().convert(one.data.decode()))
        said = "; ".join(wrong_in_part(made, ON_PAGES))
        return said or ("is cleaned further on a second pass" if clean_page(made) != made else "")

    assert wrong(inputs("pages under docs"), judge) == []


def test_the_sanitiser_lets_through_what_the_policy_names_alone_and_is_stable() -> None:
    def judge(one: Input) -> str:
        text = one.data.decode("utf-8", "replace")
        once, page = clean(text), clean_page(text)
        found = [*wrong_in_part(once), *wrong_in_part(page, ON_PAGES)]
        if clean(once) != once or clean_page(page) != page:
            found.append("is cleaned further on a second pass")
        return "; ".join(found)

    assert wrong(inputs("HTML past Markdown"), judge) == []


def test_the_judge_sees_what_is_wrong_where_nothing_was_cleaned() -> None:
    held = (one for one in inputs("HTML past Markdown") if one.name.startswith(("markup", "addresses")))
    raw = [one.data.decode("utf-8", "replace") for one in held]
    seen = [text for text in raw if list(wrong_in_part(text))]
    assert len(seen) > 0.6 * len(raw)
    for text in (
        "<script>1</script>", "<p onclick=x>", "<p style=x>", '<a href="java\tscript:x">', '<img src="//x">', "<p id=__config>",
        '<a href="&#106;avascript:x">', "<svg><a xlink:href=x>", "<form>", "<b>", '<p class="md-search">', "<body onload=x>",
    ):
        assert list(wrong_in_part(text)), text


SHORT = [s.decode("utf-8", "replace") for name in ("markup", "addresses", "jinja") for s in seeds(name) if len(s) < 200]
SIGNS = ["\n", "\n\n", "    ", "- ", "> ", "| ", "`", "]("]
MARKUP = st.lists(st.sampled_from(SHORT) | st.text(max_size=20) | st.sampled_from(SIGNS), max_size=8).map("".join)


@given(MARKUP)
@example('<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">')
@QUICK
def test_whatever_is_cleaned_is_clean_and_stays_so(text: str) -> None:
    for cleaner, tags in ((clean, None), (clean_page, ON_PAGES)):
        once = cleaner(text)
        assert cleaner(once) == once
        assert list(wrong_in_part(once, tags) if tags else wrong_in_part(once)) == []


@given(MARKUP)
@QUICK
def test_whatever_the_markdown_its_html_is_what_the_policy_names(text: str) -> None:
    data = draft() + f"\n## A part\n\n{text}\n".encode("utf-8", "ignore")
    result = examined({THEME: data})
    for record in result.records:
        made = "".join(PartRenderer(link([record])).parts(record))
        assert list(wrong_in_part(made)) == []


# Templates on the maintainers' pages -----------------------------------------------
LEAKED = ("<class", "<module", "<built-in", "<bound", "<Configuration", "qxsecretqx", "root:")


def _count() -> str:
    return "7"


def test_no_template_on_a_macro_page_finds_a_way_out_of_the_sandbox() -> None:
    page = SimpleNamespace(meta={"render_macros": True}, file="qxsecretqx", url="x")
    macros = dict.fromkeys(("count", "newest", "rules"), _count)
    plugin = SimpleNamespace(_env=None, _variables={"config": "qxsecretqx"}, macros=macros, page=page)
    on_pre_page_macros(cast("MacrosPlugin", plugin))
    sandbox = cast("ImmutableSandboxedEnvironment", plugin._env)
    assert isinstance(sandbox, ImmutableSandboxedEnvironment)

    def judge(one: Input) -> str:
        try:
            made = sandbox.from_string(one.data.decode()).render(**plugin._variables)
        except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError):
            return ""
        left = [sign for sign in LEAKED if sign in made]
        return f"made {made[:80]}" if left else ""

    assert wrong(inputs("templates on macro pages"), judge) == []


# How it is written down ---------------------------------------------------------------
def test_no_line_of_front_matter_changes_who_may_read_without_saying_so() -> None:
    def judge(one: Input) -> str:
        line = one.data + b"\n"
        if one.place == "page":
            pages, found = read_own_pages({"about/words.md": b"---\naudience: managers\n" + line + b"---\nWords.\n"})
            return "" if refused(found) or [str(p.audience) for p in pages] == ["managers"] else "another audience"
        usual = draft(audience="managers")
        behind = usual.replace(b"status: draft\n", b"status: draft\n" + line)
        data = behind if one.place == "behind" else b"---\n" + line + usual[4:]
        result = examined({THEME: data})
        if refused(result.diagnostics):
            return ""
        return "" if [str(r.audience) for r in result.records] == ["managers"] else "another audience"

    assert wrong(inputs("front matter"), judge) == []


BEGINNINGS = "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n"


def test_no_cell_of_a_table_is_read_as_a_formula_by_whoever_opens_the_export() -> None:
    by_name: dict[str, type[Row]] = {row.__name__: row for row in TABLES}

    def judge(one: Input) -> str:
        table, found = read_table("briefings/themes/recording/series.csv", one.data, by_name[one.place])
        if refused(found):
            return ""
        cells = [harmless(cell) for row in table.rows for cell in row.model_dump().values() if isinstance(cell, str)]
        bad = [cell for cell in cells if isinstance(cell, str) and cell[:1] in BEGINNINGS and cell]
        return f"begins like a formula: {bad}" if bad else ""

    assert wrong(inputs("cells of tables"), judge) == []


def test_no_odd_file_name_is_taken_anywhere() -> None:
    def judge(one: Input) -> str:
        path = one.data.decode("utf-8", "surrogateescape")
        if path.startswith("docs/"):
            found = tuple(stray_own_files({path: PAGE}))
        elif path.endswith(".md"):
            found = examined({path: draft()}).diagnostics
        else:
            shown = f"\n## A part\n\n![alternative]({path.removeprefix('briefings/themes/')})\n"
            found = examined({THEME: draft() + shown.encode("utf-8", "replace"), path: photo("PNG")}).diagnostics
        return "" if {d.code.id for d in errors(found)} & {"B202", "B204"} else "taken"

    assert wrong(inputs("file names"), judge) == []


def test_no_file_of_another_kind_is_taken_whatever_its_name() -> None:
    def judge(one: Input) -> str:
        name = f"briefings/themes/recording/file.{one.place}"
        beside = "B211" in {d.code.id for d in examined({THEME: draft(), name: one.data}).diagnostics}
        on_docs = "B211" in {d.code.id for d in stray_own_files({f"docs/about/file.{one.place}": one.data})}
        for read in (redraw, rewrite):
            try:
                read(one.data)
            except (NotAPicture, NotSafe):
                continue
            return "read as a picture or a document"
        return "" if beside and on_docs else "taken"

    assert wrong(inputs("kinds of file"), judge) == []


# Pictures and documents ---------------------------------------------------------------
def test_no_picture_keeps_what_is_hidden_in_it() -> None:
    def judge(one: Input) -> str:
        try:
            made = redraw(one.data)
        except NotAPicture:
            return ""
        with Image.open(io.BytesIO(made)) as opened:
            opened.load()
        return "keeps what is hidden" if SECRET in made else ""

    assert wrong(files("pictures"), judge) == []


def test_no_document_keeps_what_is_hidden_in_it() -> None:
    def judge(one: Input) -> str:
        try:
            made, _ = rewrite(one.data)
        except NotSafe:
            return ""
        held = unpacked(made)
        left = [sign for sign in (HIDDEN.encode(), b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction") if sign in held]
        return f"keeps {left}" if left else ""

    assert wrong(files("documents"), judge) == []


