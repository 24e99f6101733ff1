"""Recommendations: the actions of the site. Implemented is not impact."""

from typing import Annotated

from macros.content.records.base import Fields, Form
from macros.content.records.kinds import Address, AppendOnly, Choice, Day, FirstStays, Line, Needed, Placed, Ref, Text


class Domain(Choice):
    """The domain of practice that a finding belongs to, as the national analyses of SARs sort them."""

    DIRECT_PRACTICE = "direct-practice", "Direct practice"
    INTERAGENCY_WORKING = "interagency-working", "Working between agencies"
    ORGANISATIONAL_SUPPORT = "organisational-support", "Organisational support"
    BOARD_GOVERNANCE = "board-governance", "Board governance"


class Accepted(Choice):
    """Whether the recommendation was accepted."""

    YES = "yes", "Accepted"
    PARTLY = "partly", "Partly accepted"
    NO = "no", "Not accepted"
    NOT_STATED = "not_stated", "Answer not stated in the source"


class Progress(Choice):
    """How far the work has come."""

    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    IMPLEMENTED = "implemented", "Implemented"
    NOT_ACCEPTED = "not_accepted", "Not accepted"
    ESCALATED = "escalated", "Escalated"
    NOT_STATED = "not_stated", "Not stated in the source"


class EvidenceKind(Choice):
    """What evidence shows: that something was done, that practice changed, or that people's lives did."""

    OUTPUT = "output", "Output: it was done"
    PRACTICE = "practice", "Practice: a re-audit shows it"
    OUTCOME = "outcome", "Outcome: people’s experience changed"


class Impact(Choice):
    """Whether it helped."""

    NOT_YET_MEASURED = "not_yet_measured", "Not yet measured"
    NO_CHANGE = "no_change", "No change"
    IMPROVED = "improved", "Improved"
    WORSE = "worse", "Worse"
    NOT_STATED = "not_stated", "Not stated in the source"


NO_RESULT = (Impact.NOT_YET_MEASURED, Impact.NOT_STATED)
"""What says that nobody knows whether it helped."""


class Evidence(Form):
    """One piece of evidence."""

    kind: EvidenceKind
    """What it shows: output, practice or outcome."""
    note: Text
    """The evidence, in a sentence."""
    url: Address | None = None
    """Where it can be read."""


class Update(Form):
    """What was known of a recommendation on a day."""

    on: Day
    """The day of the update."""
    status: Progress
    """How far the work had come."""
    note: Text
    """What happened, in a sentence."""
    evidence: tuple[Evidence, ...] = ()
    """What shows it."""
    impact: Impact | None = None
    """Whether it helped; improved, no_change and worse need practice or outcome evidence."""
    owner: Annotated[Line | None, Ref("contacts", back="Answers for")] = None
    """A new owner, from this day."""
    due: Day | None = None
    """A new due date, from this day."""
    accepted: Accepted | None = None
    """A new answer, from this day."""
    reason: Text | None = None
    """Why the answer changed."""


class Recommendation(Form):
    """One recommendation. Its first owner, date and answer stay; what changes is an update."""

    id: Line
    """r1, r2, r3 …; it never changes."""
    text: Text
    """What is to be done, by whom, so that one can tell when it is."""
    domain: Domain
    """The domain of practice it belongs to."""
    themes: tuple[Annotated[Line, Ref("themes", back="Acts on this theme")], ...] = ()
    """The themes it acts on."""
    owner: Annotated[Line | None, FirstStays(), Ref("contacts", back="Answers for")] = None
    """Who answers for it."""
    accepted: Annotated[Accepted, FirstStays()]
    """Whether it was accepted: yes, partly or no."""
    reason: Text | None = None
    """Why it was not accepted in full."""
    due: Annotated[Day | None, FirstStays()] = None
    """The day it is to be done by."""
    updates: Annotated[tuple[Update, ...], AppendOnly()] = ()
    """What became of it, oldest first."""


class WithRecommendations(Fields):
    """A record that makes recommendations."""

    recommendations: Annotated[tuple[Recommendation, ...], Needed(), Placed()] = ()
    """What is to be done; each keeps its id for ever."""


class WithContentNote(Fields):
    """A record about real harm: it opens with a note of what is in it and where staff find support."""

    content_note: Annotated[Line | None, Needed(), Placed()] = None
    """One line: what may be upsetting to read."""
