"""What each type of the made-up library has beside the common fields: its front matter, and its table."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

STATEMENTS = (
    "assessing-needs", "supporting-healthier-lives", "equity", "care-provision-integration-continuity",
    "partnerships-and-communities", "safe-systems", "safeguarding", "governance", "learning-improvement-innovation",
)
DOMAINS = ("direct-practice", "interagency-working", "organisational-support", "board-governance")
ABUSE = ("physical", "psychological", "financial-or-material", "organisational", "neglect-and-acts-of-omission", "self-neglect")
AUDIT_KINDS = ("case-file", "dip-sample", "thematic", "multi-agency", "supervision", "observation")
ROUNDS, LOOKED_FOR, APPLICABLE = 6, 6, 20
"""Rounds of one tool, half a year apart; themes that each looks for; the files that they apply to."""
COURSES = ((8, 6, 2, 1, 7, 3), (1, 0, 1, 0, 2, 1), (2, 2, 5, 6, 6, 7), (5, 4, 4, 5, 4, 5), (9, 2, 0, 0, 0, 0))
"""In how many files a theme is found, round by round: improved and back, seldom, worse, no change, gone."""
SOURCES = ("sar", "audits", "reviews", "feedback", "decisions")
MOST_USES = 1_500
"""A table has a limit; every third briefing is used once, as far as that goes."""
QUARTERS = tuple(
    (dt.date(2023 + n // 4, 1 + 3 * (n % 4), 1), dt.date(2023 + (n + 1) // 4, 1 + 3 * ((n + 1) % 4), 1) - dt.timedelta(days=1))
    for n in range(12)
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A record before it is written: where it stands, what it is called, which of its type it is."""

    folder: str
    slug: str
    title: str
    number: int


@dataclass(frozen=True, slots=True)
class Pen:
    """What records are written with: chance, words without end, and the slugs of every type."""

    draw: random.Random
    prose: Iterator[str]
    slugs: dict[str, list[str]]

    def words(self, number: int) -> str:
        """Return so many words."""
        return " ".join(islice(self.prose, number))

    def sentence(self, number: int) -> str:
        """Return a sentence of so many words."""
        return f"{self.words(number)}.".capitalize()

    def one(self, folder: str) -> str:
        """Return the slug of any record of a type."""
        return self.draw.choice(self.slugs[folder])

    def some(self, folder: str, most: int) -> list[str]:
        """Return one to so many slugs of a type."""
        return self.draw.sample(self.slugs[folder], min(len(self.slugs[folder]), self.draw.randint(1, most)))

    def day(self, first: int = 2024, last: int = 2026) -> dt.date:
        """Return any day from the first of a year to the end of October of another."""
        start = dt.date(first, 1, 1)
        return start + dt.timedelta(days=self.draw.randrange((dt.date(last, 10, 31) - start).days))


Lines = Iterator[str]


def _briefing(pen: Pen, _: Planned) -> Lines:
    yield from ("variant: topic", "questions:", *(f"  - {pen.sentence(10)}" for _ in range(3)))
    if pen.draw.random() < 0.6:
        source = pen.draw.choice([folder for folder in SOURCES if folder in pen.slugs])
        yield f"learned_from: [{source}/{pen.one(source)}]"


def _theme(pen: Pen, planned: Planned) -> Lines:
    yield from (f"definition: {pen.sentence(20)}", f"domain: {pen.draw.choice(DOMAINS)}")
    yield f"synonyms: [{pen.words(2)}, {pen.words(2)}]"
    if planned.number % 8:
        yield f"parent: {pen.slugs['themes'][planned.number // 8 * 8]}"


def _contact(pen: Pen, _: Planned) -> Lines:
    yield from ("kind: team", f"remit: {pen.sentence(20)}", f"topics: [{pen.one('themes')}]")
    yield "team_contact: team@example.gov.uk"


