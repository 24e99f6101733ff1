"""A release is compared with the one before it: what both tell together stops it, and is named without its number."""

from __future__ import annotations

import pytest

from macros.content.edition import select
from macros.content.records.base import Audience
from macros.publish.told import MOST_NAMED, TellTale, in_words, told_beside
from tests.making import TODAY, contact, examined, settings, theme
from tests.support.councils import short_briefing
from tests.support.measured import front, one_measure

Numbers = tuple[int, ...]
Files = dict[str, bytes]
TEAM = {"briefings/contacts/team.md": contact("Team", audience="public")}


def beside(earlier: Files, later: Files, audience: Audience = Audience.STAFF) -> tuple[TellTale, ...]:
    """What a release of some files tells beside the release of others."""
    known = examined(later)
    assert [d for d in known.diagnostics if d.severity.name == "ERROR"] == []
    now = select(known.records, audience, TODAY).records
    return told_beside(earlier, TODAY, now, audience, settings(), known.everything.use)


def told(before: Numbers, after: Numbers, *, out_before: bool = True) -> tuple[TellTale, ...]:
    """What the release of some numbers tells beside the release of others."""
    earlier = one_measure(*before)
    if not out_before:
        path = "briefings/measures/m.md"
        earlier[path] = earlier[path].replace(b"audience: public", b"audience: managers")
    return beside(earlier, one_measure(*after))


def test_the_same_numbers_tell_nothing() -> None:
    assert told((4, 6, 20, 30), (4, 6, 20, 30)) == ()


def test_a_count_that_was_shown_before_it_was_hidden_is_told_by_both() -> None:
    found = told((5, 6, 20, 30), (4, 6, 20, 30))
    assert {one.file for one in found} == {"briefings/measures/m.md"}
    assert [one.count[3] for one in found] == ["North", "South"]
    assert [str(one).partition(". ")[2] for one in found] == ["It was shown in the last release."] * 2


def test_what_tells_a_count_is_named_with_it() -> None:
    (north, west) = told((4, 6, 20, 30), (4, 6, 5, 30))
    assert (north.count[3], west.count[3]) == ("North", "West")
    one = next(one for one in (north, west) if one.by != (one.count,))
    assert "It is told by what only one of the two releases hides: series, 2025-01-01, 2025-03-31, " in str(one)
    assert "6" not in str(one).replace("2025-01-01", "").replace("2025-03-31", "")


def test_a_record_that_was_in_no_earlier_release_tells_nothing_by_itself() -> None:
    assert told((5, 6, 20, 30), (4, 6, 20, 30), out_before=False) == ()


def test_a_record_that_was_given_another_name_is_compared_with_what_it_was() -> None:
    later = {path.replace("measures/m", "measures/n"): data for path, data in one_measure(4, 6, 20, 30).items()}
    path = "briefings/measures/n.md"
    renamed = {**later, path: later[path].replace(b"owner: team", b"owner: team\naliases: [measures/m]")}
    assert [one.count[3] for one in beside(one_measure(5, 6, 20, 30), renamed)] == ["North", "South"]


# Every type that counts -------------------------------------------------------------------
AUDIT = (
    "kind: case-file\ntool: Ours\nperiod: {start: 2026-01-01, end: 2026-02-28}\npopulation: All.\nselection: By lot.\n"
    "themes_picked_up: see_findings\nsample: 60\nfindings: [{theme: delay, kind: concern, present: %d, applicable: 50}]\n"
)
COMPLAINTS = "kind: complaints\nperiod: {start: 2025-01-01, end: 2025-12-31}\nreceived: 90\nreceived_before: %d\n"
ROWS = {
    "feedback/by-theme": "start,end,theme,count,received\n2025-01-01,2025-12-31,delay,%d,90\n",
    "surveys/answers": "standard,agreed,answered,comparator\nClear,%d,60,\n",
    "programmes/activity": "start,end,group,value,denominator\n2025-01-01,2025-12-31,,%d,\n",
}
REVIEWED = "review: {due: 2027-03-02, every: 12 months}\n"
FIGURE = "figures: [{label: left, number: %d, of: people}]\n"


def record(folder: str, more: str, number: int, table: str = "") -> Files:
    """The files of one record with a number in it."""
    made = {**TEAM, "briefings/themes/delay.md": theme("Delay", audience="public")}
    made[f"briefings/{folder}/one.md"] = front("One", more % number if "%" in more else more)
    if table:
        made[f"briefings/{folder}/one/{table}.csv"] = (ROWS[f"{folder}/{table}"] % number).encode()
    return made


