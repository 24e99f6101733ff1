"""Whether a mailbox is a team's or a role's, told by its name: it is a person's unless a word of work stands in it."""

from __future__ import annotations

import re

ROLES = (
    "access", "admin", "adult", "advice", "advocacy", "amhp", "audit", "board", "brokerage", "business", "care",
    "carer", "champion", "clinic", "commission", "communication", "community", "complaint", "compliment", "connect",
    "consult", "contact", "contract", "council", "customer", "dementia", "deprivation", "desk", "development",
    "disability", "discharge", "dols", "dpo", "duty", "emergency", "enablement", "engagement", "enquir", "equipment",
    "escalation", "events", "feedback", "finance", "foi", "forum", "frontdoor", "front-door", "governance", "group",
    "headoffice", "health", "help", "homecare", "hospital", "housing", "hub", "ict", "improvement", "independence",
    "info", "inquir", "intelligence", "involvement", "knowledge", "lead", "learning", "library", "mailbox", "manager",
    "mash", "mca", "media", "mental", "network", "newsletter", "no-reply", "noreply", "nurs", "occupational", "office",
    "older", "ombudsman", "operations", "panel", "partner", "performance", "policy", "postmaster", "practice", "press",
    "privacy", "programme", "project", "protection", "provider", "quality", "reablement", "reception", "record",
    "recruit", "referral", "register", "research", "review", "safeguard", "school", "secretariat", "security",
    "sensory", "service", "single-point", "social", "staff", "strategy", "support", "survey", "team", "therap",
    "training", "transition", "transport", "unit", "voice", "volunteer", "web", "wellbeing", "workforce", "workshop",
)
"""Words of work. A long one may be part of a longer word; of short ones the whole must be made: `web`, not `webster`."""
HOME = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com", "live.co.uk", "msn.com",
    "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "mac.com", "aol.com", "btinternet.com", "sky.com",
    "talktalk.net", "virginmedia.com", "ntlworld.com", "blueyonder.co.uk", "proton.me", "protonmail.com", "gmx.com",
    "mail.com",
})
"""Where people have mailboxes of their own: nothing there is a role's."""
_LONG = tuple(word for word in ROLES if len(word) >= 7)
_OF_ROLES = re.compile(rf"(?:(?:{'|'.join(ROLES)})(?:s|al|ing|ies|y)?)+")


def is_role(name: str, domain: str) -> bool:
    """Return whether an address is a role's, by what stands before and after its @, both in small letters.

    A word of work beside a person's name passes as well (`jane.training`): no list of words can tell.
    """
    if domain in HOME:
        return False
    return any(word in name for word in _LONG) or any(_OF_ROLES.fullmatch(word) for word in re.split(r"[.+'\d-]+", name))
