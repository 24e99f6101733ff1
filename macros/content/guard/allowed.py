"""Values that somebody with a role has allowed in one file until a day: how they are written down, and when that ends.

The list stands in the settings (`guard: allowed`), where CODEOWNERS asks for a maintainer. A value is written as a
fingerprint: scrypt, salted with the kind of finding and the file, so that it cannot be read, is not the same in two
files, and is dear to guess. It can still be guessed by somebody with time, since there are few numbers of each kind:
so a value that is a person's is deleted, never allowed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from macros.content.settings import Allowed
from macros.content.source import Source
from macros.diagnostics import MOST_OF_A_KIND, Diagnostic, Severity, Span
from macros.diagnostics import catalogue as c

Hits = tuple[tuple[Diagnostic, str], ...]
"""Findings, each with the bare value that was found."""
_N, _R, _P, _BYTES = 2**14, 8, 1, 16


@lru_cache(maxsize=1024)
def fingerprint(code: str, path: str, value: str) -> str:
    """Return the fingerprint of a bare value (`found.bare`) under a code's id in a file: 32 hexadecimal digits."""
    salt = f"{code}\n{path}".encode()
    return hashlib.scrypt(value.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=_BYTES).hex()


def without_allowed(
    hits: Hits, allowed: Sequence[Allowed], today: dt.date, settings_file: Source, *, whole: bool = True,
) -> Iterator[Diagnostic]:
    """Yield the findings that no entry allows, and the entries that are unused (P111) or expired (P112).

    `settings_file` is where the entries stand. `whole` says whether the findings are of every file; of some files
    alone nobody can say what is unused.
    """
    many = unread(hits)
    used: set[int] = set()
    by_file: dict[str, list[int]] = {}
    for number, entry in enumerate(allowed):
        by_file.setdefault(entry.file, []).append(number)
    for diagnostic, value in hits:
        numbers = by_file.get(diagnostic.path, ())
        fits = [n for n in numbers if allowed[n].value == fingerprint(diagnostic.code.id, diagnostic.path, value)]
        used.update(fits)
        if not fits:
            yield diagnostic
        elif (diagnostic.path, diagnostic.code.id) in many:
            said = f" {MOST_OF_A_KIND} of this kind stand in the file, so the rest is not read and none is allowed."
            yield replace(diagnostic, message=diagnostic.message + said)
    for number, entry in enumerate(allowed):
        where = f"guard.allowed[{number + 1}]: the value in {entry.file}"
        if entry.expires < today:
            said = f"{where} was allowed until {entry.expires.isoformat()}."
            yield settings_file.problem(c.ALLOWANCE_EXPIRED, _place(entry, settings_file), said)
        elif whole and number not in used:
            yield settings_file.problem(c.ALLOWANCE_UNUSED, _place(entry, settings_file), f"{where} stands there no more.")


def unread(hits: Hits) -> frozenset[tuple[str, str]]:
    """Return the files, each with the id of a code, of which more may stand there than the guard tells: an allowed value that
    is repeated would hide whatever follows."""
    counts = Counter((diagnostic.path, diagnostic.code.id) for diagnostic, _ in hits)
    return frozenset(key for key, count in counts.items() if count >= MOST_OF_A_KIND)


def _place(entry: Allowed, settings_file: Source) -> Span:
    before = settings_file.text.partition(entry.value)[0]
    return Span(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1, len(entry.value))


def entries(hits: Hits, today: dt.date) -> Iterator[str]:
    """Yield an entry for each error among the findings, as YAML for the settings, for a maintainer to complete."""
    for diagnostic, value in hits:
        if diagnostic.severity is Severity.ERROR:
            print_ = fingerprint(diagnostic.code.id, diagnostic.path, value)
            yield (
                f"- value: {print_}  # {diagnostic.code.id}, line {diagnostic.span.line}\n  file: {diagnostic.path}\n"
                "  reason: Why it is nobody's.\n  approver: The role that approved it.\n"
                f"  expires: {today + dt.timedelta(days=365)}"
            )
