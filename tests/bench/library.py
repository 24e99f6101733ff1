"""A made-up library of any size: the same for the same seed, and without a single finding."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

FIRST_MONTH = dt.date(2023, 12, 1)
MONTHS = 36
SHARES = {"seven-minute": 60, "sar": 20, "themes": 10, "contacts": 5}
"""Of a hundred records. What is over, and what the caps leave, is shared between the first two."""
MOST = {"themes": 40, "contacts": 100}
"""A vocabulary does not grow with the library, nor do the people who can be asked."""
STATEMENTS = (
    "assessing-needs", "supporting-healthier-lives", "equity", "care-provision-integration-continuity",
    "partnerships-and-communities", "safe-systems", "safeguarding", "governance", "learning-improvement-innovation",
)
ROLES = (
    "social-worker", "social-care-practitioner", "occupational-therapist", "practice-educator", "team-manager",
    "senior-leader", "commissioner", "provider",
)
DOMAINS = ("direct-practice", "interagency-working", "organisational-support", "board-governance")
ABUSE = ("physical", "psychological", "financial-or-material", "organisational", "neglect-and-acts-of-omission", "self-neglect")
PARTS = {
    "seven-minute": ("What it is", "Why it matters", "What we saw", "What people told us", "Think about", "What to do", "Help"),
    "sar": ("What happened", "What services did", "What the review found", "What helped", "What to do differently"),
    "themes": ("What good looks like", "What to ask"),
    "contacts": ("When to ask", "How to ask"),
    "quality-statements": ("Key findings", "What it asks in practice"),
}
WORDS = {"seven-minute": 375, "sar": 1250, "themes": 600, "contacts": 600, "quality-statements": 600}
"""In a body. A briefing has at most 400 words of parts, so reviews are longer, and the mean is about 600."""
LINKS = 3


@dataclass(frozen=True, slots=True)
class Planned:
    """A record before it is written: where it stands and what it is called."""

    folder: str
    slug: str
    title: str


def synthetic_library(size: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Yield (path under `briefings/`, text) for a library of so many records, at least 20."""
    draw = random.Random(f"{size}-{seed}")  # noqa: S311 - made-up text, no secret
    words = _vocabulary(draw)
    weights = [1 / (n + 3) for n in range(len(words))]
    pool = iter(lambda: draw.choices(words, weights, k=4096), None)
    prose = (word for many in pool for word in many)
    plan = [
        Planned(folder, _slug(folder, n), f"{next(prose)} {next(prose)} {n + 1}".capitalize())
        for folder, count in counts(size).items() for n in range(count)
    ]
    by_folder = {folder: [p.slug for p in plan if p.folder == folder] for folder in PARTS}
    for planned in plan:
        front = _front_matter(planned, by_folder, draw, prose)
        yield f"{planned.folder}/{planned.slug}.md", f"---\n{front}---\n\n{_body(planned, plan, draw, prose)}"


def _slug(folder: str, number: int) -> str:
    return STATEMENTS[number] if folder == "quality-statements" else f"{folder}-{number + 1}"


