"""Rules about what a round of audits says of its themes."""

from __future__ import annotations

from collections.abc import Iterator

from macros.content.record import Record
from macros.content.records.audits import FindingKind, PickedUp, WithFindings
from macros.content.settings import Settings
from macros.diagnostics import Diagnostic, clipped
from macros.diagnostics import catalogue as c

_WAY = ("themes_picked_up",)


def check_picked_up(record: Record, settings: Settings) -> Iterator[Diagnostic]:
    """Whether themes were picked up agrees with the findings, and with the rule by which a theme is detected."""
    fields = record.fields
    said = fields.value_of(_WAY[0])
    if said is None or not isinstance(fields, WithFindings):
        return
    if said is PickedUp.FINDINGS and not fields.findings:
        help_ = "Add findings:, or say none, or not_measured."
        yield record.problem(c.PICKED_UP, _WAY, "themes_picked_up: is see_findings, but there are no findings.", help_)
    elif said is PickedUp.NOT_MEASURED and fields.findings:
        message = f"themes_picked_up: is not_measured, but findings stand here: {len(fields.findings)}."
        yield record.problem(c.PICKED_UP, _WAY, message)
    elif said is PickedUp.NONE:
        rule = settings.rules.detected
        met = (f for f in fields.findings if f.kind is FindingKind.CONCERN and rule.met(f.present, f.applicable))
        for finding in met:
            message = (
                f"themes_picked_up: is none, but '{clipped(finding.theme)}' was found in {finding.present} of "
                f"{finding.applicable} files; from {rule.per_cent}% and {rule.files} files on a theme is detected."
            )
            yield record.problem(c.PICKED_UP, _WAY, message)
