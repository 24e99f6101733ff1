"""Pages under docs/ that may use macros reach our functions and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.built import Site
from tests.support.project import Project

pytestmark = pytest.mark.build

WAYS_OUT = (
    "{{ config }}",
    "{{ config.site_dir }}",
    "{{ environment }}",
    "{{ environment.system }}",
    "{{ files }}",
    "{{ navigation }}",
    "{{ plugin }}",
    "{{ git }}",
    "{{ page.file }}",
    "{{ page.url }}",
    "{{ extra }}",
    "{{ fix_url('x') }}",
    "{{ context() }}",
    "{{ macros_info() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'] }}",
    "{{ joiner }}",
    "{{ namespace() }}",
    "{{ range(3) }}",
    "{{ dict() }}",
    "{{ self.__init__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ count.__globals__ }}",
    "{{ count.__self__ }}",
    "{{ count.__func__.__code__ }}",
    "{{ page.meta.__class__ }}",
    "{{ page.meta.update({'render_macros': false}) }}",
    "{{ '{0.__class__}'.format(count) }}",
    "{{ '%s' % nothing }}",
    "{% include 'hub/footer.html' %}",
    "{% import 'main.html' as m %}",
    "{{ count(type='no-such-type') }}",
    "{{ newest(theme='no-such-theme') }}",
    "{{ figure('1', 'one', 'a caveat', 'sar/nobody') }}",
)


@pytest.fixture
def told(project: Callable[[str], Project], tmp_path: Path) -> Callable[[str], tuple[int, str, Path]]:
    """Build the smallest site with a text on its home page, which may use macros, and without search."""

    def build(text: str) -> tuple[int, str, Path]:
        made = project("minimal")
        made.write("docs/index.md", f"---\ntitle: Home\naudience: public\n---\n# Home\n\nBefore {text} after.\n")
        answer = made.mkdocs(tmp_path / "out", HUB_SEARCH="0")
        return answer.code, answer.said, tmp_path / "out"

    return build


@pytest.mark.parametrize("text", WAYS_OUT)
def test_a_way_out_of_the_sandbox_ends_the_build(told: Callable[[str], tuple[int, str, Path]], text: str) -> None:
    code, said, out = told(text)
    assert code != 0, Site(out).page("").text
    assert not (out / "index.html").exists() or "Before" not in Site(out).page("").text


@pytest.mark.parametrize(("text", "shown"), [("{{ count() }}", "Before 2 after."), ("{{ 7*7 }}", "Before 49 after.")])
def test_our_own_functions_work_there(told: Callable[[str], tuple[int, str, Path]], text: str, shown: str) -> None:
    code, said, out = told(text)
    assert code == 0, said
    assert shown in Site(out).page("").text


def test_a_refusal_says_which_page_and_what_there_is_instead(told: Callable[[str], tuple[int, str, Path]]) -> None:
    _, said, _ = told("{{ count(type='seven-minut') }}")
    assert "index.md" in said
    assert "Did you mean 'seven-minute'?" in said
