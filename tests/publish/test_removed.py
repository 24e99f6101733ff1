"""What a record is known by, where any of it is left, and what is kept so that it is known when it comes back."""

from __future__ import annotations

import gzip
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from macros.content.purged import Purged, as_text, fits_notice, from_text, taken_out
from macros.content.records.base import Audience, Status
from macros.publish.built import Built
from macros.publish.checked import Checked
from macros.publish.come_back import brought_back, kept_in, known_by
from macros.publish.leaks import Leak
from macros.publish.prepare import prepare
from macros.publish.releases.layout import Place
from macros.publish.releases.manifest import Edited
from macros.publish.removed import Trace, found_in_words, holds_in, left_in, trace
from macros.publish.request import Request
from tests.making import TODAY, contact, draft, examined, settings
from tests.support.project import small_project

ID = "contacts/old-desk"
SAID = "The zebra crossed the frozen canal behind the mill at noon."
SAID_BEFORE = "A second zebra slept beside the frozen canal until noon."
COMMON = "Whoever is not sure asks the duty desk before the end of the day."
FILES = {
    f"briefings/{ID}.md": contact("The old desk behind the mill", body=f"{SAID}\n\n{COMMON}\n"),
    "briefings/contacts/other.md": contact("The other desk", body=f"{COMMON}\n"),
}
BEFORE = {**FILES, f"briefings/{ID}.md": contact("The old desk", body=f"{SAID_BEFORE}\n")}


VERSION = Edited("2026.11", "r1", "c" * 40, TODAY.isoformat())


def _trace(files: dict[str, bytes] = FILES, edition: Audience = Audience.STAFF, gone: tuple[str, ...] = ()) -> Trace:
    return trace(Checked(settings(), examined(files), (), ()), ID, edition, VERSION, gone)


