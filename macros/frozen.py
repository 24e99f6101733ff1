"""Values that nobody changes once they are made: most of what flows between the rooms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Made]) -> type[Made]:
    """Return a class as a dataclass with slots whose values are equal, and hash alike, where their fields are.

    Mypy refuses to set a field, here and in tests. `dataclass(frozen=True)` would refuse it at run time too, and a build makes
    hundreds of thousands of values: each field would cost four times as much (decision 030). How values are compared and shown
    is the same for all classes: `dataclass` would write and compile it for each anew, a tenth of what starting takes.
    """
    made = dataclass(slots=True, eq=False, repr=False)(cls)
    names = tuple(f.name for f in fields(made) if f.compare)  # type: ignore[arg-type]  # it is a dataclass by now
    values: Callable[[Any], tuple[Any, ...]] = (
        attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)
    )

    def equal(self: Made, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Made) -> int:
        return hash(values(self))

    for name, method in (("__eq__", equal), ("__hash__", hashed), ("__repr__", _shown)):
        if vars(cls).get(name) is None:
            setattr(made, name, method)
    return made


@recursive_repr()
def _shown(self: Any) -> str:
    """Return a value as the code that makes it."""
    return f"{type(self).__qualname__}({', '.join(f'{f.name}={getattr(self, f.name)!r}' for f in fields(self) if f.repr)})"
