"""The whole way from a commit to what readers see, and back, from the command line."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from macros.cli import publish as verb
from macros.cli.released import ReleaseSite, release_site
from macros.publish.policy import inline_scripts
from macros.publish.releases.inventory import Fact
from macros.publish.releases.layout import MANIFEST
from macros.publish.releases.manifest import manifest_in
from tests.cli.asking import ask
from tests.support.built import Site
from tests.support.measured import one_measure
from tests.support.project import TODAY, Project
from tests.support.published import (
    ADDED,
    EARLIER,
    GONE,
    LATEST,
    RECORD,
    REMOVED,
    STAYED,
    Kept,
    kept_project,
    two_versions,
)

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def two(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A site that is out in two versions."""
    return two_versions(root, tmp_path_factory)


@pytest.fixture
def own(two: Kept, tmp_path: Path) -> Kept:
    """The same, for a test that changes it."""
    shutil.copytree(two.project.root.parent, tmp_path / "own", symlinks=True)
    return Kept(Project(tmp_path / "own" / "project"))


def test_what_is_shown_is_the_commit_with_its_packages_and_who_approved_it(two: Kept) -> None:
    manifest, _ = manifest_in(two.store / "public/current" / MANIFEST)
    assert manifest.key.commit == two.git("rev-parse", "HEAD")
    assert (manifest.key.version, manifest.key.today, manifest.approved_by) == (LATEST, TODAY, "Principal social worker")
    assert [version.version for version in manifest.versions] == [LATEST, EARLIER]
    assert two.ask("verify", str(two.store)).code == 0


def test_the_same_again_changes_nothing_and_a_dry_run_neither(two: Kept) -> None:
    again = two.publish()
    assert (again.code, "Nothing was changed" in again.said) == (0, True)
    would = two.publish("--dry-run", version="2026.12")
    assert (would.code, "Would build" in would.said) == (0, True)
    assert "Nothing would change" in two.publish("--dry-run").said


def test_a_site_with_a_link_that_leads_nowhere_is_not_shown_unless_forced(own: Kept) -> None:
    shown = (own.store / "public/current").resolve()
    without = own.publish(version="2026.12", said={"HUB_SEARCH": "0"})
    assert (without.code, "search/index.html: index/pagefind.js leads to no file" in without.said) == (1, True)
    assert "Nothing was published." in without.said
    assert (own.store / "public/current").resolve() == shown
    assert own.publish("--force", version="2026.12", said={"HUB_SEARCH": "0"}).code == 0


def test_a_new_day_is_a_new_release_of_the_same_version_that_adds_only_what_changed(own: Kept) -> None:
    before, _ = manifest_in(own.store / "public/current" / MANIFEST)
    next_day = own.publish(day="2026-11-26")
    assert next_day.code == 0, next_day.said
    after, _ = manifest_in(own.store / "public/current" / MANIFEST)
    assert (after.previous_release, after.key.version) == (before.release, LATEST)
    earlier = {path: fact for path, fact in before.files.items() if path.startswith("v/")}
    assert earlier == {path: fact for path, fact in after.files.items() if path.startswith("v/")}


def test_going_back_shows_the_earlier_version_and_as_at_tells_of_both(own: Kept) -> None:
    back = own.ask("rollback", "--to", str(own.store), "--edition", "public")
    assert back.code == 0, back.said
    shown, _ = manifest_in(own.store / "public/current" / MANIFEST)
    assert shown.key.version == EARLIER
    assert float(re.findall(r"\((\d+\.\d+) seconds\)", back.said)[0]) < 1
    now = json.loads(max((own.store / "public/ledger").iterdir()).read_text("utf-8"))["at"][:10]
    told = own.ask("as-at", now, RECORD, "--to", str(own.store))
    assert told.code == 0, told.said
    assert told.said.count("release ") == 3
    assert own.git("rev-parse", "HEAD") in told.said
    assert f"{RECORD}/index.html" in told.said
    assert own.ask("verify", str(own.store)).code == 0


@pytest.mark.slow
def test_the_same_commit_elsewhere_at_another_time_gives_the_same_release_and_search_that_holds_the_same(
    two: Kept, tmp_path: Path,
) -> None:
    (tmp_path / "another").mkdir()
    other = Kept(Project(tmp_path / "another" / "project"))
    two.git("clone", "-q", str(two.project.root), str(other.project.root))
    said = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    for commit, version, more in (("HEAD~1", EARLIER, ()), ("main", LATEST, ("--approved-by", "Principal social worker"))):
        other.git("checkout", "-q", commit)
        published = other.publish(*more, version=version, said=said)
        assert published.code == 0, published.said
    one, another = (manifest_in(kept.store / "public/current" / MANIFEST)[0] for kept in (two, other))
    held, found = (
        {path: fact for path, fact in manifest.files.items() if not path.startswith("search/index/")}
        for manifest in (one, another)
    )
    assert held == found
    first, second = (Site((kept.store / "public/current").resolve()) for kept in (two, other))
    assert set(first.fragments) == {f"{RECORD}/", f"{STAYED}/"} | set(second.fragments)
    assert (first.fragments, first.indexed) == (second.fragments, second.indexed)
    assert (one.release, one.packages, one.python) == (another.release, another.packages, another.python)