def _own() -> str:
    return "The words of the templates."


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An edition with one release."""
    made = Place(tmp_path, "staff")
    (made.releases / "r1").mkdir(parents=True)
    return made


def _left(place: Place, kept: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(leak.file, leak.kind) for leak in left_in(place, _trace(), _own, kept, lambda _done, _of: None)]


def _database(text: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute("create table t (c text)")
        made.execute("insert into t values (?)", (text,))
        return made.serialize()


@pytest.mark.parametrize(("name", "data"), [
    ("index.html", f"<p>{SAID}</p>".encode()),
    ("feed.json", f'{{"text": "{SAID}"}}'.encode()),
    ("data.sqlite", _database(SAID)),
    ("sitemap.xml.gz", gzip.compress(SAID.encode(), mtime=0)),
    ("list.html", b"<li>The old desk behind the mill</li>"),
])
def test_what_is_left_is_found_in_whatever_form(place: Place, name: str, data: bytes) -> None:
    (place.releases / "r1" / name).write_bytes(data)
    assert {file for file, _ in _left(place)} == {f"releases/r1/{name}"}


def test_every_name_of_a_file_is_told_and_every_release_that_has_it(place: Place) -> None:
    for release in ("r1", "r2"):
        (place.releases / release).mkdir(exist_ok=True)
    (place.releases / "r1/a.html").write_text(SAID, encoding="utf-8")
    os.link(place.releases / "r1/a.html", place.releases / "r2/b.html")
    (place.releases / "r2/c.html").write_text(SAID, encoding="utf-8")
    assert [file for file, _ in _left(place)] == ["releases/r1/a.html", "releases/r2/b.html", "releases/r2/c.html"]


def test_its_id_may_stand_at_its_address_in_links_and_in_what_says_what_became_of_it_but_in_no_export(place: Place) -> None:
    for path in (f"releases/r1/{ID}/index.html", "releases/r1/manifest.json", "ledger/1.json", "releases/r1/page/index.html"):
        (place.top / path).parent.mkdir(parents=True, exist_ok=True)
        (place.top / path).write_text(f'<a href="/{ID}/">', encoding="utf-8")
    assert _left(place) == []
    (place.releases / "r1/data.json").write_text(f'{{"url": "/{ID}/"}}', encoding="utf-8")
    assert _left(place) == [("releases/r1/data.json", "id")]


def test_what_the_notice_says_and_what_others_say_is_not_left_but_others_are_named(place: Place) -> None:
    (place.releases / "r1/index.html").write_text(f"<p>{COMMON}</p><p>{SAID}</p>", encoding="utf-8")
    assert _left(place, (SAID,)) == []
    assert _trace().shared == {"contacts/other"}


def test_only_what_the_edition_still_holds_says_some_of_it_too() -> None:
    other = {"briefings/contacts/other.md": contact("The other desk", body=f"{COMMON}\n", audience="managers")}
    assert _trace({**FILES, **other}).shared == set()
    assert _trace({**FILES, **other}, Audience.MANAGERS).shared == {"contacts/other"}
    assert _trace(gone=("contacts/other",)).shared == set()
    assert not any(COMMON in text for text in _trace(gone=("contacts/other",)).inside)


def test_a_state_that_lacks_the_record_or_holds_it_by_law_says_so() -> None:
    assert _trace({"briefings/contacts/other.md": FILES["briefings/contacts/other.md"]}).outside == ()
    assert not _trace().held
    assert _trace({f"briefings/{ID}.md": contact("The old desk", "hold: true\n")}).held


def test_states_together_know_every_wording(place: Place) -> None:
    both = _trace() + _trace(BEFORE)
    assert len(both.outside) == 2
    (place.releases / "r1/x.html").write_text(SAID_BEFORE, encoding="utf-8")
    assert holds_in(place.releases / "r1", ["x.html"], both.prints(_own, (), ids=False))
    assert not holds_in(place.releases / "r1", ["x.html"], _trace().prints(_own, (), ids=False))


def test_the_ids_that_it_had_before_are_known() -> None:
    renamed = {f"briefings/{ID}.md": contact("The old desk", "aliases: [contacts/first-desk]\n")}
    assert _trace(renamed).earlier == {"contacts/first-desk"}


def test_what_was_found_is_told_without_its_words() -> None:
    leaks = (Leak("a.html", "x", "id"), Leak("b.html", "y", "sentence"))
    assert [*found_in_words(leaks)] == ["a.html holds an id of x", "b.html holds a sentence of y"]


def test_what_comes_back_is_known_by_hashes_that_hold_no_word_of_it(tmp_path: Path) -> None:
    found = _trace()
    kept = known_by(ID, found.outside, found.prints(_own, (), ids=False))
    assert b"zebra" not in kept
    (tmp_path / "kept.json").write_bytes(kept)
    known = kept_in(tmp_path)
    again = Built("new.html", f"<p>Somebody says: {SAID}</p>".encode())
    assert brought_back([again], known) == (Leak("new.html", ID, "sentence"),)
    assert brought_back([Built("other.html", COMMON.encode())], known) == (), "others said it too"


def test_what_was_kept_before_stays_known(tmp_path: Path) -> None:
    found = _trace()
    first = known_by(ID, found.outside, found.prints(_own, (), ids=False))
    other = _trace(BEFORE)
    (tmp_path / "kept.json").write_bytes(known_by(ID, other.outside, other.prints(_own, (), ids=False), first))
    assert brought_back([Built("new.html", SAID.encode())], kept_in(tmp_path))


def test_nothing_was_kept_where_nothing_was_purged(tmp_path: Path) -> None:
    assert not kept_in(tmp_path / "nothing")
    assert brought_back([Built("new.html", SAID.encode())], kept_in(tmp_path)) == ()


def test_a_record_that_was_purged_is_withdrawn_for_that_reason_and_a_draft_stays_a_draft() -> None:
    files = {**FILES, "briefings/seven-minute/begun.md": draft()}
    gone = (Purged(ID, TODAY, "It named a place."), Purged("seven-minute/begun", TODAY, "Why not."))
    by_id = {record.id: record.fields for record in taken_out(examined(files).records, gone)}
    taken = by_id[ID].withdrawn
    assert taken
    assert (by_id[ID].status, taken.on, taken.reason) == (Status.WITHDRAWN, TODAY, "It named a place.")
    assert by_id["seven-minute/begun"].status is Status.DRAFT
    assert by_id["contacts/other"].status is Status.PUBLISHED
    assert from_text(as_text(gone)) == gone
    assert from_text("") == ()


@pytest.mark.parametrize(("reason", "fits"), [("It named a place.", True), ("x" * 201, False), ("", False), ("  ", False)])
def test_a_reason_is_one_line(reason: str, fits: bool) -> None:
    assert fits_notice(reason) is fits


def test_what_was_purged_and_is_no_record_any_longer_keeps_its_notice_and_what_has_its_address_now_keeps_that(
    root: Path, tmp_path: Path,
) -> None:
    project = small_project(root, "minimal", tmp_path / "project").root
    team = project / "briefings/contacts/adult-safeguarding-team.md"
    text = team.read_text("utf-8").replace("kind: team", "kind: team\naliases: [contacts/first-desk]")
    team.write_text(text, encoding="utf-8")
    purged = tuple(Purged(id_, TODAY, "It named a place.") for id_ in (ID, "contacts/first-desk"))
    prepared = prepare(project, Request(Audience.STAFF, TODAY, purged=purged), "/", "The site")
    assert prepared.errors == ()
    assert prepared.gone == (f"{ID}/",)
    (notice,) = (page for page in prepared.pages if page.template == "hub/withdrawn.html")
    assert (notice.address, notice.in_sitemap, notice.view.reason) == (f"{ID}/", False, "It named a place.")
    assert notice.title == "This page was withdrawn"
