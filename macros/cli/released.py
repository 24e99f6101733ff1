"""A built site as a release takes it: an edition with everything that comes out with it, and the settings of its servers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from macros.cli.bare import bare_pages
from macros.cli.edition import BuiltEdition, build_edition
from macros.frozen import frozen
from macros.publish.hosts import HOSTS, Hosted
from macros.publish.policy import Policy, policy_of
from macros.publish.request import Request
from macros.publish.serving import depth_of, for_host, hosted
from macros.site.past import Past

Bare = Callable[[Path, int, str], tuple[str, ...]]
"""From a project's folder, a depth and a day to pages without content."""
SERVERS = ("nginx", "apache")
"""Whose settings stand beside every release."""
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


@frozen
class ReleaseSite:
    """What was built, the policy of its pages, and what the settings of each server are made from."""

    made: BuiltEdition
    policy: Policy
    editions: Mapping[str, Hosted]

    @property
    def moved(self) -> dict[str, str]:
        """Return old addresses and where they lead."""
        return {redirect.address: redirect.to for redirect in self.made.prepared.redirects}

    def settings(self, scripts: tuple[str, ...], earlier: tuple[str, ...]) -> dict[str, str]:
        """Return the servers' settings by the names of their files, from the scripts of all versions and the names of the earlier
        ones."""
        return {
            file.name: file.text for name, edition in self.editions.items()
            for file in HOSTS[name].files(replace(edition, policy=Policy(scripts), earlier=earlier))
        }


def release_site(root: Path, request: Request, into: Path, past: Past, bare: Bare = bare_pages) -> ReleaseSite:
    """Build an edition into a folder that is there, with all that a release of it holds, and return what it was made from.

    `past` is what the versions before it show, as they stand in the store now: what was removed there is in no history.

    `bare` gives the pages of the project without content, as `bare_pages` does.

    Whatever is to be in every release is made here, so that it is also in one that is built again without a record. Raises
    `NotBuilt`, `Unsuitable`, `Stray` and `BareFailed`.
    """
    made = build_edition(root, request, into, past)
    policy = policy_of(bare(root, depth_of(into), request.today.isoformat()))
    editions = {name: hosted(made.prepared, policy, made.site_url, name) for name in SERVERS}
    for name, edition in editions.items():
        for_host(into, name, edition)
    return ReleaseSite(made, policy, editions)


def lock_of(root: Path) -> str:
    """Return the text of the file that pins every package, or nothing."""
    path = root / "requirements.txt"
    return path.read_text("utf-8") if path.is_file() else ""


def lock_hash(lock: str) -> str:
    """Return what a release knows its packages by."""
    return hashlib.sha256(lock.encode()).hexdigest()


def pinned(lock: str) -> dict[str, str]:
    """Return the packages that a lock file names, with their versions."""
    return dict(_PINNED.findall(lock))
