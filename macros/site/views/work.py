"""What an owner has to do: their open actions, gaps and reviews, on their own page. For staff and managers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from macros.content.record import Record
from macros.content.records.people import Contact
from macros.frozen import frozen
from macros.learning.actions import CLOSED, Action
from macros.learning.due import Queue
from macros.learning.gaps import Gap
from macros.site import words
from macros.site.views import due
from macros.site.views.actions import DONE
from macros.site.views.gaps import kind_of, place_of
from macros.site.views.lists import ListOf, facet_addresses
from macros.site.views.parts import LinkTo, Scene
from macros.site.views.tracker import source_of
from macros.site.words import State

MOST = 5
"""So many of each are shown on an owner's page; the others on the page that it leads to."""


@frozen
class Task:
    """One thing to do: where it stands, and its state."""

    link: LinkTo
    note: str
    state: State


@frozen
class WorkGroup:
    """The things to do of one kind: the first of them, and the page of all."""

    title: str
    said: str
    tasks: tuple[Task, ...]
    all: LinkTo


def work_of(scene: Scene, tracker: ListOf, missing: ListOf) -> Callable[[Record], tuple[WorkGroup, ...]]:
    """Return a function from a contact to what it has to do, with the ways to its own pages of the tracker and of
    the gaps; nothing for other records, and in editions that show no gaps. Grouped once, so that the work grows with
    what is to be done."""
    actions: dict[str | None, list[Action]] = defaultdict(list)
    gaps: dict[str | None, list[Gap]] = defaultdict(list)
    for action in scene.actions:
        if action.status not in CLOSED:
            actions[action.owner].append(action)
    for gap in scene.gaps:
        gaps[gap.owner].append(gap)
    queues = {queue.owner: queue for queue in scene.queues}
    of_actions, of_gaps = (facet_addresses(scene.settings.reading, of) for of in (tracker, missing))

    def work(record: Record) -> tuple[WorkGroup, ...]:
        if not scene.computed or not isinstance(record.fields, Contact):
            return ()
        key = ("owner", record.slug)
        return (
            *_actions(scene, actions.get(record.slug, []), of_actions.get(key, tracker.address)),
            *_gaps(gaps.get(record.slug, []), of_gaps.get(key, missing.address)),
            *_reviews(scene, queues.get(record.slug)),
        )

    return work


def _actions(scene: Scene, own: list[Action], address: str) -> Iterator[WorkGroup]:
    if own:
        ordered = sorted(own, key=lambda action: (action.due is None, action.due or scene.today, action.id))
        said = words.count(len(own), "open action", "open actions")
        yield WorkGroup("Actions", said, tuple(_action(scene, a) for a in ordered[:MOST]), LinkTo("All their actions", address))


def _action(scene: Scene, action: Action) -> Task:
    late = action.days_late(scene.today)
    state = State("alert", f"{words.count(late, 'day', 'days')} overdue", "attend") if late else DONE[action.status]
    due = f"Due {words.short_day(action.due)}" if action.due else "No date"
    of = action.recommendation
    return Task(LinkTo(of.text, f"{action.record.address}#{of.id}"), f"{due}. {action.record.title}", state)


def _gaps(own: list[Gap], address: str) -> Iterator[WorkGroup]:
    if own:
        tasks = (
            Task(source_of(gap.record, place_of(gap)).link, gap.message, State("alert", kind_of(gap.code), "attend"))
            for gap in own[:MOST]
        )
        yield WorkGroup("Gaps", words.count(len(own), "gap", "gaps"), tuple(tasks), LinkTo("All their gaps", address))


def _reviews(scene: Scene, queue: Queue | None) -> Iterator[WorkGroup]:
    if queue:
        rows = [due.due_row(scene, one) for one in queue.shown[:MOST]]
        tasks = (Task(row.source.link, f"Due {row.on}. {row.moved}".strip(), row.state) for row in rows)
        said = words.count(len(queue.shown) + queue.left, "review", "reviews")
        yield WorkGroup("Reviews", said, tuple(tasks), LinkTo("All reviews due", due.ADDRESS))
