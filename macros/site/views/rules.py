"""The rules that the site works by, in words, with the numbers of its settings."""

from __future__ import annotations

from macros.content.settings import Rules, Settings, Share
from macros.frozen import frozen
from macros.learning.quarters import FEWEST
from macros.learning.scores import BANDS, MOST
from macros.learning.thread import Rule, State
from macros.site import words
from macros.site.views.parts import LinkTo

ADDRESS = "about/rules/"
BY_STATE = {
    State.NOT_SEEN: "seen", State.SEEN: "seen", State.SHARED: "shared", State.ACTING: "acting",
    State.NO_CHANGE: "checked-again", State.WORSE: "checked-again", State.IMPROVED: "checked-again",
}
"""Where on the page the rule of each state stands; detection has three."""
BY_RULE = {Rule.T1: "t1", Rule.T2: "t2", Rule.T3: "t3"}


@frozen
class RuleView:
    """One rule, where it can be linked to."""

    id: str
    title: str
    said: tuple[str, ...]


@frozen
class RuleGroup:
    """Rules on one matter."""

    id: str
    title: str
    side: str
    rules: tuple[RuleView, ...]


@frozen
class RulesView:
    """The page of the rules."""

    crumbs: tuple[LinkTo, ...]
    point: str
    groups: tuple[RuleGroup, ...]


def share_words(share: Share) -> str:
    """Return `at least 20% and 3 files`."""
    return f"at least {share.per_cent}% and {words.count(share.files, 'file', 'files')}"


def rule_words(rule: Rule, rules: Rules) -> str:
    """Return what a rule of detection asks for, to follow “the rule is”."""
    if rule is Rule.T1:
        return share_words(rules.detected)
    if rule is Rule.T2:
        return f"{share_words(rules.repeated)} in each of two rounds of one kind in a row"
    return f"two kinds of source within {words.count(rules.kinds_within_months, 'month', 'months')}"


def rules_view(settings: Settings) -> RulesView:
    """Return the page of the rules."""
    rules = settings.rules
    return RulesView(
        (LinkTo("How this works", "about/"),),
        "No state on this site is typed in. Each is worked out from the records by these rules, every time the site is made.",
        (_detection(rules), _after(rules), _numbers(rules), _evidence(rules)),
    )


def _detection(rules: Rules) -> RuleGroup:
    t1, t2, t3 = (rule_words(rule, rules) for rule in Rule)
    return RuleGroup("detection", "When a theme is detected", "One rule is enough. The page of a theme says which one it was.", (
        RuleView("seen", "Seen", (
            ("A theme is seen when a source names it: an audit that found it, a review, a complaint report, a decision or a "
             "measure. An audit that looked and found it in no file has not seen it."),
            ("The files are those that a theme can apply to. Files that it cannot apply to do not count. What we record about "
             "another council counts for nothing in our own thread."),
        )),
        RuleView("t1", "Rule T1: often in one round", (f"Found in {t1} of one audit round, of the files that it applies to.",)),
        RuleView("t2", "Rule T2: less often, but twice", (f"Found in {t2}.",)),
        RuleView("t3", "Rule T3: in two ways", (f"Seen in {t3}. Two audits are one kind of source.",)),
    ))


def _after(rules: Rules) -> RuleGroup:
    points, files = rules.recheck.points, words.count(rules.recheck.files, "file", "files")
    return RuleGroup("after", "What happens then", "The state is the furthest of these after the latest detection.", (
        RuleView("shared", "Shared", ("The first briefing on the theme that was published on the day of detection or later.",)),
        RuleView("acting", "Acting", (
            ("The first recommendation on the theme that was accepted, in full or in part, on the day of detection or later. "
             "Sharing and acting may come in either order, or never. The page shows the days between."),
        )),
        RuleView("checked-again", "Checked again", (
            f"A later round of the same kind and with the same tool that applies to at least {files}. Fewer are too few to say.",
            (f"Improved: below rule T1, and down by at least {points} points of a hundred. Worse: up by at least {points}. "
             "Anything between is no change."),
            ("Where no audit had measured the theme at its detection, the first later round that is large enough is what the "
             "next ones are compared with."),
        )),
        RuleView("reopened", "Reopened", ("A theme that had improved and is detected again, by what was seen since.",)),
        RuleView("rising", "Rising", (
            (f"More sources saw it in the last two quarters than in the two before, and at least {FEWEST}. "
             "The quarter that we are in counts as far as it has come."),
        )),
    ))


def _rounding(rules: Rules) -> tuple[str, ...]:
    bases = [(name, int(getattr(rules.rounding, name))) for name in ("public", "partners", "staff")]
    said = [f"to the nearest {base} in the {name} edition" for name, base in bases if base > 1]
    return (f"Counts that are shown are rounded: {', '.join(said)}.",) if said else ()


def _numbers(rules: Rules) -> RuleGroup:
    return RuleGroup("numbers", "What is counted and shown", "A small number can point at a person.", (
        RuleView("small-numbers", "Small numbers", (
            (f"Counts of people below {rules.small_number} are shown as * outside the managers edition. Counts of files, and the "
             "states that rest on them, are in the staff and managers editions only. Counts of things are always shown."),
            *_rounding(rules),
            f"A survey with fewer than {rules.small_sample} answers carries a warning.",
        )),
        RuleView("queue", "Reviews due", (
            f"For each owner the {rules.queue} reviews that are due soonest are shown: as many as can be acted on.",
            "One whose date was moved without a review stands where it would have been due, and says so.",
        )),
    ))


def _evidence(rules: Rules) -> RuleGroup:
    bands = "; ".join(f"{low} to {high}: {name.lower()}" for low, high, name in BANDS)
    return RuleGroup("evidence", "Evidence for a quality statement", "Strength is our own judgement, not the Commission’s.", (
        RuleView("strength", "How strong", (
            ("Strong: a result that was measured and compared. A recommendation that helped, with outcome or practice evidence; "
             "a theme that a later round found improved; a measure that moved the right way over its periods."),
            ("Partial: counted or done, and not compared. A recommendation that is implemented; an audit round; a measure with "
             "no way to say whether it is better; a report or survey that gives figures."),
            "Assertion only: somebody says so, and nothing was counted.",
            ("What speaks against it is listed apart: a result that is worse or unchanged, a theme that reopened, an action that "
             "is overdue, a decision that was upheld, a measure that moved the wrong way."),
        )),
        RuleView("old", "How old", (
            f"Older than {words.count(rules.evidence_months, 'month', 'months')} is old, and so is evidence without a date.",
        )),
        RuleView("overall", "Overall percentage", (
            f"Only where all nine scores are in our records are they added up, as a share of {MOST}: “calculated locally”.",
            f"The bands, in whole per cent, are {bands}. A sum that falls between two bands has no rating here.",
            "A published overall score is shown as it was published. We work nothing out from it.",
        )),
    ))


def rule_link(anchor: str, said: str) -> LinkTo:
    """Return a link to a rule."""
    return LinkTo(said, f"{ADDRESS}#{anchor}")
