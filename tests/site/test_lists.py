"""Lists of anything: facets with counts, two orders, so many to a page."""

from __future__ import annotations

import time

from macros.site.views.facets import MOST_CHOICES
from macros.site.views.lists import Item, ListingView, ListOf, Sort, facet_addresses, listing_pages
from macros.site.views.parts import LinkTo, Value
from tests.making import settings

READING = settings().reading
UP, DOWN = Sort("by-number", "by number", "By number"), Sort("downwards", "downwards", "Downwards")


def item(number: int, *values: Value, counted: bool = True) -> Item:
    """Return a number as an item, sorted upwards and downwards."""
    return Item(number, values, (number, -number), counted=counted)


def parity(number: int) -> Value:
    """Return whether a number is odd: odd ones stand first, whatever the alphabet says."""
    return Value("parity", "odd" if number % 2 else "even", "Odd" if number % 2 else "Even", "Parity", 0 if number % 2 else 1)


def of(*items: Item) -> ListOf:
    """Return a list of numbers."""
    return ListOf("numbers/", "List", "Numbers", "All.", (), items, (UP, DOWN), one="number", many="numbers")


def pages(*items: Item) -> dict[str, ListingView]:
    """Return the pages of a list by their addresses."""
    made = list(listing_pages(READING, of(*items)))
    assert len({page.address for page in made}) == len(made)
    return {page.address: page for page in made}


def test_every_value_has_a_page_and_says_how_many_it_holds() -> None:
    made = pages(*(item(n, parity(n)) for n in range(5)))
    assert list(made) == ["numbers/", "numbers/downwards/", "numbers/parity/odd/", "numbers/parity/even/"]
    assert made["numbers/parity/even/"].entries == (0, 2, 4)
    (group,) = made["numbers/parity/odd/"].facets
    assert [(c.words, c.count, c.chosen) for c in group.choices] == [("All", 5, False), ("Odd", 2, True), ("Even", 3, False)]
    assert made["numbers/parity/odd/"].said == "2 numbers · Parity: Odd"
    assert (made["numbers/"].whole, made["numbers/parity/odd/"].whole) == (True, False)


def test_a_filtered_list_has_both_orders_where_it_does_not_fit_one_page() -> None:
    made = pages(*(item(n, parity(n)) for n in range(101)))
    assert [address for address in made if "parity" in address] == [
        "numbers/parity/odd/", "numbers/parity/even/", "numbers/parity/even/page/2/",
        "numbers/parity/even/downwards/", "numbers/parity/even/downwards/page/2/",
    ]
    assert made["numbers/parity/even/downwards/page/2/"].entries == (0,)


def test_a_filtered_list_that_both_orders_leave_as_it_is_has_one() -> None:
    made = [Item(n, (parity(n),), (n, (n % 2, n))) for n in range(101)]
    assert [address for address in pages(*made) if "by-number" in address or "downwards" in address] == [
        "numbers/downwards/", "numbers/downwards/page/2/", "numbers/downwards/page/3/",
    ]


def test_what_all_have_filters_nothing_and_too_few_are_not_filtered() -> None:
    same = Value("all", "all", "All of them", "All")
    assert list(pages(item(1, same), item(2, same))) == ["numbers/", "numbers/downwards/"]
    assert list(pages(item(1, parity(1)))) == ["numbers/"]


def test_a_remark_stands_among_the_items_and_is_not_counted() -> None:
    made = pages(item(1, parity(1)), item(2, parity(2)), item(3, parity(3), counted=False))
    assert made["numbers/"].entries == (1, 2, 3)
    assert made["numbers/"].said == "2 numbers"
    assert [c.count for c in made["numbers/"].facets[0].choices] == [2, 1, 1]


def test_a_page_says_which_of_those_that_are_counted_it_shows() -> None:
    made = pages(*(item(n, counted=n != 10) for n in range(101)))
    assert [made[f"numbers/{end}"].said for end in ("", "page/2/", "page/3/")] == [
        "100 numbers · 1 to 49 shown", "100 numbers · 50 to 99 shown", "100 numbers · 100 to 100 shown",
    ]
    assert pages(*(item(n, counted=n < 50) for n in range(60)))["numbers/page/2/"].said == "50 numbers"


def test_of_many_values_the_most_used_stand_on_every_page_and_all_on_a_page_of_their_own() -> None:
    values = [Value("theme", f"t{n}", f"Theme {n:03}", "Theme") for n in range(MOST_CHOICES + 3)]
    made = pages(*(item(n, values[n % len(values)]) for n in range(2 * len(values) - 3)))
    (group,) = made["numbers/"].facets
    assert [c.words for c in group.choices] == ["All", *(v.label for v in values[:MOST_CHOICES])]
    assert group.more == LinkTo(f"All {len(values)}", "numbers/theme/")
    (all_values,) = made["numbers/"].values
    assert all_values.address == "numbers/theme/"
    assert [c.address for c in all_values.choices] == [f"numbers/theme/t{n}/" for n in range(len(values))]
    assert all(c.address in made for c in all_values.choices)
    assert [page.address for page in made.values() if page.values] == ["numbers/"]


def test_a_value_that_few_have_is_shown_where_it_is_chosen() -> None:
    values = [Value("theme", f"t{n}", f"Theme {n:03}", "Theme") for n in range(MOST_CHOICES + 3)]
    made = pages(item(0, values[1]), *(item(n + 1, value) for n, value in enumerate(values * 2) if n != 1))
    seldom = made["numbers/theme/t42/"].facets[0].choices
    assert [c.words for c in seldom if c.chosen] == ["Theme 042"]
    assert len(seldom) == MOST_CHOICES + 2
    assert seldom[-1].chosen
    often = made["numbers/theme/t5/"].facets[0].choices
    assert [c.words for c in often if c.chosen] == ["Theme 005"]
    assert len(often) == MOST_CHOICES + 1


def test_a_long_list_goes_on_for_as_many_pages_as_it_needs() -> None:
    made = pages(*(item(n) for n in range(120)))
    assert [len(made[f"numbers/{end}"].entries) for end in ("", "page/2/", "page/3/", "downwards/page/3/")] == [50, 50, 20, 20]
    middle = made["numbers/page/2/"]
    assert (middle.previous and middle.previous.address, middle.following and middle.following.words) == ("numbers/", "Next 20")
    assert [page.address for page in made.values() if page.first] == ["numbers/"]


def test_the_address_of_a_value_is_known_only_where_it_has_a_page() -> None:
    held = of(*(item(n, parity(n), Value("all", "all", "All", "All")) for n in range(5)))
    known = {("parity", "odd"): "numbers/parity/odd/", ("parity", "even"): "numbers/parity/even/"}
    assert facet_addresses(READING, held) == known


def test_the_work_grows_with_the_items() -> None:
    def seconds(many: int) -> float:
        items = [item(n, parity(n), Value("ten", str(n % 10), str(n % 10), "Last figure")) for n in range(many)]
        start = time.process_time()
        assert sum(len(page.entries) for page in listing_pages(READING, of(*items))) == 6 * many
        return time.process_time() - start

    few, many = min(seconds(1_000) for _ in range(3)), min(seconds(8_000) for _ in range(3))
    assert many < 8 * few * 3
