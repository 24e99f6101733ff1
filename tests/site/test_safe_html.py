"""What the policy lets stand in HTML, said a second time: each thing it names stays, and what is next to it goes."""

from __future__ import annotations

import pytest

from macros.site.safe_html import clean, clean_page

TAGS = "a blockquote br code del div em h3 h4 h5 h6 hr img li ol p pre span strong sup table tbody td th thead tr ul"
OF_TABLES = {
    "tbody": "<table><tbody></tbody></table>", "thead": "<table><thead></thead></table>",
    "tr": "<table><tbody><tr></tr></tbody></table>", "td": "<table><tbody><tr><td>x</td></tr></tbody></table>",
    "th": "<table><tbody><tr><th>x</th></tr></tbody></table>",
}
PAGES = "h1 h2 dl dt dd"


@pytest.mark.parametrize("tag", TAGS.split())
def test_what_markdown_writes_stays(tag: str) -> None:
    written = OF_TABLES.get(tag, f"<{tag}>")
    assert f"<{tag}" in clean(written)
    assert f"<{tag}" in clean_page(written)


@pytest.mark.parametrize("tag", PAGES.split())
def test_headings_and_lists_of_terms_stay_on_pages_alone(tag: str) -> None:
    assert clean(f"<{tag}>x</{tag}>") == "x"
    assert clean_page(f"<{tag}>x</{tag}>") == f"<{tag}>x</{tag}>"


@pytest.mark.parametrize("tag", ["button", "form", "iframe", "svg", "input", "section", "u"])
def test_what_the_policy_does_not_name_goes(tag: str) -> None:
    assert f"<{tag}" not in clean(f"<{tag}>x</{tag}>") + clean_page(f"<{tag}>x</{tag}>")


@pytest.mark.parametrize("html", [
    '<a href="x/" title="t" rel="noopener noreferrer">x</a>',
    '<img src="x.png" alt="t" width="1" height="2">', '<ol start="3"></ol>',
    '<li id="fn:1">x</li>', '<sup id="fnref:1">x</sup>', '<div tabindex="0" role="region" aria-label="t">x</div>',
    '<table class="hub-table"><thead><tr><th align="left" scope="col">x</th></tr></thead></table>',
    '<table><tbody><tr><td align="right">x</td></tr></tbody></table>', '<p class="admonition-title">x</p>',
    '<a class="footnote-ref" rel="noopener noreferrer">x</a>', '<a class="footnote-backref" rel="noopener noreferrer">x</a>',
    *(f'<div class="{name}">x</div>' for name in ("admonition", "footnote", "hub-scroll", "note", "warning", "voice")),
])
def test_attributes_and_classes_that_the_policy_names_stay_as_they_are(html: str) -> None:
    assert _sorted(clean(html)) == _sorted(html)
    assert _sorted(clean_page(html)) == _sorted(html)


def _sorted(html: str) -> list[str]:
    return sorted(html.replace(">", " ").split())


@pytest.mark.parametrize("tag", ["p", "div", "img", "td", "span"])
def test_no_tag_has_an_attribute_that_the_policy_does_not_name_for_it(tag: str) -> None:
    written = f'<table><tr><td lang="x" title="y">a</td></tr></table><{tag} lang="x" title="y">'
    assert not {"lang", "title"} & {word.partition("=")[0] for word in clean(written).replace(">", " ").split()}


@pytest.mark.parametrize("level", range(1, 7))
def test_headings_have_ids_on_pages_alone(level: int) -> None:
    written = f'<h{level} id="x">x</h{level}>'
    assert "id" not in clean(written)
    assert clean_page(written) == written


@pytest.mark.parametrize("id_", ["__config", "__"])
def test_no_id_begins_as_the_themes_own_do(id_: str) -> None:
    assert clean(f'<li id="{id_}">x</li>') == "<li>x</li>"
    assert clean_page(f'<h2 id="{id_}">x</h2>') == "<h2>x</h2>"


@pytest.mark.parametrize("address", [
    "https://example.org/", "http://example.org/", "mailto:a@example.org", "tel:0300", "HTTPS://example.org/", "../x/", "x/",
    "#a",
])
def test_links_lead_to_the_web_to_mail_to_phones_and_to_the_site(address: str) -> None:
    assert f'href="{address}"' in clean(f'<a href="{address}">x</a>')


@pytest.mark.parametrize("address", [
    "javascript:x", "JavaScript:x", "java\tscript:x", " javascript:x", "data:text/html,x", "//example.org/", "/\\example.org/",
    "\\\\example.org/", "/\t/example.org/", "vbscript:x", "ftp://example.org/", "x+y:z", "a1:z",
])
def test_no_link_leads_anywhere_else(address: str) -> None:
    assert "href" not in clean(f'<a href="{address}">x</a>')


@pytest.mark.parametrize("address", [
    "https://example.org/a.png", "//example.org/a.png", "data:image/png;base64,x", "mailto:a@example.org",
])
def test_pictures_come_from_the_site_alone(address: str) -> None:
    assert "src" not in clean(f'<img src="{address}" alt="x">')


def test_comments_go_and_links_say_nothing_of_where_they_came_from() -> None:
    assert clean("a<!-- b -->c") == "ac"
    assert 'rel="noopener noreferrer"' in clean('<a href="https://example.org/">x</a>')


@pytest.mark.parametrize("html", [
    '<p style="x">x</p>', '<p onclick="x">x</p>', '<p class="md-dialog">x</p>', '<span id="x">x</span>',
])
def test_no_style_no_event_no_class_of_the_theme_stays(html: str) -> None:
    assert clean(html).split(">")[0] in ("<p", '<p class=""', "<span")
