"""A built site and its host: what goes into the site, what stands beside it, and what ends the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.content.records.base import Audience
from macros.content.settings import Hosting
from macros.publish.hosts import HOSTS, Hosted
from macros.publish.policy import policy_of
from macros.publish.serving import Stray, depth_of, for_host

PAGE = '<html><head><meta charset="utf-8"><script>theme()</script></head><body></body></html>'
PUBLIC = Hosted(Audience.PUBLIC, policy_of([PAGE]), Hosting())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two pages."""
    for address in ("", "a/b/"):
        page = tmp_path / f"{address}index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(PAGE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("host", HOSTS)
def test_a_page_with_a_script_of_its_own_ends_the_build_and_is_named(site: Path, host: str) -> None:
    (site / "a/b/index.html").write_text(PAGE.replace("<body>", "<body><script>steal()</script>"), encoding="utf-8")
    with pytest.raises(Stray, match=r"a/b/index\.html holds a script.*steal"):
        for_host(site, host, PUBLIC)


@pytest.mark.parametrize(("host", "beside"), [("nginx", ["nginx.conf"]), ("apache", ["apache.conf"]), ("azure-swa", []),
                                              ("netlify", []), ("github-pages", [])])
def test_settings_of_a_server_of_ones_own_never_stand_in_the_site(site: Path, host: str, beside: list[str]) -> None:
    before = {path.name for path in site.iterdir()}
    assert [file.name for file in for_host(site, host, PUBLIC)] == beside
    assert ({path.name for path in site.iterdir()} == before) is bool(beside)


def test_only_a_host_without_headers_has_the_policy_in_its_pages(site: Path) -> None:
    for_host(site, "netlify", PUBLIC)
    assert (site / "index.html").read_text("utf-8") == PAGE
    for_host(site, "github-pages", PUBLIC)
    for address in ("", "a/b/"):
        assert "Content-Security-Policy" in (site / f"{address}index.html").read_text("utf-8")


def test_the_depth_is_that_of_the_deepest_page(site: Path) -> None:
    assert depth_of(site) == 2
