"""Counts as an edition rounds them: a record with round numbers in place of its own.

What is hidden is decided from the exact numbers, before. Rounding comes after, and to what is shown alone: whoever
sees the round numbers knows less than whoever sees the exact ones, so nothing hidden can be worked out that could
not be before. Pages, charts, shares and exports are all made from the record that comes out here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from macros.content.record import Record
from macros.content.records.base import Audience, Form
from macros.content.records.kinds import Unit
from macros.content.settings import Rules
from macros.learning.numbers import Path, SmallNumbers, counts_of, unit_of
from macros.learning.suppression import Amount

FormT = TypeVar("FormT", bound=Form)


def base_of(audience: Audience, rules: Rules) -> int:
    """Return what an edition rounds its counts to; 1 where it shows them as they are. Managers see exact numbers."""
    return 1 if audience is Audience.MANAGERS else int(getattr(rules.rounding, audience.value))


def is_rounded(audience: Audience, unit: Unit) -> bool:
    """Return whether counts of these are rounded for these readers: things never, files outside the house only."""
    if unit is Unit.THINGS or audience is Audience.MANAGERS:
        return False
    return unit is Unit.PEOPLE or audience is not Audience.STAFF


def to_the_nearest(number: Amount, base: int) -> Amount:
    """Return the nearest multiple, up from the middle on. What is not nought never becomes nought."""
    if not number:
        return number
    return type(number)(max(base, int((Decimal(number) / base + Decimal("0.5")) // 1) * base))


def rounded(record: Record, audience: Audience, base: int, hidden: frozenset[Path]) -> Record:
    """Return the record with round numbers where it has counts that this edition rounds and shows."""
    if base == 1:
        return record
    new = {
        path: to_the_nearest(number, base)
        for path, (number, unit) in counts_of(record) if path not in hidden and is_rounded(audience, unit)
    }
    if not new:
        return record
    fields = _with(record.fields, {path: n for path, n in new.items() if path[0] not in record.tables})
    tables = {
        name: replace(cells, rows=tuple(
            _with(row, {path[2:]: n for path, n in new.items() if path[:2] == (name, at)}) for at, row in enumerate(cells.rows)
        ))
        for name, cells in record.tables.items()
    }
    return replace(record, fields=fields, tables=tables)


def rounded_alone(form: FormT, small: SmallNumbers, base: int) -> FormT:
    """Return a form that stands alone, such as a record of use, with round numbers where it shows any."""
    new: dict[Path, Amount] = {}
    for name in type(form).model_fields if base > 1 else ():
        unit, number = unit_of(form, name), getattr(form, name)
        if unit and number is not None and is_rounded(small.audience, unit) and not small.hides(unit, number):
            new[(name,)] = to_the_nearest(number, base)
    return form.model_copy(update={str(path[0]): number for path, number in new.items()})


def _with(form: Any, new: Mapping[Path, Amount]) -> Any:
    """Return a form, or the entries of a list, with some numbers exchanged. A number in words goes with its number."""
    if not new:
        return form
    steps = dict.fromkeys(path[0] for path in new)
    below = {step: {path[1:]: n for path, n in new.items() if path[0] == step} for step in steps}
    if isinstance(form, tuple):
        return tuple(_with(one, below.get(at, {})) for at, one in enumerate(form))
    update: dict[str, Any] = {
        str(step): found[()] if () in found else _with(getattr(form, str(step)), found) for step, found in below.items()
    }
    if "said" in type(form).model_fields and "number" in update:
        update["said"] = None
    return form.model_copy(update=update)
