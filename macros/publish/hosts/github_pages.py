"""GitHub Pages: it sets no headers of ours and asks nobody who they are. For the public edition alone."""

from __future__ import annotations

from macros.publish.hosts.hosted import Hosted, HostFile, Unsuitable

FILE = ".nojekyll"


def files(hosted: Hosted) -> tuple[HostFile, ...]:
    """Return the file that has the site served as it is. Raises `Unsuitable` for an edition that is not for everybody.

    The policy goes into the pages themselves; old addresses are left to the pages that lead on.
    """
    if hosted.restricted:
        raise Unsuitable(
            f"GitHub Pages shows a site to everybody, and the {hosted.edition} edition is not for everybody. "
            "Build the public edition, or choose apache, nginx or azure-swa.",
        )
    return (HostFile(FILE, "", inside=True),)
