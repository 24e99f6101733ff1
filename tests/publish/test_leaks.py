"""The last look at a site: what is outside its edition is found in whatever form it would leave."""

from __future__ import annotations

import base64
import gzip
import json
import re
import sqlite3
import struct
import zlib
from collections.abc import Callable
from contextlib import closing
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from macros.publish.built import Built, built_files
from macros.publish.fingerprints import Fingerprints, Outside
from macros.publish.leaks import INDEX, Leaked, Look, look, report, signature
from macros.publish.unpacked import words
from tests.support.printed import Name, document, stream

SAID = "The managers agreed: we’ll close the café at the northern desk in “late” spring."
OTHER = "The managers agreed: we’ll open the café at the southern desk in “early” spring."
TITLE = "Closing the northern desk"
CLOSED = Outside(
    "decisions/desk", ("Nothing of this is long.\n\n" + SAID,), TITLE, ("decisions/desk", "decisions/old-desk"),
    ("decisions/desk/desk-plan.webp",),
)


def found(
    files: dict[str, bytes], inside: tuple[str, ...] = (), own: str = "", spared: tuple[str, ...] = ()
) -> set[tuple[str, str]]:
    """Return (file, kind) of what is found in files; whose it is, is always the same."""
    made = Look(Fingerprints([CLOSED], inside, spared, lambda: own))
    for path, data in files.items():
        made.at(Built(path, data))
    assert {leak.source for leak in made.leaks} <= {"decisions/desk"}
    return {(leak.file, leak.kind) for leak in made.leaks}


def _database(text: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute("create table t (a text)")
        for size in range(400, 600):  # until the end of a page of the file cuts the text in two
            made.execute("insert into t values (?)", (f"{'x' * size} {text} {'y' * 4000}",))
            made.commit()
            data, said, few = made.serialize(), words(text.encode()), 8 if len(text) > 60 else 4
            whole = b" ".join(words(data))
            if not any(b" ".join(said[at : at + few]) in whole for at in range(len(said) - few + 1)):
                return data
            made.execute("delete from t")
            made.commit()
            made.execute("vacuum")
        raise AssertionError


def _kerned(text: str) -> bytes:
    halves = re.sub(r"(\w\w)(\w+)", r"\1) 20 (\2", _plain(text))

    def change(writer: Any) -> None:
        writer.pages[0][Name("/Contents")] = writer._add_object(stream(f"BT /F1 2 Tf 1 100 Td [({halves})] TJ ET".encode()))

    return document(change)


def _noted(text: str) -> bytes:
    note = stream(_plain(text).encode()).flate_encode()
    return document(lambda writer: writer.root_object.update({Name("/Metadata"): writer._add_object(note)}))


def _plain(text: str) -> str:
    return text.translate({0x2019: "'", 0x201C: '"', 0x201D: '"'}).replace("é", " ")


def _cbor(text: str) -> bytes:
    said = text.encode().ljust(ord("n"), b".")  # a length that looks like a letter
    return gzip.compress(b"pagefind_dcd" + b"\x82\x01\x78" + bytes((len(said),)) + said + b"\x61q", mtime=0)


def _png(text: str) -> bytes:
    chunk = b"zTXtnote\0\0" + zlib.compress(text.encode("latin-1", "replace"))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))


def _entities(text: str) -> str:
    return "".join(f"&#{ord(sign)};" if sign in "aeé’" else f"&#x{ord(sign):x};" if sign in "no" else sign for sign in text)


def _marked(text: str) -> str:
    strong = escape(text).replace("close", "<b>close</b>").replace("open", "<b>open</b>")
    return strong.replace(" in ", '\n<a href="/x y/">in</a> ')


