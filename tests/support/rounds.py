"""Small libraries with audits, briefings and reviews of one theme, for tests of the thread and its pages."""

from __future__ import annotations

from macros.content.records.base import Audience
from macros.diagnostics import errors
from macros.learning.examine import library_of
from macros.site.views.parts import Scene
from tests.making import TODAY, contact, examined, settings, theme

PARTS = "".join(f"\n## {title}\n\nA line of text.\n" for title in
                ("What it is", "Why it matters", "What we saw", "What people told us", "Think about", "What to do", "Help"))


def _first(on: str) -> str:
    return f"changes:\n  - {{on: {on}, version: 1, note: First version., approved_by: Lead}}\n"


def audit(month: str, *findings: tuple[str, int, int], more: str = "", title: str = "") -> bytes:
    """A case file audit of one month: theme, in how many files, of how many."""
    found = "".join(f"  - {{theme: {t}, kind: concern, present: {p}, applicable: {a}}}\n" for t, p, a in findings)
    picked = f"themes_picked_up: see_findings\nfindings:\n{found}" if findings else "themes_picked_up: none\n"
    return (
        f"---\ntitle: {title or f'Files of {month}'}\nsummary: What was found.\naudience: staff\nstatus: published\n"
        f"published: {month}-28\nowner: team\nkind: case-file\ntool: Our tool\nperiod: {{start: {month}-01, end: {month}-28}}\n"
        f"population: All files.\nsample: 30\nselection: At random.\n{picked}example: true\n{_first(f'{month}-28')}{more}---\n"
        f"\n## What we did\n\nWe looked.\n"
    ).encode()


def report(month: str, *themes: str, title: str = "") -> bytes:
    """A complaints report of one month that names themes."""
    return (
        f"---\ntitle: {title or f'Complaints of {month}'}\nsummary: What people said.\naudience: staff\nstatus: published\n"
        f"published: {month}-28\nowner: team\nkind: complaints\nperiod: {{start: {month}-01, end: {month}-28}}\n"
        f"themes: [{', '.join(themes)}]\nexample: true\n{_first(f'{month}-28')}---\n\n## What people told us\n\nThey said so.\n"
    ).encode()


def briefing(title: str, on: str, more: str = "themes: [notes]\n") -> bytes:
    """A 7-minute briefing that is out since a day."""
    return (
        f"---\ntitle: {title}\nsummary: One thing to do.\naudience: staff\nstatus: published\npublished: {on}\nowner: team\n"
        f"variant: topic\nquestions: [What will we do?]\nreview: {{due: 2027-03-01, every: 12 months}}\nexample: true\n"
        f"{_first(on)}{more}---\n{PARTS}"
    ).encode()


def review(title: str, on: str, *recommendations: str, more: str = "") -> bytes:
    """A peer review that is out since a day; each recommendation is one line of YAML."""
    made = "".join(f"  - {{{r}}}\n" for r in recommendations)
    listed = f"recommendations:\n{made}" if made else ""
    return (
        f"---\ntitle: {title}\nsummary: What it found.\naudience: staff\nstatus: published\npublished: {on}\nowner: team\n"
        f"kind: peer-review\nbody: Peers\ncarried_out: {on[:7]}\nreview: {{due: 2027-03-01, every: 12 months}}\nexample: true\n"
        f"{listed}{_first(on)}{more}---\n\n## What it found\n\nA line.\n"
    ).encode()


def scene(files: dict[str, bytes], audience: Audience = Audience.STAFF) -> Scene:
    """The edition of a team, the theme Notes, and these records by `folder/slug`, with their tables."""
    own = {f"briefings/{id_}" if id_.endswith(".csv") else f"briefings/{id_}.md": text for id_, text in files.items()}
    known = examined({"briefings/contacts/team.md": contact("Team"), "briefings/themes/notes.md": theme("Notes"), **own})
    wrong = [f"{d.path}: {d.message}" for d in errors(known.diagnostics)]
    assert wrong == []
    edition, library = library_of(known, audience, TODAY)
    return Scene(edition, library, settings(), "https://learning.example.gov.uk/")
