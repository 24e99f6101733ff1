"""What a release is looked through for before it is shown: links within it that lead nowhere, and files that no reader gets."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from macros.frozen import frozen
from macros.publish.built import Built
from macros.publish.inside_links import Broken, InsideLinks

HEAVIEST_PAGE = 1_000_000
"""Bytes of a page of HTML. On a slow line it takes a minute and a half to come, and nobody waits that long."""
HEAVIEST_FILE = 100 * 2**20
"""Bytes of any file: a branch that GitHub Pages serves takes no larger one."""
_SHOWN = 20


@frozen
class Looked:
    """What a site is made of, and what is wrong with it."""

    pages: int
    size: int
    """Bytes of all files."""
    largest: tuple[int, str]
    """Bytes and path of the largest page."""
    broken: tuple[Broken, ...]
    unfit: tuple[str, ...]
    """Files that are empty or too large, each in words."""

    def in_words(self) -> str:
        """Return how many pages there are, how large the site is, and which page is the largest."""
        size, path = self.largest
        return f"{self.pages:,} pages, {self.size / 1e6:.1f} MB, largest page {size / 1e3:,.0f} KB ({path})"

    def refusal(self) -> str:
        """Return why the site may not be shown; nothing where it may."""
        wrong = [*(link.in_words() for link in self.broken), *self.unfit]
        if not wrong:
            return ""
        more = f"\n  … and {len(wrong) - _SHOWN:,} more" if len(wrong) > _SHOWN else ""
        lines = "\n".join(f"  {line}" for line in wrong[:_SHOWN])
        what = "Mend the pages that these come from. With --force it is shown as it is."
        return f"The site is not fit to be shown:\n{lines}{more}\n{what}"


def look_through(files: Iterable[Built], site_url: str, beside: Collection[str] = ()) -> Looked:
    """Return what a built site is made of, with every link that leads nowhere and every file that is empty or too large.
    `beside` are the paths that a release has besides, those of earlier versions."""
    links, unfit = InsideLinks(site_url, beside), []
    pages = size = 0
    largest = (0, "")
    for file in files:
        links.at(file)
        own = len(file.data)
        size += own
        if file.path.endswith(".html"):
            pages += 1
            largest = max(largest, (own, file.path))
        if own > (HEAVIEST_PAGE if file.path.endswith(".html") else HEAVIEST_FILE):
            unfit.append(f"{file.path} has {own / 1e6:.1f} MB")
        elif not own:
            unfit.append(f"{file.path} is empty")
    return Looked(pages, size, largest, links.broken(), tuple(unfit))
