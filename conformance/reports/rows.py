"""One line per rule and one line per descriptor: what the tables show, as plain values that can cross a process."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from conformance.engine.verdicts import ClauseVerdict, Margin, RuleVerdict, Status
from conformance.findings.model import Finding, Severity
from conformance.findings.named import NamedTuple
from conformance.reports.outcome import Examined, StatusName, Subject, counts, has_error, level_reached
from conformance.reports.phrases import margin_text, open_text, per_cent_text, reason_text
from conformance.reports.style import Style
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule


class Row(NamedTuple):
    """One descriptor in the table of many files, or an input that holds none.

    Attributes:
        state: ``conforms``, ``fails``, ``unusable``.
        margin: the smallest of all rules, as text.
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
    counted = counts(subject.verdicts)
    if counted["fail"] or counted["error"]:
        failed = [verdict for verdict in subject.verdicts if verdict.status in {Status.FAIL, Status.ERROR}]
        errors += sum(verdict.level == "must" or verdict.status is Status.ERROR for verdict in failed)
        warnings += sum(verdict.level != "must" and verdict.status is Status.FAIL for verdict in failed)
    smallest = smallest_margin([clause for verdict in subject.verdicts for clause in verdict.clauses])
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
    )


def _brief(margin: Margin) -> str:
    """Per cent can be compared between rules and files; the amount where there is none."""
    return margin_text(margin) if margin.per_cent is None else per_cent_text(float(margin.per_cent))


def _state(subject: Subject) -> str:
    if subject.conforming:
        return "conforms"
    if any(verdict.status is Status.ERROR for verdict in subject.verdicts):
        return "broken"
    untested = [
        verdict
        for verdict in subject.verdicts
        if verdict.level == "must" and verdict.status is Status.NOT_TESTED and not verdict.decided_elsewhere
    ]
    bad = [v for v in subject.verdicts if v.status is Status.ERROR or (v.level == "must" and v.status is Status.FAIL)]
    if untested and not bad and not has_error(subject.findings):
        return "untested"
    return "fails"


def _weigh(findings: tuple[Finding, ...]) -> tuple[int, int]:
    if not findings:
        return 0, 0
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return errors, sum(finding.severity is Severity.WARNING for finding in findings)


def smallest_margin(clauses: list[ClauseVerdict]) -> ClauseVerdict | None:
    """The clause with the smallest margin: by per cent where there is one; of those that fail, where one does."""
    failing = [clause for clause in clauses if clause.status is Status.FAIL]
    with_margin = [clause for clause in failing or clauses if clause.margin is not None]
    return min(with_margin, key=_margin_key, default=None)


def _margin_key(clause: ClauseVerdict) -> tuple[bool, bool, Fraction]:
    share = clause.margin.share if clause.margin is not None else None
    amount = clause.margin.amount.value if clause.margin is not None else None
    return clause.status is not Status.FAIL, share is None, amount or Fraction(0) if share is None else share


class RuleLine(NamedTuple):
    """One rule in the table of one descriptor."""

    status: Status
    must: bool
    id: str
    title: str
    assurance: str
    margin: str
    remark: str


def rule_line(verdict: RuleVerdict, rule: Rule | None, style: Style) -> RuleLine:
    """What the table says of a rule, in words of the language."""
    smallest = smallest_margin(list(verdict.clauses))
    return RuleLine(
        status=verdict.status,
        must=verdict.level == "must",
        id=verdict.rule,
        title=style.phrase(rule.title) if rule else "",
        assurance=style.word(verdict.assurance.value) if verdict.assurance else "",
        margin=margin_text(smallest.margin) if smallest and smallest.margin else "",
        remark=_remark(verdict, style),
    )


def _remark(verdict: RuleVerdict, style: Style) -> str:
    """Why there is no pass or fail, and what a pass should not hide."""
    parts: list[str] = []
    if verdict.status in {Status.NOT_APPLICABLE, Status.NOT_TESTED, Status.WAIVED}:
        parts += reasons_of(verdict, style)[:1]
    smallest = smallest_margin(list(verdict.clauses))
    if verdict.status is Status.PASS and smallest is not None and smallest.margin is not None:
        parts += [text for text in [open_text(smallest.margin, style)] if text]
    if verdict.status is Status.PASS and any(clause.tried.undefined for clause in verdict.clauses):
        parts.append(style.word("undefined-open"))
    if any(clause.at_limit for clause in verdict.clauses):
        parts.append(style.word("at-limit"))
    if any(clause.low_reserve for clause in verdict.clauses):
        parts.append(style.word("low-reserve"))
    if verdict.defaults_used:
        parts.append(style.word("defaults", paths=style.word("comma").join(verdict.defaults_used)))
    return style.word("semicolon").join(parts)


def reasons_of(verdict: RuleVerdict, style: Style) -> list[str]:
    """Why a rule was not simply passed or failed, each reason once."""
    reasons = [verdict.reason, *(clause.reason for clause in verdict.clauses)]
    return list(dict.fromkeys(text for text in (reason_text(reason, style) for reason in reasons) if text))
