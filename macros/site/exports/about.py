"""What every exported file says of itself: whose it is, which edition of which day, what one may do with it."""

from __future__ import annotations

from macros.learning.numbers import HIDDEN, small_numbers
from macros.site.views.parts import Scene

LICENCE = "Open Government Licence v3.0"
LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
"""As LICENSE-CONTENT.md says."""
EXAMPLE = "Example content. Not approved practice guidance."
"""What pages, exports and print say of fictional content."""


def about(scene: Scene) -> dict[str, str]:
    """Return what a file says of itself, by name, in an order that never varies."""
    rules = scene.settings.rules
    return {
        "organisation": scene.settings.organisation.name,
        "site": scene.site_url,
        "edition": str(scene.edition.audience),
        "day": scene.today.isoformat(),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "notice": scene.settings.organisation.notice or "",
        "example": f"Where example is true: {EXAMPLE}",
        "hidden": f"{HIDDEN} stands for a count that is not shown. {small_numbers(scene.edition.audience, rules).note}",
    }
