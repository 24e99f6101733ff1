"""A library with one record of every type for every readership and state, a word of its own planted in each place of each.

The texts are those of the library of the benchmark: valid records of all types, which say nothing themselves.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from macros.content.records.record_type import RecordType
from macros.content.records.registry import record_types
from tests.bench.library import PARTS, synthetic_library
from tests.support.printed import document

EDITIONS = ("public", "partners", "staff", "managers")
STATES = {**{audience: EDITIONS[EDITIONS.index(audience):] for audience in EDITIONS}, "draft": (), "future": (), "withdrawn": ()}
"""The editions that may hold a record, by its audience, or by why it is in none."""
STAYS = {"slug": "address of what is gone", "reason": "reason"}
"""The places of a withdrawn record that its notice still shows, by what the words are called there."""
UNSIGNED = "unsigned"
"""A record for all that lacks the check of a person which its type needs: for managers alone."""
CANARY = re.compile(rb"qz[a-z0-9]+zq")
_SENTENCE = re.compile(r"(?m)(: (?:\[)?(?:\{text: )?[A-Z][a-z']+(?: [A-Za-z']+){3,})(?=[.,\]])")
_HEAD = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_OTHER_PARTS = ("What we did", "What we found", "What happens now")


@dataclass(frozen=True, slots=True)
class Planted:
    """One word: in which record, in which of its places, and which editions may hold the record."""

    word: str
    record: str
    place: str
    editions: tuple[str, ...]


Files = dict[str, bytes]


def planted_library() -> tuple[Files, tuple[Planted, ...]]:
    """Return the files of the library by their paths under `briefings/`, and every word that was planted."""
    records = planted_records()
    files = wider_records([word.record for _, words in records.values() for word in words])
    for more, _ in records.values():
        files |= more
    return files, tuple(word for _, words in records.values() for word in words)


def wider_records(named: Iterable[str] = ()) -> Files:
    """Return records for all, of every type. They name the records of the given ids wherever they can: what they may not
    name in an edition must not be named."""
    made = {path: text.replace("audience: staff", "audience: public") for path, text in synthetic_library(30)}
    ids = list(dict.fromkeys(named))
    return {path: (_naming(path, text, ids) if ids and path.endswith(".md") else text).encode() for path, text in made.items()}


def planted_records(seed: int = 7) -> dict[tuple[str, str], tuple[Files, list[Planted]]]:
    """Return the files and the words of one record by its type's folder and its readership or state. With another seed it
    says all else in other words and other numbers, at the same address."""
    made = dict(synthetic_library(30, seed))
    found: dict[tuple[str, str], tuple[Files, list[Planted]]] = {}
    for number, type_ in enumerate(record_types().values()):
        first = next(path for path in made if path.startswith(f"{type_.folder}/") and path.endswith(".md"))
        tables = {path.rpartition("/")[2]: text for path, text in made.items() if path.startswith(f"{first[:-3]}/")}
        for turn, (state, editions) in enumerate(_states(type_)):
            plant = _Plant(type_, f"qz{re.sub('[^a-z]', '', type_.folder)}{state}", editions, 100 + 10 * number + turn)
            found[type_.folder, state] = plant.files(made[first], tables, state), plant.words
    return found


def planted_pages() -> tuple[dict[str, bytes], tuple[Planted, ...]]:
    """Return pages by their paths under `docs/`, one for each readership, and every word that was planted in them."""
    files: dict[str, bytes] = {}
    words: list[Planted] = []
    for audience in EDITIONS:
        slug, title, body = (f"qzpage{audience}{place}zq" for place in ("slug", "title", "body"))
        text = f"---\ntitle: Page {title}\naudience: {audience}\n---\n# Page\n\nIt says **{body}**.\n"
        files[f"about/{slug}.md"] = text.encode()
        places = (("page slug", slug), ("page title", title), ("page body", body))
        words += [Planted(word, f"about/{slug}", place, STATES[audience]) for place, word in places]
    return files, tuple(words)


def _naming(path: str, text: str, ids: list[str]) -> str:
    folder = path.partition("/")[0]
    slugs = {kind: [id_.partition("/")[2] for id_ in ids if id_.startswith(f"{kind}/")] for kind in ("contacts", "themes")}
    made = _without_source(text)
    if folder == "seven-minute":
        made = made.replace("\naudience:", f"\nlearned_from: [{', '.join(ids)}]\naudience:")
    narrower = [slug for slug in slugs["contacts"] if not re.match("qzcontacts(?:public|draft|future|withdrawn)", slug)]
    if folder != "contacts":
        made = re.sub(r"(?m)^owner: .*", f"owner: {narrower[len(path) % len(narrower)]}", made)
    return re.sub(r"(?m)^themes: \[(.*)\]", rf"themes: [\1, {', '.join(slugs['themes'])}]", made)


def _without_source(text: str) -> str:
    return re.sub(r"(?m)^learned_from: .*\n", "", text)


def _states(type_: RecordType) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from STATES.items()
    if type_.needs_sign_off:
        yield UNSIGNED, ("managers",)


class _Plant:
    """One record that grows."""

    def __init__(self, type_: RecordType, stem: str, editions: tuple[str, ...], number: int) -> None:
        self._type, self._stem, self._editions, self._number = type_, stem, editions, number
        self.words: list[Planted] = []
        self._record = f"{type_.folder}/{stem}slugzq"
        self._plant("slug")

    def _plant(self, place: str) -> str:
        word = f"{self._stem}{place}zq"
        stays = self._stem.endswith("withdrawn") and place in STAYS
        self.words.append(Planted(word, self._record, STAYS[place] if stays else place, EDITIONS if stays else self._editions))
        return word

    def files(self, text: str, tables: dict[str, str], state: str) -> dict[str, bytes]:
        """Return the record's files by their paths under `briefings/`."""
        front = _HEAD.match(text)
        assert front
        made = {f"{self._record}.md": f"---\n{self._front(front[1], state)}\n---\n{self._body()}".encode()}
        for name, table in tables.items():
            made[f"{self._record}/{name}"] = self._cells(table).encode()
        picture, note = self._plant("file"), PngInfo()
        note.add_text("Comment", self._plant("metadata"), zip=True)
        held = io.BytesIO()
        Image.new("RGB", (8, 8), (0, 90, 120)).save(held, "PNG", pnginfo=note)
        made[f"{self._record}/{picture}.png"] = held.getvalue()
        words, author = self._plant("print"), self._plant("author")
        made[f"{self._record}/report.pdf"] = document(lambda writer: writer.add_metadata({"/Author": author}), words)
        return made

    def _front(self, front: str, state: str) -> str:
        made = re.sub(r"(?m)^audience: .*", f"audience: {state if state in EDITIONS else 'public'}", _without_source(front))
        made = re.sub(r"(?m)^(title: .*)", rf"\1 {self._plant('title')}", made)
        made = re.sub(r"(?m)^(summary: .*)\.$", rf"\1 {self._plant('summary')}.", made)
        made = re.sub(r"(?m)^(    note: .*)\.$", rf"\1 {self._plant('note')}.", made, count=1)
        if "\nsynonyms: " in made:
            made = re.sub(r"(?m)^(synonyms: .*)\]", rf"\1, {self._plant('also')}]", made)
        made = re.sub(r"(?m)^(reference|tool|system): (.*?)[0-9]+$", rf"\1: \g<2>{self._number}", made)
        *_, last = _SENTENCE.finditer(made)
        made = f"{made[: last.end()]} {self._plant('own')}{made[last.end() :]}"
        if state == "draft":
            made = re.sub(r"(?m)^status: .*", "status: draft", made)
        if state == "future":
            made = re.sub(r"(?m)^published: .*", "published: 2026-12-01", made)
            *_, newest = re.finditer(r"(?m)^  - on: (.*)\n    version:", made)
            made = f"{made[: newest.start(1)]}2026-12-01{made[newest.end(1) :]}"
        if state == "withdrawn":
            made = re.sub(r"(?m)^status: .*", "status: withdrawn", made)
            made += f"\nwithdrawn: {{on: 2026-11-20, reason: It said {self._plant('reason')}.}}"
        if state == UNSIGNED:
            made = re.sub(r"(?m)^sign_off: .*\n?", "", made)
        return f"{made.strip()}\naliases: [{self._type.folder}/{self._plant('alias')}]"

    def _body(self) -> str:
        first, *rest = PARTS.get(self._type.folder, _OTHER_PARTS)
        slug = self._record.partition("/")[2]
        lines = [
            f"## {first}", f"A visit **{self._plant('body')}** was made.",
            f"![A door {self._plant('alt')}]({slug}/{self._stem}filezq.png)", f"Read [the report]({slug}/report.pdf).",
        ]
        for title in rest:
            lines += [f"## {title}", "1. A line of text."]
        return "\n\n".join(lines) + "\n"

    def _cells(self, table: str) -> str:
        head, *rows = table.splitlines()
        place = {"group": 2, "standard": 0}.get(next((c for c in head.split(",") if c in ("group", "standard")), ""))
        if place is None:
            return table
        word = self._plant("cell")
        cells = [row.split(",") for row in rows]
        for row in cells:
            row[place] = f"{row[place]} {word}".strip()
        return "\n".join([head, *map(",".join, cells)]) + "\n"
