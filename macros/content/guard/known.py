"""What the settings let stand: the site's own numbers and mailboxes, listed helplines, and the patterns of case numbers."""

from __future__ import annotations

from macros.content.guard.contacts import dialled, mailbox, phone_numbers
from macros.content.guard.runs import runs
from macros.content.settings import Settings
from macros.frozen import frozen


@frozen
class Known:
    """The settings, as the guard needs them."""

    phones: frozenset[str] = frozenset()
    """Numbers that may stand anywhere, as they are dialled from anywhere."""
    mailboxes: frozenset[str] = frozenset()
    """Addresses that may stand anywhere, in small letters."""
    case_numbers: tuple[str, ...] = ()
    """Patterns of the council's own case numbers."""


def known_from(settings: Settings) -> Known:
    """Return what the settings let stand: every number of the concern line, of the organisation's texts and of the
    listed helplines, the mailboxes for feedback and records of use, and those that are listed."""
    texts = [
        settings.concern.lead, settings.concern.text, settings.organisation.support, settings.organisation.notice or "",
        *(helpline.number for helpline in settings.guard.helplines),
    ]
    nobodys: frozenset[str] = frozenset()
    own = (text[one.start : one.end] for text in texts for groups in runs(text) for one in phone_numbers(text, groups, nobodys))
    boxes = (settings.feedback, settings.record_of_use, *settings.guard.mailboxes)
    phones = frozenset(number for said in own if (number := dialled(said)))
    # As it is written, and as normalised text has it, which knows no mark for emphasis.
    mailboxes = frozenset(one for box in map(mailbox, boxes) for one in (box, box.replace("_", "")))
    return Known(phones, mailboxes, settings.guard.case_numbers)
