"""The guard's lists of words, said a second time: each word does what it stands there for."""

from __future__ import annotations

from itertools import product

import pytest

from macros.content.guard.known import Known
from macros.content.guard.normalise import normalise
from macros.content.guard.roles import is_role
from macros.content.guard.scan import personal

TITLES = """
    Cllr Councillor Dr Miss Mr Mrs Ms Mx Nurse Prof Professor Rev Sister
"""
BEFORE_NAMES = (
    "name is", "name was", "called", "named", "known as", "her son", "a daughter", "his wife", "her husband", "mother", "father",
    "brother", "neighbour", "partner", "niece", "nephew",
)
NO_NAMES = """
    Adult Care Human Learning Local Making Mental National Quality Safeguarding Social The
"""
ABBREVIATIONS = """
    AI AMP BIA BSL CEO CHC CPA CPN CQC DBS DHR DPA DSE DSL EDT EHC EU FOI FTE GMC GP GPS HR HRA ICB ICT ID IT
    LA LD LPA LPS MCA MDT MHA MSP NHS NI OPG OT PA PC PCN PDF PHE PSW QA RCA RN SAB SAR SCR SLA SLT SW TV UK
    US VAT WHO YOT
"""
WITHIN_WORDS = """
    a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike
    strong sub sup time tt u var wbr
"""
NO_POSTCODES = """
    by as at he we be an up us re pa ha
"""
ROLES = """
    access admin adult advice advocacy amhp audit board brokerage business care carer champion clinic
    commission communication community complaint compliment connect consult contact contract council customer
    dementia deprivation desk development disability discharge dols dpo duty emergency enablement engagement
    enquir equipment escalation events feedback finance foi forum frontdoor front-door governance group
    headoffice health help homecare hospital housing hub ict improvement independence info inquir intelligence
    involvement knowledge lead learning library mailbox manager mash mca media mental network newsletter
    no-reply noreply nurs occupational office older ombudsman operations panel partner performance policy
    postmaster practice press privacy programme project protection provider quality reablement reception
    record recruit referral register research review safeguard school secretariat security sensory service
    single-point social staff strategy support survey team therap training transition transport unit voice
    volunteer web wellbeing workforce workshop
"""
HOME = """
    aol.com blueyonder.co.uk btinternet.com gmail.com gmx.com googlemail.com hotmail.co.uk hotmail.com
    icloud.com live.co.uk live.com mac.com mail.com me.com msn.com ntlworld.com outlook.com proton.me
    protonmail.com sky.com talktalk.net virginmedia.com yahoo.co.uk yahoo.com
"""


def kinds(text: str) -> list[str]:
    return [one.code.name for one in personal(normalise(text).text, Known())]


@pytest.mark.parametrize("title", TITLES.split())
def test_a_name_after_a_title_is_found(title: str) -> None:
    assert kinds(f"It was {title} Sampleby.") == ["name"]


def test_a_name_after_the_words_that_lead_to_names_is_found() -> None:
    said = [f"It was {words}{end}Jane Sampleby." for words, end in product(BEFORE_NAMES, (" ", ", "))]
    missed = [text for text in said if kinds(text) != ["name"]]
    assert missed == []


def test_words_that_begin_no_name_are_none() -> None:
    assert [word for word in NO_NAMES.split() if kinds(f"It was called {word} Sampleby.")] == []
    assert kinds("It was called Sampleby Hospital Team.") == kinds("It was called Merrowby Jane Trust.") == []


def test_a_well_known_abbreviation_is_nobodys_initials() -> None:
    assert [word for word in ABBREVIATIONS.split() if kinds(f"The {word}, aged 42, said so.")] == []
    assert kinds("Then QZ, aged 42, said so.") == ["initials-with-age"]


@pytest.mark.parametrize("text", [
    "QZ, aged 42, said", "QZ (42)", "QZ, 42, said", "QZ was 42 years old", "Q.Z. is aged 42", "QZJ, 42 was",
    "QZ is a 42-year-old", "QZ, age 42 then",
])
def test_initials_with_an_age_are_found_however_it_is_said(text: str) -> None:
    assert kinds(text) == ["initials-with-age"]


def test_tags_within_a_word_do_not_part_it_and_others_do() -> None:
    assert [tag for tag in WITHIN_WORDS.split() if normalise(f"a<{tag}>b</{tag.upper()}>c").text != "abc"] == []
    assert [tag for tag in ("p", "div", "td", "li", "br") if normalise(f"a<{tag}>b").text != "a\nb"] == []


def test_a_small_word_makes_no_postcode_and_a_postcode_in_small_letters_is_one() -> None:
    assert [word for word in NO_POSTCODES.split() if kinds(f"Cell C4 2{word} two.")] == []
    assert kinds("At jx9 4zz now.") == ["postcode"]


def test_a_mailbox_with_a_word_of_work_is_a_roles() -> None:
    assert [word for word in ROLES.split() if not is_role(word, "example.org")] == []
    assert not is_role("jane.exampleton", "example.org")
    assert not is_role("webster", "example.org")


def test_what_people_have_at_home_is_no_roles() -> None:
    assert [domain for domain in HOME.split() if is_role("team", domain)] == []


@pytest.mark.parametrize(("written", "read"), [
    ("a&amp;b", "a&b"), ("a\\*b", "a*b"), ("a%20b", "a b"), ("a%2Bb", "a+b"), ("a%40b", "a@b"), ("a**b**", "ab"),
    ("a\\u0031b", "a1b"),
    ("a\\x31b", "a1b"), ("a\\U00000031b", "a1b"), ("a\\U00FFFFFFb", "a\\U00FFFFFFb"), ("a\\n1", "a\n1"),
    ("a\\t1", "a\t1"), ("a\u2028b", "a\nb"), ("a\u2029b", "a\nb"), ("a\u00a0b", "a b"), ("a\u2013b", "a-b"),
    ("a\u2212b", "a-b"), ("\u0661", "1"),
    ("\uff11", "1"), ("a\u200bb", "ab"), ("a\u3164b", "ab"), ("\u0410\u0455", "A\u0455"), ("a\\&amp;b", "a&b"), ("\u039f", "O"),
    ('x<img alt="y">z', "x\n\ny\nz"), ("x<b title='y'>z", "x\ny\nz"), ("a<!-- b -->c", "ac"), ("\u0435", "e"),
])
def test_what_is_disguised_is_read_as_a_reader_sees_it(written: str, read: str) -> None:
    assert normalise(written).text == read


@pytest.mark.parametrize("text", ["one", "a<b>b</b>c&#48;d", '<p>x</p>\u200b<img alt="yy">', "\u200b", "a\u200b\u200bb"])
def test_every_place_leads_back_to_what_was_written(text: str) -> None:
    made = normalise(text)
    for at, sign in enumerate(made.text):
        start, end = made.place(at, at + 1)
        assert start < end <= len(text)
        if sign.isalpha() or sign.isdigit():
            assert sign in (text[start:end], "0")
