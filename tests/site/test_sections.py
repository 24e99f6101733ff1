"""The sections of a record's page: what they say of what is there, and of what is not."""

from __future__ import annotations

from typing import Any

from macros.content.records.base import Audience
from macros.learning.examine import library_of
from macros.site.views.parts import Scene
from macros.site.views.sections import sections
from macros.site.views.sections.blocks import BigFigures, Chart, Facts, Listing, Pairs, Said, Section, Steps, Table, Warned, Words
from tests.making import TODAY, VERSION, contact, examined, settings, theme

SOURCE = "sources:\n  - {title: A report, publisher: A body, read_on: 2026-01-05}\n"
QUARTERS = ("2025-01-01,2025-03-31", "2025-04-01,2025-06-30", "2025-07-01,2025-09-30", "2025-10-01,2025-12-31")


def told(
    folder: str, more: str, *, source: bool = False, audience: Audience = Audience.STAFF, part: str = "Part", **tables: str
) -> dict[str, Section]:
    """The sections of a record by their headings."""
    kind = SOURCE if source else "example: true\n"
    text = (
        f"---\ntitle: One\nsummary: For the test.\naudience: public\nstatus: published\npublished: 2026-03-02\nowner: team\n"
        f"review: {{due: 2027-03-02, every: 12 months}}\nthemes: [delay]\n{kind}{VERSION}{more}---\n\n## {part}\n\nWords.\n"
    )
    known = examined({
        f"briefings/{folder}/one.md": text.encode(),
        **{f"briefings/{folder}/one/{name.replace('_', '-')}.csv": table.encode() for name, table in tables.items()},
        "briefings/contacts/team.md": contact("Team", audience="public"),
        "briefings/contacts/inner.md": contact("Inner desk", audience="managers"),
        **{f"briefings/themes/{t}.md": theme(t.capitalize() * 2, audience="public") for t in ("delay", "charging")},
    })
    errors = [d for d in known.diagnostics if d.severity.name == "ERROR"]
    assert errors == []
    edition, library = library_of(known, audience, TODAY)
    scene = Scene(edition, library, settings(), "")
    return {s.title: s for s in sections(scene, library.records[f"{folder}/one"])}


def block(section: Section, kind: type) -> Any:
    (found,) = [b for b in section.blocks if isinstance(b, kind)]
    return found


def words(said: Said) -> str:
    return ", ".join([said.state.words] if said.state else [link.words for link in said.links])


def facts(section: Section) -> dict[str, str]:
    return {label: "; ".join(words(v) for v in values) for label, values in block(section, Facts).rows}


def rows(section: Section, kind: type = Table) -> list[list[str]]:
    table = block(section, kind)
    table = table.table if isinstance(table, Chart) else table
    return [[words(s) for s in row] for row in table.rows]


# What is not said -----------------------------------------------------------------
PROGRAMME = "kind: trusted-assessor\nscope: Small equipment.\nwho_may:\n  - {who: Assessors, may: Order it.}\n"


def test_of_oversight_each_missing_answer_is_told_as_what_the_source_leaves_out() -> None:
    found = facts(told("programmes", f"{PROGRAMME}oversight: {{approver: A manager}}\n", source=True)["How it is overseen"])
    assert found["Who approves more"] == "A manager"
    assert found["How often"] == "The source text does not describe how often it is checked."
    assert len(found) == 5


def test_an_example_without_oversight_says_so_in_its_own_words() -> None:
    found = facts(told("programmes", PROGRAMME)["How it is overseen"])
    assert set(found.values()) == {"Not said here."}


def test_a_programme_that_gives_nobody_a_power_is_not_asked_for_oversight() -> None:
    assert "How it is overseen" not in told("programmes", "kind: sharing-learning\nscope: All.\n")


def test_what_a_source_leaves_out_stands_in_one_list_with_what_stands_empty() -> None:
    found = told("programmes", f"{PROGRAMME}not_described:\n  - how long it takes\n", source=True)
    gaps = block(found["What the source does not say"], Listing)
    assert gaps.lead == "The source text does not describe:"
    assert [words(s) for s in gaps.items] == [
        "how long it takes", "any measure of whether it helps people", "what speaks against it",
    ]
    assert "What speaks against it" not in found


