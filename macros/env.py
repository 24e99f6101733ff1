"""The door to mkdocs-macros: what the site's own pages can ask for.

Macros run on the pages that settings list, in a sandbox that knows these functions and nothing else:
not the configuration, not the files, not the page's own front matter, none of Jinja's own globals.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from mkdocs_macros.plugin import MacrosPlugin


def define_env(env: MacrosPlugin) -> None:
    """Register the macros; each returns HTML made by the theme's templates."""
    from macros.publish.prepare import SLOT
    from macros.site.components import Components

    prepared = env.conf["extra"][SLOT]
    if prepared.scene is None:
        return
    templates = Path(env.conf.config_file_path).resolve().parent / "overrides"
    components = Components(prepared.scene, prepared.home, templates, lambda: str(env.page.url), prepared.compiled)
    env.macros.clear()  # the plugin's own: `now` would make every build another, `context` shows what there is
    for name, macro in components.macros().items():
        env.macro(macro, name)


def on_pre_page_macros(env: MacrosPlugin) -> None:
    """Before a page's macros run: only our functions are in reach.

    What mkdocs-macros offers otherwise (`config`, `environment`, `files`, `page` …) leads out of any
    sandbox: a page could run commands through it.
    """
    if not isinstance(env._env, ImmutableSandboxedEnvironment):  # noqa: SLF001 - nothing public sets it
        sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
        sandbox.globals = dict(env.macros)
        env._env = sandbox  # noqa: SLF001 - as above
    wanted: Any = env.page.meta.get("render_macros") is True
    env._variables = {"page": SimpleNamespace(meta={"render_macros": wanted})}  # noqa: SLF001 - as above
