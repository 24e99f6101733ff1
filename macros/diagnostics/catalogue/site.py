"""B5 the site's own pages and B9 settings."""

from __future__ import annotations

from macros.diagnostics.codes import code

PAGE_AUDIENCE = code(
    "B501", "page-without-audience",
    "A page under docs/ without an audience could reach readers it is not for.",
    "Add audience: public, partners, staff or managers to its front matter.",
)
PAGE_ADDRESS = code(
    "B502", "page-address-taken",
    "Two pages at one address: one of them would be overwritten.",
    "Move the page under docs/ to another name.",
)

MISSING_PAGE = code(
    "B503", "missing-page",
    "Every page leads to it from its footer; an accessibility statement on every page is a legal duty of a "
    "public body (Public Sector Bodies Accessibility Regulations 2018).",
    "Write the page; docs/about/ of the project's own site shows what belongs there.",
)

BAD_SETTING = code(
    "B901", "bad-setting",
    "The settings under extra: hub: in mkdocs.yml steer what is published and to whom.",
    "Correct the setting; docs/project/settings.md lists them all.",
)
NO_SETTINGS = code(
    "B902", "no-settings",
    "Without the settings under extra: hub: the site does not know its organisation or its editions.",
    "Add the block extra: hub: to mkdocs.yml.",
)
