"""Settings for Netlify: two files that the service takes from the top of the site. For the public edition alone."""

from __future__ import annotations

from collections.abc import Iterator

from macros.publish.hosts.hosted import LIFETIMES, Hosted, HostFile, Unsuitable, in_order

HEADERS, REDIRECTS = "_headers", "_redirects"


def files(hosted: Hosted) -> tuple[HostFile, ...]:
    """Return the two files. Raises `Unsuitable` for an edition that is not for everybody."""
    if hosted.restricted:
        raise Unsuitable(
            f"the settings for Netlify cannot ask who reads, and the {hosted.edition} edition is not for everybody. "
            "Build the public edition, or choose apache, nginx or azure-swa.",
        )
    return (
        HostFile(HEADERS, "\n".join(_headers(hosted)) + "\n", inside=True),
        HostFile(REDIRECTS, "\n".join(_redirects(hosted)) + "\n", inside=True),
    )


def _headers(hosted: Hosted) -> Iterator[str]:
    """Pages have no lifetime here: two rules that fit would be joined, and Netlify's own is to ask anew each time."""
    yield "# Written by `hub.py build --host netlify`: build again instead of changing it."
    yield "/*"
    for name, value in hosted.headers():
        yield f"  {name}: {value}"
    for lifetime in LIFETIMES:
        for begins in lifetime.begins:
            if begins.endswith("/"):
                yield f"/{begins}*"
                yield f"  Cache-Control: {hosted.cache(lifetime)}"


def _redirects(hosted: Hosted) -> Iterator[str]:
    """Each is forced: a page that leads on stands at the old address as well."""
    yield "# Written by `hub.py build --host netlify`: build again instead of changing it."
    to = dict(hosted.moved)
    for old in in_order(tuple(to)):
        yield f"/{old} /{in_order((to[old],))[0]} 301!"
