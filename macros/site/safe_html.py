"""The policy for HTML that came from an author: what Markdown writes, and nothing else.

Python-Markdown runs first, without raw HTML; this is the second lock on the same door. The policy in words:
docs/project/html-policy.md.
"""

from __future__ import annotations

import re

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
ON_PAGES = {"h1", "h2", "dl", "dt", "dd"}
"""What pages under docs/ write beside that: they have no template that writes their headings."""
PAGE_ATTRIBUTES = {**ATTRIBUTES, **{tag: {"id"} for tag in ("h1", "h2", "h3", "h4", "h5", "h6")}}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PASSED_OVER = re.compile(r"[\x00-\x20\x7f]")
"""What browsers leave out of an address before they read it."""

_ANY_TAG = "*"
"""What nh3 calls every tag: left unsaid, it lets `lang` and `title` stand on all of them."""


def _kept(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute where the policy lets it stand, else nothing."""
    if name == "id":
        return None if value.startswith("__") else value
    if name not in ("href", "src"):
        return value
    address = _PASSED_OVER.sub("", value).replace("\\", "/")
    if address.startswith("//"):
        return None
    scheme = _SCHEME.match(address)
    allowed = not scheme or (tag == "a" and scheme[0][:-1].lower() in SCHEMES)
    return value if allowed else None


def _policy(tags: set[str], attributes: dict[str, set[str]]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags, attributes={**attributes, _ANY_TAG: set()}, allowed_classes=CLASSES, attribute_filter=_kept,
        url_schemes=set(SCHEMES), link_rel="noopener noreferrer", strip_comments=True,
    )


_POLICY = _policy(TAGS, ATTRIBUTES)
_PAGE_POLICY = _policy(TAGS | ON_PAGES, PAGE_ATTRIBUTES)


def clean(html: str) -> str:
    """Return the HTML with everything removed that the policy does not name. Cleaning twice changes nothing."""
    return _POLICY.clean(html)


def clean_page(html: str) -> str:
    """Return the HTML of a page under docs/ cleaned in the same way; it may have headings with ids as well."""
    return _PAGE_POLICY.clean(html)
