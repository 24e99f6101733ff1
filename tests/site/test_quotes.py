"""Quotes are those that Python-Markdown's `smarty` sets, in every text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.smarty import SmartyExtension
from markdown.util import AtomicString

from macros.site.quotes import Quotes

SMARTY = Markdown(extensions=[SmartyExtension(smart_dashes=False, smart_ellipses=False)])
QUOTES = Quotes(Markdown())
PIECES = st.sampled_from([
    "'", "'", '"', '"', " ", " ", "s", "a", "word", "90s", "7", ".", ",", "!", "(", ")", "[", "{", "-", "--", "–", "—", "&nbsp;",
    "&mdash;", "&", "é", "_", "\n", "\u00a0", "%", "/", "‘", "”", "\x0239\x03",
])


def by_smarty(text: str) -> str:
    root = ET.Element("div")
    ET.SubElement(root, "p").text = text
    SMARTY.htmlStash.reset()
    SMARTY.treeprocessors["smarty"].run(root)
    made = "".join(root[0].itertext())
    for number, block in enumerate(SMARTY.htmlStash.rawHtmlBlocks):
        made = made.replace(f"\x02wzxhzdk:{number}\x03", unescape(str(block)))
    return made


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=25).map("".join))
@example("person's \"said\" 'it'")
@example("it's\"")
@example("\"'Quoted' words in a larger quote.\"")
def test_quotes_are_set_as_smarty_sets_them(text: str) -> None:
    assert QUOTES.set_in(text) == by_smarty(text)


@pytest.mark.parametrize(("written", "read"), [
    ("the person's own", "the person’s own"),
    ("don't", "don’t"),
    ('He said "no".', "He said “no”."),
    ("in the '80s", "in the ’80s"),
    ("\"'Yes' is an answer.\"", "“‘Yes’ is an answer.”"),
    ("services' records", "services’ records"),
    ("no quotes", "no quotes"),
])
def test_quotes_read_as_they_should(written: str, read: str) -> None:
    assert QUOTES.set_in(written) == read


def test_code_keeps_its_quotes_and_what_stands_around_it_does_not() -> None:
    root = ET.fromstring("<div><p>it's <code>x</code>it's</p></div>")  # noqa: S314 - our own
    root[0][0].text = AtomicString("'x'")
    QUOTES.run(root)
    assert "".join(root.itertext()) == "it’s 'x'it’s"
