"""What changed in a month as a pack for the managers' network: on the page, in print, and as text for an e-mail."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from macros.content.records.meeting import Flow, Passed
from macros.frozen import frozen
from macros.learning.changes import Changed, Month
from macros.site import words
from macros.site.urls import absolute
from macros.site.views.parts import LinkTo, Scene

BRING_BACK = (
    "What will your team do differently, and how will you know that it worked?",
    "What stands in the way, and who could move it?",
    "What should leaders hear that this page does not say?",
)
"""What every team is asked to send back up; the answers are records of the managers' network."""
MOST_NEW = 8
MOST_QUESTIONS = 6
_WIDTH = 72
"""Characters of a line of e-mail text, so that it survives being quoted."""


@frozen
class NewPage:
    """A page that is new this month: what it is, and why it matters."""

    link: LinkTo
    kind: str
    why: str
    example: bool


@frozen
class Question:
    """A question to discuss, and the page that asks it."""

    text: str
    link: LinkTo
    example: bool


@frozen
class Message:
    """A message through the managers' network, and what it asks in return."""

    link: LinkTo
    way: str
    text: str
    asks: str
    due: str
    example: bool


@frozen
class PackView:
    """The pack of one month."""

    new: tuple[NewPage, ...]
    more: str
    questions: tuple[Question, ...]
    messages: tuple[Message, ...]
    bring_back: tuple[str, ...]
    text: str


def pack_view(scene: Scene, month: Month, site_name: str) -> PackView:
    """Return the pack of a month: its new pages with their points, questions of those that ask some, the
    messages sent in it, and what to bring back. What holds the most for a team stands first."""
    fresh = sorted((e for e in month.entries if e.is_new), key=_weight)
    shown = fresh[:MOST_NEW]
    new = tuple(
        NewPage(LinkTo(e.record.title, e.record.address), e.record.type.name, e.record.fields.summary, e.record.fields.example)
        for e in shown
    )
    asked = tuple(
        Question(text, LinkTo(e.record.title, e.record.address), e.record.fields.example)
        for e in shown for text in e.record.fields.value_of("questions", ())[:2]
    )[:MOST_QUESTIONS]
    messages = tuple(_messages(scene, month))
    more = words.count(len(fresh) - MOST_NEW, "more new page", "more new pages") if len(fresh) > MOST_NEW else ""
    text = "\n".join(_text(scene, site_name, month, (new, asked, messages)))
    return PackView(new, more, asked, messages, BRING_BACK, text)


def _weight(changed: Changed) -> tuple[int, int, str]:
    """Pages that ask a team something come first, then those that say what was learned, then the rest."""
    record = changed.record
    rank = 0 if record.fields.value_of("questions", ()) else 1 if record.type.source_kind else 2
    return (rank, -changed.change.on.toordinal(), record.id)


def _messages(scene: Scene, month: Month) -> list[Message]:
    found = []
    for record in scene.passed:
        fields = record.fields
        if not isinstance(fields, Passed) or not fields.sent_on or fields.direction is None:
            continue
        if (fields.sent_on.year, fields.sent_on.month) == (month.year, month.month):
            way = "To teams" if fields.direction is Flow.DOWN else "To leaders"
            due = words.day(fields.due) if fields.due else ""
            link = LinkTo(record.title, record.address)
            found.append(Message(link, way, fields.message or "", fields.asks or "", due, fields.example))
    return found


Parts = tuple[Sequence[NewPage], Sequence[Question], Sequence[Message]]


def _text(scene: Scene, site_name: str, month: Month, parts: Parts) -> list[str]:
    """Return the lines of the pack as plain text. Addresses stand on lines of their own, so that they stay whole."""
    new, asked, messages = parts
    lines = [f"{site_name}: {words.month(month.year, month.month)}", "", "WHAT IS NEW"]
    for page in new:
        marked = f"{page.kind}: {page.link.words}{_mark(page)}"
        lines += ["", *_wrapped(marked), *_wrapped(page.why), absolute(scene.site_url, page.link.address or "")]
    if not new:
        lines += ["", "No new pages this month."]
    if messages:
        lines += ["", "THROUGH THE MANAGERS’ NETWORK"]
        for message in messages:
            asks = f" We ask: {message.asks}" if message.asks else ""
            due = f" By {message.due}." if message.due else ""
            lines += ["", *_wrapped(f"{message.way}: {message.link.words}{_mark(message)}")]
            lines += [*_wrapped(f"{message.text}{asks}{due}"), absolute(scene.site_url, message.link.address or "")]
    if asked:
        lines += ["", "TO DISCUSS", "", *(line for q in asked for line in _wrapped(f"- {q.text}{_mark(q)}", "  "))]
    lines += ["", "TO BRING BACK", "", *(line for text in BRING_BACK for line in _wrapped(f"- {text}", "  "))]
    return [*lines, "", "Everything that changed:", absolute(scene.site_url, f"changes/{month.key}/")]


def _mark(one: NewPage | Question | Message) -> str:
    """What is pasted elsewhere loses its page: each piece of made-up content says by itself that it is one."""
    return " (example content)" if one.example else ""


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
