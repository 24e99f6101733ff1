"""Why a build was refused, in one text for a terminal or a log."""

from __future__ import annotations

from macros.diagnostics import Diagnostic

REFUSED = "nothing was built, and the last good site was left as it is."


def refusal(errors: tuple[Diagnostic, ...]) -> str:
    """Return the list of what stops a build, a line each, and how to see more."""
    lines = [f"  {d.path}:{d.span.line}:{d.span.column}: {d.code.id} {d.message}" for d in errors]
    count = f"{len(errors)} error{'s' if len(errors) != 1 else ''}"
    return "\n".join([f"{REFUSED} {count}:", *lines, "To see them with their lines: python3 hub.py check"])