@pytest.mark.parametrize(
    ("folder", "more", "table", "where"),
    [
        ("audits", AUDIT, "", "findings, delay, concern, present"),
        ("feedback", COMPLAINTS, "", "received_before"),
        ("feedback", f"{COMPLAINTS % 80}by_theme: by-theme.csv\n", "by-theme", "by_theme, 2025-01-01, 2025-12-31, delay, count"),
        ("surveys", "n: %d\npopulation: All.\ntaken: 2026-01\n", "", "n"),
        ("surveys", "n: 60\npopulation: All.\ntaken: 2026-01\nanswers: answers.csv\n", "answers", "answers, Clear, agreed"),
        ("involvement", f"asked: What.\ninfluence: involved\n{FIGURE}", "", "figures, left, number"),
        ("reviews", f"kind: peer-review\nbody: Peers\ncarried_out: 2026-01\n{REVIEWED}{FIGURE}", "", "figures, left, number"),
        (
            "programmes", f"kind: provider-quality\nscope: All.\nof: people\nactivity: activity.csv\n{REVIEWED}", "activity",
            "activity, 2025-01-01, 2025-12-31, value",
        ),
        (
            "pathways", f"kind: pathway\nleavers: [{{period: 2025, progressed: %d, band: 0 to 4}}]\n{REVIEWED}", "",
            "leavers, 2025, progressed",
        ),
    ],
)
def test_a_count_of_any_type_that_was_shown_and_is_hidden_now_is_told(folder: str, more: str, table: str, where: str) -> None:
    before, after = record(folder, more, 7, table), record(folder, more, 3, table)
    found = beside(before, after, Audience.PUBLIC)
    assert [str(one) for one in found] == [f"briefings/{folder}/one.md: {where}. It was shown in the last release."]
    assert beside(after, after, Audience.PUBLIC) == beside(after, before, Audience.PUBLIC) == ()
    assert beside(before, after, Audience.MANAGERS) == ()


def test_an_entry_of_a_list_is_known_by_what_it_is_about_and_not_by_its_place() -> None:
    def figures(*lines: str) -> Files:
        said = "".join(f"  - {{{line}, of: people}}\n" for line in lines)
        return record("involvement", f"asked: What.\ninfluence: involved\nfigures:\n{said}", 0)

    before = figures("label: stayed, number: 50", "label: left, number: 7")
    assert beside(before, figures("label: left, number: 7", "label: stayed, number: 50"), Audience.PUBLIC) == ()
    after = figures("label: new, number: 3", "label: stayed, number: 50", "label: left, number: 4")
    (found,) = beside(before, after, Audience.PUBLIC)
    assert found.count == ("figures", "left", "None", "None", "number")


def test_how_many_used_a_briefing_is_compared_where_it_is_shown() -> None:
    def used(number: int) -> Files:
        rows = f"team,briefing,version,on,led_by,headcount,change\nteam,short,1,2026-03-03,Team manager,{number},One.\n"
        return {**TEAM, **short_briefing(), "briefings/data/use.csv": rows.encode()}

    (found,) = beside(used(7), used(3))
    assert str(found).startswith("briefings/data/use.csv: team, short, 2026-03-03, headcount.")
    assert beside(used(3), used(7)) == beside(used(3), used(4)) == beside(used(7), used(3), Audience.PUBLIC) == ()


# The refusal --------------------------------------------------------------------------------
@pytest.mark.parametrize("many", [1, MOST_NAMED, MOST_NAMED + 3])
def test_the_refusal_names_places_and_says_how_many_more_there_are(many: int) -> None:
    found = tuple(TellTale("briefings/measures/m.md", ("series", n), (("series", n),)) for n in range(many))
    said = in_words(found, "2026-11.a")
    assert f"{many} hidden counts" in said
    assert said.count("briefings/measures/m.md") == min(many, MOST_NAMED)
    assert ("and 3 more" in said) is (many > MOST_NAMED)
    assert "--force" in said


def test_of_many_counts_that_tell_one_three_are_named() -> None:
    said = str(TellTale("briefings/measures/m.md", ("series", 0), tuple(("series", n) for n in range(1, 6))))
    assert "hides: series, 1; series, 2; series, 3 and 2 more" in said
