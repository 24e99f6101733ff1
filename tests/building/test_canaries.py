"""Each word of each record is in exactly the files of the editions that it may be in: every byte of every file is read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from macros.content.records.registry import record_types
from macros.publish.built import built_files
from macros.publish.unpacked import parted, resolved, unpacked
from tests.support.canaries import CANARY, EDITIONS, Planted, planted_library, planted_pages
from tests.support.project import once, small_project

pytestmark = pytest.mark.build

BUILT = ("public", pytest.param("partners", marks=pytest.mark.slow), pytest.param("staff", marks=pytest.mark.slow), "managers")
OWN, FRAGMENT, INDEX = "{record}/index.html", r"search/index/fragment/\w+\.pf_fragment", r"search/index/index/\w+\.pf_index"
META = r"search/index/pagefind\.\w+\.pf_meta"
"""Names the first and last word of each part of the index: which words those are changes with every word of the site."""
HUB = (r"data/hub\.json", r"data/hub\.sqlite")
LISTED = (
    r"(?:[a-z0-9_-]+/)*index\.html", r"(?:[a-z0-9-]+/){0,2}feed\.(?:json|xml)", r"data/[a-z-]+\.csv", *HUB,
    r"search/(?:vocabulary|synonyms)\.json", r"search/index/\w+/\w+\.pf_\w+", r"events/[a-z-]+\.ics", r"sitemap\.xml(?:\.gz)?",
)
"""Where a list, a feed, a table or the index may say something of a record."""
MUST: Mapping[str, tuple[str, ...]] = {
    "slug": (OWN, *HUB, r"data/records\.csv", r"sitemap\.xml", r"sitemap\.xml\.gz", FRAGMENT, "{record}/[a-z0-9]+\\.png"),
    "title": (OWN, *HUB, r"data/records\.csv", r"search/vocabulary\.json", FRAGMENT, INDEX),
    "summary": (OWN, *HUB, r"data/records\.csv", FRAGMENT, INDEX),
    "note": (OWN, *HUB, r"data/changes\.csv"),
    "own": (OWN, HUB[0]),
    "also": (OWN, HUB[0], r"search/synonyms\.json", r"search/vocabulary\.json"),
    "body": (OWN, FRAGMENT, INDEX),
    "alt": (OWN, FRAGMENT, INDEX),
    "file": (OWN, FRAGMENT, INDEX, r"{record}/{word}\.png"),
    "print": (r"{record}/report\.pdf",),
    "cell": (OWN, *HUB, FRAGMENT, INDEX, r"data/{folder}-[a-z-]+\.csv"),
    "alias": (r"{folder}/{word}/index\.html", HUB[0]),
    "metadata": (),
    "author": (),
    "address of what is gone": (OWN,),
    "reason": (OWN,),
    "page slug": (OWN, r"sitemap\.xml", r"sitemap\.xml\.gz"),
    "page title": (OWN,),
    "page body": (OWN,),
}
"""The files that a word must be in, by the place where it was planted. Metadata is taken out of pictures and PDFs."""
MAY: Mapping[str, tuple[str, ...]] = {
    "slug": (*LISTED, r"{record}/(?:report\.pdf|[a-z0-9]+\.png)"),
    "title": LISTED, "summary": LISTED, "note": LISTED, "own": LISTED, "also": LISTED,
}
"""The further files that it may be in."""


def _library(folder: Path, root: Path, edition: str) -> None:
    project = small_project(root, "minimal", folder / "project")
    for top, (files, _) in (("briefings", planted_library()), ("docs", planted_pages())):
        for path, data in files.items():
            file = project.root / top / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    answer = project.build(folder / "site", edition)
    assert answer.code == 0, answer.said


@pytest.fixture(scope="session")
def found(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Mapping[str, frozenset[str]]]:
    """Where each word stands in an edition: the files that hold it in their name, their bytes, or what is packed in them."""

    @cache
    def words(edition: str) -> Mapping[str, frozenset[str]]:
        site = once(tmp_path_factory, f"site-planted-{edition}", lambda made: _library(made, root, edition)) / "site"
        held: dict[str, set[str]] = defaultdict(set)
        for file in built_files(site):
            for part in (file.path.encode(), *unpacked(file.data)):
                text = resolved(part)
                for word in CANARY.findall(b"\n".join((part, text, *parted(text))).lower()):
                    held[word.decode()].add(file.path)
        return {word: frozenset(files) for word, files in held.items()}

    return words


def _planted() -> tuple[Planted, ...]:
    return (*planted_library()[1], *planted_pages()[1])


def test_there_is_a_word_in_every_place_of_a_record_of_every_type_for_every_readership() -> None:
    held: dict[str, set[tuple[str, tuple[str, ...]]]] = defaultdict(set)
    words = _planted()
    for word in words:
        held[word.place].add((word.record.partition("/")[0], word.editions))
    everywhere = {(folder, EDITIONS[start:]) for folder in record_types() for start in range(5)}
    assert len(everywhere) == 90
    for place in ("slug", "title", "summary", "note", "own", "alias", "body", "alt", "file", "metadata", "print", "author"):
        assert held[place] >= everywhere, place
    assert {folder for folder, _ in held["cell"]} == {"measures", "programmes", "surveys"}
    for state in ("unsigned", "draft", "future", "withdrawn"):
        assert [word for word in words if state in word.word], state
    assert len({word.word for word in words}) == len(words)


@pytest.mark.parametrize("edition", BUILT)
def test_no_word_is_in_an_edition_that_may_not_hold_its_record(
    found: Callable[[str], Mapping[str, frozenset[str]]], edition: str
) -> None:
    where = found(edition)
    assert {w.word: sorted(where[w.word]) for w in _planted() if edition not in w.editions and w.word in where} == {}
    assert where.keys() - {w.word for w in _planted()} == set()


@pytest.mark.parametrize("edition", BUILT)
def test_each_word_of_a_record_in_the_edition_is_in_every_file_that_it_must_be_in_and_no_other_than_it_may(
    found: Callable[[str], Mapping[str, frozenset[str]]], edition: str
) -> None:
    where, wrong = found(edition), list[str]()
    for word in _planted():
        if edition in word.editions:
            files = where.get(word.word, frozenset())
            must, may = list(_patterns(MUST, word)), list(_patterns(MAY, word))
            for pattern in must:
                number = sum(1 for path in files if re.fullmatch(pattern, path))
                if number == 0 or (number > 1 and not may and pattern != INDEX):
                    wrong.append(f"{word.word} is in {number} of {pattern}")
            ends = [META] if INDEX in must else []
            wrong += [f"{word.word} is in {p}" for p in files if not any(re.fullmatch(one, p) for one in (*must, *may, *ends))]
    assert wrong == []


def _patterns(places: Mapping[str, tuple[str, ...]], word: Planted) -> Iterator[str]:
    folder = word.record.partition("/")[0]
    for pattern in places.get(word.place, ()):
        yield pattern.replace("{record}", word.record).replace("{folder}", folder).replace("{word}", word.word)