def counts(size: int) -> dict[str, int]:
    """Return how many records of each type a library of this size has."""
    fixed = {folder: max(2, min(size * SHARES[folder] // 100, MOST[folder])) for folder in MOST}
    fixed["quality-statements"] = len(STATEMENTS)
    rest = size - sum(fixed.values())
    briefings = rest * SHARES["seven-minute"] // (SHARES["seven-minute"] + SHARES["sar"])
    return {"seven-minute": briefings, "sar": rest - briefings, **fixed}


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


def _front_matter(planned: Planned, by_folder: dict[str, list[str]], draw: random.Random, prose: Iterator[str]) -> str:
    versions = sorted(FIRST_MONTH + dt.timedelta(days=draw.randrange(MONTHS * 30)) for _ in range(draw.randint(1, 4)))
    due = versions[-1] + dt.timedelta(days=draw.randint(200, 800))
    lines = [
        f"title: {planned.title}", f"summary: {_sentence(prose, 16)}", "audience: staff",
        f"status: {'under_review' if draw.random() < 0.05 else 'published'}", f"published: {versions[0]}",
        f"owner: {draw.choice(by_folder['contacts'])}", f"review: {{due: {due}, every: 12 months}}", "example: true",
        f"quality_statements: [{draw.choice(STATEMENTS)}]" if planned.folder != "quality-statements" else "score: not_published",
        f"for_roles: [{', '.join(draw.sample(ROLES, draw.randint(1, 3)))}]", "changes:",
    ]
    for number, day in enumerate(versions, 1):
        lines += [f"  - on: {day}", f"    version: {number}", f"    note: {_sentence(prose, 8)}", "    approved_by: A role"]
    if planned.folder != "themes":
        lines.append(f"themes: [{', '.join(_some(draw, by_folder['themes'], 3))}]")
    return "\n".join([*lines, *_own_fields(planned, by_folder, draw, prose)]) + "\n"


def _own_fields(planned: Planned, by_folder: dict[str, list[str]], draw: random.Random, prose: Iterator[str]) -> Iterator[str]:
    if planned.folder == "seven-minute":
        yield "variant: topic"
        yield from ("questions:", *(f"  - {_sentence(prose, 10)}" for _ in range(3)))
        if draw.random() < 0.3:
            yield f"learned_from: [sar/{draw.choice(by_folder['sar'])}]"
    elif planned.folder == "themes":
        yield from (f"definition: {_sentence(prose, 20)}", f"domain: {draw.choice(DOMAINS)}")
        yield f"synonyms: [{next(prose)} {next(prose)}, {next(prose)} {next(prose)}]"
    elif planned.folder == "contacts":
        yield from ("kind: team", f"remit: {_sentence(prose, 20)}", f"topics: [{draw.choice(by_folder['themes'])}]")
        yield "team_contact: team@example.gov.uk"
    elif planned.folder == "quality-statements":
        yield from (f"number: {STATEMENTS.index(planned.slug) + 1}", "framework_version: First")
        yield f"commitment: {_sentence(prose, 20)}"
    else:
        yield from _review_fields(by_folder, draw, prose)


def _review_fields(by_folder: dict[str, list[str]], draw: random.Random, prose: Iterator[str]) -> Iterator[str]:
    yield from (
        f"board: {by_folder['contacts'][0]}", "basis: mandatory", "period: {start: 2022-04-01, end: 2023-03-31}",
        f"abuse_types: [{draw.choice(ABUSE)}]", f"domains: [{draw.choice(DOMAINS)}]", "pseudonym: Adult X",
        f"pseudonym_basis: {_sentence(prose, 12)}", "report: {published: no}", f"content_note: {_sentence(prose, 10)}",
        "sign_off: {by: Board manager, on: 2023-11-01}", "recommendations:",
    )
    for number in range(1, 5):
        yield from (
            f"  - id: r{number}", f"    text: {_sentence(prose, 18)}", f"    domain: {draw.choice(DOMAINS)}",
            f"    themes: [{draw.choice(by_folder['themes'])}]", f"    owner: {draw.choice(by_folder['contacts'])}",
            "    accepted: yes", "    due: 2026-03-31", "    updates:", "      - on: 2025-10-01", "        status: in_progress",
            f"        note: {_sentence(prose, 12)}",
        )


def _some(draw: random.Random, of: list[str], most: int) -> list[str]:
    return draw.sample(of, min(len(of), draw.randint(1, most)))


def _sentence(prose: Iterator[str], words: int) -> str:
    return f"{' '.join(next(prose) for _ in range(words))}.".capitalize()


def _body(planned: Planned, plan: list[Planned], draw: random.Random, prose: Iterator[str]) -> str:
    titles = PARTS[planned.folder]
    a_part = WORDS[planned.folder] // len(titles)
    targets = draw.sample([p for p in plan if p is not planned], LINKS)
    linked: dict[int, list[Planned]] = {draw.randrange(len(titles)): [] for _ in range(LINKS)}
    for number, target in enumerate(targets):
        list(linked.values())[number % len(linked)].append(target)
    made = []
    for number, title in enumerate(titles):
        made.append(f"## {title}\n\n{_text(a_part, linked.get(number, []), number, prose)}")
    return "\n\n".join(made) + "\n"


def _text(words: int, links: list[Planned], number: int, prose: Iterator[str]) -> str:
    """Paragraphs with emphasis, then what the part's place asks for: a list, a call-out, a table."""
    said = [f"{next(prose).capitalize()} **{next(prose)}** {_sentence(prose, 14).lower()}"]
    said += [f"{_sentence(prose, 6)[:-1]} [{next(prose)} {next(prose)}](../{x.folder}/{x.slug}.md) {next(prose)}." for x in links]
    used = 17 + 9 * len(links)
    blocks = [" ".join(said)]
    while used < words - 30:
        size = min(60, words - 30 - used)
        blocks.append(" ".join(_sentence(prose, min(12, size - n)) for n in range(0, size, 12)))
        used += size
    left = max(6, words - used)
    last = [_sentence(prose, max(2, left // 3)) for _ in range(3)]
    if number % 3 == 0:
        blocks.append("\n".join(f"- {item}" for item in last))
    elif number % 3 == 1:
        blocks.append(f"!!! note \"Think\"\n\n    {' '.join(last)}")
    else:
        blocks.append("\n".join(f"{n}. {item}" for n, item in enumerate(last, 1)))
    return "\n\n".join(blocks)