def test_what_an_author_says_is_left_out_in_the_same_words_and_more_is_not_said_once_again() -> None:
    more = "not_described:\n  - any measure of whether it helps people, at home or in hospital\n"
    gaps = block(told("programmes", f"{PROGRAMME}{more}", source=True)["What the source does not say"], Listing)
    assert [words(s) for s in gaps.items] == [
        "any measure of whether it helps people, at home or in hospital", "what speaks against it",
    ]


def test_an_example_says_under_its_own_heading_that_nothing_is_said() -> None:
    found = told("programmes", PROGRAMME)
    assert words(block(found["What speaks against it"], Listing).items[0]) == "Not said here."
    assert words(block(found["What shows that it helps people"], Listing).items[0]) == "Not measured."


# Figures and counts -----------------------------------------------------------------
def test_a_figure_has_its_denominator_share_time_change_and_caveat() -> None:
    figure = "figures: [{label: upheld, number: 69, denominator: 136, of: people, on: 2026-03, change: up, caveat: Read it.}]\n"
    (made,) = block(told("feedback", f"{FEEDBACK}{figure}")["In figures"], BigFigures).figures
    assert (made.number, made.label, made.caveat) == ("69", "upheld", "Read it.")
    assert made.notes == ("Out of 136: 51%", "March 2026", "Compared with the time before: up")


def test_a_hidden_figure_hides_its_words_and_its_share() -> None:
    figure = "figures: [{label: upheld, said: only three, number: 3, denominator: 136, of: people}]\n"
    section = told("feedback", f"{FEEDBACK}{figure}")["In figures"]
    (made,) = block(section, BigFigures).figures
    assert (made.number, made.notes) == ("*", ("Out of 136",))
    assert block(section, Words).paragraphs == ("* Fewer than 5, or hidden so that a smaller number cannot be worked out.",)
    (shown,) = block(told("feedback", f"{FEEDBACK}{figure}", audience=Audience.MANAGERS)["In figures"], BigFigures).figures
    assert (shown.number, shown.notes) == ("only three", ("Out of 136: 2%",))


def test_a_part_without_its_whole_says_that_the_whole_is_not_given() -> None:
    figure = "figures: [{label: answered, number: 13, of: people, part: true}]\n"
    (made,) = block(told("feedback", f"{FEEDBACK}{figure}")["In figures"], BigFigures).figures
    assert made.notes == ("Part of a whole: out of how many is not given",)


FEEDBACK = "kind: complaints\nperiod: {start: 2025-01-01, end: 2025-12-31}\nreceived: 220\n"
BY_THEME = "start,end,theme,count,received\n" + "".join(
    f"{q},{t},{n},{w}\n"
    for t, counts in (("delay", (9, 8, 7, 6)), ("charging", (7, 2, 6, 5)))
    for q, n, w in zip(QUARTERS, counts, (40, 41, 42, 43), strict=True)
)


def test_themes_are_counted_by_period_with_all_that_came_in_below() -> None:
    section = told("feedback", f"{FEEDBACK}by_theme: by-theme.csv\n", by_theme=BY_THEME)["Themes by period"]
    assert block(section, Table).columns[1] == "January to March 2025"
    assert rows(section) == [
        ["DelayDelay", "9", "8", "7", "6"], ["ChargingCharging", "7", "*", "6", "5"],
        ["All that came in", "40", "41", "42", "43"],
    ]


# Audits -----------------------------------------------------------------------------
AUDIT = (
    "kind: case-file\ntool: T\nperiod: {start: 2026-01-01, end: 2026-03-31}\npopulation: All.\nsample: 20\n"
    "selection: Each tenth.\n"
)


