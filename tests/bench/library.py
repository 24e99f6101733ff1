"""A made-up library of any size: the same for the same seed, and without a single finding."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from itertools import chain, repeat

from tests.bench.own_fields import OWN_FIELDS, STATEMENTS, TABLES, Pen, Planned, use_table

FIRST_MONTH = dt.date(2023, 12, 1)
MONTHS = 36
SHARES = {
    "seven-minute": 36, "sar": 12, "themes": 6, "audits": 6, "events": 5, "reviews": 4, "measures": 4, "feedback": 4,
    "decisions": 4, "cascades": 4, "case-studies": 4, "policies": 3, "contacts": 2, "surveys": 2, "involvement": 2,
    "programmes": 1, "pathways": 1,
}
"""Of a hundred records. What is over, or taken by the nine quality statements, is made up by briefings."""
SHARES_OF_FIVE = {"seven-minute": 60, "sar": 20, "themes": 10, "contacts": 5}
"""Of a hundred records, where a library has the five types alone that the main job needs."""
MOST_CONTACTS = 100
"""The teams that can be asked do not grow with the library for ever; everything else does."""
MOST_THEMES_OF_FIVE = 40
"""Where nothing is audited, themes are a vocabulary, and do not grow either."""
ROLES = (
    "social-worker", "social-care-practitioner", "occupational-therapist", "practice-educator", "team-manager",
    "senior-leader", "commissioner", "provider",
)
PARTS = {
    "seven-minute": ("What it is", "Why it matters", "What we saw", "What people told us", "Think about", "What to do", "Help"),
    "sar": ("What happened", "What services did", "What the review found", "What helped", "What to do differently"),
    "themes": ("What good looks like", "What to ask"),
}
OTHER_PARTS = ("What we did", "What we found", "What happens now")
WORDS = {"seven-minute": 375, "sar": 1250}
OTHER_WORDS = 606
"""In a body. A briefing has at most 400 words of parts, so reviews are longer, and the mean is about 600."""
LINKS = 3
FOLLOWED = "carers"
"""The theme that the site's page on how we learn follows; a library without it cannot be built with that page."""


def synthetic_library(size: int, seed: int = 7, *, five: bool = False) -> Iterator[tuple[str, str]]:
    """Yield (path under `briefings/`, text) for a library of so many records, at least 30: a Markdown file
    a record, then its tables, and at the end the one table of use. With `five` it has five types alone."""
    draw = random.Random(f"{size}-{seed}")  # noqa: S311 - made-up text, no secret
    words = _vocabulary(draw)
    weights = [1 / (n + 3) for n in range(len(words))]
    prose = chain.from_iterable(draw.choices(words, weights, k=4096) for _ in repeat(None))
    held = counts(size, five=five)
    plan = [
        Planned(folder, _slug(folder, n), f"{next(prose)} {next(prose)} {n + 1}".capitalize(), n)
        for folder, count in held.items() for n in range(count)
    ]
    pen = Pen(draw, prose, {folder: [p.slug for p in plan if p.folder == folder] for folder in held})
    for planned in plan:
        yield f"{planned.folder}/{planned.slug}.md", f"---\n{_front_matter(planned, pen)}---\n\n{_body(planned, plan, pen)}"
        if planned.folder in TABLES:
            name, rows = TABLES[planned.folder]
            yield f"{planned.folder}/{planned.slug}/{name}", "".join(f"{','.join(row)}\n" for row in rows(pen, planned))
    yield "data/use.csv", "".join(f"{','.join(row)}\n" for row in use_table(pen))


def _slug(folder: str, number: int) -> str:
    if folder == "quality-statements":
        return STATEMENTS[number]
    return FOLLOWED if (folder, number) == ("themes", 0) else f"{folder}-{number + 1}"


