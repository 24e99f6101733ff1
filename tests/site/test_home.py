"""The front page's lists: the newest of many kinds, and the themes of what is ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from mkdocs.theme import Theme

from macros.site.components import Components
from macros.site.drawing import Drawing
from macros.site.views.pages import home_view
from macros.site.views.parts import Scene
from tests.support.rounds import audit, report, review, scene

TEMPLATES = Path(__file__).parents[2] / "overrides"
ABOUT = "about_body: Another council\n"


def _home(held: Scene) -> Components:
    return Components(held, home_view(held, ()), TEMPLATES, lambda: "")


def _newest(type_: str | None = None) -> list[str]:
    files = {f"audits/a{n}": audit(f"2026-0{n}") for n in (5, 6, 7, 8)} | {"feedback/r": report("2026-02", "notes")}
    made = _home(scene(files)).newest(type_)
    return [line.partition("</a>")[0].rpartition(">")[2] for line in made.splitlines() if "<h3>" in line]


def test_of_the_newest_no_more_than_two_are_of_one_type() -> None:
    assert _newest() == ["Files of 2026-08", "Files of 2026-07", "Complaints of 2026-02"]


def test_the_newest_of_one_type_are_all_of_that_type() -> None:
    assert _newest("audits") == [f"Files of 2026-0{n}" for n in (8, 7, 6, 5)]


def test_the_themes_of_the_front_page_are_those_of_our_own_records() -> None:
    files = {f"feedback/r{n}": report(f"2026-0{n}", "notes") for n in (1, 2)}
    theirs = {"reviews/of-them": review("Theirs", "2026-03-01", more=f"themes: [notes]\n{ABOUT}")}
    ours = home_view(scene(files), ()).themes
    assert [(link.words, said) for link, said in ours] == [("Notes", "2 pages")]
    assert home_view(scene(files | theirs), ()).themes == ours


def test_a_list_says_of_what_other_body_a_page_is() -> None:
    held = scene({"reviews/of-them": review("Theirs", "2026-03-01", more=ABOUT), "reviews/ours": review("Ours", "2026-02-01")})
    made = _home(held).newest(type="reviews")
    assert made.count("Review. About Another council") == 1
    assert made.count("Review</p>") == 1


def test_an_address_in_a_template_leads_from_whichever_page_asks() -> None:
    asking = iter(("", "about/", "about/how/"))
    made = Components(scene({}), None, TEMPLATES, lambda: next(asking))
    assert [made.rules().count(f'href="{way}"') for way in ("about/rules/", "rules/", "../rules/")] == [1, 1, 1]


def test_a_template_comes_to_the_same_code_for_macros_and_for_pages() -> None:
    stock = Theme(name="material", custom_dir=str(TEMPLATES)).get_env()
    stock.autoescape = True
    pages = Drawing(stock, {}, cast("Any", None), "", lambda to, _: to)._alone
    macros = _home(scene({}))._env
    for path in (TEMPLATES / "hub" / "parts.html", *(TEMPLATES / "hub" / "macros").glob("*.html")):
        source, name = path.read_text(encoding="utf-8"), path.relative_to(TEMPLATES).as_posix()
        assert macros.compile(source, name, raw=True) == pages.compile(source, name, raw=True), name
