"""Whether a store that came from elsewhere came whole: a service keeps it between two runs, and a copy can lose what counts."""

from __future__ import annotations

from pathlib import Path

from macros.publish.releases import ledger
from macros.publish.releases.layout import MANIFEST, Place, Refused
from macros.publish.releases.manifest import manifest_in

_BRING = "Bring the store back whole (git, tar, or rsync -a), or begin a new one in an empty folder with --new."


def came_whole(place: Place) -> None:
    """Return where the ledger and the link to what is shown are both there, or neither is and nothing was shown.

    The link is made before the ledger's entry, and the entry never goes. So an entry without the link, or a release that came
    after another without any entry, was lost on the way. To go on would begin a second chain beside the first. Raises `Refused`.
    """
    held, shown = ledger.entries(place), place.shown()
    if held and not shown:
        raise Refused(
            f"The ledger of {place.edition} says that {held[-1].release} is shown, and {place.current} is no link to a release: "
            f"the store was copied without its links. {_BRING}"
        )
    if not (held or shown) and any(_followed(folder) for folder in sorted(place.releases.glob("*"))):
        raise Refused(f"{place.edition} holds releases, and neither a link to one nor an entry of its ledger. {_BRING}")
    if shown and not held and manifest_in(place.current / MANIFEST)[0].previous:
        raise Refused(f"{shown} came out after another release, and the ledger of {place.edition} has no entry. {_BRING}")


def _followed(release: Path) -> bool:
    """Whether a release came after another one. The first may be left of a publish that ended before it was shown."""
    try:
        return bool(manifest_in(release / MANIFEST)[0].previous)
    except Refused:
        return True
