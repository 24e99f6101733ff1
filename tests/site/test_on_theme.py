"""What is on a theme, on its own page: by type, the newest first, with the way to all."""

from __future__ import annotations

from macros.site.pages import site_pages
from macros.site.views.on_theme import MOST_OF_TYPE, OnTheme
from tests.making import contact, event, theme
from tests.support.rounds import scene

NOTES = "themes: [notes]\n"


def on_theme(files: dict[str, bytes]) -> tuple[OnTheme, dict[str, int]]:
    """What the theme `notes` shows, and how many entries each list's page has."""
    made = list(site_pages(scene({"themes/notes": theme("Notes"), **files}), "A site"))
    (view,) = (page.view.on_theme for page in made if page.address == "themes/notes/")
    return view, {page.address: len(page.view.entries) for page in made if page.template == "hub/listing.html"}


def forums(many: int, more: str = NOTES) -> dict[str, bytes]:
    """Forums on the theme, the last the newest."""
    said = {n: event(f"Forum {n:02}", f"2026-09-{n + 1:02}T10:00", f"2026-09-{n + 1:02}T11:00", more) for n in range(many)}
    return {f"events/forum-{n:02}": text for n, text in said.items()}


def test_the_types_stand_apart_in_the_order_of_their_places() -> None:
    view, _ = on_theme({**forums(2), "contacts/duty": contact("Duty", NOTES)})
    assert [(of.title, of.count, [e.title for e in of.entries]) for of in view.types] == [
        ("Contacts", 1, ["Duty"]), ("Events", 2, ["Forum 00", "Forum 01"]),
    ]
    assert view.said == "3 pages"


def test_of_many_the_first_are_shown_and_a_page_that_exists_has_them_all() -> None:
    view, lists = on_theme({**forums(MOST_OF_TYPE + 3), "events/other": event("Other", "2026-10-01T10:00", "2026-10-01T11:00")})
    (events,) = view.types
    assert (events.count, len(events.entries)) == (MOST_OF_TYPE + 3, MOST_OF_TYPE)
    assert events.everything is not None
    assert events.everything.words == f"All {MOST_OF_TYPE + 3} under Events"
    assert lists[events.everything.address or ""] == MOST_OF_TYPE + 3


def test_where_all_of_a_type_are_on_the_theme_the_way_leads_to_the_types_list() -> None:
    view, lists = on_theme(forums(MOST_OF_TYPE + 1))
    (events,) = view.types
    assert events.everything is not None
    assert events.everything.address == "events/"
    assert lists["events/"] == MOST_OF_TYPE + 1


def test_few_are_all_shown() -> None:
    view, _ = on_theme({**forums(MOST_OF_TYPE), "events/other": event("Other", "2026-10-01T10:00", "2026-10-01T11:00")})
    assert [(of.everything, len(of.entries)) for of in view.types] == [(None, MOST_OF_TYPE)]


def test_a_theme_without_pages_shows_none() -> None:
    view, _ = on_theme({})
    assert (view.types, view.long) == ((), False)
