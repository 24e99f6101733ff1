"""Where a record came from and what it led to, as two short lists with steps within steps."""

from __future__ import annotations

from macros.content.record import Record
from macros.frozen import frozen
from macros.learning.lineage import WIDTH, Lineage, Step, step_day
from macros.site import words
from macros.site.views.parts import LinkTo, Scene
from macros.site.words import State

PLAIN = "learned_from"
"""The reference that needs no word: it is what the heading says."""


@frozen
class StepView:
    """One record on the way, and what stands beyond it."""

    link: LinkTo
    how: str
    """By which reference, where that is not learning from it."""
    kind: str
    on: str
    iso: str
    example: bool
    """Whether it is made up and the page that it stands on is not: that page has no mark of its own."""
    state: State | None
    beyond: tuple[StepView, ...]
    more: LinkTo | None
    """Where the way goes on, if it does."""


@frozen
class LineageView:
    """Both ways of a record."""

    came_from: tuple[StepView, ...]
    led_to: tuple[StepView, ...]
    also_led_to: tuple[StepView, ...]
    """What it led to beyond the first few: folded away."""


MOST = 3 * WIDTH


def lineage_view(scene: Scene, of: Record, lineage: Lineage) -> LineageView:
    """Return where a record came from and what it led to, in the words of its page."""
    led = tuple(_step(scene, of, step, up=False) for step in lineage.led_to)
    return LineageView(tuple(_step(scene, of, step, up=True) for step in lineage.came_from), led[:MOST], led[MOST:])


def _step(scene: Scene, of: Record, step: Step, *, up: bool) -> StepView:
    record, edge = step.record, step.edge
    title, address = record.title, record.address
    if up and edge.fragment:
        title, address = f"{title}, recommendation {edge.fragment.removeprefix('r')}", f"{address}#{edge.fragment}"
    day = step_day(record) if record.type.dated else None
    thread = scene.thread(record)
    how = edge.back
    if edge.field == PLAIN:
        how = ""
    elif up:
        how = edge.field.replace("_", " ").replace(".", " ").capitalize()
    on = f"{record.address}#{'came-from' if up else 'led-to'}"
    return StepView(
        LinkTo(title, address), how, record.type.name,
        words.day(day) if day else "", day.isoformat() if day else "",
        record.fields.example and not of.fields.example,
        scene.entry(record).state if thread else None,
        tuple(_step(scene, of, below, up=up) for below in step.beyond),
        LinkTo("Where that came from" if up else "What else that led to", on) if step.more else None,
    )