def test_what_is_not_committed_is_not_published(own: Kept) -> None:
    own.project.write(f"briefings/{RECORD}.md", "changed")
    refused = own.publish(version="2026.12")
    assert refused.code == 2
    assert "not committed" in refused.said


def test_a_commit_with_an_error_is_not_published_and_the_last_release_stays(own: Kept) -> None:
    was = (own.store / "public/current").readlink()
    text = (own.project.root / f"briefings/{RECORD}.md").read_text("utf-8")
    own.project.write(f"briefings/{RECORD}.md", text.replace("audience: public", "audience: everybody"))
    own.commit()
    refused = own.publish(version="2026.12")
    assert refused.code == 1
    assert f"briefings/{RECORD}.md" in refused.said
    assert "Nothing was published." in refused.said
    assert (own.store / "public/current").readlink() == was


def test_a_commit_that_is_not_a_child_of_the_one_shown_is_not_published(own: Kept) -> None:
    own.git("checkout", "-q", "-b", "beside", "HEAD~2")
    own.commit()
    refused = own.publish(version="2026.12")
    assert refused.code == 1
    assert "does not follow" in refused.said
    assert "Would build" in own.publish("--force", "--dry-run", version="2026.12").said


@pytest.mark.slow
def test_a_release_that_tells_a_hidden_count_beside_the_last_one_is_not_published(root: Path, tmp_path: Path) -> None:
    kept = kept_project(root, tmp_path / "told")

    def published(numbers: tuple[int, ...], *more: str) -> tuple[int, str]:
        for path, data in one_measure(*numbers).items():
            kept.project.write(path, data.decode())
        kept.commit()
        answer = kept.publish(*more)
        return answer.code, answer.said

    assert published((5, 6, 20, 30))[0] == 0
    code, said = published((4, 6, 20, 30))
    assert (code, "briefings/measures/m.md: series" in said, "Nothing was published" in said) == (1, True, True)
    assert published((4, 6, 20, 30), "--force")[0] == 0


def test_without_a_repository_nothing_is_published(root: Path, tmp_path: Path) -> None:
    kept = kept_project(root, tmp_path / "bare")
    shutil.rmtree(kept.project.root / ".git")
    refused = kept.publish()
    assert refused.code == 2
    assert "git repository" in refused.said
    assert not kept.store.exists()


def test_every_page_of_an_earlier_version_says_so_once_and_no_page_of_the_latest_does(two: Kept) -> None:
    site = two.store / "public/current"
    for path in site.rglob("*.html"):
        page = path.read_text("utf-8")
        leads_on = 'http-equiv="refresh"' in page
        is_earlier = path.relative_to(site).parts[0] == "v"
        assert page.count("This is version") == (is_earlier and not leads_on), path


def test_canonical_links_of_every_version_lead_to_the_latest(two: Kept) -> None:
    site = two.store / "public/current"
    for path in (f"{RECORD}/index.html", f"v/{EARLIER}/{RECORD}/index.html"):
        assert f'<link rel="canonical" href="https://learning.example.gov.uk/{RECORD}/">' in (site / path).read_text("utf-8")


def test_no_version_adds_a_script_to_its_pages(two: Kept) -> None:
    site = two.store / "public/current"
    latest, earlier = site / f"{RECORD}/index.html", site / f"v/{EARLIER}/{RECORD}/index.html"
    assert [*inline_scripts(earlier.read_text("utf-8"))] == [*inline_scripts(latest.read_text("utf-8"))]
    settings = (two.store / "public/current.host/nginx.conf").read_text("utf-8")
    assert f"/v/{EARLIER}/404.html" in settings


def test_a_page_that_only_the_earlier_version_has_says_that_the_latest_has_it_not(two: Kept) -> None:
    page = (two.store / f"public/current/v/{EARLIER}/{GONE}/index.html").read_text("utf-8")
    assert "This page is not in the latest version." in page


