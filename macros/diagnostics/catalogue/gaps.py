"""B6 gaps: what is missing, overdue or unmeasured. Advice: a gap never stops a build.

Where to write the mend stands in brackets, as names of fields alone: `check` tells authors, pages leave it out.
"""

from __future__ import annotations

from macros.diagnostics import Severity
from macros.diagnostics.codes import code

NO_BRIEFING = code(
    "B601", "detected-and-no-briefing",
    "A theme was detected, and nobody has told staff what to do about it.",
    "Publish a 7-minute briefing on the theme.",
    Severity.ADVICE,
)
NO_OWNER = code(
    "B602", "recommendation-without-owner",
    "What nobody answers for is not done.",
    "Name an owner in an update: a role or a team among the contacts.",
    Severity.ADVICE,
)
OVERDUE = code(
    "B603", "recommendation-overdue",
    "The day it was to be done by has passed, and it is not implemented.",
    "Implement it, or add an update that says why not and by when it will be.",
    Severity.ADVICE,
)
NO_EVIDENCE = code(
    "B604", "implemented-without-evidence",
    "Implemented is not impact: without evidence of practice or outcome nobody knows whether it helped.",
    "Measure it, for example in the next audit, and add an update with evidence of practice or outcome.",
    Severity.ADVICE,
)
FROM_NOTHING = code(
    "B605", "briefing-from-nothing",
    "A briefing that was learned from nothing cannot be traced to what happened to somebody.",
    "Say what it was learned from (learned_from).",
    Severity.ADVICE,
)
NEVER_USED = code(
    "B606", "briefing-never-used",
    "No team has recorded that it used the briefing, so nobody knows whether it reached practice.",
    "Use it in a team meeting and send the record of use.",
    Severity.ADVICE,
)
OLD_EVIDENCE = code(
    "B607", "evidence-is-old",
    "The newest evidence for the quality statement is older than the settings allow, or has no date.",
    "Add newer evidence with its date.",
    Severity.ADVICE,
)
ALL_ASSERTION = code(
    "B608", "evidence-is-assertion",
    "All evidence for the quality statement is what somebody said; nothing was measured.",
    "Add evidence that was measured, and say how strong it is.",
    Severity.ADVICE,
)
REVIEW_OVERDUE = code(
    "B609", "review-overdue",
    "The page may no longer be right, and readers rely on it.",
    "Look at it again, record the outcome and the reason (reviews), and set the next date.",
    Severity.ADVICE,
)
NO_OVERSIGHT = code(
    "B610", "programme-without-oversight",
    "Somebody may decide about people's care, and it is not said who keeps that in view.",
    "Say what the limit is, who approves, how it is checked and how often (oversight).",
    Severity.ADVICE,
)
NO_DENOMINATOR = code(
    "B611", "count-without-denominator",
    "A count without what it is out of can look like a lot or a little.",
    "Add the number that it is out of; where nobody knows it, the gap stays.",
    Severity.ADVICE,
)
NO_MEASURE = code(
    "B612", "system-without-measure",
    "A learning system that nothing measures cannot show that it works.",
    "Add a measure of it (measures), or results of its own (outcomes).",
    Severity.ADVICE,
)
ONLY_THE_DATE = code(
    "B613", "review-moved-only-its-date",
    "The date of the next review was moved on, and no review was recorded: nobody knows whether anyone looked.",
    "Record the review (reviews), with its outcome and reason, or put the date back.",
    Severity.ADVICE,
)
NOT_ANSWERED = code(
    "B614", "message-not-answered",
    "A message through the managers' network is past the day its answer was due.",
    "Record the answer and its day (response, answered_on), or add the message that answers it.",
    Severity.ADVICE,
)
REMEDY_LATE = code(
    "B615", "remedy-late",
    "What was agreed with the ombudsman was not done by its day, or late and with nothing to show it.",
    "Do it, and record the day (done_on) and what shows it.",
    Severity.ADVICE,
)
