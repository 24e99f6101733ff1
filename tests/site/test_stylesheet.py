"""The stylesheet that readers get says what the one that we keep says."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from macros.site.stylesheet import without_comments


def test_comments_and_the_lines_that_they_leave_are_gone() -> None:
    css = "/* First.\n   More. */\na { b: c; }   /* why */\n\n/* next */\n.d { e: f; }\n"
    assert without_comments(css) == "a { b: c; }\n.d { e: f; }\n"


def test_every_rule_of_our_stylesheet_stays_and_it_gets_lighter(root: Path) -> None:
    css = (root / "overrides/assets/css/hub.css").read_text("utf-8")
    light = without_comments(css)
    assert "/*" not in light
    assert re.sub(r"/\*.*?\*/|\s", "", css, flags=re.DOTALL) == re.sub(r"\s", "", light)
    assert len(gzip.compress(light.encode())) < 0.9 * len(gzip.compress(css.encode()))
