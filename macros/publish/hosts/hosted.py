"""What a host's settings are made from, and what each of them holds: values, the same for every host."""

from __future__ import annotations

import re
from collections.abc import Callable

from macros.content.records.base import Audience
from macros.content.settings import Hosting
from macros.frozen import frozen
from macros.publish.policy import Policy

PLAIN = re.compile(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*/")
"""Addresses that stand in every host's settings as they are, without a sign that means something there."""
DENIED = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment",
    "usb",
)
"""What no page of ours ever asks a reader's browser for."""
DAY = 86_400


class Unsuitable(Exception):
    """The host cannot serve the edition as it must be served; the text says why and what to do."""


@frozen
class Lifetime:
    """How long browsers keep the files of some folders (addresses that begin so), in seconds."""

    begins: tuple[str, ...]
    seconds: int
    changes: bool
    """Whether such a file may hold something else tomorrow under the same name."""


LIFETIMES = (
    Lifetime(
        (
            "assets/stylesheets/", "assets/javascripts/bundle.", "assets/javascripts/workers/", "search/index/fragment/",
            "search/index/index/", "search/index/filter/",
        ),
        365 * DAY, changes=False,
    ),
    Lifetime(("assets/fonts/",), 7 * DAY, changes=True),
)
"""Files with a hash in their name never change; fonts seldom do. Everything else is asked for anew."""
PUBLIC_PAGE = 300
"""Seconds that a page of the public edition may be kept: what is taken back is gone soon."""


@frozen
class Hosted:
    """One edition as it is to be served from the top of a host of its own."""

    edition: Audience
    policy: Policy
    hosting: Hosting
    moved: tuple[tuple[str, str], ...] = ()
    """Old addresses and the new ones, both from the top of the site, such as `sar/old/`."""
    gone: tuple[str, ...] = ()
    """Addresses of what was taken back."""
    earlier: tuple[str, ...] = ()
    """Earlier versions of the site that stand beside it, such as `2026.10` in `v/2026.10/`."""

    @property
    def restricted(self) -> bool:
        """Whether readers must be known."""
        return self.edition is not Audience.PUBLIC

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the roles whose holders may read the edition: its own and every narrower audience's."""
        if not self.restricted:
            return ()
        named = self.hosting.roles
        known = ((a, getattr(named, str(a))) for a in Audience if a is not Audience.PUBLIC)
        return tuple(role for audience, role in known if audience.width >= self.edition.width)

    @property
    def shared(self) -> str:
        """Return who may keep copies: anyone on the way, or the reader's browser alone."""
        return "private" if self.restricted else "public"

    @property
    def page_cache(self) -> str:
        """Return how long a page may be kept; one that is not for everybody is asked for each time."""
        return "private, no-cache" if self.restricted else f"public, max-age={PUBLIC_PAGE}"

    def cache(self, lifetime: Lifetime) -> str:
        """Return how long files of a lifetime may be kept."""
        return f"{self.shared}, max-age={lifetime.seconds}{'' if lifetime.changes else ', immutable'}"

    def headers(self) -> tuple[tuple[str, str], ...]:
        """Return the headers of every answer, errors included."""
        always = (
            ("Content-Security-Policy", self.policy.header()),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),  # says to old browsers what frame-ancestors says to the others
            ("Referrer-Policy", "same-origin"),
            ("Permissions-Policy", ", ".join(f"{name}=()" for name in DENIED)),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        )
        days = self.hosting.hsts_days
        return (*always, ("Strict-Transport-Security", f"max-age={days * DAY}")) if days else always


@frozen
class HostFile:
    """A file of settings: its name, its text, and whether the host takes it from the top of the site itself."""

    name: str
    text: str
    inside: bool = False


@frozen
class Host:
    """A host that settings are written for."""

    title: str
    files: Callable[[Hosted], tuple[HostFile, ...]]
    """Return the files. Raises `Unsuitable`."""
    policy_in_pages: bool = False
    """Whether the policy must stand in the pages, because the host sets no headers."""


def in_order(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Return the addresses sorted, each once. Raises `Unsuitable` for one that cannot stand in settings."""
    for address in addresses:
        if not PLAIN.fullmatch(address):
            raise Unsuitable(f"the address /{address} has a sign that cannot stand in a host's settings.")
    return tuple(sorted(set(addresses)))
