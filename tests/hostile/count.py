"""`python -m tests.hostile.count`: how many hostile inputs there are, by family."""

from __future__ import annotations

from tests.hostile.corpus import FAMILIES, inputs
from tests.hostile.files import FILES, files


def counted() -> dict[str, int]:
    """Return the number of different inputs of each family."""
    made = {family: inputs(family) for family in FAMILIES} | {family: files(family) for family in FILES}
    return {family: len({(one.place, one.data) for one in held}) for family, held in made.items()}


if __name__ == "__main__":
    found = counted()
    for family, number in found.items():
        print(f"{number:>6,}  {family}")  # noqa: T201 - that is what the command is for
    print(f"{sum(found.values()):>6,}  in all")  # noqa: T201
