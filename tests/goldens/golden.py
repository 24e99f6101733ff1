"""Goldens: files and what is reported about them, in one text file.

A golden begins with a sentence about what it shows. Then come blocks, each under a line of its own:

    === briefings/themes/recording.md ===     a file; what stands below is its content
    === before briefings/themes/recording.md ===   the same file as it stood at an earlier revision
    === briefings/themes/old.md -> /etc ===   a link in the file system
    === on disk ===                           the files are written to a folder first, not read from memory
    === report ===                            what is expected of the files above
    === passes ===                            from here on: the smallest correct version

Content is UTF-8 text that ends in a line end. What text cannot show stands between ⟦ and ⟧: `⟦EF BB BF⟧` is
these bytes, `⟦tab⟧` and `⟦cr⟧` these signs, `⟦png⟧` the smallest picture, and `⟦word *1000⟧` is “word ” a
thousand times. `⟦cut⟧` at the end of a file leaves its last line end out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

_BLOCK = re.compile(r"^=== (.+) ===$", re.MULTILINE)
_ESCAPE = re.compile(r"⟦([^⟧]*)⟧")
_PNG = (
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "78da63f8ffff3f0005fe02fe33129514000000004945 4e44ae426082"
)
_NAMED = {"tab": b"\t", "cr": b"\r", "cut": b"", "png": bytes.fromhex(_PNG)}


@dataclass(slots=True)
class Case:
    """Some files, some links, and the report that is expected of them."""

    files: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    """The files of an earlier revision; without any nothing is compared."""
    links: dict[str, str] = field(default_factory=dict)
    report: str | None = None
    on_disk: bool = False

    def content(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return as_bytes(self.files[path])


@dataclass(slots=True)
class Golden:
    """What one file of goldens holds."""

    path: Path
    about: str
    fails: Case
    passes: Case

    @property
    def code(self) -> str:
        """The code that it shows: the beginning of its file name."""
        return self.path.name.partition("-")[0]


def read_golden(path: Path) -> Golden:
    """Return a golden as read from its file."""
    about, *blocks = _BLOCK.split(path.read_text("utf-8"))
    fails, passes = Case(), Case()
    case = fails
    for name, text in zip(blocks[::2], blocks[1::2], strict=True):
        content = text.removeprefix("\n")
        if name == "passes":
            case = passes
        elif name == "on disk":
            case.on_disk = True
        elif name == "report":
            case.report = content.strip("\n")
        elif name.startswith("before "):
            case.before[name.removeprefix("before ")] = content
        elif " -> " in name:
            link, _, target = name.partition(" -> ")
            case.links[link] = target
        else:
            case.files[name] = content
    return Golden(path, about.strip(), fails, passes)


def write_golden(golden: Golden) -> None:
    """Write a golden back, with the reports that its cases now hold."""
    text = [golden.about]
    for case, title in ((golden.fails, None), (golden.passes, "passes")):
        text += [f"=== {title} ==="] if title else []
        text += ["=== on disk ==="] if case.on_disk else []
        text += [f"=== before {path} ===\n{content}".removesuffix("\n") for path, content in case.before.items()]
        text += [f"=== {path} ===\n{content}".removesuffix("\n") for path, content in case.files.items()]
        text += [f"=== {link} -> {target} ===" for link, target in case.links.items()]
        text += [f"=== report ===\n{case.report}"]
    golden.path.write_text("\n".join(text) + "\n", "utf-8")


def as_bytes(text: str) -> bytes:
    """Return the bytes that a golden's text stands for."""
    made, at = b"", 0
    for match in _ESCAPE.finditer(text):
        made += text[at : match.start()].encode() + _escaped(match[1])
        at = match.end()
    rest = text[at:].encode()
    return made if text.endswith("⟦cut⟧\n") else made + rest


def _escaped(said: str) -> bytes:
    if said in _NAMED:
        return _NAMED[said]
    if repeat := re.fullmatch(r"(.*)\*(\d+)", said):
        return repeat[1].encode() * int(repeat[2])
    return bytes.fromhex(said)