def _of_history(site: Path) -> set[str]:
    """Return the files of a release that tell of versions: its own, not those of earlier ones."""
    folders = (site / "history", site / f"v/{LATEST}")
    return {path.relative_to(site).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_a_page_whose_text_changed_has_a_history_and_one_that_stayed_or_is_gone_has_none(two: Kept) -> None:
    records = (RECORD, STAYED)
    assert _of_history(two.store / "public/current") == {
        f"history/{RECORD}/index.html", *(f"history/{id_}.json" for id_ in records),
        *(f"v/{LATEST}/{id_}/index.html" for id_ in records),
    }


def test_a_history_tells_what_came_and_went_who_approved_it_and_where_each_text_is_found(two: Kept) -> None:
    page = (two.store / f"public/current/history/{RECORD}/index.html").read_text("utf-8")
    assert f"<ins><b>Added: </b>{ADDED}</ins>" in page
    assert f"<del><b>Removed: </b>{REMOVED}</del>" in page
    for said in ("It says how to ask.", "Approved by Practice panel", "First version.", "Approved by Principal social worker"):
        assert said in page
    for version in (EARLIER, LATEST):
        assert f'href="../../../v/{version}/{RECORD}/"' in page


def test_the_permanent_address_of_the_latest_leads_to_it_and_that_of_an_earlier_version_is_its_page(two: Kept) -> None:
    site = two.store / "public/current"
    assert f"url=../../../../{RECORD}/" in (site / f"v/{LATEST}/{RECORD}/index.html").read_text("utf-8")
    assert REMOVED in (site / f"v/{EARLIER}/{RECORD}/index.html").read_text("utf-8")
    assert f'href="../../v/{EARLIER}/{STAYED}/"' in (site / f"{STAYED}/index.html").read_text("utf-8")
    assert f'href="../../../{EARLIER}/{STAYED}/"' in (site / f"v/{EARLIER}/{STAYED}/index.html").read_text("utf-8")


def test_a_site_that_is_only_built_says_that_versions_come_with_publishing(two: Kept, tmp_path: Path) -> None:
    built = two.ask("build", "--edition", "public", "--out", str(tmp_path / "site"), "--today", TODAY)
    assert built.code == 0, built.said
    assert "come with publishing" in (tmp_path / f"site/{RECORD}/index.html").read_text("utf-8")
    assert not (tmp_path / "site/history").exists()
    assert not (tmp_path / "site/v").exists()


@pytest.mark.slow
def test_a_new_version_in_which_no_text_changed_writes_no_page_of_a_record_and_no_history_anew(own: Kept) -> None:
    before = _files(own)
    published = own.publish(version="2026.12")
    assert published.code == 0, published.said
    after = _files(own)
    changed = {path for path in after if after[path] != before.get(path) and not path.startswith(("search/", "v/"))}
    assert changed == {"versions.json"}
    assert {path.removeprefix("v/2026.12/") for path in after if path.startswith("v/2026.12/")} == {
        f"{RECORD}/index.html", f"{STAYED}/index.html",
    }


@pytest.mark.slow
def test_a_record_that_changes_adds_its_text_and_its_history_and_nothing_of_other_records(own: Kept) -> None:
    before = _files(own)
    path = own.project.root / f"briefings/{RECORD}.md"
    path.write_text(path.read_text("utf-8").replace(ADDED, "Ask, and wait."), encoding="utf-8")
    own.commit()
    published = own.publish()
    assert published.code == 0, published.said
    after = _files(own)
    changed = {path for path in after if after[path] != before.get(path)}
    assert {path for path in changed if path.startswith(("history/", "v/", "contacts/"))} == {
        f"history/{RECORD}.json", f"history/{RECORD}/index.html",
    }


@pytest.mark.slow
def test_a_publish_that_is_overtaken_while_it_builds_tells_the_past_of_what_came_out_meanwhile(
    own: Kept, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    path = own.project.root / f"briefings/{RECORD}.md"
    said = ADDED
    for text in ("Ask, and wait.", "Ask, wait, and ask again."):
        path.write_text(path.read_text("utf-8").replace(said, text), encoding="utf-8")
        own.commit()
        said = text
    built = release_site
    built_so_often = 0

    def overtaken(*given: Any) -> ReleaseSite:
        nonlocal built_so_often
        built_so_often += 1
        if built_so_often == 1:
            own.git("checkout", "-q", "HEAD~1")
            other = own.publish(version="2026.11.1")
            assert other.code == 0, other.said
            own.git("checkout", "-q", "main")
        return built(*given)

    monkeypatch.setattr(verb, "release_site", overtaken)
    asked = ("--to", str(own.store), "--edition", "public", "--version", "2026.12", "--today", TODAY)
    assert ask(verb, own.project.root, *asked) == 0
    assert "came out meanwhile" in capsys.readouterr().out
    assert built_so_often == 2
    page = (own.store / f"public/current/history/{RECORD}/index.html").read_text("utf-8")
    assert f'href="../../../v/2026.11.1/{RECORD}/"' in page


def _files(kept: Kept) -> Mapping[str, Fact]:
    return manifest_in(kept.store / "public/current" / MANIFEST)[0].files
