"""7-minute briefings."""

from typing import Annotated

from macros.content.records.base import Fields
from macros.content.records.kinds import Choice, Needed, Placed, Silent, Text
from macros.content.records.record_type import PartsRule, RecordType


class Variant(Choice):
    """The order of the seven parts. Boards differ; each keeps its own."""

    TOPIC = "topic", "On a topic"
    SAR = "sar", "On a Safeguarding Adults Review"
    NUMBERED = "numbered", "Seven numbered points"


class SevenMinute(Fields):
    """A 7-minute briefing."""

    variant: Annotated[Variant | None, Needed(), Silent("The parts show it.")] = None
    """What the seven parts follow: topic, sar or numbered."""
    questions: Annotated[tuple[Text, ...], Needed(), Placed()] = ()
    """One to five questions to discuss in a team meeting."""


SEVEN_MINUTE = RecordType(
    folder="seven-minute",
    name="7-minute briefing",
    plural="7-minute briefings",
    fields=SevenMinute,
    place="briefings",
    purpose="One thing to know and do, in seven parts that a team can read and discuss in seven minutes.",
    layout="briefing",
    shares=True,
    also_needs=frozenset({"review"}),
    also_called=(
        "7MB", "7 MB", "7-minute briefing", "7 minute briefing", "seven-minute brief", "seven minute briefing",
        "7-minute learning", "learning briefing",
    ),
    parts=(
        "What it is", "Why it matters", "What we saw", "What people told us", "Think about", "What to do",
        "Where to get help",
    ),
    parts_rule=PartsRule(
        count=7, do_parts=(6, 7), do_words="What to do", warn_words=400, most_words=600, dense_words=360, most_minutes=7
    ),
)
