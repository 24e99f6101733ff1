"""B4 a record's life: what its fields say together."""

from __future__ import annotations

from macros.diagnostics.codes import code

CIRCULAR = code(
    "B401", "circular-reference",
    "Records that replace, or stand under, one another in a ring have no end: a reader would go round for ever.",
    "Break the ring: one of the records must not point on.",
)
NOT_NEEDED_YET = code(
    "B402", "field-without-its-status",
    "The field belongs to another status: with this one it says two things at once.",
    "Change the status, or remove the field.",
)
NEEDS_SOURCE = code(
    "B405", "needs-source",
    "A statement of law, duty, time limit or figure needs a source that a reader can check.",
    "Add at least one source, or, if the record is made up to show something, example: true.",
)
CLASSIFICATION = code(
    "B406", "classification-too-wide",
    "OFFICIAL-SENSITIVE content is for the managers edition only.",
    "Set audience: managers, or take the sensitive content out.",
)
FOLDER_AUDIENCE = code(
    "B418", "audience-wider-than-folder",
    "Settings say who may read the records of this folder at most. A label that says more would be a mistake in one of the two.",
    "Narrow the record's audience, or move the record, or ask the maintainers about the rule under narrow: in mkdocs.yml.",
)
OUT_OF_ORDER = code(
    "B407", "out-of-order",
    "Entries are added at the end, oldest first, so that nobody can rewrite what was said before.",
    "Put the entries into the order of their dates, oldest first.",
)
VERSION_NUMBER = code(
    "B408", "version-number",
    "Versions count 1, 2, 3 …, so that a printed page can be compared with the newest.",
    "Number the entries of changes from 1 without gaps.",
)
REASON_NEEDED = code(
    "B410", "reason-needed",
    "A recommendation that is not accepted in full needs its reason; for the findings of a Safeguarding "
    "Adults Review the Care Act 2014, Schedule 2, paragraph 4, asks the board for it.",
    "Add reason: and say why in a sentence.",
)
IMPACT_NEEDS_EVIDENCE = code(
    "B411", "impact-needs-evidence",
    "Implemented is not impact: that training ran does not show that practice changed.",
    "Add evidence of kind practice or outcome, or set impact: not_yet_measured.",
)
NAMES_REAL_BODY = code(
    "B412", "example-names-real-body",
    "Made-up content must never read as a finding about a real council, board or trust.",
    "Use the made-up organisation of this site instead.",
)
SAME_PART_ID = code(
    "B413", "same-recommendation-id",
    "A recommendation keeps its id for ever; two with one id could not be told apart.",
    "Give each recommendation its own id: r1, r2, r3 …",
)
ORDER_OF_DATES = code(
    "B414", "order-of-dates",
    "Two days cannot both be right: something ends before it begins, or is answered before it was asked.",
    "Check both dates.",
)
UNNUMBERED_STATEMENT = code(
    "B415", "score-without-assessment",
    "A score is a fact about one body at one time: without both it cannot be checked.",
    "Add assessed_body and assessed_on, or set score: not_published.",
)

NOT_WRITTEN_YET = code(
    "B416", "not-written-yet",
    "A new record holds reminders of what to write. Readers must never see one in its place.",
    "Write the text, or set status: draft until it is written.",
)
ONE_WITHOUT_OTHER = code(
    "B417", "one-without-the-other",
    "Two fields say one thing together. One of them alone leaves a reader to guess the other.",
    "Add the other field, or remove this one until both are known.",
)
