"""Every code of the catalogue, as an author meets it, and the smallest version that is right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from macros.cli.report import report
from macros.content.appended import compare
from macros.content.guard.allowed import without_allowed
from macros.content.guard.known import known_from
from macros.content.guard.scan import scan_files
from macros.content.load import read_files
from macros.content.own_pages import read_own_pages, stray_own_files
from macros.content.settings import SETTINGS_FILE, read_settings
from macros.content.source import Source
from macros.diagnostics import Diagnostic, errors, in_order
from macros.diagnostics.catalogue import CATALOGUE
from macros.learning.examine import advice, examine
from macros.publish.documents import read_documents
from macros.publish.pictures import read_pictures
from tests.goldens.golden import Case, as_bytes, read_golden, write_golden

HERE = Path(__file__).parent
GOLDENS = sorted((HERE / "diagnostics").glob("*.golden"))
SHOWN_ELSEWHERE = {"B502", "B503"}
"""Whether an address is taken is known only when all pages are: `tests/publish/test_page_addresses.py` shows it."""
WORDS_OF_LIBRARIES = (
    "pydantic", "traceback", "valid string", "input should", "while parsing", "while scanning", "mapping values",
)
NOTHING = "No problems found."


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_a_finding_reads_as_its_golden_says(path: Path, today: dt.date, tmp_path: Path, *, update_goldens: bool) -> None:
    golden = read_golden(path)
    found = _found(golden.fails, today, tmp_path / "fails")
    assert golden.code in {d.code.id for d in found}
    if update_goldens:
        golden.fails.report = report(found)
        golden.passes.report = report(_found(golden.passes, today, tmp_path / "passes"))
        write_golden(golden)
    assert report(found) == golden.fails.report


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_the_smallest_correct_version_has_no_problem(path: Path, today: dt.date, tmp_path: Path) -> None:
    golden = read_golden(path)
    assert golden.passes.files
    assert report(_found(golden.passes, today, tmp_path)) == golden.passes.report == NOTHING


def test_every_code_has_a_golden() -> None:
    shown = {read_golden(path).code for path in GOLDENS}
    assert set(CATALOGUE) - shown == SHOWN_ELSEWHERE


def test_every_golden_is_named_like_its_code_and_says_what_it_shows() -> None:
    names = {f"{code.id}-{code.name}" for code in CATALOGUE.values()}
    for path in GOLDENS:
        assert any(path.stem == name or path.stem.startswith(f"{name}.") for name in names), path.name
        assert read_golden(path).about, path.name


def test_no_finding_speaks_the_words_of_a_library() -> None:
    for path in GOLDENS:
        text = (read_golden(path).fails.report or "").lower()
        assert not [words for words in WORDS_OF_LIBRARIES if words in text], path.name


def _found(case: Case, today: dt.date, folder: Path) -> tuple[Diagnostic, ...]:
    """Everything wrong with the files of a case, as `check` finds it."""
    files = {path: case.content(path) for path in case.files}
    config = files.pop(SETTINGS_FILE, (HERE / "settings.yml").read_bytes())
    given = read_settings(config)
    pages = {path: files.pop(path) for path in list(files) if path.startswith("docs/")}
    _, wrong_pages = read_own_pages({path.removeprefix("docs/"): text for path, text in pages.items()})
    wrong_pages += tuple(stray_own_files(pages))
    if given.settings is None:
        return given.diagnostics
    beside: tuple[Diagnostic, ...] = ()
    if case.links or case.on_disk:
        files, beside = _from_disk(files, case.links, folder)
    if case.before:
        beside += compare({path: as_bytes(text) for path, text in case.before.items()}, files).diagnostics
    examined = examine(files, given.settings, today)
    if case.on_disk:
        beside += read_pictures(folder, examined.records)[1] + read_documents(folder, examined.records)[1]
    hits = scan_files({**files, **pages}, known_from(given.settings))
    beside += tuple(without_allowed(hits, given.settings.guard.allowed, today, Source(SETTINGS_FILE, config.decode())))
    wrong = in_order((*given.diagnostics, *wrong_pages, *beside, *examined.diagnostics))
    return wrong if errors(wrong) else (*wrong, *advice(examined, given.settings.rules, today))


def _from_disk(files: dict[str, bytes], links: dict[str, str], folder: Path) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    for path, target in links.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        try:
            (folder / path).symlink_to(target)
        except OSError:
            pytest.skip("this system makes no links")
    return read_files(folder)
