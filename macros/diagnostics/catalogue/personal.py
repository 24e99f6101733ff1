"""P1 personal data: what the guard finds. It lowers risk and does not anonymise."""

from __future__ import annotations

from macros.diagnostics import Severity
from macros.diagnostics.codes import code

NHS_NUMBER = code(
    "P101", "nhs-number",
    "An NHS number is one person's for life. Whoever can look it up knows who is meant.",
    "Delete it. Nothing on this site needs one.",
)
INSURANCE_NUMBER = code(
    "P102", "national-insurance-number",
    "A National Insurance number is one person's for life, and opens accounts.",
    "Delete it. Nothing on this site needs one.",
)
POSTCODE = code(
    "P103", "postcode",
    "A full postcode is a few front doors. With anything else about a person it says who they are.",
    "Write the town or the area, or the first part of the postcode alone where it matters.",
)
PHONE_NUMBER = code(
    "P104", "phone-number",
    "A phone number reaches a person. A helpline that nobody has checked sends people in need to a wrong number.",
    "Delete a person's number. A helpline's goes into the settings once, under guard: helplines, and may then stand anywhere.",
)
PERSONAL_EMAIL = code(
    "P105", "personal-email",
    "An address with a name in it says who somebody is, and stops working when they leave.",
    "Write the mailbox of the team or the role. One whose name does not say so goes into the settings, under guard: mailboxes.",
)
DATE_OF_BIRTH = code(
    "P106", "date-of-birth",
    "A day of birth with a place is enough to look most people up.",
    "Write an age band, such as “in her 70s”.",
)
DATE_OF_DEATH = code(
    "P107", "date-of-death",
    "Deaths are announced and registered by their day: it leads to a name at once.",
    "Write the year, or the season.",
)
PROPERTY_REFERENCE = code(
    "P108", "property-reference",
    "A UPRN is one home, and anyone may look up which.",
    "Delete it. Write the kind of home, such as “sheltered housing”.",
)
CASE_NUMBER = code(
    "P109", "case-number",
    "The number of a file leads everyone with access to the system to the person.",
    "Delete it. Keep the link between the record and the file where the file is.",
)
ALLOWANCE_UNUSED = code(
    "P111", "allowance-unused",
    "An allowance that fits nothing would let the value in again, long after anyone thought about it.",
    "Delete the entry under guard: allowed.",
)
ALLOWANCE_EXPIRED = code(
    "P112", "allowance-expired",
    "Whoever allowed the value did so until a day. Somebody must decide again.",
    "Delete the value and its entry, or have the entry approved anew with a later day.",
)
NAME = code(
    "P121", "name",
    "A name says who somebody is. Even a common one does, beside what happened.",
    "Write a role, such as “her son” or “the GP”, or a letter that is no initial of theirs, such as Mr X.",
    Severity.WARNING,
)
AGE_PLACE_DATE = code(
    "P122", "age-place-date",
    "An age, a place and a date together can be looked up in the news.",
    "Write an age band, and leave out the place or the date.",
    Severity.WARNING,
)
INITIALS_WITH_AGE = code(
    "P123", "initials-with-age",
    "Colleagues and family know whose initials they are when the age fits.",
    "Write “Adult B”, with a letter that is no initial of theirs, and an age band.",
    Severity.WARNING,
)
