"""Made-up councils with counts of every kind, most of them small, and some in shapes that are hard to hide."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.making import contact, theme
from tests.support.measured import QUARTERS, Small, front, measure

Files = dict[str, bytes]
THEMES = ("delay", "charging", "conduct")
AUDIENCES = ("public", "public", "partners", "staff")
HARD: tuple[Small, ...] = (
    (0, 0, 9, 12), (0, 1, 0, 30), (4, 5, 6, 7), (1, 1, 1, 1), (0, 0, 0, 0), (5, 5, 0, 5), (4, 40, 41, 42),
)
"""Groups of which hiding the next smallest is not enough: noughts, equals, one small among large."""
SMALL = (0, 1, 2, 3, 4, 5, 6, 8, 13, 20)
STATEMENT = "learning-improvement-innovation"
PARTS = ("What it is", "Why it matters", "What we saw", "What people told us", "Think about", "What to do", "Help")
REVIEWED = "review: {due: 2027-03-02, every: 12 months}\n"
NAMED = f"quality_statements: [{STATEMENT}]\n"


def council(seed: int = 24, change: int = 0, of_each: int = 4) -> Files:
    """Return the files of a council: `of_each` records of every type with counts, four times as many measures and reports.
    With `change` one count of each measure is that much more; all else is the same."""
    dice = random.Random(seed)  # noqa: S311  # the same records every time
    made = {"briefings/contacts/team.md": contact("Team", audience="public")}
    made |= {f"briefings/themes/{t}.md": theme(t.capitalize() * 2, audience="public") for t in THEMES}
    made[f"briefings/quality-statements/{STATEMENT}.md"] = front(
        "Learning", f"number: 9\nframework_version: First\nscore: not_published\ncommitment: We learn.\n{REVIEWED}"
    )
    for n in range(4 * of_each):
        made |= dict(_measure(dice, n, change))
        made |= dict(_feedback(dice, n))
    made |= dict(_half_year(dice))
    for n in range(of_each):
        for write in (_audit, _survey, _programme, _pathway, _case):
            made |= dict(write(dice, n))
    made |= {**short_briefing(), "briefings/data/use.csv": _use(dice)}
    return {path: _for_fewer(path, data) for path, data in made.items()}


def _for_fewer(path: str, data: bytes) -> bytes:
    """Of each type every third record is for partners and every fourth for staff, and one theme is for staff."""
    number = "".join(sign for sign in path.rpartition("/")[2] if sign.isdigit())
    audience = "staff" if path.endswith("conduct.md") else AUDIENCES[int(number or 0) % 4]
    return data.replace(b"audience: public", f"audience: {audience}".encode())


def _measure(dice: random.Random, n: int, change: int) -> Iterator[tuple[str, bytes]]:
    groups = [tuple(dice.choice((0, 1, 3, 4, 5, 6, 8, 20)) for _ in range(4)) for _ in QUARTERS]
    groups[n % 3] = HARD[n % len(HARD)]
    first = groups[0]
    groups[0] = tuple(number + (change if at == n % 4 else 0) for at, number in enumerate(first))
    more, rows = measure(groups, ("people", "files")[n % 4 == 3])
    if n % 5 == 2:
        # Parts of a whole, drawn as shares: the whole council alone.
        pairs = [(dice.choice(SMALL), dice.choice((0, 1, 2, 4, 5, 30, 200))) for _ in QUARTERS]
        rows = "start,end,group,value,denominator\n" + "".join(
            f"{quarter},,{part},{part + more_}\n" for quarter, (part, more_) in zip(QUARTERS, pairs, strict=True)
        )
        more += "target: 80\ngood: up\n"
    yield f"briefings/measures/m{n}.md", front(f"Measure {n}", more + NAMED)
    yield f"briefings/measures/m{n}/series.csv", rows.encode()


def _feedback(dice: random.Random, n: int) -> Iterator[tuple[str, bytes]]:
    whole = dice.randint(0, 40)
    groups = [tuple(dice.choice((0, 2, 4, 5, 7, 15)) for _ in THEMES) for _ in QUARTERS]
    came = [max(sum(numbers), 1) + (dice.choice((0, 0, 3)) if n % 3 == 1 else 0) for numbers in groups]
    # In every second report the quarters make up the whole; in every fourth all of it was upheld.
    received = sum(came) if n % 2 else whole + 200
    founded = received if n % 4 == 1 else min(whole, received)
    rows = "".join(
        f"{quarter},{name},{number},{of}\n"
        for quarter, numbers, of in zip(QUARTERS, groups, came, strict=True)
        for name, number in zip(THEMES, numbers, strict=True)
    )
    more = (
        f"kind: {('complaints', 'compliments', 'providers')[n % 3]}\nperiod: {{start: 2025-01-01, end: 2025-09-30}}\n"
        f"about_body: Body {n}\nreceived: {received}\nreceived_before: {dice.choice(SMALL)}\ndirection: up\n"
        f"well_founded: {founded}\nto_ombudsman: {whole % 7}\nby_theme: by-theme.csv\n"
    )
    yield f"briefings/feedback/f{n}.md", front(f"Complaints {n}", more + NAMED + _figures(dice))
    yield f"briefings/feedback/f{n}/by-theme.csv", f"start,end,theme,count,received\n{rows}".encode()


def _half_year(dice: random.Random) -> Iterator[tuple[str, bytes]]:
    """Three reports that belong together: two quarters, neither of them small, make up the third; one repeats the other."""
    first, second = dice.randint(6, 30), dice.randint(6, 30)
    for name, start, end, came, before in (
        ("one", "01-01", "03-31", first, dice.choice(SMALL)), ("two", "04-01", "06-30", second, first),
        ("half", "01-01", "06-30", first + second, dice.choice(SMALL)),
    ):
        yield f"briefings/feedback/{name}.md", front(f"Of a series, {name}", (
            f"kind: complaints\nperiod: {{start: 2025-{start}, end: 2025-{end}}}\nabout_body: A series\nreceived: {came}\n"
            f"received_before: {before}\nwell_founded: {came - dice.choice((0, 2, 6))}\n"
            f"to_ombudsman: {dice.choice((0, 1, 4, 6))}\n"
        ))


def _figures(dice: random.Random) -> str:
    lines = ["figures:"]
    for at in range(3):
        number, more = dice.choice(SMALL), dice.choice((0, 1, 2, 4, 60))
        unit = dice.choice(("people", "files", "things"))
        lines.append(f"  - {{label: of kind {at}, number: {number}, of: {unit}, denominator: {number + more}, caveat: Few.}}")
    return "\n".join(lines) + "\n"


def _audit(dice: random.Random, n: int) -> Iterator[tuple[str, bytes]]:
    grades = (*HARD[n % len(HARD)][:3], dice.choice((0, 3, 9)))
    sample = sum(grades)
    twice = dice.choice((0, sample // 2, sample))
    names = ("outstanding", "good", "requires_improvement", "inadequate")
    said = ", ".join(f"{name}: {number}" for name, number in zip(names, grades, strict=True))
    found = []
    for name in THEMES:
        applicable = dice.choice((sample, max(sample - 1, 0), sample // 2))
        found.append(f"  - {{theme: {name}, kind: concern, present: {dice.randint(0, applicable)}, applicable: {applicable}}}\n")
    yield f"briefings/audits/a{n}.md", front(f"Audit {n}", (
        f"kind: case-file\ntool: Ours\nperiod: {{start: 202{n % 6}-01-01, end: 202{n % 6}-02-28}}\n"
        f"population: All.\nselection: By lot.\n"
        f"population_size: {sample + dice.choice((0, 0, 1, 2, 80))}\n"
        f"themes_picked_up: see_findings\nsample: {sample}\ngrades: {{{said}}}\n"
        f"moderation: {{files: {twice}, changed: {dice.randint(0, twice)}}}\n"
        f"findings:\n{''.join(found)}{NAMED}"
    ))


def _survey(dice: random.Random, n: int) -> Iterator[tuple[str, bytes]]:
    answered = dice.choice((3, 8, 20, 60))
    asked = answered + dice.choice((0, 0, 1, 3, 70))
    rows = []
    for at in range(4):
        of = dice.choice((answered, answered, max(answered - 1, 0), answered // 2))
        rows.append(f"Standard {at},{dice.choice((of, max(of - 1, 0), of // 2, 0))},{of},\n")
    yield f"briefings/surveys/s{n}.md", front(f"Survey {n}", (
        f"n: {answered}\npopulation: All.\npopulation_size: {asked}\ntaken: 2026-01\nanswers: answers.csv\n"
        f"{NAMED}{_figures(dice)}"
    ))
    yield f"briefings/surveys/s{n}/answers.csv", f"standard,agreed,answered,comparator\n{''.join(rows)}".encode()


def _programme(dice: random.Random, n: int) -> Iterator[tuple[str, bytes]]:
    rows = "".join(f"{quarter},,{dice.choice(SMALL)},\n" for quarter in QUARTERS)
    yield f"briefings/programmes/p{n}.md", front(f"Programme {n}", (
        f"kind: provider-quality\nscope: All.\nof: {('people', 'files')[n % 2]}\nactivity: activity.csv\n"
        f"{REVIEWED}{NAMED}"
    ))
    yield f"briefings/programmes/p{n}/activity.csv", f"start,end,group,value,denominator\n{rows}".encode()


def _pathway(dice: random.Random, n: int) -> Iterator[tuple[str, bytes]]:
    left = "".join(f"  - {{period: The year 202{at}, progressed: {dice.choice(SMALL)}, band: 0 to 4}}\n" for at in range(3))
    yield f"briefings/pathways/w{n}.md", front(f"Pathway {n}", (
        f"kind: pathway\nsteps: [{{title: One, text: Begin.}}]\nleavers:\n{left}{REVIEWED}{NAMED}"
    ))


def _case(dice: random.Random, n: int) -> Iterator[tuple[str, bytes]]:
    more = f"asked: What.\ninfluence: involved\n{NAMED}{_figures(dice)}"
    yield f"briefings/involvement/i{n}.md", front(f"Involvement {n}", more)


def short_briefing() -> Files:
    """Return the shortest briefing that there can be."""
    parts = "".join(f"## {title}\n\nSome words.\n\n" for title in PARTS)
    head = front("Short", "variant: topic\nquestions: [What would you do?]\n" + REVIEWED)
    return {"briefings/seven-minute/short.md": head + parts.encode()}


def _use(dice: random.Random) -> bytes:
    rows = "".join(f"team,short,1,2026-03-{day:02},Team manager,{dice.choice(SMALL)},One change.\n" for day in range(3, 15))
    return f"team,briefing,version,on,led_by,headcount,change\n{rows}".encode()
