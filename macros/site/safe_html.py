"""The policy for HTML that came from an author: what Markdown writes, and nothing else.

Python-Markdown runs first, without raw HTML; this is the second lock on the same door.
"""

from __future__ import annotations

import nh3

from macros.content.checks.dialect import CALLOUTS, SCHEMES

TAGS = {
    "a", "blockquote", "br", "code", "del", "div", "em", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p",
    "pre", "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "li": {"id"},
    "sup": {"id"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align", "scope"},
    "div": {"tabindex", "role", "aria-label"},
}
CLASSES = {
    "div": {"admonition", "footnote", "hub-scroll", *CALLOUTS},
    "p": {"admonition-title"},
    "a": {"footnote-ref", "footnote-backref"},
    "table": {"hub-table"},
}


_POLICY = nh3.Cleaner(
    tags=TAGS, attributes=ATTRIBUTES, allowed_classes=CLASSES, url_schemes=set(SCHEMES),
    link_rel="noopener noreferrer", strip_comments=True,
)


def clean(html: str) -> str:
    """Return the HTML with everything removed that the policy does not name. Cleaning twice changes nothing."""
    return _POLICY.clean(html)
