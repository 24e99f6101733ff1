"""What stands beside a record goes where the record goes, written anew, and what stands under docs/ is pages alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.making import theme
from tests.publish.test_pdf import HIDDEN, REMOVED
from tests.publish.test_pictures import SECRET, photo
from tests.support.built import Site
from tests.support.printed import document
from tests.support.project import Project

pytestmark = pytest.mark.build
TEXT = (
    "\n## What good looks like\n\nRead [the report](qxown/report.pdf#page=1), look at "
    "![a chart of visits](qxown/charts/visits.png) and at ![a note](qxown/note.jpg).\n"
)


def with_files(made: Project, audience: str) -> Project:
    (contact,) = (made.root / "briefings" / "contacts").glob("*.md")
    text = theme("Own files", body=TEXT, audience=audience).decode()
    made.write("briefings/themes/qxown.md", text.replace("owner: team", f"owner: {contact.stem}"))
    own = made.root / "briefings" / "themes" / "qxown"
    (own / "charts").mkdir(parents=True)
    (own / "report.pdf").write_bytes(document(REMOVED["a script"]))
    (own / "charts" / "visits.png").write_bytes(photo("PNG"))
    (own / "note.jpg").write_bytes(photo("JPEG"))
    return made


def test_a_document_and_pictures_are_published_with_their_record_and_nothing_that_was_hidden_in_them(
    project: Callable[[str], Project], tmp_path: Path
) -> None:
    made = with_files(project("minimal"), "staff")
    answer = made.build(tmp_path / "staff")
    assert answer.code == 0, answer.said
    site = Site(tmp_path / "staff")
    page = site.page("themes/qxown/")
    assert "report.pdf#page=1" in page.links()
    for name in ("report.pdf", "charts/visits.png", "note.jpg"):
        data = site.files[f"themes/qxown/{name}"]
        assert HIDDEN.encode() not in data
        assert SECRET not in data
    assert len(PdfReader(io.BytesIO(site.files["themes/qxown/report.pdf"])).pages) == 1
    assert [link for link in site.broken_links() if "qxown" in link and "no place" not in link] == []


def test_they_are_in_no_edition_that_does_not_hold_their_record(project: Callable[[str], Project], tmp_path: Path) -> None:
    made = with_files(project("minimal"), "staff")
    answer = made.build(tmp_path / "partners", "partners")
    assert answer.code == 0, answer.said
    assert Site(tmp_path / "partners").where("qxown") == []


def test_a_document_that_cannot_be_made_safe_ends_the_build(project: Callable[[str], Project], tmp_path: Path) -> None:
    made = with_files(project("minimal"), "staff")
    (made.root / "briefings/themes/qxown/report.pdf").write_bytes(b"%PDF-1.7 broken")
    answer = made.build(tmp_path / "out")
    assert answer.code == 1
    assert "B323" in answer.said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("path", ["docs/evil.js", "docs/about/photo.png", "docs/About.md", "docs/about/\uff41bout.md"])
def test_what_stands_under_docs_and_is_no_page_ends_the_build(
    project: Callable[[str], Project], tmp_path: Path, path: str
) -> None:
    made = project("minimal")
    made.write(path, "---\naudience: public\n---\nalert(1)\n")
    answer = made.build(tmp_path / "out")
    assert answer.code == 1
    assert "B213" in answer.said or "B202" in answer.said


def test_what_mkdocs_would_take_for_the_end_of_front_matter_brings_nothing_onto_a_page(
    project: Callable[[str], Project], tmp_path: Path
) -> None:
    made = project("minimal")
    hidden = "...\n# qxtwoendsqx <script>alert(1)</script>\n"
    made.write("docs/about/two-ends.md", f"---\ntitle: Two ends\naudience: staff\n{hidden}---\n# Two ends\n")
    answer = made.build(tmp_path / "out")
    assert answer.code == 0, answer.said
    site = Site(tmp_path / "out")
    assert "about/two-ends/index.html" in site.pages
    assert site.where("qxtwoendsqx") == []