def counts(size: int, *, five: bool = False) -> dict[str, int]:
    """Return how many records of each type a library of this size has."""
    held = {folder: max(1, size * share // 100) for folder, share in (SHARES_OF_FIVE if five else SHARES).items()}
    held["contacts"] = min(held["contacts"], MOST_CONTACTS)
    if five:
        held["themes"] = min(held["themes"], MOST_THEMES_OF_FIVE)
    held["quality-statements"] = len(STATEMENTS)
    held["seven-minute"] += size - sum(held.values())
    return held


def _vocabulary(draw: random.Random) -> list[str]:
    """Some words of the field, and enough made-up ones that an index has something to hold."""
    field = (  # noqa: SIM905 - read as words
        "the and of to a in they was it for what people home care worker visit asked risk said plan team listen record "
        "adult family review need support decision capacity meeting share write ring check before after concern don't person's"
    ).split()
    starts = ("b", "br", "d", "f", "gl", "k", "l", "m", "n", "p", "r", "st", "t", "v")
    ends, endings = ("l", "m", "n", "r", "sk", "t"), ("a", "ed", "er", "ing", "o")
    made = sorted({s + m + e + n for s in starts for m in "aeiou" for e in ends for n in endings})
    draw.shuffle(made)
    return [*field, *made]


def _front_matter(planned: Planned, pen: Pen) -> str:
    draw = pen.draw
    versions = sorted(FIRST_MONTH + dt.timedelta(days=draw.randrange(MONTHS * 30)) for _ in range(draw.randint(1, 4)))
    due = versions[-1] + dt.timedelta(days=draw.randint(200, 800))
    lines = [
        f"title: {planned.title}", f"summary: {pen.sentence(16)}", "audience: staff",
        f"status: {'under_review' if draw.random() < 0.05 else 'published'}", f"published: {versions[0]}",
        f"owner: {pen.one('contacts')}", f"review: {{due: {due}, every: 12 months}}", "example: true",
        f"for_roles: [{', '.join(draw.sample(ROLES, draw.randint(1, 3)))}]", "changes:",
    ]
    for number, day in enumerate(versions, 1):
        lines += [f"  - on: {day}", f"    version: {number}", f"    note: {pen.sentence(8)}", "    approved_by: A role"]
    if planned.folder != "quality-statements":
        lines.append(f"quality_statements: [{draw.choice(STATEMENTS)}]")
    if planned.folder != "themes":
        lines.append(f"themes: [{', '.join(pen.some('themes', 3))}]")
    return "\n".join([*lines, *OWN_FIELDS[planned.folder](pen, planned)]) + "\n"


def _body(planned: Planned, plan: list[Planned], pen: Pen) -> str:
    titles = PARTS.get(planned.folder, OTHER_PARTS)
    a_part = WORDS.get(planned.folder, OTHER_WORDS) // len(titles)
    targets = [p for p in pen.draw.sample(plan, LINKS + 1) if p is not planned][:LINKS]
    linked: dict[int, list[Planned]] = {pen.draw.randrange(len(titles)): [] for _ in range(LINKS)}
    for number, target in enumerate(targets):
        list(linked.values())[number % len(linked)].append(target)
    made = [f"## {title}\n\n{_text(a_part, linked.get(number, []), number, pen)}" for number, title in enumerate(titles)]
    return "\n\n".join(made) + "\n"


def _text(words: int, links: list[Planned], number: int, pen: Pen) -> str:
    """Paragraphs with emphasis, then what the part's place asks for: a list, a call-out, more of a list."""
    said = [f"{pen.words(1).capitalize()} **{pen.words(1)}** {pen.sentence(14).lower()}"]
    said += [f"{pen.sentence(6)[:-1]} [{pen.words(2)}](../{x.folder}/{x.slug}.md) {pen.words(1)}." for x in links]
    used = 17 + 9 * len(links)
    blocks = [" ".join(said)]
    while used < words - 30:
        size = min(60, words - 30 - used)
        blocks.append(" ".join(pen.sentence(min(12, size - n)) for n in range(0, size, 12)))
        used += size
    left = max(6, words - used)
    last = [pen.sentence(max(2, left // 3)) for _ in range(3)]
    if number % 3 == 0:
        blocks.append("\n".join(f"- {item}" for item in last))
    elif number % 3 == 1:
        blocks.append(f"!!! note \"Think\"\n\n    {' '.join(last)}")
    else:
        blocks.append("\n".join(f"{n}. {item}" for n, item in enumerate(last, 1)))
    return "\n\n".join(blocks)
