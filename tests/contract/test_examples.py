"""The site's own records show the system at work: every state, every rule and every gap can be seen."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from macros.content.records.base import Audience
from macros.diagnostics.catalogue import CATALOGUE
from macros.learning.examine import library_of
from macros.learning.gaps import gaps
from macros.learning.library import Library
from macros.learning.thread import Rule, State, Thread, threads
from macros.publish.checked import check_project

DAY = dt.date(2026, 11, 25)
GAPS = sorted(id_ for id_ in CATALOGUE if id_.startswith("B6"))


@cache
def known(root: Path) -> tuple[Library, dict[str, Thread], frozenset[str]]:
    """The staff edition, its threads, and the codes of its gaps."""
    checked = check_project(root, DAY)
    assert checked.examined
    assert checked.settings
    _, library = library_of(checked.examined, Audience.STAFF, DAY)
    found = threads(library, checked.settings.rules, DAY)
    return library, found, frozenset(gap.code.id for gap in gaps(library, found, checked.settings.rules, DAY))


@pytest.mark.parametrize("state", State)
def test_a_theme_is_in_every_state(root: Path, state: State) -> None:
    assert state in {thread.state for thread in known(root)[1].values()}


def test_a_theme_was_shared_before_anybody_acted_and_one_after(root: Path) -> None:
    both = [c for t in known(root)[1].values() for c in t.cycles if c.shared and c.acted]
    assert [c for c in both if c.shared and c.acted and c.shared[0] < c.acted[0]]
    assert [c for c in both if c.shared and c.acted and c.shared[0] > c.acted[0]]


def test_a_theme_reopened_and_a_round_was_too_small_to_say(root: Path) -> None:
    found = known(root)[1].values()
    assert any(thread.reopened for thread in found)
    assert any(check.result is None for thread in found for cycle in thread.cycles for check in cycle.rechecks)


@pytest.mark.parametrize("rule", Rule)
def test_a_theme_was_detected_by_every_rule(root: Path, rule: Rule) -> None:
    assert rule in {cycle.detection.rule for thread in known(root)[1].values() for cycle in thread.cycles}


@pytest.mark.parametrize("code", GAPS)
def test_every_gap_can_be_seen(root: Path, code: str) -> None:
    assert code in known(root)[2]
