"""Reviews due: a queue for each owner, soonest first, as long as can be acted on. For staff and managers."""

from __future__ import annotations

from collections.abc import Iterator

from macros.frozen import frozen
from macros.learning.due import ELSEWHERE, Due, Queue
from macros.site import words
from macros.site.views.actions import owner_link
from macros.site.views.order import sort_title
from macros.site.views.parts import LinkTo, Scene
from macros.site.views.tracker import SourceOf, source_of
from macros.site.words import State

ADDRESS = "gaps/reviews-due/"


@frozen
class DueRow:
    """A page whose review is due."""

    source: SourceOf
    on: str
    state: State
    moved: str
    """That its date was moved without a review, or nothing."""


@frozen
class QueueView:
    """The reviews due of one owner."""

    id: str
    owner: LinkTo
    said: str
    rows: tuple[DueRow, ...]
    left: str


@frozen
class DueView:
    """One page of queues."""

    address: str
    said: str
    queues: tuple[QueueView, ...]
    previous: LinkTo | None
    following: LinkTo | None


def due_views(scene: Scene) -> Iterator[DueView]:
    """Yield the queues, whole queues to a page, so many reviews in all as settings say."""
    ordered = sorted(
        scene.queues, key=lambda queue: (not _late(scene, queue), not queue.owner, sort_title(_owner(scene, queue).words)),
    )
    pages = _pages(ordered, scene.settings.reading.page_size)
    late = sum(_late(scene, queue) for queue in ordered)
    overdue = f"{words.count(late, 'review is', 'reviews are')} overdue. Owners who have one stand first."
    said = overdue if late else "No review is overdue."
    for number, queues in enumerate(pages, 1):
        yield DueView(
            _address(number), said, tuple(_queue(scene, queue, f"queue-{n}") for n, queue in enumerate(queues, 1)),
            LinkTo("Owners before these", _address(number - 1)) if number > 1 else None,
            LinkTo("Owners after these", _address(number + 1)) if number < len(pages) else None,
        )


def _pages(queues: list[Queue], size: int) -> list[list[Queue]]:
    made: list[list[Queue]] = [[]]
    for queue in queues:
        if made[-1] and sum(len(q.shown) for q in made[-1]) + len(queue.shown) > size:
            made.append([])
        made[-1].append(queue)
    return made


def _address(number: int) -> str:
    return ADDRESS if number == 1 else f"{ADDRESS}page/{number}/"


def _owner(scene: Scene, queue: Queue) -> LinkTo:
    return LinkTo("Not in this edition") if queue.owner == ELSEWHERE else owner_link(scene, queue.owner)


def _late(scene: Scene, queue: Queue) -> int:
    return sum(due.days_late(scene.today) > 0 for due in queue.shown)


def _queue(scene: Scene, queue: Queue, id_: str) -> QueueView:
    late = _late(scene, queue)
    total = words.count(len(queue.shown) + queue.left, "review", "reviews")
    return QueueView(
        id_, _owner(scene, queue), f"{total}, {late or 'none'} overdue",
        tuple(due_row(scene, due) for due in queue.shown),
        f"{queue.left} more, due later, {'is' if queue.left == 1 else 'are'} not shown." if queue.left else "",
    )


def due_row(scene: Scene, due: Due) -> DueRow:
    """Return one review that is due, with how long it is overdue or has time."""
    late = due.days_late(scene.today)
    if late > 0:
        state = State("alert", f"{words.count(late, 'day', 'days')} overdue", "attend")
    else:
        state = State("open", "Due today" if late == 0 else f"In {words.count(-late, 'day', 'days')}", "quiet")
    moved = "Date moved without a review" if due.moved else ""
    return DueRow(source_of(due.record), words.short_day(due.on), state, moved)