def _statement(pen: Pen, planned: Planned) -> Lines:
    yield from (f"number: {planned.number + 1}", "framework_version: First", "score: not_published")
    yield from (f"commitment: {pen.sentence(20)}", "evidence:")
    for strength in ("strong", "partial", "assertion-only", "partial"):
        category = pen.draw.choice(("peoples-experience", "staff-and-leaders", "partners", "processes"))
        yield from (f"  - text: {pen.sentence(14)}", f"    category: {category}", f"    strength: {strength}", "    on: 2026-03")


def _sar(pen: Pen, _: Planned) -> Lines:
    yield from (
        f"board: {pen.slugs['contacts'][0]}", "basis: mandatory", "period: {start: 2022-04-01, end: 2023-03-31}",
        f"abuse_types: [{pen.draw.choice(ABUSE)}]", f"domains: [{pen.draw.choice(DOMAINS)}]", "pseudonym: Adult X",
        f"pseudonym_basis: {pen.sentence(12)}", "report: {published: no}", f"content_note: {pen.sentence(10)}",
        "sign_off: {by: Board manager, on: 2023-11-01}", *_recommendations(pen, 3),
    )


def _recommendations(pen: Pen, number: int) -> Lines:
    """Under way, done and shown to help, done and not shown, or refused: each leads to other gaps."""
    yield "recommendations:"
    for n in range(1, number + 1):
        yield from (
            f"  - id: r{n}", f"    text: {pen.sentence(18)}", f"    domain: {pen.draw.choice(DOMAINS)}",
            f"    themes: [{', '.join(pen.some('themes', 2))}]", f"    owner: {pen.one('contacts')}",
        )
        if pen.draw.random() < 0.1:
            yield from ("    accepted: no", f"    reason: {pen.sentence(10)}")
            continue
        yield from (f"    accepted: {'partly' if n == 2 else 'yes'}", f"    due: {pen.day(2025)}")
        if n == 2:
            yield f"    reason: {pen.sentence(10)}"
        yield from ("    updates:", "      - on: 2025-10-01", "        status: in_progress", f"        note: {pen.sentence(12)}")
        if pen.draw.random() < 0.5:
            kind = pen.draw.choice(("output", "practice"))
            yield from ("      - on: 2026-04-01", "        status: implemented", f"        note: {pen.sentence(12)}")
            yield f"        evidence: [{{kind: {kind}, note: {pen.sentence(8)}}}]"
            yield from ["        impact: improved"] if kind == "practice" else []


def _review(pen: Pen, _: Planned) -> Lines:
    kind = pen.draw.choice(("peer-review", "root-cause-analysis", "inspection", "committee-report"))
    yield from (f"kind: {kind}", "body: A body of peers", f"carried_out: {pen.day()}", "recommendations_made: 4")
    yield from (*_figures(pen), *_recommendations(pen, 1))


def _figures(pen: Pen) -> Lines:
    yield from (
        "figures:", f"  - label: {pen.words(5)}", f"    number: {pen.draw.randint(1, 90)}", "    of: people",
        "    denominator: 120", f"    caveat: {pen.sentence(10)}",
    )


def _audit(pen: Pen, planned: Planned) -> Lines:
    series, turn = divmod(planned.number, ROUNDS)
    start = dt.date(2023, 10, 1) + dt.timedelta(days=182 * turn)
    themes = pen.slugs["themes"]
    yield from (
        f"kind: {AUDIT_KINDS[series % len(AUDIT_KINDS)]}", f"tool: Tool {series + 1}",
        f"period: {{start: {start}, end: {start + dt.timedelta(days=60)}}}", f"population: {pen.sentence(8)}",
        "population_size: 400", "sample: 24", f"selection: {pen.sentence(8)}",
        "grades: {outstanding: 2, good: 10, requires_improvement: 9, inadequate: 3}", "moderation: {files: 6, changed: 1}",
        "themes_picked_up: see_findings", "findings:",
    )
    for n in range(series * LOOKED_FOR, series * LOOKED_FOR + min(LOOKED_FOR, len(themes))):
        present = COURSES[n % len(COURSES)][turn]
        yield from (f"  - theme: {themes[n % len(themes)]}", "    kind: concern")
        yield from (f"    present: {present}", f"    applicable: {APPLICABLE}")


