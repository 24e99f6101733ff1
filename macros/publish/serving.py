"""From a built edition to the settings of the host that serves it: what goes into the site, what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from macros.publish.hosts import HOSTS, Hosted, HostFile, Unsuitable
from macros.publish.policy import NoPlace, Policy, strays, with_policy
from macros.publish.prepare import Prepared

BESIDE = ".host"
"""What the name of the folder beside the site ends with. A server of one's own serves all that is in the site's
folder, so its settings stand outside; a service takes them from the top of the site and keeps them to itself."""


class Stray(Exception):
    """A page holds a script that the content-free build has not; the text says which page."""


def hosted(prepared: Prepared, policy: Policy, site_url: str, host: str) -> Hosted:
    """Return what the settings of a host are made from. Raises `Unsuitable` where the edition is a folder of a host:
    headers, sign-in and old addresses belong to a host as a whole, and what is public deserves one of its own."""
    if urlsplit(site_url).path.strip("/") and host != "github-pages":
        raise Unsuitable(f"site_url is {site_url}, a folder of a host. Give the edition a host of its own.")
    if prepared.settings is None:
        raise Unsuitable("the project has no settings.")
    return Hosted(
        prepared.request.audience, policy, prepared.settings.hosting,
        tuple((redirect.address, redirect.to) for redirect in prepared.redirects), prepared.gone,
    )


def depth_of(site: Path) -> int:
    """Return in how many folders the deepest page of a built site stands."""
    return max((len(path.relative_to(site).parts) - 1 for path in site.rglob("*.html")), default=0)


def for_host(site: Path, host: str, edition: Hosted) -> tuple[HostFile, ...]:
    """Put into the built site what its host takes from there, and return the files that stand beside it.

    Raises `Unsuitable`, and `Stray` where a page holds a script that the policy does not allow.
    """
    chosen = HOSTS[host]
    files = chosen.files(edition)
    for path in sorted(site.rglob("*.html")):
        page = path.read_text("utf-8")
        if found := strays(page, edition.policy):
            raise Stray(f"{path.relative_to(site).as_posix()} holds a script that the theme did not write: {found[0][:80]}")
        if chosen.policy_in_pages:
            try:
                path.write_text(with_policy(page, edition.policy), encoding="utf-8", newline="\n")
            except NoPlace as error:
                raise Stray(f"{path.relative_to(site).as_posix()}: {error}") from None
    _write(site, (file for file in files if file.inside))
    return tuple(file for file in files if not file.inside)


def write_beside(folder: Path, files: Iterable[HostFile]) -> None:
    """Write the files that stand beside the site into a folder that is there."""
    _write(folder, files)


def _write(folder: Path, files: Iterable[HostFile]) -> None:
    for file in files:
        (folder / file.name).write_text(file.text, encoding="utf-8", newline="\n")
