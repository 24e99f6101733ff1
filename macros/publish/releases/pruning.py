"""Which releases are kept. The rule: the one that is shown; of the others the newest, those that were rolled back last of all;
until there are as many as wanted; and any that shows a record under a hold."""

from __future__ import annotations

from collections.abc import Collection

from macros.publish.releases.ledger import PURGED, Entry, taken_back

KEPT = 10
"""Releases, where nobody says otherwise."""
FEWEST = 2
"""The one that is shown, and one to go back to."""


def in_order(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Return the releases in the order in which they first came out. One from which something was removed has the place of the
    one that it was."""
    order: list[str] = []
    for entry in entries:
        if entry.event == PURGED and entry.instead in order:
            order[order.index(entry.instead)] = entry.release
        elif entry.release and entry.release not in order:
            order.append(entry.release)
    return tuple(release for release in order if release)  # what was removed whole has no successor


def to_prune(
    entries: tuple[Entry, ...], there: frozenset[str], shown: str, keep: int, held: Collection[str] = (),
) -> tuple[str, ...]:
    """Return the releases that are there and kept no longer, oldest first, never one that is `held`. Those that the ledger does
    not know come first: they were never shown, because a publish ended before it was done."""
    order, back = in_order(entries), taken_back(entries)
    unknown = tuple(sorted(there - set(order) - {shown}))
    newest_first = [release for release in reversed(order) if release in there and release != shown]
    kept = {shown, *held, *sorted(newest_first, key=lambda release: release in back)[: max(keep, FEWEST) - 1]}
    return (*unknown, *(release for release in order if release in there and release not in kept))


def before(entries: tuple[Entry, ...], there: frozenset[str], shown: str) -> str:
    """Return the newest release that came out before the one shown, is still there and was not rolled back itself, or nothing."""
    order, back = in_order(entries), taken_back(entries)
    earlier = order[: order.index(shown)] if shown in order else order
    return next((release for release in reversed(earlier) if release in there and release not in back), "")
