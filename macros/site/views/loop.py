"""The loop of learning, followed on live pages: one theme step by step, the rules in words, every system with its gap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from macros.content.record import Record
from macros.content.records.recommendations import Accepted, EvidenceKind
from macros.content.settings import Rules, Share
from macros.frozen import frozen
from macros.learning.actions import Action, actions
from macros.site.views.actions import RecommendationView, recommendation_view
from macros.site.views.parts import Entry, LinkTo, Scene

MOST_STATEMENTS = 2
"""So many quality statements are shown: an example, not a list."""
CHANGED = (EvidenceKind.PRACTICE, EvidenceKind.OUTCOME)
"""Evidence that something changed, not only that something was done."""


@frozen
class SystemRow:
    """One learning system: its name as the link to the page that describes it, and what its source leaves out."""

    page: LinkTo
    kind: str
    gaps: tuple[str, ...]


@frozen
class StepView:
    """A live example of one step: pages, or a recommendation with the page that makes it."""

    entries: tuple[Entry, ...] = ()
    action: RecommendationView | None = None
    page: LinkTo | None = None
    evidence: tuple[tuple[str, str], ...] = ()
    """What it shows (output, practice or outcome), and the evidence; oldest first."""


def system_rows(scene: Scene) -> tuple[SystemRow, ...]:
    """Return every learning system that a record of this edition describes, by name."""
    rows = [
        SystemRow(LinkTo(r.fields.system, r.address), r.type.name, r.fields.not_described)
        for r in scene.listed if r.fields.system
    ]
    return tuple(sorted(rows, key=lambda row: row.page.words.casefold()))


def rule_words(rules: Rules) -> tuple[tuple[str, str], ...]:
    """Return the rules of the golden thread as (what follows, when), with the numbers of the settings."""
    one, two, later = rules.detected, rules.repeated, rules.recheck
    again = f"A later round of the same kind and tool applies to at least {later.files} files."
    return (
        ("Detected, by one round", f"One audit round finds it in at least {_share(one)}."),
        ("Detected, by two rounds", f"Each of two rounds of one kind in a row finds it in at least {_share(two)}."),
        ("Detected, by two kinds of source", f"Two kinds of source name it within {rules.kinds_within_months} months."),
        ("Improved", f"{again} It is below the first rule, and down by {later.points} percentage points or more."),
        ("Worse", f"{again} It is up by {later.points} percentage points or more."),
        ("No change", f"{again} It neither improved nor got worse."),
        ("Too few to say", f"The later round applies to fewer than {later.files} files."),
        ("Reopened", "It had improved, and is detected again."),
    )


def _share(share: Share) -> str:
    return f"{share.per_cent}% of the files that it applies to, and in at least {share.files} files"


def found(scene: Scene, theme: str) -> StepView:
    """Return sources of our own on a theme: the one whose recommendation the next steps follow, then the newest
    of another kind."""
    action = _best_known(scene, theme)
    sources = _newest(r for r in _ours(scene, theme) if r.type.source_kind)
    first = action.record if action else next(iter(sources), None)
    other = next((r for r in sources if first and r.type is not first.type), None)
    return StepView(entries=tuple(scene.entry(r) for r in (first, other) if r))


def named(scene: Scene, theme: str) -> StepView:
    """Return the theme itself."""
    record = scene.library.records.get(f"themes/{theme}")
    return StepView(entries=(scene.entry(record),) if record else ())


def shared(scene: Scene, theme: str) -> StepView:
    """Return the record that takes a theme to staff: the one that names it before other themes, then the newest."""
    sharing = _newest(r for r in _ours(scene, theme) if r.type.shares)
    sharing.sort(key=lambda r: r.fields.themes.index(theme))
    return StepView(entries=tuple(scene.entry(r) for r in sharing[:1]))


def acted(scene: Scene, theme: str) -> StepView:
    """Return the accepted recommendation on a theme of which most is known."""
    action = _best_known(scene, theme)
    if action is None:
        return StepView()
    page = LinkTo(action.record.title, f"{action.record.address}#{action.recommendation.id}")
    return StepView(action=recommendation_view(scene, action), page=page)


def checked(scene: Scene, theme: str) -> StepView:
    """Return the same recommendation with its evidence; nothing where none shows that something changed."""
    action = _best_known(scene, theme)
    if action is None or not any(e.kind in CHANGED for u in action.updates for e in u.evidence):
        return StepView()
    evidence = tuple((e.kind.label.partition(":")[0], e.note) for u in action.updates for e in u.evidence)
    page = LinkTo(action.record.title, f"{action.record.address}#{action.recommendation.id}")
    return StepView(action=recommendation_view(scene, action), page=page, evidence=evidence)


def counted(scene: Scene, theme: str) -> StepView:
    """Return the quality statements that the recommendation's page is evidence for."""
    action = _best_known(scene, theme)
    statements = scene.library.targets(action.record, "quality_statements") if action else ()
    return StepView(entries=tuple(scene.entry(r) for r in statements[:MOST_STATEMENTS]))


STEPS: dict[str, Callable[[Scene, str], StepView]] = {
    "found": found, "theme": named, "shared": shared, "acted": acted, "checked": checked, "counted": counted,
}
"""The steps of the loop by the name that pages ask for."""


def _ours(scene: Scene, theme: str) -> Iterator[Record]:
    return (r for r in scene.listed if theme in r.fields.themes and not r.fields.about_body)


def _newest(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda r: (-(r.changed.toordinal() if r.changed else 0), r.id))


def _best_known(scene: Scene, theme: str) -> Action | None:
    """The one with evidence of change before others, then the one heard of last, then the first by id."""
    on_theme = [
        a for a in actions(scene.library)
        if theme in a.recommendation.themes and a.accepted in (Accepted.YES, Accepted.PARTLY) and not a.record.fields.about_body
    ]
    return max(sorted(on_theme, key=lambda a: a.id), key=_known, default=None)


def _known(action: Action) -> tuple[bool, dt.date]:
    changed = any(e.kind in CHANGED for u in action.updates for e in u.evidence)
    return changed, action.updates[-1].on if action.updates else dt.date.min