def test_findings_give_how_many_of_how_many_files_and_whether_it_is_good_to_see() -> None:
    finding = "findings: [{theme: delay, kind: strength, present: 7, applicable: 18, note: Seen.}]\n"
    section = told("audits", f"{AUDIT}themes_picked_up: see_findings\n{finding}")["Themes found"]
    assert rows(section) == [["DelayDelay", "Strength", "7 of 18", "39%"]]
    assert block(section, Table).rows[0][0].notes == ("Seen.",)


def test_that_no_theme_was_picked_up_is_said_in_words() -> None:
    section = told("audits", f"{AUDIT}themes_picked_up: none\n")["Themes found"]
    assert block(section, Words).paragraphs == ("No themes were picked up this period",)


def test_grades_and_second_looks_are_hidden_from_the_public_where_files_are_few() -> None:
    more = (
        f"{AUDIT}themes_picked_up: not_measured\ngrades: {{outstanding: 1, good: 9, requires_improvement: 8, inadequate: 2}}\n"
        "moderation: {files: 8, changed: 2}\n"
    )
    inside, outside = (told("audits", more, audience=a)["Grades"] for a in (Audience.STAFF, Audience.PUBLIC))
    assert [row[1:] for row in rows(inside)] == [["1", "5%"], ["9", "45%"], ["8", "40%"], ["2", "10%"]]
    assert facts(inside)["Grade changed"] == "2 of 8"
    assert [row[1:] for row in rows(outside)] == [["*", "*"], ["9", "–"], ["8", "–"], ["*", "*"]]
    assert facts(outside)["Grade changed"] == "* of 8"


# Series -----------------------------------------------------------------------------
MEASURE = "kind: kpi\nunit: days, the middle wait\nof: things\ntarget: 28\ngood: down\nseries: series.csv\n"
SERIES = "start,end,group,value,denominator\n" + "".join(f"{q},,{v},\n" for q, v in zip(QUARTERS, (30, 28, 27, 41), strict=True))


def test_a_target_with_a_long_unit_is_short_in_the_chart_since_the_caption_has_the_unit() -> None:
    long = MEASURE.replace("days, the middle wait", "days from the first contact to the item in use")
    assert ">Target: 28<" in block(told("measures", long, series=SERIES)["Over time"], Chart).plot


def test_what_people_said_and_nobody_measured_is_said_as_the_list_says_it() -> None:
    more = "kind: complaints\nperiod: {start: 2025-01-01, end: 2025-12-31}\nsaid_did: [{said: Nobody rang., did: We ring.}]\n"
    (pair,) = block(told("feedback", more)["You said, we did"], Pairs).pairs
    assert pair.notes == ("Did it help? Not yet measured.",)


def test_a_series_is_a_chart_with_its_target_and_the_same_figures_beside_it() -> None:
    section = told("measures", MEASURE, series=SERIES)["Over time"]
    chart = block(section, Chart)
    assert "Target: 28 days" in chart.plot
    assert "Highest: 41 days in October to December 2025." in chart.plot
    assert chart.plot.count("c-bar--attend") == 2
    assert chart.example
    assert chart.caption.endswith("Each bar is named by the first month of its period.")
    assert chart.table.caption == "The same figures, in days, the middle wait"
    assert rows(section, Chart)[0] == ["January to March 2025", "30"]
    assert facts(section)["Which way is better"] == "Down"


def test_no_bar_is_marked_where_states_are_not_shown() -> None:
    section = told("measures", MEASURE, series=SERIES, audience=Audience.PUBLIC)["Over time"]
    assert "c-bar--attend" not in block(section, Chart).plot


def test_parts_of_a_whole_are_charted_as_shares_and_hidden_ones_leave_a_star() -> None:
    table = "".join(f"{q},,{v},20\n" for q, v in zip(QUARTERS, (7, 3, 10, 9), strict=True))
    table = f"start,end,group,value,denominator\n{table}"
    more = "kind: workforce\nunit: people who left\nof: people\ngood: down\nseries: series.csv\n"
    section = told("measures", more, series=table)["Over time"]
    assert rows(section, Chart)[:2] == [["January to March 2025", "7 of 20", "35%"], ["April to June 2025", "* of 20", "*"]]
    assert ">50%<" in block(section, Chart).plot
    assert ">15%<" not in block(section, Chart).plot
    assert "1 period has no value that is shown." in block(section, Chart).plot


