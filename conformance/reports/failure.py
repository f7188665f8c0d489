"""A failed rule as a diagnostic: the blamed fields, the formula with numbers, the operating point, the fix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conformance.documents.source import Source
from conformance.engine.shown import Formula
from conformance.engine.verdicts import ClauseVerdict, Status
from conformance.findings.catalogue import help_text
from conformance.findings.model import Location
from conformance.findings.named import NamedTuple
from conformance.reports.excerpt import Mark, arrow, excerpt, gutter_of
from conformance.reports.notes import heading, listed, note
from conformance.reports.outcome import Subject, rules_of, severity_of
from conformance.reports.phrases import (
    begins_text,
    point_text,
    reason_text,
    record_text,
    repair_label,
    repair_text,
    worst_text,
)
from conformance.reports.places import home, place, stands
from conformance.reports.style import Style
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule

_MOST_SIDES = 6
_ROLES = ("error", "warning", "preview")
_BRIEF = ("record", "at", "numbers", "margin", "help")
"""The notes of a failure that is shown beside another one."""


class Failure(NamedTuple):
    """One failing (or broken) clause with the rule it belongs to."""

    rule: Rule
    level: str
    clause: ClauseVerdict

    @property
    def code(self) -> str:
        """``CI-101/keeps-the-wire-busy``."""
        return f"{self.rule.id}/{self.clause.clause}" if self.clause.clause else self.rule.id

    @property
    def field(self) -> str:
        """The field to look at first: one that has a fix, else the one blamed first; "" where none is blamed."""
        paths = [repair.path for repair in self.clause.repairs] or list(self.clause.blamed)
        return paths[0] if paths else ""

    @property
    def role(self) -> str:
        """``error``, ``warning`` for a rule that only says should, ``preview`` for one that counts for nothing."""
        return severity_of(self.level, broken=self.clause.status is Status.ERROR)

    @property
    def severity(self) -> str:
        """The word before the code: a fault of the tool is not the vendor's error."""
        return "broken" if self.clause.status is Status.ERROR else self.role


def failures_of(subject: Subject, specs: SpecSet) -> list[Failure]:
    """Failing and broken clauses, errors before warnings before previews, otherwise in the order of the rules."""
    rules = rules_of(subject, specs)
    found = [
        Failure(rule, verdict.level, clause)
        for verdict in subject.verdicts
        if (rule := rules.get(verdict.rule)) is not None
        for clause in verdict.clauses or (ClauseVerdict("", verdict.status, reason=verdict.reason),)
        if clause.status in {Status.FAIL, Status.ERROR}
    ]
    return sorted(found, key=lambda failure: _ROLES.index(failure.role))


def merged(failures: Sequence[Failure]) -> list[list[Failure]]:
    """Failures that blame the same field first are one diagnostic: mending the field may mend them all."""
    groups: dict[str, list[Failure]] = {}
    for number, failure in enumerate(failures):
        groups.setdefault(failure.field or f" {number}", []).append(failure)
    return list(groups.values())


def failure_lines(group: Sequence[Failure], descriptor: Descriptor, style: Style) -> list[str]:
    """One diagnostic for the failures of a group: the first in full, the others as what else is wrong there."""
    first, *others = group
    shown = _marks(first, descriptor, style)
    gutter = gutter_of([mark for _, marks in shown for mark in marks])
    lines = heading(first.role, style.word(f"severity-{first.severity}"), first.code, _said(first, style), style)
    if not shown:
        lines.append(arrow(_location(first, descriptor), gutter, style))
    for source, marks in shown:
        lines.append(arrow(Location(source.name, marks[0].span), gutter, style))
        lines += excerpt(source, marks, style, gutter)
    for title, text in _notes(first, style):
        lines += note(title, text, gutter, style) if text else []
    for other in others:
        lines += _beside(other, gutter, style)
    return lines


def _said(failure: Failure, style: Style) -> str:
    """The rule author's sentence with numbers, else what the rule demands."""
    clause = failure.clause
    if clause.status is Status.ERROR:
        return reason_text(clause.reason, style) or style.word("undecided")
    return style.phrase(clause.messages) or reason_text(clause.reason, style) or style.phrase(failure.rule.statement)


def _location(failure: Failure, descriptor: Descriptor) -> Location:
    return place(descriptor, failure.field) if failure.field else Location(descriptor.document.source.name)


