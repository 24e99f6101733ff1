"""The registry of permanent codes, and the one way to add to it."""

from __future__ import annotations

from macros.diagnostics import Code, Severity

CATALOGUE: dict[str, Code] = {}
"""Every code by its id, in the order of the families."""


def code(id_: str, name: str, why: str, fix: str, severity: Severity = Severity.ERROR) -> Code:
    """Return a new code, held in the catalogue for ever. Raises `ValueError` for an id that is taken."""
    if id_ in CATALOGUE:
        raise ValueError(f"{id_} is {CATALOGUE[id_].name} already, for ever")
    made = CATALOGUE[id_] = Code(id_, name, severity, why, fix)
    return made
