"""Small synthetic histories: audits, reviews, briefings and recommendations on one theme, as files."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from macros.content.records.base import Audience
from macros.learning.examine import library_of
from macros.learning.library import Library
from macros.learning.thread import Thread, threads
from tests.making import TODAY, examined, settings

Files = dict[str, bytes]
PARTS = ("What it is", "Why it matters", "What we saw", "What people told us", "Think about", "What to do", "Where to get help")


def record(folder: str, slug: str, *, out: str = "2026-03-02", text: str = "", **fields: Any) -> Files:
    """Return a record that is out since a day and answered for by `team`: the fields given, and those that all need."""
    said = {
        "title": f"{folder} {slug}".replace("-", " "), "summary": "What it is about.", "audience": "staff", "status": "published",
        "published": out, "owner": "team", "example": "true",
        "changes": [{"on": out, "version": "1", "note": "First version.", "approved_by": "Lead"}], **fields,
    }
    lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in said.items() if value is not None)
    return {f"briefings/{folder}/{slug}.md": f"---\n{lines}---\n{text}".encode()}


def team(slug: str = "team") -> Files:
    """Return a contact."""
    return record("contacts", slug, owner=None, changes=None, kind="team", remit="Ask them.")


def theme(slug: str = "notes", **fields: Any) -> Files:
    """Return a theme."""
    return record("themes", slug, **{"definition": "What it means.", "domain": "direct-practice", **fields})


def audit(
    end: str, present: int | None = None, of: int = 20, *, finding: str = "concern", slug: str = "", **fields: Any
) -> Files:
    """Return an audit round whose period ends on a day, and in how many of how many files it found the theme."""
    found = [{"theme": "notes", "kind": finding, "present": str(present), "applicable": str(of)}] if present is not None else []
    return record("audits", slug or f"{fields.get('kind', 'case-file')}-{end}", **{
        "out": end, "kind": "case-file", "tool": "Our tool", "period": {"start": f"{end[:8]}01", "end": end},
        "population": "All files.", "population_size": "200", "sample": str(max(of, 1)), "selection": "At random.",
        "findings": found or None, "themes_picked_up": "see_findings" if found else "none", **fields,
    })


def briefing(on: str, slug: str = "", *, theme: str = "notes", **fields: Any) -> Files:
    """Return a briefing on the theme, out on a day."""
    parts = "".join(f"\n## {title}\n\nOne sentence.\n" for title in PARTS)
    return record("seven-minute", slug or f"briefing-{on}", text=parts, **{
        "out": on, "variant": "topic", "questions": ["What will you do?"], "themes": [theme],
        "review": {"due": _later(on), "every": "36 months"}, **fields,
    })


def review(on: str, *recommendations: Mapping[str, Any], slug: str = "", themes: tuple[str, ...] = (), **fields: Any) -> Files:
    """Return a peer review that was carried out and came out on a day, with its recommendations."""
    return record("reviews", slug or f"review-{on}", **{
        "out": on, "kind": "peer-review", "body": "Peers", "carried_out": on, "themes": list(themes) or None,
        "recommendations": list(recommendations) or None, "review": {"due": _later(on), "every": "36 months"}, **fields,
    })


def recommendation(id_: str = "r1", **fields: Any) -> dict[str, Any]:
    """Return a recommendation on the theme, accepted and in time, unless the fields say otherwise."""
    said = {
        "id": id_, "text": "Write it down.", "domain": "direct-practice", "themes": ["notes"], "owner": "team",
        "accepted": "yes", "due": "2027-03-01", **fields,
    }
    return {name: value for name, value in said.items() if value is not None}


def used(*briefings: str, on: str = "2026-07-01") -> Files:
    """Return the table of uses: each of the briefings was used by the team once."""
    rows = "".join(f"team,{briefing},1,{on},Team manager,7,We will write it down.\n" for briefing in briefings)
    return {"briefings/data/use.csv": f"team,briefing,version,on,led_by,headcount,change\n{rows}".encode()}


def together(*files: Files) -> Files:
    """Return files side by side, with the team and the theme that most of them name."""
    return {name: data for one in (team(), theme(), *files) for name, data in one.items()}


def library(*files: Files, today: dt.date = TODAY) -> Library:
    """Return all that is out on a day, joined. Nothing may be wrong with it."""
    result = examined(together(*files))
    assert not result.diagnostics, result.diagnostics
    return library_of(result, Audience.MANAGERS, today)[1]


def thread(*files: Files, today: dt.date = TODAY, theme: str = "notes") -> Thread:
    """Return the thread of the theme on a day."""
    return threads(library(*files, today=today), settings().rules, today)[theme]


def _later(on: str) -> str:
    return f"{int(on[:4]) + 3}{on[4:]}"