FORMS: dict[str, Callable[[str], bytes]] = {
    "page.html": lambda t: f"<p>{escape(t)}</p>".encode(),
    "marks.html": lambda t: f"<p>{_marked(t)}</p>".encode(),
    "entities.html": lambda t: f"<p>{_entities(t).replace(' ', '&nbsp;')}</p>".encode(),
    "attribute.html": lambda t: f'<meta name="description" content="{escape(t)}">'.encode(),
    "comment.html": lambda t: f"<p>One.</p><!-- {t} -->".encode(),
    "mailto.html": lambda t: f'<a href="mailto:a@example.org?subject={quote(t)}">Write</a>'.encode(),
    "script.html": lambda t: f"<script>var a = {json.dumps(t)};</script>".encode(),
    "in-json.html": lambda t: f'<div data-all="{escape(json.dumps({"a": t}))}"></div>'.encode(),
    "inline.html": lambda t: b'<img src="data:image/png;base64,' + base64.b64encode(_png(t)) + b'">',
    "hub.json": lambda t: json.dumps({"a": t.replace(" the ", "\nthe ")}).encode(),
    "utf-8.json": lambda t: json.dumps({"a": t}, ensure_ascii=False).encode(),
    "marked.json": lambda t: json.dumps({"html": f"<p>{_marked(t)}</p>"}).encode(),
    "table.csv": lambda t: f'a,b\n1,"{t}"\n'.encode(),
    "feed.xml": lambda t: f"<summary>{escape(f'<p>{_marked(t)}</p>')}</summary>".encode(),
    "twice.xml": lambda t: f"<summary>{escape(escape(escape(f'<p>{_marked(t)}</p>')))}</summary>".encode(),
    "all.ics": lambda t: f"BEGIN:VCALENDAR\r\nDESCRIPTION:{t[:23]}\r\n {t[23:]}\\nMore\r\nEND:VCALENDAR".encode(),
    "sitemap.xml.gz": lambda t: gzip.compress(t.encode(), mtime=0),
    "search/index/a.pf_fragment": lambda t: gzip.compress(b"pagefind_dcd" + json.dumps({"content": t}).encode(), mtime=0),
    "search/index/a.pf_filter": _cbor,
    "hub.sqlite": _database,
    "latin.webp": lambda t: b"RIFF\0\0\0\0WEBP\xff\xe9" + t.replace("’", "'").encode("latin-1", "replace") + b"\xe9\0\xff",
    "utf-16.jpg": lambda t: b"\xff\xd8\xff\xe1\xfe\xff" + t.encode("utf-16-le") + b"\xff\xd9",
    "big-utf-16.jpg": lambda t: b"\xff\xd8\xff\xe1" + t.encode("utf-16-be") + b"\xff\xd9",
    "note.png": _png,
    "members.gz": lambda t: gzip.compress(b"x", mtime=0) + gzip.compress(t.encode(), mtime=0),
    "page.pdf": lambda t: document(words=_plain(t)),
    "kerned.pdf": _kerned,
    "noted.pdf": _noted,
}


@pytest.mark.parametrize("name", FORMS)
def test_a_sentence_from_outside_is_found_in_every_form_that_a_site_has(name: str) -> None:
    assert (name, "sentence") in found({name: FORMS[name](SAID)})


@pytest.mark.parametrize("name", FORMS)
def test_no_other_sentence_is_taken_for_it_in_any_form(name: str) -> None:
    assert found({name: FORMS[name](OTHER)}) == set()


@pytest.mark.parametrize("name", [name for name in FORMS if name != "inline.html"])
def test_a_title_of_four_words_is_found_in_every_form(name: str) -> None:
    assert (name, "title") in found({name: FORMS[name](f"{TITLE} and more")})


def test_half_of_a_long_sentence_is_found_and_a_few_words_of_it_are_nothing() -> None:
    assert found({"a.txt": "… we’ll close the café at the northern desk in …".encode()}) == {("a.txt", "sentence")}
    assert found({"a.txt": b"The managers agreed: we close."}) == set()


@pytest.mark.parametrize("before", range(6))
@pytest.mark.parametrize("start", range(6))
def test_any_eight_words_of_a_sentence_are_found_wherever_they_stand(before: int, start: int) -> None:
    run = " ".join(SAID.split()[start : start + 8])
    assert found({"a.txt": f"{'Yes ' * before}{run} no".encode()}) == {("a.txt", "sentence")}


def test_two_records_that_share_words_are_told_apart() -> None:
    ends = (("sar/a", "rung the bell."), ("sar/b", "kept a note."))
    both = [Outside(name, (f"The board heard that nobody had {end}",)) for name, end in ends]
    for text, name in (("that nobody had rung the bell", None), ("The board heard that nobody had rung the", "sar/a"),
                       ("The board heard that nobody had kept a", "sar/b")):
        made = Look(Fingerprints(both))
        made.at(Built("a.txt", text.encode()))
        assert {leak.source for leak in made.leaks} == ({name} if name else set()), text


