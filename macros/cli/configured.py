"""What MkDocs is told of a build: `mkdocs.yml`, read without a way to ask anybody on the web."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import NoReturn

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig


def configured(root: Path, into: Path, *, strict: bool) -> MkDocsConfig:
    """Return the configuration of a project's build into a folder. Raises what MkDocs raises where it cannot be read."""
    with asking_nobody():
        return load_config(str(root / "mkdocs.yml"), site_dir=str(into), strict=strict)


@contextmanager
def asking_nobody() -> Iterator[None]:
    """Let mkdocs-macros load without what it asks PyPI with, of a module that settings name and that is not installed: a build
    asks nobody. To load that would take longer than to load MkDocs, and open a socket."""
    nobody = ModuleType("requests")
    vars(nobody).update(get=_ask, exceptions=SimpleNamespace(RequestException=_Unasked))
    loaded = sys.modules.get(nobody.__name__)
    sys.modules[nobody.__name__] = nobody
    try:
        yield
    finally:
        del sys.modules[nobody.__name__]
        if loaded:
            sys.modules[nobody.__name__] = loaded


class _Unasked(Exception):
    """What mkdocs-macros takes for a network that does not answer."""


def _ask(*_: object, **__: object) -> NoReturn:
    raise _Unasked
