"""Templates that cost less write what Jinja's own do, whatever they are given."""

from __future__ import annotations

import enum
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from macros.site.templates import Compiled, InSight, lean


class Word(enum.StrEnum):
    """A word that is no plain text."""

    SIGN = "<&>"


SHARED = """
{% macro plain(value) %}<b>{{ value }}</b>{% endmacro %}
{% macro filled(value, other="<none>", third=value) %}{{ value }}|{{ other }}|{{ third }}{% endmacro %}
{% macro around(name) %}<i title="{{ name }}">{{ caller() }}</i>{% endmacro %}
{% macro told(name) %}<i>{{ caller(name) }}</i>{% endmacro %}
{% macro asked(name, caller=none) %}{{ caller() if caller else name }}{% endmacro %}
{% macro many(name) %}{{ name }}{% for one in varargs %}, {{ one }}{% endfor %}
{% for key in kwargs %}; {{ key }}{% endfor %}{% endmacro %}
"""
PAGE = """{% import "hub/shared.html" as shared %}
{% macro own(value) %}{{ shared.plain(value) ~ value }}{% endmacro %}
{{ given }} {{ given ~ "<" }} {{ nothing }} {{ none }} {{ 3 }} {{ 2.5 }} {{ true }} {{ given | upper }} {{ given | safe }}
{% set kept %}<u>{{ given }}</u>{% endset %}{{ kept }}{{ kept ~ given }}
{{ own(given) }}{{ own(own(given)) }}{{ shared.plain() }}
{{ shared.filled(given) }}{{ shared.filled(given, given) }}{{ shared.filled(given, third=3) }}
{{ shared.filled(other=given, value=1) }}{% call shared.around(given) %}<b>{{ given }}</b>{% endcall %}
{% call(name) shared.told(given) %}{{ name }}{{ given }}{% endcall %}
{{ shared.asked(given) }}{% call shared.asked(given) %}{{ given }}{% endcall %}{{ shared.many(given, given, 1, more=given) }}
{% for one in values %}{{ own(one) }}{{ loop.index }}{{ word(one) }}{% else %}none{% endfor %}
{{ values | join(", ") }}{{ values | map("string") | join(shared.plain(given)) }}{% filter upper %}{{ given }}{% endfilter %}
"""
THEME = """{% from "hub/shared.html" import plain, filled %}
{{ given }}{{ plain(given) }}{{ filled(given) }}{% include "hub/page.html" %}"""
SIGNS = st.text(alphabet="a<>&\"'é ", max_size=6)
VALUES = st.one_of(
    SIGNS, SIGNS.map(Markup), st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False), st.just(Word.SIGN),
    st.lists(SIGNS, max_size=2),
)


def environment() -> Environment:
    made = Environment(
        loader=DictLoader({"hub/shared.html": SHARED, "hub/page.html": PAGE, "theme.html": THEME}),
        autoescape=lambda name: bool(name) and str(name).startswith("hub/"),  # noqa: S701 - the theme's do not escape
        bytecode_cache=Compiled(),
    )
    made.globals["word"] = "<{}>".format
    return made


STOCK, LEAN = environment(), environment()
lean(LEAN)


@given(VALUES, st.lists(VALUES, max_size=3))
def test_a_lean_template_writes_what_jinja_writes(given: Any, values: list[Any]) -> None:
    for name in ("hub/page.html", "theme.html"):
        told = {"given": given, "values": values}
        assert LEAN.get_template(name).render(told) == STOCK.get_template(name).render(told)


def test_a_text_and_the_same_text_that_is_safe_are_told_apart() -> None:
    told = {"given": "<b>", "values": [Markup("<b>"), "<b>", Markup("<b>")]}
    page = LEAN.get_template("hub/page.html").render(told)
    assert "<b>&lt;b&gt;</b>" in page
    assert "<b><b></b>" in page


def test_files_are_listed_but_for_those_that_a_dot_hides(tmp_path: Path) -> None:
    for name in ("a.css", ".hidden", "b/c.js", "b/.d/e.svg", ".icons/f.svg"):
        (tmp_path / "one" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "one" / name).write_text("", encoding="utf-8")
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "a.css").write_text("", encoding="utf-8")
    assert InSight([tmp_path / "two", tmp_path / "one"]).list_templates() == [".hidden", "a.css", "b/c.js"]


def test_mkdocs_takes_the_same_files_from_the_theme() -> None:
    theme = Theme(name="material", custom_dir=str(Path(__file__).parents[2] / "overrides"))
    config = cast("MkDocsConfig", SimpleNamespace(theme=theme, site_dir="site", use_directory_urls=True))
    taken = []
    for loader in (None, InSight(theme.dirs)):
        files, env = Files([]), theme.get_env()
        env.loader = loader or env.loader
        files.add_files_from_theme(env, config)
        taken.append([(file.src_uri, file.abs_src_path) for file in files])
    assert len(taken[0]) > 20
    assert taken[1] == taken[0]
