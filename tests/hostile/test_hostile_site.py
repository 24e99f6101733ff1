"""A site full of hostile records: nothing of theirs runs, and building it opens the project's files and no others."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from macros.content.guard.known import Known
from macros.content.guard.scan import scan_files
from macros.site.exports.csv_data import FORMULA
from tests.hostile.corpus import inputs
from tests.hostile.judging import ids_of, wrong_in_page
from tests.making import THEME, draft, examined, theme
from tests.support.project import TODAY, Answer, Project, once, small_project

pytestmark = pytest.mark.build
CANARY = "qxcanaryqx"
TRIPWIRE = """
import json, os, sys
opened, reached, asked = set(), [], set()
LOUD = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile", "urllib.", "ftplib.",
        "smtplib.", "http.", "ctypes.dlopen", "os.symlink", "os.link", "os.chmod", "os.chown", "os.putenv", "webbrowser.")
def hook(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        opened.add(os.path.abspath(os.fsdecode(args[0])))
    elif event in ("os.listdir", "os.scandir") and isinstance(args[0], (str, bytes)):
        opened.add(os.path.abspath(os.fsdecode(args[0])))
    elif event.startswith(LOUD):
        reached.append(f"{event} {args!r}"[:200])
kept = type(os.environ).__getitem__
def read(self, key):
    frame, files = sys._getframe(1), []
    while frame and len(files) < 4:
        files.append(frame.f_code.co_filename)
        frame = frame.f_back
    if not any(name.endswith(os.path.join("wsgiref", "handlers.py")) for name in files):  # looks at all while it is imported
        asked.add(os.fsdecode(key))
    return kept(self, key)
type(os.environ).__getitem__ = read
sys.addaudithook(hook)
from pathlib import Path
from macros.cli import main
code = main(sys.argv[2:], Path.cwd())
found = {"opened": sorted(opened), "reached": reached, "asked": sorted(asked)}
with os.fdopen(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT), "w") as out:
    json.dump(found, out)
raise SystemExit(code)
"""


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def hostile_records() -> dict[str, bytes]:
    """Each input as every text of a theme, and each text that a record may hold, where it is taken at all."""
    made: dict[str, bytes] = {}
    for number, one in enumerate(inputs("fields of records")):
        text = one.data.decode("utf-8", "replace")
        said = quoted(text)
        record = theme(quoted(f"{text} {number}"), more=f"synonyms: [{said}]\n").decode().replace("A word in common.", said)
        record = record.replace("definition: What it means.", f"definition: {said}")
        if _taken(record.encode()):
            made[f"briefings/themes/field-{number}.md"] = record.encode()
    for family in ("markup in records", "links in records", "templates in records"):
        for number, one in enumerate(inputs(family)):
            if number % 7 == 0:
                record_of = theme(f"Text {family} {number}", body=f"\n## Part {number}\n\n") + one.data + b"\n"
                if _taken(record_of):
                    made[f"briefings/themes/{family.split()[0]}-{number}.md"] = record_of
    return made


def _taken(record: bytes) -> bool:
    found = (*examined({THEME: record}).diagnostics, *(diagnostic for diagnostic, _ in scan_files({THEME: record}, Known())))
    return {d.code.id for d in found if d.severity == "error"} <= {"B104"}


def _tripped(project: Project, trace: Path, *arguments: str) -> Answer:
    command = [sys.executable, "-c", TRIPWIRE, str(trace), *arguments]
    return project.run(command, project.root, {"HUB_SEARCH": "0", "QX_SECRET": CANARY, "GITHUB_TOKEN": CANARY})


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the built site in `site` and what building it touched in `trace.json`."""

    def make(folder: Path) -> None:
        project = small_project(root, "minimal", folder / "project")
        (contact,) = (project.root / "briefings" / "contacts").glob("*.md")
        for path, data in hostile_records().items():
            file = project.root / path
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(data.replace(b"owner: team", f"owner: {contact.stem}".encode()))
        (folder / "outside.txt").write_text(CANARY, encoding="utf-8")
        asked = ("build", "--edition", "managers", "--today", TODAY, "--out", str(folder / "site"))
        answer = _tripped(project, folder / "trace.json", *asked)
        assert answer.code == 0, answer.said[-3000:]

    return once(tmp_path_factory, "hostile-site", make)


def test_hundreds_of_hostile_records_are_on_the_site(site: Path) -> None:
    assert len(list((site / "site" / "themes").glob("*/index.html"))) > 300


