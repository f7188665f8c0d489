"""The table of one descriptor: one line per rule."""

from __future__ import annotations

from conformance.engine.verdicts import RuleVerdict, Status
from conformance.findings.named import NamedTuple
from conformance.reports.outcome import Subject, rules_of, told_as
from conformance.reports.phrases import margin_text, open_text, reason_text
from conformance.reports.rows import smallest_margin
from conformance.reports.style import Style
from conformance.reports.table import COLORS
from conformance.reports.width import cut, pad, printable, width, wrap
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule

_LIGHT = {"fail-should": "doubtful", "fail-preview": "faint", "pass-preview": "faint"}
"""How a verdict is painted that does not count for or against the part."""


class RuleLine(NamedTuple):
    """One rule in the table of one descriptor."""

    status: Status
    level: str
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
        level=verdict.level,
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
    if verdict.status is Status.PASS and any(clause.at_limit for clause in verdict.clauses):
        parts.append(style.word("at-limit"))
    if any(clause.low_reserve for clause in verdict.clauses):
        parts.append(style.word("low-reserve"))
    if verdict.defaults_used:
        parts.append(style.word("defaults", paths=style.word("beside").join(verdict.defaults_used)))
    return style.word("semicolon").join(parts)


def reasons_of(verdict: RuleVerdict, style: Style) -> list[str]:
    """Why a rule was not simply passed or failed, each reason once."""
    reasons = [verdict.reason, *(clause.reason for clause in verdict.clauses)]
    return list(dict.fromkeys(text for text in (reason_text(reason, style) for reason in reasons) if text))


def rule_table(subject: Subject, specs: SpecSet, style: Style) -> list[str]:
    """One line for each rule: verdict, rule, assurance, margin; a remark under it where one is due."""
    rules = rules_of(subject, specs)
    lines = [rule_line(verdict, rules.get(verdict.rule), style) for verdict in subject.verdicts]
    if not lines:
        return []
    first = max(width(_status(line, style)) for line in lines)
    second = max(width(line.id) for line in lines)
    assurance = max(width(line.assurance) for line in lines)
    margin = max(width(line.margin) for line in lines)
    title = style.width - 2 - first - 2 - second - 1 - 2 - assurance - 2 - margin
    return [text for line in lines for text in _rule(line, (first, second, title, assurance, margin), style)]


def _status(line: RuleLine, style: Style) -> str:
    """``fail``, and where it does not count ``fail (should)``, ``pass (preview)``: colour alone would not tell."""
    return style.word(told_as(line.status.value, line.level))


def _rule(line: RuleLine, columns: tuple[int, int, int, int, int], style: Style) -> list[str]:
    first, second, title, assurance, margin = columns
    light = _LIGHT.get(told_as(line.status.value, line.level), "")
    status = style.paint(light or COLORS[line.status.value], pad(_status(line, style), first))
    text = f"{pad(line.id, second)} {pad(cut(printable(line.title), title), title)}"
    end = f"{pad(line.assurance, assurance)}  {' ' * (margin - width(line.margin))}{line.margin}"
    indent = " " * (2 + first + 2 + second + 1)
    said = [style.word("preview-said")] if line.level == "preview" else []
    remark = printable(style.word("semicolon").join([*said, *([line.remark] if line.remark else [])]))
    remarks = [indent + style.paint("faint", part) for part in wrap(remark, style.width - len(indent))]
    return [f"  {status}  {text}  {end}".rstrip(), *(remarks if remark else [])]
