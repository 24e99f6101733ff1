"""The pages that a proposed change changes, as a reviewer is told of them."""

from __future__ import annotations

from macros.publish.built import Built
from macros.publish.changed_pages import SHOWN, Changed, Page, as_markdown, changed_pages


def _page(path: str, words: str, title: str = "A title", menu: str = "menu") -> Built:
    return Built(path, f"<title>{title}</title><nav>{menu}</nav><main class=x><p>{words}</p></main>".encode())


def test_a_page_is_new_gone_or_reads_otherwise() -> None:
    before = [_page("index.html", "a"), _page("old/index.html", "b"), _page("same/index.html", "c")]
    after = [_page("index.html", "z"), _page("new/index.html", "b"), _page("same/index.html", "c")]
    assert changed_pages(before, after) == Changed(
        new=(Page("/new/", "A title"),), gone=(Page("/old/", "A title"),), other=(Page("/", "A title"),),
    )


def test_a_new_entry_in_the_menu_changes_no_page_but_is_counted() -> None:
    changed = changed_pages([_page("index.html", "a")], [_page("index.html", "a", menu="more")])
    assert changed == Changed(framed=1)
    assert "No page reads otherwise." in as_markdown(changed)
    assert "Only round their own part: 1 page." in as_markdown(changed)


def test_other_files_are_counted_without_the_search_index() -> None:
    before = [Built("feed.xml", b"a"), Built("gone.csv", b"a"), Built("search/index/pf_1", b"a")]
    after = [Built("feed.xml", b"b"), Built("new.csv", b"a"), Built("search/index/pf_2", b"a")]
    assert changed_pages(before, after) == Changed(files=3)


def test_the_same_site_changed_nothing() -> None:
    site = [_page("index.html", "a"), Built("feed.xml", b"a")]
    assert as_markdown(changed_pages(site, site)) == "## Pages that changed\n\nNo page reads otherwise.\n"


def test_a_title_is_text_in_the_list_and_never_a_link_a_picture_or_a_tag() -> None:
    hostile = "[go](https://bad.example) ![x](y)\n# h &lt;img src=x&gt; @team `code`"
    line = as_markdown(changed_pages([], [_page("a/index.html", "a", hostile)])).splitlines()[4]
    assert line == (
        r"- /a/ \[go\]\(https\://bad\.example\) \!\[x\]\(y\) \# h &lt;img src=x&gt; \@team \`code\`"
    )


def test_a_long_list_ends_with_how_many_more_there_are() -> None:
    text = as_markdown(changed_pages([], [_page(f"{number:04}/index.html", "a") for number in range(SHOWN + 1_234)]))
    assert text.count("\n- /") == SHOWN
    assert "### New: 1,434 pages\n" in text
    assert text.endswith("- and 1,234 more\n")
