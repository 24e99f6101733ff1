"""A site behind a real server, asked as it is written: no client tidies an address on the way."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.content.records.base import Audience

EDITIONS = tuple(str(audience) for audience in Audience)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def all(self, name: str) -> list[str]:
        """Return every value of a header."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def one(self, name: str) -> str:
        """Return the one value of a header."""
        values = self.all(name)
        assert len(values) == 1, f"{name}: {values}"
        return values[0]

    def text(self) -> bytes:
        """Return the body as it was before it was compressed."""
        return gzip.decompress(self.body) if self.all("Content-Encoding") == ["gzip"] else self.body


@dataclass(frozen=True, slots=True)
class Served:
    """An edition behind a server on this machine."""

    port: int
    site: Path
    edition: Audience

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path as it is written; `_` in the names of headers stands for `-`."""
        return self.send(path, method, {name.replace("_", "-"): value for name, value in headers.items()})

    def send(self, path: str, method: str, headers: Mapping[str, str]) -> Answer:
        """Ask with these headers and no others."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            got = connection.getresponse()
            return Answer(got.status, tuple(got.getheaders()), got.read())
        finally:
            connection.close()

    def files(self) -> dict[str, bytes]:
        """Return every file of the edition by its path, without what the tests planted."""
        found = ((path.relative_to(self.site), path) for path in sorted(self.site.rglob("*")) if path.is_file())
        return {place.as_posix(): path.read_bytes() for place, path in found if not place.parts[0].startswith(".")}
