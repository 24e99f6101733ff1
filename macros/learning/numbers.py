"""Small numbers: which counts an edition hides, so that nobody can be told from them.

A count of people below the settings' `small_number` is hidden outside the managers edition; one of files only
in the editions for partners and the public; one of things never. Where a total lets a reader subtract,
further counts are hidden with it, so that every hidden count could be at least two numbers. Ask for:

- `hidden_counts(small, record)`: the counts of one record, its tables included, by their paths;
- `counted(small, record)`: the same with the numbers and what adds up to what, to compare two releases;
- `hidden(small, unit, cells, sums)`: the cells of a table that was worked out from several records;
- `small.hides(unit, number)`: one count that stands alone.

What is hidden prints `HIDDEN`, once on the page with `small.note`; so does any share worked out from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache
from typing import Any

from macros.content.record import Record
from macros.content.records.base import Audience, Form, Row
from macros.content.records.kinds import Of, Unit
from macros.content.records.registry import notes, values_at
from macros.content.settings import Rules
from macros.frozen import frozen
from macros.learning.suppression import Amount, Cell, Sum, with_others
from macros.learning.ties import Known, Tie, ties_of, true_ties, with_tied

HIDDEN = "*"
"""What stands where a count is hidden."""
Path = tuple[str | int, ...]
"""The way to a count: ("figures", 0, "number") in the front matter, ("by_theme", 3, "count") in row 3 of a table."""


@frozen
class SmallNumbers:
    """Who reads, and below which number a count is small."""

    audience: Audience
    below: int

    def hides(self, unit: Unit, number: Amount) -> bool:
        """Return whether a count that stands alone is hidden from these readers. Nought is small as well."""
        if number >= self.below or unit is Unit.THINGS or self.audience is Audience.MANAGERS:
            return False
        return unit is Unit.PEOPLE or self.audience is not Audience.STAFF

    @property
    def note(self) -> str:
        """What a page says once, where it prints `*`."""
        return f"Fewer than {self.below}, or hidden so that a smaller number cannot be worked out."


def small_numbers(audience: Audience, rules: Rules) -> SmallNumbers:
    """Return the rule as an edition has it."""
    return SmallNumbers(audience, rules.small_number)


def unit_of(form: Form, name: str, beside: Form | None = None) -> Unit | None:
    """Return what a field counts, or nothing where it is no count. What says so stands in the declaration,
    or in a field `of` of the form or of the record `beside` it; where that is empty, people are meant."""
    remark = _remark(type(form), name)
    if remark is None:
        return None
    if remark.unit is not None:
        return remark.unit
    said = form.value_of(remark.field) or (beside.value_of(remark.field) if beside else None)
    return said if isinstance(said, Unit) else Unit.PEOPLE


@cache
def _remark(model: type[Form], name: str) -> Of | None:
    return next((n.remark for n in notes(model, Of) if n.path == (name,)), None)


def hidden(
    small: SmallNumbers, unit: Unit, cells: Mapping[Cell, Amount], sums: Iterable[Sum] = (), unprinted: Collection[Cell] = (),
) -> frozenset[Cell]:
    """Return the cells to hide: the small ones, and as many more that no small one can be worked out.

    `cells` holds every cell with its number, `sums` what adds up to what: for a table, each row and each column
    to its total, and the totals to the grand total. `unprinted` cells are no part of the page but can be
    worked out from it, such as those who did *not* agree: they count as hidden from the start.
    """
    own = frozenset(k for k, n in cells.items() if small.hides(unit, n))
    return with_others(cells, own, [s for s in sums if s.total in cells], frozenset(unprinted)) if own else own


def hidden_counts(small: SmallNumbers, record: Record) -> frozenset[Path]:
    """Return the paths of the counts that the record's page and its exports hide in this edition. What adds up is
    of one unit, so two editions hide the same of it or one hides none: compared, they tell nothing more."""
    found = dict(counts_of(record))
    left = _rests(record, found)
    # Most records have no small count, and then it does not matter what adds up to what.
    return _counted(small, record, found, left).hidden if _small(small, found | left[0]) else frozenset()


@frozen
class Counted:
    """The counts of a record, and what can be worked out from them: every number, which are printed as `*`,
    which nobody prints, what adds up to what, and what else is tied. A hidden count that stands in no sum is known to be
    small: `most` says how large it can be."""

    cells: Mapping[Path, Amount]
    hidden: frozenset[Path]
    unprinted: frozenset[Path]
    sums: tuple[Sum, ...]
    ties: tuple[Tie, ...] = ()
    most: Mapping[Path, Amount] = field(default_factory=dict)


def counted(small: SmallNumbers, record: Record) -> Counted:
    """Return the counts of a record as an edition has them."""
    found = dict(counts_of(record))
    return _counted(small, record, found, _rests(record, found))


def _counted(small: SmallNumbers, record: Record, found: Counts, left: tuple[Counts, list[Sum]]) -> Counted:
    rests, halves = left
    sums = (*halves, *_sums(record, found))
    cells = {path: number for path, (number, _) in (found | rests).items()}
    own = _small(small, found | rests)
    away = with_others(cells, own, list(sums), frozenset(rests)) - rests.keys() if own else own
    summed = {cell for made in sums for cell in (made.total, *made.parts)}
    most: Mapping[Path, Amount] = {cell: small.below - 1 for cell in own if cell not in summed}
    ties = true_ties(ties_of(record, cells), cells)
    if own and ties:
        away = with_tied(Known(cells, sums, ties, most), own, away, frozenset(rests))
    return Counted(cells, away, frozenset(rests), sums, ties, most)


def _small(small: SmallNumbers, counts: Counts) -> frozenset[Path]:
    return frozenset([path for path, (number, unit) in counts.items() if small.hides(unit, number)])


def counts_of(record: Record) -> Iterator[tuple[Path, tuple[Amount, Unit]]]:
    """Yield every count of a record with its unit."""
    for note in notes(type(record.fields), Of):
        for way, number in values_at(record.fields, note.path):
            holder = _at(record.fields, way[:-1])
            unit = unit_of(holder, str(way[-1]), record.fields)
            if unit is not None:
                yield way, (number, unit)
    for name in record.tables:
        rows: tuple[Row, ...] = record.rows(name)
        columns = [(note.path[0], note.remark.unit) for note in notes(type(rows[0]), Of)] if rows else []
        for at, row in enumerate(rows):
            for column, declared in columns:
                number = getattr(row, column)
                if number is not None and (unit := declared or unit_of(row, column, record.fields)) is not None:
                    yield (name, at, column), (number, unit)


def _at(form: Any, way: Path) -> Any:
    for step in way:
        form = form[step] if isinstance(step, int) else getattr(form, step)
    return form


Counts = dict[Path, tuple[Amount, Unit]]


def _rests(record: Record, counts: Counts) -> tuple[Counts, list[Sum]]:
    """Return the counts that nobody wrote but anybody can work out, each a whole less its part, and what they add up to."""
    rests: Counts = {}
    sums: list[Sum] = []
    in_tables: dict[str | int, tuple[tuple[str, str], ...]] = {
        name: type(rows[0]).BOUNDED for name in record.tables if (rows := record.rows(name))
    }
    for path, (number, unit) in counts.items():
        pairs = in_tables[path[0]] if path[0] in in_tables else type(_at(record.fields, path[:-1])).BOUNDED
        for part, whole in pairs:
            if path[-1] != part:
                continue
            of = (*path[:-1], whole)
            if of in counts and counts[of][0] >= number:
                rests[*path, "rest"] = (counts[of][0] - number, unit)
                sums.append(Sum(of, (path, (*path, "rest"))))
    return rests, sums


def _sums(record: Record, counts: Counts) -> list[Sum]:
    """Return what adds up to what: parts and wholes as they are declared, rows of a table to the row that has them all."""
    sums: list[Sum] = []
    for total, names in type(record.fields).ADDS_UP:
        parts = tuple(tuple(name.split(".")) for name in names)
        sums += _if_it_holds(Sum((total,), parts), counts)
    for name in record.tables:
        sums += [s for made in _table_sums(name, record.rows(name)) for s in _if_it_holds(made, counts)]
    return sums


def _if_it_holds(made: Sum, counts: Counts) -> list[Sum]:
    known = made.total in counts and all(p in counts for p in made.parts)
    return [made] if known and counts[made.total][0] == sum(counts[p][0] for p in made.parts) else []


def _table_sums(name: str, rows: tuple[Row, ...]) -> Iterator[Sum]:
    """Yield, for every count and period, the row for the whole and the rows of its parts; where no row is
    for the whole, the count's own whole and the rows that add up to it."""
    if not rows:
        return
    model: type[Row] = type(rows[0])
    grouping = [k for k in model.KEY if k not in ("start", "end")]
    periods: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        periods[tuple(getattr(row, k) for k in model.KEY if k not in grouping)].append(at)
    for numbers in periods.values():
        wholes = [at for at in numbers if grouping and all(getattr(rows[at], k) is None for k in grouping)]
        others = tuple(at for at in numbers if at not in wholes)
        for note in notes(model, Of):
            column = note.path[0]
            if len(wholes) == 1 and others:
                yield Sum((name, wholes[0], column), tuple((name, at, column) for at in others))
        for part, whole in model.BOUNDED if not wholes and len(others) > 1 else ():
            yield Sum((name, others[0], whole), tuple((name, at, part) for at in others))


__all__ = [
    "HIDDEN", "Counted", "Path", "SmallNumbers", "Sum", "counted", "counts_of", "hidden", "hidden_counts", "small_numbers",
    "unit_of",
]
