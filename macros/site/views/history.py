"""The history of a record over the versions of the site: what a record's page says of it, and the page that tells it whole.

Only `publish` knows what came before, so without a past there is neither. What is said of a record stays the same until its
text changes: otherwise every version would write every page anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from macros.content.record import Record
from macros.frozen import frozen
from macros.site import words
from macros.site.comparing import How, Line, Unchanged, compared, shortened
from macros.site.past import Past, Stage, first_with, stages
from macros.site.texts import RecordText, address_of_history, address_of_text
from macros.site.urls import absolute
from macros.site.views.parts import LinkTo, Scene


@frozen
class Published:
    """What a record's page says of the versions of the site that it was in."""

    permanent: LinkTo
    """The page as the first version with its present text shows it, for good."""
    since: str
    history: LinkTo | None
    """Where its text changed from one version to another: the page that compares them."""
    first: tuple[LinkTo, ...]
    """For each entry of `changes`, the newest first, the version that first showed it."""


@frozen
class ChangeView:
    """An entry of a record's `changes`."""

    number: int
    on: str
    iso: str
    note: str
    approved_by: str


@frozen
class StageView:
    """One text of a record: where it can be read, why it changed, and how it differs from the one before."""

    id: str
    version: str
    page: LinkTo
    text: str
    """The address of the text itself, for the script that compares any two."""
    changes: tuple[ChangeView, ...]
    before: str
    """The version whose text it replaced; nothing for the first."""
    said: str
    lines: tuple[Line | Unchanged, ...]
    """Nothing for the first, and where one of the two texts may not be shown again."""
    withheld: bool = False
    """Whether its text may not be shown again. Its version still shows it."""


@frozen
class HistoryView:
    """Everything that the page of a record's history shows."""

    address: str
    title: str
    said: str
    example: bool
    crumbs: tuple[LinkTo, ...]
    stages: tuple[StageView, ...]
    """The newest first."""
    oldest: str
    """The first version whose text can be compared."""
    began: str
    """What is said of the first text."""


def published(scene: Scene, record: Record, text: RecordText) -> tuple[Published | None, HistoryView | None]:
    """Return what a record's page says of its past, and its history where its text has changed from version to version."""
    past = scene.past
    if past is None:
        return None, None
    ids = (record.id, *record.fields.aliases)
    found = stages(past, ids, text)
    now = found[-1]
    to = past.address_in(now.version, f"{now.id}/")
    first = tuple(
        LinkTo(f"{version} or before" if version == past.begins else version, past.address_in(version, f"{id_}/"))
        for version, id_ in (first_with(past, ids, change.version) for change in reversed(record.fields.changes))
    )
    changed = len(found) > 1
    since = f"This text was first published in version {now.version} of the site."
    if past.begins == now.version:
        since = f"This text was published in version {now.version} of the site, or before: earlier ones kept no texts."
    elif not changed:
        since += " It is the first version of this page that was published."
    history = LinkTo("History and comparisons", address_of_history(record.id)) if changed else None
    said = Published(LinkTo(absolute(scene.site_url, to), to), since, history, first)
    return said, _history(past, record, ids, found) if changed else None


def _history(past: Past, record: Record, ids: Sequence[str], found: Sequence[Stage]) -> HistoryView:
    entries: dict[str, list[ChangeView]] = {stage.version: [] for stage in found}
    order = [*(version.version for version in past.earlier), past.version]
    began = [order.index(stage.version) for stage in found]
    for change in reversed(record.fields.changes):
        at = order.index(first_with(past, ids, change.version)[0])
        stage = found[max((n for n, start in enumerate(began) if start <= at), default=0)]
        entries[stage.version].append(
            ChangeView(change.version, words.day(change.on), change.on.isoformat(), change.note, change.approved_by)
        )
    # What the page itself says is judged with the page.
    fits = [*(past.fits(stage.text) for stage in found[:-1]), True]
    views = [
        _stage(past, old, new, entries[new.version], fits=fits[n], both=fits[n] and fits[n - 1])
        for n, (old, new) in enumerate(zip((None, *found), found, strict=False))
    ]
    views[-1] = replace(views[-1], text=address_of_text(record.id))  # the present text stands in the same version as the page
    count = words.count(len(found) - 1, "version", "versions")
    return HistoryView(
        address_of_history(record.id), record.title,
        f"Since its first version its text has changed in {count} of this site. The newest stands first.",
        record.fields.example, (LinkTo(record.type.plural, f"{record.type.folder}/"), LinkTo(record.title, record.address)),
        tuple(reversed(views)), next(view.version for view in views if not view.withheld),
        "Versions before this one kept no texts to compare." if found[0].version == past.begins
        else "This is the first version of this page that was published.",
    )


def _stage(past: Past, old: Stage | None, new: Stage, changes: Sequence[ChangeView], *, fits: bool, both: bool) -> StageView:
    lines = shortened(compared(old.text.whole, new.text.whole)) if old and both else ()
    address = past.address_in(new.version, f"{new.id}/")
    return StageView(
        f"version-{new.version.replace('.', '-')}", new.version,
        LinkTo(f"Read this page as it was in version {new.version}", address),
        past.address_in(new.version, address_of_text(new.id)), tuple(changes), old.version if old else "", _said(lines), lines,
        not fits,
    )


def _said(lines: Sequence[Line | Unchanged]) -> str:
    """Return in a few words how much changed."""
    blocks = [line for line in lines if isinstance(line, Line)]
    counts = (
        (sum(line.how is How.ADDED for line in blocks), "added"), (sum(line.how is How.REMOVED for line in blocks), "removed"),
        (sum(line.how is None for line in blocks), "reworded"),
    )
    told = [f"{number:,} {what}" for number, what in counts if number]
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)
