"""Measures with counts in groups, of people or of files."""

from __future__ import annotations

from tests.making import VERSION, contact

QUARTERS = ("2025-01-01,2025-03-31", "2025-04-01,2025-06-30", "2025-07-01,2025-09-30")
Small = tuple[int, ...]


def front(title: str, more: str) -> bytes:
    """Return a record that everybody may read."""
    return (
        f"---\ntitle: {title}\nsummary: For the test.\naudience: public\nstatus: published\npublished: 2026-03-02\nowner: team\n"
        f"example: true\n{VERSION}{more}---\n"
    ).encode()


def measure(groups: list[Small], unit: str) -> tuple[str, str]:
    """Return the fields and the table of a measure that counts this, a group of numbers a quarter."""
    rows = "".join(
        f"{quarter},{name},{number},\n"
        for quarter, numbers in zip(QUARTERS, groups, strict=True)
        for name, number in zip(("", "North", "South", "West", "East"), (sum(numbers), *numbers), strict=True)
    )
    return f"kind: kpi\nunit: {unit}\nof: {unit}\nseries: series.csv\n", f"start,end,group,value,denominator\n{rows}"


def one_measure(*numbers: int) -> dict[str, bytes]:
    """Return the files of one measure of people with these numbers in its first quarter."""
    more, rows = measure([numbers, (20, 20, 20, 20), (20, 20, 20, 20)], "people")
    return {
        "briefings/contacts/team.md": contact("Team", audience="public"),
        "briefings/measures/m.md": front("Measure", more), "briefings/measures/m/series.csv": rows.encode(),
    }