@pytest.mark.parametrize("before", range(4))
def test_whole_titles_and_short_sentences_are_found_wherever_they_stand(before: int) -> None:
    texts = ("The review found two missed visits. One found two visits that were missed.",)
    short = Outside("sar/a", texts, "Who was rung first")
    for text, kind in (("the review found two missed visits", "sentence"), ("one found two visits that were missed", "sentence"),
                       ("who was rung first", "title")):
        made = Look(Fingerprints([short]))
        made.at(Built("a.txt", f"{'Yes ' * before}{text} no".encode()))
        assert {leak.kind for leak in made.leaks} == {kind}, text


def test_a_short_sentence_is_found_whole_and_not_by_its_beginning() -> None:
    short = Outside("sar/a", ("The review found two missed visits.",))
    for text, wanted in ((b"So: the review found two missed visits, it says.", 1), (b"The review found two missed calls.", 0)):
        made = Look(Fingerprints([short]))
        made.at(Built("a.txt", text))
        assert len(made.leaks) == wanted, text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.html", '<a href="https://learning.example.gov.uk/decisions/desk/">It</a>'),
        ("a.html", '<a href="https://learning.example.gov.uk/decisions%2Fold-desk/">It</a>'),
        ("about/x/index.html", '<a href="../../decisions/desk/#r1">It</a>'),
        ("decisions/index.html", '<a href="desk/">It</a>'),
        ("decisions/room/index.html", "<a href=../old-desk/>It</a>"),
        ("a.json", '{"id": "decisions\\/desk"}'),
        ("a.csv", "record\r\ndecisions/desk#r1\r\n"),
        ("all.ics", "BEGIN:VCALENDAR\r\nUID:decisions/de\r\n sk@learning.example.gov.uk\r\nEND:VCALENDAR"),
        ("a.txt", "briefings/decisions/desk.md"),
    ],
)
def test_the_id_of_a_record_outside_is_found_and_so_is_an_earlier_one(path: str, text: str) -> None:
    assert found({path: text.encode()}) == {(path, "id")}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.html", '<a href="/decisions/desk-two/">It</a>'),
        ("a.html", '<a href="/decisions/new-desk/">It</a>'),
        ("teams/index.html", '<a href="desk/">It</a>'),
        ("decisions/index.html", '<p class="desk">The desk</p>'),
        ("decisions/feed.json", '{"tags": ["desk"]}'),
        ("decisions/feed.json", '{"a": "desk/"}'),
        ("decisions/index.html", '<p>A desk.</p><a href="/decisions/desk-two/">It</a>'),
    ],
)
def test_a_name_that_only_looks_like_it_is_another(path: str, text: str) -> None:
    assert found({path: text.encode()}) == set()


def test_names_of_files_are_read_as_well() -> None:
    assert found({"decisions/desk/x.webp": b""}) == {("decisions/desk/x.webp", "id")}
    assert found({"pictures/desk-plan.webp": b""}) == {("pictures/desk-plan.webp", "file name")}
    assert found({"a.html": b'<img src="desk-plan.webp">'}) == {("a.html", "file name")}
    assert found({"a.html": b'<img src="desk-plan.webp">'}, spared=("decisions/desk/desk-plan.webp",)) == set()
    assert found({"a.html": b'<img src="desk-plan.webp">'}, spared=("desk-plan.webp",)) == set(), "another record has such a file"
    assert found({"a.html": b"<p>desk-plan.webp</p>"}, own="Such as desk-plan.webp.") == set()


def test_what_the_edition_says_as_well_is_nobodys_secret() -> None:
    files = {"a.txt": f"{SAID} {TITLE}".encode()}
    assert found(files) == {("a.txt", "sentence"), ("a.txt", "title")}
    both = (f"---\nsummary: {SAID}\n---\n", "We wrote of [closing the](x/) _northern_ desk.")
    assert found(files, inside=both) == set()
    assert found(files, inside=both[:1]) == {("a.txt", "title")}


