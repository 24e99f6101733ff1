"""What a publish must not bring back: records that were purged from the store, by their ids and by their words."""

from __future__ import annotations

from pathlib import Path

from macros.cli.progress import Steps
from macros.content.purged import Purged
from macros.content.record import ROOT
from macros.content.records.base import Status
from macros.publish.built import built_files
from macros.publish.checked import check_project
from macros.publish.come_back import brought_back, kept_in
from macros.publish.releases import ledger
from macros.publish.releases.layout import Place, Refused, editions_of, is_store, purged_in
from macros.publish.releases.purging import purged_of
from macros.publish.removed import found_in_words, record_of
from macros.publish.request import Request


def gone_for_good(root: Path, place: Place) -> tuple[Purged, ...]:
    """Return what was purged from an edition and is in the project no longer: a notice stays at its address. What is still there
    says for itself that it was withdrawn, or the publish is refused."""
    purged = map(purged_of, ledger.purges(ledger.entries(place)))
    return tuple(one for one in purged if not (root / ROOT / f"{one.id}.md").exists())


def refuse_what_was_purged(root: Path, request: Request, place: Place) -> None:
    """Raise `Refused` where the project holds, and would show, what was purged from the releases of any edition."""
    purged = sorted({one.record for edition in _editions(place) for one in ledger.purges(ledger.entries(edition))})
    if there := [record for record in purged if (root / ROOT / f"{record}.md").exists()]:
        checked = check_project(root, request.today, telling=Steps())
        found = (record_of(checked, record) for record in there)
        if back := [record.id for record in found if record and record.fields.status is not Status.WITHDRAWN]:
            raise Refused(
                f"{back[0]} was purged, and this release would show it again. Delete it or set status: withdrawn, or say --force."
            )


def refuse_its_words(place: Place, site: Path) -> None:
    """Raise `Refused` where a site says in the same words what was purged."""
    if found := [*found_in_words(brought_back(built_files(site), kept_in(purged_in(place.store))))]:
        raise Refused(
            f"The release would say again what was purged, in {len(found)} files: {found[0]}. "
            "Take it out, or say --force where it may be said."
        )


def _editions(place: Place) -> tuple[Place, ...]:
    return editions_of(place.store) if is_store(place.store) else ()
