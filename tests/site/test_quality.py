"""Quality statements as evidence packs, and all of them beside one another."""

from __future__ import annotations

import pytest

from macros.content.records.base import Audience
from macros.site.views.pack import MOST_AGAINST, MOST_GAPS, MOST_OF_A_KIND
from macros.site.views.parts import Scene
from macros.site.views.quality import OverviewView, QualityView, overview, quality_view
from tests.support.rounds import briefing, review, scene

FOR = "quality_statements: [s-1]\n"


def statement(number: int, score: str = "not_published", more: str = "") -> bytes:
    """One of the nine statements."""
    scored = "" if score == "not_published" else "assessed_body: Merrowby Council\nassessed_on: 2026-03\n"
    return (
        f"---\ntitle: Statement {number} {'abcdefghij'[number] * 9}\nsummary: What it asks.\naudience: public\n"
        f"status: published\npublished: 2026-03-02\nowner: team\nreview: {{due: 2027-03-01, every: 12 months}}\n"
        f"number: {number}\n"
        f"framework_version: The first\nscore: {score}\nexample: true\n{scored}{more}---\n\n## Key findings\n\nA line.\n"
    ).encode()


def nine(*scores: str) -> dict[str, bytes]:
    """Nine statements with these scores."""
    return {f"quality-statements/s-{n}": statement(n, score) for n, score in enumerate(scores, 1)}


def over(files: dict[str, bytes], audience: Audience = Audience.STAFF) -> OverviewView:
    """All statements of an edition beside one another."""
    held = scene(files, audience)
    return overview(held, held.library.of_type("quality-statements"))


def page(files: dict[str, bytes], audience: Audience = Audience.STAFF) -> QualityView:
    """The page of the first statement."""
    held: Scene = scene({"quality-statements/s-1": statement(1), **files}, audience)
    view = quality_view(held, held.library.records["quality-statements/s-1"])
    assert view is not None
    return view


def test_nine_scores_are_added_up_and_it_says_that_this_is_our_own_sum() -> None:
    made = over(nine("2", "3", "2", "3", "3", "2", "1", "2", "2"))
    assert made.calculated == "20 of 36, or 55.6%, which falls in the band “requires improvement”. Calculated locally."
    assert [row.number for row in made.rows] == list(range(1, 10))


@pytest.mark.parametrize(
    ("audience", "newest", "none"),
    [(Audience.STAFF, "No date", "No evidence yet"), (Audience.PUBLIC, "Not in this edition", "Not in this edition")],
)
def test_an_edition_that_shows_no_evidence_of_records_does_not_say_that_there_is_none(
    audience: Audience, newest: str, none: str,
) -> None:
    (row,) = over({"quality-statements/s-1": statement(1)}, audience).rows
    assert (row.newest, row.strengths, row.none) == (newest, (), none)


def test_a_sum_between_two_bands_is_given_no_rating() -> None:
    made = over(nine("2", "2", "2", "2", "2", "1", "1", "1", "1"))
    assert made.calculated == "14 of 36, or 38.9%, which falls between two bands: no rating. Calculated locally."


@pytest.mark.parametrize("scores", [("3", *["not_published"] * 8), ("3",) * 8, ("not_published",) * 9])
def test_without_all_nine_scores_nothing_is_worked_out(scores: tuple[str, ...]) -> None:
    made = over(nine(*scores))
    assert made.calculated.startswith("Not worked out: it needs all nine scores of one council")
    assert {row.score for row in made.rows} <= {"3 of 4", "Not published here"}


def test_scores_of_two_councils_are_never_added_up() -> None:
    files = nine(*["3"] * 9)
    files["quality-statements/s-9"] = files["quality-statements/s-9"].replace(b"Merrowby Council", b"Another council")
    assert over(files).calculated.startswith("Not worked out")


