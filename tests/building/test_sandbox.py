"""From inside the sandbox there is nothing to read, nowhere to send it, and an end to what a build may use."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.publish.leaks import report_of
from macros.publish.sandbox import Bounds, Ended, confined, run_confined, unavailable
from tests.support.project import TODAY, Answer, Project, small_project

CANARY = "qxcanaryqx"
INSIDE = "/built"
USUAL = Bounds(seconds=60)
why_not = unavailable()
pytestmark = [pytest.mark.build, pytest.mark.skipif(bool(why_not), reason=why_not)]


@pytest.fixture
def inside(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """Run a Python text in the sandbox of a small project, beside which secrets lie about."""
    made = small_project(root, "minimal", tmp_path / "project")
    made.write(".git/config", CANARY)
    made.write("secret.txt", CANARY)
    (tmp_path / "beside.txt").write_text(CANARY, encoding="utf-8")
    (tmp_path / "out").mkdir()
    monkeypatch.setenv("HUB_SECRET", CANARY)
    monkeypatch.setenv("GITHUB_TOKEN", CANARY)

    def run(text: str, bounds: Bounds = USUAL) -> Ended:
        command = confined(made.root, tmp_path / "out", INSIDE, {"HUB_EDITION": "public"}, [sys.executable, "-c", text])
        return run_confined(command, bounds)

    return run


def test_code_that_runs_there_runs_and_can_write_to_the_one_folder(inside: Callable[..., Ended], tmp_path: Path) -> None:
    ended = inside("open('/built/made.txt', 'w').write('made'); print('done')")
    assert (ended.code, ended.said.strip()) == (0, "done")
    assert (tmp_path / "out" / "made.txt").read_text(encoding="utf-8") == "made"


def test_no_environment_is_there_but_what_a_build_asks_for(inside: Callable[..., Ended]) -> None:
    ended = inside("import os; print(sorted(os.environ))")
    assert eval(ended.said) == ["HUB_EDITION", "LC_CTYPE", "PWD"]  # noqa: S307 - a list that our own text printed


@pytest.mark.parametrize("path", [
    "{project}/.git/config", "{project}/secret.txt", "{beside}", "/etc/passwd", "/etc/hostname", "/etc/resolv.conf",
    "/root/.bashrc", "/home", "/var/log", "/run", "/proc/1/environ", "/sys/class/net", "/mnt", "/opt",
])  # fmt: skip
def test_no_file_outside_the_project_can_be_read(inside: Callable[..., Ended], tmp_path: Path, path: str) -> None:
    full = path.format(project=tmp_path / "project", beside=tmp_path / "beside.txt")
    ended = inside(
        "import os, sys\n"
        "from pathlib import Path\n"
        f"path = Path({full!r})\n"
        "print(sorted(os.listdir(path)) if path.is_dir() else path.read_bytes())"
    )
    assert CANARY not in ended.said
    assert ended.code != 0 or path == "/proc/1/environ" or _only_ours(ended.said, full)


def _only_ours(said: str, path: str) -> bool:
    """Whether a folder that is there holds nothing but the way to Python and to the project."""
    ways = [Path(sys.base_prefix), Path(sys.prefix), *Path(__file__).resolve().parents]
    names = eval(said)  # noqa: S307 - a list that our own text printed
    return bool(names) and all(any((Path(path) / name) in (way, *way.parents) for way in ways) for name in names)


@pytest.mark.parametrize("text", [
    "import socket; socket.create_connection(('127.0.0.1', {port}), 3)",
    "import socket; socket.create_connection(('1.1.1.1', 53), 3)",
    "import socket; socket.getaddrinfo('example.org', 80)",
    "import urllib.request as u; u.urlopen('http://169.254.169.254/latest/meta-data/', timeout=3)",
    "import socket; s = socket.socket(socket.AF_UNIX); s.connect('/var/run/docker.sock')",
])  # fmt: skip
def test_no_network_is_there_not_even_this_machine(inside: Callable[..., Ended], text: str) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        ended = inside(text.replace("{port}", str(listening.getsockname()[1])))
    assert ended.code != 0
    assert "rror" in ended.said


def test_the_only_network_card_is_the_one_that_leads_nowhere(inside: Callable[..., Ended]) -> None:
    assert eval(inside("import socket; print([name for _, name in socket.if_nameindex()])").said) == ["lo"]  # noqa: S307


@pytest.mark.parametrize("where", ["{project}/docs/index.md", "{project}/briefings/new.md", "{project}/new.txt", "/usr/bin/new",
                                   "{prefix}/new", "/proc/sys/kernel/hostname"])
def test_nothing_can_be_written_but_in_the_one_folder(inside: Callable[..., Ended], tmp_path: Path, where: str) -> None:
    full = Path(where.format(project=tmp_path / "project", prefix=sys.prefix))
    before = full.read_bytes() if full.is_file() else None
    inside(f"open({str(full)!r}, 'w').write('changed')")
    assert (full.read_bytes() if full.is_file() else None) == before


def test_what_it_writes_to_its_tmp_is_gone_and_what_is_in_ours_is_not_there(inside: Callable[..., Ended]) -> None:
    ended = inside("import os; print(os.listdir('/tmp')); open('/tmp/qxleftqx', 'w').write('x')")
    assert ended.code == 0
    assert not Path("/tmp/qxleftqx").exists()  # noqa: S108 - that is the question


def test_no_process_of_others_can_be_seen_or_ended(inside: Callable[..., Ended]) -> None:
    ended = inside("import os; print([p for p in os.listdir('/proc') if p.isdigit()])")
    assert len(eval(ended.said)) <= 3  # noqa: S307
    assert inside(f"import os; os.kill({os.getpid()}, 9)").code != 0


def test_a_build_that_eats_memory_ends(inside: Callable[..., Ended]) -> None:
    ended = inside("held = []\nwhile True: held.append('a' * 50_000_000)", Bounds(memory=512 * 1024**2, seconds=60))
    assert ended.code != 0
    assert "MemoryError" in ended.said


def test_a_build_that_never_ends_is_ended_by_its_work(inside: Callable[..., Ended]) -> None:
    began = time.monotonic()
    assert inside("while True: pass", Bounds(work=1, seconds=60)).code != 0
    assert time.monotonic() - began < 30


def test_a_build_that_only_waits_is_ended_with_everything_it_started(inside: Callable[..., Ended]) -> None:
    waits = "import subprocess as s, sys, time; s.Popen([sys.executable, '-c', 'import time; time.sleep(987)']); time.sleep(987)"
    began = time.monotonic()
    ended = inside(waits, Bounds(seconds=2))
    assert (ended.code, ended.said) == (1, "It was ended after 2 seconds.")
    assert time.monotonic() - began < 30
    time.sleep(0.5)
    running = [p.read_bytes() for p in Path("/proc").glob("[0-9]*/cmdline") if p.is_file()]
    assert not [line for line in running if b"time.sleep(987)" in line]


def test_a_file_without_end_is_ended(inside: Callable[..., Ended], tmp_path: Path) -> None:
    text = "f = open('/built/big', 'wb')\nwhile True: f.write(b'0' * 1_000_000)"
    assert inside(text, Bounds(file=5_000_000, seconds=60)).code != 0
    assert (tmp_path / "out" / "big").stat().st_size <= 5_000_000


# The verb -----------------------------------------------------------------------
def test_the_site_from_the_sandbox_is_the_site_from_outside(root: Path, tmp_path: Path) -> None:
    made = small_project(root, "minimal", tmp_path / "project")
    outside, confined_site = tmp_path / "outside", tmp_path / "confined"
    assert made.build(outside).code == 0
    answer = _sandboxed(made, confined_site)
    assert answer.code == 0, answer.said
    assert "Built in a sandbox" in answer.said
    assert _files(outside) == _files(confined_site)
    told = [json.loads(report_of(site).read_bytes()) for site in (outside, confined_site)]
    assert told[0]["site"] == told[1]["site"]
    assert len(list(confined_site.glob("search/index/*.pf_meta"))) == 1


def test_a_refused_build_says_why_and_leaves_the_last_good_site(root: Path, tmp_path: Path) -> None:
    made = small_project(root, "minimal", tmp_path / "project")
    out = tmp_path / "out"
    out.mkdir()
    (out / "404.html").write_text("the last good one", encoding="utf-8")
    made.write("docs/evil.js", "alert(1)")
    answer = _sandboxed(made, out)
    assert answer.code == 1
    assert "B213" in answer.said
    assert [p.name for p in out.iterdir()] == ["404.html"]


@pytest.mark.parametrize("part", ["briefings", "docs", "mkdocs.yml"])
def test_a_part_of_the_project_that_is_a_link_is_refused_before_anything_is_read(root: Path, tmp_path: Path, part: str) -> None:
    made = small_project(root, "minimal", tmp_path / "project")
    (made.root / part).rename(tmp_path / "elsewhere")
    (made.root / part).symlink_to(tmp_path / "elsewhere")
    answer = _sandboxed(made, tmp_path / "out")
    assert answer.code == 1
    assert f"{part} is a link" in answer.said


def _files(site: Path) -> dict[str, bytes]:
    """Every file but those of the search index, whose names are other ones in every build."""
    found = {p.relative_to(site).as_posix(): p for p in site.rglob("*") if p.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith("search/index/")}


def _sandboxed(made: Project, out: Path) -> Answer:
    return made.hub("build", "--sandbox", "--edition", "staff", "--today", TODAY, "--out", str(out))
