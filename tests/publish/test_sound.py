"""What a release is looked through for before it is shown."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.publish.built import Built
from macros.publish.sound import HEAVIEST_FILE, HEAVIEST_PAGE, Looked, look_through
from tests.support.built import Site, read_page

SITE = "https://learning.example.gov.uk/"
FILES = {
    "index.html": "<h1 id=top>Home</h1>", "sar/index.html": '<h2 id="a">A</h2>', "sar/adult-b/index.html": "<p id='part-1'>B</p>",
    "404.html": "<p>Not here</p>", "data/hub.csv": "id", "a page/index.html": "<p>A</p>",
}


def _looked(site_url: str = SITE, **pages: str) -> Looked:
    files = {**FILES, **{f"{name.replace('_', '/')}/index.html": page for name, page in pages.items()}}
    return look_through((Built(path, text.encode()) for path, text in files.items()), site_url)


@pytest.mark.parametrize(
    "page",
    [
        '<a href="../sar/">x</a>', '<a class="b" href="../sar/adult-b/#part-1">x</a>', '<a href="../data/hub.csv">x</a>',
        "<a href='..'>x</a>", "<a href='../../..'>x</a>", "<a href=../sar/#a>x</a>", '<a href="/sar/">x</a>',
        f'<link rel="canonical" href="{SITE}sar/">', '<a href="../a%20page/">x</a>', '<a href="#own" id="own">x</a>',
        '<a href="#">x</a>', '<a href="mailto:a@example.gov.uk">x</a>', '<a href="https://www.cqc.org.uk/nowhere/#x">x</a>',
        '<meta http-equiv="refresh" content="0; url=../sar/adult-b/#part-1">', '<a href="../?q=carers&amp;theme=x">x</a>',
        "<code>&lt;a href='nowhere/'></code>", '<a data-href="nowhere/" href="../">x</a>',
    ],
)
def test_a_link_that_leads_to_a_page_a_place_or_another_site_is_sound(page: str) -> None:
    looked = _looked(new=page)
    assert (looked.broken, looked.refusal()) == ((), "")


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ('<a href="nowhere/">x</a>', "nowhere/ leads to no file"), ('<img alt="" src="../a.png">', "../a.png leads to no file"),
        ('<a href="#nothing">x</a>', "#nothing leads to no place on new/index.html"),
        ('<a href="../sar/#part-1">x</a>', "../sar/#part-1 leads to no place on sar/index.html"),
        ("<script src=/a.js></script>", "/a.js leads to no file"),
        ('<form action="../find/"></form>', "../find/ leads to no file"),
        (f'<a href="{SITE}gone/">x</a>', f"{SITE}gone/ leads to no file"),
        ('<svg><use href="#mark"/></svg>', "#mark leads to no place on new/index.html"),
        ('<meta http-equiv="refresh" content="0; url=../moved/">', "../moved/ leads to no file"),
        ('<p data-index="index/pagefind.js">', "index/pagefind.js leads to no file"),
    ],
)
def test_a_link_that_leads_nowhere_is_named_with_its_page(page: str, why: str) -> None:
    assert [link.in_words() for link in _looked(new=page).broken] == [f"new/index.html: {why}"]


def test_a_site_in_a_folder_of_its_host_is_read_from_that_folder() -> None:
    within = "https://example.github.io/hub/"
    assert _looked(within, new='<a href="/hub/sar/">x</a>').broken == ()
    assert [link.link for link in _looked(within, new='<a href="/sar/">x</a>').broken] == ["/sar/"]


@pytest.mark.parametrize(("path", "size", "why"), [
    ("a/index.html", HEAVIEST_PAGE + 1, "a/index.html has 1.0 MB"), ("a.pdf", HEAVIEST_FILE + 1, "a.pdf has 104.9 MB"),
    ("a.css", 0, "a.css is empty"),
])
def test_a_file_that_is_empty_or_too_large_is_named(path: str, size: int, why: str) -> None:
    looked = look_through([Built(path, b" " * size)], SITE)
    assert (looked.unfit, why in looked.refusal()) == ((why,), True)


def test_it_says_how_many_pages_there_are_and_which_is_the_largest() -> None:
    looked = _looked(sar_long="x" * 2_600)
    assert looked.in_words() == "6 pages, 0.0 MB, largest page 3 KB (sar/long/index.html)"


def test_a_long_list_of_faults_is_cut_and_counted() -> None:
    page = "".join(f'<a href="gone-{number}/">x</a>' for number in range(30))
    said = _looked(new=page).refusal()
    assert (said.count("leads to no file"), "… and 10 more" in said) == (20, True)


@given(st.lists(st.sampled_from([
    "../sar/", "../sar/#a", "../sar/#b", "nowhere", "..", "../", "/", "", "#", "#x", "../404.html", "../sar", f"{SITE}sar/#a",
    "../sar/adult-b/index.html#part-1", "../../", "//other.example/", "?q=1", "../?q=1#top", "../data/hub.csv#x",
])))
def test_it_finds_what_a_reader_of_the_whole_html_finds(links: list[str]) -> None:
    page = "".join(f'<a href="{link}">x</a>' for link in links)
    looked = _looked(new=page)
    site = Site(Path("nowhere"))
    files = {**FILES, "new/index.html": page}
    pages = {path: read_page(text) for path, text in files.items() if path.endswith(".html")}
    vars(site).update(files={path: text.encode() for path, text in files.items()}, pages=pages)
    expected = {urljoin(f"{SITE}new/", line.split(": ")[1].split(" leads")[0]) for line in site.broken_links()}
    # The fragment of a file that is no page means nothing to a browser, and the other reader names it.
    assert {urljoin(f"{SITE}new/", link.link) for link in looked.broken} == {link for link in expected if ".csv" not in link}