def test_a_published_overall_score_stands_as_it_was_published_with_its_caveat() -> None:
    more = "published_overall: {number: 59, said_by: The council, caveat: Nothing follows from it.}\n"
    made = over({"quality-statements/s-1": statement(1, "3", more)})
    ((published, link),) = made.published
    assert (published.number, published.said_by, published.caveat) == (59, "The council", "Nothing follows from it.")
    assert link.address == "quality-statements/s-1/"
    assert made.calculated.startswith("Not worked out")


def test_the_overview_counts_evidence_of_the_statement_and_of_the_records_and_names_the_newest_day() -> None:
    items = "evidence:\n  - {text: A., category: partners, strength: partial, on: 2025-06}\n"
    (row,) = over({
        "quality-statements/s-1": statement(1, more=items), "seven-minute/n": briefing("Note it", "2026-04-01", FOR),
    }).rows
    assert row.strengths == (("partial", "1 partial"), ("said", "1 assertion only"))
    assert row.newest == "1 April 2026"
    assert row.example


def test_a_pack_lists_what_records_show_under_their_kind_and_body() -> None:
    other = f"{FOR}about_body: Another council\n"
    made = page({
        "seven-minute/n": briefing("Note it", "2026-04-01", FOR), "seven-minute/o": briefing("Others did", "2026-04-01", other),
        "reviews/r": review("Peers", "2026-03-03", more=FOR),
    }).pack
    assert [(b.title, [k.title for k in b.kinds]) for b in made.bodies] == [
        ("Another council", ["7-minute briefings"]), ("Merrowby Council", ["7-minute briefings", "Reviews"]),
    ]
    piece = made.bodies[1].kinds[0].items[0]
    assert (piece.link.words, piece.on, piece.strength) == ("Note it", "published 1 April 2026", "Assertion only")
    assert piece.example


def test_a_long_list_of_one_kind_is_cut_and_says_so() -> None:
    many = MOST_OF_A_KIND + 3
    files = {f"seven-minute/n-{n}": briefing(f"{'abcdefghijkl'[n] * 12} note", "2026-04-01", FOR) for n in range(many)}
    (kind,) = page(files).pack.bodies[0].kinds
    assert (len(kind.items), len(kind.more)) == (MOST_OF_A_KIND, 3)
    assert kind.said == f"{MOST_OF_A_KIND} of {many} shown, the strongest first"


def test_known_gaps_are_those_of_the_records_that_name_the_statement() -> None:
    other = briefing("Elsewhere", "2026-04-01", "")
    made = page({"seven-minute/n": briefing("Note it", "2026-04-01", FOR), "seven-minute/o": other})
    (gap,) = made.pack.gaps
    assert (gap.where.words, gap.owner, made.pack.gaps_in_all) == ("Note it", "Team", 1)
    assert gap.text == "The briefing does not say what it was learned from."
    assert gap.would_close == "Say what it was learned from."
    assert gap.example


def test_many_gaps_are_cut_and_counted() -> None:
    many = MOST_GAPS + 2
    files = {f"seven-minute/n-{n}": briefing(f"{'abcdefghijklmnop'[n] * 12} note", "2026-04-01", FOR) for n in range(many)}
    made = page(files).pack
    assert (len(made.gaps), made.more_gaps, made.gaps_in_all) == (MOST_GAPS, "2 more gaps", many)


def test_much_that_speaks_against_is_cut_and_counted() -> None:
    late = [
        f"id: r{n}, text: Do it., domain: direct-practice, accepted: yes, owner: team, due: 2026-05-01"
        for n in range(1, MOST_AGAINST + 2)
    ]
    made = page({"reviews/r": review("Peers", "2026-03-03", *late, more=FOR)}).pack
    assert (len(made.against), made.more_against) == (MOST_AGAINST, "1 more piece")


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNERS])
def test_editions_for_others_have_the_statements_own_evidence_and_nothing_worked_out(audience: Audience) -> None:
    public = briefing("Note it", "2026-04-01", FOR).replace(b"audience: staff", b"audience: public")
    made = page({"seven-minute/n": public}, audience).pack
    assert (made.bodies, made.against, made.gaps, made.gaps_in_all) == ((), (), (), 0)
