"""One line per descriptor: what the table of many shows, as plain values that can cross a process."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from conformance.engine.verdicts import ClauseVerdict, RuleVerdict, Status
from conformance.findings.model import Finding, Severity
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.reports.outcome import (
    FAILED,
    Examined,
    Subject,
    counts,
    diagnostics_of,
    has_error,
    is_of_the_lab,
    level_reached,
    nothing_verified,
    severity_of,
)
from conformance.spec.load import SpecSet

if TYPE_CHECKING:
    from conformance.engine.shown import Margin
    from conformance.reports.vocabulary import StatusName

_FAIL = Status.FAIL


class Row(NamedTuple):
    """One descriptor in the table of many files, or an input that holds none.

    Attributes:
        state: ``conforms``, ``fails``, ``untested`` (a must rule is not tested), ``lab-fault`` (rules cannot be read),
            ``broken`` (the toolkit), ``unusable`` (no descriptor).
        errors: without those of the specification, which are told once for all.
        margin: the smallest of all rules that count, as text.
        advised: failed rules that only should hold, and stand against no conformance.
        previews: failed rules that the newest edition does not list; they count for nothing.
        bare: it conforms, but no ``must`` rule could be decided of it.
    """

    label: str
    state: str
    who: str = ""
    kind: str = ""
    level: str = ""
    counts: Mapping[StatusName, int] = {}
    margin: str = ""
    errors: int = 0
    warnings: int = 0
    advised: int = 0
    previews: int = 0
    bare: bool = False


def rows_of(examined: Examined, specs: SpecSet) -> list[Row]:
    """The rows of one input, one for each descriptor; findings of the file as a whole count with the first."""
    rows = [_row(subject, specs) for subject in examined.subjects]
    errors, warnings = _weigh(examined.findings)
    if not rows:
        return [Row(examined.file, "unusable" if errors else "conforms", errors=errors, warnings=warnings)]
    if errors or warnings:
        whole = Row(examined.file, "unusable" if errors else "conforms", errors=errors, warnings=warnings)
        return [whole, *rows] if errors else [*rows]
    return rows


def _row(subject: Subject, specs: SpecSet) -> Row:
    errors, warnings = _weigh(subject.findings)
    advised = previews = 0
    counted = counts(subject.verdicts)
    if counted["fail"] or counted["error"]:
        failed = [verdict for verdict in subject.verdicts if verdict.status in FAILED]
        found = [(verdict, severity_of(verdict.level, broken=verdict.status is Status.ERROR)) for verdict in failed]
        advised = sum(severity == "warning" for _, severity in found)
        errors += sum(_told(verdict) for verdict, severity in found if severity == "error")
        warnings += sum(_told(verdict) for verdict, severity in found if severity == "warning")
        previews = sum(severity == "preview" for _, severity in found)
    counting = (verdict for verdict in subject.verdicts if verdict.level != "preview")
    smallest = smallest_margin([clause for verdict in counting for clause in verdict.clauses])
    descriptor = subject.descriptor
    return Row(
        label=subject.label,
        state=_state(subject),
        who=f"{descriptor.vendor} {descriptor.model}" if descriptor else "",
        kind=descriptor.kind.name if descriptor else "",
        level=level_reached(subject, specs),
        counts=counted,
        margin=_brief(smallest.margin) if smallest and smallest.margin else "",
        errors=errors,
        warnings=warnings,
        advised=advised,
        previews=previews,
        bare=subject.conforming and nothing_verified(subject),
    )


def _told(verdict: RuleVerdict) -> int:
    return diagnostics_of(clause.status for clause in verdict.clauses)


def _brief(margin: Margin) -> str:
    """Per cent can be compared between rules and files; the amount where there is none."""
    from conformance.reports.phrases import margin_text, per_cent_text  # static rules that pass have no margin

    return margin_text(margin) if margin.per_cent is None else per_cent_text(float(margin.per_cent))


def _state(subject: Subject) -> str:
    if subject.conforming:
        return "conforms"
    if any(verdict.status is Status.ERROR and verdict.level != "preview" for verdict in subject.verdicts):
        return "broken"
    untested = [
        verdict
        for verdict in subject.verdicts
        if verdict.level == "must" and verdict.status is Status.NOT_TESTED and not verdict.decided_elsewhere
    ]
    bad = [verdict for verdict in subject.verdicts if verdict.level == "must" and verdict.status is Status.FAIL]
    if bad or has_error([finding for finding in subject.findings if not is_of_the_lab(finding.code)]):
        return "fails"
    return "untested" if untested and not has_error(subject.findings) else "lab-fault"


def _weigh(findings: tuple[Finding, ...]) -> tuple[int, int]:
    if not findings:
        return 0, 0
    errors = sum(finding.severity is Severity.ERROR and not is_of_the_lab(finding.code) for finding in findings)
    return errors, sum(finding.severity is Severity.WARNING for finding in findings)


def smallest_margin(clauses: list[ClauseVerdict]) -> ClauseVerdict | None:
    """The clause with the smallest margin: by per cent where there is one; of those that fail, where one does."""
    failing = [clause for clause in clauses if clause.status is _FAIL]
    with_margin = [clause for clause in failing or clauses if clause.margin is not None]
    return min(with_margin, key=_margin_key, default=None)


def _margin_key(clause: ClauseVerdict) -> tuple[bool, bool, Fraction]:
    share = clause.margin.share if clause.margin is not None else None
    amount = clause.margin.amount.value if clause.margin is not None else None
    return clause.status is not Status.FAIL, share is None, amount or Fraction(0) if share is None else share
