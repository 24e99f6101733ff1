"""The ways from a page to addresses. Templates write marks, and a mark becomes a way only when a page is put together: till
then what was drawn for one page serves all others."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

# Records cannot hold control characters, so nothing that an author writes is taken for one of these.
SIGNS = MARK, _ODD = "\x04", "\x01"
"""What stands before and behind each address, and at the beginning of one that is not tidy."""
_MARK = MARK.encode()
_TIDY = re.compile(r"[a-z0-9][a-z0-9-]*/(?:[A-Za-z0-9][\w.-]*/?)*(?:#[\w-]*)?")
"""An address that the way to it can be read from: no dots for folders, nothing outside the site."""


@cache
def mark(address: str) -> str:
    """Return what stands for an address until the page is whole."""
    return f"{MARK}{'' if _TIDY.fullmatch(address) else _ODD}{address}{MARK}"


def marked(drawn: str) -> list[str]:
    """Return the addresses whose marks are in what was drawn."""
    return [address.removeprefix(_ODD) for address in drawn.split(MARK)[1::2]]


class Ways:
    """The ways of one site. Most are the same from every page that is as deep, and most others from every page beside it: these
    are worked out once."""

    def __init__(self, relative: Callable[[str, str], str]) -> None:
        """Begin with none; `relative` gives the way to any address from a page."""
        self._relative = relative
        self._far: dict[int, _Known] = {}
        self._near: dict[bytes, _Known] = {}

    def whole(self, drawn: str, page: str) -> bytes:
        """Return what was drawn with the ways from a page in place of its marks, in UTF-8. The page's address is a folder's."""
        pieces = drawn.encode().split(_MARK)
        if len(pieces) > 1:
            here = page.encode()
            top, far, near = here[: here.find(b"/") + 1], self._from_depth(here.count(b"/")), self._from_beside(_above(here))
            pieces[1::2] = [
                far[to] if not to.startswith(top) else near[to] if not to.startswith(here) else to[len(here) :] or b"./"
                for to in pieces[1::2]
            ]
        return b"".join(pieces)

    def _from_depth(self, depth: int) -> _Known:
        """Return the ways to other places of the site from pages that are so many folders deep, and out of it."""

        def way(to: bytes) -> bytes:
            address = to.decode()
            return self._relative(address[1:], "-/" * depth).encode() if address[0] == _ODD else b"../" * depth + to

        if depth not in self._far:
            self._far[depth] = _Known(way)
        return self._far[depth]

    def _from_beside(self, beside: bytes) -> _Known:
        """Return the ways to the same place of the site from pages that stand in a folder."""

        def way(to: bytes) -> bytes:
            up, shared = 1, beside
            while not to.startswith(shared):
                up, shared = up + 1, _above(shared)
            return b"../" * up + to[len(shared) :]

        if beside not in self._near:
            self._near[beside] = _Known(way)
        return self._near[beside]


class _Known(dict[bytes, bytes]):
    """Ways by address, each worked out when it is first asked for."""

    def __init__(self, way: Callable[[bytes], bytes]) -> None:
        super().__init__()
        self._way = way

    def __missing__(self, to: bytes) -> bytes:
        made = self[to] = self._way(to)
        return made


def _above(folder: bytes) -> bytes:
    """Return the folder that a folder stands in."""
    return folder[: folder.rfind(b"/", 0, -1) + 1]
