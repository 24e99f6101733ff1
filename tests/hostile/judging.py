"""Refused or neutralised: what a browser would make of a piece of HTML, held against the written policy.

The policy is written down here a second time, on purpose: a slip in `safe_html.py` must not judge itself. HTML is
read by lexbor, a parser of the living standard, since what matters is what browsers see in broken markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

TAGS = {
    "a", "blockquote", "br", "code", "del", "div", "em", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "span",
    "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}
ON_PAGES = TAGS | {"h1", "h2", "dl", "dt", "dd"}
ATTRIBUTES = {
    "align", "alt", "aria-label", "class", "height", "href", "id", "rel", "role", "scope", "src", "start", "tabindex", "title",
    "width",
}
CLASSES = {
    "admonition", "admonition-title", "footnote", "footnote-backref", "footnote-ref", "hub-scroll", "hub-table", "note",
    "warning", "voice",
}
NEVER = {
    "applet", "base", "embed", "fieldset", "frame", "frameset", "iframe", "isindex", "keygen", "link", "marquee", "math", "meta",
    "noscript", "object", "portal", "script", "select", "source", "style", "svg", "template", "textarea", "title", "track",
    "video", "audio", "form", "button", "input", "details", "dialog", "slot",
}
OF_THE_THEME = {
    "link", "meta", "noscript", "script", "svg", "style", "title", "form", "button", "input", "select", "details", "dialog",
}
"""What our own templates and the theme write."""
LOADED = ("src", "data", "poster", "href", "action", "xlink:href")
_LEADS = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def leads_out(address: str, *, link: bool) -> bool:
    """Whether a browser would leave the site for an address in a way that the policy does not let it."""
    seen = re.sub(r"[\x00-\x20\x7f]", "", address).replace("\\", "/")
    if seen.startswith("//"):
        return True
    return bool(_SCHEME.match(seen)) and not (link and _LEADS.match(seen))


def wrong_in_part(html: str, tags: set[str] = TAGS) -> Iterator[str]:
    """Yield everything in a part of a page that the policy does not name."""
    tree = LexborHTMLParser(f"<!doctype html><html><head></head><body>{html}</body></html>")
    for node in tree.root.traverse(include_text=False) if tree.root else ():
        if node.tag in ("html", "head", "body"):
            if node.attributes:
                yield f"<{node.tag}> has attributes"
            continue
        if node.tag not in tags:
            yield f"<{node.tag}>"
        for name, value in node.attributes.items():
            yield from _wrong_attribute(str(node.tag), name, value or "")


def _wrong_attribute(tag: str, name: str, value: str) -> Iterator[str]:
    if name not in ATTRIBUTES:
        yield f"<{tag} {name}>"
    elif name == "class" and not {*value.split()} <= CLASSES:
        yield f"class {value}"
    elif name == "id" and value.startswith("__"):
        yield f"id {value}"
    elif name in ("href", "src") and leads_out(value, link=name == "href"):
        yield f"{name} {value}"


def wrong_in_page(html: str, own_ids: set[str]) -> Iterator[str]:
    """Yield everything in a whole page that an author could only have brought in: the theme's own scripts and forms
    are in it, so what is looked for is what they never are."""
    tree = LexborHTMLParser(html)
    for node in tree.root.traverse(include_text=False) if tree.root else ():
        tag = str(node.tag)
        if tag in NEVER - OF_THE_THEME:
            yield f"<{tag}>"
        if tag in ("script", "style") and "('qx')" in (node.text() or ""):
            yield f"<{tag}> with an author's words"
        for name, value in node.attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "ping", "background", "manifest", "srcset"):
                yield f"<{tag} {name}>"
            elif name in LOADED and tag != "link" and leads_out(value or "", link=name not in ("src", "data", "poster")):
                yield f"<{tag} {name}={value}>"
            elif name == "id" and (value or "").startswith("__") and value not in own_ids:
                yield f"id {value}"


def ids_of(html: str) -> set[str]:
    """Return the ids of a page."""
    tree = LexborHTMLParser(html)
    return {node.attributes["id"] or "" for node in tree.css("[id]")}
