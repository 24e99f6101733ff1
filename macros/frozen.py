"""Values that nobody changes once they are made: most of what flows between the rooms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Made]) -> type[Made]:
    """Return a class as a dataclass with slots whose values are equal, and hash alike, where their fields are.

    Mypy refuses to set a field, here and in tests. `dataclass(frozen=True)` would refuse it at run time too, and a build makes
    hundreds of thousands of values: each field would cost four times as much (decision 030).
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
