"""Made-up web roots, and a store to publish them in: a release takes any folder, so no site need be built."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from macros.publish.releases.disk import Disk, Teller, say_nothing
from macros.publish.releases.layout import Key, Place
from macros.publish.releases.publication import Shown, Wanted, Way, publish, roll_back

LOCK = "0" * 64
BEGAN = dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)
SITE = {
    "index.html": "<!doctype html><html><body><main>The newest</main></body></html>",
    "404.html": '<!doctype html><html><head><link href="/assets/hub.css"></head><body><a href="/">Home</a></body></html>',
    "sar/adult-p/index.html": "<!doctype html><html><body><!--hub:notice--><h1>Adult P</h1></body></html>",
    "assets/hub.css": "body { color: black }",
}
"""Three pages and a style."""


def commit(number: int) -> str:
    """Return what a commit is called; each descends from those with a smaller number."""
    return f"{number:040x}"


def follows(old: str, new: str) -> bool:
    """Return whether the second commit descends from the first."""
    return int(old, 16) <= int(new, 16)


class Hurried(Disk):
    """A disk that does not wait for itself: nobody cuts the power of these tests."""

    def settle(self) -> None:
        """Take the step, and wait for nothing."""
        self._tell("settle", Path())

    def outlast(self, path: Path) -> None:
        """Wait for nothing."""


@dataclass
class Shelf:
    """A store in a folder of its own, and a clock that goes on a minute with each look at it."""

    folder: Path
    edition: str = "staff"
    now: dt.datetime = BEGAN
    sites: int = field(default=0)

    @property
    def place(self) -> Place:
        """The edition's part of the store."""
        return Place(self.folder / "store", self.edition)

    def clock(self) -> dt.datetime:
        """Tell the time."""
        self.now += dt.timedelta(minutes=1)
        return self.now

    def way(self, tell: Teller = say_nothing, **differs: object) -> Way:
        """How to do it, with a disk that tells of its steps."""
        return replace(Way(Hurried(tell), self.clock, follows), **differs)  # type: ignore[arg-type]

    def site(self, files: Mapping[str, str]) -> Path:
        """Return a built site with these files."""
        self.sites += 1
        folder = self.folder / f"site-{self.sites}"
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        return folder

    def wanted(self, number: int, day: str = "2026-11-25", version: str = "2026.11", **more: object) -> Wanted:
        """What to put out: the commit with this number."""
        wanted = Wanted(Key(commit(number), self.edition, day, LOCK, version), "3.11.7", {"mkdocs": "1.6.1"}, ("latest",))
        return replace(wanted, **more)  # type: ignore[arg-type]

    def publish(
        self, number: int, files: Mapping[str, str] = SITE, day: str = "2026-11-25", version: str = "2026.11",
        way: Way | None = None,
    ) -> Shown:
        """Publish a site of these files from the commit with this number."""
        return publish(self.place, self.wanted(number, day, version), self.site(files), way or self.way())

    def back(self, release: str = "", way: Way | None = None) -> Shown:
        """Roll back."""
        return roll_back(self.place, way or self.way(), release)

    def text(self, path: str) -> str:
        """Return a file as readers see it now."""
        return (self.place.current / path).read_text("utf-8")
