"""How long a release takes, and how much disk, once a large site is out in many versions with the histories of its pages.

`python -m tests.bench.releases --versions 50 --pages 2000` publishes so many versions of a made-up site into a store in a
temporary folder, a hundredth of the pages changed in each, then a release in which one page changed, and prints what that took.
What building costs is measured by `bench`. Nothing fails by the clock.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from macros.publish.releases.disk import Disk
from macros.publish.releases.publication import Way, publish, roll_back
from macros.publish.releases.texts import kept_before, past_in
from macros.publish.releases.upkeep import shown_in
from macros.publish.releases.verification import verify_folder
from macros.site.past import Past, stages
from macros.site.texts import TEXT, Block, RecordText, address_of_history, address_of_text, text_bytes
from tests.releases.publishing import Shelf, follows

PAGE_BYTES, TEXT_BYTES, KEPT = 20_000, 4_500, 3
"""Of a page and of the text that is kept of it, as in the site of the other benchmark; and how many releases are kept."""
_WORDS = "what was learned here and what changed since "


@dataclass(slots=True)
class Site:
    """A built site as it would be published: a page, a text and a permanent address for each record, and the histories."""

    folder: Path
    pages: int
    words: dict[int, int] = field(default_factory=dict)
    """For each page, the number of the change that its words are of."""

    def text(self, page: int) -> RecordText:
        """Return the text of a page: paragraphs of which the first tells its last change."""
        told = f"Page {page} as of change {self.words[page]}."
        return RecordText(f"Page {page}", (Block(TEXT, told), *[Block(TEXT, _WORDS * 10)] * (TEXT_BYTES // 450)))

    def change(self, pages: Sequence[int], number: int, past: Past) -> None:
        """Give pages new words, and those that had others before a history, as a build with that past does."""
        for page in pages:
            self.words[page] = number
            text = self.text(page)
            body = "".join(f"<p>{block.text}</p>\n" for block in text.blocks)
            head = f"<!doctype html><html><body><!--hub:notice--><main><h1>{text.title}</h1>\n"
            filler = f"<p>{'x' * (PAGE_BYTES - len(head) - len(body))}</p></main></body></html>\n"
            self._write(f"pages/{page}/index.html", f"{head}{body}{filler}")
            self._write(address_of_text(f"pages/{page}"), text_bytes(text).decode())
            told = stages(past, (f"pages/{page}",), text)
            if len(told) > 1:
                compared = "".join(f"<h2>{stage.version}</h2>\n<p>{stage.text.blocks[0].text}</p>\n" for stage in told)
                self._write(f"{address_of_history(f'pages/{page}')}index.html", f"{head}{compared}</main></body></html>\n")

    def permanent(self, version: str) -> None:
        """Let the permanent addresses of this version, and of no other, lead to its pages."""
        shutil.rmtree(self.folder / "v", ignore_errors=True)
        for page in range(self.pages):
            to = f"../../../../pages/{page}/"
            self._write(
                f"v/{version}/pages/{page}/index.html",
                f'<!doctype html><html><head><meta http-equiv="refresh" content="0; url={to}"></head><body>'
                f'<a href="{to}">{"This page " * 30}</a></body></html>\n',
            )

    def _write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).unlink(missing_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Release:
    """What one release took: seconds to read the past and to publish, new files with their bytes, and bytes of disk."""

    reading: float
    publishing: float
    files: int
    written: int
    disk: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """Every version, the release in which one page changed, and what is done with a store that holds them."""

    versions: tuple[Release, ...]
    one_page: Release
    rollback: float
    verify: float
    verified: int
    """Files that were read for it."""


def measure(versions: int, pages: int, top: Path) -> Measured:
    """Publish into a store in the folder, and return what it took."""
    shelf, site = Shelf(top), Site(top / "site", pages)
    site.change(range(pages), 0, Past("0"))
    made = []
    for number in range(versions):
        few = max(1, pages // 100)
        changed = [(number * few + one) % pages for one in range(few)]
        made.append(_release(shelf, site, number + 1, f"1.{number}", changed))
    before = _disk(shelf.place.store)
    one = _release(shelf, site, versions + 1, f"1.{versions - 1}", [pages // 2])
    grown = sum(size for number, size in _disk(shelf.place.store).items() if number not in before)
    began = time.perf_counter()
    roll_back(shelf.place, _way(shelf))
    back = time.perf_counter() - began
    began = time.perf_counter()
    verified = verify_folder(shelf.place.current, lambda _: None)
    if verified.wrong:
        raise RuntimeError(verified.wrong[0])
    return Measured(
        tuple(made), Release(one.reading, one.publishing, one.files, one.written, grown), back, time.perf_counter() - began,
        verified.files,
    )


def _release(shelf: Shelf, site: Site, number: int, version: str, changed: Sequence[int]) -> Release:
    began = time.perf_counter()
    past = past_in(kept_before(shelf.place, shown_in(shelf.place), version), version)
    reading = time.perf_counter() - began
    site.change(changed, number, past)
    site.permanent(version)
    way = _way(shelf)
    began = time.perf_counter()
    publish(shelf.place, shelf.wanted(number, version=version), site.folder, way)
    return Release(reading, time.perf_counter() - began, way.disk.written, way.disk.bytes_written)


def _way(shelf: Shelf) -> Way:
    return Way(Disk(), shelf.clock, follows, keep=KEPT)


def _disk(folder: Path) -> dict[int, int]:
    """Return the bytes that each file and folder takes on the disk, by its number there: what has several names has one."""
    seen: dict[int, int] = {}
    for top, folders, files in os.walk(folder):
        for name in (*folders, *files, "."):
            found = os.lstat(f"{top}/{name}")
            seen[found.st_ino] = found.st_blocks * 512
    return seen


def table(measured: Measured) -> str:
    """Return the figures, a line each."""
    later = measured.versions[1:] or measured.versions
    one = measured.one_page

    def seconds(values: Sequence[float]) -> str:
        return f"{min(values):.2f} to {max(values):.2f} s, median {statistics.median(values):.2f} s, last {values[-1]:.2f} s"

    return "\n".join([
        f"publish a new version     {seconds([release.publishing for release in later])}",
        f"  read the past before    {seconds([release.reading for release in later])}",
        f"  new files               {later[-1].files:,}, {later[-1].written / 1e6:.1f} MB",
        f"publish one changed page  {one.publishing:.2f} s, after {one.reading:.2f} s of reading the past",
        f"  new files               {one.files:,}, {one.written / 1e6:.2f} MB",
        f"  disk                    {one.disk / 1e6:.1f} MB with its folders",
        f"rollback                  {measured.rollback:.3f} s",
        f"verify the release        {measured.verify:.1f} s, {measured.verified:,} files",
    ])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.releases", description=__doc__)
    parser.add_argument("--versions", type=int, default=50, help="how many versions; otherwise 50")
    parser.add_argument("--pages", type=int, default=2000, help="how many pages each has; otherwise 2000")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="hub-releases-") as held:
        print(f"{args.versions} versions of {args.pages:,} pages, {dt.datetime.now(dt.UTC):%Y-%m-%d}")  # noqa: T201 - what it is for
        print(table(measure(args.versions, args.pages, Path(held))))  # noqa: T201 - as above
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
