"""A council, or the project's own content, in every edition, and somebody who tries to work out what each of them hides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from jinja2 import Environment

from macros.content.records.base import Audience
from macros.learning.examine import library_of
from macros.site.views.parts import Scene
from tests.making import TODAY, examined, settings
from tests.support.belonging import declared
from tests.support.built import ADDRESS
from tests.support.file_counts import given_files
from tests.support.guessing import Cell, Known, Line
from tests.support.recovering import Answer, Knowledge, drawn_pages, knowledge, puzzle_of, tried, true_counts
from tests.support.worlds import other_world

OUTSIDE = (Audience.PUBLIC, Audience.PARTNERS, Audience.STAFF)
"""The readerships that counts are hidden from."""
Changed = Callable[[str, str], str]
"""What makes another page of one, from its address and its HTML."""


@dataclass
class Attempts:
    """One content in all editions."""

    scenes: Mapping[Audience, Scene]
    pages: Environment
    _known: dict[Audience, Knowledge] = field(default_factory=dict)

    @cached_property
    def truth(self) -> Known:
        """Every count, as managers see it."""
        return true_counts(self.scenes[Audience.MANAGERS])

    @cached_property
    def lines(self) -> list[Line]:
        """How counts belong together."""
        return declared(self.scenes[Audience.MANAGERS], self.truth)

    @property
    def below(self) -> int:
        """The number below which a count is small."""
        return self.scenes[Audience.MANAGERS].small.below

    def drawn(self, audience: Audience) -> Iterator[tuple[str, str]]:
        """Return the pages of an edition."""
        return drawn_pages(self.scenes[audience], self.pages)

    def known(self, audience: Audience) -> Knowledge:
        """Return what readers of an edition know; read once."""
        if audience not in self._known:
            scene = self.scenes[audience]
            self._known[audience] = knowledge(scene, self.drawn(audience), given_files(scene))
        return self._known[audience]

    def changed(
        self, audience: Audience, page: Changed = lambda _, html: html, files: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Knowledge:
        """Return what readers would know if pages or files were others."""
        pages = [(address, page(address, html)) for address, html in self.drawn(audience)]
        return knowledge(self.scenes[audience], pages, {**given_files(self.scenes[audience]), **files})

    def together(self, audience: Audience) -> Knowledge:
        """Return what they know who read an edition and every wider one."""
        first, *rest = [self.known(one) for one in OUTSIDE[: OUTSIDE.index(audience) + 1]]
        for more in rest:
            first = first.with_(more)
        return first

    def answer(self, what: Knowledge) -> Answer:
        """Return what comes of trying with all that is known."""
        return tried(what, self.truth, self.lines, self.below)

    def worlds(self, audience: Audience) -> Iterator[Known]:
        """Yield other numbers for the hidden counts of an edition, until each hidden count has had another: all fit with
        everything that was read."""
        what = self.known(audience)
        puzzle, left = puzzle_of(what, self.lines, self.below), set(what.hidden)
        while left:
            world: Known = {}
            for cell in sorted(left, key=str):
                found = next(puzzle.others(cell, self.truth), None) if cell not in world else None
                if found and not found.keys() & world.keys():
                    world |= found
            others = {cell for cell, number in world.items() if number != self.truth[cell]}
            assert others & left, f"no second number fits {sorted(left, key=str)[:5]}"
            left -= others
            yield world

    def that_differ(self, audience: Audience, world: Mapping[Cell, int]) -> list[str]:
        """Return the pages and files of an edition that are not the same with other numbers where counts are hidden."""
        one, two = (self._everything(scene) for scene in (self.scenes[audience], other_world(self.scenes[audience], world)))
        return sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))

    def _everything(self, scene: Scene) -> dict[str, object]:
        return {**dict(drawn_pages(scene, self.pages)), **given_files(scene)}


def attempts_on(files: Mapping[str, bytes], pages: Environment, audiences: Iterable[Audience] = tuple(Audience)) -> Attempts:
    """Return files without an error in all editions, on the day that all tests are on."""
    known = examined(dict(files))
    assert [d for d in known.diagnostics if d.severity.name == "ERROR"] == []
    return Attempts({a: Scene(*library_of(known, a, TODAY), settings(), ADDRESS) for a in audiences}, pages)
