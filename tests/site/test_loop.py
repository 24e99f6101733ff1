"""The loop followed on live pages, the rules in words, and the systems with what is not known of them."""

from __future__ import annotations

from macros.content.records.base import Audience
from macros.learning.examine import library_of
from macros.site.views.loop import STEPS, StepView, rule_words, system_rows
from macros.site.views.parts import Scene
from tests.making import TODAY, VERSION, contact, examined, settings, theme

OUTPUT = "{kind: output, note: The training ran.}"
OUTCOME = "{kind: outcome, note: More carers were asked.}"


def recommendation(number: int, *evidence: str, accepted: str = "yes") -> str:
    updates = ""
    if evidence:
        updates = (
            "    updates:\n      - on: 2026-06-01\n        status: implemented\n        note: Done.\n"
            f"        evidence: [{', '.join(evidence)}]\n"
        )
    return (
        f"  - id: r{number}\n    text: Do thing {number}.\n    domain: direct-practice\n    themes: [carers]\n"
        f"    accepted: {accepted}\n{updates}"
    )


def review(title: str, *recommendations: str, more: str = "") -> bytes:
    listed = "recommendations:\n" + "".join(recommendations) if recommendations else ""
    return (
        f"---\ntitle: {title}\nsummary: What it found.\naudience: staff\nstatus: published\npublished: 2026-03-02\n"
        f"owner: team\nreview: {{due: 2027-03-02, every: 12 months}}\nthemes: [carers]\nkind: peer-review\nbody: Peers\n"
        f"carried_out: 2026-01\nexample: true\n{VERSION}{more}{listed}---\n\n## What it found\n\nWords.\n"
    ).encode()


def programme(title: str, more: str = "") -> bytes:
    return (
        f"---\ntitle: {title}\nsummary: How it works.\naudience: staff\nstatus: published\npublished: 2026-03-02\nowner: team\n"
        "review: {due: 2027-03-02, every: 12 months}\nkind: sharing-learning\nscope: Everything.\nexample: true\n"
        f"{VERSION}{more}"
        "---\n\n## How it works\n\nWords.\n"
    ).encode()


def scene(**files: bytes) -> Scene:
    known = examined({
        "briefings/contacts/team.md": contact("Team"),
        "briefings/themes/carers.md": theme("Carers"),
        **{f"briefings/{name.replace('__', '/').replace('_', '-')}.md": data for name, data in files.items()},
    })
    assert known.diagnostics == ()
    edition, library = library_of(known, Audience.STAFF, TODAY)
    return Scene(edition, library, settings(), "https://learning.example.gov.uk/")


def test_systems_stand_by_name_with_every_gap_that_their_record_gives() -> None:
    of = scene(
        programmes__one=programme("One", "system: Zebra forums\nnot_described:\n  - who came\n  - what changed\n"),
        programmes__two=programme("Two", "system: alpha network\n"),
        programmes__three=programme("Three"),
    )
    rows = system_rows(of)
    assert [(r.page.words, r.page.address, r.gaps) for r in rows] == [
        ("alpha network", "programmes/two/", ()),
        ("Zebra forums", "programmes/one/", ("who came", "what changed")),
    ]


def test_the_rules_are_said_with_the_numbers_of_the_settings() -> None:
    rules = settings().rules
    said = " ".join(words for _, words in rule_words(rules))
    one, two, later = rules.detected, rules.repeated, rules.recheck
    numbers = (one.per_cent, one.files, two.per_cent, two.files, rules.kinds_within_months, later.files, later.points)
    assert [n for n in numbers if str(n) not in said] == []


def test_the_recommendation_with_evidence_of_change_is_the_one_that_is_followed() -> None:
    of = scene(reviews__a=review("A", recommendation(1, OUTPUT), recommendation(2, OUTPUT, OUTCOME), recommendation(3)))
    acted = STEPS["acted"](of, "carers")
    assert acted.action
    assert (acted.action.id, acted.page and acted.page.address) == ("r2", "reviews/a/#r2")
    assert STEPS["checked"](of, "carers").evidence == (("Output", "The training ran."), ("Outcome", "More carers were asked."))


def test_what_was_only_done_is_not_shown_as_checked() -> None:
    of = scene(reviews__a=review("A", recommendation(1, OUTPUT)))
    assert STEPS["acted"](of, "carers").action
    assert STEPS["checked"](of, "carers") == StepView()


def test_the_steps_start_from_the_source_whose_recommendation_they_follow() -> None:
    of = scene(reviews__b=review("B", recommendation(1, OUTCOME)), reviews__a=review("A", recommendation(1)))
    assert [e.title for e in STEPS["found"](of, "carers").entries] == ["B"]


def test_another_body_is_no_example_of_our_loop() -> None:
    of = scene(reviews__a=review("A", recommendation(1, OUTCOME), more="about_body: Another Council\n"))
    for step in ("found", "acted", "checked", "counted"):
        assert STEPS[step](of, "carers") == StepView(), step


def test_what_nobody_accepted_is_not_acting() -> None:
    of = scene(reviews__a=review("A", recommendation(1, accepted="not_stated")))
    assert STEPS["acted"](of, "carers") == StepView()