def test_a_sentence_that_the_edition_says_only_in_part_is_still_one() -> None:
    assert found({"a.txt": SAID.encode()}, inside=("We’ll close the café at the northern gate.",)) == {("a.txt", "sentence")}


def test_what_the_sites_own_templates_say_is_no_leak_and_they_are_read_only_then() -> None:
    assert found({"a.txt": f"{SAID} {TITLE}".encode()}, own=f"<p>{SAID}</p> {TITLE}") == set()

    def unread() -> str:
        raise AssertionError

    made = Look(Fingerprints([CLOSED], (), (), unread))
    made.at(Built("a.txt", OTHER.encode()))
    assert made.leaks == set()


def test_an_id_that_the_reference_of_fields_gives_as_an_example_may_be_named_but_not_linked_to() -> None:
    own = "The record, such as `decisions/desk`."
    assert found({"data/schema.json": own.encode()}, own=own) == set()
    assert found({"a.html": b'<a href="/decisions/desk/">It</a>'}, own=own) == {("a.html", "id")}


@pytest.mark.parametrize("known", [0, 1])
@pytest.mark.parametrize("frame", ["head\n{}\n{}\nfoot\nend", "<p>head</p><p>{}</p><p>{}</p><p>foot</p><p>end</p>"])
def test_lines_that_were_read_before_are_not_read_again_but_a_sentence_may_go_on_from_or_to_one(
    known: int, frame: str
) -> None:
    halves = ["close the café at the", "northern desk in “late”"]
    others = ["other", "other"]
    others[known] = halves[known]
    assert found({"0.html": frame.format(*others).encode(), "1.html": frame.format(*others).encode()}) == set()
    files = {"0.html": frame.format(*others).encode(), "1.html": frame.format(*halves).encode()}
    assert found(files) == {("1.html", "sentence")}


@pytest.mark.parametrize(
    "head", [b"\x1f\x8b\0\0", b"\x89PNG\r\n\x1a\n\0\0\0\5zTXt", b"pagefind_dcd", b"%PDF-1.4 stream\n", b"\x7f\xff\0"]
)
def test_what_cannot_be_unpacked_is_read_as_it_is(head: bytes) -> None:
    assert ("a.bin", "sentence") in found({"a.bin": head + b" " + SAID.encode()})


def test_a_leak_ends_the_look_with_the_file_and_the_record_and_without_the_words(tmp_path: Path) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "a.html").write_text(f"<p>{SAID}</p>{TITLE}", encoding="utf-8")
    with pytest.raises(Leaked) as ended:
        look(built_files(tmp_path), Fingerprints([CLOSED]))
    assert "decisions/a.html holds a sentence of decisions/desk" in str(ended.value)
    assert "decisions/a.html holds a title of decisions/desk" in str(ended.value)
    assert not [word for word in ("northern", "agreed", "spring") if word in str(ended.value)]


def test_the_report_names_every_file_by_its_hash_and_no_entry_can_be_changed_unseen(tmp_path: Path) -> None:
    (tmp_path / INDEX).mkdir(parents=True)
    (tmp_path / INDEX / "a.pf_meta").write_bytes(b"x")
    (tmp_path / "a.txt").write_bytes(OTHER.encode())
    read = look(built_files(tmp_path), Fingerprints([CLOSED]))
    written = report(read, {"edition": "staff", "outside": 1})
    said = json.loads(written)
    assert list(said["site"]) == ["a.txt"]
    assert list(said["search_index"]) == [f"{INDEX}a.pf_meta"]
    assert said["fingerprints"] == {"sentence": 1, "title": 1, "id": 2, "file name": 1}
    assert (said["files"], said["bytes"], said["findings"]) == (2, len(OTHER.encode()) + 1, [])
    assert said["report_sha256"] == signature(said)
    for name in said:
        assert name == "report_sha256" or signature({**said, name: "other"}) != said["report_sha256"], name
    assert written == report(look(built_files(tmp_path), Fingerprints([CLOSED])), {"edition": "staff", "outside": 1})


def test_where_nothing_is_outside_files_are_hashed_and_nothing_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(b"\x1f\x8b not packed")
    read = look(built_files(tmp_path), Fingerprints([], ("All that there is.",)))
    assert list(read.hashes) == ["a.gz"]
    assert read.leaks == set()