def test_groups_without_a_whole_are_a_table_that_speaks_of_no_chart() -> None:
    table = "start,end,group,value,denominator\n" + "".join(f"{QUARTERS[0]},{g},15,\n" for g in ("North", "South"))
    section = told("measures", MEASURE, series=table)["Over time"]
    assert block(section, Table).caption == "Figures by period, in days, the middle wait"
    assert section.side == ""


def test_groups_stand_beside_the_whole_in_the_table_alone() -> None:
    table = "start,end,group,value,denominator\n" + "".join(
        f"{q},{g},{v},\n" for q in QUARTERS for g, v in (("", 40), ("North", 15), ("South", 25))
    )
    section = told("measures", MEASURE, series=table)["Over time"]
    assert block(section, Chart).table.columns == ("Period", "All", "North", "South")
    assert block(section, Chart).plot.count("<rect") == 4


def test_what_leaders_did_is_not_recorded_where_nobody_says() -> None:
    raised = "raised: [{on: 2026-01-20, to: Board, did: Paid for two posts.}, {on: 2026-02-20, to: Board}]\n"
    section = told("measures", f"{MEASURE}{raised}", series=SERIES)["What leaders did"]
    assert [row[2] for row in rows(section)] == ["Paid for two posts.", "Not recorded"]
    assert words(block(told("measures", MEASURE, series=SERIES)["What leaders did"], Listing).items[0]) == "Not recorded."


# Surveys ------------------------------------------------------------------------------
SURVEY = "population: Everyone.\ntaken: 2026-01\n"


def survey(n: int) -> dict[str, Section]:
    return told("surveys", f"n: {n}\n{SURVEY}")


def test_thirteen_answers_are_a_small_sample_and_thirty_are_not() -> None:
    warned = block(survey(13)["Who answered"], Warned)
    assert warned.strong == "A small sample: 13."
    assert "about 8 points" in warned.text
    assert not [b for b in survey(30)["Who answered"].blocks if isinstance(b, Warned)]


def test_of_a_sample_that_is_not_shown_the_same_is_said_whatever_its_size() -> None:
    few, many = (
        block(told("surveys", f"n: {n}\npopulation_size: {n}\n{SURVEY}")["Who answered"], Warned) for n in (4, 60)
    )
    assert few == many
    assert few.strong == "The sample may be small."


def test_a_count_of_nought_has_its_place_like_any_other() -> None:
    more = "kind: complaints\nperiod: {start: 2025-01-01, end: 2025-03-31}\nreceived: 90\n"
    found = [
        facts(told("feedback", f"{more}to_ombudsman: {number}\n", audience=audience)["Counts"])["Went on to the ombudsman"]
        for audience in (Audience.MANAGERS, Audience.PUBLIC) for number in (0, 3)
    ]
    assert found == ["0", "3", "*", "*"]


def test_answers_are_counts_of_those_who_answered_beside_the_comparator() -> None:
    answers = "standard,agreed,answered,comparator\nSupervision,40,60,71.5\nWorkload,58,60,\n"
    section = told("surveys", f"n: 60\n{SURVEY}answers: answers.csv\n", answers=answers)["The answers"]
    assert rows(section) == [["Supervision", "40 of 60", "67%", "71.5%"], ["Workload", "* of 60", "*", "–"]]


# What was agreed and said -------------------------------------------------------------
def test_of_16_recommendations_14_are_not_published() -> None:
    more = (
        "kind: peer-review\nbody: Peers\ncarried_out: 2022-12\nrecommendations_made: 16\nrecommendations:\n"
        + "".join(f"  - {{id: r{n}, text: Do it., domain: direct-practice, accepted: not_stated}}\n" for n in (1, 2))
    )
    section = told("reviews", more, source=True)["Recommendations in all"]
    assert block(section, Words).paragraphs == ("14 of 16 not published.",)
    assert facts(section) == {"Made": "16", "On this page": "2", "Not published": "14"}
    assert not_given(section) == "Our sources do not give these recommendations. We do not guess."


