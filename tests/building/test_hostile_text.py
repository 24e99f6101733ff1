"""Text stays text: an author's braces, angle brackets and quotes reach the reader as they were written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from tests.support.built import Site

pytestmark = pytest.mark.build

ADDRESS = "seven-minute/hostile/"
TITLE = '<script>alert("title")</script> & {{ 7*7 }} {% raw %} </title>'


def test_no_page_has_a_script_an_element_or_a_handler_that_an_author_wrote(full: Callable[[str], Site]) -> None:
    site = full("managers")
    for path, page in site.pages.items():
        for _, attributes in page.tags:
            assert not [name for name in attributes if name.startswith("on")], path
            assert attributes.get("src") != "x", path
        raw = site.files[path].decode("utf-8")
        assert "<script>alert" not in raw, path
        assert "<b>Marked" not in raw, path
        assert "<i>slanted" not in raw, path
        assert "<b>in a block" not in raw, path


def test_a_title_is_shown_as_it_was_written_wherever_it_stands(full: Callable[[str], Site]) -> None:
    site = full("public")
    for address in (ADDRESS, "changes/2026-10/", "themes/marked-up/"):
        assert TITLE in site.page(address).text, address
    assert any(TITLE in site.pages[p].text for p in site.pages if p.startswith("az/"))
    assert site.fragments[ADDRESS]["meta"]["title"] == TITLE


def test_the_name_in_the_browsers_tab_is_the_title_as_it_was_written(full: Callable[[str], Site]) -> None:
    found = re.search(r"<title>(.*?)</title>", full("public").source(ADDRESS))
    assert found
    assert found[1].startswith("&lt;script&gt;alert(")


def test_braces_are_never_worked_out(full: Callable[[str], Site]) -> None:
    site = full("public")
    text = site.page(ADDRESS).text
    for braces in ("{{ 7*7 }}", "{% for x in y %}", "{{ config }}", "{{ 5*5 }}", "{{ 6*7 }}"):
        assert braces in text
    assert " 49" not in text
    theme = site.page("themes/marked-up/").text
    assert "{{ 7*7 }}" in theme
    assert "{{ 9*9 }}" in theme


def test_a_page_that_settings_do_not_list_keeps_its_braces(full: Callable[[str], Site]) -> None:
    text = full("public").page("about/braces/").text
    assert "{{ 7*7 }} and {% if true %}shown{% endif %} and {{ config.site_name }}" in text


def test_code_stays_code(full: Callable[[str], Site]) -> None:
    text = full("public").page(ADDRESS).text
    assert '<script>alert("code")</script>' in text
    assert "<b>in a block</b>" in text


def test_a_message_that_an_author_can_steer_is_still_one_address(full: Callable[[str], Site]) -> None:
    mail = [link for link in full("public").page(ADDRESS).links() if link.startswith("mailto:")]
    assert len(mail) == 3
    for link in mail:
        assert not re.search(r"[<>\"'\s]", link)
        assert link.count("?") <= 1


def test_the_words_for_did_you_mean_are_data_and_no_markup(full: Callable[[str], Site]) -> None:
    files = full("public").files
    for name in ("vocabulary", "synonyms"):
        assert json.loads(files[f"search/{name}.json"])
