"""The content security policy as a value: which scripts it allows, and that no author can add one."""

from __future__ import annotations

import base64
import hashlib

import pytest

from macros.cli.bare import without_pages
from macros.publish.policy import NoPlace, Policy, hash_of, inline_scripts, policy_of, strays, with_policy

PAGE = (
    '<html><head><meta charset="utf-8"><script>one()</script><script src="x.js">two()</script>'
    '<script id="__config" type="application/json">{"a": "b"}</script></head><body><SCRIPT>three()</SCRIPT ></body></html>'
)


def test_only_scripts_that_stand_in_the_page_and_run_are_allowed_by_hash() -> None:
    assert tuple(inline_scripts(PAGE)) == ("one()", "three()")
    assert set(policy_of([PAGE, PAGE]).scripts) == {hash_of("one()"), hash_of("three()")}


def test_a_hash_is_the_one_that_browsers_work_out() -> None:
    assert hash_of("one()") == f"sha256-{base64.b64encode(hashlib.sha256(b'one()').digest()).decode()}"


@pytest.mark.parametrize("kind", [
    "", ' type="module"', ' type="text/javascript"', ' type="importmap"', ' data-type="application/json"', ' data-src="x"',
])
def test_whatever_kind_of_script_may_run_needs_its_hash(kind: str) -> None:
    assert tuple(inline_scripts(f"<script{kind}>run()</script>")) == ("run()",)


def test_a_script_that_the_theme_did_not_write_is_found() -> None:
    policy = policy_of([PAGE])
    assert strays(PAGE, policy) == ()
    assert strays(PAGE.replace("one()", "one() "), policy) == ("one() ",)


def test_the_policy_allows_nothing_unsafe_and_nothing_of_another_server() -> None:
    rules = dict(policy_of([PAGE]).directives)
    text = policy_of([PAGE]).header()
    assert "unsafe-inline" not in text
    assert "'unsafe-eval'" not in text
    assert "http" not in text
    assert "*" not in text
    for name in ("default-src", "worker-src", "object-src", "base-uri", "frame-ancestors"):
        assert rules[name] == ("'none'",)
    assert rules["style-src"] == rules["form-action"] == rules["connect-src"] == ("'self'",)


def test_in_a_page_the_policy_stands_before_all_that_it_is_to_hold_for() -> None:
    made = with_policy(PAGE, policy_of([PAGE]))
    assert made.index("Content-Security-Policy") < made.index("<script")
    assert "frame-ancestors" not in made
    assert made.count("Content-Security-Policy") == 1


def test_a_page_without_a_place_for_the_policy_is_not_let_through() -> None:
    with pytest.raises(NoPlace):
        with_policy("<p>text</p>", Policy(()))


def test_settings_lose_their_pages_and_keep_their_tags_for_the_build_without_content() -> None:
    made = without_pages("nav: [{Home: index.md}]\nextra: {hub: {macro_pages: [index.md], a: b}}\nx: !!python/name:y.z\n")
    assert "index.md" not in made
    assert "python/name:y.z" in made
    assert "a: b" in made