def _measure(pen: Pen, _: Planned) -> Lines:
    yield from (
        f"kind: {pen.draw.choice(('kpi', 'safeguarding-data', 'ascof', 'workforce'))}", "unit: people", "of: people",
        f"measures: [programmes/{pen.one('programmes')}]", "series: series.csv", "target: 80", "good: up",
        f"raised: [{{on: {pen.day()}, to: Leadership team, did: {pen.sentence(8)}}}]",
    )


def _series(pen: Pen, _: Planned) -> Iterator[tuple[str, ...]]:
    yield ("start", "end", "group", "value", "denominator")
    yield from ((str(start), str(end), "", str(pen.draw.randint(1, 90)), "100") for start, end in QUARTERS)


def _feedback(pen: Pen, _: Planned) -> Lines:
    kind = pen.draw.choice(("complaints", "compliments", "after-safeguarding", "providers"))
    start, end = QUARTERS[4 + pen.draw.randrange(4)]
    yield from (f"kind: {kind}", f"period: {{start: {start}, end: {end}}}", "received: 90", "received_before: 70")
    yield from ("direction: up", "well_founded: 20", "by_theme: by-theme.csv")
    yield from (f"takeaways: [{pen.sentence(10)}]", *_said_did(pen), *_figures(pen))


def _said_did(pen: Pen) -> Lines:
    yield f"said_did: [{{said: {pen.sentence(8)}, did: {pen.sentence(8)}, on: 2026-05}}]"


def _by_theme(pen: Pen, _: Planned) -> Iterator[tuple[str, ...]]:
    themes = pen.some("themes", 3)
    yield ("start", "end", "theme", "count", "received")
    yield from (
        (str(start), str(end), theme, str(pen.draw.randint(0, 20)), "90") for start, end in QUARTERS[4:8] for theme in themes
    )


def _decision(pen: Pen, planned: Planned) -> Lines:
    day = pen.day(2024, 2025)
    due, done = day + dt.timedelta(days=60), day + dt.timedelta(days=pen.draw.randint(30, 90))
    yield from (
        f"reference: 00 {planned.number:03}", "body: Merrowby Council",
        f"category: {pen.draw.choice(('Assessment and care plan', 'Charging', 'Safeguarding', 'Residential care'))}",
        f"outcome: {pen.draw.choice(('upheld', 'not-upheld', 'closed-after-initial-enquiries'))}", f"decided_on: {day}",
        f"remedies: [{{text: {pen.sentence(8)}, due: {due}, done_on: {done}}}]",
    )


def _survey(pen: Pen, _: Planned) -> Lines:
    yield from ("n: 120", f"population: {pen.sentence(8)}", "population_size: 300", f"taken: {pen.day()}", "answers: answers.csv")
    yield from (f"comparator: {pen.sentence(8)}", *_said_did(pen), *_figures(pen))


def _answers(pen: Pen, _: Planned) -> Iterator[tuple[str, ...]]:
    yield ("standard", "agreed", "answered", "comparator")
    yield from ((f"Standard {n} {pen.words(3)}", str(pen.draw.randint(1, 110)), "110", "61.5") for n in range(1, 9))


def _involvement(pen: Pen, _: Planned) -> Lines:
    yield from (f"asked: {pen.sentence(10)}", f"heard: {pen.sentence(10)}", f"changed: {pen.sentence(10)}")
    influence = pen.draw.choice(("informed", "consulted", "involved", "co-produced"))
    yield from (f"took_place: {pen.day()}", f"influence: {influence}")


def _event(pen: Pen, _: Planned) -> Lines:
    day, about = pen.day(2024, 2027), pen.draw.choice(("sar", "seven-minute", "audits"))
    yield from (
        f"kind: {pen.draw.choice(('practice-forum', 'sar-learning', 'managers-network', 'learning-hub', 'provider-event'))}",
        f"start: {day}T10:00", f"end: {day}T12:00", "venue: Town hall", f"booking: {pen.sentence(8)}",
        f"discussed: [{about}/{pen.one(about)}]",
        f"actions: [{{text: {pen.sentence(8)}, owner: {pen.one('contacts')}, due: {day + dt.timedelta(days=60)}}}]",
    )


