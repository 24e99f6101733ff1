"""Contacts: roles, teams, boards, champions and networks; never a private person."""

from typing import Annotated

from macros.content.records.base import Fields, Form
from macros.content.records.kinds import Choice, Day, Facet, Line, Needed, Placed, Ref, Shown, Text
from macros.content.records.record_type import Glance, RecordType


class ContactKind(Choice):
    """What a contact is."""

    ROLE = "role", "Role"
    TEAM = "team", "Team"
    BOARD = "board", "Board"
    CHAMPION = "champion", "Champion"
    INTEREST_GROUP = "interest-group", "Interest group"
    NETWORK = "network", "Network"


class Active(Form):
    """From when to when it existed; boards change."""

    ORDERED = (("start", "end"),)

    start: Day
    """Its first day."""
    end: Day | None = None
    """Its last day, if it has ended."""


class Contact(Fields):
    """A role or team that can be asked."""

    kind: Annotated[ContactKind | None, Needed(), Facet("kind", "Kind"), Shown("Kind")] = None
    """role, team, board, champion, interest-group or network."""
    remit: Annotated[Text | None, Needed(), Placed()] = None
    """What they do, and when to ask them."""
    topics: Annotated[tuple[Annotated[Line, Ref("themes", back="Who to ask")], ...], Shown("Ask about")] = ()
    """The themes they know about."""
    team_contact: Annotated[Line | None, Shown("Contact")] = None
    """A team mailbox or page, never a person's."""
    active: Annotated[Active | None, Shown("Since")] = None
    """From when to when it existed."""


CONTACT = RecordType(
    folder="contacts",
    name="Contact",
    plural="Contacts",
    fields=Contact,
    place="develop",
    purpose="A role, team, champion or network that staff can ask.",
    glance=(
        Glance("Kind", "kind"), Glance("What they do", "remit"), Glance("Ask about", "topics", "No topics named"),
        Glance("Contact", "team_contact", "Not published"),
    ),
    layout="record",
    also_called=("contact", "who to ask", "champion", "network", "interest group"),
    optional=frozenset({"owner", "changes"}),
    dated=False,
)
