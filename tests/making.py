"""Small records made for tests: the fields that the test is about stand in the test, the rest here."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from macros.content.settings import Settings, read_settings
from macros.diagnostics import Diagnostic
from macros.learning.examine import Examined, examine

TODAY = dt.date(2026, 11, 22)
THEME = "briefings/themes/recording.md"
VERSION = "changes:\n  - {on: 2026-03-02, version: 1, note: First version., approved_by: Lead}\n"


@cache
def settings() -> Settings:
    """The smallest settings, those of the goldens."""
    read = read_settings((Path(__file__).parent / "goldens" / "settings.yml").read_bytes())
    assert read.settings, read.diagnostics
    return read.settings


def draft(title: str = "Recording", more: str = "", body: str = "", audience: str = "staff") -> bytes:
    """A draft with nothing but what every draft needs, and the lines given."""
    return (
        f"---\ntitle: {title}\nsummary: What is written down about a person.\n"
        f"audience: {audience}\nstatus: draft\n{more}---\n{body}"
    ).encode()


def contact(title: str, more: str = "", body: str = "", audience: str = "staff", **fields: str) -> bytes:
    """A contact that is out since March, unless the fields say otherwise."""
    said = {"status": "published", "published": "2026-03-02", "kind": "team", "remit": "Ask them.", "example": "true", **fields}
    lines = "".join(f"{name}: {value}\n" for name, value in said.items() if value)
    return f"---\ntitle: {title}\nsummary: Whom to ask.\naudience: {audience}\n{lines}{more}---\n{body}".encode()


def theme(title: str, more: str = "", body: str = "", audience: str = "staff", on: str = "2026-03-02") -> bytes:
    """A theme that is out since the day given; its owner is `team`."""
    return (
        f"---\ntitle: {title}\nsummary: A word in common.\naudience: {audience}\nstatus: published\npublished: {on}\n"
        f"owner: team\ndefinition: What it means.\ndomain: direct-practice\nexample: true\n"
        f"changes:\n  - {{on: {on}, version: 1, note: First version., approved_by: Lead}}\n{more}---\n{body}"
    ).encode()


def event(title: str, start: str, end: str, more: str = "") -> bytes:
    """A practice forum that is out since March; its owner is `team`."""
    return (
        f"---\ntitle: {title}\nsummary: What it is about.\naudience: staff\nstatus: published\npublished: 2026-03-02\n"
        f"owner: team\nkind: practice-forum\nstart: {start}\nend: {end}\nexample: true\n{VERSION}{more}---\n"
    ).encode()


def examined(files: dict[str, bytes]) -> Examined:
    """Everything that comes of the files."""
    return examine(files, settings(), TODAY)


def found(*contents: bytes, path: str = THEME) -> tuple[Diagnostic, ...]:
    """What is wrong with one file, or with several beside one another."""
    if len(contents) == 1:
        return examined({path: contents[0]}).diagnostics
    return examined({f"briefings/themes/record-{n}.md": content for n, content in enumerate(contents, 1)}).diagnostics


def places(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    """Each finding as `code line:column`."""
    return [f"{d.code.id} {d.span.line}:{d.span.column}" for d in diagnostics]
