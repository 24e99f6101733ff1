"""Every learning system of the source text has its one page, with its source and its gap; real bodies are never made up."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from macros.content.load import load
from macros.content.record import Record
from macros.content.records.figures import WithFigures
from macros.content.records.reviews import OtherReview
from macros.content.settings import SETTINGS_FILE, read_settings

SYSTEMS = (
    "Practice forums",
    "7-minute briefings",
    "Events that share learning from Safeguarding Adults Reviews",
    "Audit theme tool",
    "Managers’ network",
    "3 Conversations",
    "Committee report and service failure policy",
    "Contract meetings and provider improvement",
    "Training and professional development",
    "Champions, interest groups and networks",
    "Career pathways",
    "Digital inclusion",
    "Co-production",
    "Trusted Assessor",
    "Provider-adjusted packages",
    "LGA peer review",
    "Quarterly complaints report",
    "Ombudsman decisions and compliance",
    "Feedback after safeguarding, case file audits and peer feedback",
    "Safeguarding data, performance and key indicators",
    "Employer Standards survey",
    "Compliments, success stories and leadership culture",
    "Provider learning events, root cause analysis and learning hubs",
)
"""The rows of the table of systems that the source text describes."""
FIGURES = {
    "programmes/wirral-three-conversations": ("21",),
    "programmes/wirral-provider-improvement": ("over 600", "more than 80"),
    "reviews/wirral-peer-review-2022": ("16", "2"),
    "feedback/wirral-complaints-2023-24": ("220",),
    "feedback/wirral-compliments-2023-24": ("47",),
    "feedback/wirral-ombudsman-2023-24": ("100%",),
    "surveys/wirral-employer-standards-2024": ("13",),
}
"""Every figure of the source text, by the record that gives it."""


@pytest.fixture(scope="module")
def records(root: Path) -> dict[str, Record]:
    settings = read_settings((root / SETTINGS_FILE).read_bytes()).settings
    assert settings
    files = {str(p.relative_to(root).as_posix()): p.read_bytes() for p in (root / "briefings").rglob("*") if p.is_file()}
    return {r.id: r for r in load(files, settings).records}


def of_system(records: dict[str, Record], name: str) -> list[Record]:
    return [r for r in records.values() if r.fields.system == name]


def caveats(record: Record) -> list[str]:
    fields = record.fields
    return [f.caveat for f in fields.figures if f.caveat] if isinstance(fields, WithFigures) else []


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_has_one_record_with_a_source_and_what_is_not_known(records: dict[str, Record], name: str) -> None:
    (record,) = of_system(records, name)
    assert record.fields.sources
    assert not record.fields.example
    assert record.fields.about_body == "Wirral Council"
    assert record.fields.not_described or caveats(record)


def test_no_record_names_a_system_that_the_source_text_does_not_describe(records: dict[str, Record]) -> None:
    named = Counter(r.fields.system for r in records.values() if r.fields.system)
    assert sorted(named) == sorted(SYSTEMS)


@pytest.mark.parametrize("id_", FIGURES)
def test_a_figure_of_the_source_text_stands_with_its_time_and_its_caveat(records: dict[str, Record], id_: str) -> None:
    fields = records[id_].fields
    assert isinstance(fields, WithFigures)
    by_said = {f.said or str(f.number): f for f in fields.figures}
    for said in FIGURES[id_]:
        assert by_said[said].caveat, said
        assert by_said[said].period or by_said[said].on, said


def test_the_peer_review_describes_two_of_sixteen_and_makes_up_none(records: dict[str, Record]) -> None:
    fields = records["reviews/wirral-peer-review-2022"].fields
    assert isinstance(fields, OtherReview)
    assert fields.recommendations_made == 16
    described = [(r.id, str(r.accepted), r.updates) for r in fields.recommendations]
    assert described == [("r1", "not_stated", ()), ("r2", "not_stated", ())]


def test_what_is_about_a_real_body_is_no_example_and_names_its_source(records: dict[str, Record]) -> None:
    about = [r for r in records.values() if r.fields.about_body]
    assert about
    assert [r.id for r in about if r.fields.example or not r.fields.sources] == []


def test_what_names_the_real_council_in_its_title_says_whom_it_is_about(records: dict[str, Record]) -> None:
    named = [r for r in records.values() if "Wirral" in r.title]
    assert named
    assert [r.id for r in named if r.fields.about_body != "Wirral Council" or not r.fields.sources] == []
