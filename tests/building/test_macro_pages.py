"""Pages under docs/ that may use macros reach our functions and nothing else."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.built import read_page
from tests.support.project import Project, once, small_project

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
    "{{ now() }}",
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
    "{{ step('found', theme='no-such-theme') }}",
    "{{ step('no-such-step', theme='no-such-theme') }}",
)


WORKING = {
    "{{ count() }}": "Before 2 after.",
    "{{ 7*7 }}": "Before 49 after.",
    "{{ systems() }}": "This edition describes no learning system.",
    "{{ rules() }}": "It had improved, and is detected again.",
}
_BUILD_EACH = """
import json, sys, logging
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config
logging.disable()
answers = {}
for number, text in enumerate(json.loads(Path("texts.json").read_text("utf-8"))):
    page = f"---\\ntitle: Home\\naudience: public\\n---\\n# Home\\n\\nBefore {text} after.\\n"
    Path("docs/index.md").write_text(page, "utf-8")
    out = Path(f"out-{number}")
    try:
        build(load_config("mkdocs.yml", site_dir=str(out.resolve()), strict=True))
        answers[text] = ["built", (out / "index.html").read_text("utf-8")]
    except (Exception, SystemExit) as error:
        shown = (out / "index.html").is_file()
        answers[text] = ["written" if shown else "refused", str(error)]
Path("answers.json").write_text(json.dumps(answers), "utf-8")
"""
"""One process for all: most of a small build is starting it."""


@pytest.fixture(scope="module")
def answers(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What became of the smallest site with each of the texts on its home page, which may use macros."""

    def make(folder: Path) -> None:
        made = small_project(root, "minimal", folder)
        made.write("texts.json", json.dumps([*WAYS_OUT, *WORKING]))
        answer = made.run([sys.executable, "-c", _BUILD_EACH], folder, {"HUB_SEARCH": "0"})
        assert answer.code == 0, answer.said

    folder = once(tmp_path_factory, "macro-pages", make)
    found: dict[str, list[str]] = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("text", WAYS_OUT)
def test_a_way_out_of_the_sandbox_ends_the_build(answers: dict[str, list[str]], text: str) -> None:
    became, said = answers[text]
    assert became == "refused", read_page(said).text


@pytest.mark.parametrize("text", WORKING)
def test_our_own_functions_work_there(answers: dict[str, list[str]], text: str) -> None:
    became, said = answers[text]
    assert became == "built", said
    assert WORKING[text] in read_page(said).text


def test_a_refusal_names_the_page_and_says_what_there_is_instead(project: Callable[[str], Project], tmp_path: Path) -> None:
    made = project("minimal")
    made.write("docs/index.md", "---\ntitle: Home\naudience: public\n---\n# Home\n\n{{ count(type='seven-minut') }}\n")
    answer = made.build(tmp_path / "out")
    assert answer.code == 1
    assert "index.md" in answer.said
    assert "Did you mean 'seven-minute'?" in answer.said
    assert not (tmp_path / "out").exists()
