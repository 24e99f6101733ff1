"""Findings as text for people, annotations for GitHub, or JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from macros.diagnostics import Diagnostic, Severity

FORMATS = ("text", "github", "json")
GUARD = "The guard lowers risk and does not anonymise: read on as if it had found nothing."
"""Said whenever it found something: what it did not find is not thereby safe."""
WIDTH = 120
"""Of a line that is quoted, in characters."""


def as_text(diagnostic: Diagnostic) -> str:
    """Return one finding: a first line for programs, then what is wrong, the place, and what to do."""
    d, at = diagnostic, diagnostic.span
    lines = [f"{_printable(d.path)}:{at.line}:{at.column}: {d.severity} {d.code.id} {d.code.name}", f"  {_printable(d.message)}"]
    if d.line_text.strip():
        lines += _marked(d)
    lines.append(f"  {_printable(d.help)}")
    return "\n".join(lines)


def _marked(d: Diagnostic) -> list[str]:
    """The line with the place under it marked; of a long one, what stands around the place."""
    start = max(0, d.span.column - 1 - WIDTH // 2) if d.span.column > WIDTH else 0
    shown = _printable(d.line_text[start : start + WIDTH])
    if start:
        shown = f"…{shown[1:]}"
    column = d.span.column - 1 - start
    width = max(1, min(d.span.length, len(shown) - column))
    number = str(d.span.line)
    return [f"    {number} | {shown}", f"    {' ' * len(number)} | {' ' * column}{'^' * width}"]


def _printable(text: str) -> str:
    """Signs that would move the cursor, or hide others, are shown as one that can be seen."""
    if text.isprintable():
        return text
    return "".join(" " if sign == "\t" else sign if sign.isprintable() else "\ufffd" for sign in text)


def as_github(diagnostic: Diagnostic) -> str:
    """Return one finding as a workflow command that GitHub shows beside the line."""
    level = {"error": "error", "warning": "warning", "advice": "notice"}[diagnostic.severity]
    d, at = diagnostic, diagnostic.span
    place = f"file={_property(d.path)},line={at.line},col={at.column},endColumn={at.column + at.length}"
    title = _property(f"{d.code.id} {d.code.name}")
    return f"::{level} {place},title={title}::{_data(f'{d.message} {d.help}')}"


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return findings as a JSON array, one object each, in the order given."""
    rows = [
        {
            "path": d.path, "line": d.span.line, "column": d.span.column, "length": d.span.length,
            "severity": str(d.severity), "code": d.code.id, "name": d.code.name,
            "message": d.message, "help": d.help,
        }
        for d in diagnostics
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def report(diagnostics: tuple[Diagnostic, ...], form: str = "text") -> str:
    """Return all findings in one of the three formats; text and GitHub end with a count. In text, advice
    comes last, a line each: there can be much of it, and none of it stops anything."""
    if form == "json":
        return as_json(diagnostics)
    if form == "github":
        return "\n".join([*(as_github(d) for d in diagnostics), *([""] if diagnostics else []), summary(diagnostics)])
    found = [as_text(d) for d in diagnostics if d.severity is not Severity.ADVICE]
    advice = "\n".join(as_line(d) for d in diagnostics if d.severity is Severity.ADVICE)
    return "\n\n".join([*found, *([advice] if advice else []), summary(diagnostics)])


def as_line(diagnostic: Diagnostic) -> str:
    """Return one finding as one line: its place, its code, what is wrong and what to do."""
    d, at = diagnostic, diagnostic.span
    return f"{_printable(d.path)}:{at.line}:{at.column}: {d.severity} {d.code.id} {_printable(d.message)} {_printable(d.help)}"


def summary(diagnostics: tuple[Diagnostic, ...]) -> str:
    """Return the count of findings in words. Advice is about gaps, and counted apart."""
    counts = {s: sum(d.severity is s for d in diagnostics) for s in Severity}
    words = ((Severity.ERROR, "error", "errors"), (Severity.WARNING, "warning", "warnings"))
    said = [f"{counts[s]} {one if counts[s] == 1 else many}" for s, one, many in words if counts[s]]
    gaps = counts[Severity.ADVICE]
    guard = f" {GUARD}" if any(d.code.id.startswith("P") for d in diagnostics) else ""
    if not gaps:
        return f"{', '.join(said)}.{guard}" if said else "No problems found."
    return f"{', '.join(said) or 'No errors'}. {gaps} {'gap' if gaps == 1 else 'gaps'} (advice).{guard}"


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