def test_no_page_has_anything_that_runs_loads_or_sends(site: Path) -> None:
    top = site / "site"
    own = ids_of((top / "404.html").read_text(encoding="utf-8"))
    found = [
        f"{path.relative_to(top)}: {said}"
        for path in sorted(top.rglob("*.html")) for said in wrong_in_page(path.read_text(encoding="utf-8"), own)
    ]
    assert found == []


def test_every_export_can_be_read_and_no_cell_begins_like_a_formula(site: Path) -> None:
    top = site / "site"
    for path in (*top.rglob("*.json"), *top.rglob("*.geojson")):
        json.loads(path.read_text(encoding="utf-8"))
    for path in (*top.rglob("*.xml"), *top.rglob("*.atom")):
        ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own file
    tables = list(top.rglob("*.csv"))
    assert tables
    for path in tables:
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))):
            assert not [cell for cell in row if cell.startswith(FORMULA) and not _is_number(cell)], path


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "", 1).isdigit()


def test_a_build_opens_the_projects_files_and_pythons_own_and_no_others(site: Path, root: Path) -> None:
    trace = json.loads((site / "trace.json").read_text(encoding="utf-8"))
    written = (site / "site", site / ".site.new", site / ".site.old", site / ".site.leak-report.json.new")
    ours = [str(p) for p in (site / "project", *written, root / "macros", root / "overrides", sys.prefix, sys.base_prefix)]
    others = [path for path in trace["opened"] if not any(path == top or path.startswith(f"{top}/") for top in ours)]
    assert [path for path in others if not path.startswith(KNOWN)] == []
    assert not [path for path in trace["opened"] if path.endswith("outside.txt") or ".git" in Path(path).parts]


KNOWN = ("/dev/null", "/usr/share/zoneinfo/", "/etc/localtime")
"""What Python's own modules look at: the time in London."""


HARMLESS = ("ctypes.dlopen (None,)", "os.putenv (b'HUB_", "os.putenv (b'SOURCE_DATE_EPOCH'", "os.putenv (b'NO_MKDOCS_2_WARNING'",
            "os.putenv (b'PYDANTIC_DISABLE_PLUGINS'")
"""Python itself, and the build telling MkDocs and the validation library what was asked for."""


def test_a_build_reaches_for_no_network_and_starts_no_program(site: Path) -> None:
    reached = json.loads((site / "trace.json").read_text(encoding="utf-8"))["reached"]
    assert [event for event in reached if not event.startswith(HARMLESS)] == []


def test_a_build_asks_the_environment_for_nothing_but_its_own_settings(site: Path) -> None:
    asked = set(json.loads((site / "trace.json").read_text(encoding="utf-8"))["asked"])
    assert not asked & {"QX_SECRET", "GITHUB_TOKEN"}
    for path in (site / "site").rglob("*"):
        assert not (path.is_file() and CANARY.encode() in path.read_bytes()), path


def test_a_check_of_what_is_refused_opens_nothing_that_it_points_to(root: Path, tmp_path: Path) -> None:
    project = small_project(root, "minimal", tmp_path / "project")
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("secret.md", "secret.csv", "secret.png", "secret.pdf"):
        (outside / name).write_text(CANARY, encoding="utf-8")
    own = project.root / "briefings" / "themes" / "recording"
    own.mkdir(parents=True)
    for name in ("photo.png", "series.csv", "report.pdf"):
        (own / name).symlink_to(outside / f"secret.{name.partition('.')[2]}")
    (project.root / "briefings" / "themes" / "linked.md").symlink_to(outside / "secret.md")
    (project.root / "briefings" / "sar").symlink_to(outside)
    (project.root / "docs" / "linked.md").symlink_to(outside / "secret.md")
    (project.root / "docs" / "folder").symlink_to(outside)
    body = "".join(f"- [words]({way})\n- ![alternative]({way})\n" for way in (
        "../../../outside/secret.md", "../../../outside/secret.png", f"{outside}/secret.pdf",
        "recording/../../../../outside/secret.pdf", "recording/photo.png", "recording/report.pdf", f"file://{outside}/secret.png",
    ))
    project.write("briefings/themes/recording.md", draft().decode() + f"\n## A part\n\n{body}")
    answer = _tripped(project, tmp_path / "trace.json", "check")
    assert answer.code == 1
    assert answer.said.count("B210") >= 6
    assert CANARY not in answer.said
    trace = json.loads((tmp_path / "trace.json").read_text(encoding="utf-8"))
    assert not [path for path in trace["opened"] if path.startswith(str(outside))]
    through = [own / "photo.png", own / "report.pdf", own / "series.csv", project.root / "docs" / "linked.md"]
    assert not {str(path) for path in through} & set(trace["opened"])