def test_of_our_own_reviews_no_source_is_blamed_for_what_is_not_published() -> None:
    more = (
        "kind: peer-review\nbody: Peers\ncarried_out: 2026-03\nrecommendations_made: 2\nrecommendations:\n"
        "  - {id: r1, text: Do it., domain: direct-practice, accepted: yes}\n"
    )
    assert not_given(told("reviews", more)["Recommendations in all"]) == "This page does not give it."


def not_given(section: Section) -> str:
    """What stands beside the number of those that are not published."""
    ((_, (said,)),) = (row for row in block(section, Facts).rows if row[0] == "Not published")
    return str(said.notes[0])


DECISION = (
    "reference: 00 000 000\nbody: Merrowby Council\ncategory: Charging\noutcome: upheld\ndecided_on: 2026-01-05\nremedies:\n"
    "  - {text: Say sorry., due: 2026-02-05, done_on: 2026-02-01}\n  - {text: Pay back., due: 2026-02-05, done_on: 2026-02-07}\n"
    "  - {text: Train staff., due: 2026-11-01}\n"
)


def test_a_remedy_was_done_in_time_or_late_or_is_overdue() -> None:
    inside, outside = (told("decisions", DECISION, audience=a)["What was agreed"] for a in (Audience.STAFF, Audience.PUBLIC))
    assert [row[2] for row in rows(inside)] == ["1 Feb 2026, in time", "7 Feb 2026, 2 days late", "21 days overdue"]
    assert [row[2] for row in rows(outside)][2] == "Not recorded as done"


EVENT = "kind: practice-forum\nstart: 2026-03-02T14:30\nend: 2026-03-02T16:00\nvenue: Town hall\njoin: https://meet.example.org/1\n"


def test_an_event_says_when_where_and_how_and_leads_to_a_calendar() -> None:
    found = told("events", f"{EVENT}discussed: [themes/delay]\nactions:\n  - {{text: Do it., owner: inner, due: 2026-12-01}}\n")
    when = found["When and where"]
    assert when.first
    assert facts(when) == {
        "When": "Monday 2 March 2026, 14:30 to 16:00", "Where": "Town hall", "Join online": "meet.example.org/1",
        "In your calendar": "Calendar of its kind: Practice forum",
    }
    links = {label: values[0].links[0].address for label, values in block(when, Facts).rows}
    assert links["In your calendar"] == "events/practice-forum.ics"
    assert links["Join online"] == "https://meet.example.org/1"
    assert rows(found["What was agreed"]) == [["Do it.", "Not in this edition", "1\u00a0Dec\u00a02026", "Not recorded as done"]]


def test_a_message_that_asks_for_an_answer_says_that_none_is_recorded() -> None:
    more = "direction: up\nsent_on: 2026-01-05\nmessage: We wait too long.\n"
    assert "The answer" not in told("cascades", more)
    asked = told("cascades", f"{more}asks: Tell us why.\n")
    assert words(block(asked["The answer"], Listing).items[0]) == "No answer is recorded here."


def test_a_pathway_tells_its_steps_and_in_bands_who_left() -> None:
    more = (
        "kind: pathway\nsteps:\n  - {title: First, text: Begin., takes: a year}\ncriteria: [Anyone.]\nhow_to_apply: Ask.\n"
        "leavers:\n  - {period: 2025, progressed: 12, band: 0 to 4}\n"
    )
    found = told("pathways", more)
    assert block(found["The steps"], Steps).steps[0].meta == "Takes: a year"
    assert rows(found["Who stays"]) == [["2025", "12", "0 to 4", "Not said here."]]


def test_sections_before_the_text_come_first() -> None:
    order = [s.first for s in told("programmes", PROGRAMME).values()]
    assert order == sorted(order, reverse=True)


def test_a_section_and_a_part_of_the_text_never_have_the_same_heading() -> None:
    found = told("programmes", PROGRAMME, part="What it covers")
    assert "What it covers, in short" in found
    assert "What it covers" not in found