def _cascade(pen: Pen, planned: Planned) -> Lines:
    day = pen.day()
    yield from (f"direction: {'up' if planned.number % 4 == 1 else 'down'}", f"sent_on: {day}", f"message: {pen.sentence(20)}")
    yield from (f"asks: {pen.sentence(8)}", f"due: {day + dt.timedelta(days=30)}")
    if planned.number % 4 == 1:
        yield f"answers: {pen.slugs['cascades'][planned.number - 1]}"
    elif planned.number % 4 == 2:
        yield from (f"answered_on: {day + dt.timedelta(days=20)}", f"response: {pen.sentence(12)}")


def _programme(pen: Pen, planned: Planned) -> Lines:
    yield from (
        f"kind: {pen.draw.choice(('trusted-assessor', 'three-conversations', 'provider-quality', 'digital-inclusion'))}",
        f"system: System {planned.number + 1}", f"scope: {pen.sentence(12)}",
        f"who_may: [{{who: Team manager, may: {pen.sentence(6)}}}]",
        f"oversight: {{limit: {pen.sentence(6)}, approver: Head of service, check: {pen.sentence(6)}, how_often: Every month}}",
        "of: people", "activity: activity.csv", f"counter_argument: {pen.sentence(10)}",
    )


def _case_study(pen: Pen, _: Planned) -> Lines:
    yield from (
        f"kind: {pen.draw.choice(('three-conversations', 'success-story', 'innovation'))}",
        f"how_it_went: {pen.draw.choice(('worked', 'mixed', 'did-not-work'))}", f"before: {pen.sentence(12)}",
        f"after: {pen.sentence(12)}", f"did_not_work: {pen.sentence(12)}", f"content_note: {pen.sentence(10)}",
        "sign_off: {by: Principal social worker, on: 2023-11-01}",
    )


def _policy(pen: Pen, planned: Planned) -> Lines:
    yield from (f"policy_version: Version {planned.number % 5 + 1}", "approved_by: Committee", f"effective: {pen.day()}")
    yield from (f"state: {pen.draw.choice(('current', 'under-review'))}", f"briefed_to: [{{whom: All teams, on: {pen.day()}}}]")


def _pathway(pen: Pen, _: Planned) -> Lines:
    yield from (f"kind: {pen.draw.choice(('pathway', 'offer', 'panel'))}", f"leads_to: {pen.words(3)}")
    yield "protected_time: A day a month"
    yield from ("steps:", *(f"  - {{title: Step {n}, text: {pen.sentence(8)}}}" for n in range(1, 5)))
    yield "leavers: [{period: The year 2025, progressed: 9, band: 0 to 4}]"


OWN_FIELDS: dict[str, Callable[[Pen, Planned], Lines]] = {
    "audits": _audit, "cascades": _cascade, "case-studies": _case_study, "contacts": _contact, "decisions": _decision,
    "events": _event, "feedback": _feedback, "involvement": _involvement, "measures": _measure, "pathways": _pathway,
    "policies": _policy, "programmes": _programme, "quality-statements": _statement, "reviews": _review, "sar": _sar,
    "seven-minute": _briefing, "surveys": _survey, "themes": _theme,
}
TABLES: dict[str, tuple[str, Callable[[Pen, Planned], Iterator[tuple[str, ...]]]]] = {
    "feedback": ("by-theme.csv", _by_theme), "measures": ("series.csv", _series), "programmes": ("activity.csv", _series),
    "surveys": ("answers.csv", _answers),
}


def use_table(pen: Pen) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the one table of use: every third briefing, used once."""
    yield ("team", "briefing", "version", "on", "led_by", "headcount", "change")
    for briefing in pen.slugs["seven-minute"][: 3 * MOST_USES : 3]:
        on = dt.date(2026, 11, 15) + dt.timedelta(days=pen.draw.randrange(7))
        yield (pen.one("contacts"), briefing, "1", str(on), "Team manager", str(pen.draw.randint(3, 12)), pen.sentence(5))
