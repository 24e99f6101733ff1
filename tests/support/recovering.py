"""Somebody who wants the hidden counts: reads every page and every file that is published, and works out what they tell.

Nothing here asks what suppression did: what belongs together is read anew from the declarations, and what is known from
what readers are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader

from macros.learning.days import day
from macros.learning.numbers import counts_of
from macros.site.components import Components
from macros.site.drawing import all_drawn, drawn
from macros.site.pages import site_pages
from macros.site.views.pages import home_view, shell
from macros.site.views.parts import Scene
from tests.support.file_counts import USE, exported, used
from tests.support.guessing import MOST, Cell, Known, Line, Puzzle, is_true
from tests.support.page_counts import read_pages
from tests.support.reading import HIDDEN, Read


@dataclass(slots=True)
class Knowledge:
    """All that somebody knows who reads one edition, or several together."""

    cells: set[Cell] = field(default_factory=set)
    known: Known = field(default_factory=dict)
    hidden: set[Cell] = field(default_factory=set)
    """The counts that have a mark in their place. What has neither stands in a row that the edition leaves out."""
    betrayed: set[Cell] = field(default_factory=set)
    """Those that have a mark in one place and a number in another."""
    unsaid: set[Cell] = field(default_factory=set)
    """Those that a file has a place for, and the record's own page none: that there is none may tell what they are."""
    lines: list[Line] = field(default_factory=list)
    read: list[Read] = field(default_factory=list)

    def with_(self, other: Knowledge) -> Knowledge:
        """Return what is known by whoever reads both."""
        known = dict(self.known)
        for cell, number in other.known.items():
            assert known.setdefault(cell, number) == number, f"{cell} is {number} in one edition and {known[cell]} in the other"
        hidden = (self.hidden | other.hidden) - known.keys()
        return Knowledge(
            self.cells | other.cells, known, hidden, self.betrayed | other.betrayed, self.unsaid | other.unsaid,
            [*self.lines, *other.lines], [*self.read, *other.read],
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of trying."""

    told: dict[Cell, int]
    """Counts that can be one number only."""
    undecided: set[Cell]
    """Counts that could be several as far as was seen, but of which no second number was found that fits."""
    ranges: dict[Cell, tuple[int, int]]
    """From what to what each hidden count can be."""

    @property
    def found(self) -> set[Cell]:
        """Every count that is not proven to stay unknown."""
        return {*self.told, *self.undecided}


def true_counts(scene: Scene) -> Known:
    """Return every count of an edition that hides none, by its place."""
    found: Known = {}
    for record in scene.library.records.values():
        found |= {(record.id, *way): int(number) for way, (number, _) in counts_of(record) if number == int(number)}
    return found | {used(row): row.headcount for row in scene.library.use}


def knowledge(scene: Scene, pages: Iterable[tuple[str, str]], files: Mapping[str, bytes]) -> Knowledge:
    """Return what a reader of one edition knows: its pages and its files, and how what they say belongs together. Of the
    scene only the places for counts are used, and the words by which readers know them."""
    made = Knowledge(set(true_counts(scene)))
    stars: set[Cell] = set()
    for cell, value in exported(scene, files):
        if value == HIDDEN:
            stars.add(cell)
        elif cell in made.cells and value not in ("", None):
            number = int(float(value))
            assert made.known.setdefault(cell, number) == number, f"{cell} is not the same in every file"
    read = read_pages(scene.library.records, pages)
    without = {*made.known, *stars} - read.known.keys() - read.stars
    made.unsaid = {cell for cell in without if not _is_said_once(scene, cell)}
    for cell, number in read.known.items():
        assert made.known.setdefault(cell, number) == number, f"{cell} is {number} on a page and {made.known[cell]} in a file"
    made.hidden, made.betrayed = (stars | read.stars) - made.known.keys(), (stars | read.stars) & made.known.keys()
    made.read.append(read)
    made.lines += [line for line in read.lines if all(cell in made.cells for cell, _ in line.terms)]
    return made


def _is_said_once(scene: Scene, cell: Cell) -> bool:
    """Return whether a count needs no place on its record's page: what every row says alike is said once, a figure is said as
    its source writes it, and records of use stand in files alone."""
    if cell[0] == USE:
        return True
    record, held = scene.library.records[str(cell[0])], cell[-1]
    if cell[1] in record.tables:
        return held in type(record.rows(str(cell[1]))[0]).ALIKE
    return cell[1] == "figures" and record.fields.figures[cell[2]].said is not None  # type: ignore[attr-defined]  # it has some


def templates(root: Path) -> Environment:
    """Return what draws the content of pages, links from the top, without the frame that all pages share."""
    frame = DictLoader({"main.html": "{% block hub_content %}{% endblock %}"})
    environment = Environment(loader=ChoiceLoader([frame, FileSystemLoader(root / "overrides")]), autoescape=True)
    environment.filters |= {"url": str, "day": day}
    environment.globals |= {"once": drawn, "each": all_drawn}
    return environment


def drawn_pages(scene: Scene, environment: Environment) -> Iterator[tuple[str, str]]:
    """Yield the address and the HTML of every page of an edition."""
    environment.globals["hub"] = shell(scene, "A site")
    for page in site_pages(scene, "A site"):
        tags = environment.get_template("hub/search-tags.html").render(view=page.view) if hasattr(page.view, "tags") else ""
        yield page.address, tags + environment.get_template(page.template).render(view=page.view)
    yield "", _front_page(scene)


def _front_page(scene: Scene) -> str:
    """Return what the front page and the pages about the site ask for of the records."""
    home = home_view(scene, scene.months)
    made = Components(scene, home, Path(__file__).parents[2] / "overrides", lambda: "")
    first = made.week() + made.themes() + made.standing()
    return first + made.newest() + made.latest_month() + made.next_events(3) + made.types()


# Trying ------------------------------------------------------------------------------
def puzzle_of(what: Knowledge, known_lines: Sequence[Line], below: int) -> Puzzle:
    """Return all that somebody has to go by. A hidden count that no line joins to another is known to be below the limit; of
    others nobody says whether they are, or are hidden so that another cannot be worked out."""
    joining = [line for line in known_lines if all(c in what.cells for c, _ in line.terms)]
    joined = {cell for line in joining for cell, _ in line.terms}
    ranges = {
        cell: (what.known[cell], what.known[cell]) if cell in what.known else (0, MOST if cell in joined else below - 1)
        for cell in what.cells
    }
    return Puzzle(ranges, [*what.lines, *joining])


def tried(what: Knowledge, truth: Known, known_lines: Sequence[Line], below: int) -> Answer:
    """Return what somebody works out. `truth` says whether they read aright, and where to look for second numbers first."""
    wrong = [line for line in what.lines if not is_true(line, truth)]
    assert not wrong, f"what was read is not so: {wrong[:3]}"
    puzzle = puzzle_of(what, known_lines, below)
    told = puzzle.told(what.hidden) | {cell: what.known[cell] for cell in what.betrayed}
    undecided = puzzle.undecided(what.hidden, truth)
    return Answer(told, undecided, {cell: puzzle.ranges[cell] for cell in what.hidden})