def _marks(failure: Failure, descriptor: Descriptor, style: Style) -> list[tuple[Source, list[Mark]]]:
    """Per file carets under the field that is to be changed first, strokes under the others that have a fix beside them."""
    fixes = {repair.path: repair for repair in failure.clause.repairs}
    shown: dict[str, tuple[Source, list[Mark]]] = {}
    for path in filter(None, dict.fromkeys((failure.field, *fixes, *_of_parts(failure, descriptor)))):
        source, span = home(descriptor, path)[0].source, place(descriptor, path).span
        _, marks = shown.setdefault(source.name, (source, []))
        if span is None or any(mark.span == span for mark in marks):
            continue
        repair = fixes.get(path)
        said = repair_label(repair, style, failure.rule.id) if repair else ""
        first = not marks and len(shown) == 1
        label = style.word("fix-or", fix=said) if said and not first else said
        marks.append(Mark(span, label, "frame" if marks else failure.role, main=not marks))
    return [entry for entry in shown.values() if entry[1]]


def _of_parts(failure: Failure, descriptor: Descriptor) -> Sequence[str]:
    """Where a verdict is about several parts: every side of a disagreement is shown, in whichever file it stands."""
    if len(descriptor.kinds) > 1:
        return blamed_of_each_part(failure.clause.blamed, descriptor)
    return failure.clause.blamed[:_MOST_SIDES] if descriptor.parts else ()


def blamed_of_each_part(blamed: Sequence[str], descriptor: Descriptor) -> list[str]:
    """Of the blamed fields the first of each file, one that stands there before one that is left out."""
    firsts: dict[str, str] = {}
    for path in sorted(blamed, key=lambda path: not stands(descriptor, path)):
        firsts.setdefault(home(descriptor, path)[0].source.name, path)
    return sorted(firsts.values(), key=blamed.index)


def _notes(failure: Failure, style: Style) -> Iterator[tuple[str, str]]:
    """The notes of the failure in full, each as (title, text)."""
    clause = failure.clause
    if clause.record:
        yield "record", record_text(clause, style)
    point = clause.counterexample or clause.worst
    if point is not None and point.values:
        yield "at", point_text(point, style)
    if clause.formula is not None:
        yield from _formula(clause.formula)
    if clause.reason is not None and clause.messages:
        yield "reason", reason_text(clause.reason, style)
    worst = worst_text(clause, style)
    if worst:
        yield ("margin" if clause.margin is not None else "worst"), worst
    if clause.begins:
        yield "begins", begins_text(clause.begins, style)
    if clause.immaterial:
        yield "immaterial", listed(clause.immaterial, style)
    for hint in clause.hints:
        yield "hint", style.phrase(hint)
    yield from _fixes(clause, style)
    if clause.status is Status.ERROR and clause.reason is not None:
        yield "advice", help_text(clause.reason.code, style.lang, clause.reason.arguments)
    yield "preview", style.word("preview-said") if failure.level == "preview" else ""
    yield "rule", rule_text(failure.rule, style)


def _formula(formula: Formula) -> Iterator[tuple[str, str]]:
    yield "formula", formula.names
    if formula.numbers and formula.numbers != formula.names:
        yield "numbers", formula.numbers
    if formula.steps:
        yield "where", "\n".join(_step(*step) for step in formula.steps)


def _step(name: str, _names: str, numbers: str, value: str) -> str:
    return f"{name} = {numbers}" if numbers == value or not value else f"{name} = {numbers} = {value}"


def _fixes(clause: ClauseVerdict, style: Style) -> Iterator[tuple[str, str]]:
    for number, repair in enumerate(clause.repairs):
        text = repair_text(repair, style)
        yield "help", text if number == 0 else style.word("fix-or", fix=text)
    if not clause.repairs and clause.blamed and clause.status is Status.FAIL:
        yield "help", style.word("no-fix", paths=listed(clause.blamed, style))


def _beside(failure: Failure, gutter: int, style: Style) -> list[str]:
    """A further clause that blames the same field: its sentence and the notes that matter."""
    colon = style.word("colon")
    severity = style.word(f"severity-{failure.severity}")
    lines = [f"{severity}[{failure.code}]{colon}{_said(failure, style)}"]
    lines += [f"{style.word(title)}{colon}{text}" for title, text in _notes(failure, style) if title in _BRIEF]
    return note("also", "\n".join(lines), gutter, style)


def rule_text(rule: Rule, style: Style) -> str:
    """``CI-101 Credits cover the round trip; UB Base Specification 2.0, 4.6.3``; all sources stand in ``explain``."""
    said = f"{rule.id} {style.phrase(dict(rule.title))}"
    if not rule.sources:
        return said
    first = rule.sources[0]
    parts = [part for part in (first.document, first.clause) if part]
    return style.word("semicolon").join([said, style.word("comma").join(parts)])
