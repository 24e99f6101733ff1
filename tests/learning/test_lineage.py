"""Where a record came from and what it led to: several steps, each record once, and never more work than edges."""

from __future__ import annotations

import time

from macros.learning.lineage import DEPTH, WIDTH, Lineage, Step, lineages
from macros.site.views.parts import Scene
from tests.support.rounds import briefing, review, scene

Tree = dict[str, "Tree"]


def tree(steps: tuple[Step, ...]) -> Tree:
    """The steps as titles within titles."""
    return {s.record.title: tree(s.beyond) for s in steps}


def lineage(held: Scene, id_: str) -> Lineage:
    """The ways of one record."""
    return lineages(held.library)(held.library.records[id_])


def from_(*ids: str) -> str:
    """The line of front matter that says what it was learned from."""
    return f"learned_from: [{', '.join(ids)}]\n"


def chain(length: int) -> Scene:
    """Briefings that each learned from the one before."""
    names = [f"seven-minute/b-{n:03}" for n in range(length)]
    return scene({
        name: briefing(f"Briefing {n}", f"2026-03-{1 + n:02}", from_(names[n - 1]) if n else "") for n, name in enumerate(names)
    })


def test_a_record_shows_several_steps_back_and_several_on() -> None:
    held = chain(7)
    middle = lineage(held, "seven-minute/b-003")
    assert tree(middle.came_from) == {"Briefing 2": {"Briefing 1": {"Briefing 0": {}}}}
    assert tree(middle.led_to) == {"Briefing 4": {"Briefing 5": {"Briefing 6": {}}}}


def test_where_the_way_goes_on_it_says_so() -> None:
    step = lineage(chain(DEPTH + 2), f"seven-minute/b-{DEPTH + 1:03}").came_from[0]
    while step.beyond:
        assert not step.more
        (step,) = step.beyond
    assert step.more


def test_records_that_learned_from_one_another_end_the_walk() -> None:
    held = scene({
        "seven-minute/a": briefing("A", "2026-03-02", from_("reviews/b")),
        "reviews/b": review("B", "2026-03-03", more=from_("seven-minute/a")),
    })
    assert tree(lineage(held, "seven-minute/a").led_to) == {"B": {}}


def test_a_recommendation_that_was_learned_from_and_the_theme_that_one_acts_on_are_shown() -> None:
    one = "id: r1, text: Do it., domain: direct-practice, accepted: yes, owner: team, themes: [notes]"
    held = scene({
        "reviews/peers": review("Peers", "2026-03-03", one),
        "seven-minute/a": briefing("A", "2026-03-04", from_("reviews/peers#r1")),
    })
    assert tree(lineage(held, "reviews/peers").led_to) == {"A": {}, "Notes": {}}
    assert [s.edge.fragment for s in lineage(held, "seven-minute/a").came_from] == ["r1"]


def test_the_first_step_is_shown_whole_and_what_stands_beyond_it_is_cut() -> None:
    many = WIDTH + 2
    held = scene({
        "seven-minute/root": briefing("Root", "2026-03-01", ""),
        **{f"seven-minute/a-{n}": briefing(f"A{n}", f"2026-04-{n + 1:02}", from_("seven-minute/root")) for n in range(many)},
        **{f"seven-minute/b-{n}": briefing(f"B{n}", f"2026-05-{n + 1:02}", from_("seven-minute/a-0")) for n in range(many)},
    })
    led = lineage(held, "seven-minute/root").led_to
    assert len(led) == many
    assert [s.record.title for s in led[0].beyond] == [f"B{n}" for n in range(WIDTH)]
    assert led[0].more


def test_the_oldest_stands_first() -> None:
    held = scene({
        "seven-minute/root": briefing("Root", "2026-03-01", ""),
        "seven-minute/late": briefing("Late", "2026-05-01", from_("seven-minute/root")),
        "seven-minute/then": briefing("Then", "2026-04-01", from_("seven-minute/root")),
    })
    assert [s.record.title for s in lineage(held, "seven-minute/root").led_to] == ["Then", "Late"]


def test_hundreds_of_records_that_learned_from_one_cost_one_step_each() -> None:
    """Each of them goes up to the one and not down again to the others."""
    held = scene({
        "seven-minute/root": briefing("Root", "2026-03-01", ""),
        **{f"seven-minute/a-{n}": briefing(f"A{n}", "2026-04-02", from_("seven-minute/root")) for n in range(400)},
    })
    walk = lineages(held.library)
    begun = time.process_time()
    steps = [walk(record) for record in held.library.records.values()]
    assert time.process_time() - begun < 2
    assert sum(len(s.came_from) for s in steps) == 400
